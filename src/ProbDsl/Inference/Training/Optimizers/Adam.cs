using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>Adam: steps along a running mean of the gradient, divided by the root of a running mean of its square.</summary>
/// <remarks>
/// Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1:
/// m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², θ ← θ - α (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + ε).
/// </remarks>
public sealed record class Adam : Optimizer
{
    /// <summary>Adam with a step size.</summary>
    public Adam(double learningRate = 1e-3) => LearningRate = learningRate;

    /// <summary>Decay of the mean of the gradient, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of its square, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root, positive.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override OptimizerState<E> CreateState<E>(int length) => new AdamState<E>(length, Beta1, Beta2, Epsilon, 0);

    /// <inheritdoc/>
    public override string Describe() => Invariant($"Adam(LearningRate = {LearningRate:R}, Beta1 = {Beta1:R}, Beta2 = {Beta2:R}, Epsilon = {Epsilon:R})");

    internal override void Validate()
    {
        base.Validate();
        Require(Beta1 is >= 0 and < 1, nameof(Beta1), "in [0, 1)", Beta1);
        Require(Beta2 is >= 0 and < 1, nameof(Beta2), "in [0, 1)", Beta2);
        Require(Epsilon > 0 && double.IsFinite(Epsilon), nameof(Epsilon), "positive and finite", Epsilon);
    }
}

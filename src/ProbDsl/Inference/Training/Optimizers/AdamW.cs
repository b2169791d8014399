using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>Adam with decoupled weight decay: every parameter also shrinks by a share of itself, apart from the gradient.</summary>
/// <remarks>
/// Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2: θ ← θ - α λ θ, then the step of
/// <see cref="Adam"/>. All parameters decay, biases too.
/// </remarks>
public sealed record class AdamW : Optimizer
{
    /// <summary>AdamW with a step size.</summary>
    public AdamW(double learningRate = 1e-3) => LearningRate = learningRate;

    /// <summary>Decay of the mean of the gradient, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of its square, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root, positive.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>λ, zero or above.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    public override OptimizerState<E> CreateState<E>(int length) => new AdamState<E>(length, Beta1, Beta2, Epsilon, WeightDecay);

    /// <inheritdoc/>
    public override string Describe() => Invariant($"AdamW(LearningRate = {LearningRate:R}, Beta1 = {Beta1:R}, Beta2 = {Beta2:R}, Epsilon = {Epsilon:R}, WeightDecay = {WeightDecay:R})");

    internal override void Validate()
    {
        base.Validate();
        Require(Beta1 is >= 0 and < 1, nameof(Beta1), "in [0, 1)", Beta1);
        Require(Beta2 is >= 0 and < 1, nameof(Beta2), "in [0, 1)", Beta2);
        Require(Epsilon > 0 && double.IsFinite(Epsilon), nameof(Epsilon), "positive and finite", Epsilon);
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), "zero or above and finite", WeightDecay);
        Require(WeightDecay * LearningRate < 1, nameof(WeightDecay), "below 1 / LearningRate", WeightDecay);
    }
}

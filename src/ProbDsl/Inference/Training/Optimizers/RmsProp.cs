using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Inference;
using ProbDsl.Runtime;

namespace ProbDsl;

/// <summary>RMSProp: the gradient divided by the root of a running mean of its square.</summary>
/// <remarks>
/// v ← ρ v + (1 - ρ) g², θ ← θ - α g / (√v + ε). Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning",
/// Coursera 2012.
/// </remarks>
public sealed record class RmsProp : Optimizer
{
    /// <summary>RMSProp with a step size.</summary>
    public RmsProp(double learningRate = 1e-3) => LearningRate = learningRate;

    /// <summary>ρ, in [0, 1).</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Added to the root, positive.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override OptimizerState<E> CreateState<E>(int length) => new State<E>(length, Decay, Epsilon);

    /// <inheritdoc/>
    public override string Describe() => Invariant($"RmsProp(LearningRate = {LearningRate:R}, Decay = {Decay:R}, Epsilon = {Epsilon:R})");

    internal override void Validate()
    {
        base.Validate();
        Require(Decay is >= 0 and < 1, nameof(Decay), "in [0, 1)", Decay);
        Require(Epsilon > 0 && double.IsFinite(Epsilon), nameof(Epsilon), "positive and finite", Epsilon);
    }

    private sealed class State<E> : OptimizerState<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        private readonly AlignedBuffer<E> square;
        private readonly double decay;
        private readonly double epsilon;

        internal State(int length, double decay, double epsilon)
        {
            square = new AlignedBuffer<E>(length);
            (this.decay, this.epsilon) = (decay, epsilon);
            Vectors = [new("square", square)];
        }

        public override IReadOnlyList<OptimizerVector<E>> Vectors { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private protected override void Update(AlignedBuffer<E> values, AlignedBuffer<E> gradients, int from, int to, double learningRate, GradientTransform<E> transform)
        {
            Vector512<E> rate = Vector512.Create(E.CreateChecked(learningRate)), small = Vector512.Create(E.CreateChecked(epsilon));
            Vector512<E> keep = Vector512.Create(E.CreateChecked(decay)), take = Vector512.Create(E.CreateChecked(1 - decay));
            ref E value = ref values.Start, gradient = ref gradients.Start, v = ref square.Start;
            for (nuint i = (nuint)from; i < (nuint)to; i += (nuint)Vector512<E>.Count)
            {
                Vector512<E> g = transform.Apply(Vector512.LoadUnsafe(ref gradient, i));
                Vector512<E> next = (keep * Vector512.LoadUnsafe(ref v, i)) + (take * (g * g));
                next.StoreUnsafe(ref v, i);
                (Vector512.LoadUnsafe(ref value, i) - (rate * g / (Vector512.Sqrt(next) + small))).StoreUnsafe(ref value, i);
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Inference;
using ProbDsl.Runtime;

namespace ProbDsl;

/// <summary>Gradient descent with momentum, Nesterov's by choice; with decay zero, plain stochastic gradient descent.</summary>
/// <remarks>
/// u ← μ u + g, θ ← θ - α u; with <see cref="Nesterov"/> θ ← θ - α (g + μ u). Polyak, "Some methods of speeding up the
/// convergence of iteration methods", 1964; Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and
/// momentum in deep learning", ICML 2013, equations 1 to 4, with the step size taken out of u.
/// </remarks>
public sealed record class Momentum : Optimizer
{
    /// <summary>Momentum with a step size.</summary>
    public Momentum(double learningRate = 0.01) => LearningRate = learningRate;

    /// <summary>μ, in [0, 1).</summary>
    public double Decay { get; init; } = 0.9;

    /// <summary>Whether the gradient counts as if taken after the momentum's move.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override OptimizerState<E> CreateState<E>(int length) => new State<E>(length, Decay, Nesterov);

    /// <inheritdoc/>
    public override string Describe() => Invariant($"Momentum(LearningRate = {LearningRate:R}, Decay = {Decay:R}, Nesterov = {Nesterov})");

    internal override void Validate()
    {
        base.Validate();
        Require(Decay is >= 0 and < 1, nameof(Decay), "in [0, 1)", Decay);
    }

    private sealed class State<E> : OptimizerState<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        private readonly AlignedBuffer<E> velocity;
        private readonly double decay;
        private readonly bool nesterov;

        internal State(int length, double decay, bool nesterov)
        {
            velocity = new AlignedBuffer<E>(length);
            (this.decay, this.nesterov) = (decay, nesterov);
            Vectors = [new("velocity", velocity)];
        }

        public override IReadOnlyList<OptimizerVector<E>> Vectors { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private protected override void Update(AlignedBuffer<E> values, AlignedBuffer<E> gradients, int from, int to, double learningRate, GradientTransform<E> transform)
        {
            Vector512<E> rate = Vector512.Create(E.CreateChecked(learningRate)), keep = Vector512.Create(E.CreateChecked(decay));
            Vector512<E> fresh = Vector512.Create(nesterov ? E.One : E.Zero), old = nesterov ? keep : Vector512<E>.One;
            ref E value = ref values.Start, gradient = ref gradients.Start, u = ref velocity.Start;
            for (nuint i = (nuint)from; i < (nuint)to; i += (nuint)Vector512<E>.Count)
            {
                Vector512<E> g = transform.Apply(Vector512.LoadUnsafe(ref gradient, i));
                Vector512<E> next = (keep * Vector512.LoadUnsafe(ref u, i)) + g;
                next.StoreUnsafe(ref u, i);
                (Vector512.LoadUnsafe(ref value, i) - (rate * ((fresh * g) + (old * next)))).StoreUnsafe(ref value, i);
            }
        }
    }
}

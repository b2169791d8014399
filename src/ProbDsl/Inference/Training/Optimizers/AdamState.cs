using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>The step of <see cref="Adam"/> and <see cref="AdamW"/>.</summary>
internal sealed class AdamState<E> : OptimizerState<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly AlignedBuffer<E> mean;
    private readonly AlignedBuffer<E> square;
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double weightDecay;

    internal AdamState(int length, double beta1, double beta2, double epsilon, double weightDecay)
    {
        (mean, square) = (new AlignedBuffer<E>(length), new AlignedBuffer<E>(length));
        (this.beta1, this.beta2, this.epsilon, this.weightDecay) = (beta1, beta2, epsilon, weightDecay);
        Vectors = [new("mean", mean), new("square", square)];
    }

    public override IReadOnlyList<OptimizerVector<E>> Vectors { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update(AlignedBuffer<E> values, AlignedBuffer<E> gradients, int from, int to, double learningRate, GradientTransform<E> transform)
    {
        // The corrections of the start are moved into the constants: α / (1 - β₁ᵗ), and √v times 1 / √(1 - β₂ᵗ).
        Vector512<E> rate = Vector512.Create(E.CreateChecked(learningRate / (1 - Math.Pow(beta1, Steps))));
        Vector512<E> rootFactor = Vector512.Create(E.CreateChecked(1 / Math.Sqrt(1 - Math.Pow(beta2, Steps))));
        Vector512<E> small = Vector512.Create(E.CreateChecked(epsilon));
        Vector512<E> keep1 = Vector512.Create(E.CreateChecked(beta1)), take1 = Vector512.Create(E.CreateChecked(1 - beta1));
        Vector512<E> keep2 = Vector512.Create(E.CreateChecked(beta2)), take2 = Vector512.Create(E.CreateChecked(1 - beta2));
        Vector512<E> shrink = Vector512.Create(E.CreateChecked(1 - (learningRate * weightDecay)));
        ref E value = ref values.Start, gradient = ref gradients.Start, m = ref mean.Start, v = ref square.Start;
        for (nuint i = (nuint)from; i < (nuint)to; i += (nuint)Vector512<E>.Count)
        {
            Vector512<E> g = transform.Apply(Vector512.LoadUnsafe(ref gradient, i));
            Vector512<E> nextMean = (keep1 * Vector512.LoadUnsafe(ref m, i)) + (take1 * g);
            Vector512<E> nextSquare = (keep2 * Vector512.LoadUnsafe(ref v, i)) + (take2 * (g * g));
            nextMean.StoreUnsafe(ref m, i);
            nextSquare.StoreUnsafe(ref v, i);
            Vector512<E> step = rate * nextMean / ((Vector512.Sqrt(nextSquare) * rootFactor) + small);
            ((Vector512.LoadUnsafe(ref value, i) * shrink) - step).StoreUnsafe(ref value, i);
        }
    }
}

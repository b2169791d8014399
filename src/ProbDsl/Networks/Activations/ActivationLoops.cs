using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl.Networks;

/// <summary>The loops of one activation on registers of one width.</summary>
internal sealed class ActivationLoops<E, L, A> : ActivationKernels<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
    where L : struct, IElementLane<L, E>
    where A : struct, IActivationRule
{
    private const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <inheritdoc/>
    public override bool IsIdentity => typeof(A) == typeof(ActivationRules.Identity);

    /// <inheritdoc/>
    public override bool DerivesFromArgument => A.DerivesFromArgument;

    /// <inheritdoc/>
    [MethodImpl(Loop)]
    public override void Apply(ref readonly E x, ref E y, int count)
    {
        for (int i = 0; i < count; i += L.Count)
            Elements<E, L>.Store(A.Value<L, E>(Elements<E, L>.Load(in x, i, count)), ref y, i, count);
    }

    /// <inheritdoc/>
    [MethodImpl(Loop)]
    public override void AddAndApply(ref E y, ref readonly E bias, ref E kept, int count)
    {
        for (int i = 0; i < count; i += L.Count)
        {
            L argument = Elements<E, L>.Load(in y, i, count) + Elements<E, L>.Load(in bias, i, count);
            if (A.DerivesFromArgument)
                Elements<E, L>.Store(argument, ref kept, i, count);
            Elements<E, L>.Store(A.Value<L, E>(argument), ref y, i, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Loop)]
    public override void AddAndApply(ref readonly E x, E bias, ref E y, ref E kept, int count)
    {
        L added = L.Create(bias);
        for (int i = 0; i < count; i += L.Count)
        {
            L argument = Elements<E, L>.Load(in x, i, count) + added;
            if (A.DerivesFromArgument)
                Elements<E, L>.Store(argument, ref kept, i, count);
            Elements<E, L>.Store(A.Value<L, E>(argument), ref y, i, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Loop)]
    public override void Derive(ref readonly E adjoint, ref readonly E kept, ref E result, int count)
    {
        for (int i = 0; i < count; i += L.Count)
            Elements<E, L>.Store(Elements<E, L>.Load(in adjoint, i, count) * A.Derivative<L, E>(Elements<E, L>.Load(in kept, i, count)), ref result, i, count);
    }

    /// <inheritdoc/>
    [MethodImpl(Loop)]
    public override void DeriveAndSum(ref readonly E adjoint, ref readonly E kept, ref E result, ref E sums, int count)
    {
        for (int i = 0; i < count; i += L.Count)
        {
            L product = Elements<E, L>.Load(in adjoint, i, count) * A.Derivative<L, E>(Elements<E, L>.Load(in kept, i, count));
            Elements<E, L>.Store(product, ref result, i, count);
            Elements<E, L>.Store(Elements<E, L>.Load(in sums, i, count) + product, ref sums, i, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Loop)]
    public override E DeriveAndTotal(ref readonly E adjoint, ref readonly E kept, ref E result, int count)
    {
        L total = L.Create(0.0);
        for (int i = 0; i < count; i += L.Count)
        {
            L product = Elements<E, L>.Load(in adjoint, i, count) * A.Derivative<L, E>(Elements<E, L>.Load(in kept, i, count));
            Elements<E, L>.Store(product, ref result, i, count);
            total += product;
        }
        return L.Sum(total);
    }
}

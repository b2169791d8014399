using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl.Networks;

/// <summary>The loops of one activation on registers of one width.</summary>
/// <remarks>An element's result does not depend on where a loop begins: what is left at the end goes through a register too.</remarks>
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
    public override void Apply(ref readonly E x, ref E y, int count)
    {
        int whole = count & -L.Count;
        ApplyWhole(in x, ref y, whole);
        if (whole == count)
            return;
        Line<E> line = default;
        line.Read(in Unsafe.Add(ref Unsafe.AsRef(in x), whole), count - whole);
        ApplyWhole(ref line.Start, ref line.Start, L.Count);
        line.Write(ref Unsafe.Add(ref y, whole), count - whole);
    }

    /// <inheritdoc/>
    public override void AddAndApply(ref E y, ref readonly E bias, ref E kept, int count)
    {
        int whole = count & -L.Count;
        AddAndApplyWhole(ref y, in bias, ref kept, whole);
        if (whole == count)
            return;
        Line<E> lineY = default, lineBias = default, lineKept = default;
        lineY.Read(in Unsafe.Add(ref y, whole), count - whole);
        lineBias.Read(in Unsafe.Add(ref Unsafe.AsRef(in bias), whole), count - whole);
        AddAndApplyWhole(ref lineY.Start, ref lineBias.Start, ref lineKept.Start, L.Count);
        lineY.Write(ref Unsafe.Add(ref y, whole), count - whole);
        if (A.DerivesFromArgument)
            lineKept.Write(ref Unsafe.Add(ref kept, whole), count - whole);
    }

    /// <inheritdoc/>
    public override void AddAndApply(ref readonly E x, E bias, ref E y, ref E kept, int count)
    {
        int whole = count & -L.Count;
        AddAndApplyWhole(in x, bias, ref y, ref kept, whole);
        if (whole == count)
            return;
        Line<E> line = default, lineKept = default;
        line.Read(in Unsafe.Add(ref Unsafe.AsRef(in x), whole), count - whole);
        AddAndApplyWhole(ref line.Start, bias, ref line.Start, ref lineKept.Start, L.Count);
        line.Write(ref Unsafe.Add(ref y, whole), count - whole);
        if (A.DerivesFromArgument)
            lineKept.Write(ref Unsafe.Add(ref kept, whole), count - whole);
    }

    /// <inheritdoc/>
    public override void Derive(ref readonly E adjoint, ref readonly E kept, ref E result, int count)
    {
        int whole = count & -L.Count;
        DeriveWhole(in adjoint, in kept, ref result, whole);
        if (whole == count)
            return;
        Line<E> line = default, lineKept = default;
        line.Read(in Unsafe.Add(ref Unsafe.AsRef(in adjoint), whole), count - whole);
        lineKept.Read(in Unsafe.Add(ref Unsafe.AsRef(in kept), whole), count - whole);
        DeriveWhole(ref line.Start, ref lineKept.Start, ref line.Start, L.Count);
        line.Write(ref Unsafe.Add(ref result, whole), count - whole);
    }

    /// <inheritdoc/>
    public override void DeriveAndSum(ref readonly E adjoint, ref readonly E kept, ref E result, ref E sums, int count)
    {
        int whole = count & -L.Count;
        DeriveAndSumWhole(in adjoint, in kept, ref result, ref sums, whole);
        if (whole == count)
            return;
        Line<E> line = default, lineKept = default, lineSums = default;
        line.Read(in Unsafe.Add(ref Unsafe.AsRef(in adjoint), whole), count - whole);
        lineKept.Read(in Unsafe.Add(ref Unsafe.AsRef(in kept), whole), count - whole);
        lineSums.Read(in Unsafe.Add(ref sums, whole), count - whole);
        DeriveAndSumWhole(ref line.Start, ref lineKept.Start, ref line.Start, ref lineSums.Start, L.Count);
        line.Write(ref Unsafe.Add(ref result, whole), count - whole);
        lineSums.Write(ref Unsafe.Add(ref sums, whole), count - whole);
    }

    /// <inheritdoc/>
    public override void Sum(ref readonly E adjoint, ref E sums, int count) => TensorPrimitives.Add(
        MemoryMarshal.CreateReadOnlySpan(in sums, count), MemoryMarshal.CreateReadOnlySpan(in adjoint, count), MemoryMarshal.CreateSpan(ref sums, count));

    [MethodImpl(Loop)]
    private static void ApplyWhole(ref readonly E x, ref E y, int count)
    {
        for (int i = 0; i < count; i += L.Count)
            L.Store(A.Value<L, E>(Load(in x, i)), ref Unsafe.Add(ref y, i));
    }

    [MethodImpl(Loop)]
    private static void AddAndApplyWhole(ref E y, ref readonly E bias, ref E kept, int count)
    {
        for (int i = 0; i < count; i += L.Count)
        {
            L argument = Load(in y, i) + Load(in bias, i);
            if (A.DerivesFromArgument)
                L.Store(argument, ref Unsafe.Add(ref kept, i));
            L.Store(A.Value<L, E>(argument), ref Unsafe.Add(ref y, i));
        }
    }

    [MethodImpl(Loop)]
    private static void AddAndApplyWhole(ref readonly E x, E bias, ref E y, ref E kept, int count)
    {
        L added = L.Create(bias);
        for (int i = 0; i < count; i += L.Count)
        {
            L argument = Load(in x, i) + added;
            if (A.DerivesFromArgument)
                L.Store(argument, ref Unsafe.Add(ref kept, i));
            L.Store(A.Value<L, E>(argument), ref Unsafe.Add(ref y, i));
        }
    }

    [MethodImpl(Loop)]
    private static void DeriveWhole(ref readonly E adjoint, ref readonly E kept, ref E result, int count)
    {
        for (int i = 0; i < count; i += L.Count)
            L.Store(Load(in adjoint, i) * A.Derivative<L, E>(Load(in kept, i)), ref Unsafe.Add(ref result, i));
    }

    [MethodImpl(Loop)]
    private static void DeriveAndSumWhole(ref readonly E adjoint, ref readonly E kept, ref E result, ref E sums, int count)
    {
        for (int i = 0; i < count; i += L.Count)
        {
            L product = Load(in adjoint, i) * A.Derivative<L, E>(Load(in kept, i));
            L.Store(product, ref Unsafe.Add(ref result, i));
            L.Store(Load(in sums, i) + product, ref Unsafe.Add(ref sums, i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Load(ref readonly E start, int index) => L.Load(in Unsafe.Add(ref Unsafe.AsRef(in start), index));
}

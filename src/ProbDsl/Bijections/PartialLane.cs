using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Reads and writes the last elements of an array, fewer than a lane holds, without touching what lies behind them.</summary>
/// <remarks>With masked loads and stores where the hardware has them: a copy through memory stalls on the wide load.</remarks>
internal static unsafe class PartialLane
{
    /// <summary>The first <paramref name="available"/> doubles of the source, then zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Load<T>(ref double source, nint available)
        where T : struct, ILane<T>
    {
        fixed (double* first = &source)
        {
            if (typeof(T) == typeof(Lane8) && Avx512F.IsSupported)
                return Unsafe.BitCast<Lane8, T>(new(Avx512F.MaskLoad(first, Mask8(available), Vector512<double>.Zero)));
            if (typeof(T) == typeof(Lane4) && Avx2.IsSupported)
                return Unsafe.BitCast<Lane4, T>(new(Avx.MaskLoad(first, Mask4(available))));
        }
        T value = T.Zero;
        ref double element = ref Unsafe.As<T, double>(ref value);
        for (nint i = 0; i < available; i++)
            Unsafe.Add(ref element, i) = Unsafe.Add(ref source, i);
        return value;
    }

    /// <summary>Writes the first <paramref name="available"/> doubles of the value.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Store<T>(T value, ref double destination, nint available)
        where T : struct, ILane<T>
    {
        fixed (double* first = &destination)
        {
            if (typeof(T) == typeof(Lane8) && Avx512F.IsSupported)
            {
                Avx512F.MaskStore(first, Mask8(available), Unsafe.BitCast<T, Lane8>(value).Value);
                return;
            }
            if (typeof(T) == typeof(Lane4) && Avx2.IsSupported)
            {
                Avx.MaskStore(first, Mask4(available), Unsafe.BitCast<T, Lane4>(value).Value);
                return;
            }
        }
        ref double element = ref Unsafe.As<T, double>(ref value);
        for (nint i = 0; i < available; i++)
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref element, i);
    }

    /// <summary>One in the first <paramref name="available"/> lanes, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Ones<T>(nint available)
        where T : struct, ILane<T>
    {
        if (typeof(T) == typeof(Lane8) && Avx512F.IsSupported)
            return Unsafe.BitCast<Lane8, T>(new(Mask8(available) & Vector512.Create(1.0)));
        if (typeof(T) == typeof(Lane4) && Avx2.IsSupported)
            return Unsafe.BitCast<Lane4, T>(new(Mask4(available) & Vector256.Create(1.0)));
        T value = T.Zero;
        ref double element = ref Unsafe.As<T, double>(ref value);
        for (nint i = 0; i < available; i++)
            Unsafe.Add(ref element, i) = 1;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Mask8(nint available) =>
        Vector512.LessThan(Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((long)available)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Mask4(nint available) =>
        Vector256.LessThan(Vector256.Create(0L, 1, 2, 3), Vector256.Create((long)available)).AsDouble();
}

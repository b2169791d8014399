using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Reads and writes the last elements of an array, fewer than a lane holds, without touching what lies behind them.</summary>
internal static class PartialLane
{
    /// <summary>The first <paramref name="available"/> doubles of the source, then zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Load<T>(ref double source, nint available)
        where T : struct, ILane<T>
    {
        T value = T.Zero;
        ref double first = ref Unsafe.As<T, double>(ref value);
        for (nint i = 0; i < available; i++)
            Unsafe.Add(ref first, i) = Unsafe.Add(ref source, i);
        return value;
    }

    /// <summary>Writes the first <paramref name="available"/> doubles of the value.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Store<T>(T value, ref double destination, nint available)
        where T : struct, ILane<T>
    {
        ref double first = ref Unsafe.As<T, double>(ref value);
        for (nint i = 0; i < available; i++)
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref first, i);
    }

    /// <summary>One in the first <paramref name="available"/> lanes, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Ones<T>(nint available)
        where T : struct, ILane<T>
    {
        T value = T.Zero;
        ref double first = ref Unsafe.As<T, double>(ref value);
        for (nint i = 0; i < available; i++)
            Unsafe.Add(ref first, i) = 1;
        return value;
    }
}

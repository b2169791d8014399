using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

/// <summary>Elementwise passes over a short piece of a row.</summary>
internal static class Columns
{
    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Span<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T> => Pass<T, Sum>(x, y);

    /// <summary>max(x, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rectify<T>(Span<T> x)
        where T : unmanaged, INumberBase<T> => Pass<T, Rectified>(x, x);

    /// <summary>max(x + y, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddThenRectify<T>(Span<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T> => Pass<T, RectifiedSum>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass<T, TOperation>(Span<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T>
        where TOperation : struct, IOperation
    {
        ref T a = ref MemoryMarshal.GetReference(x);
        ref T b = ref MemoryMarshal.GetReference(y);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= x.Length - Vector512<T>.Count; i += Vector512<T>.Count)
                TOperation.Apply(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref b, (nuint)i)).StoreUnsafe(ref a, (nuint)i);
        }

        for (; i <= x.Length - Vector128<T>.Count; i += Vector128<T>.Count)
            TOperation.Apply(Vector128.LoadUnsafe(ref a, (nuint)i), Vector128.LoadUnsafe(ref b, (nuint)i)).StoreUnsafe(ref a, (nuint)i);
        for (; i < x.Length; i++)
            Unsafe.Add(ref a, i) = TOperation.Apply(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
    }

    private interface IOperation
    {
        static abstract Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y);

        static abstract Vector128<T> Apply<T>(Vector128<T> x, Vector128<T> y);

        static abstract T Apply<T>(T x, T y)
            where T : INumberBase<T>;
    }

    private readonly struct Sum : IOperation
    {
        public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) => x + y;

        public static Vector128<T> Apply<T>(Vector128<T> x, Vector128<T> y) => x + y;

        public static T Apply<T>(T x, T y)
            where T : INumberBase<T> => x + y;
    }

    private readonly struct Rectified : IOperation
    {
        public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) => Vector512.Max(x, Vector512<T>.Zero);

        public static Vector128<T> Apply<T>(Vector128<T> x, Vector128<T> y) => Vector128.Max(x, Vector128<T>.Zero);

        public static T Apply<T>(T x, T y)
            where T : INumberBase<T> => T.IsNegative(x) && !T.IsNaN(x) ? T.Zero : x;
    }

    private readonly struct RectifiedSum : IOperation
    {
        public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) => Vector512.Max(x + y, Vector512<T>.Zero);

        public static Vector128<T> Apply<T>(Vector128<T> x, Vector128<T> y) => Vector128.Max(x + y, Vector128<T>.Zero);

        public static T Apply<T>(T x, T y)
            where T : INumberBase<T> => Rectified.Apply(x + y, y);
    }
}

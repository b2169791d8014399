using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>Reads and writes fewer floats than a lane holds, without touching what lies behind them.</summary>
/// <remarks>With masked loads and stores where the hardware has them: a copy through memory stalls on the wide load.</remarks>
internal static unsafe class PartialFloats
{
    /// <summary>The first <paramref name="count"/> floats of the source, then zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static T Load<T>(ref float source, int count)
        where T : struct, IFloatLane<T>
    {
        fixed (float* first = &source)
        {
            if (typeof(T) == typeof(FloatLane16) && Avx512F.IsSupported)
                return Unsafe.BitCast<FloatLane16, T>(new(Avx512F.MaskLoad(first, Mask16(count), Vector512<float>.Zero)));
            if (typeof(T) == typeof(FloatLane8) && Avx2.IsSupported)
                return Unsafe.BitCast<FloatLane8, T>(new(Avx.MaskLoad(first, Mask8(count))));
            if (typeof(T) == typeof(FloatLane4) && Avx2.IsSupported)
                return Unsafe.BitCast<FloatLane4, T>(new(Avx.MaskLoad(first, Mask4(count))));
        }
        T value = T.Zero;
        ref float element = ref Unsafe.As<T, float>(ref value);
        for (int i = 0; i < count; i++)
            Unsafe.Add(ref element, i) = Unsafe.Add(ref source, i);
        return value;
    }

    /// <summary>Writes the first <paramref name="count"/> floats of the value.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Store<T>(T value, ref float destination, int count)
        where T : struct, IFloatLane<T>
    {
        fixed (float* first = &destination)
        {
            if (typeof(T) == typeof(FloatLane16) && Avx512F.IsSupported)
            {
                Avx512F.MaskStore(first, Mask16(count), Unsafe.BitCast<T, FloatLane16>(value).Value);
                return;
            }
            if (typeof(T) == typeof(FloatLane8) && Avx2.IsSupported)
            {
                Avx.MaskStore(first, Mask8(count), Unsafe.BitCast<T, FloatLane8>(value).Value);
                return;
            }
            if (typeof(T) == typeof(FloatLane4) && Avx2.IsSupported)
            {
                Avx.MaskStore(first, Mask4(count), Unsafe.BitCast<T, FloatLane4>(value).Value);
                return;
            }
        }
        ref float element = ref Unsafe.As<T, float>(ref value);
        for (int i = 0; i < count; i++)
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref element, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Mask16(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mask8(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Mask4(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();
}

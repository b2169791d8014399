using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>Transposes strips as high as a register of 512 bits is long.</summary>
/// <remarks>Each 128-bit lane of a register is loaded from a row of its own, so that shuffles within lanes finish the work.</remarks>
internal static unsafe class WideTranspose<T>
    where T : unmanaged
{
    /// <summary>Writes four columns of a strip of rows as four rows.</summary>
    /// <param name="source">The strip's first element.</param>
    /// <param name="across">Elements from one row of the strip to the next.</param>
    /// <param name="destination">Receives four registers.</param>
    /// <param name="step">Elements from one of them to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourColumns(T* source, nint across, T* destination, nint step)
    {
        if (sizeof(T) == sizeof(float))
            Floats((float*)source, across, (float*)destination, step);
        else
        {
            Doubles((double*)source, across, (double*)destination, step);
            Doubles((double*)source + 2, across, (double*)destination + 2 * step, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Floats(float* source, nint across, float* destination, nint step)
    {
        Vector512<float> r0 = Lanes(source, 4 * across);
        Vector512<float> r1 = Lanes(source + across, 4 * across);
        Vector512<float> r2 = Lanes(source + 2 * across, 4 * across);
        Vector512<float> r3 = Lanes(source + 3 * across, 4 * across);
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble();
        Vector512<double> high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble();
        Vector512<double> high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        Avx512F.UnpackLow(low01, low23).AsSingle().Store(destination);
        Avx512F.UnpackHigh(low01, low23).AsSingle().Store(destination + step);
        Avx512F.UnpackLow(high01, high23).AsSingle().Store(destination + 2 * step);
        Avx512F.UnpackHigh(high01, high23).AsSingle().Store(destination + 3 * step);
    }

    /// <summary>Two columns of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Doubles(double* source, nint across, double* destination, nint step)
    {
        Vector512<double> even = Lanes((float*)source, 4 * across).AsDouble();
        Vector512<double> odd = Lanes((float*)(source + across), 4 * across).AsDouble();
        Avx512F.UnpackLow(even, odd).Store(destination);
        Avx512F.UnpackHigh(even, odd).Store(destination + step);
    }

    /// <summary>Four 16-byte pieces at a distance, given in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Lanes(float* source, nint distance) => Vector512.Create(
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + distance)),
        Vector256.Create(Vector128.Load(source + 2 * distance), Vector128.Load(source + 3 * distance)));
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>Copies slivers of an operand into the order in which the kernels read them: for each inner index the sliver's width, padded with zeros.</summary>
internal static unsafe class Packing<T>
    where T : unmanaged
{
    /// <summary>Packs one sliver.</summary>
    /// <param name="source">The element at the sliver's first row (of A) or column (of B) and the first inner index.</param>
    /// <param name="across">Elements from one row (column) to the next.</param>
    /// <param name="along">Elements from one inner index to the next; one of the two is 1.</param>
    /// <param name="width">Rows (columns) of the sliver.</param>
    /// <param name="padded">Rows (columns) stored: a multiple of four.</param>
    /// <param name="k">Inner indices.</param>
    /// <param name="destination">Receives k times <paramref name="padded"/> elements.</param>
    public static void Pack(T* source, nint across, nint along, int width, int padded, int k, T* destination)
    {
        if (across == 1)
            Copy(source, along, width, padded, k, destination);
        else
            Transpose(source, across, width, padded, k, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(T* source, nint along, int width, int padded, int k, T* destination)
    {
        int quads = width & ~3;
        for (; k > 0; k--)
        {
            int j = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; j <= width - Vector512<T>.Count; j += Vector512<T>.Count)
                    Vector512.Store(Vector512.Load(source + j), destination + j);
            }

            for (; j < quads; j += 4)
                CopyFour(source + j, destination + j);
            for (; j < width; j++)
                destination[j] = source[j];
            for (; j < padded; j++)
                destination[j] = default;
            source += along;
            destination += padded;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(T* source, nint across, int width, int padded, int k, T* destination)
    {
        int wholeWidth = width & ~3;
        int wholeK = k & ~3;
        int wideWidth = Avx512F.IsSupported ? width / Vector512<T>.Count * Vector512<T>.Count : 0;
        for (int p = 0; p < wholeK; p += 4)
        {
            T* row = destination + (nint)p * padded;
            for (int j = 0; j < wideWidth; j += Vector512<T>.Count)
                WideTranspose<T>.FourColumns(source + p + j * across, across, row + j, padded);
            for (int j = wideWidth; j < wholeWidth; j += 4)
                TransposeFour(source + p + j * across, across, row + j, padded);
        }

        for (int j = 0; j < wholeWidth; j++)
            for (int p = wholeK; p < k; p++)
                destination[(nint)p * padded + j] = source[p + j * across];
        for (int j = wholeWidth; j < padded; j++)
            for (int p = 0; p < k; p++)
                destination[(nint)p * padded + j] = j < width ? source[p + j * across] : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyFour(T* source, T* destination)
    {
        if (sizeof(T) == sizeof(float))
            Vector128.Store(Vector128.Load((float*)source), (float*)destination);
        else
            Vector256.Store(Vector256.Load((double*)source), (double*)destination);
    }

    /// <summary>Writes the transpose of four rows of four elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(T* source, nint across, T* destination, nint step)
    {
        if (sizeof(T) == sizeof(float) && Sse.IsSupported)
            TransposeFloats((float*)source, across, (float*)destination, step);
        else if (sizeof(T) == sizeof(double) && Avx.IsSupported)
            TransposeDoubles((double*)source, across, (double*)destination, step);
        else
        {
            for (int j = 0; j < 4; j++)
                for (int p = 0; p < 4; p++)
                    destination[p * step + j] = source[j * across + p];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFloats(float* source, nint across, float* destination, nint step)
    {
        Vector128<float> r0 = Vector128.Load(source);
        Vector128<float> r1 = Vector128.Load(source + across);
        Vector128<float> r2 = Vector128.Load(source + 2 * across);
        Vector128<float> r3 = Vector128.Load(source + 3 * across);
        Vector128<float> low01 = Sse.UnpackLow(r0, r1);
        Vector128<float> high01 = Sse.UnpackHigh(r0, r1);
        Vector128<float> low23 = Sse.UnpackLow(r2, r3);
        Vector128<float> high23 = Sse.UnpackHigh(r2, r3);
        Sse.MoveLowToHigh(low01, low23).Store(destination);
        Sse.MoveHighToLow(low23, low01).Store(destination + step);
        Sse.MoveLowToHigh(high01, high23).Store(destination + 2 * step);
        Sse.MoveHighToLow(high23, high01).Store(destination + 3 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeDoubles(double* source, nint across, double* destination, nint step)
    {
        Vector256<double> r0 = Vector256.Load(source);
        Vector256<double> r1 = Vector256.Load(source + across);
        Vector256<double> r2 = Vector256.Load(source + 2 * across);
        Vector256<double> r3 = Vector256.Load(source + 3 * across);
        Vector256<double> even01 = Avx.UnpackLow(r0, r1);
        Vector256<double> odd01 = Avx.UnpackHigh(r0, r1);
        Vector256<double> even23 = Avx.UnpackLow(r2, r3);
        Vector256<double> odd23 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(even01, even23, 0x20).Store(destination);
        Avx.Permute2x128(odd01, odd23, 0x20).Store(destination + step);
        Avx.Permute2x128(even01, even23, 0x31).Store(destination + 2 * step);
        Avx.Permute2x128(odd01, odd23, 0x31).Store(destination + 3 * step);
    }
}

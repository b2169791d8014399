using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>The products of OpenBLAS, where the machine has it.</summary>
/// <remarks>
/// A release older than the processor, or a machine set to give the same bits everywhere (OPENBLAS_CORETYPE), falls back to kernels for
/// 256-bit registers, half as fast. So that it is measured at its best it is told to use its kernels for 512 bits where the processor has them.
/// </remarks>
internal sealed unsafe partial class OpenBlas
{
    private const string CoreVariable = "OPENBLAS_CORETYPE";
    private const int RowMajor = 101;
    private const int Plain = 111;
    private const int Transposed = 112;

    private static readonly string[] Names =
    [
        "libopenblas.so.0", "libopenblas", "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0",
    ];

    private readonly delegate* unmanaged[Cdecl]<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> single;
    private readonly delegate* unmanaged[Cdecl]<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> full;
    private readonly delegate* unmanaged[Cdecl]<int, void> setThreads;

    private OpenBlas(nint library)
    {
        single = (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        full = (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)
            NativeLibrary.GetExport(library, "cblas_dgemm");
        setThreads = (delegate* unmanaged[Cdecl]<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        var name = (delegate* unmanaged[Cdecl]<byte*>)NativeLibrary.GetExport(library, "openblas_get_corename");
        Core = Marshal.PtrToStringUTF8((nint)name()) ?? "";
    }

    /// <summary>The kernels that it chose for this processor.</summary>
    public string Core { get; }

    /// <summary>Loads it; null where it is absent.</summary>
    public static OpenBlas? TryLoad()
    {
        // The process's own environment: the library does not see changes made by managed code.
        if (OperatingSystem.IsLinux() && Vector512.IsHardwareAccelerated)
            _ = SetEnvironment(CoreVariable, "SKYLAKEX", 1);
        foreach (string name in Names)
            if (NativeLibrary.TryLoad(name, out nint library))
                return new(library);
        return null;
    }

    /// <summary>Sets the number of threads that it uses.</summary>
    public void SetThreads(int threads) => setThreads(threads);

    /// <summary>C ← op(A) op(B).</summary>
    public void Multiply(GemmShape shape, float* a, float* b, float* c) => single(
        RowMajor, shape.TransposeA ? Transposed : Plain, shape.TransposeB ? Transposed : Plain,
        shape.M, shape.N, shape.K, 1, a, shape.Lda, b, shape.Ldb, 0, c, shape.N);

    /// <inheritdoc cref="Multiply(GemmShape, float*, float*, float*)"/>
    public void Multiply(GemmShape shape, double* a, double* b, double* c) => full(
        RowMajor, shape.TransposeA ? Transposed : Plain, shape.TransposeB ? Transposed : Plain,
        shape.M, shape.N, shape.K, 1, a, shape.Lda, b, shape.Ldb, 0, c, shape.N);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}

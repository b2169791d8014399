using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

/// <summary>Operands that end where the process's memory does: one element read or written too far ends the test run.</summary>
public sealed class GemmBoundsTests : IDisposable
{
    private const int Page = 4096;
    private const int Bytes = 256 * Page;
    private readonly List<nint> areas = [];

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 33, 70 }, { 33, 1, 70 }, { 3, 50, 33 }, { 50, 3, 33 }, { 13, 37, 5 }, { 12, 32, 64 }, { 25, 49, 31 }, { 70, 70, 70 }, { 29, 90, 201 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Nothing_beyond_the_operands_is_touched(int m, int n, int k)
    {
        if (!OperatingSystem.IsLinux())
            return;
        Check<float>(m, n, k);
        Check<double>(m, n, k);
    }

    public void Dispose()
    {
        foreach (nint area in areas)
            _ = Unmap(area, Bytes + 2 * Page);
    }

    private void Check<T>(int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint a = Guarded(), b = Guarded(), c = Guarded();
        foreach (bool ta in (bool[])[false, true])
            foreach (bool tb in (bool[])[false, true])
                foreach (bool atEnd in (bool[])[false, true])
                {
                    GemmCase<T> work = new(m, n, k, ta, tb);
                    Span<T> result = Fence(work.C, c, atEnd);
                    new Gemm<T>(WorkTeam.Alone).Multiply(
                        m, n, k, Fence(work.A, a, atEnd), work.Lda, ta, Fence(work.B, b, atEnd), work.Ldb, tb, result, work.Ldc, T.One);
                    work.AssertIsProduct(result.ToArray(), 1);
                }
    }

    /// <summary>A copy that begins or ends at a page that must not be touched.</summary>
    private static Span<T> Fence<T>(T[] values, nint area, bool atEnd)
        where T : unmanaged
    {
        nint start = atEnd ? area + Page + Bytes - values.Length * Unsafe.SizeOf<T>() : area + Page;
        Span<T> copy = MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), start), values.Length);
        values.CopyTo(copy);
        return copy;
    }

    private nint Guarded()
    {
        const int ReadWrite = 3, PrivateAnonymous = 0x22;
        nint area = Map(0, Bytes + 2 * Page, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, area);
        areas.Add(area);
        Assert.Equal(0, Protect(area, Page, 0));
        Assert.Equal(0, Protect(area + Page + Bytes, Page, 0));
        return area;
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nint length);
}

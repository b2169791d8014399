namespace ProbDsl.Simd;

/// <summary>How much of a product is at work at once.</summary>
/// <param name="Rows">Rows of A packed at once: they fit the second cache.</param>
/// <param name="Columns">Columns of B packed at once: they fit the third cache.</param>
/// <param name="Inner">Inner indices of a panel: a sliver of B is read over and over from the first two caches.</param>
internal readonly record struct GemmBlocks(int Rows, int Columns, int Inner)
{
    /// <summary>Inner indices of the deepest panel: a sliver of B, 128 bytes wide, comes from the second cache fast enough (measured).</summary>
    private const int MaxInner = 512;

    /// <summary>Bytes of A packed at once for each thread: half of a second cache of 1 MB.</summary>
    private const int MaxBytesOfA = 512 << 10;

    /// <summary>Bytes of B packed at once: a share of the third cache.</summary>
    private const int MaxBytesOfB = 8 << 20;

    /// <summary>Chooses by shape. The panels depend on k alone, so that sums are the same on any number of threads.</summary>
    public static GemmBlocks Choose(int m, int n, int k, int elementBytes, int tileRows, int sliverColumns, int threads)
    {
        int inner = Even(k, MaxInner, 4);
        int rows = Math.Max(1, (int)((long)MaxBytesOfA * threads / ((long)inner * elementBytes)) / tileRows) * tileRows;
        int columns = Math.Max(1, MaxBytesOfB / (inner * elementBytes) / sliverColumns) * sliverColumns;
        return new(Even(m, rows, tileRows), Even(n, columns, sliverColumns), inner);
    }

    /// <summary>The length of the pieces, a multiple of a unit, when a length is cut evenly into pieces of no more than a maximum.</summary>
    private static int Even(int length, int maximum, int unit)
    {
        if (length <= maximum)
            return Math.Max(1, length);
        int pieces = (int)(((long)length + maximum - 1) / maximum);
        return (int)(((long)length + (long)pieces * unit - 1) / ((long)pieces * unit)) * unit;
    }
}

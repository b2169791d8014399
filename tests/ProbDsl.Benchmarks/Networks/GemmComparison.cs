using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>The rate of our matrix product beside that of OpenBLAS, shape by shape.</summary>
/// <remarks>
/// Both are timed on one core, by the thread's own time, in turns of short batches, and the best batch of each counts: on a machine with
/// other work the minimum is what the code can do. Our rate on all cores is by the wall, divided among them; it needs all of them free.
/// </remarks>
internal static class GemmComparison
{
    private const double BatchSeconds = 1e-4;
    private const int LeastRounds = 40;

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="seconds">Time for each row.</param>
    /// <returns>The rows; their <see cref="Row.Peer"/> is NaN where OpenBLAS is absent.</returns>
    public static IReadOnlyList<Row> Print(TextWriter output, double seconds = 1)
    {
        OpenBlas? peer = OpenBlas.TryLoad();
        output.WriteLine(peer is null ? "OpenBLAS is not installed: its rates are skipped." : $"OpenBLAS with its kernels for {peer.Core}.");
        peer?.SetThreads(1);
        output.WriteLine($"{"GFLOP/s per core",-24}{"m x k x n",-20}{"type",-8}{"one",8}{"all",8}{"OpenBLAS",10}{"ratio",8}{"bytes",7}");
        List<Row> rows = [];
        foreach (GemmShape shape in GemmShape.All)
        {
            rows.Add(Measure<float>(shape, peer, seconds));
            rows.Add(Measure<double>(shape, peer, seconds));
            foreach (Row row in rows[^2..])
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Shape.Name,-24}{row.Shape,-20}{row.Type,-8}{row.One,8:f1}{row.All,8:f1}{row.Peer,10:f1}{row.Ratio,8:f2}{row.Bytes,7}"));
            output.Flush();
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gemm: {Summary(rows):f2} of OpenBLAS"));
        return rows;
    }

    /// <summary>The least ratio among the float shapes that count.</summary>
    public static double Summary(IEnumerable<Row> rows) => rows.Where(r => r.Shape.Counts && r.Type == "float").Min(r => r.Ratio);

    private static unsafe Row Measure<T>(GemmShape shape, OpenBlas? peer, double seconds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Filled<T>(shape.M * shape.K), b = Filled<T>(shape.K * shape.N), c = Filled<T>(shape.M * shape.N);
        Gemm<T> one = new(WorkTeam.Alone), all = new(WorkTeam.Shared);
        void Ours(Gemm<T> gemm) => gemm.Multiply(
            shape.M, shape.N, shape.K, a, shape.Lda, shape.TransposeA, b, shape.Ldb, shape.TransposeB, c, shape.N, T.Zero);
        T* pa = Address(a), pb = Address(b), pc = Address(c);
        void Theirs()
        {
            if (typeof(T) == typeof(float))
                peer!.Multiply(shape, (float*)pa, (float*)pb, (float*)pc);
            else
                peer!.Multiply(shape, (double*)pa, (double*)pb, (double*)pc);
        }

        Action oursAlone = () => Ours(one), oursTogether = () => Ours(all), theirs = Theirs;
        Func<double> own = ThreadClock.Now, wall = WallClock;
        for (int i = 0; i < 3; i++)
            _ = Batch(oursAlone, own) + Batch(oursTogether, wall);
        // The runtime's own threads allocate now and then: the least of several tries counts.
        long bytes = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            oursAlone();
            oursTogether();
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        double bestOne = double.PositiveInfinity, bestAll = double.PositiveInfinity, bestPeer = peer is null ? double.NaN : double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        for (int round = 0; round < LeastRounds || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds; round++)
        {
            bestOne = Math.Min(bestOne, Batch(oursAlone, own));
            bestAll = Math.Min(bestAll, Batch(oursTogether, wall));
            if (peer is not null)
                bestPeer = Math.Min(bestPeer, Batch(theirs, own));
        }

        double giga = shape.Operations / 1e9;
        return new(
            shape, typeof(T) == typeof(float) ? "float" : "double", giga / bestOne, giga / bestAll / WorkTeam.Shared.Threads, giga / bestPeer, bytes);
    }

    private static unsafe T* Address<T>(T[] pinned)
        where T : unmanaged => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static double WallClock() => Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);

    /// <summary>Seconds of a call, over a batch.</summary>
    private static double Batch(Action call, Func<double> clock)
    {
        double start = clock();
        int calls = 0;
        double seconds;
        do
        {
            call();
            calls++;
        }
        while ((seconds = (clock() - start) * 1e-9) < BatchSeconds);
        return seconds / calls;
    }

    private static T[] Filled<T>(int length)
        where T : unmanaged, INumberBase<T>
    {
        T[] values = GC.AllocateArray<T>(length, pinned: true);
        Random random = new(length);
        for (int i = 0; i < length; i++)
            values[i] = T.CreateTruncating(random.NextDouble() - 0.5);
        return values;
    }

    /// <summary>Rates in GFLOP/s per core.</summary>
    internal sealed record Row(GemmShape Shape, string Type, double One, double All, double Peer, long Bytes)
    {
        /// <summary>Ours on one core to OpenBLAS's on one core.</summary>
        public double Ratio => One / Peer;
    }
}

using System.Diagnostics;
using System.Globalization;
using ProbDsl.Conformance;

namespace ProbDsl.Benchmarks;

/// <summary>A row for each posterior: our time for a gradient beside Stan's.</summary>
internal static class SpeedTable
{
    private const int Batches = 25;
    private const double BatchNanoseconds = 4e6;
    private const double WarmUpMilliseconds = 300;

    /// <summary>Prints the table and its last line.</summary>
    /// <returns>Zero if every posterior ran.</returns>
    public static int Print(TextWriter output, IEnumerable<Posterior> posteriors)
    {
        output.WriteLine(
            $"{"posterior",-58}{"dim",6}{"Stan ns",12}{"single ns",12}{"block ns",12}{"single",9}{"block",9}{"bytes",7}{"condition ms",14}");
        List<Row> rows = [];
        int failed = 0;
        foreach (Posterior posterior in posteriors)
        {
            try
            {
                Row row = Measure(posterior);
                rows.Add(row);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Name,-58}{row.Dimension,6}{row.Stan,12:f0}{row.Single,12:f1}{row.Block,12:f1}"
                    + $"{row.SingleRatio,8:f1}x{row.BlockRatio,8:f1}x{row.Bytes,7:f0}{row.ConditionMilliseconds,14:f2}"));
            }
            catch (Exception exception)
            {
                failed++;
                output.WriteLine($"{posterior.Name,-58} failed: {exception.GetBaseException().Message}");
            }

            output.Flush();
        }

        if (failed > 0)
            output.WriteLine($"{failed} posteriors failed");
        int slower = rows.Count(r => r.SingleRatio < 1 || r.BlockRatio < 1);
        double bytes = Math.Ceiling(rows.Select(r => r.Bytes).DefaultIfEmpty().Max());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"geomean: single {GeometricMean(rows.Select(r => r.SingleRatio)):f1}x, block {GeometricMean(rows.Select(r => r.BlockRatio)):f1}x, "
            + $"slower than Stan {slower}, bytes per gradient {bytes:f0}"));
        return failed > 0 ? 1 : 0;
    }

    private static Row Measure(Posterior posterior)
    {
        Golden golden = PosteriorDb.Golden(posterior.Name);
        Func<ILogDensity> condition = posterior.Load(PosteriorDb.Data(posterior.Name));
        long start = Stopwatch.GetTimestamp();
        GradientWork work = new(condition(), golden);
        double conditionMilliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        (double single, double singleBytes) = Median(work.Single);
        (double block, double blockBytes) = Median(work.Block);
        int lanes = work.Model.BlockSize;
        return new Row(
            posterior.Name, golden.Dimension, golden.NanosecondsPerGradient, single, block / lanes,
            Math.Max(singleBytes, blockBytes / lanes), conditionMilliseconds);
    }

    /// <summary>Median time and bytes of one call, over repeated batches after a warm-up that lets the compiler finish.</summary>
    private static (double Nanoseconds, double Bytes) Median(Func<double> call)
    {
        double sink = 0;
        long calls = 0;
        long start = Stopwatch.GetTimestamp();
        while (calls < 64 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds)
        {
            sink += call();
            calls++;
        }

        double begin = ThreadClock.Now();
        int trial = (int)Math.Clamp(calls / 32, 1, 100_000);
        for (int i = 0; i < trial; i++)
            sink += call();
        double estimate = (ThreadClock.Now() - begin) / trial;
        int batch = (int)Math.Clamp(BatchNanoseconds / estimate, 1, 10_000_000);

        double[] times = new double[Batches];
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int b = 0; b < times.Length; b++)
        {
            begin = ThreadClock.Now();
            for (int i = 0; i < batch; i++)
                sink += call();
            times[b] = (ThreadClock.Now() - begin) / batch;
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        GC.KeepAlive(sink);
        Array.Sort(times);
        return (times[Batches / 2], (double)bytes / ((long)batch * Batches));
    }

    private static double GeometricMean(IEnumerable<double> ratios) => Math.Exp(ratios.Select(r => Math.Log(r)).DefaultIfEmpty().Average());

    private sealed record Row(string Name, int Dimension, double Stan, double Single, double Block, double Bytes, double ConditionMilliseconds)
    {
        public double SingleRatio => Stan / Single;

        public double BlockRatio => Stan / Block;
    }
}

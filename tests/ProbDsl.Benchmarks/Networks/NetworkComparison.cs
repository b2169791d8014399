using System.Globalization;
using ProbDsl.Simd;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>A training step of a variational and of an importance-weighted autoencoder beside PyTorch, and matrix products beside OpenBLAS.</summary>
internal static class NetworkComparison
{
    private const int WarmUpSteps = 100;
    private const int TrialSteps = 20;

    /// <summary>Prints the tables and the last line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rounds">Blocks of steps, ours and PyTorch's in turns.</param>
    /// <param name="steps">Steps of a block.</param>
    /// <returns>Zero.</returns>
    public static int Print(TextWriter output, int rounds = 7, int steps = 80)
    {
        TorchPeer? peer = TorchPeer.TryFind(out string absence);
        if (peer is null)
            output.WriteLine($"PyTorch is skipped: {absence}.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"milliseconds of a training step (bound, gradient, Adam), {WorkTeam.Shared.Threads} threads, medians of {rounds} blocks in turns with PyTorch"));
        output.WriteLine($"{"784-400-20",-28}{"ours",8}{"PyTorch",9}{"ratio",8}{"best tenth",12}{"PyTorch",9}{"ratio",8}{"bytes",7}");
        List<Row> rows = [];
        foreach ((string name, int batch, int samples) in new[] { ("vae, batch 128", 128, 1), ("iwae K = 5, batch 100", 100, 5) })
        {
            Row row = Measure(name, batch, samples, peer, rounds, steps);
            rows.Add(row);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Name,-28}{row.Median,8:f2}{row.PeerMedian,9:f2}{row.Ratio,7:f2}x{row.Decile,12:f2}{row.PeerDecile,9:f2}{row.Decile / row.PeerDecile,7:f2}x{row.Bytes,7}{(row.Setting is null ? "" : $"  (PyTorch: {row.Setting})")}"));
            output.Flush();
        }

        output.WriteLine();
        double gemm = GemmComparison.Summary(GemmComparison.Print(output, 0.5));
        output.WriteLine();
        string steppers = peer is null ? "PyTorch skipped" : string.Create(CultureInfo.InvariantCulture, $"vae {rows[0].Ratio:f2}x, iwae5 {rows[1].Ratio:f2}x of PyTorch");
        string products = double.IsNaN(gemm) ? "OpenBLAS skipped" : string.Create(CultureInfo.InvariantCulture, $"gemm {gemm:f2} of OpenBLAS");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"networks: {steppers}, {products}, bytes per step {rows.Max(r => r.Bytes)}"));
        return 0;
    }

    /// <summary>Prints the times of our own steps alone.</summary>
    public static void PrintOurs(TextWriter output, int rounds = 20, int steps = 100)
    {
        foreach ((int batch, int samples) in new[] { (128, 1), (100, 5) })
        {
            var step = new TrainingStep(batch, samples);
            var times = new double[steps];
            step.Measure(times);
            List<double> medians = [], deciles = [], least = [];
            for (int round = 0; round < rounds; round++)
            {
                step.Measure(times);
                medians.Add(times[steps / 2]);
                deciles.Add(times[steps / 10]);
                least.Add(times[0]);
            }
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"K = {samples}: median {Middle(medians):f3} ms, best block {medians.Min():f3}, tenth {deciles.Min():f3}, least {least.Min():f3}, bytes {step.Bytes()}"));
        }
    }

    private static Row Measure(string name, int batch, int samples, TorchPeer? peer, int rounds, int steps)
    {
        var ours = new TrainingStep(batch, samples);
        ours.Measure(new double[WarmUpSteps]);
        TorchSetting? best = peer is null ? null : Best(peer, batch, samples);
        var times = new double[steps];
        List<double> medians = [], deciles = [], peerMedians = [], peerDeciles = [];
        for (int round = 0; round < rounds; round++)
        {
            ours.Measure(times);
            medians.Add(times[steps / 2]);
            deciles.Add(times[steps / 10]);
            if (best is null || peer!.Measure(best, batch, samples, steps) is not { } theirs)
                continue;
            peerMedians.Add(theirs.Median);
            peerDeciles.Add(theirs.Decile);
        }
        return new Row(name, Middle(medians), Middle(deciles), Middle(peerMedians), Middle(peerDeciles), ours.Bytes(), best);
    }

    /// <summary>The setting with the shortest steps; by the first decile, which other work on the machine disturbs least.</summary>
    private static TorchSetting? Best(TorchPeer peer, int batch, int samples) =>
        TorchPeer.Settings.MinBy(s => peer.Measure(s, batch, samples, TrialSteps)?.Decile ?? double.MaxValue);

    private static double Middle(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN : values[values.Count / 2];
    }

    private sealed record Row(string Name, double Median, double Decile, double PeerMedian, double PeerDecile, long Bytes, TorchSetting? Setting)
    {
        public double Ratio => Median / PeerMedian;
    }
}

using System.Diagnostics;
using System.Globalization;
using ProbDsl.Conformance;
using ProbDsl.Conformance.Exact;
using ProbDsl.Inference;

namespace ProbDsl.Benchmarks;

/// <summary>A row for each posterior whose answer is known: how far default fits are off, and what their verdicts say, over seeds.</summary>
internal static class VerdictTable
{
    private const double RightMean = 0.05;
    private const double RightScale = 0.05;
    private const double WrongMean = 0.15;
    private const double WrongScale = 0.15;

    /// <summary>Prints the table in Markdown, and its counts.</summary>
    public static void Print(TextWriter output, string filter, int seeds, bool verbose)
    {
        output.WriteLine("| posterior | dim | worst mean (sd) | worst sd | right | wrong | reliable | gradients | values | ms |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        List<Outcome> all = [];
        foreach ((string name, Func<ILogDensity> condition, Func<IReadOnlyDictionary<string, Moments>> exact) in Cases())
        {
            if (!name.Contains(filter, StringComparison.OrdinalIgnoreCase))
                continue;
            IReadOnlyDictionary<string, Moments> reference;
            try { reference = exact(); } catch (InvalidOperationException e) { output.WriteLine($"{name}: {e.Message}"); continue; }
            ILogDensity model = condition();
            List<Outcome> outcomes = [];
            for (int seed = 1; seed <= seeds; seed++)
                outcomes.Add(Run(name, model, reference, (ulong)seed, verbose ? output : null));
            all.AddRange(outcomes);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {model.Dimension} | {outcomes.Max(o => o.Mean):F3} | {100 * outcomes.Max(o => o.Scale):F1} % | {outcomes.Count(o => o.IsRight)} | {outcomes.Count(o => o.IsWrong)} "
                + $"| {outcomes.Count(o => o.IsReliable)} | {outcomes.Min(o => o.Gradients)} to {outcomes.Max(o => o.Gradients)} "
                + $"| {outcomes.Min(o => o.Values)} to {outcomes.Max(o => o.Values)} | {outcomes.Average(o => o.Milliseconds):F1} |"));
            output.Flush();
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{all.Count} fits: {all.Count(o => o.IsRight && o.IsReliable)} right and reliable, {all.Count(o => o.IsWrong && !o.IsReliable)} wrong and flagged, "
            + $"{all.Count(o => o.IsWrong && o.IsReliable)} wrong but called reliable, {all.Count(o => o.IsRight && !o.IsReliable)} right but flagged, "
            + $"{all.Count(o => !o.IsRight && !o.IsWrong)} between ({all.Count(o => !o.IsRight && !o.IsWrong && o.IsReliable)} of them called reliable); "
            + $"{all.GroupBy(o => o.Name).Count(g => g.Any(o => o.IsReliable) && g.Any(o => !o.IsReliable))} posteriors whose verdict changes with the seed."));
    }

    private static IEnumerable<(string Name, Func<ILogDensity> Condition, Func<IReadOnlyDictionary<string, Moments>> Exact)> Cases()
    {
        foreach (ExactPosterior exact in ExactPosteriors.All.Concat(ExactPosteriors.Unseen))
            yield return (exact.Name, exact.Condition, exact.Exact);
        if (PosteriorDb.Folder is null)
            yield break;
        foreach (Posterior posterior in Posteriors.All.Where(p => PosteriorDb.HasReference(p.Name)))
        {
            Func<ILogDensity> condition = posterior.Load(PosteriorDb.Data(posterior.Name));
            yield return (posterior.Name, condition, () => Reference(posterior, condition()));
        }
    }

    private static Dictionary<string, Moments> Reference(Posterior posterior, ILogDensity model)
    {
        Dictionary<string, (double Mean, double StandardDeviation)> reference = PosteriorDb.Reference(posterior.Name);
        string[] names = [.. reference.Keys];
        int[] places = posterior.Places([.. names.Select(n => n.Replace('[', '.').Replace(',', '.').TrimEnd(']'))], model.ParameterNames);
        Dictionary<string, Moments> result = [];
        for (int k = 0; k < names.Length; k++)
            if (places[k] >= 0 && reference[names[k]].StandardDeviation > 0)
                result[model.ParameterNames[places[k]]] = new Moments(reference[names[k]].Mean, reference[names[k]].StandardDeviation);
        return result;
    }

    private static Outcome Run(string name, ILogDensity model, IReadOnlyDictionary<string, Moments> reference, ulong seed, TextWriter? details)
    {
        long start = Stopwatch.GetTimestamp();
        FitResult fit = VariationalInference.Fit(model, new FitOptions { Seed = seed });
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double worstMean = 0;
        double worstScale = 0;
        string worst = "";
        for (int p = 0; p < fit.ParameterNames.Count; p++)
        {
            if (!reference.TryGetValue(fit.ParameterNames[p], out Moments exact))
                continue;
            ScalarPosterior value = new(fit, p);
            double mean = Math.Abs(value.Mean - exact.Mean) / exact.StandardDeviation;
            double scale = Math.Abs(value.StandardDeviation / exact.StandardDeviation - 1);
            if (Math.Max(mean, scale) > Math.Max(worstMean, worstScale))
                worst = value.Name;
            worstMean = Math.Max(worstMean, mean);
            worstScale = Math.Max(worstScale, scale);
        }

        details?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {seed}: {worstMean:F3} {100 * worstScale:F1} % at {worst}, {(fit.IsReliable ? "reliable" : "flagged")}: {fit.Verdict}"));
        return new Outcome(name, worstMean, worstScale, fit.IsReliable, fit.Gradients, fit.Values, milliseconds);
    }

    private sealed record Outcome(string Name, double Mean, double Scale, bool IsReliable, long Gradients, long Values, double Milliseconds)
    {
        public bool IsRight => Mean <= RightMean && Scale <= RightScale;

        public bool IsWrong => !(Mean <= WrongMean && Scale <= WrongScale);
    }
}

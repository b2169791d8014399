using System.Globalization;

namespace ProbDsl.Conformance.Exact;

/// <summary>A small model whose posterior means and standard deviations are known, by a closed form or by quadrature.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Condition">Conditions the model on its data.</param>
/// <param name="Exact">Computes the moments of its values.</param>
public sealed record ExactPosterior(string Name, Func<ILogDensity> Condition, Func<IReadOnlyDictionary<string, Moments>> Exact)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Every small model with a known answer.</summary>
public static class ExactPosteriors
{
    private static readonly double[] Effects = [0.28, 0.05, 0.31, -0.05, 0.22, 0.10, 0.45, 0.02, 0.17, 0.33, 0.12, 0.08];
    private static readonly double[] Errors = [0.15, 0.10, 0.20, 0.18, 0.12, 0.09, 0.25, 0.14, 0.11, 0.22, 0.16, 0.13];

    private static readonly double[] LineX = [0, 1, 2, 3, 4, 5];
    private static readonly double[] LineY = [0.3, 1.5, 1.7, 3.4, 3.9, 5.3];

    /// <summary>The models.</summary>
    public static IReadOnlyList<ExactPosterior> All { get; } =
    [
        OnGrid("location and scale of 5", new LocationScale { Y = [2.1, 3.4, 1.9, 2.8, 3.0] }.Condition, (-20, 25), (-4, 3.5)),
        OnGrid("location and scale of 2", new LocationScale { Y = [2.1, 3.4] }.Condition, (-50, 50), (-5, 3.5)),
        OnGrid("location and scale of 50", new LocationScale { Y = Wave(50) }.Condition, (-1, 1), (-1.4, 0.8)),
        OnGrid("scale of 4 under a heavy prior", new ScaleAlone { Y = [0.4, -1.2, 0.9, 0.3] }.Condition, (-4, 12)),
        OnGrid("10 of 10: Beta(11, 1)", new FlatProbability { Trials = 10, Count = 10 }.Condition, (-5, 40)),
        OnGrid("3 of 10: Beta(4, 8)", new FlatProbability { Trials = 10, Count = 3 }.Condition, (-12, 8)),
        OnGrid("0 of 0: Beta(1, 1)", new FlatProbability { Trials = 0, Count = 0 }.Condition, (-40, 40)),
        OnGrid("no event: Gamma(1, 3)", new FewCounts { Counts = [0, 0] }.Condition, (-40, 4)),
        OnGrid("three events: Gamma(4, 4)", new FewCounts { Counts = [0, 2, 1] }.Condition, (-12, 4)),
        OnGrid("shares: Dirichlet(1, 4, 8)", new Shares { Counts = [0, 3, 7] }.Condition, (-20, 10), (-20, 20)),
        new("line through 6 points", new ShortLine { X = LineX, Y = LineY }.Condition, LineMoments),
        OnGrid("separated logistic", new SeparatedLogistic { X = [-2, -1.5, -1, -0.4, 0.5, 1, 1.7, 2.2], Y = [0, 0, 0, 0, 1, 1, 1, 1] }.Condition, (-16, 16), (-6, 20)),
        OnGrid("robust location", new RobustLocation { Y = [-0.5, 0.2, 0.8, 0.1, 9] }.Condition, (-40, 40)),
        OnGrid("shape and rate of 8", new GammaShape { Y = [0.4, 1.1, 2.3, 0.9, 1.7, 0.6, 3.1, 1.2] }.Condition, (-4, 4.2), (-5, 4.2)),
        OnGrid("overdispersed counts", new Overdispersed { Counts = [0, 3, 1, 12, 0, 5, 2, 7] }.Condition, (-2, 5.5), (-7, 5)),
        OnGrid("exchangeable components", new Exchangeable { Y = [-2.1, -1.4, -1.9, -2.6, 1.8, 2.2, 2.9, 1.3] }.Condition, (-14, 14), (-14, 14)),
        OnGrid("exchangeable components that overlap", new Exchangeable { Y = [-0.9, 0.2, 0.5, -1.1, 1.3, 0.4] }.Condition, (-24, 24), (-24, 24)),
        OnFineGrid("ordered components", new OrderedComponents { Y = [-2.1, -1.4, -1.9, -2.6, 1.8, 2.2, 2.9, 1.3, 2.4] }.Condition, (-14, 8, 111), (-20, 4, 481), (-3, 3, 61)),
        OnGrid("smooth curve", new SmoothCurve { X = Points(16), Y = Vector<double>.Build.Dense([.. Points(16).Select(x => Math.Sin(2 * x) + 0.2 * Math.Cos(17 * x))]) }.Condition, (-3, 2.5), (-4, 2.5), (-8, 2)),
        new("12 studies", new Studies { Y = Effects, Error = Errors }.Condition, () => StudyMoments(Effects, Errors)),
        new("12 studies, centred", new CentredStudies { Y = Effects, Error = Errors }.Condition, () => StudyMoments(Effects, Errors)),
        new("3 studies", new Studies { Y = Effects[..3], Error = Errors[..3] }.Condition, () => StudyMoments(Effects[..3], Errors[..3])),
        new("radon (the sample)", () => Radon().Model.Condition(), () => Radon().Exact()),
    ];

    /// <summary>Models that were written after the rules of the verdict, to see whether these hold beyond what they were made on.</summary>
    public static IReadOnlyList<ExactPosterior> Unseen { get; } =
    [
        OnGrid("three exchangeable components", new ThreeExchangeable { Y = [-3.2, -2.6, -3.9, 0.2, -0.4, 0.7, 3.4, 2.7, 3.1] }.Condition, (-8, 8), (-8, 8), (-8, 8)),
        OnGrid("sign of a product", new SignOfAProduct { Y = [1.9, 2.6, 1.2, 2.2, 3.1, 1.7] }.Condition, (-9, 9), (-7, 7)),
        OnGrid("share and distance of components", new ShareOfComponents { Y = [-0.4, 0.9, 3.1, 0.2, 2.4, -1.1, 0.5] }.Condition, (-24, 24), (-18, 18)),
        OnGrid("separated, under heavy tails", new SeparatedHeavy { X = [-1.2, -0.7, -0.5, 0.4, 0.8, 1.5], Y = [0, 0, 0, 1, 1, 1] }.Condition, (-50, 50), (-12, 80)),
        new("small funnel", new SmallFunnel { Y = 2 }.Condition, FunnelMoments),
        OnGrid("rare counts", new RareCounts { X = [-1, -0.5, 0, 0.5, 1], Y = [0, 0, 0, 0, 2] }.Condition, (-16, 6), (-8, 12)),
        OnGrid("product of probabilities", new ProductOfProbabilities { Trials = 20, Count = 6 }.Condition, (-6, 20), (-6, 20)),
        OnGrid("lifetimes", new Lifetimes { Failed = [1.2, 3.4, 0.8, 5.1], Survived = [6, 6, 6] }.Condition, (-8, 3), (-5, 4.6)),
        OnGrid("two variances", new TwoVariances { Y = [0.9, -1.8, 1.1, 0.3, -2.2, 1.6] }.Condition, (-22, 3), (-22, 3)),
        OnGrid("degrees of freedom", new DegreesOfFreedom { Y = [0.3, -1.1, 2.9, 0.6, -0.2, -4.2, 1.3, 0.8] }.Condition, (-9, 7)),
        new("4 studies", new Studies { Y = OtherEffects, Error = OtherErrors }.Condition, () => StudyMoments(OtherEffects, OtherErrors)),
        new("4 studies, centred", new CentredStudies { Y = OtherEffects, Error = OtherErrors }.Condition, () => StudyMoments(OtherEffects, OtherErrors)),
        new("short process", new ShortProcess { X = ProcessX, Y = ProcessY }.Condition, () => ProcessMoments.Of(ProcessX, ProcessY)),
    ];

    private static double[] OtherEffects => [0.9, -0.3, 0.5, 1.4];

    private static double[] ProcessX => [0, 1, 2, 3, 4, 5, 6, 7];

    private static double[] ProcessY => [0.4, 1.3, 1.1, -0.2, -1.4, -1.2, 0.3, 0.9];

    private static double[] OtherErrors => [0.3, 0.4, 0.2, 0.5];

    private static ExactPosterior OnGrid(string name, Func<ILogDensity> condition, params (double Lower, double Upper)[] box) =>
        new(name, condition, () => Quadrature.Integrate(condition(), box));

    private static ExactPosterior OnFineGrid(string name, Func<ILogDensity> condition, params (double Lower, double Upper, int Points)[] box) =>
        new(name, condition, () => Quadrature.Integrate(condition(), box));

    private static double[] Points(int count) => [.. Enumerable.Range(0, count).Select(i => 3.0 * i / (count - 1))];

    private static double[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(1.7 * i) + 0.5 * Math.Sin(0.3 * i))];

    private static double[] Grid(double lower, double upper, int count) =>
        [.. Enumerable.Range(0, count).Select(i => lower + (upper - lower) * i / (count - 1))];

    private static IReadOnlyDictionary<string, Moments> StudyMoments(double[] effects, double[] errors)
    {
        int studies = effects.Length;
        HierarchyMoments hierarchy = new(studies, [.. Enumerable.Range(0, studies)], new double[studies], effects, errors, 1);
        string[] names = ["mu", "-", "tau", "--", .. Enumerable.Range(0, studies).Select(j => $"effect[{j}]")];
        return Named(hierarchy.Integrate(Grid(-16, 2.5, 1501), [0], (tau, _) => -0.5 * tau * tau, names));
    }

    /// <summary>A line is a hierarchy of one group whose level does not vary.</summary>
    private static IReadOnlyDictionary<string, Moments> LineMoments()
    {
        HierarchyMoments hierarchy = new(1, new int[6], LineX, LineY, [1, 1, 1, 1, 1, 1], 100);
        return Named(hierarchy.Integrate([-7], Grid(-5, 7, 2001), (_, sigma) => -Math.Log(1 + Square(sigma / 10)), ["intercept", "slope", "-", "sigma", "--"]));
    }

    /// <summary>A funnel is a hierarchy of one group whose mean is zero.</summary>
    private static IReadOnlyDictionary<string, Moments> FunnelMoments()
    {
        HierarchyMoments hierarchy = new(1, [0], [0], [2], [3], 1e-9);
        return Named(hierarchy.Integrate(Grid(-7, 7, 2001), [0], (scale, _) => -0.5 * Square(Math.Log(scale) / 0.75) - Math.Log(scale), ["-", "--", "scale", "---", "value"]));
    }

    private static (CountyRadon Model, Func<IReadOnlyDictionary<string, Moments>> Exact) Radon()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "radon.csv")).Skip(1).Select(line => line.Split(','))];
        int[] county = [.. rows.Select(r => int.Parse(r[0], CultureInfo.InvariantCulture) - 1)];
        double[] floor = [.. rows.Select(r => double.Parse(r[1], CultureInfo.InvariantCulture))];
        double[] radon = [.. rows.Select(r => double.Parse(r[2], CultureInfo.InvariantCulture))];
        int counties = county.Max() + 1;
        CountyRadon model = new() { County = county, Floor = floor, Counties = counties, LogRadon = radon };
        return (model, () =>
        {
            HierarchyMoments hierarchy = new(counties, county, floor, radon, [.. radon.Select(_ => 1.0)], 5);
            string[] names = ["intercept", "floorSlope", "sigmaCounty", "sigmaHouse", .. Enumerable.Range(0, counties).Select(j => $"level[{j}]")];
            return hierarchy.Integrate(Grid(-4, 0, 161), Grid(-0.6, 0, 121), (tau, sigma) => -0.5 * (tau * tau + sigma * sigma), names);
        });
    }

    private static Dictionary<string, Moments> Named(IReadOnlyDictionary<string, Moments> moments) =>
        moments.Where(m => m.Key[0] != '-').ToDictionary(m => m.Key, m => m.Value);
}

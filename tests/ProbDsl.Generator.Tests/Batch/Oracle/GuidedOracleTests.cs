using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Faults;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>Random models with guides, and the table of bounds, against their own text run as C#; gradients against differences.</summary>
/// <remarks>PROBDSL_GUIDED_MODELS sets the number of random models, PROBDSL_GUIDED_SEED where they begin.</remarks>
public sealed class GuidedOracleTests
{
    private const int Chunk = 60;
    private static readonly int Count = Setting("PROBDSL_GUIDED_MODELS", 300);
    private static readonly int First = Setting("PROBDSL_GUIDED_SEED", 1);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    public static TheoryData<int> Chunks => [.. Enumerable.Range(0, (Count + Chunk - 1) / Chunk)];

    [Theory, MemberData(nameof(Chunks))]
    public void RandomModelsAgreeWithTheirOwnText(int chunk)
    {
        BoundRow[] rows = [.. Enumerable.Range(First + (chunk * Chunk), Math.Min(Chunk, Count - (chunk * Chunk))).Select(seed => new RandomGuidedModels(seed).Make("Random" + seed))];
        Check(rows, RandomGuidedModels.More);
    }

    [Fact]
    public void TheTableOfBoundsAgreesWithItsOwnText() =>
        Check([.. BoundRows.All.Where(r => r.Name != "SphereOfParameters")]); // Its direction has not length one once its parameters have moved.

    /// <summary>Random models and those written from the pages in single precision, on the noise of double precision.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void SinglePrecisionIsNearDouble(int random)
    {
        BoundRow[] rows = random == 0 ? UserModels.All : [.. Enumerable.Range(First, random).Select(seed => new RandomGuidedModels(seed).Make("Random" + seed))];
        var wide = new GuidedOracle(BoundRow.Source(rows, RandomGuidedModels.More));
        var narrow = new GuidedOracle(BoundRow.Source(rows, RandomGuidedModels.More)
            .Replace("[Model]", "[Model(Precision = Precision.Single)]", StringComparison.Ordinal).Replace("CompiledBound<double> Make", "CompiledBound<float> Make", StringComparison.Ordinal));
        Assert.Empty(wide.Refused.Concat(narrow.Refused));
        List<string> problems = [.. rows.Select(row => (row, Problem: Narrowed(wide.Bound("Rows." + row.Name), narrow.SingleBound("Rows." + row.Name)))).Where(r => r.Problem is not null)
            .Select(r => $"{r.row.Name}: {r.Problem}\n  model {r.row.Generate}\n  guide {r.row.Guide}")];
        Assert.True(problems.Count == 0, $"{problems.Count} of {rows.Length} models are wrong:\n{string.Join('\n', problems.Take(12))}");
    }

    private static string? Narrowed(CompiledBound<double> wide, CompiledBound<float> narrow)
    {
        if (wide.HasDiscreteLatents)
            return null; // Uniform numbers are not the same in both precisions.
        Disturb(wide.Parameters, 0.05);
        for (int i = 0; i < wide.Parameters.Length; i++)
            wide.Parameters.Values.Span[i] = narrow.Parameters.Values.Span[i] = (float)wide.Parameters.Values.Span[i];
        typeof(GraphBound<double>).GetProperty("UsesSingleNoise", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.SetValue(wide, true);
        int[] batch = wide.DataCount > 4 ? [0, 2, 4, 1] : [2, 0];
        var request = new BoundRequest { Key = 5, Training = false, Estimator = GradientEstimator.Joint };
        BoundValue expected = wide.Step(batch, request), found = narrow.Step(batch, request);
        if (!(Math.Abs(expected.Bound - found.Bound) <= 1e-3 * (1 + Math.Abs(expected.Bound))))
            return $"bound {found.Bound:R} for {expected.Bound:R}";
        double norm = wide.Parameters.Gradients.Span.ToArray().Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < wide.Parameters.Length; i++)
            if (!(Math.Abs(wide.Parameters.Gradients.Span[i] - narrow.Parameters.Gradients.Span[i]) <= 1e-3 * (1 + norm)))
                return $"derivative {i} {narrow.Parameters.Gradients.Span[i]:R} for {wide.Parameters.Gradients.Span[i]:R}";
        return null;
    }

    [Fact]
    public void ModelsWrittenFromThePagesAgreeWithTheirOwnText() => Check(UserModels.All);

    /// <summary>The models that the tests of networks train, with data of their sizes.</summary>
    [Theory]
    [InlineData("BinaryVae", 7, 0)]
    [InlineData("TwoLayerVae", 7, 0)]
    [InlineData("ConditionalVae", 6, 3)]
    [InlineData("MixtureVae", 7, 0)]
    [InlineData("LabelledVae", 9, 0)]
    [InlineData("BinaryCodes", 7, 0)]
    [InlineData("BayesianRegression", 2, 0)]
    [InlineData("LocalRegression", 2, 0)]
    [InlineData("FlipoutRegression", 2, 0)]
    [InlineData("Classifier", 4, 0)]
    [InlineData("ExactGuide", 2, 0)]
    [InlineData("StartingPoints", 3, 0)]
    public void ModelsOfTheRepositoryAgreeWithTheirOwnText(string name, int size, int conditions)
    {
        var random = new Random(size);
        bool isReal = name is "ConditionalVae" or "BayesianRegression" or "LocalRegression" or "FlipoutRegression" or "Classifier" or "ExactGuide" or "StartingPoints";
        Vector<double>[] Vectors(int length, bool real) =>
            [.. Enumerable.Range(0, 6).Select(_ => Vector<double>.Build.Dense(length, _ => real ? (2 * random.NextDouble()) - 1 : random.Next(2)))];
        var data = new Dictionary<string, object> { ["X"] = Vectors(size, isReal), ["Label"] = new[] { 0, 2, 1, 1, 0, 2 } };
        data["Y"] = name == "ConditionalVae" ? Vectors(size, true) : new[] { 0.3, -0.2, 1.1, 0.4, -0.9, 0.2 };
        data["Condition"] = Vectors(conditions, true);
        string text = File.ReadAllText(Path.Combine(RepositoryRoot(), "tests", "ProbDsl.Networks.Tests", "Models.cs"));
        var oracle = new GuidedOracle("using MathNet.Numerics.LinearAlgebra;\nusing ProbDsl;\nusing ProbDsl.Networks;\nusing static ProbDsl.Distributions;\nusing static ProbDsl.Functions;\n" + text) { Data = data };
        string type = "ProbDsl.Networks.Tests.Doubles." + name;
        CompiledBound<double> bound = oracle.Bound(type);
        Disturb(bound.Parameters, 0.1);
        Assert.Null(oracle.Compare(type, bound, [0, 2, 5, 4], 3, 1, 6) ?? oracle.Compare(type, bound, [3], 2, 0.6, 7) ?? Gradients(bound, [0, 2, 5]));
    }

    private static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", ".."));

    private static void Check(BoundRow[] rows, string more = "")
    {
        var oracle = new GuidedOracle(BoundRow.Source(rows, more));
        List<string> problems = [.. oracle.Refused];
        int compared = 0;
        foreach (BoundRow row in rows.Where(_ => problems.Count == 0))
        {
            string type = "Rows." + row.Name;
            CompiledBound<double> bound = oracle.Bound(type);
            Disturb(bound.Parameters, row.Name == "RootAtZero" ? 0 : 0.05);
            int[] batch = bound.DataCount > 4 ? [0, 2, 4, 1] : [2, 0];
            string? problem = oracle.Compare(type, bound, batch, 3, 1, 17) ?? oracle.Compare(type, bound, [1], 2, 0.6, 18) ?? (row.Guide.Contains("VonMisesFisher", StringComparison.Ordinal) ? null : Gradients(bound, batch)); // Its draws jump with the concentration: tested by means.
            if (problem is not null)
                problems.Add($"{row.Name}: {problem}\n  model {row.Generate}\n  guide {row.Guide}");
            compared++;
        }
        Assert.True(problems.Count == 0, $"{problems.Count} of {rows.Length} models are wrong:\n{string.Join('\n', problems.Take(12))}");
        Assert.Equal(rows.Length, compared);
    }

    /// <summary>So that no weight is a bias of exactly zero and no function stands at its edge.</summary>
    private static void Disturb(ParameterStore<double> store, double by)
    {
        Span<double> values = store.Values.Span;
        foreach (ParameterSlot slot in store.Slots)
            for (int i = 0; i < slot.Count; i++)
                values[slot.Offset + i] += by * Math.Sin(1 + (3 * (slot.Offset + i)));
    }

    private static string? Gradients(CompiledBound<double> bound, int[] batch)
    {
        if (bound.HasDiscreteLatents)
            return null; // Draws jump with the parameters: tested by sums over all codes.
        BoundRequest[] requests =
        [
            new() { Samples = 2, Key = 3, Training = false }, new() { Samples = 2, Key = 3, KlWeight = 0.7, Estimator = GradientEstimator.Joint, Training = false },
            .. bound is { HasLocalLatents: true, HasGlobalLatents: false } ? new[] { new BoundRequest { Samples = 3, Key = 3, Bound = BoundKind.ImportanceWeighted, Training = false } } : [],
        ];
        return requests.Select(r => Gradient(bound, batch, r)).FirstOrDefault(p => p is not null);
    }

    private static string? Gradient(CompiledBound<double> bound, int[] batch, BoundRequest request)
    {
        double value = bound.Step(batch, request).Bound;
        if (!double.IsFinite(value))
            return null;
        double[] gradient = bound.Parameters.Gradients.Span.ToArray();
        Span<double> values = bound.Parameters.Values.Span;
        double Difference(Span<double> at, int i, double step)
        {
            double start = at[i];
            at[i] = start + step;
            double above = bound.Step(batch, request with { Gradient = false }).Bound;
            at[i] = start - step;
            double below = bound.Step(batch, request with { Gradient = false }).Bound;
            at[i] = start;
            return -(above - below) / (2 * step);
        }

        foreach (ParameterSlot slot in bound.Parameters.Slots)
            for (int i = slot.Offset; i < slot.Offset + slot.Count; i++)
            {
                double wide = Difference(values, i, 1e-4), narrow = Difference(values, i, 1e-5), expected = narrow + ((narrow - wide) / 99);
                // A condition on a draw or a parameter may jump between the two points: then differences say nothing.
                double trust = Math.Abs(wide - narrow);
                if (Math.Abs(gradient[i] - expected) > 1e-6 + (1e-5 * Math.Abs(expected)) + (2 * trust) + (1e-10 * Math.Abs(value)))
                    return $"{request.Bound}, {request.Estimator}: derivative by {slot.Name}[{i - slot.Offset}] {gradient[i]:R}, by differences {expected:R}";
            }
        return null;
    }
}

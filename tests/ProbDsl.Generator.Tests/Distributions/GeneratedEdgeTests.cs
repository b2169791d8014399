using System.Globalization;
using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Tests;
using Xunit;

namespace ProbDsl.Generator.Tests.Distributions;

/// <summary>One model of each scalar distribution whose value (where it is real) and arguments are latents.</summary>
public sealed class EdgeModels
{
    /// <summary>Flat latents may leave the parameters' ranges, and a model of one factor has no likelihood: both on purpose.</summary>
    private ModelBatch Batch { get; } = new(EdgeRow.All.Select(r => r.Name).Distinct().Select(name => ("Edge" + name, Source(name))), "PDSL004", "PDSL042", "PDSL049");

    internal ILogDensity Condition(EdgeRow row, out double[] position)
    {
        object model = Batch.Create("Edge" + row.Name);
        var numbers = new List<double>();
        if (row.IsDiscrete)
            model.GetType().GetProperty("Y")!.SetValue(model, (int)row.Value);
        else
            numbers.Add(row.Value);
        foreach (object argument in row.Arguments)
        {
            if (argument is int trials)
                model.GetType().GetProperty("N")!.SetValue(model, trials);
            else
                numbers.Add((double)argument);
        }
        position = [.. numbers];
        return LoadedModels.Condition(model);
    }

    private static string Source(string name)
    {
        bool isDiscrete = typeof(IDiscreteDistribution).IsAssignableFrom(EdgeRow.FactoryOf(name).ReturnType);
        ParameterInfo[] parameters = EdgeRow.FactoryOf(name).GetParameters();
        string[] arguments = [.. parameters.Select((p, i) => p.ParameterType == typeof(int) ? "N" : $"p{i}")];
        string[] latents = [.. isDiscrete ? [] : new[] { "y" }, .. arguments.Where(a => a != "N")];
        return $$"""
            using ProbDsl;
            using static ProbDsl.Distributions;
            namespace Row.Edge{{name}};
            [Model]
            public partial class Edge{{name}}
            {
                [Data] public int Y { get; set; } = 1;
                [Data] public int N { get; set; } = 1;
            {{string.Join('\n', latents.Select(l => $"    [Latent] double {l};"))}}
                void Generate()
                {
            {{string.Join('\n', latents.Select(l => $"        {l} = ~Flat();"))}}
                    Factor({{name}}({{string.Join(", ", arguments)}}).LogDensity({{(isDiscrete ? "Y" : "y")}}));
                }
            }
            """;
    }
}

/// <summary>What the generator derives from the formulas, at the ends of supports and parameters, beside references of 50 digits: one draw and a lane of a block.</summary>
/// <param name="models">The compiled models.</param>
public sealed class GeneratedEdgeTests(EdgeModels models) : IClassFixture<EdgeModels>
{
    private const double Bar = 1e-12;

    /// <summary>
    /// What is not reached: sums over the data of terms that cancel. They are added once a fit, not once a draw, which is what makes such models fast; their rounding is
    /// 2⁻⁵³ of the largest term. By distribution the size of that term; the error is below four times 2⁻⁵³ of it.
    /// </summary>
    private static readonly Dictionary<string, Func<double[], double>> s_sizes = new()
    {
        ["Gamma"] = v => GammaSize(v[1], v[2], v[0]),
        ["InverseGamma"] = v => GammaSize(v[1], v[2], 1 / v[0]),
        ["Beta"] = v => Math.Abs(v[1] * Math.Log(v[0])) + Math.Abs(v[2] * Functions.Log1p(-v[0])) + (Math.Max(1, v[1]) * Math.Abs(Math.Log((v[1] + v[2]) / v[1]))) + ConditionOfComplement(v),
        ["Binomial"] = v => v[1] * (1 + Math.Abs(Math.Log(v[2])) + Math.Abs(Functions.Log1p(-v[2]))),
        ["BinomialLogits"] = v => v[1] * (1 + Math.Abs(v[2])),
        ["Poisson"] = v => (v[0] * (1 + Math.Abs(Math.Log(v[1])) + Math.Log(1 + v[0]))) + v[1],
        ["PoissonLog"] = v => (v[0] * (1 + Math.Abs(v[1]) + Math.Log(1 + v[0]))) + Math.Exp(v[1]),
        ["NegativeBinomial"] = v => (v[0] * (1 + Math.Abs(Math.Log(v[1])) + Math.Log(1 + v[0]))) + v[1],
        ["Weibull"] = v => Math.Max(1, v[1]) * (Math.Abs(Math.Log(v[2])) + Math.Abs(Math.Log(v[0]))),
    };

    public static TheoryData<string> Names => [.. EdgeRow.All.Select(row => row.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndDerivativesAreTheReferences(string name)
    {
        List<string> wrong = [];
        foreach (EdgeRow row in EdgeRow.All.Where(r => r.Name == name && IsReachable(r)))
            Check(row, wrong);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("Gamma")]
    [InlineData("InverseGamma")]
    [InlineData("Beta")]
    [InlineData("Binomial")]
    [InlineData("BinomialLogits")]
    [InlineData("Poisson")]
    [InlineData("PoissonLog")]
    [InlineData("NegativeBinomial")]
    [InlineData("Weibull")]
    public void WhatIsListedAsNotReachedIsNot(string name)
    {
        Assert.Contains(name, s_sizes.Keys);
        Assert.Contains(EdgeRow.All.Where(r => r.Name == name && IsReachable(r)), row =>
        {
            ILogDensity model = models.Condition(row, out double[] position);
            double[] gradient = new double[position.Length];
            double value = model.LogDensityAndGradient(position, gradient);
            return Math.Abs(value - row.LogDensity) > Bar * Math.Max(1, Math.Abs(row.LogDensity))
                || Asked(row).Zip(gradient).Any(d => d.First.Derivative is { } r && Math.Abs(d.Second - r) > Bar * Math.Max(Math.Abs(r), 1 / row.UnitOf(d.First.Index)));
        });
    }

    private void Check(EdgeRow row, List<string> wrong)
    {
        ILogDensity model = models.Condition(row, out double[] position);
        double size = 4.5e-16 * (s_sizes.TryGetValue(row.Name, out Func<double[], double>? f) ? f(row.Numbers) : 0);

        // The derivatives of (y/scale)^shape have the shape as a factor once more.
        double slopeSize = size * (row.Name == "Weibull" ? Math.Max(1, row.Numbers[1]) : 1);
        double[] gradient = new double[position.Length];
        double single = model.LogDensityAndGradient(position, gradient);
        (double block, double[] blockGradient) = InBlock(model, position);
        double bound = (Bar * Math.Max(1, Math.Abs(row.LogDensity))) + (double.IsFinite(row.LogDensity) ? size : 0);
        Compare("value", row.LogDensity, bound, single, model.LogDensity(position), block);
        foreach (((int index, double? derivative), int i) in Asked(row).Select((d, i) => (d, i)))
            if (derivative is { } reference && double.IsFinite(reference))
                Compare($"derivative {index}", reference, (Bar * Math.Max(Math.Abs(reference), 1 / row.UnitOf(index))) + (slopeSize / row.UnitOf(index)), gradient[i], blockGradient[i]);

        void Compare(string what, double reference, double allowed, params double[] values)
        {
            foreach (double value in values)
                if (value != reference && !(Math.Abs(value - reference) <= allowed))
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{row}, {what}: {value:R}, not {reference:R}"));
        }
    }

    /// <summary>The position in one lane of a block whose other lanes hold ordinary numbers.</summary>
    private static (double Value, double[] Gradient) InBlock(ILogDensity model, double[] position)
    {
        int lanes = model.BlockSize, lane = 1;
        double[] positions = new double[position.Length * lanes], values = new double[lanes], gradients = new double[position.Length * lanes];
        for (int i = 0; i < position.Length; i++)
            for (int l = 0; l < lanes; l++)
                positions[(i * lanes) + l] = l == lane ? position[i] : 0.4;
        model.LogDensityAndGradient(positions, values, gradients);
        return (values[lane], [.. position.Select((_, i) => gradients[(i * lanes) + lane])]);
    }

    /// <summary>The derivatives by what is a latent.</summary>
    private static IEnumerable<(int Index, double? Derivative)> Asked(EdgeRow row) =>
        row.Derivatives.Select((d, i) => (i, d)).Where(d => d.i == 0 ? !row.IsDiscrete : row.Arguments[d.i - 1] is double);

    /// <summary>A latent is finite; a shape of 1e300 overflows in products; scale · √ν of a Student t must not underflow, ν / scale not overflow.</summary>
    private static bool IsReachable(EdgeRow row) =>
        row.Numbers.All(double.IsFinite)
        && !(row.Name is "Gamma" or "InverseGamma" && row.Numbers[1] > 1e200)
        && !(row.Name is "StudentT" or "HalfStudentT" && (row.Numbers[^1] * Math.Sqrt(row.Numbers[1]) == 0 || row.Numbers[1] / row.Numbers[^1] > 1e308));

    private static double GammaSize(double shape, double rate, double y) =>
        (Math.Max(1, shape) * (1 + Math.Abs(Math.Log(rate)) + Math.Abs(Math.Log(y)) + Math.Log(1 + shape))) + (rate * y);

    /// <summary>What the rounding of 1 - y costs.</summary>
    private static double ConditionOfComplement(double[] v) => v[2] / (1 - v[0]);
}

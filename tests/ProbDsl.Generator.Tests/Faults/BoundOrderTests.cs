using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Tests;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Bounds that are made of other latents: these have their values before, in kernels, reports and inverses.</summary>
public sealed class BoundOrderTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using System;
        using System.Linq;
        using ProbDsl;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;

        [Model] public partial class OfKept
        {
            [Latent] double m; [Latent(NonCentered = true)] double a; [Latent(Lower = nameof(a))] double b; [Observed] double Y = 1;
            void Generate() { m = ~Normal(0, 1); a = ~Normal(Softmax(new double[] { 0.5, 0.5, m })[0], 0.5); b = ~Flat(); Y = ~Normal(b, 1); }
            public static double[] Bounded(double[] x) { double a = Softmax(new double[] { 0.5, 0.5, x[0] })[0] + (0.5 * x[1]); return [x[0], a, a + Math.Exp(x[2])]; }
            public static double Hand(double[] v, double[] x) => Normal(0, 1).LogDensity(x[0]) + Normal(0, 1).LogDensity(x[1]) + x[2] + Normal(v[2], 1).LogDensity(1);
        }
        [Model] public partial class OfArray
        {
            [Latent(2, Lower = nameof(P))] double[] b; [Latent(2)] double[] t; double P => LogSumExp(t); [Latent(Upper = nameof(P))] double c; [Observed] double Y = 1;
            void Generate() { t = ~Normal(0, 1).Iid(2); b = ~Flat().Iid(2); c = ~Flat(); Y = ~Normal(b[0] * b[1] * c, 1); }
            public static double[] Bounded(double[] x) { double p = LogSumExp(x[2], x[3]); return [p + Math.Exp(x[0]), p + Math.Exp(x[1]), x[2], x[3], p - Math.Exp(x[4])]; }
            public static double Hand(double[] v, double[] x) => Normal(0, 1).LogDensity(x[2]) + Normal(0, 1).LogDensity(x[3]) + x[0] + x[1] + x[4] + Normal(v[0] * v[1] * v[4], 1).LogDensity(1);
        }
        [Model] public partial class OfOfArray
        {
            [Latent(2, Lower = nameof(P), Upper = nameof(Q))] double[] r; [Latent(2, Lower = nameof(P))] double[] b; [Latent(2)] double[] t;
            double P => t[0] * t[1]; double Q => b[0] + b[1] + 3; [Observed] double Y = 1;
            void Generate() { t = ~Normal(0, 1).Iid(2); b = ~Flat().Iid(2); r = ~Flat().Iid(2); Y = ~Normal(b[1] * r[0] - r[1], 1); }
            static double L(double u) => 1 / (1 + Math.Exp(-u));
            public static double[] Bounded(double[] x) { double p = x[4] * x[5], b = p + Math.Exp(x[2]), c = p + Math.Exp(x[3]), q = b + c + 3; return [p + (q - p) * L(x[0]), p + (q - p) * L(x[1]), b, c, x[4], x[5]]; }
            public static double Hand(double[] v, double[] x)
            {
                double width = v[2] + v[3] + 3 - v[4] * v[5];
                return Normal(0, 1).LogDensity(x[4]) + Normal(0, 1).LogDensity(x[5]) + x[2] + x[3] + new[] { x[0], x[1] }.Sum(u => Math.Log(width * L(u) * L(-u))) + Normal(v[3] * v[0] - v[1], 1).LogDensity(1);
            }
        }
        [Model] public partial class InTurn
        {
            [Latent(Lower = nameof(a))] double b; [Latent(NonCentered = true)] double a; [Latent(NonCentered = true)] double c; [Latent(2, Upper = nameof(c))] double[] e; [Observed] double Y = 1;
            void Generate() { a = ~Normal(0.3, 2); b = ~Flat(); c = ~Normal(b, b * b); e = ~Flat().Iid(2); Y = ~Normal(e[1] * b, 1); }
            public static double[] Bounded(double[] x) { double a = 0.3 + 2 * x[1], b = a + Math.Exp(x[0]), c = b + b * b * x[2]; return [b, a, c, c - Math.Exp(x[3]), c - Math.Exp(x[4])]; }
            public static double Hand(double[] v, double[] x) => x[0] + Normal(0, 1).LogDensity(x[1]) + Normal(0, 1).LogDensity(x[2]) + x[3] + x[4] + Normal(v[4] * v[0], 1).LogDensity(1);
        }
        """, "CS0649", "CS0169");

    [Theory]
    [InlineData("OfKept")]
    [InlineData("OfArray")]
    [InlineData("OfOfArray")]
    [InlineData("InTurn")]
    public void ValuesDerivativesAndInversesFollowTheBounds(string name)
    {
        ILogDensity model = Models.Condition(name);
        var rng = new Random(3);
        for (int round = 0; round < 5; round++)
        {
            double[] x = [.. Enumerable.Range(0, model.Dimension).Select(_ => (2 * rng.NextDouble()) - 1)];
            double[] values = new double[model.ParameterNames.Count];
            model.Constrain(x, values);
            double[] expected = Models.Call<double[]>(name, "Bounded", x);
            for (int k = 0; k < values.Length; k++)
                Assert.Equal(expected[k], values[k], 1e-11 * (1 + Math.Abs(expected[k])));
            double hand = Models.Call<double>(name, "Hand", values, x);
            Assert.Equal(hand, model.LogDensity(x), 1e-11 * (1 + Math.Abs(hand)));
            double[] back = new double[x.Length];
            model.Unconstrain(values, back);
            for (int k = 0; k < x.Length; k++)
                Assert.Equal(x[k], back[k], 1e-8);
            double[] gradient = new double[x.Length];
            model.LogDensityAndGradient(x, gradient);
            for (int k = 0; k < x.Length; k++)
                Assert.Equal(DensityChecks.Derivative(u => model.LogDensity(u), x, k, 1e-3), gradient[k], 1e-5 * (1 + Math.Abs(hand)));
        }
    }

    /// <summary>An array's bounds would be needed before the loops that give them have run.</summary>
    [Fact]
    public void BoundsOfArraysThatAreKeptInMemoryAreRefused()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using ProbDsl; using static ProbDsl.Distributions; using static ProbDsl.Functions;
            [Model] public partial class M
            {
                [Latent] double m; [Latent(NonCentered = true)] double a; [Latent(2, Lower = nameof(a))] double[] b = null!; [Observed] double Y = 1;
                void Generate() { m = ~Normal(0, 1); a = ~Normal(Softmax(new double[] { 0.5, 0.5, m })[0], 0.5); b = ~Flat().Iid(2); Y = ~Normal(b[0] * b[1], 1); }
            }
            """);
        Assert.Contains(run.Diagnostics, d => d.Id == "PDSL021" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("the bounds of 'b' are made of values that are kept in memory", StringComparison.Ordinal));
    }
}

using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Supports whose ends are latents or data: what lies outside has density zero, and what no transform keeps is refused.</summary>
public sealed class LatentBoundTests
{
    private const string Usings = """
        #nullable disable
        using System;
        using System.Linq;
        using ProbDsl;
        using static ProbDsl.Distributions;

        """;

    private static readonly LoadedModels Models = LoadedModels.Of(Usings + """
        [Model] public partial class Tank
        {
            [Observed] public double[] Y = [3, 17, 9]; [Latent] double n;
            void Generate() { n = ~LogNormal(3, 1); foreach (int i in Plate(Y.Length)) Y[i] = ~Uniform(0, n); }
            public static double Hand(double[] x) => LogNormal(3, 1).LogDensity(x[0]) + new Tank().Y.Sum(y => Uniform(0, x[0]).LogDensity(y));
        }
        [Model] public partial class Ends
        {
            [Observed] public double[] Y = [0.5, 1.5, 4]; [Latent] double lo; [Latent] double w; [Latent(Lower = 0, Upper = 20)] double hi;
            void Generate() { lo = ~Normal(-1, 1); w = ~Exponential(1); hi = ~Uniform(lo, lo + w + 3); Y = ~Uniform(lo, hi).Iid(3); }
            public static double Hand(double[] x) => Normal(-1, 1).LogDensity(x[0]) + Exponential(1).LogDensity(x[1]) + Uniform(x[0], x[0] + x[1] + 3).LogDensity(x[2]) + new Ends().Y.Sum(y => Uniform(x[0], x[2]).LogDensity(y));
        }
        [Model] public partial class Truncated
        {
            [Observed] public double[] Y = [0.5, 1.5]; [Latent] double a;
            void Generate() { a = ~Exponential(1); foreach (int i in Plate(2)) Y[i] = ~Normal(0, 1).Truncate(0.3 * a, 1 + a); }
            public static double Hand(double[] x) => Exponential(1).LogDensity(x[0]) + new Truncated().Y.Sum(y => Normal(0, 1).Truncate(0.3 * x[0], 1 + x[0]).LogDensity(y));
        }
        [Model] public partial class OwnBounds
        {
            [Data] public double[] H = [1, 2, 5]; [Latent(3, Lower = 0, Upper = 5)] double[] x; [Observed] public double[] Y = [0.3, 1, 4];
            void Generate() { foreach (int i in Plate(3)) { x[i] = ~Uniform(0, H[i]); Y[i] = ~Normal(x[i], 1); } }
            public static double Hand(double[] x) { var m = new OwnBounds(); return Enumerable.Range(0, 3).Sum(i => Uniform(0, m.H[i]).LogDensity(x[i]) + Normal(x[i], 1).LogDensity(m.Y[i])); }
        }
        [Model] public partial class SameBounds
        {
            [Data] public double[] H = [1, 2, 5]; [Latent] double a; [Latent(3)] double[] x; [Observed] public double[] Y = [0.3, 1, 4];
            void Generate() { a = ~Exponential(1); foreach (int i in Plate(3)) { double h = 2 * a + H.Max(); x[i] = ~Uniform(-h, h + 8 * a); Y[i] = ~Normal(x[i], 1); } }
            public static double Hand(double[] x) { var m = new SameBounds(); double h = 2 * x[0] + 5; return Exponential(1).LogDensity(x[0]) + Enumerable.Range(0, 3).Sum(i => Uniform(-h, h + 8 * x[0]).LogDensity(x[1 + i]) + Normal(x[1 + i], 1).LogDensity(m.Y[i])); }
        }
        """, "CS0649", "CS0169");

    [Theory]
    [InlineData("Tank")]
    [InlineData("Ends")]
    [InlineData("Truncated")]
    [InlineData("OwnBounds")]
    [InlineData("SameBounds")]
    public void OutsideTheDensityIsZero(string name)
    {
        ILogDensity model = Models.Condition(name);
        bool hasNumber = false, hasNone = false;
        foreach (double[] u in DensityChecks.Positions(model, 40, 4))
        {
            double[] x = new double[model.ParameterNames.Count], gradient = new double[model.Dimension];
            model.Constrain(u, x);
            double expected = Models.Call<double>(name, "Hand", x);
            if (double.IsNaN(expected))
                continue; // The ends are in the wrong order.
            DensityChecks.Equal("log density", expected, model.LogDensity(u, jacobian: false), 1e-11, 1);
            DensityChecks.Equal("log density with gradient", expected, model.LogDensityAndGradient(u, gradient, jacobian: false), 1e-11, 1);
            hasNumber |= double.IsFinite(expected);
            hasNone |= double.IsNegativeInfinity(expected);
        }
        Assert.True(hasNumber && (hasNone || name == "SameBounds"), "nothing is compared");
    }

    [Theory]
    [InlineData("foreach (int i in Plate(3)) x[i] = ~Uniform(0, H[i]);")]
    [InlineData("foreach (int i in Plate(3)) x[i] = ~Normal(0, 1).Truncate(upper: H[i] + a);")]
    [InlineData("foreach (int i in Plate(3)) { double h = 2 * H[i]; x[i] = ~Uniform(-h, 1); }")]
    [InlineData("double h = 1; for (int i = 0; i < 3; i++) { x[i] = ~Uniform(0, h); h += 1; }")]
    [InlineData("x[0] = ~Normal(0, 1).Truncate(0, 9); for (int i = 1; i < 3; i++) x[i] = ~Normal(0, 1).Truncate(0, 9 + i);")]
    public void BoundsThatChangeWithTheElementAreRefused(string statements)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + $$"""
            [Model] public partial class M
            {
                [Data] public double[] H = [1, 2, 5]; [Latent] double a; [Latent(3)] double[] x; [Observed] public double Y = 1;
                void Generate() { a = ~Normal(0, 1); {{statements}} Y = ~Normal(x[0] + x[1] + x[2], 1); }
            }
            """);
        Assert.Contains(run.Diagnostics, d => d.Id == "PDSL021" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("the same for all of its elements", StringComparison.Ordinal));
    }
}

using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Distributions without declared tails may be truncated where data alone decide the mass between the bounds.</summary>
public sealed class TruncatedDataTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using System; using System.Linq; using ProbDsl; using static ProbDsl.Distributions;
        [Model] public partial class Constants
        {
            [Latent] double a; [Latent] double g; [Latent] double t; [Observed] public double Y = 1;
            void Generate() { a = ~Beta(2, 1).Truncate(0.2, 0.8); g = ~Gamma(2, 1).Truncate(lower: 0.5); t = ~StudentT(4, 1, 2).Truncate(upper: 3); Y = ~Normal(a + g, Math.Exp(t)); }
            public static double Hand(double[] x) => Beta(2, 1).Truncate(0.2, 0.8).LogDensity(x[0]) + Gamma(2, 1).Truncate(lower: 0.5).LogDensity(x[1])
                + StudentT(4, 1, 2).Truncate(upper: 3).LogDensity(x[2]) + Normal(x[0] + x[1], Math.Exp(x[2])).LogDensity(1);
        }
        [Model] public partial class OfData
        {
            [Data] public double[] Shape = [2, 0.5, 7]; [Data] public double[] Low = [0.1, 1, 3]; [Observed] public double[] Y = [0.5, 1.5, 4]; [Latent] double b;
            void Generate() { b = ~Normal(0, 1); for (int i = 0; i < 3; i++) { Y[i] = ~Gamma(Shape[i], rate: 1.5).Truncate(Low[i], Low[i] + 5); Factor(b * Gamma(Shape[i], 1.5).Truncate(Low[i]).LogDensity(Y[i])); Factor(InverseGamma(3, 2).Truncate(0.1, 9).LogDensity(Math.Exp(b))); } }
            public static double Hand(double[] x)
            {
                var m = new OfData(); double sum = Normal(0, 1).LogDensity(x[0]);
                for (int i = 0; i < 3; i++)
                    sum += Gamma(m.Shape[i], 1.5).Truncate(m.Low[i], m.Low[i] + 5).LogDensity(m.Y[i]) + x[0] * Gamma(m.Shape[i], 1.5).Truncate(m.Low[i]).LogDensity(m.Y[i]) + InverseGamma(3, 2).Truncate(0.1, 9).LogDensity(Math.Exp(x[0]));
                return sum;
            }
        }
        """, "CS0649");

    [Theory]
    [InlineData("Constants")]
    [InlineData("OfData")]
    public void TheMassIsTheLibrarys(string name)
    {
        ILogDensity model = Models.Condition(name);
        double[] x = new double[model.ParameterNames.Count], gradient = new double[model.Dimension];
        foreach (double[] u in DensityChecks.Positions(model, 3, 1))
        {
            model.Constrain(u, x);
            double expected = Models.Call<double>(name, "Hand", x);
            DensityChecks.Equal("log density", expected, model.LogDensity(u, jacobian: false), 1e-11, 1);
            model.LogDensityAndGradient(u, gradient, jacobian: false);
            for (int k = 0; k < u.Length; k++)
                DensityChecks.Equal($"gradient[{k}]", DensityChecks.Derivative(v => model.LogDensity(v, jacobian: false), u, k), gradient[k], 1e-6, 1 + (1e-3 * Math.Abs(expected)));
        }
        DensityChecks.CheckBlock(model);
    }

    [Theory]
    [InlineData("b = ~Normal(0, 1); Y = ~Gamma(2, Math.Exp(b)).Truncate(0.5, 3);")]
    [InlineData("b = ~Normal(0, 1); Y = ~Gamma(2, 1).Truncate(0.5, 3 + b * b);")]
    [InlineData("b = ~Normal(0, 1); Factor(Gamma(2, 1).LogSurvival(Math.Exp(b)));")]
    public void WithLatentsItIsRefused(string statements)
    {
        GeneratorRun run = GeneratorRun.Of("using System; using ProbDsl; using static ProbDsl.Distributions; [Model] public partial class M { [Latent] double b; [Observed] double Y = 1; void Generate() { " + statements + " } }");
        Assert.Contains(run.Diagnostics, d => d.Id == "PDSL021" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("with latents in it", StringComparison.Ordinal));
    }
}

using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>What the generated half of a model offers besides its density.</summary>
public sealed class GeneratedMembersTests
{
    private static readonly LoadedModels Schools = LoadedModels.Of(TestModels.All["EightSchools"] + """

        public static class Uses
        {
            public static double[] Simulated(EightSchools model, ulong seed) => model.Simulate(seed).Y;
            public static EightSchools.Posterior Fit(EightSchools model) => model.Fit(new FitOptions { Seed = 7 });
            public static double MeanOfTau(EightSchools.Posterior posterior) => posterior.Tau.Mean;
            public static double Shrunk(EightSchools.Posterior posterior, int j) => posterior.Theta[j].Mean;
            public static double[] Predicted(EightSchools.Posterior posterior, int draw, ulong seed) => posterior.Predict(draw + 1, seed)[draw].Y;
        }
        """);

    [Fact]
    public void SimulatingIsRepeatableAndLeavesTheModelAlone()
    {
        object model = Schools.Create("Models.EightSchools");
        double[] first = Schools.Call<double[]>("Models.Uses", "Simulated", model, 3UL);
        Assert.Equal(first, Schools.Call<double[]>("Models.Uses", "Simulated", model, 3UL));
        Assert.NotEqual(first, Schools.Call<double[]>("Models.Uses", "Simulated", model, 4UL));
        Assert.Equal([28, 8, -3, 7, -1, 1, 18, 12], (double[])model.GetType().GetProperty("Y")!.GetValue(model)!);
    }

    [Fact]
    public void PosteriorHasTypedMembersAndPredicts()
    {
        object posterior = Schools.Call<object>("Models.Uses", "Fit", Schools.Create("Models.EightSchools"));
        Assert.InRange(Schools.Call<double>("Models.Uses", "MeanOfTau", posterior), 1, 10);
        double first = Schools.Call<double>("Models.Uses", "Shrunk", posterior, 0);
        Assert.InRange(first, 2, 12);
        Assert.True(first > Schools.Call<double>("Models.Uses", "Shrunk", posterior, 4));
        double[] predicted = Schools.Call<double[]>("Models.Uses", "Predicted", posterior, 2, 5UL);
        Assert.Equal(8, predicted.Length);
        Assert.Equal(predicted, Schools.Call<double[]>("Models.Uses", "Predicted", posterior, 2, 5UL));
    }

    [Fact]
    public void ParameterNamesAreFlattened()
    {
        ILogDensity density = Schools.Condition("Models.EightSchools");
        Assert.Equal(["mu", "tau", .. Enumerable.Range(0, 8).Select(j => $"theta[{j}]")], density.ParameterNames);
        Assert.Equal(10, density.Dimension);
    }

    [Fact]
    public void DerivedMembersAreReportedWithThePosterior()
    {
        LoadedModels helpers = LoadedModels.Of(TestModels.All["Helpers"]);
        object model = helpers.Create("Models.Helpers");
        var posterior = (ModelPosterior)model.GetType().GetMethod("Fit")!.Invoke(model, [null])!;
        FitResult result = posterior.Result;
        int rate = result.ParameterNames.ToList().IndexOf("rate");
        int halfLife = result.ParameterNames.ToList().IndexOf("halfLife");
        Assert.True(halfLife >= 0, string.Join(", ", result.ParameterNames));
        for (int draw = 0; draw < 20; draw++)
            DensityChecks.Equal("halfLife", Math.Log(2) / result[draw, rate], result[draw, halfLife], 1e-14);
        var typed = (ScalarPosterior)posterior.GetType().GetProperty("HalfLife")!.GetValue(posterior)!;
        Assert.Equal(result[3, halfLife], typed.Draws[3]);
    }

    [Fact]
    public void AUsersOwnDistributionWorksLikeAnother()
    {
        const string Source = """
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Distribution(Support.Positive)]
            [DistributionParameter("scale", Support.Positive)]
            [LogDensity("log(y) - 2 * log(scale) - 0.5 * square(y / scale)")]
            public readonly record struct Rayleigh(double Scale) : IContinuousDistribution
            {
                public static double operator ~(Rayleigh d) => d.Sample(Sampling.Current);
                public double Sample(Rng rng) => Scale * System.Math.Sqrt(2 * rng.NextExponential());
                public double LogDensity(double y) => System.Math.Log(y) - 2 * System.Math.Log(Scale) - 0.5 * (y / Scale) * (y / Scale);
                public double Cdf(double y) => 1 - System.Math.Exp(LogSurvival(y));
                public double LogSurvival(double y) => -0.5 * (y / Scale) * (y / Scale);
                public double Mean => Scale * System.Math.Sqrt(System.Math.PI / 2);
                public double Variance => (2 - System.Math.PI / 2) * Scale * Scale;
            }
            [Model]
            public partial class M
            {
                [Observed] double[] speed = [1.2, 0.4, 2.5];
                [Latent] double scale;
                void Generate()
                {
                    scale = ~new Rayleigh(2);
                    foreach (int n in Plate(speed.Length))
                        speed[n] = ~new Rayleigh(scale);
                }
            }
            """;
        ILogDensity density = LoadedModels.Of(Source).Condition("M");
        DensityChecks.CheckAll(density);
        double scale = DensityChecks.Constrained(density, [0.3])["scale"];
        DensityChecks.Equal("scale", Math.Exp(0.3), scale, 1e-14);
        double Rayleigh(double y, double s) => Math.Log(y) - (2 * Math.Log(s)) - (0.5 * y * y / (s * s));
        DensityChecks.Equal("log density", Rayleigh(scale, 2) + Rayleigh(1.2, scale) + Rayleigh(0.4, scale) + Rayleigh(2.5, scale), density.LogDensity([0.3], jacobian: false), 1e-12);
    }
}

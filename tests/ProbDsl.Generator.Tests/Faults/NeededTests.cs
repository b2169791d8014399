using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Observed values whose distribution would have parameters that are no numbers, where data never choose it.</summary>
public sealed class NeededTests
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private static readonly Dictionary<string, (string Model, Func<double, double> LogDensity)> Models = new()
    {
        ["branch"] = ("""
            [Data] int[] T = [0, 0]; [Observed] int[] Y = [1, 2]; [Latent] double b;
            void Generate() { b = ~HalfNormal(1); for (int i = 0; i < 2; i++) if (T[i] == 1) Y[i] = ~Poisson(b / T.Sum()); else Y[i] = ~Poisson(b); }
            """, u => HalfNormal(u) + (3 * u) - (2 * Math.Exp(u)) - Math.Log(2)),
        ["parameter"] = ("""
            [Data] int[] T = [0, 0]; [Observed] double[] Y = [1, 2]; [Latent] double b; [Data] double Z = 0;
            void Generate() { b = ~Normal(0, 1); for (int i = 0; i < 2; i++) Y[i] = ~Normal(T[i] == 1 ? b / Z : b, 1); }
            """, u => -0.5 * ((u * u) + ((1 - u) * (1 - u)) + ((2 - u) * (2 - u))) - (3 * HalfLogTwoPi)),
        ["scale"] = ("""
            [Data] int[] T = [0, 0]; [Observed] double[] Y = [1, 2]; [Latent] double b; [Data] double[] Z = [];
            void Generate() { b = ~HalfNormal(1); for (int i = 0; i < 2; i++) if (T[i] == 1) Y[i] = ~Normal(0, b * Z.Average()); else Y[i] = ~Normal(0, b); }
            """, u => HalfNormal(u) - (2.5 * Math.Exp(-2 * u)) - (2 * u) - (2 * HalfLogTwoPi)),
        ["no rows"] = ("""
            [Observed] double[] Y = []; [Latent] double b;
            void Generate() { b = ~HalfNormal(1); for (int i = 0; i < Y.Length; i++) Y[i] = ~Normal(b * Y.Average(), b / Y.Length); }
            """, HalfNormal),
    };

    private static double HalfNormal(double u) => Math.Log(2) - HalfLogTwoPi - (0.5 * Math.Exp(2 * u)) + u;

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatDataNeverChooseAddsNothing(string name)
    {
        (string text, Func<double, double> expected) = Models[name];
        ILogDensity model = LoadedModels.Of($$"""
            using System; using System.Linq; using ProbDsl; using static ProbDsl.Distributions;
            [Model] public partial class M { {{text}} }
            """).Condition("M");
        double[] gradient = new double[1];
        foreach (double u in new[] { 0.2, -0.7 })
        {
            Assert.Equal(expected(u), model.LogDensity([u]), 1e-12);
            Assert.Equal(expected(u), model.LogDensityAndGradient([u], gradient), 1e-12);
            Assert.Equal(DensityChecks.Derivative(p => expected(p[0]), [u], 0), gradient[0], 1e-6);
        }
        DensityChecks.CheckBlock(model);
    }
}

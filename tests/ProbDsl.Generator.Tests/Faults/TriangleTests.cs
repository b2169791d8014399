using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Draws of the parts of a table whose indices depend on one another: disjoint ones are a model, others are refused when the data are known.</summary>
public sealed class TriangleTests
{
    private const string Usings = "using System; using ProbDsl; using static ProbDsl.Distributions;\n";

    private static readonly LoadedModels Models = LoadedModels.Of(Usings + """
        [Model] public partial class Outcomes
        {
            [Data] int n = 3; [Observed] double[,] D = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }; [Latent] double s;
            void Generate() { s = ~HalfNormal(1); for (int i = 0; i < n; i++) { D[i, i] = ~Normal(1, s); for (int j = 0; j < i; j++) { D[i, j] = ~Normal(0, s); D[j, i] = ~Normal(2, s); } } }
            public static double Hand(double[] x)
            {
                double sum = HalfNormal(1).LogDensity(x[0]);
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 3; j++)
                        sum += Normal(i == j ? 1 : j < i ? 0 : 2, x[0]).LogDensity(1 + 3 * i + j);
                return sum;
            }
        }
        [Model] public partial class Latents
        {
            [Latent(3, 3)] double[,] A; [Observed] double Y = 1;
            void Generate() { for (int i = 0; i < 3; i++) { A[i, i] = ~Normal(0, 1); for (int j = 0; j < i; j++) { A[i, j] = ~Normal(0, 1); A[j, i] = ~Normal(A[i, j], 2); } } Y = ~Normal(A[0, 1], 1); }
            public static double Hand(double[] x)
            {
                double sum = Normal(x[1], 1).LogDensity(1);
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 3; j++)
                        sum += Normal(j > i ? x[3 * j + i] : 0, j > i ? 2 : 1).LogDensity(x[3 * i + j]);
                return sum;
            }
        }
        """, "CS0414", "CS0649", "CS8618");

    [Theory]
    [InlineData("Outcomes")]
    [InlineData("Latents")]
    public void DisjointTrianglesAreAModel(string name)
    {
        ILogDensity model = Models.Condition(name);
        double[] x = new double[model.ParameterNames.Count];
        foreach (double[] u in DensityChecks.Positions(model, 3, 1))
        {
            model.Constrain(u, x);
            DensityChecks.Equal("log density", Models.Call<double>(name, "Hand", x), model.LogDensity(u, jacobian: false), 1e-12, 1);
        }
    }

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) for (int j = 0; j <= i; j++) { D[i, j] = ~Normal(0, s); D[j, i] = ~Normal(0, s); }", "D[0, 0]")]
    [InlineData("for (int i = 0; i < 3; i++) for (int j = 0; j < i; j++) D[i, j] = ~Normal(0, s); for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) D[i, j] = ~Normal(0, s);", "D[1, 0]")]
    public void WhatIsDrawnTwiceIsRefusedWithTheData(string statements, string element)
    {
        LoadedModels loaded = LoadedModels.Of(Usings + $$"""
            [Model] public partial class M { [Observed(Partly = true)] double[,] D = new double[3, 3]; [Latent] double s; void Generate() { s = ~HalfNormal(1); {{statements}} } }
            """, "CS0414");
        XunitException refused = Assert.Throws<XunitException>(() => loaded.Condition("M"));
        Assert.Contains(element, refused.Message, StringComparison.Ordinal);
    }
}

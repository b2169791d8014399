using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Copies of a model have values of their own, however its members are declared; derived tables are reported row by row.</summary>
public sealed class CopyTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        using System;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        [Model]
        public partial class M
        {
            [Observed] public required double[] Init { get; init; }
            [Observed] public double[] Get { get; } = [4, 5];
            [Observed] public readonly int[] Counts = [1, 2];
            [Observed] public double[][] Rows { get; init; } = [[1, 2], [3]];
            [Observed] public Vector<double> Vector { get; } = Vector<double>.Build.DenseOfArray([6.0, 7.0]);
            [Latent(3)] public double[] Effect { get; init; }
            [Latent(2)] public Vector<double> Slope { get; }
            [Derived] public double[][] Sums { get; set; }
            [Derived] public int[][] Signs { get; set; }
            [Derived] public bool[,] Table { get; set; }
            void Generate()
            {
                for (int i = 0; i < 3; i++)
                    Effect[i] = ~Normal(0, 1);
                for (int i = 0; i < 2; i++)
                    Slope[i] = ~Normal(0, 1);
                for (int i = 0; i < 2; i++)
                {
                    Init[i] = ~Normal(Effect[0], 1);
                    Get[i] = ~Normal(Effect[1], 1);
                    Counts[i] = ~PoissonLog(Effect[2]);
                    Vector[i] = ~Normal(Slope[i], 1);
                    for (int j = 0; j < Rows[i].Length; j++)
                        Rows[i][j] = ~Normal(Slope[j], 1);
                }
                Sums = new double[3][];
                Signs = new int[2][];
                Table = new bool[1, 2];
                for (int i = 0; i < 3; i++)
                {
                    Sums[i] = new double[i];
                    for (int j = 0; j < i; j++)
                        Sums[i][j] = Effect[i] + Effect[j];
                }
                for (int i = 0; i < 2; i++)
                    Signs[i] = [i, 7];
                Table[0, 1] = true;
            }
        }
        public static class Uses
        {
            public static M New() => new() { Init = [1, 2] };
            public static object[] Outcomes(M m) => [m.Init, m.Get, m.Counts, m.Rows[0], m.Rows[1], m.Vector.ToArray()];
            public static object[] Simulated(M m, ulong seed) => Outcomes(m.Simulate(seed));
            public static double[] Unknown(M m, ulong seed) => [.. m.Simulate(seed).Effect, .. m.Simulate(seed).Slope];
            public static M.Posterior Fit(M m) => m.Fit(new FitOptions { Seed = 3 });
            public static object[] Predicted(M.Posterior posterior) => Outcomes(posterior.Predict(1)[0]);
            public static double SumMean(M.Posterior posterior, int i, int j) => posterior.Sums[i, j].Mean;
            public static int RowLength(M.Posterior posterior, int i) => posterior.Sums[i].Count;
            public static double SignMean(M.Posterior posterior, int i, int j) => posterior.Signs[i][j].Mean;
            public static double EffectMean(M.Posterior posterior, int i) => posterior.Effect[i].Mean;
            public static double TableMean(M.Posterior posterior, int i, int j) => posterior.Table[i, j].Mean;
        }
        """, "CS8618");

    private readonly object model = Models.Call<object>("Uses", "New");

    [Fact]
    public void SimulatingLeavesTheModelAlone()
    {
        object[] before = [.. Models.Call<object[]>("Uses", "Outcomes", model).Select(v => ((Array)v).Clone())];
        object[] first = Models.Call<object[]>("Uses", "Simulated", model, 3UL);
        object[] second = Models.Call<object[]>("Uses", "Simulated", model, 4UL);
        Assert.Equal(before, Models.Call<object[]>("Uses", "Outcomes", model));
        for (int i = 0; i < before.Length; i++)
        {
            Assert.NotSame(first[i], second[i]);
            Assert.NotEqual(before[i], first[i]);
        }
        Assert.Equal(first, Models.Call<object[]>("Uses", "Simulated", model, 3UL));
        Assert.Equal(5, Models.Call<double[]>("Uses", "Unknown", model, 3UL).Distinct().Count());
    }

    [Fact]
    public void DerivedRowsAreReportedOneByOne()
    {
        object posterior = Models.Call<object>("Uses", "Fit", model);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(i => Models.Call<int>("Uses", "RowLength", posterior, i)));
        double Effect(int i) => Models.Call<double>("Uses", "EffectMean", posterior, i);
        foreach ((int i, int j) in new[] { (1, 0), (2, 0), (2, 1) })
            DensityChecks.Equal($"Sums[{i}][{j}]", Effect(i) + Effect(j), Models.Call<double>("Uses", "SumMean", posterior, i, j), 1e-12);
        Assert.Equal(1, Models.Call<double>("Uses", "SignMean", posterior, 1, 0));
        Assert.Equal(7, Models.Call<double>("Uses", "SignMean", posterior, 0, 1));
        Assert.Equal(1, Models.Call<double>("Uses", "TableMean", posterior, 0, 1));
        Assert.NotEqual(Models.Call<object[]>("Uses", "Outcomes", model), Models.Call<object[]>("Uses", "Predicted", posterior));
    }
}

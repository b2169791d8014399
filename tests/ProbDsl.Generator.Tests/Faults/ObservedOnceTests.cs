using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Every element of an outcome is scored once, or the attribute says that some are left out; numbers of the data lie where their statements need them.</summary>
public sealed class ObservedOnceTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using System;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        [Model]
        public partial class M
        {
            [Data] public int N { get; set; } = 4;
            [Data] public int From { get; set; } = 0;
            [Data] public int[] Place { get; set; } = [0, 1, 2, 3];
            [Data] public bool[] Has { get; set; } = [true, true, true, true];
            [Data] public double[] Sigma { get; set; } = [1, 1, 1, 1];
            [Data] public double Sd { get; set; } = 1;
            [Data] public double Low { get; set; } = 0;
            [Data] public double[] Weights { get; set; } = [0.5, 0.5];
            [Observed] public double[] Y { get; set; } = [1, 2, 3, 4];
            [Observed] public int[] K { get; set; } = [0, 1, 0, 1];
            [Observed] public double[][] J { get; set; } = [[1, 2], [3]];
            [Observed] public double[,] T { get; set; } = { { 1, 2 }, { 3, 4 } };
            [Observed] public double[][] R { get; set; } = [[1, 2], [3, 4]];
            [Observed] public double S { get; set; } = 1;
            [Observed] public double P { get; set; } = 1;
            [Observed(Partly = true)] public double[] Z { get; set; } = [1, 2, 3, 4];
            [Observed(Partly = true)] public double[] W { get; set; } = [1, 2, 3, 4];
            [Observed(Partly = true)] public double[][] V { get; set; } = [[1, 2], [3, 4]];
            [Observed(Partly = true)] public double[] G { get; set; } = [1, 2, 3, 4];
            [Latent] double mu;
            Vector<double> zero = Vector<double>.Build.Dense(2);
            [Data] public Matrix<double> Unit { get; set; } = Matrix<double>.Build.DenseIdentity(2);
            [Data] public Matrix<double> Root { get; set; } = Matrix<double>.Build.DenseIdentity(2);
            void Generate()
            {
                mu = ~Normal(0, Sd);
                foreach (int n in Plate(N))
                    if (Has[n])
                        Y[Place[n]] = ~Normal(mu, 2 * Sigma[n]);
                foreach (int n in Plate(4))
                    K[n] = ~Categorical(Weights);
                for (int i = From; i < J.Length; i++)
                    for (int j = 0; j < J[i].Length; j++)
                        J[i][j] = ~Normal(mu, 1);
                for (int i = 0; i < 2; i++)
                    for (int j = From; j < 2; j++)
                        T[i, j] = ~Normal(mu, Sigma[i]);
                for (int i = From; i < 2; i++)
                    R[i] = ~MultivariateNormal(zero, Unit);
                if (Sd < 2)
                    S = ~Normal(mu, Math.Sqrt(Sd));
                P = ~Uniform(Low, 5);
                for (int n = 1; n < N; n++)
                    Z[n] = ~Normal(mu + Z[n - 1], Sigma[n]);
                W = ~Normal(mu, 1).Iid(4);
                for (int i = 0; i < V.Length; i++)
                    V[i] = ~MultivariateNormalCholesky(zero, Root);
                foreach (int n in Plate(4))
                    if (Has[n])
                        G[n] = ~Gamma(2, Sigma[n]);
            }
        }
        """);

    private static readonly double NaN = double.NaN;

    /// <summary>A member, a value for it, and what the message must say.</summary>
    public static TheoryData<string, object, string[]> Refused => new()
    {
        // Left out.
        { "N", 3, ["Y[3] is never drawn", "[Observed(Partly = true)]", "'Y[Place[n]] = ~Normal(mu, 2 * Sigma[n]);'"] },
        { "Has", new[] { true, true, false, true }, ["Y[2] is never drawn"] },
        { "From", 1, ["is never drawn"] },
        { "Sd", 3.0, ["S is never drawn"] },
        { "Y", new double[] { 1, 2, 3, 4, 5 }, ["Y[4] is never drawn"] },
        { "T", new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, ["T[0, 2] is never drawn"] },
        { "R", new double[][] { [1, 2], [3, 4], [5, 6] }, ["R[2, 0] is never drawn"] },
        // Twice.
        { "Place", new[] { 0, 1, 1, 3 }, ["Y[1] is drawn twice", "'Y[Place[n]] = ~Normal(mu, 2 * Sigma[n]);'"] },
        // Not there.
        { "Place", new[] { 0, 1, 2, 4 }, ["Y[4] ('Y[Place[n]]') does not exist", "4 elements, 0 to 3", "in 'Y[Place[n]]"] },
        { "K", new[] { 0, 1, 0 }, ["K[3]", "3 elements"] },
        // Missing where that is not meant, or in part.
        { "Y", new[] { 1, NaN, 3, 4 }, ["Y[1] is NaN", "Partly"] },
        { "Z", new[] { 1, NaN, 3, 4 }, ["Z[1] is NaN", "read here", "Z[n] = ~Normal(mu + Z[n - 1], Sigma[n]);"] },
        { "V", new double[][] { [1, NaN], [3, 4] }, ["V[0] is missing in part"] },
        // Infinite.
        { "Y", new[] { 1, double.PositiveInfinity, 3, 4 }, ["Y[1] is Infinity"] },
        { "W", new[] { 1, 2, double.NegativeInfinity, 4 }, ["W[2] is -Infinity"] },
        { "Sigma", new[] { 1, 1, double.PositiveInfinity, 1 }, ["Sigma[2] is Infinity"] },
        { "J", new double[][] { [1, double.PositiveInfinity], [3] }, ["J[0][1] is Infinity"] },
        { "T", new double[,] { { 1, double.NegativeInfinity }, { 3, 4 } }, ["T[0, 1] is -Infinity"] },
        { "Sd", double.PositiveInfinity, ["Sd is Infinity"] },
        // Parameters outside their range.
        { "Sd", 0.0, ["Sd is 0", "'standardDeviation' of Normal must be positive", "in 'mu = ~Normal(0, Sd);'"] },
        { "Sd", -1.0, ["Sd is -1"] },
        { "Sigma", new[] { 1, 1, 0.0, 1 }, ["2 * Sigma[n] (n = 2) is 0", "must be positive", "in 'Y[Place[n]]"] },
        { "Sigma", new[] { 1, -1.0, 1, 1 }, ["2 * Sigma[n] (n = 1) is -2"] },
        { "Low", 5.0, ["'upper' of Uniform is 5", "above 'lower'", "in 'P = ~Uniform(Low, 5);'"] },
        { "Weights", new[] { 0.5, 0.6 }, ["the sum of Weights is 1.1", "in 'K[n] = ~Categorical(Weights);'"] },
        { "Weights", new[] { 1.5, -0.5 }, ["Weights[0] is 1.5", "from 0 to 1"] },
        { "Unit", Square(1, 0.5, 0.4, 1), ["Unit[1, 0] is 0.4, but Unit[0, 1] is 0.5", "'covariance' of MultivariateNormal must be symmetric", "in 'R[i] = ~MultivariateNormal(zero, Unit);'"] },
        { "Unit", Square(1, 2, 2, 1), ["a pivot of the covariance (row = 1) is -3", "positive definite"] },
        { "Root", Square(1, 0.5, 0.5, 1), ["Root[0, 1] is 0.5", "zero above its diagonal"] },
        { "Root", Square(1, 0, 0.5, -1), ["Root[1, 1] is -1", "positive diagonal"] },
        { "P", 7.0, ["P is 7", "in 'P = ~Uniform(Low, 5);'"] },
        { "G", new[] { 1, -2.0, 3, 4 }, ["G[1] is -2", "a positive number", "in 'G[n] = ~Gamma(2, Sigma[n]);'"] },
    };

    private static Matrix<double> Square(double a, double b, double c, double d) => Matrix<double>.Build.DenseOfArray(new[,] { { a, b }, { c, d } });

    [Theory]
    [MemberData(nameof(Refused))]
    public void BadDataAreRefused(string member, object value, string[] says)
    {
        object model = Models.Create("M");
        model.GetType().GetProperty(member)!.SetValue(model, value);
        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => model.GetType().GetMethod("Condition")!.Invoke(model, null));
        Assert.True(thrown.InnerException is ArgumentException, thrown.InnerException!.ToString());
        Assert.All(says, part => Assert.Contains(part, thrown.InnerException.Message, StringComparison.Ordinal));
    }

    /// <summary>A member with missing outcomes, and by how much the log density at the mean zero falls short of the whole.</summary>
    public static TheoryData<string, object, double> Missing => new()
    {
        { "Z", new[] { 1, 2, 3, NaN }, new Normal(3, 1).LogDensity(4) },
        { "W", new[] { 1, NaN, 3, NaN }, new Normal(0, 1).LogDensity(2) + new Normal(0, 1).LogDensity(4) },
        { "V", new double[][] { [1, 2], [NaN, NaN] }, new Normal(0, 1).LogDensity(3) + new Normal(0, 1).LogDensity(4) },
        { "G", new[] { NaN, 2, 3, 4 }, new Gamma(2, 1).LogDensity(1) },
        { "G", new[] { NaN, NaN, NaN, NaN }, new[] { 1.0, 2, 3, 4 }.Sum(new Gamma(2, 1).LogDensity) },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void MissingOutcomesAreNotScored(string member, object value, double part)
    {
        object model = Models.Create("M");
        double whole = LoadedModels.Condition(model).LogDensity([0]);
        model.GetType().GetProperty(member)!.SetValue(model, value);
        ILogDensity density = LoadedModels.Condition(model);
        Assert.Equal(whole - part, density.LogDensity([0]), 1e-12);
        DensityChecks.CheckAll(density);
    }

    [Fact]
    public void TheDensityIsThatOfEveryElement()
    {
        double expected = new Normal(0, 1).LogDensity(0)
            + new[] { 1.0, 2, 3, 4 }.Sum(new Normal(0, 2).LogDensity)
            + (4 * Math.Log(0.5))
            + new[] { 1.0, 2, 3 }.Sum(new Normal(0, 1).LogDensity)
            + (3 * new[] { 1.0, 2, 3, 4 }.Sum(new Normal(0, 1).LogDensity)) // T, R and V
            + new Normal(0, 1).LogDensity(1) - Math.Log(5)
            + (3 * new Normal(0, 1).LogDensity(1)) // Z
            + new[] { 1.0, 2, 3, 4 }.Sum(new Normal(0, 1).LogDensity)
            + new[] { 1.0, 2, 3, 4 }.Sum(new Gamma(2, 1).LogDensity);
        Assert.Equal(expected, LoadedModels.Condition(Models.Create("M")).LogDensity([0]), 1e-12);
    }

    [Fact]
    public void MissingOutcomesAreSimulated()
    {
        object model = Models.Create("M");
        model.GetType().GetProperty("W")!.SetValue(model, new[] { 1, NaN, 3, NaN });
        object copy = model.GetType().GetMethod("Simulate")!.Invoke(model, [7UL])!;
        Assert.All((double[])copy.GetType().GetProperty("W")!.GetValue(copy)!, w => Assert.True(double.IsFinite(w)));
        Assert.True(double.IsNaN(((double[])model.GetType().GetProperty("W")!.GetValue(model)!)[1]));
    }

    /// <summary>Where the text shows that an element is drawn twice, that is an error.</summary>
    [Theory]
    [InlineData("s = ~Normal(x, 1); s = ~Normal(x, 2);")]
    [InlineData("s = ~Normal(x, 1); foreach (int n in Plate(3)) y[n] = ~Normal(x, 1); foreach (int n in Plate(3)) y[n] = ~Normal(x, 2);")]
    [InlineData("s = ~Normal(x, 1); y = ~Normal(x, 1).Iid(3); y[1] = ~Normal(x, 1);")]
    public void ACertainSecondDrawIsAnError(string statements)
    {
        GeneratorRun run = GeneratorRun.Of("using ProbDsl;\nusing static ProbDsl.Distributions;\n[Model]\npublic partial class M\n{\n    [Observed] double s = 1;\n    [Observed] double[] y = [1, 2, 3];\n"
            + "    [Latent] double x;\n    void Generate()\n    {\n        x = ~Normal(0, 1);\n        " + statements + "\n    }\n}\n");
        Assert.Contains(run.Diagnostics, d => d.Id == "PDSL005");
    }
}

using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Where a number leaves the range of double on the way to a density, the density is -∞, and what is undefined stays NaN.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) Factor(BernoulliLogits(Math.Exp(x)).LogDensity(flags[i] ? 1 : 0));", 800, double.NegativeInfinity)]
    [InlineData("for (int i = 0; i < n; i++) Factor(Bernoulli(Logistic(Math.Pow(1.28, x))).LogDensity(flags[i] ? 1 : 0));", 1e9, double.NegativeInfinity)]
    [InlineData("for (int i = 0; i < n; i++) Factor(PoissonLog(Math.Sinh(x)).LogDensity(g[i]));", 800, double.NegativeInfinity)]
    [InlineData("for (int i = 0; i < n; i++) Factor(NegativeBinomial(Math.Exp(x), 2).LogDensity(g[i]));", 800, double.NegativeInfinity)]
    [InlineData("double[] z = new double[4]; z[0] = Math.Exp(x); for (int i = 1; i < 4; i++) z[i] = z[i - 1] * 2 + y; Factor(Normal(0, 1).LogDensity(z[3] * z[3]));", 600, double.NegativeInfinity)]
    [InlineData("Factor(Math.Log(x) + y);", -1, double.NaN)]
    [InlineData("for (int i = 0; i < n; i++) Factor(Math.Sqrt(x + d[i]));", -1, double.NaN)]
    public void WhatLeavesTheRangeHasNoDensity(string text, double x, double expected)
    {
        PlainRow row = PlainRow.Row(text);
        LoadedModels loaded = LoadedModels.Load(GeneratorRun.Of(row.Source()).AssertClean("PDSL049", "PDSL061", "CS0414", "CS0219").Output);
        ILogDensity model = loaded.Condition($"Row.{row.Name}.{row.Name}");
        double[] position = new double[model.Dimension];
        position[0] = x;
        object plain = loaded.Create($"Row.{row.Name}.Plain");
        Assert.Equal(expected, PlainRow.Expected(plain, DensityChecks.Constrained(model, position)));

        Assert.Equal(expected, model.LogDensity(position));
        Assert.Equal(expected, model.LogDensity(position, jacobian: false));
        Assert.Equal(expected, model.LogDensityAndGradient(position, new double[position.Length]));
        double[] block = new double[model.Dimension * model.BlockSize];
        block[model.BlockSize - 1] = x; // the last lane alone
        double[] values = new double[model.BlockSize];
        model.LogDensity(block, values);
        Check();
        model.LogDensityAndGradient(block, values, new double[block.Length]);
        Check();

        void Check()
        {
            Assert.Equal(expected, values[^1]);
            if (model.BlockSize > 1)
                Assert.Equal(model.LogDensity(new double[model.Dimension]), values[0]);
        }
    }
}

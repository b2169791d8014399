using ProbDsl.Conformance.Language;
using Xunit;

namespace ProbDsl.Conformance;

/// <summary>Each part of the language against plain C#, and its gradient against differences. Needs no files.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string> Names => [.. LanguageCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void LogDensityEqualsPlainCode(string name)
    {
        (LanguageCase c, ILogDensity model) = Get(name);
        double[] values = new double[model.ParameterNames.Count];
        Failures failures = new();
        foreach (double[] position in Positions(model))
        {
            model.Constrain(position, values);
            Dictionary<string, double> byName = model.ParameterNames.Select((n, i) => (n.Replace("][", ","), values[i])).ToDictionary();
            double expected = c.Expected(n => byName[n]);
            Assert.True(double.IsFinite(expected));
            failures.Compare("log density", expected, model.LogDensity(position, jacobian: false), 1e-11, Math.Abs(expected));
        }

        failures.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientEqualsDifferences(string name)
    {
        (_, ILogDensity model) = Get(name);
        double[] gradient = new double[model.Dimension];
        Failures failures = new();
        foreach (double[] position in Positions(model))
        {
            foreach (bool jacobian in new[] { true, false })
            {
                double value = model.LogDensityAndGradient(position, gradient, jacobian);
                failures.Compare("log density", model.LogDensity(position, jacobian), value, 1e-12, Math.Abs(value));
                for (int k = 0; k < gradient.Length; k++)
                    failures.Compare($"d u[{k}], Jacobian {jacobian}", Difference(model, position, k, jacobian), gradient[k], 1e-6, Math.Abs(gradient[k]));
            }
        }

        failures.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BlockEqualsSinglePositionsAndAllocatesNothing(string name)
    {
        (_, ILogDensity model) = Get(name);
        int lanes = model.BlockSize, dimension = model.Dimension;
        double[][] singles = [.. Positions(model, lanes)];
        double[] positions = new double[dimension * lanes], gradients = new double[dimension * lanes];
        double[] logDensities = new double[lanes], gradient = new double[dimension];
        for (int l = 0; l < lanes; l++)
        {
            for (int k = 0; k < dimension; k++)
                positions[k * lanes + l] = singles[l][k];
        }

        model.LogDensityAndGradient(positions, logDensities, gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.LogDensityAndGradient(positions, logDensities, gradients);
        model.LogDensityAndGradient(singles[0], gradient);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Failures failures = new();
        for (int l = 0; l < lanes; l++)
        {
            failures.Compare($"lane {l}", model.LogDensityAndGradient(singles[l], gradient), logDensities[l], 1e-12, Math.Abs(logDensities[l]));
            for (int k = 0; k < dimension; k++)
                failures.Compare($"lane {l} d u[{k}]", gradient[k], gradients[k * lanes + l], 1e-11, Math.Abs(gradient[k]));
        }

        failures.AssertNone();
        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void UnconstrainInvertsConstrain(string name)
    {
        (_, ILogDensity model) = Get(name);
        double[] values = new double[model.ParameterNames.Count], back = new double[model.Dimension];
        Failures failures = new();
        foreach (double[] position in Positions(model))
        {
            model.Constrain(position, values);
            model.Unconstrain(values, back);
            for (int k = 0; k < back.Length; k++)
                failures.Compare($"u[{k}]", position[k], back[k], 1e-9, 1);
        }

        failures.AssertNone();
    }

    private static (LanguageCase Case, ILogDensity Model) Get(string name)
    {
        LanguageCase found = LanguageCases.All.Single(c => c.Name == name);
        return (found, found.Condition());
    }

    private static IEnumerable<double[]> Positions(ILogDensity model, int count = 4)
    {
        Random random = new(20260101);
        for (int i = 0; i < count; i++)
            yield return [.. Enumerable.Range(0, model.Dimension).Select(_ => 1.6 * random.NextDouble() - 0.8)];
    }

    /// <summary>Central difference with Richardson's extrapolation.</summary>
    private static double Difference(ILogDensity model, double[] position, int k, bool jacobian)
    {
        const double step = 1e-3;
        return (4 * Central(step / 2) - Central(step)) / 3;

        double Central(double h)
        {
            double[] moved = [.. position];
            moved[k] = position[k] + h;
            double above = model.LogDensity(moved, jacobian);
            moved[k] = position[k] - h;
            return (above - model.LogDensity(moved, jacobian)) / (2 * h);
        }
    }
}

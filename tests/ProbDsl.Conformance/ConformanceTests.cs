using System.Collections.Concurrent;
using Xunit;

namespace ProbDsl.Conformance;

/// <summary>Every posterior equals Stan's values, and the forms of evaluation agree with each other.</summary>
public sealed class ConformanceTests
{
    private const double LogDensityTolerance = 1e-9;
    private const double GradientTolerance = 1e-8;
    private const double AgreementTolerance = 1e-11;

    private static readonly ConcurrentDictionary<string, Lazy<Case>> Cases = new();

    public static TheoryData<string> Names => [.. Posteriors.All.Select(p => p.Name)];

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void LogDensityEqualsStan(string name)
    {
        Case c = Get(name);
        Assert.Equal(c.Golden.Dimension, c.Model.Dimension);
        Failures failures = new();
        foreach (GoldenPoint p in c.Golden.Points)
        {
            failures.Compare($"{p.Name} with Jacobian", p.LogDensity, c.Model.LogDensity(p.Position), LogDensityTolerance, Math.Abs(p.LogDensity));
            failures.Compare(
                $"{p.Name} without Jacobian",
                p.LogDensityWithoutJacobian,
                c.Model.LogDensity(p.Position, jacobian: false),
                LogDensityTolerance,
                Math.Abs(p.LogDensityWithoutJacobian));
        }

        failures.AssertNone();
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void GradientEqualsStan(string name)
    {
        Case c = Get(name);
        double[] gradient = new double[c.Model.Dimension];
        Failures failures = new();
        foreach (GoldenPoint p in c.Golden.Points)
        {
            double logDensity = c.Model.LogDensityAndGradient(p.Position, gradient);
            failures.Compare($"{p.Name} log density", p.LogDensity, logDensity, LogDensityTolerance, Math.Abs(p.LogDensity));
            double largest = c.Posterior.ByLargest ? p.Gradient.Max(Math.Abs) : 0;
            for (int k = 0; k < gradient.Length; k++)
                failures.Compare($"{p.Name} d u[{k}]", p.Gradient[k], gradient[k], GradientTolerance, Math.Max(largest, Math.Abs(p.Gradient[k])));
        }

        failures.AssertNone();
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void ConstrainEqualsStan(string name)
    {
        Case c = Get(name);
        int[] places = c.Posterior.Places(c.Golden.ConstrainedNames, c.Model.ParameterNames);
        double[] values = new double[c.Model.ParameterNames.Count];
        Failures failures = new();
        foreach (GoldenPoint p in c.Golden.Points)
        {
            c.Model.Constrain(p.Position, values);
            for (int k = 0; k < places.Length; k++)
            {
                if (places[k] >= 0)
                    failures.Compare($"{p.Name} {c.Golden.ConstrainedNames[k]}", p.Constrained[k], values[places[k]], 1e-12, Math.Abs(p.Constrained[k]));
            }
        }

        failures.AssertNone();
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void UnconstrainInvertsConstrain(string name)
    {
        Case c = Get(name);
        double[] values = new double[c.Model.ParameterNames.Count];
        double[] position = new double[c.Model.Dimension];
        Failures failures = new();
        foreach (GoldenPoint p in c.Golden.Points)
        {
            c.Model.Constrain(p.Position, values);
            c.Model.Unconstrain(values, position);
            for (int k = 0; k < position.Length; k++)
                failures.Compare($"{p.Name} u[{k}]", p.Position[k], position[k], 1e-8, Math.Abs(p.Position[k]));
        }

        failures.AssertNone();
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void BlockEqualsSinglePositions(string name)
    {
        Case c = Get(name);
        int lanes = c.Model.BlockSize;
        int dimension = c.Model.Dimension;
        double[] positions = new double[dimension * lanes];
        double[] gradients = new double[dimension * lanes];
        double[] logDensities = new double[lanes];
        double[] alone = new double[lanes];
        double[] gradient = new double[dimension];
        GoldenPoint[] points = c.Golden.Points;
        for (int l = 0; l < lanes; l++)
        {
            for (int k = 0; k < dimension; k++)
                positions[k * lanes + l] = points[l % points.Length].Position[k];
        }

        Failures failures = new();
        foreach (bool jacobian in new[] { true, false })
        {
            c.Model.LogDensityAndGradient(positions, logDensities, gradients, jacobian);
            c.Model.LogDensity(positions, alone, jacobian);
            for (int l = 0; l < lanes; l++)
            {
                double single = c.Model.LogDensityAndGradient(points[l % points.Length].Position, gradient, jacobian);
                failures.Compare($"lane {l} log density", single, logDensities[l], AgreementTolerance, Math.Abs(single));
                failures.Compare($"lane {l} log density alone", single, alone[l], AgreementTolerance, Math.Abs(single));
                double largest = gradient.Max(Math.Abs);
                for (int k = 0; k < dimension; k++)
                    failures.Compare($"lane {l} d u[{k}]", gradient[k], gradients[k * lanes + l], AgreementTolerance, largest);
            }
        }

        failures.AssertNone();
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void GradientAllocatesNothing(string name)
    {
        Case c = Get(name);
        double[] position = c.Golden.Points[0].Position;
        double[] gradient = new double[c.Model.Dimension];
        double[] positions = new double[c.Model.Dimension * c.Model.BlockSize];
        double[] gradients = new double[positions.Length];
        double[] logDensities = new double[c.Model.BlockSize];
        Evaluate();
        Evaluate();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Evaluate()
        {
            c.Model.LogDensity(position);
            c.Model.LogDensityAndGradient(position, gradient);
            c.Model.LogDensity(positions, logDensities);
            c.Model.LogDensityAndGradient(positions, logDensities, gradients);
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void StatementsAddUpToTheLogDensity(string name)
    {
        Case c = Get(name);
        foreach (GoldenPoint p in c.Golden.Points)
        {
            double whole = c.Model.LogDensity(p.Position);
            IReadOnlyList<StatementContribution> parts = c.Model.Explain(p.Position);
            double scale = Math.Max(1, parts.Sum(part => Math.Abs(part.LogDensity)));
            Assert.True(parts.Count > 1);
            Assert.Equal(0, (parts.Sum(part => part.LogDensity) - whole) / scale, 1e-12);
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(Names))]
    public void ForkGivesTheSameValues(string name)
    {
        Case c = Get(name);
        ILogDensity fork = c.Model.Fork();
        double[] expected = new double[c.Model.Dimension];
        double[] actual = new double[c.Model.Dimension];
        foreach (GoldenPoint p in c.Golden.Points)
        {
            double value = c.Model.LogDensityAndGradient(p.Position, expected);
            Assert.Equal(value, fork.LogDensityAndGradient(p.Position, actual));
            Assert.Equal(expected, actual);
        }
    }

    private static Case Get(string name) => Cases.GetOrAdd(name, n => new Lazy<Case>(() =>
    {
        Posterior posterior = Posteriors.All.Single(p => p.Name == n);
        return new Case(posterior, PosteriorDb.Golden(n), posterior.Load(PosteriorDb.Data(n))());
    })).Value;

    private sealed record Case(Posterior Posterior, Golden Golden, ILogDensity Model);
}

using System.Globalization;
using System.Reflection;
using System.Text;
using Xunit.Sdk;

namespace ProbDsl.Oracle;

/// <summary>Compares what is generated for a model with its oracle.</summary>
/// <param name="Model">The generated class with its data.</param>
/// <param name="Density">What it conditions to.</param>
/// <param name="Oracle">The oracle over the same data.</param>
internal sealed record OracleCheck(object Model, ILogDensity Density, OracleModel Oracle)
{
    private const double Tolerance = 1e-9;
    private const int Roundings = 8;
    private const double NearBy = 5;

    /// <summary>How many roundings of constrained values a result may be off by: each side makes some of its own.</summary>
    private const double RoundingFactor = 16;

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Positions at which every model is compared: ordinary ones, the origin, and far away on both sides.</summary>
    public static IEnumerable<double[]> Positions(int dimension)
    {
        var rng = new Random(20250701);
        double[] Random(double spread) => [.. Enumerable.Range(0, dimension).Select(_ => spread * ((2 * rng.NextDouble()) - 1))];
        double[] Signs(double size) => [.. Enumerable.Range(0, dimension).Select(_ => rng.Next(2) == 0 ? size : -size)];
        yield return Random(0.3);
        yield return Random(1.2);
        yield return Random(1.2);
        yield return Random(4);
        yield return new double[dimension];
        yield return Random(30);
        foreach (double size in new[] { 30, 1e3 })
        {
            yield return Signs(size);
            yield return [.. Enumerable.Repeat(size, dimension)];
            yield return [.. Enumerable.Repeat(-size, dimension)];
        }
    }

    /// <summary>Fails where a position shows a difference.</summary>
    /// <param name="farAway">Whether positions count that are more than a few units from the origin.</param>
    public void AssertEqual(bool farAway = true)
    {
        if (Differences(Positions(Density.Dimension).Where(p => farAway || IsNear(p))).FirstOrDefault() is { } difference)
            throw new XunitException(difference);
    }

    private static bool IsNear(double[] position) => position.All(u => Math.Abs(u) <= NearBy);

    /// <summary>What differs, one text a position.</summary>
    public IEnumerable<string> Differences(IEnumerable<double[]> positions)
    {
        if (Oracle.Dimension != Density.Dimension)
        {
            yield return $"{Density.Dimension} coordinates, but the oracle has {Oracle.Dimension}";
            yield break;
        }
        foreach (double[] position in positions)
        {
            var faults = new List<string>();
            Compare(position, faults);
            if (faults.Count > 0)
                yield return $"at {List(position)}\n  " + string.Join("\n  ", faults.Take(6)) + Explanation(position);
        }
    }

    /// <summary>How far rounding may move the log density at a position.</summary>
    public double Noise(double[] position)
    {
        OracleResult exact = Oracle.Evaluate(position);
        return Moved(position).Max(r => r.StepsFrom(exact, jacobian: true));
    }

    /// <summary>By how much two ways to compute the log density at a position may differ; by anything where a rounding more or less leaves no number.</summary>
    public double Allowed(double[] position)
    {
        double noise = Noise(position);
        return double.IsFinite(noise) ? (Tolerance * Math.Max(1, Oracle.Evaluate(position).Size)) + (RoundingFactor * noise) : double.PositiveInfinity;
    }

    private void Compare(double[] position, List<string> faults)
    {
        OracleResult expected;
        try
        {
            expected = Oracle.Evaluate(position);
        }
        catch (Exception thrown) when (!IsNear(position))
        {
            _ = thrown; // MathNet refuses what is not positive definite, or a divisor of zero: no value to compare with.
            return;
        }
        Lazy<OracleResult[]?> rounded = new(() => Rounded(position));
        if (!expected.Constrained.All(double.IsFinite) || double.IsNaN(expected.LogJacobian))
            return; // Beyond the range of numbers, or a latent between bounds in the wrong order: there is no such value.
        if (IsNear(position) && !expected.HasLeftRange && double.IsNaN(expected.LogDensity(jacobian: true)) && double.IsFinite(Density.LogDensity(position)))
            faults.Add(Text($"log density: {Density.LogDensity(position):R}, but running the text gives none: it reads what has no value, or leaves a function's domain"));
        foreach (bool jacobian in new[] { true, false })
            Compare(jacobian ? "log density" : "log density without Jacobian", expected.LogDensity(jacobian), Density.LogDensity(position, jacobian),
                expected.Size, r => expected.LogDensity(jacobian) + r.StepsFrom(expected, jacobian), rounded, expected.HasLeftRange, faults);
        double[] values = new double[Density.ParameterNames.Count];
        Density.Constrain(position, values);
        if (values.Length != expected.Constrained.Length)
        {
            faults.Add($"{values.Length} constrained values, but the oracle has {expected.Constrained.Length}");
            return;
        }
        for (int k = 0; k < values.Length; k++)
            Compare(Density.ParameterNames[k], expected.Constrained[k], values[k], Math.Abs(expected.Constrained[k]), r => r.Constrained[k], rounded, expected.HasLeftRange, faults);
        Dictionary<string, double[]> derived = Derived(values);
        foreach ((string name, double[] right) in expected.Derived)
        {
            if (derived[name].Length != right.Length)
                faults.Add($"{name} has {derived[name].Length} elements, but {right.Length} in the oracle");
            else
                for (int k = 0; k < right.Length; k++)
                    Compare($"{name}({k})", right[k], derived[name][k], Math.Abs(right[k]), r => r.Derived[name][k], rounded, expected.HasLeftRange, faults);
        }
    }

    /// <summary>Numbers that are finite agree up to rounding, what is finite is not NaN, and −∞ is −∞.</summary>
    /// <remarks>
    /// Where C# left the range of numbers on the way, what is generated may know better, for log(exp(u)) is u to it: there it must be a
    /// number where the oracle is one, and not NaN where the oracle is −∞.
    /// </remarks>
    private static void Compare(
        string what, double expected, double actual, double size, Func<OracleResult, double> value, Lazy<OracleResult[]?> rounded, bool hasLeftRange, List<string> faults)
    {
        if (expected.Equals(actual) || double.IsNaN(expected) || (hasLeftRange && (double.IsFinite(actual) || expected > double.MaxValue)))
            return;
        double allowed = Tolerance * Math.Max(1, size);
        if (double.IsFinite(expected) && Math.Abs(actual - expected) <= allowed)
            return;
        if (rounded.Value is not { } runs || runs.Any(r => double.IsFinite(value(r)) != double.IsFinite(expected)))
            return;
        if (double.IsFinite(expected))
            allowed += RoundingFactor * runs.Max(r => Math.Abs(value(r) - expected));
        if (!double.IsFinite(expected) || !(Math.Abs(actual - expected) <= allowed))
            faults.Add(Text($"{what}: expected {expected:R}, but was {actual:R} (allowed {allowed:E1})"));
    }

    /// <summary>The model at a position with every number moved, some times.</summary>
    private IEnumerable<OracleResult> Moved(double[] position) => Enumerable.Range(0, Roundings).Select(k => Oracle.Evaluate(position, new Random(k + 1)));

    /// <summary>The same; null where the model then has no value.</summary>
    private OracleResult[]? Rounded(double[] position)
    {
        try
        {
            return [.. Moved(position)];
        }
        catch (Exception thrown) when (!IsNear(position))
        {
            _ = thrown;
            return null;
        }
    }

    /// <summary>The derived members of a copy of the generated class at constrained values, as its posterior computes them.</summary>
    private Dictionary<string, double[]> Derived(double[] values)
    {
        Type type = Model.GetType();
        if (type.GetMethod("GenerateDerived", Instance) is not { } generate)
            return [];
        object copy = type.GetMethod("CopyForSimulation", Instance)!.Invoke(Model, null)!;
        typeof(OracleCheck).GetMethod(nameof(Assign), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [Density, copy, values]);
        using (Sampling.Use(new Rng(0)))
            generate.Invoke(copy, BindingFlags.DoNotWrapExceptions, null, null, null);
        return type.GetMembers(Instance)
            .Where(m => m.IsDefined(typeof(DerivedAttribute)))
            .ToDictionary(m => m.Name, m => Values.Flatten(ModelMember.Read(copy, m.Name)).ToArray());
    }

    private delegate void AssignTo<in T>(T model, ReadOnlySpan<double> values);

    /// <summary>Calls the estimator's method that writes constrained values into a copy of the model.</summary>
    private static void Assign<T>(ILogDensity density, T model, double[] values) =>
        density.GetType().GetMethod("Assign", Instance)!.CreateDelegate<AssignTo<T>>(density)(model, values);

    /// <summary>What each statement adds, by the oracle and by what is generated.</summary>
    private string Explanation(double[] position)
    {
        OracleResult expected = Oracle.Evaluate(position);
        var text = new StringBuilder("\n  oracle:");
        foreach (IGrouping<string, (string Statement, double LogDensity)> statement in expected.Contributions.GroupBy(c => c.Statement).Take(12))
            text.Append(Text($"\n    {statement.Sum(s => s.LogDensity):R}  {statement.Key}"));
        text.Append(Text($"\n    {expected.LogJacobian:R}  log-Jacobian\n  generated:"));
        foreach (StatementContribution part in Density.Explain(position).Take(12))
            text.Append(Text($"\n    {part.LogDensity:R}  {part.Statement}"));
        return text.ToString();
    }

    private static string List(double[] values) => "[" + string.Join(", ", values.Take(24).Select(v => Text($"{v:R}"))) + (values.Length > 24 ? ", …]" : "]");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

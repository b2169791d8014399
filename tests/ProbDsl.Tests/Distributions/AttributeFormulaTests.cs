using System.Reflection;
using Xunit;

namespace ProbDsl.Tests;

/// <summary>The formulas beside the log density, of every distribution that has them: divergences by quadrature, means, draws.</summary>
public sealed class AttributeFormulaTests
{
    private static readonly Type[] s_all = [.. typeof(Normal).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(DistributionAttribute)))];

    public static TheoryData<string, string> Divergences
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (Type type in s_all)
                foreach (DivergenceAttribute divergence in type.GetCustomAttributes<DivergenceAttribute>().Where(_ => type != typeof(VonMisesFisher)))
                    pairs.Add(type.Name, divergence.Other.Name);
            return pairs;
        }
    }

    public static TheoryData<string> Draws => [.. from type in s_all where type.IsDefined(typeof(DrawnFromUniformAttribute)) select type.Name];

    public static TheoryData<string> Rows => DistributionTable.Names([.. DistributionTable.Continuous, .. DistributionTable.Discrete]);

    private static Type Get(string name) => s_all.Single(type => type.Name == name);

    [Theory, MemberData(nameof(Divergences))]
    public void Divergences_are_the_integrals(string name, string otherName)
    {
        Type type = Get(name), other = Get(otherName);
        string formula = type.GetCustomAttributes<DivergenceAttribute>().Single(divergence => divergence.Other == other).Formula;
        for (int example = 0; example < 3; example++)
        {
            Dictionary<string, object> p = Example(type, example), q = Example(other, 2 - example), both = new(p);
            foreach ((string parameter, object value) in q)
                both["other" + char.ToUpperInvariant(parameter[0]) + parameter[1..]] = value;
            double expected = Divergence(type, p, other, q);
            Assert.Equal(expected, FormulaEvaluator.Evaluate(formula, both), 1e-9 * Math.Max(1, expected));
            Assert.True(expected > (example == 1 ? -1e-12 : 1e-6) || formula == "0", $"{expected}");
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Means_are_the_formulas(string name)
    {
        DistributionRow row = DistributionTable.Continuous.Concat(DistributionTable.Discrete).Single(row => row.ToString() == name);
        object distribution = row.Create(row.Arguments);
        double expected = distribution is IContinuousDistribution continuous ? continuous.Mean : ((IDiscreteDistribution)distribution).Mean;
        double? formula = row.Type.GetCustomAttribute<MeanAttribute>() is { } mean ? FormulaEvaluator.Evaluate(mean.Formula, row.Values(0.0)) : null;
        if (formula is { } value)
            Assert.True(value.Equals(expected) || Math.Abs(value - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{value:R}, not {expected:R}");
        else
            Assert.True(!double.IsFinite(expected) || name.StartsWith("Categorical", StringComparison.Ordinal), $"{name} has a mean, but no formula of it.");
    }

    [Theory, MemberData(nameof(Draws))]
    public void Draws_from_uniform_numbers_have_the_probabilities(string name)
    {
        Type type = Get(name);
        string draw = type.GetCustomAttribute<DrawnFromUniformAttribute>()!.Formula;
        Dictionary<string, object> values = Example(type, 0);
        double[] counts = new double[2];
        for (int k = 0; k < 1000; k++)
        {
            values["uniform"] = (k + 0.5) / 1000;
            counts[(int)FormulaEvaluator.Evaluate(draw, values)]++;
        }
        for (int y = 0; y < 2; y++)
            Assert.Equal(Math.Exp(LogDensity(type, values, y)), counts[y] / 1000, 1e-3);
    }

    /// <summary>Values of the parameters; by the second example two distributions of one family may agree.</summary>
    private static Dictionary<string, object> Example(Type type, int example) =>
        type.GetCustomAttributes<DistributionParameterAttribute>().ToDictionary(parameter => parameter.Name, parameter => (object)(parameter.Support switch
        {
            Support.Positive => new[] { 0.6, 1.3, 2.2 }[example],
            Support.UnitInterval => new[] { 0.2, 0.45, 0.9 }[example],
            Support.Count => 1.0,
            _ => new[] { -0.7, 0.4, 1.9 }[example],
        }));

    private static double LogDensity(Type type, Dictionary<string, object> values, double y) =>
        FormulaEvaluator.Evaluate(type.GetCustomAttribute<LogDensityAttribute>()!.Formula, new Dictionary<string, object>(values) { ["y"] = y });

    private static double Divergence(Type type, Dictionary<string, object> p, Type other, Dictionary<string, object> q)
    {
        double Term(double y)
        {
            double logP = LogDensity(type, p, y);
            return logP < -700 ? 0 : Math.Exp(logP) * (logP - LogDensity(other, q, y));
        }
        if (type.IsDefined(typeof(DrawnFromUniformAttribute)))
            return Term(0) + Term(1);
        if (type.GetCustomAttribute<DistributionAttribute>()!.Support == Support.Positive)
            return Quadrature.Integrate(Term, 0, double.PositiveInfinity);
        // The densities may have corners at their locations.
        double a = Location(p), b = Location(q);
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        return Quadrature.Integrate(t => Term(a - t) + Term(b + t), 0, double.PositiveInfinity) + (a < b ? Quadrature.Integrate(Term, a, b) : 0);
    }

    private static double Location(Dictionary<string, object> values) =>
        (double)(values.GetValueOrDefault("location") ?? values.GetValueOrDefault("mean") ?? 0.0);
}

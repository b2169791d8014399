using System.Globalization;
using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Tests;

namespace ProbDsl.Oracle;

/// <summary>Scores any value under any distribution by the distribution's own <c>LogDensity</c>.</summary>
internal static class Densities
{
    public static double Score(object value, object distribution) => distribution switch
    {
        IContinuousDistribution continuous => continuous.LogDensity(Number(value)),
        IDiscreteDistribution discrete => Count(value) is { } count ? discrete.LogDensity(count) : double.NegativeInfinity,
        IVectorDistribution vector => vector.LogDensity(Elements(value)),
        IMatrixDistribution matrix => matrix.LogDensity(Table(value)),
        _ when Property(distribution, "Element") is IDiscreteDistribution element => ((int[])value).Sum(element.LogDensity),
        _ => ByFormula(value, distribution),
    };

    /// <summary>How far a step in the last place of each of its operations moves the formula of a log density: its terms may nearly cancel.</summary>
    /// <remarks>Nothing where no formula says how the density is made, or an evaluator does not know its functions.</remarks>
    public static double FormulaStep(object value, object distribution, Rounding rounding)
    {
        object single = Property(distribution, "Element") ?? distribution;
        if (single.GetType().GetCustomAttribute<LogDensityAttribute>() is not { } formula)
            return 0;
        try
        {
            Dictionary<string, object> arguments = Arguments(single);
            object[] outcomes = single is IVectorDistribution ? [Elements(value)] : [.. Values.Flatten(value).Cast<object>()];
            double step = outcomes.Sum(y =>
            {
                var names = new Dictionary<string, object>(arguments) { ["y"] = y };
                return FormulaEvaluator.Evaluate(formula.Formula, names, rounding.Moved) - FormulaEvaluator.Evaluate(formula.Formula, names);
            });
            return double.IsFinite(step) ? step : 0;
        }
        catch (Exception exception) when (exception is FormatException or KeyNotFoundException or InvalidCastException or InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>The sizes of what a log density is a difference of: that of a truncated distribution, of the density and of the mass between its bounds.</summary>
    public static double SizeWithin(object value, object distribution)
    {
        if (!distribution.GetType().IsGenericType || Property(distribution, "Element") is not { } element)
            return 0;
        if (distribution.GetType().GetGenericTypeDefinition() != typeof(TruncatedDistribution<>))
            return Values.Flatten(value).Sum(y => SizeWithin(y, element));
        double whole = ((IContinuousDistribution)element).LogDensity(Number(value));
        return double.IsFinite(whole) ? 2 * Math.Abs(whole) : 0;
    }

    /// <summary>The arguments of a distribution by the names that its formulas give them.</summary>
    public static Dictionary<string, object> Arguments(object distribution)
    {
        var arguments = new Dictionary<string, object>();
        foreach (DistributionParameterAttribute parameter in distribution.GetType().GetCustomAttributes<DistributionParameterAttribute>())
        {
            string name = char.ToUpperInvariant(parameter.Name[0]) + parameter.Name[1..];
            // A member cannot be called like its type.
            object value = Property(distribution, name == distribution.GetType().Name ? name + "Shape" : name)
                ?? throw new InvalidOperationException($"{distribution.GetType().Name} has no property for its parameter {parameter.Name}");
            arguments[parameter.Name] = value is Vector<double> vector ? vector.ToArray() : value;
        }
        return arguments;
    }

    public static object? Property(object target, string name) => target.GetType().GetProperty(name)?.GetValue(target);

    public static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    /// <summary>A user's struct without a density of its own: its formula, read by an evaluator that the library does not know.</summary>
    private static double ByFormula(object value, object distribution)
    {
        LogDensityAttribute formula = distribution.GetType().GetCustomAttribute<LogDensityAttribute>()
            ?? throw new InvalidOperationException($"{distribution.GetType().Name} has no log density");
        (double? lower, double? upper) = Supports.Bounds(distribution);
        double y = Number(value);
        if (y < lower || y > upper)
            return double.NegativeInfinity;
        return FormulaEvaluator.Evaluate(formula.Formula, new Dictionary<string, object>(Arguments(distribution)) { ["y"] = y });
    }

    private static int? Count(object value) => value switch
    {
        int count => count,
        bool truth => truth ? 1 : 0,
        double number when number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue => (int)number,
        _ => null,
    };

    private static double[] Elements(object value) => value switch
    {
        double[] array => array,
        Vector<double> vector => vector.ToArray(),
        int[] whole => Array.ConvertAll(whole, number => (double)number),
        _ => throw new InvalidOperationException($"a {value.GetType().Name} is no vector"),
    };

    private static Matrix<double> Table(object value) => value switch
    {
        Matrix<double> matrix => matrix,
        double[,] table => Matrix<double>.Build.DenseOfArray(table),
        double[][] rows => Matrix<double>.Build.DenseOfRowArrays(rows),
        _ => throw new InvalidOperationException($"a {value.GetType().Name} is no matrix"),
    };
}

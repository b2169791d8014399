using System.Reflection;
using ProbDsl.Tests;

namespace ProbDsl.Oracle;

/// <summary>The constraint that a prior's support gives: its ends.</summary>
internal static class Supports
{
    /// <summary>The ends of a scalar support, null where there is none.</summary>
    public static (double? Lower, double? Upper) Bounds(object distribution)
    {
        Type type = distribution.GetType();
        if (distribution is MixtureDistribution mixture)
            return Bounds(mixture.Components[0]);
        if (type.IsGenericType && Densities.Property(distribution, "Element") is { } element)
            return Densities.Property(distribution, "Lower") is double low && Densities.Property(distribution, "Upper") is double high
                ? Truncated(Bounds(element), low, high)
                : Bounds(element);
        if (type.GetCustomAttribute<DistributionAttribute>() is not { } attribute)
            return (null, null);
        double? End(string? formula) => formula is null ? null : FormulaEvaluator.Evaluate(formula, Densities.Arguments(distribution));
        return attribute.Support switch
        {
            Support.Positive or Support.NonNegative or Support.PositiveVector or Support.PositiveMatrix or Support.Count => (0, null),
            Support.UnitInterval or Support.Binary => (0, 1),
            Support.Interval or Support.IntegerInterval => (End(attribute.Lower), End(attribute.Upper)),
            _ => (null, null),
        };
    }

    private static (double? Lower, double? Upper) Truncated((double? Lower, double? Upper) whole, double low, double high)
    {
        double lower = Math.Max(whole.Lower ?? double.NegativeInfinity, low);
        double upper = Math.Min(whole.Upper ?? double.PositiveInfinity, high);
        return (double.IsInfinity(lower) ? null : lower, double.IsInfinity(upper) ? null : upper);
    }
}

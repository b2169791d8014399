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
        if (type.IsGenericType && Densities.Property(distribution, "Element") is { } element)
            return Bounds(element);
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
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>From supports to constraints, and the tests that keep data inside supports.</summary>
internal static class Constraints
{
    /// <summary>Finds a latent's constraint from its prior's support and its attribute, or reports that they disagree.</summary>
    public static void Infer(
        ModelContext context, LatentState latent, DistributionValue? prior, Func<string, Expression?> formulaBound,
        Func<object, Expression?> givenBound, SyntaxNode? syntax)
    {
        DistributionInfo? info = prior?.Info;
        Expression? lower = info?.Support switch
        {
            "Positive" or "NonNegative" or "UnitInterval" or "PositiveVector" => Constant.Zero,
            "Interval" when info.Lower is { } formula => formulaBound(formula),
            _ => null,
        };
        Expression? upper = info?.Support switch
        {
            "UnitInterval" => Constant.One,
            "Interval" when info.Upper is { } formula => formulaBound(formula),
            _ => null,
        };
        lower = Within(lower, prior?.Lower, Math.Max);
        upper = Within(upper, prior?.Upper, Math.Min);
        lower = Narrow(context, latent, info, lower, latent.LowerGiven is null ? null : givenBound(latent.LowerGiven), isLower: true, syntax);
        upper = Narrow(context, latent, info, upper, latent.UpperGiven is null ? null : givenBound(latent.UpperGiven), isLower: false, syntax);
        ConstraintKind kind = Structured(latent, info, lower) ?? (lower, upper) switch
        {
            (null, null) => ConstraintKind.Real,
            (not null, null) => ConstraintKind.Lower,
            (null, not null) => ConstraintKind.Upper,
            _ => ConstraintKind.Interval,
        };
        CheckStructure(context, latent, kind, info, lower, upper, syntax);
        if (IsTwofold(latent, info))
            Conflict(context, latent, info, syntax, latent.IsOrdered ? "increasing values" : "more than one structure");
        if (lower is Constant low && upper is Constant high && low.Value >= high.Value)
            Conflict(context, latent, info, syntax, "an empty interval");
        if (latent.Constraint is { } known && known != kind)
            Conflict(context, latent, info, syntax, Describe(known));
        else if (latent.Constraint is not null && HasBounds(kind) && !(Equals(latent.Lower, lower) && Equals(latent.Upper, upper)))
            Conflict(context, latent, info, syntax, "other bounds by its first distribution");
        latent.Prior ??= info;
        latent.Constraint = kind;
        if (HasBounds(kind))
        {
            latent.Lower ??= lower;
            latent.Upper ??= upper;
        }
    }

    /// <summary>The narrower of a support's bound and a truncation's.</summary>
    private static Expression? Within(Expression? support, Expression? truncation, Func<double, double, double> narrower) =>
        support is Constant a && truncation is Constant b ? new Constant(narrower(a.Value, b.Value), Kind.Real) : truncation ?? support;

    /// <summary>Refuses a structure that the member's shape cannot have, and bounds that its transform does not keep.</summary>
    private static void CheckStructure(
        ModelContext context, LatentState latent, ConstraintKind kind, DistributionInfo? info, Expression? lower, Expression? upper, SyntaxNode? syntax)
    {
        if (!LatentIr.IsRowwise(kind))
            return;
        SyntaxNode? attribute = latent.Member.Attribute.ApplicationSyntaxReference?.GetSyntax();
        if (kind == ConstraintKind.CholeskyCorrelation
            ? latent.Dimensions is not [var rows, var columns] || (rows is Constant r && columns is Constant c && r.Value != c.Value)
            : latent.Dimensions.Count == 0)
        {
            string wants = kind == ConstraintKind.CholeskyCorrelation ? "the Cholesky factor of a correlation matrix is square: write [Latent(n, n)]" : $"{Describe(kind)} need an array";
            context.Report(Descriptors.WrongShape, attribute, latent.Member.Name, SizeText(latent), wants);
            return;
        }
        (double low, double high, string keeps) = kind switch
        {
            ConstraintKind.Simplex => (0, 1, "elements of a simplex lie between 0 and 1 whatever bounds are given"),
            ConstraintKind.CholeskyCorrelation => (-1, 1, "elements of a correlation's factor lie between -1 and 1 whatever bounds are given"),
            ConstraintKind.PositiveOrdered => (0, double.PositiveInfinity, "increasing values have no bound but 'Lower = 0'"),
            _ => (double.NegativeInfinity, double.PositiveInfinity, "increasing values have no bound but 'Lower = 0'"),
        };
        bool narrower = (lower is not null && !(lower is Constant from && from.Value <= low)) || (upper is not null && !(upper is Constant to && to.Value >= high));
        if (!narrower)
            return;
        if (latent.LowerGiven is not null || latent.UpperGiven is not null)
            context.Report(Descriptors.BoundsOfStructure, attribute, latent.Member.Name, Describe(kind), keeps);
        else
            Conflict(context, latent, info, syntax, Describe(kind) + ", which keep no other bound");
    }

    private static string SizeText(LatentState latent) =>
        latent.Dimensions.Count == 0 ? "no dimension" : $"size {string.Join(" × ", latent.Dimensions.Select(d => d is Constant c ? c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "n"))}";

    private static bool HasBounds(ConstraintKind kind) => kind is ConstraintKind.Lower or ConstraintKind.Upper or ConstraintKind.Interval;

    /// <summary>Whether attribute and prior ask for two structures that one vector cannot have.</summary>
    private static bool IsTwofold(LatentState latent, DistributionInfo? info)
    {
        bool simplex = latent.IsSimplex || info?.Support == "Simplex";
        bool factor = latent.IsCholeskyCorrelation || info?.Support == "CholeskyCorrelation";
        return (latent.IsOrdered ? 1 : 0) + (simplex ? 1 : 0) + (factor ? 1 : 0) > 1;
    }

    private static ConstraintKind? Structured(LatentState latent, DistributionInfo? info, Expression? lower) =>
        latent.IsOrdered ? (lower is Constant { Value: 0 } ? ConstraintKind.PositiveOrdered : ConstraintKind.Ordered)
        : latent.IsSimplex || info?.Support == "Simplex" ? ConstraintKind.Simplex
        : latent.IsCholeskyCorrelation || info?.Support == "CholeskyCorrelation" ? ConstraintKind.CholeskyCorrelation
        : null;

    private static Expression? Narrow(
        ModelContext context, LatentState latent, DistributionInfo? info, Expression? inferred, Expression? given, bool isLower, SyntaxNode? syntax)
    {
        if (given is Constant { Value: var value } && (double.IsNaN(value) || value == (isLower ? double.PositiveInfinity : double.NegativeInfinity)))
            context.Report(Descriptors.WrongShape, latent.Member.Attribute.ApplicationSyntaxReference?.GetSyntax(), latent.Member.Name,
                $"the {(isLower ? "lower" : "upper")} bound {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", "a bound is a finite number");
        if (given is Constant { Value: double.NegativeInfinity or double.PositiveInfinity or double.NaN })
            given = null;
        if (inferred is Constant { Value: double.NegativeInfinity or double.PositiveInfinity })
            inferred = null;
        if (given is Constant g && inferred is Constant i && (isLower ? g.Value < i.Value : g.Value > i.Value))
            Conflict(context, latent, info, syntax, isLower ? $"values above {g.Value}" : $"values below {g.Value}");
        return given ?? inferred;
    }

    private static void Conflict(ModelContext context, LatentState latent, DistributionInfo? info, SyntaxNode? syntax, string constraint) =>
        context.Report(Descriptors.SupportConflict, syntax ?? latent.Member.Attribute.ApplicationSyntaxReference?.GetSyntax(),
            latent.Member.Name, constraint, info?.Name ?? "its prior", info is null ? "unknown" : Describe(info));

    /// <summary>Whether the support's bounds are formulas over the parameters.</summary>
    public static bool HasBounds(DistributionInfo info) => info.Lower is not null || info.Upper is not null;

    /// <summary>Whether a value lies in a scalar support, or null where it always does.</summary>
    public static Expression? SupportTest(DistributionInfo info, FormulaLowering formulas, Dictionary<string, Value> names, Expression y)
    {
        Expression? AtLeast(Expression low) => Fold(Build.Call("le", low, y), low, y, (a, b) => a <= b);
        Expression? AtMost(Expression high) => Fold(Build.Call("le", y, high), y, high, (a, b) => a <= b);
        Expression? Both(Expression? a, Expression? b) => a is null ? b : b is null ? a : Build.Call("and", a, b);
        return info.Support switch
        {
            // Exponential and the half distributions have a density at zero.
            "Positive" when info.WithoutZero => Fold(Build.Call("lt", Constant.Zero, y), Constant.Zero, y, (a, b) => a < b),
            "Positive" or "NonNegative" or "Count" => AtLeast(Constant.Zero),
            "UnitInterval" or "Binary" => Both(AtLeast(Constant.Zero), AtMost(Constant.One)),
            "Interval" or "IntegerInterval" => Both(
                info.Lower is null ? null : AtLeast(formulas.Scalar(info.Lower, names)),
                info.Upper is null ? null : AtMost(formulas.Scalar(info.Upper, names))),
            _ => null,
        };
    }

    private static Expression? Fold(Expression test, Expression a, Expression b, Func<double, double, bool> holds) =>
        a is Constant x && b is Constant y
            ? holds(x.Value, y.Value) ? null : new Constant(0, Kind.Boolean)
            : test;

    public static string Describe(DistributionInfo info) => info.Support switch
    {
        "Positive" => "a positive number",
        "NonNegative" => "a number of zero or above",
        "UnitInterval" => "a number from 0 to 1",
        "Interval" => $"a number from {info.Lower} to {info.Upper}",
        "Binary" => "0 or 1",
        "Count" => "an integer of zero or above",
        "IntegerInterval" => $"an integer from {info.Lower} to {InWords(info.Upper)}",
        "Simplex" => "positive numbers that sum to one",
        "PositiveVector" => "positive numbers",
        "CholeskyCorrelation" => "the Cholesky factor of a correlation matrix",
        _ => "any real number",
    };

    /// <summary>The end of a range in words: formulas count elements.</summary>
    private static string InWords(string? end) => System.Text.RegularExpressions.Regex.Replace(end ?? "", @"count\((\w+)\) - 1", "the number of $1 less one");

    private static string Describe(ConstraintKind kind) => kind switch
    {
        ConstraintKind.Real => "any real number",
        ConstraintKind.Lower => "values above a bound",
        ConstraintKind.Upper => "values below a bound",
        ConstraintKind.Interval => "an interval",
        ConstraintKind.Ordered => "increasing values",
        ConstraintKind.PositiveOrdered => "increasing positive values",
        ConstraintKind.Simplex => "positive numbers that sum to one",
        _ => "the Cholesky factor of a correlation matrix",
    };
}

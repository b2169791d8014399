using System.Linq;
using ProbDsl.Generator.Formulas;

namespace ProbDsl.Generator.Frontend;

/// <summary>Ranges of parameters, and which formulas are NaN outside of them as they stand.</summary>
internal static class ParameterRanges
{
    /// <summary>The upper end of a parameter's range, whose lower end is zero; null where it may be any number, or is no number.</summary>
    public static double? HighOf(DistributionInfo info, string parameter) =>
        !info.ParameterSupports.TryGetValue(parameter, out string? support) ? null : support switch
        {
            "Positive" or "PositiveVector" or "PositiveMatrix" or "NonNegative" => double.PositiveInfinity,
            "UnitInterval" => 1,
            _ => null,
        };

    /// <summary>Whether a formula takes the logarithm or the root of a parameter, whatever its other names are, and so is NaN where that is negative.</summary>
    public static bool IsNaNBelowZero(string formula, string parameter, double high) => double.IsPositiveInfinity(high) && IsNaNBelowZero(FormulaParser.Parse(formula), parameter);

    /// <summary>Whether a formula has a parameter in x log y: a logarithm that may be simpler than its argument, and that is not looked at where x is zero.</summary>
    public static bool IsInLogarithm(string formula, string parameter) => IsInLogarithm(FormulaParser.Parse(formula), parameter, false);

    private static bool IsInLogarithm(Formula formula, string parameter, bool inside) => formula.IsCall
        ? formula.Arguments.Any(a => IsInLogarithm(a, parameter, inside || formula.Head is "xlogy" or "xlog1py"))
        : inside && formula.Head == parameter;

    private static bool IsNaNBelowZero(Formula formula, string parameter) => formula.Head switch
    {
        "log" or "sqrt" or "lbeta" when formula.Arguments.Any(a => !a.IsCall && a.Head == parameter) => true,
        "add" or "sub" or "mul" or "div" or "neg" or "square" or "sum" => formula.Arguments.Any(a => IsNaNBelowZero(a, parameter)),
        _ => false,
    };
}

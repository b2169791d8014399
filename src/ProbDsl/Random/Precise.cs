namespace ProbDsl;

/// <summary>log(1 + x) and exp(x) - 1 without cancellation, for the scalar members of the distributions.</summary>
/// <remarks>
/// Kahan's corrections, where the rounding of the inner value cancels in a quotient: Higham, "Accuracy and Stability of
/// Numerical Algorithms", 2nd ed., section 1.14.1.
/// </remarks>
internal static class Precise
{
    /// <summary>log(1 + x); -∞ at -1, NaN below.</summary>
    internal static double Log1p(double x)
    {
        double u = 1 + x;
        if (u == 1)
            return x;
        return double.IsInfinity(u) || u <= 0 ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>exp(x) - 1.</summary>
    internal static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
            return x;
        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>log(1 - exp(x)) for x of zero or below.</summary>
    internal static double Log1mExp(double x) => x > -0.6931471805599453 ? Math.Log(-Expm1(x)) : Log1p(-Math.Exp(x));
}

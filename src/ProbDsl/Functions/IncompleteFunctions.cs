using MathNet.Numerics;

namespace ProbDsl;

public static partial class Functions
{
    private const double TinyArgument = 1e-8;

    /// <summary>P(a, x) = γ(a, x) / Γ(a), the regularised lower incomplete gamma function.</summary>
    /// <remarks>NIST DLMF 8.2.4. The distribution function of a gamma variable of shape a and rate 1.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above; ∞ gives 1.</param>
    public static double RegularizedGammaP(double a, double x)
    {
        if (x <= 0)
            return 0;
        if (x < TinyArgument)
            return TinyGammaP(a, x);
        return double.IsPositiveInfinity(x) ? 1 : SpecialFunctions.GammaLowerRegularized(a, x);
    }

    /// <summary>Q(a, x) = 1 - P(a, x) = Γ(a, x) / Γ(a), the regularised upper incomplete gamma function.</summary>
    /// <remarks>NIST DLMF 8.2.4.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above; ∞ gives 0.</param>
    public static double RegularizedGammaQ(double a, double x)
    {
        if (x <= 0)
            return 1;
        if (x < TinyArgument)
            return 1 - TinyGammaP(a, x);
        return double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaUpperRegularized(a, x);
    }

    /// <summary>The first two terms of the series in x (DLMF 8.7.1), where MathNet takes x for zero and x^a need not be small.</summary>
    private static double TinyGammaP(double a, double x) => Math.Exp(a * Math.Log(x) - LogGamma(a + 1)) * (1 - a * x / (a + 1));

    /// <summary>I_x(a, b) = B(x; a, b) / B(a, b), the regularised incomplete beta function.</summary>
    /// <remarks>NIST DLMF 8.17.2. The distribution function of a beta variable.</remarks>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    public static double RegularizedBeta(double x, double a, double b) =>
        x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.BetaRegularized(a, b, x);
}

namespace ProbDsl;

public static partial class Functions
{
    /// <summary>P(a, x) = γ(a, x) / Γ(a), the regularised lower incomplete gamma function.</summary>
    /// <remarks>NIST DLMF 8.2.4. The distribution function of a gamma variable of shape a and rate 1. Its logarithm: <see cref="LogRegularizedGammaP"/>.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above; ∞ gives 1.</param>
    public static double RegularizedGammaP(double a, double x) => Math.Exp(IncompleteGamma.LogLower(a, x));

    /// <summary>Q(a, x) = 1 - P(a, x) = Γ(a, x) / Γ(a), the regularised upper incomplete gamma function.</summary>
    /// <remarks>NIST DLMF 8.2.4. Its logarithm: <see cref="LogRegularizedGammaQ"/>.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above; ∞ gives 0.</param>
    public static double RegularizedGammaQ(double a, double x) => Math.Exp(IncompleteGamma.LogUpper(a, x));

    /// <summary>log P(a, x), also where P underflows.</summary>
    /// <remarks>NIST DLMF 8.2.4.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above.</param>
    public static double LogRegularizedGammaP(double a, double x) => IncompleteGamma.LogLower(a, x);

    /// <summary>log Q(a, x), also where Q underflows.</summary>
    /// <remarks>NIST DLMF 8.2.4.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above.</param>
    public static double LogRegularizedGammaQ(double a, double x) => IncompleteGamma.LogUpper(a, x);

    /// <summary>I_x(a, b) = B(x; a, b) / B(a, b), the regularised incomplete beta function.</summary>
    /// <remarks>NIST DLMF 8.17.2. The distribution function of a beta variable. Its logarithm: <see cref="LogRegularizedBeta"/>.</remarks>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    public static double RegularizedBeta(double x, double a, double b) => Math.Exp(IncompleteBeta.LogLower(a, b, x, 1 - x));

    /// <summary>log I_x(a, b), also where it underflows.</summary>
    /// <remarks>NIST DLMF 8.17.2. log(1 - I_x(a, b)) is that of (1 - x, b, a).</remarks>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    public static double LogRegularizedBeta(double x, double a, double b) => IncompleteBeta.LogLower(a, b, x, 1 - x);
}

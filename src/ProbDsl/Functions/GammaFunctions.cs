using ProbDsl.Simd;

namespace ProbDsl;

public static partial class Functions
{
    /// <summary>log |Γ(x)|.</summary>
    /// <remarks>NIST DLMF 5.2.</remarks>
    /// <param name="x">Any real but 0, -1, -2, …, where the value is ∞.</param>
    public static double LogGamma(double x) => LaneMath.LogGamma(new Lane1(x)).Value;

    /// <summary>ψ(x) = d log Γ(x) / dx.</summary>
    /// <remarks>NIST DLMF 5.2.</remarks>
    /// <param name="x">Any real but 0, -1, -2, …, where the value is NaN.</param>
    public static double Digamma(double x) => LaneMath.Digamma(new Lane1(x)).Value;

    /// <summary>ψ'(x) = d² log Γ(x) / dx².</summary>
    /// <remarks>NIST DLMF 5.15.</remarks>
    /// <param name="x">Any real but 0, -1, -2, …, where the value is ∞.</param>
    public static double Trigamma(double x) => LaneMath.Trigamma(new Lane1(x)).Value;

    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b), without the cancellation for large arguments.</summary>
    /// <remarks>NIST DLMF 5.12.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    public static double LogBeta(double a, double b) => LaneMath.LogBeta(new Lane1(a), new Lane1(b)).Value;

    /// <summary>log of the binomial coefficient, log(n! / (k! (n - k)!)).</summary>
    /// <remarks>Non-integers interpolate by the gamma function.</remarks>
    /// <param name="n">Zero or above.</param>
    /// <param name="k">From 0 to n.</param>
    public static double LogChoose(double n, double k) => LaneMath.LogChoose(new Lane1(n), new Lane1(k)).Value;

    /// <summary>log Γ(a + b) - log Γ(a), the logarithm of the rising factorial a (a + 1) … (a + b - 1), without the cancellation for large a.</summary>
    /// <remarks>NIST DLMF 5.2.5 (Pochhammer's symbol), extended to real b.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Above -a.</param>
    public static double LogRisingFactorial(double a, double b) => LaneMath.LogRisingFactorial(new Lane1(a), new Lane1(b)).Value;

    /// <summary>ψ(a + b) - ψ(a), without the cancellation for large a.</summary>
    /// <remarks>NIST DLMF 5.2.</remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Above -a.</param>
    public static double DigammaDelta(double a, double b) => LaneMath.DigammaDelta(new Lane1(a), new Lane1(b)).Value;

    /// <summary>log Γ(x) - x (log x - 1): differences of log Γ of large arguments cancel, those of this function do not.</summary>
    /// <remarks>NIST DLMF 5.11.1.</remarks>
    /// <param name="x">Positive; 0 gives ∞.</param>
    public static double LogGammaExcess(double x) => LaneMath.LogGammaExcess(new Lane1(x)).Value;

    /// <summary>ψ(x) - log x, the derivative of <see cref="LogGammaExcess"/>.</summary>
    /// <remarks>NIST DLMF 5.11.2.</remarks>
    /// <param name="x">Positive; 0 gives -∞.</param>
    public static double DigammaExcess(double x) => LaneMath.DigammaExcess(new Lane1(x)).Value;
}

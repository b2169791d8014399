using ProbDsl.Simd;

namespace ProbDsl;

public static partial class Functions
{
    /// <summary>The error function, 2/√π ∫₀ˣ exp(-t²) dt.</summary>
    /// <remarks>NIST DLMF 7.2.</remarks>
    /// <param name="x">Any real.</param>
    public static double Erf(double x) => LaneMath.Erf(new Lane1(x)).Value;

    /// <summary>The complementary error function, 1 - erf(x), accurate in its tail.</summary>
    /// <remarks>NIST DLMF 7.2.</remarks>
    /// <param name="x">Any real.</param>
    public static double Erfc(double x) => LaneMath.Erfc(new Lane1(x)).Value;

    /// <summary>Φ(x), the standard normal distribution function, accurate in both tails.</summary>
    /// <param name="x">Any real.</param>
    public static double Phi(double x) => LaneMath.Phi(new Lane1(x)).Value;

    /// <summary>log Φ(x), accurate for any x.</summary>
    /// <param name="x">Any real.</param>
    public static double LogPhi(double x) => LaneMath.LogPhi(new Lane1(x)).Value;

    /// <summary>Φ⁻¹(p), the standard normal quantile function.</summary>
    /// <param name="p">From 0 to 1, where the values are -∞ and ∞; outside NaN.</param>
    public static double InversePhi(double p) => LaneMath.InversePhi(new Lane1(p)).Value;
}

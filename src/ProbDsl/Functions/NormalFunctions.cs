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

    /// <summary>φ(x) / Φ(x), the inverse of Mills' ratio in the lower tail and the derivative of <see cref="LogPhi(double)"/>, accurate for any x.</summary>
    /// <remarks>NIST DLMF 7.8.</remarks>
    /// <param name="x">Any real.</param>
    public static double InverseMillsRatio(double x) => InverseMillsRatio(x, LogPhi(x));

    /// <summary>φ(x) / Φ(x), where log Φ(x) is known already.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="logPhi"><see cref="LogPhi(double)"/> of x.</param>
    public static double InverseMillsRatio(double x, double logPhi) => LaneMath.InverseMillsRatio(new Lane1(x), new Lane1(logPhi)).Value;

    /// <summary>log(Φ(a) - Φ(b)), the log probability that a standard normal is between b and a, accurate in the tails, where Φ(a) - Φ(b) is 0.</summary>
    /// <param name="a">The upper end, any real or ∞.</param>
    /// <param name="b">The lower end; where it equals a the value is -∞, above NaN.</param>
    public static double LogPhiDifference(double a, double b) => LaneMath.LogPhiDifference(new Lane1(a), new Lane1(b)).Value;

    /// <summary>φ(a) / (Φ(a) - Φ(b)), the derivative of <see cref="LogPhiDifference"/> by a; that by b is minus the same of (-b, -a).</summary>
    /// <param name="a">The upper end.</param>
    /// <param name="b">The lower end, below a.</param>
    /// <param name="logDifference"><see cref="LogPhiDifference"/> of a and b.</param>
    public static double LogPhiDifferenceSlope(double a, double b, double logDifference) =>
        LaneMath.LogPhiDifferenceSlope(new Lane1(a), new Lane1(b), new Lane1(logDifference)).Value;
}

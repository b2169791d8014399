using ProbDsl.Simd;

namespace ProbDsl;

/// <summary>Mathematical functions for models: <c>using static ProbDsl.Functions;</c>.</summary>
public static partial class Functions
{
    /// <summary>1 / (1 + e⁻ˣ), the inverse of <see cref="Logit(double)"/>.</summary>
    /// <param name="x">Any real.</param>
    public static double Logistic(double x) => LaneMath.Logistic(new Lane1(x)).Value;

    /// <summary>log(p / (1 - p)).</summary>
    /// <param name="p">From 0 to 1, where the values are -∞ and ∞; outside NaN.</param>
    public static double Logit(double p) => LaneMath.Logit(new Lane1(p)).Value;

    /// <summary>log(1 + eˣ), without overflow.</summary>
    /// <param name="x">Any real.</param>
    public static double Log1pExp(double x) => LaneMath.Log1pExp(new Lane1(x)).Value;

    /// <summary>log(1 + eˣ); another name of <see cref="Log1pExp(double)"/>.</summary>
    /// <param name="x">Any real.</param>
    public static double Softplus(double x) => Log1pExp(x);

    /// <summary>log(1 + x), accurate near zero.</summary>
    /// <param name="x">Above -1; -1 gives -∞, below NaN.</param>
    public static double Log1p(double x) => LaneMath.Log1p(new Lane1(x)).Value;

    /// <summary>eˣ - 1, accurate near zero.</summary>
    /// <param name="x">Any real.</param>
    public static double Expm1(double x) => LaneMath.Expm1(new Lane1(x)).Value;

    /// <summary>x².</summary>
    /// <param name="x">Any real.</param>
    public static double Square(double x) => x * x;

    /// <summary>x · log(y), and 0 wherever x = 0.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Positive, or anything where x = 0.</param>
    public static double XLogY(double x, double y) => LaneMath.XLogY(new Lane1(x), new Lane1(y)).Value;

    /// <summary>x · log(1 + y), and 0 wherever x = 0.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Above -1, or anything where x = 0.</param>
    public static double XLog1pY(double x, double y) => LaneMath.XLog1pY(new Lane1(x), new Lane1(y)).Value;
}

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

    /// <summary>x · y, and 0 wherever x = 0: so many events of log probability y, of which none costs nothing.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Any real, or anything where x = 0.</param>
    public static double XTimesY(double x, double y) => LaneMath.XTimesY(new Lane1(x), new Lane1(y)).Value;

    /// <summary>log(1 + x²), where x² overflows, too.</summary>
    /// <param name="x">Any real.</param>
    public static double Log1pSquare(double x) => LaneMath.Log1pSquare(new Lane1(x)).Value;

    /// <summary>2x / (1 + x²), the derivative of <see cref="Log1pSquare"/>.</summary>
    /// <param name="x">Any real.</param>
    public static double Log1pSquareSlope(double x) => LaneMath.Log1pSquareSlope(new Lane1(x)).Value;

    /// <summary>(a + b) log((a + b) / (a + c)), where a may be so large that the sums are equal: then b - c.</summary>
    /// <param name="a">Zero or above.</param>
    /// <param name="b">Zero or above.</param>
    /// <param name="c">Zero or above.</param>
    public static double ShiftedLogRatio(double a, double b, double c) => LaneMath.ShiftedLogRatio(new Lane1(a), new Lane1(b), new Lane1(c)).Value;

    /// <summary>successes · logits - trials · log(1 + exp(logits)), the log probability of a row of outcomes, also for infinite logits.</summary>
    /// <param name="successes">From 0 to the number of trials.</param>
    /// <param name="trials">Zero or above.</param>
    /// <param name="logits">Log odds, any real or ±∞.</param>
    public static double BinomialLogitsKernel(double successes, double trials, double logits) =>
        LaneMath.BinomialLogits(new Lane1(successes), new Lane1(trials), new Lane1(logits)).Value;
}

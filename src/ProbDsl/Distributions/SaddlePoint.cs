namespace ProbDsl;

/// <summary>Log densities as a deviance from the mode and what Stirling's formula leaves out, so that nothing large cancels.</summary>
/// <remarks>
/// C. Loader, "Fast and accurate computation of binomial probabilities" (2000): m log m - m and its like are taken together as
/// D(m, x) = x - m - m log(x/m), the deviance; what is left of log Γ is <see cref="Functions.LogGammaExcess"/>.
/// </remarks>
internal static class SaddlePoint
{
    /// <summary>Below it the plain formulas lose less than 1e-13 of max(1, |log density|).</summary>
    internal const double First = 64;

    /// <summary>x - m - m log(x/m), which is zero at x = m and positive elsewhere.</summary>
    /// <param name="m">Positive.</param>
    /// <param name="x">Zero or above; at 0 the value is ∞.</param>
    /// <param name="difference">x - m, which the caller may know to more digits.</param>
    internal static double Deviance(double m, double x, double difference)
    {
        double t = difference / m;
        if (!(Math.Abs(t) <= 0.2))
        {
            double ratio = x / m;
            double log = ratio is > 1e-300 and < 1e300 ? Math.Log(ratio) : Math.Log(x) - Math.Log(m);
            return double.IsPositiveInfinity(x) ? x : difference - m * log;
        }

        // t - log(1 + t) = t s - 2 (s³/3 + s⁵/5 + …) with s = t / (2 + t), as log(1 + t) = 2 artanh s and t - 2s = t s.
        double s = t / (2 + t), square = s * s, power = s * square, sum = 0;
        for (int k = 3; k < 40; k += 2)
        {
            double next = sum + power / k;
            if (next == sum)
                break;
            sum = next;
            power *= square;
        }
        return m * (t * s - 2 * sum);
    }

    /// <summary>log(x^a e^-x / Γ(a)), the density in log x of a gamma variable of shape a and rate one.</summary>
    internal static double LogGammaKernel(double a, double x) => LogGammaKernel(a, x, x - a);

    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above.</param>
    /// <param name="difference">x - a.</param>
    internal static double LogGammaKernel(double a, double x, double difference) => -Functions.LogGammaExcess(a) - Deviance(a, x, difference);

    /// <summary>log(rate^y e^-rate / y!), for y from 1.</summary>
    internal static double LogPoisson(double y, double rate) => LogGammaKernel(y, rate) - Math.Log(y);

    /// <summary>log of n! / (k! (n - k)!) p^k q^(n - k), for 0 &lt; k &lt; n.</summary>
    internal static double LogBinomial(double k, double n, double p, double q)
    {
        double d = p < q ? Math.FusedMultiplyAdd(n, p, -k) : -Math.FusedMultiplyAdd(n, q, k - n);
        return BetaExcess(k, n - k) - Math.Log(k) - Math.Log((n - k) / n) - Deviance(k, n * p, d) - Deviance(n - k, n * q, -d);
    }

    /// <summary>log(y^a (1 - y)^b / B(a, b)), the density of a beta variable in its log odds.</summary>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    /// <param name="y">From 0 to 1.</param>
    /// <param name="complement">1 - y.</param>
    internal static double LogBetaKernel(double a, double b, double y, double complement)
    {
        double d = -BetaDifference(a, b, y, complement), sum = a + b;
        return BetaExcess(a, b) - Deviance(a, sum * y, d) - Deviance(b, sum * complement, -d);
    }

    /// <summary>a (1 - y) - b y = a - (a + b) y, by the smaller of y and 1 - y, with what rounding loses on the way.</summary>
    internal static double BetaDifference(double a, double b, double y, double complement)
    {
        if (y > complement)
            return -BetaDifference(b, a, complement, y);
        double first = a * y, second = b * y;
        double rest = a - first, added = rest - a, lost = (a - (rest - added)) + (-first - added);
        lost -= Math.FusedMultiplyAdd(a, y, -first) + Math.FusedMultiplyAdd(b, y, -second);
        return (rest - second) + lost;
    }

    private static double BetaExcess(double a, double b) =>
        Functions.LogGammaExcess(a + b) - Functions.LogGammaExcess(a) - Functions.LogGammaExcess(b);
}

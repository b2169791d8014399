using ProbDsl.Simd;

namespace ProbDsl;

/// <summary>Logarithms of the regularised incomplete beta function, for arguments of any size.</summary>
/// <remarks>
/// On the side of the mean a/(a + b) where the probability is the smaller: the continued fraction (9) of Didonato and Morris, ACM
/// Transactions on Mathematical Software 18 (1992), algorithm 708, whose terms are few except beside the mean of two large shapes; there their
/// asymptotic expansion (function BASYM).
/// </remarks>
internal static class IncompleteBeta
{
    private const double FirstAsymptotic = 1e4;
    private const int MostTerms = 20_000;

    /// <summary>log I_x(a, b).</summary>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="complement">1 - x, which the caller may know to more digits.</param>
    internal static double LogLower(double a, double b, double x, double complement)
    {
        if (!(a > 0 && b > 0) || double.IsNaN(x))
            return double.NaN;
        if (x <= 0)
            return double.NegativeInfinity;
        if (complement <= 0)
            return 0;
        if (IsSmallShape(b, complement, a))
            return Math.Log(SmallShapeComplement(b, a, complement));
        if (IsSmallShape(a, x, b) && SmallShapeComplement(a, b, x) is < 0.5 and var upper)
            return Functions.Log1p(-upper);
        double distance = SaddlePoint.BetaDifference(a, b, x, complement);
        return distance >= 0
            ? LogTail(a, b, x, complement, distance)
            : LogSpace.LogOfComplement(LogTail(b, a, complement, x, -distance));
    }

    /// <summary>log(1 - I_x(a, b)).</summary>
    internal static double LogUpper(double a, double b, double x, double complement) => LogLower(b, a, complement, x);

    /// <summary>log I_x(a, b) for x at or below the mean: distance = a - (a + b) x ≥ 0.</summary>
    private static double LogTail(double a, double b, double x, double complement, double distance)
    {
        double smaller = Math.Min(a, b);
        if (smaller >= FirstAsymptotic && distance <= 0.03 * smaller)
            return LogAsymptotic(a, b, distance);
        double kernel = a + b < SaddlePoint.First
            ? a * Log(x, complement) + b * Log(complement, x) - Functions.LogBeta(a, b)
            : SaddlePoint.LogBetaKernel(a, b, x, complement);
        return Math.Min(0, kernel + Math.Log(Fraction(a, b, x, complement, distance)));
    }

    private static bool IsSmallShape(double a, double x, double b) => a < 1 && x < 0.5 && b * x < 1.5;

    /// <summary>
    /// 1 - I_x(a, b) for a and b x small: 1 - x^a / (a B(a, b)) (1 + a Σ (1 - b)(2 - b)…(n - b) x^n / (n! (a + n))), which does not vanish with a (DLMF 8.17.7).
    /// </summary>
    private static double SmallShapeComplement(double a, double b, double x)
    {
        double logPower = a * Math.Log(x) - LaneMath.LogGammaOfOnePlus(new Lane1(a)).Value + LogRising(b, a);
        double power = 1, sum = 0;
        for (int n = 1; n < 200; n++)
        {
            power *= (n - b) / n * x;
            double next = sum + power / (a + n);
            if (next == sum)
                break;
            sum = next;
        }
        return -Functions.Expm1(logPower) - Math.Exp(logPower) * (a * sum);
    }

    /// <summary>log Γ(a + b) - log Γ(a), to a small relative error for small b, too.</summary>
    private static double LogRising(double a, double b)
    {
        double shifted = 0;
        for (; a < 8; a++)
            shifted += Functions.Log1p(b / a);
        return Functions.LogRisingFactorial(a, b) - shifted;
    }

    /// <summary>log x, by the complement where that is small.</summary>
    private static double Log(double x, double complement) => x < 0.5 ? Math.Log(x) : Functions.Log1p(-complement);

    /// <summary>I_x(a, b) over x^a (1 - x)^b / B(a, b), by the recurrence of the convergents.</summary>
    private static double Fraction(double a, double b, double x, double complement, double distance)
    {
        double c = distance + 1, c0 = b / a, c1 = 1 / a + 1, p = 1, s = a + 1;
        double an = 0, bn = 1, anNext = 1, bnNext = c / c1, ratio = c1 / c;
        for (int n = 1; n < MostTerms; n++)
        {
            double t = n / a, w = n * (b - n) * x, e = a / s;
            double alpha = p * (p + c0) * e * e * (w * x);
            e = (t + 1) / (c1 + t + t);
            double beta = n + w / s + e * (c + n * (complement + 1));
            p = t + 1;
            s += 2;
            (an, anNext) = (anNext, alpha * an + beta * anNext);
            (bn, bnNext) = (bnNext, alpha * bn + beta * bnNext);
            double previous = ratio;
            ratio = anNext / bnNext;
            if (Math.Abs(ratio - previous) <= 1e-16 * ratio)
                break;
            (an, bn, anNext, bnNext) = (an / bnNext, bn / bnNext, ratio, 1);
        }
        return ratio;
    }

    /// <summary>The expansion in 1/√min(a, b) about the error function, for both shapes large.</summary>
    private static double LogAsymptotic(double a, double b, double distance)
    {
        const int Order = 12;
        const double RootTwo = 1.4142135623730951, RootPi = 1.772453850905516;
        double deviance = SaddlePoint.Deviance(a, a - distance, -distance) + SaddlePoint.Deviance(b, b + distance, distance);
        double root = Math.Sqrt(deviance), z = root * RootTwo, z2 = deviance + deviance;
        double h = Math.Min(a, b) / Math.Max(a, b), r0 = 1 / (1 + h), r1 = (b - a) / Math.Max(a, b), w0 = 1 / Math.Sqrt(Math.Min(a, b) * (1 + h));
        double e1 = 0.5 / RootTwo;
        Span<double> a0 = stackalloc double[Order + 1], b0 = stackalloc double[Order + 1], c = stackalloc double[Order + 1], d = stackalloc double[Order + 1];
        a0[0] = r1 * (2.0 / 3.0);
        c[0] = -0.5 * a0[0];
        d[0] = -c[0];

        // exp(x²) erfc(x) is twice the scaled tail at √2 x.
        double j0 = 0.5 * RootPi * LaneMath.ScaledNormalTail(new Lane1(z)).Value, j1 = e1;
        double sum = j0 + d[0] * w0 * j1, s = 1, h2 = h * h, hn = 1, w = w0, znLess = z, zn = z2;
        for (int n = 2; n < Order; n += 2)
        {
            hn *= h2;
            a0[n - 1] = r0 * 2 * (h * hn + 1) / (n + 2);
            s += hn;
            a0[n] = r1 * 2 * s / (n + 3);
            NextCoefficients(n, a0, b0, c, d);
            j0 = e1 * znLess + (n - 1) * j0;
            j1 = e1 * zn + n * j1;
            znLess *= z2;
            zn *= z2;
            w *= w0;
            double even = d[n - 1] * w * j0;
            w *= w0;
            double odd = d[n] * w * j1;
            sum += even + odd;
            if (Math.Abs(even) + Math.Abs(odd) <= 1e-17 * sum)
                break;
        }
        double correction = Stirling(a) + Stirling(b) - Stirling(a + b);
        return Math.Log(2 / RootPi * sum) - deviance - correction;
    }

    private static void NextCoefficients(int n, Span<double> a0, Span<double> b0, Span<double> c, Span<double> d)
    {
        for (int i = n; i <= n + 1; i++)
        {
            double r = -0.5 * (i + 1);
            b0[0] = r * a0[0];
            for (int m = 2; m <= i; m++)
            {
                double total = 0;
                for (int j = 1; j < m; j++)
                    total += (j * r - (m - j)) * a0[j - 1] * b0[m - j - 1];
                b0[m - 1] = r * a0[m - 1] + total / m;
            }
            c[i - 1] = b0[i - 1] / (i + 1);
            double sum = 0;
            for (int j = 1; j < i; j++)
                sum += d[i - j - 1] * c[j - 1];
            d[i - 1] = -(sum + c[i - 1]);
        }
    }

    /// <summary>1/(12a) - 1/(360a³), the correction of Stirling's formula for a from 1e4.</summary>
    private static double Stirling(double a) => 1 / (12 * a) - 1 / (360 * a) / a / a;
}

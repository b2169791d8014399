using ProbDsl.Simd;

namespace ProbDsl;

/// <summary>Logarithms of the regularised incomplete gamma functions, for arguments of any size, to a relative error of 1e-13 of the smaller one.</summary>
/// <remarks>
/// Below a + 1 the series DLMF 8.11.4, above Legendre's continued fraction DLMF 8.9.2; for large a near x Temme's uniform
/// expansion DLMF 8.12, in which the error function and the correction keep a common factor, so that both tails have all their digits.
/// </remarks>
internal static class IncompleteGamma
{
    private const double FirstUniform = 1e5;
    private const int MostTerms = 5000;

    /// <summary>log P(a, x).</summary>
    internal static double LogLower(double a, double x) => LogLower(a, x, x - a);

    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above.</param>
    /// <param name="difference">x - a, which the caller may know to more digits.</param>
    internal static double LogLower(double a, double x, double difference)
    {
        double smaller = LogSmaller(a, x, difference, out bool isLower);
        return isLower ? smaller : LogSpace.LogOfComplement(smaller);
    }

    /// <summary>log Q(a, x).</summary>
    internal static double LogUpper(double a, double x) => LogUpper(a, x, x - a);

    /// <param name="a">Positive.</param>
    /// <param name="x">Zero or above.</param>
    /// <param name="difference">x - a, which the caller may know to more digits.</param>
    internal static double LogUpper(double a, double x, double difference)
    {
        double smaller = LogSmaller(a, x, difference, out bool isLower);
        return isLower ? LogSpace.LogOfComplement(smaller) : smaller;
    }

    /// <summary>The logarithm of P or Q, whichever the method gives directly: never one near zero with the other below 1/4.</summary>
    private static double LogSmaller(double a, double x, double difference, out bool isLower)
    {
        isLower = true;
        if (double.IsNaN(a) || double.IsNaN(x) || a < 0)
            return double.NaN;
        if (x <= 0)
            return double.NegativeInfinity;
        isLower = false;
        if (double.IsPositiveInfinity(x))
            return double.NegativeInfinity;
        if (a >= FirstUniform && Math.Abs(difference) < 0.3 * a)
            return LogUniform(a, x, difference, out isLower);
        if (a < 1 && x < 1.5)
            return LogOfSmallShape(a, x, out isLower);
        isLower = x < a + 1;
        double kernel = SaddlePoint.LogGammaKernel(a, x, difference);
        return isLower ? kernel - Math.Log(a) + Math.Log(Series(a, x)) : kernel + Math.Log(Fraction(a, x));
    }

    /// <summary>1 + x/(a+1) + x²/((a+1)(a+2)) + ….</summary>
    private static double Series(double a, double x)
    {
        double term = 1, sum = 1;
        for (int n = 1; n < MostTerms && term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /// <summary>1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- …))), by the recurrence of the convergents.</summary>
    private static double Fraction(double a, double x)
    {
        double b = x + (1 - a), d = 1 / b, c = 1e300, result = d;
        for (int n = 1; n < MostTerms; n++)
        {
            double term = -n * (n - a);
            b += 2;
            d = 1 / NotZero(term * d + b);
            c = NotZero(b + term / c);
            double factor = d * c;
            result *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
                break;
        }
        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    /// <summary>For a and x small: P by its series; where it is above a half Q = 1 - x^a/Γ(a + 1) (1 + a Σ (-x)^n / (n! (a + n))), which does not vanish with a.</summary>
    private static double LogOfSmallShape(double a, double x, out bool isLower)
    {
        double logPower = a * Math.Log(x) - LaneMath.LogGammaOfOnePlus(new Lane1(a)).Value;
        double power = 1, sum = 0;
        for (int n = 1; n < 60; n++)
        {
            power *= -x / n;
            sum += power / (a + n);
        }
        double lower = logPower + Functions.Log1p(a * sum);
        isLower = lower < -LogConstants.LogTwo;
        return isLower ? lower : Math.Log(-Functions.Expm1(logPower) - Math.Exp(logPower) * (a * sum));
    }

    /// <summary>Temme's expansion: exp(-D) (h(z) ± (C₀ + C₁/a + C₂/a²) / √(2πa)) with z² = 2D = a η², for the tail on x's side of a.</summary>
    private static double LogUniform(double a, double x, double difference, out bool isLower)
    {
        double deviance = SaddlePoint.Deviance(a, x, difference), z = Math.Sqrt(2 * deviance);
        isLower = difference < 0;
        double eta = z / Math.Sqrt(a) * (isLower ? -1 : 1);
        double correction = (Polynomial(eta, s_c0) + (Polynomial(eta, s_c1) + Polynomial(eta, s_c2) / a) / a) / Math.Sqrt(2 * Math.PI * a);
        double tail = LaneMath.ScaledNormalTail(new Lane1(z)).Value;
        return Math.Log(isLower ? tail - correction : tail + correction) - deviance;
    }

    private static double Polynomial(double x, double[] coefficients)
    {
        double sum = 0;
        for (int k = coefficients.Length - 1; k >= 0; k--)
            sum = sum * x + coefficients[k];
        return sum;
    }

    // Taylor coefficients of the functions c_k(η) of DLMF 8.12.10, from exact rational arithmetic.
    private static readonly double[] s_c0 =
    [
        -0.3333333333333333, 0.08333333333333333, -0.014814814814814815, 0.0011574074074074073, 0.0003527336860670194, -0.0001787551440329218,
        3.919263178522438e-05, -2.185448510679992e-06, -1.85406221071516e-06, 8.296711340953087e-07, -1.7665952736826078e-07, 6.707853543401498e-09,
        1.0261809784240309e-08, -4.382036018453353e-09, 9.14769958223679e-10, -2.5514193994946248e-11,
    ];

    private static readonly double[] s_c1 =
    [
        -0.001851851851851852, -0.003472222222222222, 0.0026455026455026454, -0.0009902263374485596, 0.00020576131687242798,
        -4.018775720164609e-07, -1.8098550334489977e-05, 7.64916091608111e-06, -1.6120900894563446e-06,
    ];

    private static readonly double[] s_c2 =
        [0.004133597883597883, -0.0026813271604938273, 0.0007716049382716049, 2.0093878600823047e-06, -0.0001073665322636516];
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log of B(a, b) / B(a, b + 8) = Π (s + i) / (b + i) for i from 0 to 7, with s = a + b, for b &lt; 8.</summary>
    [MethodImpl(Called)]
    private static T LogOfBetaOverShiftedBeta<T>(T a, T b, T bLow)
        where T : struct, ILane<T>
    {
        T sum = TwoSumOfOrdered(b, a, out T sumLow);
        T numerator = RisingFactorial(sum, sumLow + bLow, out T numeratorLow);
        T denominator = RisingFactorial(b, bLow, out T denominatorLow);
        T ratio = QuotientInTwoParts(numerator, numeratorLow, denominator, denominatorLow, out T ratioLow);
        return LogOfSum(ratio, ratioLow);
    }

    /// <summary>x (x + 1) … (x + 7) = w (w + 6)(w + 10)(w + 12) with w = x (x + 7), since (x + i)(x + 7 - i) = w + i (7 - i).</summary>
    [MethodImpl(Called)]
    private static T RisingFactorial<T>(T x, T xLow, out T low)
        where T : struct, ILane<T>
    {
        T upper = TwoSum(T.Create(7.0), x, out T upperLow);
        T w = ProductInTwoParts(x, xLow, upper, upperLow + xLow, out T wLow);
        T product = w;
        low = wLow;
        for (int i = 1; i < 4; i++)
        {
            T factor = TwoSum(T.Create(i * (7 - i)), w, out T factorLow);
            product = ProductInTwoParts(product, low, factor, factorLow + wLow, out low);
        }

        return product;
    }
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    // Numbers in two parts, the low one below the last digit of the high one, for the steps that one double is too short for.
    // The sums and products are those of Dekker (Numerische Mathematik 18, 1971) and Knuth (TAOCP 2, 4.2.2), with fused multiply-adds.

    /// <summary>a + b rounded, and what the rounding lost.</summary>
    [MethodImpl(Inlined)]
    private static T TwoSum<T>(T a, T b, out T low)
        where T : struct, ILane<T>
    {
        T sum = a + b;
        T added = sum - a;
        low = (a - (sum - added)) + (b - added);
        return sum;
    }

    /// <summary>As <see cref="TwoSum"/>, where |a| ≥ |b| or a = 0.</summary>
    [MethodImpl(Inlined)]
    private static T TwoSumOfOrdered<T>(T a, T b, out T low)
        where T : struct, ILane<T>
    {
        T sum = a + b;
        low = b - (sum - a);
        return sum;
    }

    /// <summary>(a + aLow)(b + bLow).</summary>
    [MethodImpl(Inlined)]
    private static T ProductInTwoParts<T>(T a, T aLow, T b, T bLow, out T low)
        where T : struct, ILane<T>
    {
        T product = a * b;
        low = T.MultiplyAdd(a, bLow, T.MultiplyAdd(aLow, b, T.MultiplyAdd(a, b, -product)));
        return product;
    }

    /// <summary>(a + aLow) / (b + bLow).</summary>
    [MethodImpl(Inlined)]
    private static T QuotientInTwoParts<T>(T a, T aLow, T b, T bLow, out T low)
        where T : struct, ILane<T>
    {
        T quotient = a / b;
        low = (T.MultiplyAdd(-quotient, b, a) + T.MultiplyAdd(-quotient, bLow, aLow)) / b;
        return quotient;
    }

    /// <summary>log(x + xLow), for a positive x.</summary>
    [MethodImpl(Inlined)]
    private static T LogOfSum<T>(T x, T xLow)
        where T : struct, ILane<T>
    {
        T.SplitExponent(x, out T mantissa, out T exponent);
        T f = (mantissa - T.Create(1.0)) + T.ScaleByPowerOfTwo(xLow, -exponent);
        return LogOfParts(f, exponent);
    }

    /// <summary>Adds a term in two parts to a sum in two parts.</summary>
    [MethodImpl(Inlined)]
    private static void AddInTwoParts<T>(ref T sum, ref T sumLow, T term, T termLow)
        where T : struct, ILane<T>
    {
        sum = TwoSum(sum, term, out T lost);
        sumLow += lost + termLow;
    }
}

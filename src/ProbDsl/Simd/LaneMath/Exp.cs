using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double InvLogTwo = 1.4426950408889634;
    private const double LogTwo = 0.6931471805599453;

    // log(2) in two parts: the high one has 32 bits, so that its products with exponents are exact.
    private const double LogTwoHigh = 0.6931471803691238;
    private const double LogTwoLow = 1.9082149292705877e-10;

    private const double ToInteger = 6755399441055744.0;    // 1.5 · 2^52: adding and subtracting it rounds to an integer
    private const double ExpOverflow = 710.0;               // exp is infinite from here
    private const double ExpUnderflow = -746.0;             // exp is zero from here

    /// <summary>eˣ to within 1.5 ulp.</summary>
    /// <remarks>
    /// Where sixteen doubles can be looked up by one instruction, eˣ = 2ᵏ 2^(j/16) eʳ with |r| ≤ log(2) / 32 and a table of 2^(j/16);
    /// elsewhere eˣ = 2ⁿ eʳ with |r| ≤ log(2) / 2. eʳ = 1 + r + r² q(r) with a minimax polynomial q.
    /// -∞ gives 0, ∞ gives ∞, NaN gives NaN; results below the normal range are rounded correctly to subnormals.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Exp<T>(T x)
        where T : struct, ILane<T>
    {
        // The argument stands on the right of the clamps, where a NaN passes through.
        T clamped = T.MaxNative(T.Create(ExpUnderflow), T.MinNative(T.Create(ExpOverflow), x));
        return ExpOfClamped(clamped);
    }

    /// <summary>eˣ for x ≤ 0.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfNonPositive<T>(T x)
        where T : struct, ILane<T>
    {
        if (!T.HasLookup)
            return ExpOfClamped(T.MaxNative(T.Create(ExpUnderflow), x));
        T r = ReduceToSixteenth(x, out T shifted, out _);
        return ExpOfSixteenths(x, r, shifted);
    }

    /// <summary>exp(x + low) for x ≤ 0 and a low part below the last digit of x.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfNonPositive<T>(T x, T low)
        where T : struct, ILane<T>
    {
        if (!T.HasLookup)
            return ExpOfSum(T.MaxNative(T.Create(ExpUnderflow), x), low);

        T r = ReduceToSixteenth(x, out T shifted, out _) + low;
        return ExpOfSixteenths(x, r, shifted);
    }

    /// <summary>eˣ = 2^(n/16) eʳ for x ≤ 0.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfSixteenths<T>(T x, T r, T shifted)
        where T : struct, ILane<T>
    {
        const double SmallestNormalLog = -708.39;

        // The power of two is made by integers: the table is less j in the digits where the shift adds 16 k + j.
        T fraction = T.Lookup(
            Vector512.Create(
                0x3FF0000000000000, 0x3FEFB5586CF9890F, 0x3FEF72B83C7D517B, 0x3FEF387A6E756238,
                0x3FEF06FE0A31B715, 0x3FEEDEA64C123422, 0x3FEEBFDAD5362A27, 0x3FEEAB07DD485429).AsDouble(),
            Vector512.Create(
                0x3FEEA09E667F3BCD, 0x3FEEA11473EB0187, 0x3FEEACE5422AA0DB, 0x3FEEC49182A3F090,
                0x3FEEE89F995AD3AD, 0x3FEF199BDD85529C, 0x3FEF5818DCFBA487, 0x3FEFA4AFA2A490DA).AsDouble(),
            shifted);
        T power = T.AddBits(fraction, T.ShiftLeftBits(shifted, 48));
        T expm1 = Expm1OfSixteenth(r);
        T result = T.MultiplyAdd(power, expm1, power);
        T isDeep = T.LessThan(x, T.Create(SmallestNormalLog));
        return T.Any(isDeep) ? T.Select(isDeep, ExpBelowNormal(x, power, expm1), result) : result;
    }

    /// <summary>eˣ = 2^(n/16) (1 + expm1) below the normal range, where the bits of the power have run out of exponents: made 2⁶⁴ times greater.</summary>
    /// <remarks>It is a part of its callers: a call, even one that is hardly ever made, would drive their constants out of the registers.</remarks>
    [MethodImpl(Inlined)]
    private static T ExpBelowNormal<T>(T x, T power, T expm1)
        where T : struct, ILane<T>
    {
        const double TwoToMinus64 = 5.421010862427522e-20;
        T raised = T.AddBits(power, T.CreateBits(64L << 52));
        T result = T.MultiplyAdd(raised, expm1, raised) * T.Create(TwoToMinus64);
        return T.Select(T.LessThan(x, T.Create(ExpUnderflow)), T.Zero, result);
    }

    [MethodImpl(Inlined)]
    private static T ExpOfClamped<T>(T x)
        where T : struct, ILane<T>
    {
        if (T.HasLookup)
            return ExpByTable(x);
        T n = T.MultiplyAdd(x, T.Create(InvLogTwo), T.Create(ToInteger)) - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-LogTwoHigh), x);
        r = T.MultiplyAdd(n, T.Create(-LogTwoLow), r);
        return T.ScaleByPowerOfTwo(ExpOfReduced(r), n);
    }

    /// <summary>exp(x + low) for a clamped x and a low part below the last digit of x.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfSum<T>(T x, T low)
        where T : struct, ILane<T>
    {
        T n = T.MultiplyAdd(x, T.Create(InvLogTwo), T.Create(ToInteger)) - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-LogTwoHigh), x);
        r = T.MultiplyAdd(n, T.Create(-LogTwoLow), r) + low;
        return T.ScaleByPowerOfTwo(ExpOfReduced(r), n);
    }

    /// <summary>exp(x + low) in two parts, with an error of about a quarter of an ulp, for a clamped x and a low part below its last digit.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfSum<T>(T x, T low, out T resultLow)
        where T : struct, ILane<T>
    {
        T n = T.MultiplyAdd(x, T.Create(InvLogTwo), T.Create(ToInteger)) - T.Create(ToInteger);
        T high = T.MultiplyAdd(n, T.Create(-LogTwoHigh), x);
        T r = T.MultiplyAdd(n, T.Create(-LogTwoLow), high) + low;
        T rLow = T.MultiplyAdd(n, T.Create(-LogTwoLow), high - r) + low;
        T exp = TwoSumOfOrdered(T.Create(1.0), Expm1OfReduced(r), out T expLow);
        resultLow = T.ScaleByPowerOfTwo(T.Create(1.0), n) * (expLow + rLow);
        return T.ScaleByPowerOfTwo(exp, n);
    }

    /// <summary>eˣ = 2ᵏ 2^(j/16) eʳ, with 2^(j/16) from a table.</summary>
    [MethodImpl(Inlined)]
    private static T ExpByTable<T>(T x)
        where T : struct, ILane<T>
    {
        T expm1 = Expm1OfSixteenth(ReduceToSixteenth(x, out T shifted, out T n));
        T fraction = T.Lookup(
            Vector512.Create(
                1.0, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916,
                1.189207115002721, 1.241857812073484, 1.2968395546510096, 1.3542555469368927),
            Vector512.Create(
                1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543,
                1.681792830507429, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474),
            shifted);
        return T.ScaleByPowerOfTwo(T.MultiplyAdd(fraction, expm1, fraction), n * T.Create(0.0625));
    }

    /// <summary>r = x - n log(2) / 16 with |r| ≤ log(2) / 32; the last bits of <paramref name="shifted"/> are those of n.</summary>
    [MethodImpl(Inlined)]
    private static T ReduceToSixteenth<T>(T x, out T shifted, out T n)
        where T : struct, ILane<T>
    {
        const double InvStep = 23.083120654223414;          // 16 / log 2
        const double StepHigh = 0.04332169878489367;        // log(2) / 16 in two parts, the high one of 36 bits
        const double StepLow = 1.0291218489310676e-13;
        shifted = T.MultiplyAdd(x, T.Create(InvStep), T.Create(ToInteger));
        n = shifted - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-StepHigh), x);
        return T.MultiplyAdd(n, T.Create(-StepLow), r);
    }

    /// <summary>eʳ - 1 = r + r² q(r) for |r| ≤ log(2) / 32; error of the polynomial 2^-56.</summary>
    [MethodImpl(Inlined)]
    private static T Expm1OfSixteenth<T>(T r)
        where T : struct, ILane<T>
    {
        T r2 = r * r;
        T high = Quadratic(r, r2, 0.04166666665968803, 0.008333471860722792, 0.0013889128698197997);
        T q = T.MultiplyAdd(high, r2, Linear(r, 0.5000000000000006, 0.1666666666442185));
        return T.MultiplyAdd(q, r2, r);
    }

    /// <summary>1 + r + r² q(r) for |r| ≤ log(2) / 2; relative error of the polynomial 2^-57.8.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfReduced<T>(T r)
        where T : struct, ILane<T>
    {
        T r2 = r * r;
        T r4 = r2 * r2;
        T low = Cubic(r, r2, 0.500000000000001, 0.1666666666666642, 0.04166666666653554, 0.008333333333493217);
        T middle = Cubic(r, r2, 0.0013888888942393549, 0.0001984126950646171, 2.4801494248620795e-05, 2.755758826791248e-06);
        T high = Linear(r, 2.7629873914699445e-07, 2.4999038616430368e-08);
        T q = T.MultiplyAdd(T.MultiplyAdd(high, r4, middle), r4, low);
        return T.MultiplyAdd(q, r2, r) + T.Create(1.0);
    }
}

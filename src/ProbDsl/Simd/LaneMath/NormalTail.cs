using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double RootTwo = 1.4142135623730951;

    private const double TailCentre = 5.96875;

    /// <summary>h(x) = exp(x²/2) (1 - Φ(x)), for x ≥ 0; the relative error measured is below 3 · 2⁻⁵³.</summary>
    [MethodImpl(Inlined)]
    internal static T ScaledNormalTail<T>(T x)
        where T : struct, ILane<T> => ScaledNormalTail(x, out T low) + low;

    /// <summary>h(x) in two parts, for x ≥ 0.</summary>
    [MethodImpl(Inlined)]
    private static T ScaledNormalTail<T>(T x, out T low)
        where T : struct, ILane<T>
    {
        T sum = TwoSumOfOrdered(T.Create(TailCentre), x, out T sumLow);     // exact in either order, as c has few bits
        return ScaledNormalTailOfSum(sum, sumLow, out low);
    }

    /// <summary>h(√2 x), for x ≥ 0; the relative error measured is below 3 · 2⁻⁵³.</summary>
    [MethodImpl(Inlined)]
    private static T ScaledNormalTailOfRootTwoTimes<T>(T x)
        where T : struct, ILane<T>
    {
        const double RootTwoLow = -9.667293313452913e-17;
        T root = T.Create(RootTwo);
        T product = x * root;
        T productLow = T.MultiplyAdd(x, T.Create(RootTwoLow), T.MultiplyAdd(x, root, -product));
        T sum = TwoSumOfOrdered(T.Create(TailCentre), product, out T sumLow);
        return ScaledNormalTailOfSum(sum, sumLow + productLow, out T low) + low;
    }

    /// <summary>h(x) for the sum of x and c = 191/32 in two parts.</summary>
    /// <remarks>
    /// (x + c) h(x) is a polynomial of degree 23 in u = (c - x) / (c + x) = 2c / (x + c) - 1, minimax over [0, ∞] with a relative error of
    /// 2^-56; c is chosen so that its constant is a double to 66 bits. What the rounding of the sum and of its inverse lost goes into
    /// u and into the result, and so does what the two last steps of the polynomial lose: the two first coefficients have few enough bits
    /// for the differences that show it to be exact.
    /// </remarks>
    [MethodImpl(Inlined)]
    private static T ScaledNormalTailOfSum<T>(T sum, T sumLow, out T low)
        where T : struct, ILane<T>
    {
        T minusOne = T.Create(-1.0);
        T inverse = T.Create(1.0) / sum;
        T excess = T.MultiplyAdd(inverse, sumLow, T.MultiplyAdd(inverse, sum, minusOne));       // of inverse · (x + c) over one
        T u = T.MultiplyAdd(T.Create(2.0 * TailCentre), inverse, minusOne);
        u = T.MultiplyAdd(minusOne - u, excess, u);
        T q = NormalTailPolynomial(u);

        T c1 = T.Create(0.7001166371801393);
        T c0 = T.Create(0.7771515406810234);
        T inner = T.MultiplyAdd(u, q, c1);
        T innerLow = T.MultiplyAdd(u, q, c1 - inner);
        T f = T.MultiplyAdd(u, inner, c0);
        T fLow = T.MultiplyAdd(u, innerLow, T.MultiplyAdd(u, inner, c0 - f));
        T h = f * inverse;
        low = T.MultiplyAdd(T.MultiplyAdd(-f, excess, fLow), inverse, T.MultiplyAdd(f, inverse, -h));
        return h;
    }

    /// <summary>The polynomial of <see cref="ScaledNormalTailOfSum"/> less its two first coefficients, over u².</summary>
    [MethodImpl(Inlined)]
    private static T NormalTailPolynomial<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T u8 = u4 * u4;
        T low = Septic(
            u, u2, u4,
            0.5670588515756579, 0.41116013839847915, 0.26494558314891176, 0.1499683957579882,
            0.07316268611333969, 0.029753591934364425, 0.009417452922260173, 0.0018979870277767666);
        T middle = Septic(
            u, u2, u4,
            -2.4950984604599383e-05, -0.0001829208586672328, -5.887507687273407e-05, 1.273678431542153e-06,
            6.838865929125779e-06, 1.5051363933229074e-06, -5.097794595365507e-07, -2.8405596113940143e-07);
        T high = T.MultiplyAdd(
            Linear(u, -2.0796846618938172e-10, 3.2587516194399486e-10),
            u4,
            Cubic(u, u2, 2.2110165721480136e-08, 3.987023803172377e-08, 8.323338240284608e-10, -4.595773854230612e-09));
        return T.MultiplyAdd(T.MultiplyAdd(high, u8, middle), u8, low);
    }

    /// <summary>exp(-x² scale), with what the rounding of x² lost, for a scale that is a power of two.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfMinusSquare<T>(T x, double scale)
        where T : struct, ILane<T>
    {
        T square = x * x;
        T lost = T.MultiplyAdd(x, x, -square);
        return ExpOfNonPositive(square * T.Create(-scale), lost * T.Create(-scale));
    }

    /// <summary>1 - Φ(x), for x ≥ 0, to within 4 ulp.</summary>
    [MethodImpl(Inlined)]
    private static T NormalTail<T>(T x)
        where T : struct, ILane<T>
    {
        T clamped = T.MinNative(T.Create(40.0), x);     // the tail is zero from 38.6
        return ExpOfMinusSquare(clamped, 0.5) * ScaledNormalTail(clamped);
    }
}

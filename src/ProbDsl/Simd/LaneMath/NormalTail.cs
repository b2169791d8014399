using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double RootTwo = 1.4142135623730951;

    /// <summary>h(x) = exp(x²/2) (1 - Φ(x)), for x ≥ 0.</summary>
    /// <remarks>
    /// (x + 6) h(x) is a polynomial of degree 23 in t = (x - 6) / (x + 6), minimax over [0, ∞]; its relative error is 2^-56.
    /// </remarks>
    [MethodImpl(Inlined)]
    private static T ScaledNormalTail<T>(T x)
        where T : struct, ILane<T>
    {
        T sum = x + T.Create(6.0);
        T half = x / sum;
        T t = (half + half) - T.Create(1.0);        // written so, its error vanishes towards x = 0
        T t2 = t * t;
        T t4 = t2 * t2;
        T t8 = t4 * t4;
        T low = Septic(
            t, t2, t4,
            -0.7010090295908659, 0.5689688918147843, -0.4139035857755594, 0.26797424584162044,
            -0.15268023206545983, 0.07517191566972911, -0.030985315493604584, 0.010029820632385384);
        T middle = Septic(
            t, t2, t4,
            -0.002131605323237558, 3.287006313475445e-05, 0.0001813609753957281, -6.47521177748856e-05,
            1.073849542461573e-06, 6.79644598884686e-06, -1.7962233841095804e-06, -4.2919882319859526e-07);
        T high = T.MultiplyAdd(
            Quadratic(t, t2, 4.403208833697601e-09, -3.7978243067574755e-10, -2.9348644667191195e-10),
            t4,
            Cubic(t, t2, 3.061345235523229e-07, 6.604164120821378e-09, -4.0396356446475435e-08, 2.9319277595396444e-09));
        T rest = T.MultiplyAdd(T.MultiplyAdd(high, t8, middle), t8, low);
        return T.MultiplyAdd(rest, t, T.Create(0.7773517718933622)) / sum;
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

    /// <summary>1 - Φ(x), for x ≥ 0, to within 5 ulp.</summary>
    [MethodImpl(Inlined)]
    private static T NormalTail<T>(T x)
        where T : struct, ILane<T>
    {
        T clamped = T.MinNative(T.Create(40.0), x);     // the tail is zero from 38.6
        return ExpOfMinusSquare(clamped, 0.5) * ScaledNormalTail(clamped);
    }
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(1 + eˣ), the softplus function, to within 2 ulp.</summary>
    /// <remarks>max(x, 0) + log(1 + e) with e = exp(-|x|). -∞ gives 0, ∞ gives ∞.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Log1pExp<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0f)));
        return T.MaxNative(T.Zero, x) + Log1pOfUnitInterval(e);
    }

    /// <summary>log(1 + eˣ) to within 2 ulp and its derivative 1 / (1 + e⁻ˣ) to within 3 ulp, with one exponential.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="logistic">Receives the logistic function of <paramref name="x"/>.</param>
    [MethodImpl(Inlined)]
    public static T Log1pExpAndLogistic<T>(T x, out T logistic)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0f)));
        logistic = T.Select(T.LessThan(x, T.Zero), e, one) / (one + e);
        return T.MaxNative(T.Zero, x) + Log1pOfUnitInterval(e);
    }

    /// <summary>log(1 + e) = e + e² q(e) for e in [0, 1]; relative error of the polynomial 2^-27.5.</summary>
    [MethodImpl(Inlined)]
    private static T Log1pOfUnitInterval<T>(T e)
        where T : struct, IFloatLane<T>
    {
        T high = Quadratic(e, -0.0576643907f, 0.0202045534f, -0.00331846508f);
        T middle = Cubic(e, 0.196953997f, -0.153553948f, 0.106805511f, high);
        T q = Cubic(e, -0.499999315f, 0.33330512f, -0.249585882f, middle);
        return T.MultiplyAdd(q, e * e, e);
    }
}

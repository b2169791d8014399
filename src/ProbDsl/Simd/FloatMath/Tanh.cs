using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>tanh(x) to within 6 ulp, 4 ulp for |x| &lt; 1/2, never beyond ±1.</summary>
    /// <remarks>
    /// x P(x²) / Q(x²), a minimax quotient of relative error 2^-25, its coefficients adjusted to single precision, for |x| ≤ 9.02, beyond
    /// which the result is ±1. The two polynomials round a few times each; an exponential would round less but takes half as long again.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Tanh<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T clamped = T.MaxNative(T.Create(-9.02f), T.MinNative(T.Create(9.02f), x));
        T z = clamped * clamped;
        T p = Cubic(z, 1f, 0.133797318f, 0.00349405129f, T.MultiplyAdd(T.Create(1.33193723e-8f), z, T.Create(2.05837205e-5f)));
        T q = Cubic(z, 1f, 0.467130482f, 0.0258711372f, T.MultiplyAdd(T.Create(7.7621462e-7f), z, T.Create(0.000328311871f)));
        return T.MaxNative(-one, T.MinNative(one, clamped * p / q));
    }
}

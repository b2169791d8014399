using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>erf(x), the error function, to within 7 ulp, 4 ulp for |x| &lt; 1/2, never beyond ±1.</summary>
    /// <remarks>
    /// x P(x²) / Q(x²), a minimax quotient of relative error 2^-25.6 for |x| ≤ 3.93, beyond which the result is ±1. NIST DLMF 7.2.1.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Erf<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T clamped = T.MaxNative(T.Create(-3.93f), T.MinNative(T.Create(3.93f), x));
        T z = clamped * clamped;
        T p = Quadratic(z, 0.00377944857f, 0.000284804555f, 2.04199455e-6f);
        p = Cubic(z, 1.12837911f, 0.190780148f, 0.0527897961f, p);
        T q = Quadratic(z, 0.0149971182f, 0.00116517278f, 3.80041056e-5f);
        q = Cubic(z, 1f, 0.502407193f, 0.114255995f, q);
        return T.MaxNative(-one, T.MinNative(one, clamped * p / q));
    }
}

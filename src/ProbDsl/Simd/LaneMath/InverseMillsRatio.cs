using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double InverseRootTwoPi = 0.3989422804014327;

    /// <summary>Up to here exponents of φ(x) / Φ(x) keep enough digits.</summary>
    private const double LargestMillsExponent = 40.0;

    /// <summary>φ(x) / Φ(x), the derivative of log Φ, given the value of log Φ(x); to a relative error of 1e-12.</summary>
    /// <remarks>
    /// exp(log φ(x) - log Φ(x)); for |x| above 40, where the exponents cancel, 1 / (√(2π) exp(x²/2) Φ(x)) below zero and 0 above.
    /// NIST DLMF 7.8 has Mills' ratio. -∞ gives ∞, ∞ gives 0.
    /// </remarks>
    /// <param name="x">Any real.</param>
    /// <param name="logPhi">log Φ(x).</param>
    [MethodImpl(Called)]
    public static T InverseMillsRatio<T>(T x, T logPhi)
        where T : struct, ILane<T>
    {
        T result = Exp(T.MultiplyAdd(T.Create(-0.5) * x, x, T.Create(-HalfLogTwoPi)) - logPhi);
        T isFar = T.LessThan(T.Create(LargestMillsExponent), T.Abs(x));
        return T.Any(isFar) ? T.Select(isFar, FarInverseMillsRatio(x), result) : result;
    }

    /// <summary>φ(x) / Φ(x) for x below zero; 0 above.</summary>
    [MethodImpl(Called)]
    private static T FarInverseMillsRatio<T>(T x)
        where T : struct, ILane<T>
    {
        T far = T.MinNative(T.Create(1e300), T.Abs(x));
        T ratio = T.Create(InverseRootTwoPi) / ScaledNormalTail(far);
        T infinity = T.Create(double.PositiveInfinity);
        ratio = T.Select(T.Equal(x, -infinity), infinity, ratio);
        return T.Select(T.LessThan(T.Zero, x), T.Zero, ratio);
    }
}

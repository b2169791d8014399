using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>tanh(x) to within 3 ulp.</summary>
    /// <remarks>sign(x) · -t / (t + 2) with t = exp(-2|x|) - 1. ±∞ gives ±1.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Tanh<T>(T x)
        where T : struct, ILane<T>
    {
        T t = Expm1(T.Abs(x) * T.Create(-2.0));
        T magnitude = -t / (t + T.Create(2.0));
        return T.Or(magnitude, T.And(x, T.Create(-0.0)));
    }
}

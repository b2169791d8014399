using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(1 + eˣ), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Log1pExp{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Log1pExp<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<Log1pExpInDouble>(x);

    /// <summary>log(1 + eˣ) and its derivative 1 / (1 + e⁻ˣ).</summary>
    /// <param name="x">Any real.</param>
    /// <param name="logistic">Receives the logistic function of <paramref name="x"/>.</param>
    [MethodImpl(Called)]
    public static T Log1pExpAndLogistic<T>(T x, out T logistic)
        where T : struct, IFloatLane<T>
    {
        logistic = Logistic(x);
        return Log1pExp(x);
    }

    private readonly struct Log1pExpInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Log1pExp(x);
    }
}

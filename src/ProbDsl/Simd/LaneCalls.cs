using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>The functions of <see cref="LaneMath"/> that are inlined there, as calls.</summary>
/// <remarks>
/// The JIT stops inlining once a method has spent its budget, and then even lane additions become calls. Generated code
/// therefore inlines one such function in a loop over rows, and calls the others here at about 2 ns each.
/// </remarks>
public static class LaneCalls
{
    private const MethodImplOptions Called = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <inheritdoc cref="LaneMath.Exp{T}(T)"/>
    [MethodImpl(Called)]
    public static T Exp<T>(T x)
        where T : struct, ILane<T> => LaneMath.Exp(x);

    /// <inheritdoc cref="LaneMath.Log{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log<T>(T x)
        where T : struct, ILane<T> => LaneMath.Log(x);

    /// <inheritdoc cref="LaneMath.Log1p{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log1p<T>(T x)
        where T : struct, ILane<T> => LaneMath.Log1p(x);

    /// <inheritdoc cref="LaneMath.Expm1{T}(T)"/>
    [MethodImpl(Called)]
    public static T Expm1<T>(T x)
        where T : struct, ILane<T> => LaneMath.Expm1(x);

    /// <inheritdoc cref="LaneMath.Log1pExp{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log1pExp<T>(T x)
        where T : struct, ILane<T> => LaneMath.Log1pExp(x);

    /// <inheritdoc cref="LaneMath.Logistic{T}(T)"/>
    [MethodImpl(Called)]
    public static T Logistic<T>(T x)
        where T : struct, ILane<T> => LaneMath.Logistic(x);

    /// <inheritdoc cref="LaneMath.Logit{T}(T)"/>
    [MethodImpl(Called)]
    public static T Logit<T>(T x)
        where T : struct, ILane<T> => LaneMath.Logit(x);

    /// <inheritdoc cref="LaneMath.Tanh{T}(T)"/>
    [MethodImpl(Called)]
    public static T Tanh<T>(T x)
        where T : struct, ILane<T> => LaneMath.Tanh(x);

    /// <inheritdoc cref="LaneMath.Atan{T}(T)"/>
    [MethodImpl(Called)]
    public static T Atan<T>(T x)
        where T : struct, ILane<T> => LaneMath.Atan(x);

    /// <inheritdoc cref="LaneMath.LogSumExp2{T}(T, T)"/>
    [MethodImpl(Called)]
    public static T LogSumExp2<T>(T a, T b)
        where T : struct, ILane<T> => LaneMath.LogSumExp2(a, b);

    /// <inheritdoc cref="LaneMath.XLogY{T}(T, T)"/>
    [MethodImpl(Called)]
    public static T XLogY<T>(T x, T y)
        where T : struct, ILane<T> => LaneMath.XLogY(x, y);

    /// <inheritdoc cref="LaneMath.XLog1pY{T}(T, T)"/>
    [MethodImpl(Called)]
    public static T XLog1pY<T>(T x, T y)
        where T : struct, ILane<T> => LaneMath.XLog1pY(x, y);

    /// <inheritdoc cref="LaneMath.LogSumExp2{T}(T, T, out T)"/>
    [MethodImpl(Called)]
    public static T LogSumExp2<T>(T a, T b, out T weight)
        where T : struct, ILane<T> => LaneMath.LogSumExp2(a, b, out weight);

    /// <inheritdoc cref="LaneMath.Log1pExpAndLogistic{T}(T, out T)"/>
    [MethodImpl(Called)]
    public static T Log1pExpAndLogistic<T>(T x, out T logistic)
        where T : struct, ILane<T> => LaneMath.Log1pExpAndLogistic(x, out logistic);

    /// <inheritdoc cref="LaneMath.Log1pSquare{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log1pSquare<T>(T x)
        where T : struct, ILane<T> => LaneMath.Log1pSquare(x);

    /// <inheritdoc cref="LaneMath.ShiftedLogRatio{T}(T, T, T)"/>
    [MethodImpl(Called)]
    public static T ShiftedLogRatio<T>(T a, T b, T c)
        where T : struct, ILane<T> => LaneMath.ShiftedLogRatio(a, b, c);

    /// <inheritdoc cref="LaneMath.BinomialLogitsAndLogistic{T}(T, T, T, out T)"/>
    [MethodImpl(Called)]
    public static T BinomialLogitsAndLogistic<T>(T successes, T trials, T logits, out T logistic)
        where T : struct, ILane<T> => LaneMath.BinomialLogitsAndLogistic(successes, trials, logits, out logistic);

    /// <inheritdoc cref="LaneMath.Log1pSquareAndSlope{T}(T, out T)"/>
    [MethodImpl(Called)]
    public static T Log1pSquareAndSlope<T>(T x, out T slope)
        where T : struct, ILane<T> => LaneMath.Log1pSquareAndSlope(x, out slope);
}

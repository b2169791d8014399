using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>The functions of <see cref="FloatMath"/> that are inlined there, as calls.</summary>
/// <remarks>
/// The JIT stops inlining once a method has spent its budget, and then even lane additions become calls. Generated code
/// therefore inlines one such function in a loop over rows, and calls the others here at about 2 ns each.
/// </remarks>
public static class FloatCalls
{
    private const MethodImplOptions Called = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <inheritdoc cref="FloatMath.Exp{T}(T)"/>
    [MethodImpl(Called)]
    public static T Exp<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Exp(x);

    /// <inheritdoc cref="FloatMath.Log{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Log(x);

    /// <inheritdoc cref="FloatMath.Log1p{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log1p<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Log1p(x);

    /// <inheritdoc cref="FloatMath.Expm1{T}(T)"/>
    [MethodImpl(Called)]
    public static T Expm1<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Expm1(x);

    /// <inheritdoc cref="FloatMath.Log1pExp{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log1pExp<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Log1pExp(x);

    /// <inheritdoc cref="FloatMath.Logistic{T}(T)"/>
    [MethodImpl(Called)]
    public static T Logistic<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Logistic(x);

    /// <inheritdoc cref="FloatMath.Logit{T}(T)"/>
    [MethodImpl(Called)]
    public static T Logit<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Logit(x);

    /// <inheritdoc cref="FloatMath.Tanh{T}(T)"/>
    [MethodImpl(Called)]
    public static T Tanh<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Tanh(x);

    /// <inheritdoc cref="FloatMath.Atan{T}(T)"/>
    [MethodImpl(Called)]
    public static T Atan<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Atan(x);

    /// <inheritdoc cref="FloatMath.LogSumExp2{T}(T, T)"/>
    [MethodImpl(Called)]
    public static T LogSumExp2<T>(T a, T b)
        where T : struct, IFloatLane<T> => FloatMath.LogSumExp2(a, b);

    /// <inheritdoc cref="FloatMath.XLogY{T}(T, T)"/>
    [MethodImpl(Called)]
    public static T XLogY<T>(T x, T y)
        where T : struct, IFloatLane<T> => FloatMath.XLogY(x, y);

    /// <inheritdoc cref="FloatMath.XLog1pY{T}(T, T)"/>
    [MethodImpl(Called)]
    public static T XLog1pY<T>(T x, T y)
        where T : struct, IFloatLane<T> => FloatMath.XLog1pY(x, y);

    /// <inheritdoc cref="FloatMath.LogSumExp2{T}(T, T, out T)"/>
    [MethodImpl(Called)]
    public static T LogSumExp2<T>(T a, T b, out T weight)
        where T : struct, IFloatLane<T> => FloatMath.LogSumExp2(a, b, out weight);

    /// <inheritdoc cref="FloatMath.Log1pExpAndLogistic{T}(T, out T)"/>
    [MethodImpl(Called)]
    public static T Log1pExpAndLogistic<T>(T x, out T logistic)
        where T : struct, IFloatLane<T> => FloatMath.Log1pExpAndLogistic(x, out logistic);

    /// <inheritdoc cref="FloatMath.Log1pSquare{T}(T)"/>
    [MethodImpl(Called)]
    public static T Log1pSquare<T>(T x)
        where T : struct, IFloatLane<T> => FloatMath.Log1pSquare(x);

    /// <inheritdoc cref="FloatMath.ShiftedLogRatio{T}(T, T, T)"/>
    [MethodImpl(Called)]
    public static T ShiftedLogRatio<T>(T a, T b, T c)
        where T : struct, IFloatLane<T> => FloatMath.ShiftedLogRatio(a, b, c);
}

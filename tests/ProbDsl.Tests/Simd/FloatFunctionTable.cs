using ProbDsl.Simd;

namespace ProbDsl.Tests.Simd;

/// <summary>The functions over lanes of floats with their error bounds, which are those of their documentation.</summary>
internal static class FloatFunctionTable
{
    private static readonly Func<double, double> AtLeastOne = result => Math.Max(1.0, Math.Abs(result));

    public static IReadOnlyList<FloatFunction> Rows { get; } =
    [
        FloatFunction.Of(
            "Exp", 1.5, FloatMath.Exp, FloatMath.Exp, FloatMath.Exp, FloatMath.Exp, LaneMath.Exp,
            [(-87.3f, 88.7f), (-1f, 1f), (1e-30f, 1e-3f), (-103f, -87f)]),
        FloatFunction.Of(
            "Log", 1, FloatMath.Log, FloatMath.Log, FloatMath.Log, FloatMath.Log, LaneMath.Log,
            [(1e-45f, 3e38f), (0.5f, 2f), (0.999f, 1.001f)]),
        FloatFunction.Of(
            "Log1p", 1.5, FloatMath.Log1p, FloatMath.Log1p, FloatMath.Log1p, FloatMath.Log1p, LaneMath.Log1p,
            [(-0.9999999f, 1f), (1e-37f, 3e38f), (-1e-37f, -0.9f), (-0.1f, 0.1f)]),
        FloatFunction.Of(
            "Expm1", 2, FloatMath.Expm1, FloatMath.Expm1, FloatMath.Expm1, FloatMath.Expm1, LaneMath.Expm1,
            [(-20f, 88.7f), (-0.5f, 0.5f), (1e-37f, 1f), (-1f, -1e-37f)]),
        FloatFunction.Of(
            "Tanh", 6, FloatMath.Tanh, FloatMath.Tanh, FloatMath.Tanh, FloatMath.Tanh, LaneMath.Tanh,
            [(-12f, 12f), (-1f, 1f), (1e-37f, 1f), (7f, 9.5f)]),
        FloatFunction.Of(
            "Logistic", 3, FloatMath.Logistic, FloatMath.Logistic, FloatMath.Logistic, FloatMath.Logistic, LaneMath.Logistic,
            [(-87f, 20f), (-3f, 3f), (-1e-3f, 1e-3f)]),
        FloatFunction.Of(
            "Log1pExp", 2, FloatMath.Log1pExp, FloatMath.Log1pExp, FloatMath.Log1pExp, FloatMath.Log1pExp, LaneMath.Log1pExp,
            [(-87f, 87f), (-3f, 3f), (-1e-3f, 1e-3f)]),
        FloatFunction.Of(
            "Logit", 4, FloatMath.Logit, FloatMath.Logit, FloatMath.Logit, FloatMath.Logit, LaneMath.Logit,
            [(1e-37f, 0.5f), (0.001f, 0.9999999f), (0.49f, 0.51f)]),
        FloatFunction.Of(
            "Erf", 7, FloatMath.Erf, FloatMath.Erf, FloatMath.Erf, FloatMath.Erf, LaneMath.Erf,
            [(-5f, 5f), (1e-37f, 1f), (3f, 4.5f)]),
        FloatFunction.Of(
            "Erfc", 0.51, FloatMath.Erfc, FloatMath.Erfc, FloatMath.Erfc, FloatMath.Erfc, LaneMath.Erfc,
            [(-4f, 9f), (1e-37f, 1f)]),
        FloatFunction.Of(
            "Phi", 5, FloatMath.Phi, FloatMath.Phi, FloatMath.Phi, FloatMath.Phi, LaneMath.Phi,
            [(-13f, 6f), (-1f, 1f), (1e-30f, 1e-2f)]),
        FloatFunction.Of(
            "LogPhi", 0.51, FloatMath.LogPhi, FloatMath.LogPhi, FloatMath.LogPhi, FloatMath.LogPhi, LaneMath.LogPhi,
            [(-100f, 5f), (-1f, 1f), (-1e30f, -1f)]),
        FloatFunction.Of(
            "InversePhi", 0.51, FloatMath.InversePhi, FloatMath.InversePhi, FloatMath.InversePhi, FloatMath.InversePhi, LaneMath.InversePhi,
            [(1e-37f, 0.5f), (0.001f, 0.999f)]),
        FloatFunction.Of(
            "Sin", 2, FloatMath.Sin, FloatMath.Sin, FloatMath.Sin, FloatMath.Sin, LaneMath.Sin,
            [(-10f, 10f), (1e-37f, 1f), (10f, 3e4f), (3e4f, 1e30f)]),
        FloatFunction.Of(
            "Cos", 2, FloatMath.Cos, FloatMath.Cos, FloatMath.Cos, FloatMath.Cos, LaneMath.Cos,
            [(-10f, 10f), (1e-37f, 1f), (10f, 3e4f), (3e4f, 1e30f)]),
        FloatFunction.Of(
            "Atan", 3, FloatMath.Atan, FloatMath.Atan, FloatMath.Atan, FloatMath.Atan, LaneMath.Atan,
            [(-10f, 10f), (1e-37f, 1f), (1f, 1e30f)]),
        FloatFunction.Of(
            "Square", 0.51, FloatMath.Square, FloatMath.Square, FloatMath.Square, FloatMath.Square, LaneMath.Square,
            [(-10f, 10f), (1e-17f, 1e18f)]),
        FloatFunction.Of(
            "LogGamma", 0.51, FloatMath.LogGamma, FloatMath.LogGamma, FloatMath.LogGamma, FloatMath.LogGamma, LaneMath.LogGamma,
            [(1e-30f, 1e30f), (0.5f, 3f), (-5f, -0.1f)]),
        FloatFunction.Of(
            "Digamma", 0.51, FloatMath.Digamma, FloatMath.Digamma, FloatMath.Digamma, FloatMath.Digamma, LaneMath.Digamma,
            [(1e-30f, 1e30f), (0.5f, 3f), (-5f, -0.1f)]),
        FloatFunction.Of(
            "Trigamma", 0.51, FloatMath.Trigamma, FloatMath.Trigamma, FloatMath.Trigamma, FloatMath.Trigamma, LaneMath.Trigamma,
            [(1e-15f, 1e30f), (0.5f, 3f), (-5f, -0.1f)]),
        FloatFunction.Of(
            "Tanh", 4, FloatMath.Tanh, FloatMath.Tanh, FloatMath.Tanh, FloatMath.Tanh, LaneMath.Tanh,
            [(-0.5f, 0.5f), (1e-37f, 0.5f)]),
        FloatFunction.Of(
            "Erf", 4, FloatMath.Erf, FloatMath.Erf, FloatMath.Erf, FloatMath.Erf, LaneMath.Erf,
            [(-0.5f, 0.5f), (1e-37f, 0.5f)]),
        FloatFunction.Of2(
            "Pow", 0.51, FloatMath.Pow, FloatMath.Pow, FloatMath.Pow, FloatMath.Pow, LaneMath.Pow,
            [(1e-3f, 1e3f), (0.9f, 1.1f)], [(-10f, 10f), (-500f, 500f)]),
        FloatFunction.Of2(
            "LogBeta", 0.51, FloatMath.LogBeta, FloatMath.LogBeta, FloatMath.LogBeta, FloatMath.LogBeta, LaneMath.LogBeta,
            [(0.01f, 100f)], [(0.01f, 100f)]),
        FloatFunction.Of2(
            "LogChoose", 0.51, FloatMath.LogChoose, FloatMath.LogChoose, FloatMath.LogChoose, FloatMath.LogChoose, LaneMath.LogChoose,
            [(50f, 100f)], [(0.01f, 50f)]),
        FloatFunction.Of2(
            "LogSumExp2", 2, FloatMath.LogSumExp2, FloatMath.LogSumExp2, FloatMath.LogSumExp2, FloatMath.LogSumExp2, LaneMath.LogSumExp2,
            [(-10f, 10f), (-80f, 80f), (-1e-3f, 1e-3f)], [(-10f, 10f)], AtLeastOne),
        FloatFunction.Of2(
            "XLogY", 2, FloatMath.XLogY, FloatMath.XLogY, FloatMath.XLogY, FloatMath.XLogY, LaneMath.XLogY,
            [(-10f, 10f)], [(1e-30f, 1e30f)]),
        FloatFunction.Of2(
            "XLog1pY", 2, FloatMath.XLog1pY, FloatMath.XLog1pY, FloatMath.XLog1pY, FloatMath.XLog1pY, LaneMath.XLog1pY,
            [(-10f, 10f)], [(-0.9999f, 2f)]),
        FloatFunction.Of("Fused log1pExp", 2, Fused, Fused, Fused, Fused, LaneMath.Log1pExp, [(-87f, 87f), (-3f, 3f), (-1e-3f, 1e-3f)]),
        FloatFunction.Of("Fused logistic", 3, FusedDerivative, FusedDerivative, FusedDerivative, FusedDerivative, LaneMath.Logistic, [(-87f, 87f), (-3f, 3f), (-1e-3f, 1e-3f)]),
        FloatFunction.Of2("Share", 3, Share, Share, Share, Share, DoubleShare, [(-10f, 10f)], [(-10f, 10f)], AtLeastOne),
        FloatFunction.Of("Called Exp", 1.5, FloatCalls.Exp, FloatCalls.Exp, FloatCalls.Exp, FloatCalls.Exp, LaneMath.Exp, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Log", 1, FloatCalls.Log, FloatCalls.Log, FloatCalls.Log, FloatCalls.Log, LaneMath.Log, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Log1p", 1.5, FloatCalls.Log1p, FloatCalls.Log1p, FloatCalls.Log1p, FloatCalls.Log1p, LaneMath.Log1p, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Expm1", 2, FloatCalls.Expm1, FloatCalls.Expm1, FloatCalls.Expm1, FloatCalls.Expm1, LaneMath.Expm1, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Tanh", 6, FloatCalls.Tanh, FloatCalls.Tanh, FloatCalls.Tanh, FloatCalls.Tanh, LaneMath.Tanh, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Logistic", 3, FloatCalls.Logistic, FloatCalls.Logistic, FloatCalls.Logistic, FloatCalls.Logistic, LaneMath.Logistic, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Log1pExp", 2, FloatCalls.Log1pExp, FloatCalls.Log1pExp, FloatCalls.Log1pExp, FloatCalls.Log1pExp, LaneMath.Log1pExp, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Logit", 4, FloatCalls.Logit, FloatCalls.Logit, FloatCalls.Logit, FloatCalls.Logit, LaneMath.Logit, [(0.1f, 0.9f)]),
        FloatFunction.Of("Called Atan", 3, FloatCalls.Atan, FloatCalls.Atan, FloatCalls.Atan, FloatCalls.Atan, LaneMath.Atan, [(0.1f, 0.9f)]),
    ];

    private static T Fused<T>(T x)
        where T : struct, IFloatLane<T> =>
        FloatMath.Log1pExpAndLogistic(x, out _);

    private static T FusedDerivative<T>(T x)
        where T : struct, IFloatLane<T>
    {
        FloatMath.Log1pExpAndLogistic(x, out T logistic);
        return logistic;
    }

    private static T Share<T>(T x, T y)
        where T : struct, IFloatLane<T>
    {
        FloatMath.LogSumExp2(x, y, out T weight);
        return weight;
    }

    private static Lane1 DoubleShare(Lane1 x, Lane1 y)
    {
        LaneMath.LogSumExp2(x, y, out Lane1 weight);
        return weight;
    }
}

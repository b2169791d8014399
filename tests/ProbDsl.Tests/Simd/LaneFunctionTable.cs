using ProbDsl.Simd;

namespace ProbDsl.Tests.Simd;

/// <summary>The lane functions with their error bounds, which are those of their documentation.</summary>
internal static class LaneFunctionTable
{
    private static readonly Func<double, double, double> AtLeastOne = (_, result) => Math.Max(1.0, Math.Abs(result));

    public static IReadOnlyList<LaneFunction> Rows { get; } =
    [
        LaneFunction.Of("Exp", 1.5, LaneMath.Exp, LaneMath.Exp, LaneMath.Exp, LaneMath.Exp, LaneMath.Exp),
        LaneFunction.Of("Log", 1, LaneMath.Log, LaneMath.Log, LaneMath.Log, LaneMath.Log, LaneMath.Log),
        LaneFunction.Of("Log1p", 1, LaneMath.Log1p, LaneMath.Log1p, LaneMath.Log1p, LaneMath.Log1p, LaneMath.Log1p),
        LaneFunction.Of("Expm1", 2, LaneMath.Expm1, LaneMath.Expm1, LaneMath.Expm1, LaneMath.Expm1, LaneMath.Expm1),
        LaneFunction.Of("Log1pExp", 3, LaneMath.Log1pExp, LaneMath.Log1pExp, LaneMath.Log1pExp, LaneMath.Log1pExp, LaneMath.Log1pExp),
        LaneFunction.Of("Logistic", 3, LaneMath.Logistic, LaneMath.Logistic, LaneMath.Logistic, LaneMath.Logistic, LaneMath.Logistic),
        LaneFunction.Of("Logit", 4, LaneMath.Logit, LaneMath.Logit, LaneMath.Logit, LaneMath.Logit, LaneMath.Logit),
        LaneFunction.Of("Tanh", 3, LaneMath.Tanh, LaneMath.Tanh, LaneMath.Tanh, LaneMath.Tanh, LaneMath.Tanh),
        LaneFunction.Of("Sin", 2, LaneMath.Sin, LaneMath.Sin, LaneMath.Sin, LaneMath.Sin, LaneMath.Sin),
        LaneFunction.Of("Cos", 2, LaneMath.Cos, LaneMath.Cos, LaneMath.Cos, LaneMath.Cos, LaneMath.Cos),
        LaneFunction.Of("Atan", 2, LaneMath.Atan, LaneMath.Atan, LaneMath.Atan, LaneMath.Atan, LaneMath.Atan),
        LaneFunction.Of("LogGamma", 4, LaneMath.LogGamma, LaneMath.LogGamma, LaneMath.LogGamma, LaneMath.LogGamma, LaneMath.LogGamma),
        LaneFunction.Of("Digamma", 4, LaneMath.Digamma, LaneMath.Digamma, LaneMath.Digamma, LaneMath.Digamma, LaneMath.Digamma),
        LaneFunction.Of("Trigamma", 4, LaneMath.Trigamma, LaneMath.Trigamma, LaneMath.Trigamma, LaneMath.Trigamma, LaneMath.Trigamma),
        LaneFunction.Of("Erf", 4, LaneMath.Erf, LaneMath.Erf, LaneMath.Erf, LaneMath.Erf, LaneMath.Erf),
        LaneFunction.Of("Erfc", 4, LaneMath.Erfc, LaneMath.Erfc, LaneMath.Erfc, LaneMath.Erfc, LaneMath.Erfc),
        LaneFunction.Of("Phi", 4, LaneMath.Phi, LaneMath.Phi, LaneMath.Phi, LaneMath.Phi, LaneMath.Phi),
        LaneFunction.Of("LogPhi", 4, LaneMath.LogPhi, LaneMath.LogPhi, LaneMath.LogPhi, LaneMath.LogPhi, LaneMath.LogPhi),
        LaneFunction.Of("InversePhi", 4, LaneMath.InversePhi, LaneMath.InversePhi, LaneMath.InversePhi, LaneMath.InversePhi, LaneMath.InversePhi),
        LaneFunction.Of(
            "LogGammaNegative", 4, LaneMath.LogGamma, LaneMath.LogGamma, LaneMath.LogGamma, LaneMath.LogGamma, LaneMath.LogGamma,
            (x, result) => Math.Max(Math.Max(1.0, Math.Abs(result)), Math.Abs(Functions.LogGamma(-x)))),
        LaneFunction.Of(
            "DigammaNegative", 4, LaneMath.Digamma, LaneMath.Digamma, LaneMath.Digamma, LaneMath.Digamma, LaneMath.Digamma,
            (x, result) => Math.Max(Math.Log(2 - x), Math.Abs(result))),
        LaneFunction.Of(
            "TrigammaNegative", 4, LaneMath.Trigamma, LaneMath.Trigamma, LaneMath.Trigamma, LaneMath.Trigamma, LaneMath.Trigamma),
        LaneFunction.Of2("Pow", 2, LaneMath.Pow, LaneMath.Pow, LaneMath.Pow, LaneMath.Pow, LaneMath.Pow),
        LaneFunction.Of2("LogBeta", 4, LaneMath.LogBeta, LaneMath.LogBeta, LaneMath.LogBeta, LaneMath.LogBeta, LaneMath.LogBeta, AtLeastOne),
        LaneFunction.Of2("LogChoose", 4, LaneMath.LogChoose, LaneMath.LogChoose, LaneMath.LogChoose, LaneMath.LogChoose, LaneMath.LogChoose),
        LaneFunction.Of2("LogChooseReal", 4, LaneMath.LogChoose, LaneMath.LogChoose, LaneMath.LogChoose, LaneMath.LogChoose, LaneMath.LogChoose, AtLeastOne),
        LaneFunction.Of2("LogSumExp2", 2, LaneMath.LogSumExp2, LaneMath.LogSumExp2, LaneMath.LogSumExp2, LaneMath.LogSumExp2, LaneMath.LogSumExp2, AtLeastOne),
        LaneFunction.Of2("XLogY", 2, LaneMath.XLogY, LaneMath.XLogY, LaneMath.XLogY, LaneMath.XLogY, LaneMath.XLogY),
        LaneFunction.Of2("XLog1pY", 2, LaneMath.XLog1pY, LaneMath.XLog1pY, LaneMath.XLog1pY, LaneMath.XLog1pY, LaneMath.XLog1pY),
        LaneFunction.Of("Log1pExp", 4, Log1pExpAndLogistic_Value, Log1pExpAndLogistic_Value, Log1pExpAndLogistic_Value, Log1pExpAndLogistic_Value, Log1pExpAndLogistic_Value),
        LaneFunction.Of("Logistic", 4, Log1pExpAndLogistic_Logistic, Log1pExpAndLogistic_Logistic, Log1pExpAndLogistic_Logistic, Log1pExpAndLogistic_Logistic, Log1pExpAndLogistic_Logistic),
        LaneFunction.Of("Square", 1, LaneMath.Square, LaneMath.Square, LaneMath.Square, LaneMath.Square, LaneMath.Square),
        LaneFunction.Of2("XTimesY", 1, LaneMath.XTimesY, LaneMath.XTimesY, LaneMath.XTimesY, LaneMath.XTimesY, LaneMath.XTimesY),
        LaneFunction.Of("Log1pSquare", 4, LaneMath.Log1pSquare, LaneMath.Log1pSquare, LaneMath.Log1pSquare, LaneMath.Log1pSquare, LaneMath.Log1pSquare),
        LaneFunction.Of("Log1pSquareSlope", 4, LaneMath.Log1pSquareSlope, LaneMath.Log1pSquareSlope, LaneMath.Log1pSquareSlope, LaneMath.Log1pSquareSlope, LaneMath.Log1pSquareSlope),
        LaneFunction.Of("LogGammaExcess", 16, LaneMath.LogGammaExcess, LaneMath.LogGammaExcess, LaneMath.LogGammaExcess, LaneMath.LogGammaExcess, LaneMath.LogGammaExcess, AtLeastOne),
        // Relative errors: 1e-14, 1e-12, 1e-13 are so many units in the last place.
        LaneFunction.Of("DigammaExcess", 45, LaneMath.DigammaExcess, LaneMath.DigammaExcess, LaneMath.DigammaExcess, LaneMath.DigammaExcess, LaneMath.DigammaExcess),
        LaneFunction.Of("InverseMillsRatio", 4500, InverseMillsRatio_OfItsLogPhi, InverseMillsRatio_OfItsLogPhi, InverseMillsRatio_OfItsLogPhi, InverseMillsRatio_OfItsLogPhi, InverseMillsRatio_OfItsLogPhi),
        LaneFunction.Of2("LogPhiDifference", 450, LaneMath.LogPhiDifference, LaneMath.LogPhiDifference, LaneMath.LogPhiDifference, LaneMath.LogPhiDifference, LaneMath.LogPhiDifference),
        LaneFunction.Of2("LogPhiDifferenceSlope", 4500, LogPhiDifferenceSlope_OfItsDifference, LogPhiDifferenceSlope_OfItsDifference, LogPhiDifferenceSlope_OfItsDifference, LogPhiDifferenceSlope_OfItsDifference, LogPhiDifferenceSlope_OfItsDifference),
        // An absolute error of 4e-15 + 1e-15 / a below a = 64, a relative one of 1e-15 from there on.
        LaneFunction.Of2("DigammaDelta", 18, LaneMath.DigammaDelta, LaneMath.DigammaDelta, LaneMath.DigammaDelta, LaneMath.DigammaDelta, LaneMath.DigammaDelta, (a, _) => 1 + (0.25 / a)),
        LaneFunction.Of2("DigammaDeltaLarge", 9, LaneMath.DigammaDelta, LaneMath.DigammaDelta, LaneMath.DigammaDelta, LaneMath.DigammaDelta, LaneMath.DigammaDelta),
        LaneFunction.Of2("DigammaDelta", 18, DigammaDeltas_First, DigammaDeltas_First, DigammaDeltas_First, DigammaDeltas_First, DigammaDeltas_First, (a, _) => 1 + (0.25 / a)),
        LaneFunction.Of2("LogRisingFactorial", 16, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, (a, result) => Math.Max(Math.Max(1, Math.Abs(result)), Math.Abs(Functions.LogGamma(a)))),
        LaneFunction.Of2("LogRisingFactorialLarge", 16, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, LaneMath.LogRisingFactorial, AtLeastOne),
        // The references have a weight of 0.3, a third argument of 2.5, two successes of five.
        LaneFunction.Of2("LogMix", 4, LogMix_OfWeight, LogMix_OfWeight, LogMix_OfWeight, LogMix_OfWeight, LogMix_OfWeight, (a, _) => Math.Max(1.21, Math.Abs(a))),
        LaneFunction.Of2("ShiftedLogRatio", 4, ShiftedLogRatio_OfThird, ShiftedLogRatio_OfThird, ShiftedLogRatio_OfThird, ShiftedLogRatio_OfThird, ShiftedLogRatio_OfThird, (_, result) => Math.Max(2.5, Math.Abs(result))),
        LaneFunction.Of("BinomialLogits", 8, BinomialLogits_OfTwo, BinomialLogits_OfTwo, BinomialLogits_OfTwo, BinomialLogits_OfTwo, BinomialLogits_OfTwo, AtLeastOne),
        LaneFunction.Of("BinomialLogits", 8, BinomialLogitsAndLogistic_Value, BinomialLogitsAndLogistic_Value, BinomialLogitsAndLogistic_Value, BinomialLogitsAndLogistic_Value, BinomialLogitsAndLogistic_Value, AtLeastOne),
        LaneFunction.Of("Logistic", 4, BinomialLogitsAndLogistic_Logistic, BinomialLogitsAndLogistic_Logistic, BinomialLogitsAndLogistic_Logistic, BinomialLogitsAndLogistic_Logistic, BinomialLogitsAndLogistic_Logistic),
        LaneFunction.Of("LogPhi", 8, LogPhiAndSlope_Value, LogPhiAndSlope_Value, LogPhiAndSlope_Value, LogPhiAndSlope_Value, LogPhiAndSlope_Value),
        LaneFunction.Of("InverseMillsRatio", 8, LogPhiAndSlope_Slope, LogPhiAndSlope_Slope, LogPhiAndSlope_Slope, LogPhiAndSlope_Slope, LogPhiAndSlope_Slope),
        LaneFunction.Of("Log1pSquare", 4, Log1pSquareAndSlope_Value, Log1pSquareAndSlope_Value, Log1pSquareAndSlope_Value, Log1pSquareAndSlope_Value, Log1pSquareAndSlope_Value),
        LaneFunction.Of("Log1pSquareSlope", 4, Log1pSquareAndSlope_Slope, Log1pSquareAndSlope_Slope, Log1pSquareAndSlope_Slope, Log1pSquareAndSlope_Slope, Log1pSquareAndSlope_Slope),
        LaneFunction.Of2("LogSumExp2", 2, LogSumExp2_WithWeight, LogSumExp2_WithWeight, LogSumExp2_WithWeight, LogSumExp2_WithWeight, LogSumExp2_WithWeight, AtLeastOne),
        // The rounding of a - b, which is up to 100, is that many units of the share.
        LaneFunction.Of2("Share", 60, LogSumExp2_Weight, LogSumExp2_Weight, LogSumExp2_Weight, LogSumExp2_Weight, LogSumExp2_Weight),
    ];

    private static T Log1pExpAndLogistic_Value<T>(T x)
        where T : struct, ILane<T> =>
        LaneMath.Log1pExpAndLogistic(x, out _);

    private static T Log1pExpAndLogistic_Logistic<T>(T x)
        where T : struct, ILane<T>
    {
        LaneMath.Log1pExpAndLogistic(x, out T logistic);
        return logistic;
    }

    private static T InverseMillsRatio_OfItsLogPhi<T>(T x)
        where T : struct, ILane<T> =>
        LaneMath.InverseMillsRatio(x, LaneMath.LogPhi(x));

    private static T LogPhiDifferenceSlope_OfItsDifference<T>(T a, T b)
        where T : struct, ILane<T> =>
        LaneMath.LogPhiDifferenceSlope(a, b, LaneMath.LogPhiDifference(a, b));

    private static T DigammaDeltas_First<T>(T a, T b)
        where T : struct, ILane<T> =>
        LaneMath.DigammaDeltas(a, b, out _);

    private static T LogMix_OfWeight<T>(T a, T b)
        where T : struct, ILane<T> =>
        LaneMath.LogMix(T.Create(0.3), a, b);

    private static T ShiftedLogRatio_OfThird<T>(T a, T b)
        where T : struct, ILane<T> =>
        LaneMath.ShiftedLogRatio(a, b, T.Create(2.5));

    private static T BinomialLogits_OfTwo<T>(T x)
        where T : struct, ILane<T> =>
        LaneMath.BinomialLogits(T.Create(2), T.Create(5), x);

    private static T BinomialLogitsAndLogistic_Value<T>(T x)
        where T : struct, ILane<T> =>
        LaneMath.BinomialLogitsAndLogistic(T.Create(2), T.Create(5), x, out _);

    private static T BinomialLogitsAndLogistic_Logistic<T>(T x)
        where T : struct, ILane<T>
    {
        LaneMath.BinomialLogitsAndLogistic(T.Create(2), T.Create(5), x, out T logistic);
        return logistic;
    }

    private static T LogPhiAndSlope_Value<T>(T x)
        where T : struct, ILane<T> =>
        LaneMath.LogPhiAndSlope(x, out _);

    private static T LogPhiAndSlope_Slope<T>(T x)
        where T : struct, ILane<T>
    {
        LaneMath.LogPhiAndSlope(x, out T slope);
        return slope;
    }

    private static T Log1pSquareAndSlope_Value<T>(T x)
        where T : struct, ILane<T> =>
        LaneMath.Log1pSquareAndSlope(x, out _);

    private static T Log1pSquareAndSlope_Slope<T>(T x)
        where T : struct, ILane<T>
    {
        LaneMath.Log1pSquareAndSlope(x, out T slope);
        return slope;
    }

    private static T LogSumExp2_WithWeight<T>(T a, T b)
        where T : struct, ILane<T> =>
        LaneMath.LogSumExp2(a, b, out _);

    private static T LogSumExp2_Weight<T>(T a, T b)
        where T : struct, ILane<T>
    {
        LaneMath.LogSumExp2(a, b, out T weight);
        return weight;
    }
}

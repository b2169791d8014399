namespace ProbDsl.Inference;

/// <summary>What the importance weights say of one reported value.</summary>
/// <param name="Name">The value's name, with indices.</param>
/// <param name="GuideMeanShift">The guide's mean less that of the weighted draws, in standard deviations of the weighted draws.</param>
/// <param name="GuideScaleRatio">The guide's standard deviation over that of the weighted draws.</param>
/// <param name="GuideQuantileShift">
/// The greatest difference, over the guide's 5 %, 50 % and 95 % quantiles, between this probability and that of the weighted draws to lie below.
/// </param>
/// <param name="MeanError">The Monte Carlo standard error of the reported mean, in standard deviations.</param>
/// <param name="ScaleError">The relative Monte Carlo standard error of the reported standard deviation; infinite where it hangs on a few draws far out.</param>
public readonly record struct ReportedError(
    string Name, double GuideMeanShift, double GuideScaleRatio, double GuideQuantileShift, double MeanError, double ScaleError)
{
    /// <summary>The errors of the guide's numbers by an estimate of the target's, none for a constant.</summary>
    internal static ReportedError Of(string name, NumberErrors.Estimate guide, NumberErrors.Estimate target, double quantileShift) => target.Scale == 0
        ? new ReportedError(name, 0, 1, 0, 0, 0)
        : new ReportedError(name, (guide.Mean - target.Mean) / target.Scale, guide.Scale / target.Scale, quantileShift, target.MeanError, target.ScaleError);

    /// <summary>How far the guide's moments are off: the greater of the mean's shift and the logarithm of the ratio of standard deviations.</summary>
    public double GuideOff => Math.Max(Math.Abs(GuideMeanShift), Math.Abs(Math.Log(GuideScaleRatio)));

    /// <summary>The greater of the two Monte Carlo errors.</summary>
    public double Error => Math.Max(MeanError, ScaleError);

    /// <summary>The guide's error in words: <c>sd(tau) is 31 % too small</c>.</summary>
    public override string ToString()
    {
        string mean = VariationalInference.Invariant($"mean({Name}) is {Math.Abs(GuideMeanShift):F2} sd too {(GuideMeanShift < 0 ? "low" : "high")}");
        string scale = GuideScaleRatio < 1
            ? VariationalInference.Invariant($"sd({Name}) is {100 * (1 - GuideScaleRatio):F0} % too small")
            : VariationalInference.Invariant($"sd({Name}) is {100 * (GuideScaleRatio - 1):F0} % too large");
        return Math.Abs(GuideMeanShift) > Math.Abs(Math.Log(GuideScaleRatio)) ? mean : scale;
    }
}

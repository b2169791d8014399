using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>The verdict of a fit in words.</summary>
internal static class FitVerdict
{
    /// <summary>Errors of the guide that are worth a word.</summary>
    private const double WorthAWord = 0.1;

    private const int MostNamed = 3;

    public static string Describe(FitResult fit)
    {
        string family = fit.Family == GuideFamily.FullRank ? "full-rank" : "mean-field";
        string state = fit.Converged ? "Converged" : "NOT CONVERGED";
        return VariationalInference.Invariant($"{state} ({family} Gaussian): {fit.Reason}. {Numbers(fit)}{Modes(fit)}");
    }

    private static string Numbers(FitResult fit)
    {
        ImportanceDiagnosis weights = fit.Importance;
        ReportedError off = fit.Errors.MaxBy(e => e.GuideOff);
        ReportedError noisy = fit.Errors.MaxBy(e => e.Error);
        string figures = VariationalInference.Invariant($"k-hat {weights.KHat:F2}, efficiency {100 * weights.Efficiency:F0} % of {weights.Draws} draws");
        return fit.Trust switch
        {
            FitTrust.Guide => VariationalInference.Invariant(
                $"The numbers are right: importance weights ({figures}) move no mean by more than {fit.Errors.Max(e => Math.Abs(e.GuideMeanShift)):F2} sd and no sd by more than {100 * fit.Errors.Max(e => Math.Abs(e.GuideScaleRatio - 1)):F0} %."),
            FitTrust.Weighted => VariationalInference.Invariant(
                $"The numbers are right: the draws are weighted by importance ({figures}), every mean is known to {fit.Errors.Max(e => e.MeanError):F2} sd and every sd to {100 * fit.Errors.Max(e => e.ScaleError):F0} %.")
                + Off(fit, " The Gaussian alone would not be: "),
            FitTrust.FewEffectiveDraws => VariationalInference.Invariant(
                $"DO NOT RELY on the numbers: the draws are weighted by importance ({figures}), but {Lack(noisy)}."),
            FitTrust.FewDraws => VariationalInference.Invariant(
                $"DO NOT RELY on the numbers: {fit.DrawCount} draws are too few for the tails of some values; report more of them (FitOptions.Draws)."),
            FitTrust.MissingModes => "DO NOT RELY on the numbers: there are more modes than were found, so that mass is missing.",
            FitTrust.GuideIsOff => VariationalInference.Invariant($"DO NOT RELY on the numbers, which are the Gaussian's own: by importance weights ({figures}) {off}.")
                + " FitOptions.ImportanceResampling, which is on by default, mends this.",
            FitTrust.Unweighable => VariationalInference.Invariant($"DO NOT RELY on the numbers: the importance weights are too uneven to mend or to measure them ({figures}).")
                + Off(fit, " They point to this: ") + Advice(fit),
            FitTrust.Improper => "There are no numbers to rely on.",
            _ => "The numbers were not measured.",
        };
    }

    /// <summary>What is wrong with weighted draws that do not suffice.</summary>
    private static string Lack(ReportedError noisy) => noisy.ScaleError == double.PositiveInfinity ? $"the sd of {noisy.Name} hangs on a few draws far out"
        : noisy.Error > WorthAWord / 4 ? VariationalInference.Invariant($"too few count; the mean of {noisy.Name} is known to {noisy.MeanError:F2} sd and the sd of {noisy.Name} to {100 * noisy.ScaleError:F0} % only")
        : "their weights are too uneven for the errors of the numbers to be known";

    private static string Off(FitResult fit, string lead)
    {
        string[] named = [.. fit.Errors.Where(e => e.GuideOff > WorthAWord).OrderByDescending(e => e.GuideOff).Take(MostNamed).Select(e => e.ToString())];
        int more = fit.Errors.Count(e => e.GuideOff > WorthAWord) - named.Length;
        return named.Length == 0 ? "" : lead + string.Join(", ", named) + (more > 0 ? VariationalInference.Invariant($", and {more} more") : "") + ".";
    }

    private static string Advice(FitResult fit) => fit.Family == GuideFamily.MeanField && fit.GuideMean.Count <= FitOptions.FullRankLimit
        ? " Try GuideFamily.FullRank."
        : " Another parameterisation of these, or tighter priors, may be nearer to a Gaussian.";

    private static string Modes(FitResult fit) => fit.Modes == 1 ? "" : VariationalInference.Invariant(
        $" Climbs from dispersed points ended at {fit.Modes} modes: means and standard deviations run over all of them, and may describe none; where parts of the model can change places, order them.");
}

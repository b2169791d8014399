namespace ProbDsl.Inference;

/// <summary>Assembles the result of a fit: draws, weighed, in the model's own values.</summary>
internal static class GuideSampler
{
    /// <summary>Draws, weighs, and maps to the model's own values.</summary>
    public static FitResult Finish(FitSession session, GaussianGuide guide, GuideFamily family, EngineOutcome outcome)
    {
        FitOptions options = session.Options;
        session.Report(FitPhase.Sampling, session.Steps, double.NaN);
        DrawWeighing weighing = new(session, guide, outcome.Known);
        WeighedDraws draws = weighing.Run();
        string? improper = outcome.IsImproper ? TailProbe.FindImproper(session, guide) ?? outcome.Reason
            : draws.Trust == FitTrust.Improper ? "the log density is +∞ at draws from the guide, so that there is no posterior"
            : TailProbe.FindImproper(session, guide);
        FitTrust trust = improper is null ? draws.Trust : FitTrust.Improper;
        session.Trace.Add(new ElboEstimate(session.Steps, session.Evaluator.Gradients, weighing.Elbo, weighing.ElboStandardError));
        FitResult result = new(session.Evaluator.Model.ParameterNames, options.Draws, draws.Columns)
        {
            Family = family,
            Converged = outcome.Converged && improper is null && double.IsFinite(weighing.Elbo),
            Reason = improper ?? outcome.Reason,
            Iterations = session.Steps,
            Gradients = session.Evaluator.Gradients,
            Values = session.Evaluator.Values,
            Importance = draws.Diagnosis,
            Errors = draws.Errors,
            Trust = trust,
            Modes = 1 + weighing.OtherModes.Count,
            Elbo = weighing.Elbo,
            ElboStandardError = weighing.ElboStandardError,
            IsResampled = draws.IsWeighted,
            ElboTrace = [.. session.Trace],
            GuideMean = [.. guide.Mean],
            GuideStandardDeviation = [.. Enumerable.Range(0, guide.Dimension).Select(guide.StandardDeviation)],
            Elapsed = session.Elapsed,
        };
        session.Report(FitPhase.Finished, session.Steps, result.Elbo);
        return result;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace ProbDsl.Inference;

/// <summary>What every part of one fit shares: the evaluator, the options, the trace, the clock and the limits.</summary>
internal sealed class FitSession
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public FitSession(ILogDensity model, FitOptions options)
    {
        Options = options;
        Evaluator = new BatchEvaluator(model);
        Trace = new List<ElboEstimate>(1024);
    }

    /// <summary>The settings.</summary>
    public FitOptions Options { get; }

    /// <summary>Evaluates the model and counts.</summary>
    public BatchEvaluator Evaluator { get; }

    /// <summary>The estimates of the evidence lower bound so far.</summary>
    public List<ElboEstimate> Trace { get; }

    /// <summary>Steps of the optimiser so far, those of trials from several starting points together.</summary>
    public int Steps { get; set; }

    /// <summary>Time since the fit began.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Adds an estimate to the trace and reports it.</summary>
    public void Record(FitPhase phase, double elbo, double standardError)
    {
        Trace.Add(new ElboEstimate(Steps, Evaluator.Gradients, elbo, standardError));
        Report(phase, Steps, elbo);
    }

    /// <summary>Reports progress.</summary>
    public void Report(FitPhase phase, int iteration, double elbo) =>
        Options.Progress?.Report(new FitProgress(phase, iteration, elbo, Evaluator.Gradients, Elapsed));

    /// <summary>Why the fit must stop now, or null.</summary>
    public string? StopReason()
    {
        if (Options.CancellationToken.IsCancellationRequested)
            return "the fit was cancelled";
        if (Evaluator.Gradients >= Options.MaxGradients)
            return string.Create(CultureInfo.InvariantCulture, $"the limit of {Options.MaxGradients} gradients was reached");
        return null;
    }
}

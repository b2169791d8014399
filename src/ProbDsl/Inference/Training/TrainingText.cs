using System.Globalization;

namespace ProbDsl.Inference;

/// <summary>Why a training ended, in words.</summary>
internal static class TrainingText
{
    /// <summary>All epochs done, or the held-out bound rose no more.</summary>
    internal static string Complete(IReadOnlyList<TrainingEpoch> records, int weightsOf, TrainingOptions options, bool stalled)
    {
        TrainingEpoch epoch = records[weightsOf - 1];
        string held = double.IsNaN(epoch.HeldOutBound) ? "" : Invariant($", {epoch.HeldOutBound:F3} on held-out data");
        string state = stalled
            ? Invariant($"Stopped after {records.Count} of {options.Epochs} epochs, {options.EarlyStopping!.Patience} of them without a better held-out bound")
            : Invariant($"All {records.Count} epochs done");
        return Invariant($"{state}. The weights are those after epoch {weightsOf}: bound {epoch.Bound:F3} nats a datum{held}.");
    }

    /// <summary>Cancelled.</summary>
    internal static string Cancelled(int epoch, int step, int steps) => step == 0
        ? Invariant($"Cancelled after {epoch} epochs. The weights are those after the last of them.")
        : Invariant($"Cancelled in epoch {epoch + 1} after step {step} of {steps}. The weights are those after that step.");

    /// <summary>No finite bound.</summary>
    internal static string Diverged(double value, int epoch, int step, int steps, long keptStep, TrainingOptions options)
    {
        if (keptStep < 0)
        {
            return Invariant($"The bound was {value} at the very first step, and no weights were changed. Some value has density zero or is not a number under the starting weights: check the data against the decoder's support, and the scale of the initial weights.");
        }
        string clip = options.GradientClipping.LargestNorm is null ? "clip the gradient (GradientClipping.ByNorm)" : "clip the gradient at a smaller norm";
        return Invariant($"Diverged: the bound or its gradient was {value} in epoch {epoch + 1} after step {step} of {steps}. The weights are those after {keptStep} steps, the last kept whose bound was finite. Try a smaller Optimizer.LearningRate (it is {options.Optimizer.LearningRate:G4}), {clip}, or a WarmUp of the step size. A learned standard deviation that goes to zero has an unbounded density: fix it, or keep it above a floor.");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

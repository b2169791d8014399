namespace ProbDsl;

/// <summary>The step size falls by a factor every so many epochs: factor^⌊epoch / every⌋.</summary>
public sealed record class StepDecay : LearningRateSchedule
{
    /// <summary>A decay by steps.</summary>
    /// <param name="every">Epochs between two falls, at least 1.</param>
    /// <param name="factor">What is left at each, in (0, 1].</param>
    public StepDecay(int every, double factor = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        if (!(factor is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of a step decay must lie in (0, 1].");
        (Every, Each) = (every, factor);
    }

    /// <summary>Epochs between two falls.</summary>
    public int Every { get; }

    /// <summary>What is left at each.</summary>
    public double Each { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position) => Math.Pow(Each, Math.Floor(position.Epoch / Every));

    /// <inheritdoc/>
    public override string Describe() => Invariant($"StepDecay({Every}, {Each:R})");
}

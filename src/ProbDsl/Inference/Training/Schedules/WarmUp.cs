namespace ProbDsl;

/// <summary>The step size grows in proportion to the time over the first epochs, and follows another schedule throughout.</summary>
/// <remarks>Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section 2.2.</remarks>
public sealed record class WarmUp : LearningRateSchedule
{
    /// <summary>A warm-up.</summary>
    /// <param name="epochs">Its length, positive; it may be a part of an epoch.</param>
    /// <param name="then">The schedule whose factor is multiplied; null for a constant one.</param>
    public WarmUp(double epochs, LearningRateSchedule? then = null)
    {
        if (!(epochs > 0 && double.IsFinite(epochs)))
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "The length of a warm-up must be positive and finite.");
        (Epochs, Then) = (epochs, then ?? Constant);
    }

    /// <summary>Its length in epochs.</summary>
    public double Epochs { get; }

    /// <summary>The schedule whose factor is multiplied.</summary>
    public LearningRateSchedule Then { get; }

    /// <inheritdoc/>
    public override bool DependsOnEpochs => Then.DependsOnEpochs;

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        // The first step would stand still at zero: it moves by a hundredth.
        double share = Math.Clamp(position.Epoch / Epochs, 0.01, 1);
        return share * Then.Factor(position);
    }

    /// <inheritdoc/>
    public override string Describe() => Invariant($"WarmUp({Epochs:R}, {Then.Describe()})");
}

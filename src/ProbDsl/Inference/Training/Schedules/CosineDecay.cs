namespace ProbDsl;

/// <summary>The step size falls along half a cosine to a share of itself at the last epoch.</summary>
/// <remarks>
/// least + (1 - least) (1 + cos(π epoch / epochs)) / 2: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm
/// restarts", ICLR 2017, equation 5, without restarts.
/// </remarks>
public sealed record class CosineDecay : LearningRateSchedule
{
    /// <summary>A decay along a cosine.</summary>
    /// <param name="least">The factor at the end, in [0, 1].</param>
    public CosineDecay(double least = 0)
    {
        if (!(least is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(least), least, "The least factor of a cosine decay must lie in [0, 1].");
        Least = least;
    }

    /// <summary>The factor at the end.</summary>
    public double Least { get; }

    /// <inheritdoc/>
    public override bool DependsOnEpochs => true;

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position) =>
        Least + ((1 - Least) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(position.Epoch / position.Epochs, 0, 1))));

    /// <inheritdoc/>
    public override string Describe() => Invariant($"CosineDecay({Least:R})");
}

namespace ProbDsl;

/// <summary>Stage i, counted from 0, takes 3^i epochs at a factor of 10^(-i/7); the last stage goes on to the end.</summary>
/// <remarks>
/// Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, section 5: step sizes 0.001 · 10^(-i/7)
/// for i = 0 … 7, that is 3,280 epochs for stages that are not stretched.
/// </remarks>
public sealed record class StagedRate : LearningRateSchedule
{
    private const int Last = 7;

    /// <summary>The staged schedule.</summary>
    /// <param name="stretch">Length of the first stage in epochs, positive: 100.0 / 3280 puts all stages into 100 epochs.</param>
    public StagedRate(double stretch = 1)
    {
        if (!(stretch > 0 && double.IsFinite(stretch)))
            throw new ArgumentOutOfRangeException(nameof(stretch), stretch, "The stretch of a staged schedule must be positive and finite.");
        Stretch = stretch;
    }

    /// <summary>The number of epochs of all stages, not stretched.</summary>
    public const int TotalEpochs = 3280;

    /// <summary>Length of the first stage in epochs.</summary>
    public double Stretch { get; }

    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        int stage = 0;
        double end = 1;
        for (double length = 3; stage < Last && position.Epoch / Stretch >= end; stage++, length *= 3)
            end += length;
        return Math.Pow(10, -stage / (double)Last);
    }

    /// <inheritdoc/>
    public override string Describe() => Invariant($"StagedRate({Stretch:R})");
}

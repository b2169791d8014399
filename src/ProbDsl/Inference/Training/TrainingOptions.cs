using System.Globalization;

namespace ProbDsl;

/// <summary>Settings of a training. The defaults suit most models; every value is checked when a trainer is made.</summary>
public sealed record class TrainingOptions
{
    /// <summary>How often all data are gone through, at least once.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Data a step; the last batch of an epoch is smaller where the data do not divide.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The rule of the steps, and its step size.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>How the step size changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>The bound that is raised.</summary>
    public BoundKind Bound { get; init; } = BoundKind.Elbo;

    /// <summary>Monte Carlo samples a datum: K of an importance-weighted bound.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>The estimator of the gradient.</summary>
    public GradientEstimator Estimator { get; init; } = GradientEstimator.Automatic;

    /// <summary>The weight of the divergence of the latents of each datum.</summary>
    public KlWeightSchedule KlWeight { get; init; } = KlWeightSchedule.Constant();

    /// <summary>The weight of the divergence of global latents, as a network's weights; null for that of <see cref="KlWeight"/>.</summary>
    public KlWeightSchedule? GlobalKlWeight { get; init; }

    /// <summary>How the divergence of global latents is shared out among the batches of an epoch.</summary>
    public MinibatchWeights MinibatchWeights { get; init; } = MinibatchWeights.Uniform;

    /// <summary>Nats that each dimension of a latent may diverge freely (Kingma et al., "Improved variational inference with inverse autoregressive flow", NeurIPS 2016, equation 15).</summary>
    public double FreeBits { get; init; }

    /// <summary>A limit to the gradient.</summary>
    public GradientClipping GradientClipping { get; init; } = GradientClipping.None;

    /// <summary>Seed of all randomness: of the order of the data, of draws and of dropout. Equal seeds give equal weights, to the bit.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>The part of the data that is kept from training and whose bound is measured after each epoch, in [0, 1); chosen by the seed.</summary>
    public double HeldOutFraction { get; init; }

    /// <summary>Monte Carlo samples a held-out datum; null for <see cref="Samples"/>.</summary>
    public int? HeldOutSamples { get; init; }

    /// <summary>When to stop early; null for never. Needs held-out data.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Receives reports on the training's own thread, at most ten a second and one after each epoch.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Where and when the training is saved; null for nowhere.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Checks every value.</summary>
    /// <param name="data">The number of data.</param>
    /// <param name="hasHeldOut">Whether held-out data are given apart.</param>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it, what was expected and what was found.</exception>
    internal void Validate(int data, bool hasHeldOut)
    {
        Require(Epochs >= 1, nameof(Epochs), "at least 1", Epochs);
        Require(BatchSize >= 1, nameof(BatchSize), "at least 1", BatchSize);
        Require(Optimizer is not null, nameof(Optimizer), "an optimizer", "null");
        Require(Schedule is not null, nameof(Schedule), "a schedule, as LearningRateSchedule.Constant", "null");
        Require(KlWeight is not null, nameof(KlWeight), "a schedule, as KlWeightSchedule.Constant(1)", "null");
        Require(Enum.IsDefined(Bound), nameof(Bound), "a BoundKind", Bound);
        Require(Enum.IsDefined(Estimator), nameof(Estimator), "a GradientEstimator", Estimator);
        Require(Enum.IsDefined(MinibatchWeights), nameof(MinibatchWeights), "a MinibatchWeights", MinibatchWeights);
        Require(Samples >= 1, nameof(Samples), "at least 1", Samples);
        Require(HeldOutSamples is null or >= 1, nameof(HeldOutSamples), "at least 1", HeldOutSamples ?? 0);
        Require(FreeBits >= 0 && double.IsFinite(FreeBits), nameof(FreeBits), "zero or above and finite", FreeBits);
        Require(HeldOutFraction is >= 0 and < 1, nameof(HeldOutFraction), "in [0, 1)", HeldOutFraction);
        Require(!(hasHeldOut && HeldOutFraction > 0), nameof(HeldOutFraction), "zero where held-out data are given apart", HeldOutFraction);
        Require(HeldOutFraction == 0 || HeldOutCount(data) >= 1, nameof(HeldOutFraction), string.Create(CultureInfo.InvariantCulture, $"large enough to hold out at least one of {data} data, or zero"), HeldOutFraction);
        Require(data - HeldOutCount(data) >= 1, nameof(HeldOutFraction), string.Create(CultureInfo.InvariantCulture, $"small enough to leave one of {data} data for training"), HeldOutFraction);
        Require(EarlyStopping is null || hasHeldOut || HeldOutFraction > 0, nameof(EarlyStopping), "null, or given with held-out data (HeldOutFraction, or a model of held-out data)", "given without");
        Optimizer!.Validate();
        EarlyStopping?.Validate();
        Checkpoint?.Validate();
    }

    /// <summary>The number of data kept from training.</summary>
    internal int HeldOutCount(int data) => (int)Math.Round(HeldOutFraction * data);

    /// <summary>Every setting on which the weights after a given step depend, as name and value.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Fingerprint()
    {
        yield return new(nameof(BatchSize), Text(BatchSize));
        yield return new(nameof(Optimizer), Optimizer.Describe());
        yield return new(nameof(Schedule), Schedule.Describe());
        yield return new(nameof(Bound), Text(Bound));
        yield return new(nameof(Samples), Text(Samples));
        yield return new(nameof(Estimator), Text(Estimator));
        yield return new(nameof(KlWeight), KlWeight.Describe());
        yield return new(nameof(GlobalKlWeight), (GlobalKlWeight ?? KlWeight).Describe());
        yield return new(nameof(MinibatchWeights), Text(MinibatchWeights));
        yield return new(nameof(FreeBits), FreeBits.ToString("R", CultureInfo.InvariantCulture));
        yield return new(nameof(GradientClipping), GradientClipping.ToString());
        yield return new(nameof(Seed), Seed.ToString(CultureInfo.InvariantCulture));
        yield return new(nameof(HeldOutFraction), HeldOutFraction.ToString("R", CultureInfo.InvariantCulture));
        if (Schedule.DependsOnEpochs || KlWeight.DependsOnEpochs || GlobalKlWeight is { DependsOnEpochs: true })
            yield return new(nameof(Epochs), Text(Epochs));
    }

    private static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static void Require<T>(bool condition, string name, string expected, T found)
    {
        if (!condition)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"TrainingOptions.{name} must be {expected}, but is {found}."), name);
    }
}

using ProbDsl.Networks.Tests.Sized;

namespace ProbDsl.Networks.Tests;

/// <summary>Trainings of a generated model that are stopped, resumed and cancelled.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("probdsl-");

    public void Dispose() => folder.Delete(recursive: true);

    private static TrainingOptions Options => new() { Epochs = 6, BatchSize = 7, Optimizer = new Adam(0.01), HeldOutFraction = 0.1 };

    private static SizedVae Model() => new() { X = Samples.Binary(40, 7) };

    private static double[] Weights(SizedVae model) => [.. model.encoder.Tensors.Concat(model.decoder.Tensors).SelectMany(t => t.Values)];

    [Theory]
    [InlineData(7, 6, 2)]
    [InlineData(1, 150, 140)]
    public void A_resumed_training_gives_the_same_weights_to_the_bit(int batch, int epochs, int stop)
    {
        SizedVae whole = Model();
        TrainingOptions options = Options with { BatchSize = batch, Epochs = epochs };
        TrainingResult expected = whole.Fit(options);
        TrainingOptions saved = options with { Checkpoint = new CheckpointOptions(Path.Combine(folder.FullName, "c")) { Resume = true } };
        using var source = new CancellationTokenSource();
        TrainingResult stopped = Model().Fit(saved with { Progress = new Stop(source, stop) }, cancellation: source.Token);
        Assert.Equal(TrainingStop.Cancelled, stopped.Stopped);
        Assert.True(stopped.Steps < expected.Steps);
        SizedVae resumed = Model();
        TrainingResult result = resumed.Fit(saved);
        Assert.Equal(TrainingStop.Completed, result.Stopped);
        Assert.Equal(Weights(whole), Weights(resumed));
        Assert.Equal(expected.Epochs.Select(e => (e.Bound, e.HeldOutBound)), result.Epochs.Select(e => (e.Bound, e.HeldOutBound)));
    }

    [Fact]
    public void Equal_seeds_give_equal_weights()
    {
        SizedVae first = Model(), second = Model(), third = Model();
        first.Fit(Options);
        second.Fit(Options);
        third.Fit(Options with { Seed = 3 });
        Assert.Equal(Weights(first), Weights(second));
        Assert.NotEqual(Weights(first), Weights(third));
    }

    [Fact]
    public void A_cancelled_training_leaves_a_usable_model()
    {
        SizedVae model = Model();
        using var source = new CancellationTokenSource();
        TrainingResult result = model.Fit(Options with { Epochs = 100000, Progress = new Stop(source, 2) }, cancellation: source.Token);
        Assert.Equal((TrainingStop.Cancelled, true), (result.Stopped, result.IsUsable));
        Assert.InRange(result.Steps, 1, 1000);
        Assert.All(Weights(model), w => Assert.True(double.IsFinite(w)));
        Assert.Equal(model.encoder.Forward(model.X[0])[0], model.Encode(model.X[0])[0], 1e-12);
        Assert.Equal(40, model.Reconstruct(model.X).Length);
        double evidence = model.EstimateEvidence(new EvidenceOptions { Samples = 20 }).LogEvidence.Mean;
        Assert.InRange(evidence, -7, -2);
        Assert.Equal(TrainingStop.Completed, model.Fit(Options).Stopped);
    }

    [Fact]
    public void A_training_cancelled_before_its_first_step_leaves_the_weights()
    {
        SizedVae model = Model();
        model.Fit(Options);
        double[] before = Weights(model);
        TrainingResult result = model.Fit(Options, cancellation: new CancellationToken(true));
        Assert.Equal((TrainingStop.Cancelled, 0L), (result.Stopped, result.Steps));
        Assert.Equal(before, Weights(model));
    }

    /// <summary>Cancels at the end of an epoch, or at a report within one, which comes where the epochs before took a tenth of a second.</summary>
    private sealed class Stop(CancellationTokenSource source, int epoch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch >= epoch || !value.IsEpochEnd)
                source.Cancel();
        }
    }
}

using System.Numerics;
using ProbDsl.Inference;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class TrainerTests
{
    private static readonly double[,] _loadings = { { 1.2 }, { -0.7 }, { 0.4 } };
    private static readonly double[][] _data = LinearGaussian<double>.Simulate(_loadings, 0.6, 105, 11);

    private static TrainingOptions Options { get; } = new() { Epochs = 6, BatchSize = 20, Optimizer = new Adam(0.02) };

    private static LinearGaussian<E> Model<E>(double[][]? data = null)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => new(data ?? _data, new double[,] { { 0.3 }, { 0.1 }, { 0.2 } }, 0.6);

    [Theory]
    [InlineData(BoundKind.Elbo, 1), InlineData(BoundKind.ImportanceWeighted, 5)]
    public void The_bound_reaches_the_evidence_of_the_best_model(BoundKind kind, int samples)
    {
        LinearGaussian<double> model = Model<double>();
        TrainingResult result = new Trainer<double>(model, Options with { Epochs = 150, Bound = kind, Samples = samples, Schedule = new CosineDecay(0.02) }).Train();
        double evidence = Enumerable.Range(0, _data.Length).Average(model.Evidence);
        LinearGaussian<double> truth = new(_data, _loadings, 0.6);
        Assert.True(evidence > Enumerable.Range(0, _data.Length).Average(truth.Evidence), "maximum likelihood beats the truth on its own data");
        Assert.Equal(evidence, result.Bound, 0.05); // The guide's family holds the posterior, so that no gap remains.
        Assert.Equal(TrainingStop.Completed, result.Stopped);
        Assert.Equal((150, 150 * 6L, 150), (result.Epochs.Count, result.Steps, result.WeightsOfEpoch));
        double elbo = result.Epochs[3].LogLikelihood - result.Epochs[3].Divergence;
        Assert.Equal(kind == BoundKind.Elbo ? 0 : 1, Math.Sign(Math.Round(result.Epochs[3].Bound - elbo, 10)));
    }

    [Fact]
    public void Float_and_double_train_alike()
    {
        LinearGaussian<double> wide = Model<double>();
        LinearGaussian<float> narrow = Model<float>();
        TrainingResult first = new Trainer<double>(wide, Options).Train(), second = new Trainer<float>(narrow, Options).Train();
        Assert.Equal(first.Bound, second.Bound, 1e-3);
        Assert.Equal(wide.Parameters.Value(0)[0], narrow.Parameters.Value(0)[0], 1e-3);
    }

    [Fact]
    public void Every_epoch_sees_every_datum_once_in_an_order_of_its_own()
    {
        LinearGaussian<double> model = Model<double>();
        new Trainer<double>(model, Options with { Epochs = 2 }).Train();
        int[] first = [.. model.Seen[..105]], second = [.. model.Seen[105..]];
        Assert.Equal(Enumerable.Range(0, 105), first.Order());
        Assert.Equal(Enumerable.Range(0, 105), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(12, model.Requests.Select(request => request.Key).Distinct().Count());
        LinearGaussian<double> other = Model<double>();
        new Trainer<double>(other, Options with { Epochs = 1, Seed = 9 }).Train();
        Assert.NotEqual(first, other.Seen);
    }

    [Fact]
    public void Requests_carry_the_options()
    {
        LinearGaussian<double> model = Model<double>();
        new Trainer<double>(model, Options with
        {
            Epochs = 3, KlWeight = KlWeightSchedule.WarmUp(2), GlobalKlWeight = KlWeightSchedule.Constant(0.5), FreeBits = 0.1,
            MinibatchWeights = MinibatchWeights.Decreasing, Estimator = GradientEstimator.PathDerivative,
        }).Train();
        Assert.Equal(0, model.Requests[0].KlWeight);
        Assert.Equal(0.5, model.Requests[6].KlWeight);
        Assert.Equal(1, model.Requests[12].KlWeight);
        Assert.Equal(0.5, model.Requests[..6].Sum(request => request.GlobalWeight), 1e-15);
        Assert.All(model.Requests, request => Assert.Equal((0.1, GradientEstimator.PathDerivative, true), (request.FreeBits, request.Estimator, request.Training)));
        LinearGaussian<double> uniform = Model<double>();
        new Trainer<double>(uniform, Options with { Epochs = 1 }).Train();
        Assert.Equal([20.0 / 105, 5.0 / 105], [uniform.Requests[0].GlobalWeight, uniform.Requests[5].GlobalWeight]);
    }

    [Fact]
    public void Held_out_data_are_not_trained_on()
    {
        LinearGaussian<double> model = Model<double>();
        TrainingResult result = new Trainer<double>(model, Options with { HeldOutFraction = 0.2, HeldOutSamples = 10 }).Train();
        Assert.Equal(84, model.Seen.Distinct().Count());
        Assert.All(result.Epochs, epoch => Assert.True(double.IsFinite(epoch.HeldOutBound)));
        Assert.Equal(result.Epochs.Max(epoch => epoch.HeldOutBound), result.HeldOutBound);
    }

    [Fact]
    public void Early_stopping_keeps_the_best_weights()
    {
        // Held-out data of another law: what fits the training data ever better suits them ever worse.
        LinearGaussian<double> model = Model<double>();
        LinearGaussian<double> others = new(LinearGaussian<double>.Simulate(new double[,] { { 0.5 }, { 0.2 }, { 0.3 } }, 0.6, 60, 3), _loadings, 0.6, model.Parameters);
        TrainingOptions options = Options with { Epochs = 400, EarlyStopping = new EarlyStopping(4), HeldOutSamples = 20 };
        TrainingResult result = new Trainer<double>(model, options, others).Train();
        Assert.Equal(TrainingStop.EarlyStopping, result.Stopped);
        Assert.Equal(result.BestEpoch + 4, result.Epochs.Count);
        Assert.Equal(result.BestEpoch, result.WeightsOfEpoch);
        Assert.Contains("4 of them without a better held-out bound", result.Reason, StringComparison.Ordinal);
        HeldOutBound<double> again = new(others, [.. Enumerable.Range(0, 60)], options);
        Assert.Equal(result.HeldOutBound, again.Measure());
        Assert.Equal(1, model.WriteBacks);
    }

    [Fact]
    public void A_diverging_bound_ends_the_training_with_weights_that_were_finite()
    {
        LinearGaussian<double> model = Model<double>();
        TrainingResult result = new Trainer<double>(model, Options with { Epochs = 200, Optimizer = new Momentum(1e6) }).Train();
        Assert.Equal(TrainingStop.Diverged, result.Stopped);
        Assert.False(result.IsUsable);
        Assert.Contains("Optimizer.LearningRate (it is 1E+06)", result.Reason, StringComparison.Ordinal);
        Assert.True(GradientNorm.IsFinite(model.Parameters.Values));
        Assert.True(double.IsFinite(model.Step([0, 1, 2], new BoundRequest()).Bound));
        Assert.Equal(1, model.WriteBacks);
    }

    [Fact]
    public void A_bound_that_breaks_later_gives_back_weights_of_shortly_before()
    {
        LinearGaussian<double> whole = Model<double>(), broken = new(_data, new double[,] { { 0.3 }, { 0.1 }, { 0.2 } }, 0.6) { BreaksAt = 100 };
        TrainingResult result = new Trainer<double>(broken, Options with { Epochs = 50 }).Train();
        Assert.Contains("epoch 17 after step 4 of 6", result.Reason, StringComparison.Ordinal);
        Assert.Contains("those after 64 steps", result.Reason, StringComparison.Ordinal);
        using CancellationTokenSource source = new();
        whole.BeforeStep = () =>
        {
            if (whole.Requests.Count == 63)
                source.Cancel();
        };
        new Trainer<double>(whole, Options with { Epochs = 50 }).Train(source.Token);
        Assert.Equal(whole.Parameters.Values.Span, broken.Parameters.Values.Span);
    }

    [Fact]
    public void A_bound_that_is_not_finite_at_once_changes_nothing()
    {
        LinearGaussian<double> model = new(_data, _loadings, 0.6) { BreaksAt = 0 };
        TrainingResult result = new Trainer<double>(model, Options).Train();
        Assert.Contains("NaN at the very first step", result.Reason, StringComparison.Ordinal);
        Assert.Equal(_loadings.Cast<double>(), model.Parameters.Value(0).ToArray());
    }

    [Fact]
    public void A_cancelled_training_is_usable_and_goes_on_to_the_same_weights()
    {
        LinearGaussian<double> whole = Model<double>(), halted = Model<double>();
        new Trainer<double>(whole, Options).Train();
        using CancellationTokenSource source = new();
        halted.BeforeStep = () =>
        {
            if (halted.Requests.Count == 15)
                source.Cancel();
        };
        Trainer<double> trainer = new(halted, Options);
        TrainingResult result = trainer.Train(source.Token);
        Assert.Equal((TrainingStop.Cancelled, 16L, 2), (result.Stopped, result.Steps, result.Epochs.Count));
        Assert.Contains("epoch 3 after step 4 of 6", result.Reason, StringComparison.Ordinal);
        Assert.True(result.IsUsable);
        Assert.Equal(1, halted.WriteBacks);
        TrainingResult rest = trainer.Train(CancellationToken.None);
        Assert.Equal((TrainingStop.Completed, 6), (rest.Stopped, rest.Epochs.Count));
        Assert.Equal(whole.Parameters.Values.Span, halted.Parameters.Values.Span);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        List<long> allocated = new(400);
        SilentBound bound = new(allocated);
        new Trainer<float>(bound, Options with { Epochs = 3, BatchSize = 2, GradientClipping = GradientClipping.ByNorm(1), Progress = new Collector(new(1000)) }).Train();
        // Between two steps of an epoch, the first epoch left out: what is allocated once is allocated there.
        long[] within = [.. Enumerable.Range(101, 199).Where(i => i % 100 != 0).Select(i => allocated[i] - allocated[i - 1])];
        Assert.All(within, bytes => Assert.Equal(0, bytes));
    }

    [Fact]
    public void Progress_ends_with_every_epoch()
    {
        List<TrainingProgress> reports = [];
        TrainingResult result = new Trainer<double>(Model<double>(), Options with { Progress = new Collector(reports), HeldOutFraction = 0.1 }).Train();
        TrainingProgress[] ends = [.. reports.Where(report => report.IsEpochEnd && !report.IsFinished)];
        Assert.Equal(result.Epochs.Select(epoch => (epoch.Epoch, epoch.Bound, epoch.HeldOutBound)), ends.Select(report => (report.Epoch, report.Bound, report.HeldOutBound)));
        Assert.All(ends, report => Assert.True(report.DataPerSecond > 0 && report.TimeLeft >= TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, ends[^1].TimeLeft);
        Assert.True(reports[^1].IsFinished);
    }

    [Fact]
    public void The_summary_lists_first_and_last_epoch()
    {
        string[] lines = new Trainer<double>(Model<double>(), Options with { Epochs = 30 }).Train().Summary(5).TrimEnd().Split('\n');
        Assert.StartsWith("All 30 epochs done.", lines[0], StringComparison.Ordinal);
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("    1", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("   30", lines[^1], StringComparison.Ordinal);
        Assert.Single(lines[1..].Select(line => line.Length).Distinct());
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Refused("TrainingOptions.Epochs must be at least 1, but is 0", Options with { Epochs = 0 });
        Refused("TrainingOptions.BatchSize must be at least 1, but is -3", Options with { BatchSize = -3 });
        Refused("TrainingOptions.Samples must be at least 1", Options with { Samples = 0 });
        Refused("TrainingOptions.HeldOutFraction must be in [0, 1), but is 1.5", Options with { HeldOutFraction = 1.5 });
        Refused("TrainingOptions.HeldOutFraction must be large enough to hold out at least one of 105", Options with { HeldOutFraction = 0.001 });
        Refused("TrainingOptions.EarlyStopping must be null, or given with held-out data", Options with { EarlyStopping = new EarlyStopping() });
        Refused("EarlyStopping.Patience must be at least 1", Options with { EarlyStopping = new EarlyStopping(0), HeldOutFraction = 0.5 });
        Refused("TrainingOptions.FreeBits must be zero or above", Options with { FreeBits = double.NaN });
        Refused("TrainingOptions.Bound must be a BoundKind, but is 7", Options with { Bound = (BoundKind)7 });
        Refused("CheckpointOptions.Path must lie in a folder that exists", Options with { Checkpoint = new CheckpointOptions("no/such/folder/x") });
        Refused("needs at least one datum", Options, Model<double>([]));
        Assert.Contains("another", Assert.Throws<ArgumentException>(() => new Trainer<double>(Model<double>(), Options, Model<double>())).Message, StringComparison.Ordinal);

        static void Refused(string message, TrainingOptions options, LinearGaussian<double>? model = null) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => new Trainer<double>(model ?? Model<double>(), options)).Message, StringComparison.Ordinal);
    }

    /// <summary>A bound that notes how much the thread has allocated.</summary>
    private sealed class SilentBound : CompiledBound<float>
    {
        private readonly List<long> allocated;

        internal SilentBound(List<long> allocated)
            : base(new ParameterStore<float>(), new ComputeContext<float>())
        {
            this.allocated = allocated;
            Parameters.Add("all", [1000], new double[1000]);
        }

        public override int DataCount => 200;

        public override bool HasGlobalLatents => false;

        public override bool HasLocalLatents => true;

        public override void Prepare(int batch, int samples)
        {
        }

        public override BoundValue Step(ReadOnlySpan<int> batch, in BoundRequest request)
        {
            Parameters.Gradient(0).Fill(batch[0]);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread());
            return new BoundValue(-1, -1, 0);
        }

        public override void LogWeights(ReadOnlySpan<int> batch, int samples, ulong key, Span<double> logWeights) => throw new NotSupportedException();

        public override void WriteBack()
        {
        }
    }

    private sealed class Collector(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}

using System.Numerics;
using ProbDsl.Inference;
using ProbDsl.Networks;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private static readonly double[][] _data = LinearGaussian<double>.Simulate(new double[,] { { 1.2 }, { -0.7 } }, 0.6, 50, 11);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private TrainingOptions Options => new()
    {
        Epochs = 7, BatchSize = 12, Optimizer = new Adam(0.02), HeldOutFraction = 0.2, Samples = 2, GradientClipping = GradientClipping.ByNorm(1),
        Schedule = new WarmUp(2, new CosineDecay()), KlWeight = KlWeightSchedule.Cyclical(2), EarlyStopping = new EarlyStopping(50) { KeepBest = false },
        Checkpoint = new CheckpointOptions(folder["c"]) { Resume = true, EveryEpochs = 3 },
    };

    private static LinearGaussian<E> Model<E>(int outputs = 2)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => new(_data, new double[outputs, 1], 0.6);

    public static TheoryData<string> Optimizers => ["Adam", "AdamW", "Momentum", "RmsProp"];

    [Theory, MemberData(nameof(Optimizers))]
    public void A_resumed_training_gives_the_same_double_weights_to_the_bit(string optimizer) => Resume<double>(optimizer, keepBest: false);

    [Theory, MemberData(nameof(Optimizers))]
    public void A_resumed_training_gives_the_same_float_weights_to_the_bit(string optimizer) => Resume<float>(optimizer, keepBest: false);

    [Fact]
    public void The_best_weights_outlive_an_interruption() => Resume<double>("Momentum", keepBest: true);

    private void Resume<E>(string optimizer, bool keepBest)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        TrainingOptions options = Options with
        {
            EarlyStopping = new EarlyStopping(50) { KeepBest = keepBest },
            Optimizer = optimizer switch { "Adam" => new Adam(0.02), "AdamW" => new AdamW(0.02), "Momentum" => new Momentum(0.05), _ => new RmsProp(0.02) },
        };
        LinearGaussian<E> whole = Model<E>();
        TrainingResult expected = new Trainer<E>(whole, options with { Checkpoint = null }).Train();
        TrainingResult? result = null;
        LinearGaussian<E>? model = null;
        // Stopped in the midst of an epoch, at its end, and in the midst of a later one; each time by another process, as it were.
        foreach (int steps in new[] { 6, 12, 21, int.MaxValue })
        {
            using CancellationTokenSource source = new();
            model = Model<E>();
            Trainer<E> trainer = new(model, options);
            model.BeforeStep = () =>
            {
                if (trainer.Steps >= steps - 1 && model.Requests.Count > 0)
                    source.Cancel();
            };
            result = trainer.Train(source.Token);
        }
        Assert.Equal(TrainingStop.Completed, result!.Stopped);
        Assert.Equal(whole.Parameters.Values.Span.ToArray(), model!.Parameters.Values.Span.ToArray());
        Assert.Equal(expected.Epochs.Select(epoch => epoch with { Seconds = 0 }), result.Epochs.Select(epoch => epoch with { Seconds = 0 }));
        Assert.Equal((expected.Steps, expected.BestEpoch, expected.WeightsOfEpoch), (result.Steps, result.BestEpoch, result.WeightsOfEpoch));
        Assert.Equal(["c"], folder.Names);
    }

    [Fact]
    public void More_epochs_may_be_added_where_no_schedule_depends_on_their_number()
    {
        TrainingOptions options = Options with { Schedule = LearningRateSchedule.Constant, KlWeight = KlWeightSchedule.Constant() };
        LinearGaussian<double> whole = Model<double>(), more = Model<double>();
        new Trainer<double>(whole, options with { Checkpoint = null, Epochs = 9 }).Train();
        new Trainer<double>(Model<double>(), options).Train();
        Assert.Equal(9, new Trainer<double>(more, options with { Epochs = 9 }).Train().Epochs.Count);
        Assert.Equal(whole.Parameters.Values.Span.ToArray(), more.Parameters.Values.Span.ToArray());
        Refused<double>("Epochs = 7, but the training has 9", Options with { Epochs = 9 }, file: () => new Trainer<double>(Model<double>(), Options with { Checkpoint = new(folder["c"]) }).Train());
    }

    [Fact]
    public void A_checkpoint_of_something_else_is_refused_and_changes_nothing()
    {
        void Make() => new Trainer<double>(Model<double>(), Options with { Checkpoint = new(folder["c"]) }).Train();
        Refused<double>("BatchSize = 12, but the training has 13", Options with { BatchSize = 13 }, Make);
        Refused<double>("Seed = 20260101, but the training has 4", Options with { Seed = 4 }, Make);
        Refused<double>("Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1E-08), but the training has Adam(LearningRate = 0.01", Options with { Optimizer = new Adam(0.01) }, Make);
        Refused<double>("tensor 'training/velocity/loadings' of shape [2, 1] is expected", Options with { Optimizer = new Momentum(0.01) }, Make);
        Refused<float>("tensor 'loadings' must hold F32, but holds F64", Options, Make);
        Refused<double>("tensor 'loadings' must have shape [3, 1], but has [2, 1]", Options, Make, outputs: 3);
        Refused<double>("holds no training", Options, () => Safetensors.Write(folder["c"], []));
        Refused<double>("truncated", Options, () =>
        {
            Make();
            File.WriteAllBytes(folder["c"], File.ReadAllBytes(folder["c"])[..^9]);
        });
        Refused<double>("has tensors of something else: 'decoder'", Options, () =>
        {
            Make();
            SafetensorsFile file = Safetensors.Read(folder["c"]);
            Safetensors.Write(folder["c"], [.. file.Tensors, StoredTensor.Create<double>("decoder", [1], [1])], file.Metadata);
        });
    }

    private void Refused<E>(string message, TrainingOptions options, Action file, int outputs = 2)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        file();
        LinearGaussian<E> model = Model<E>(outputs);
        model.Parameters.Values.Span.Fill(E.CreateChecked(0.25));
        Trainer<E> trainer = new(model, options);
        WeightFileException refusal = Assert.Throws<WeightFileException>(() => trainer.Train());
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(folder["c"], refusal.Path);
        Assert.All(model.Parameters.Values.Span.ToArray(), value => Assert.Equal(E.CreateChecked(0.25), value));
        Assert.Equal((0L, 0), (trainer.Steps, model.WriteBacks));
    }

    [Fact]
    public void Weights_of_networks_are_saved_and_loaded_exactly()
    {
        Dictionary<string, Network> saved = Networks(0.1), loaded = Networks(0);
        NetworkWeights.Save(folder["w"], saved);
        Assert.All(Safetensors.Read(folder["w"]).Tensors, tensor => Assert.Equal("F64", tensor.ElementType));
        NetworkWeights.Load(folder["w"], loaded);
        Assert.Equal(saved["decoder"].Tensors[0].Values, loaded["decoder"].Tensors[0].Values);
        Assert.All(loaded.Values.SelectMany(network => network.Tensors), tensor => Assert.Equal((true, 2), (tensor.IsInitialized, tensor.Version)));
        NetworkWeights.Save(folder["w"], Networks(0.5)); // A half is a float too: half the file.
        Assert.All(Safetensors.Read(folder["w"]).Tensors, tensor => Assert.Equal("F32", tensor.ElementType));
        NetworkWeights.Load(folder["w"], loaded);
        Assert.Equal(0.5, loaded["encoder"].Tensors[1].Values[0]);
    }

    [Fact]
    public void Weights_of_other_networks_are_refused_and_nothing_changes()
    {
        NetworkWeights.Save(folder["w"], Networks(0.1));
        LoadRefused("tensor 'decoder.0.weight' must have shape [3, 2], but has [2, 2]", new() { ["encoder"] = new Dummy(2), ["decoder"] = new Dummy(3) });
        LoadRefused("tensor 'other.0.weight' of shape [2, 2] is expected, but the file has only 'encoder.0.weight', 'encoder.0.bias', 'decoder.0.weight', 'decoder.0.bias'", new() { ["encoder"] = new Dummy(2), ["other"] = new Dummy(2) });
        LoadRefused("tensors of something else: 'decoder.0.weight', 'decoder.0.bias'", new() { ["encoder"] = new Dummy(2) });
        NetworkWeights.Save(folder["w"], Networks(double.NaN));
        LoadRefused("tensor 'encoder.0.weight' must hold finite numbers, but element 0 is NaN", Networks(0.25));
        Assert.Contains("'encoder.0.weight' has no weights yet", Assert.Throws<ArgumentException>(() => NetworkWeights.Save(folder["w"], new Dictionary<string, Network> { ["encoder"] = new Dummy(2) })).Message, StringComparison.Ordinal);

        void LoadRefused(string message, Dictionary<string, Network> networks)
        {
            double[] before = [.. networks.Values.SelectMany(network => network.Tensors.SelectMany(tensor => tensor.Values))];
            Assert.Contains(message, Assert.Throws<WeightFileException>(() => NetworkWeights.Load(folder["w"], networks)).Message, StringComparison.Ordinal);
            Assert.Equal(before, networks.Values.SelectMany(network => network.Tensors.SelectMany(tensor => tensor.Values)));
        }
    }

    private static Dictionary<string, Network> Networks(double value)
    {
        Dictionary<string, Network> networks = new() { ["encoder"] = new Dummy(2), ["decoder"] = new Dummy(2) };
        foreach (NetworkTensor tensor in networks.Values.SelectMany(network => network.Tensors))
        {
            Array.Fill(tensor.Values, value);
            tensor.MarkChanged();
        }
        return networks;
    }

    private sealed class Dummy(int size) : Network
    {
        public override int InputSize => 2;

        public override int OutputSize => size;

        public override IReadOnlyList<NetworkTensor> Tensors { get; } = [new("0.weight", size, 2), new("0.bias", size)];

        public override void Initialize(ulong seed) => throw new NotSupportedException();

        public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => throw new NotSupportedException();
    }
}

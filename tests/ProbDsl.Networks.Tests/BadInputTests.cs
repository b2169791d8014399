using ProbDsl.Networks.Tests.Doubles;
using ProbDsl.Networks.Tests.Sized;

namespace ProbDsl.Networks.Tests;

/// <summary>What cannot be used is refused by name, with what was expected and what was found; the weights stay as they were.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("probdsl-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Checkpoint => Path.Combine(folder.FullName, "checkpoint");

    private static TrainingOptions Options => new() { Epochs = 2, BatchSize = 5 };

    private static SizedVae Trained()
    {
        var model = new SizedVae { X = Samples.Binary(12, 7) };
        model.Fit(Options);
        return model;
    }

    private static double[] Weights(SizedVae model) => model.CreateBound().Parameters.Values.Span.ToArray();

    /// <summary>Brings a trained model into an impossible state and looks at what a training says and leaves.</summary>
    private static void Refused(Action<SizedVae> spoil, params string[] expected)
    {
        SizedVae model = Trained();
        double[] before = Weights(model);
        Vector<double>[] data = model.X;
        model.X = [.. data.Select(x => x.Clone())];
        spoil(model);
        Says(() => model.Fit(Options), expected);
        model.X = data;
        Assert.Equal(before, Weights(model));
    }

    private static void Says(Action action, params string[] expected)
    {
        Exception fault = Assert.ThrowsAny<Exception>(action);
        Assert.True(fault is ArgumentException or WeightFileException, fault.ToString());
        foreach (string text in expected)
            Assert.True(fault.Message.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in: {fault.Message}");
    }

    [Fact]
    public void Images_of_unequal_length() => Refused(m => m.X[3] = Samples.Binary(1, 6)[0], "X[3] has 6 elements", "7 are expected");

    [Fact]
    public void Images_of_another_size_than_the_networks() => Refused(m => m.X = Samples.Binary(12, 9), "the input of 'encoder' has 7 elements", "the rows of 'X' has 9", "encoder.Forward(X[n])");

    [Fact]
    public void No_images()
    {
        Refused(m => m.X = [], "X is empty", "at least one");
        Refused(m => m.X = null!, "X", "null");
        Refused(m => m.X[2] = null!, "X[2]", "null");
    }

    [Fact]
    public void Not_a_number() => Refused(m => m.X[4][2] = double.NaN, "X[4][2] is NaN");

    [Theory]
    [InlineData(1.5)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void Values_outside_the_support_of_the_decoder(double value)
    {
        Refused(m => m.X[1][6] = value, "X[1][6]", "from 0 to 1");
        GreyVae grey = new() { X = Samples.Binary(4, 7) };
        grey.X[1][6] = value;
        Says(() => grey.Fit(Options), "X[1][6]", "from 0 to 1");
    }

    [Fact]
    public void Outcomes_that_are_no_probabilities()
    {
        var model = new Answers { Features = [[1, 2], [3, 4]], Outcome = [1, 2] };
        Says(() => model.Fit(Options), "Outcome[1] is 2", "from 0 to 1");
        model.Outcome = [1];
        Says(() => model.Fit(Options), "Outcome has 1 entries", "the plate has 2");
        (model.Outcome, model.Features) = ([1, 0], [[1, 2], [3]]);
        Says(() => model.Fit(Options), "Features[1] has 1 elements", "2 are expected");
        model.Features = [[1, 2], [3, double.NaN]];
        Says(() => model.Fit(Options), "Features[1][1] is NaN");
        model.Features = null!;
        Says(() => model.Fit(Options), "Features");
    }

    [Fact]
    public void A_parameter_without_value_and_size()
    {
        var model = new Answers { Features = [[1, 2]], Outcome = [1] };
        model.Forget();
        Says(() => model.Fit(Options), "slope");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Labels_out_of_range(int label)
    {
        var model = new Classifier { X = Samples.Real(5, 4), Label = [0, 1, 2, label, 0] };
        Says(() => model.Fit(Options), "Label[3]", $"{label}", "an integer from 0 to ");
    }

    [Theory]
    [InlineData(5, "the output of 'encoder'", "has 5 elements", "2 times half of it has 4", "Halves()")]
    [InlineData(8, "'Codes' has 3 elements", "a half of the output of 'encoder' has 4", "Normal(mean, Softplus(raw))")]
    public void An_encoder_whose_output_does_not_fit(int encoded, params string[] expected)
    {
        var model = new SizedVae(encoded: encoded) { X = Samples.Binary(4, 7) };
        Says(() => model.Fit(Options), expected);
    }

    [Fact]
    public void A_decoder_whose_output_does_not_fit() =>
        Says(() => new SizedVae(decoded: 9) { X = Samples.Binary(4, 7) }.Fit(Options), "the rows of 'X' has 7 elements", "the output of 'decoder' has 9");

    [Fact]
    public void Held_out_models_of_other_sizes()
    {
        SizedVae model = Trained();
        double[] before = Weights(model);
        Says(() => model.Fit(Options, new SizedVae(9) { X = Samples.Binary(4, 9) }), "'encoder.0.weight'", "[6, 9]", "[6, 7]");
        Says(() => model.Fit(Options, new SizedVae(codes: 2) { X = Samples.Binary(4, 7) }), "'encoder.1.weight'", "[4, 6]", "[6, 6]");
        Says(() => model.Fit(Options, new SizedVae { X = Samples.Binary(4, 8) }), "'encoder'", "7", "8");
        Assert.Equal(before, Weights(model));
    }

    [Fact]
    public void Checkpoints_of_another_network()
    {
        TrainingOptions options = Options with { Checkpoint = new CheckpointOptions(Checkpoint) { Resume = true } };
        new SizedVae(codes: 2) { X = Samples.Binary(12, 7) }.Fit(options);
        byte[] file = File.ReadAllBytes(Checkpoint);
        SizedVae model = Trained();
        double[] before = Weights(model);
        Says(() => model.Fit(options with { Epochs = 5 }), Checkpoint, "'encoder.1.weight'", "[6, 6]", "[4, 6]");
        Says(() => new GreyVae { X = Samples.Binary(12, 7) }.Fit(options with { Seed = 1 }), Checkpoint, "Seed = ");
        Says(() => new SizedVae(codes: 2) { X = Samples.Binary(11, 7) }.Fit(options), Checkpoint, "the number of data = 12", "11");
        Says(() => new BayesianRegression { X = Samples.Real(12, 2), Y = Samples.Numbers(12) }.Fit(options), Checkpoint, "'w1Mean'", "is expected");
        Assert.Equal(before, Weights(model));
        Assert.Equal(file, File.ReadAllBytes(Checkpoint));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(300)]
    [InlineData(-1)]
    public void Truncated_checkpoints(int length)
    {
        TrainingOptions options = Options with { Checkpoint = new CheckpointOptions(Checkpoint) { Resume = true } };
        SizedVae model = Trained();
        double[] before = Weights(model);
        model.Fit(options);
        SizedVae other = Trained();
        byte[] file = File.ReadAllBytes(Checkpoint);
        byte[] part = file[..(length < 0 ? file.Length + length : length)];
        File.WriteAllBytes(Checkpoint, part);
        Says(() => other.Fit(options with { Epochs = 3 }), Checkpoint, "truncated");
        Assert.Equal(before, Weights(other));
        Assert.Equal(part, File.ReadAllBytes(Checkpoint));
    }

    [Fact]
    public void Inputs_of_the_generated_methods()
    {
        SizedVae model = Trained();
        Says(() => model.Encode([Samples.Binary(1, 7)[0], Samples.Binary(1, 5)[0]]), "X[1] has 5 elements", "7 are expected");
        Says(() => model.Encode((Vector<double>[])null!), "x");
        Says(() => model.Encode([null!]), "X[0] is null");
        Says(() => model.Encode([Vector<double>.Build.Dense(7, double.NaN)]), "X[0][0] is NaN");
        Says(() => model.Decode(Samples.Real(2, 4)), "z[0] has 4 elements", "3 are expected");
        Says(() => model.Interpolate(Samples.Real(1, 3)[0], Samples.Real(1, 3)[0], 1), "steps");
        var conditional = new ConditionalVae { Y = Samples.Real(4, 6), Condition = Samples.Real(4, 3) };
        Says(() => conditional.Encode(Samples.Real(4, 6), Samples.Real(3, 3)), "Condition has 3 entries", "4 are needed");
        var regression = new BayesianRegression { X = Samples.Real(4, 2), Y = Samples.Numbers(4) };
        Says(() => regression.Predict(Samples.Real(2, 3)), "X[0] has 3 elements", "2 are expected");
        Says(() => regression.Predict(Samples.Real(2, 2), samples: 0), "samples");
    }

    [Fact]
    public void Importance_weighted_bounds_of_a_bayesian_network()
    {
        var model = new BayesianRegression { X = Samples.Real(4, 2), Y = Samples.Numbers(4) };
        Says(() => model.Fit(Options with { Bound = BoundKind.ImportanceWeighted, Samples = 5 }), "importance-weighted", "BoundKind.Elbo");
    }
}

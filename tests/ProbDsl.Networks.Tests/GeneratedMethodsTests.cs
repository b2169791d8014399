using ProbDsl.Networks.Tests.Doubles;
using ProbDsl.Networks.Tests.Sized;

namespace ProbDsl.Networks.Tests;

/// <summary>Encode, Decode, Reconstruct, Sample, Interpolate and Predict.</summary>
public class GeneratedMethodsTests
{
    private static readonly SizedVae _model = Fitted();

    private static SizedVae Fitted()
    {
        var model = new SizedVae { X = Samples.Binary(30, 7) };
        model.Fit(new TrainingOptions { Epochs = 3, BatchSize = 7, Optimizer = new Adam(0.01) });
        return model;
    }

    private static Vector<double> Mean(Vector<double> code) => Logistic(_model.decoder.Forward(code));

    private static void Same(IReadOnlyList<Vector<double>> expected, IReadOnlyList<Vector<double>> found)
    {
        Assert.Equal(expected.Count, found.Count);
        for (int n = 0; n < expected.Count; n++)
            Assert.True((expected[n] - found[n]).L2Norm() <= 1e-12 * (1 + expected[n].L2Norm()), $"datum {n}: {found[n]} but {expected[n]} is expected");
    }

    [Fact]
    public void Codes_are_the_means_that_the_encoder_gives()
    {
        // More data than one batch of the generated code.
        Vector<double>[] x = Samples.Binary(600, 7, 8);
        Same([.. x.Select(v => _model.encoder.Forward(v).SubVector(0, 3))], _model.Encode(x));
        Same([_model.encoder.Forward(x[5]).SubVector(0, 3)], [_model.Encode(x[5])]);
        Assert.Empty(_model.Encode([]));
    }

    [Fact]
    public void Decoded_are_the_means_of_the_likelihood()
    {
        Vector<double>[] z = Samples.Real(300, 3);
        Same([.. z.Select(Mean)], _model.Decode(z));
        Same([Mean(z[2])], [_model.Decode(z[2])]);
    }

    [Fact]
    public void Reconstructions_are_decoded_codes() =>
        Same([.. _model.X.Select(x => Mean(_model.encoder.Forward(x).SubVector(0, 3)))], _model.Reconstruct(_model.X));

    [Fact]
    public void Samples_depend_on_the_seed_alone()
    {
        Vector<double>[] data = _model.X;
        Vector<double>[] drawn = _model.Sample(9, seed: 4);
        Same(drawn, _model.Sample(9, seed: 4));
        Assert.NotEqual(drawn[0], _model.Sample(9, seed: 5)[0]);
        Assert.Equal((9, 7), (drawn.Length, drawn[0].Count));
        Assert.All(drawn, x => Assert.InRange(x.Maximum(), 0, 1));
        Assert.NotEqual(drawn[0], drawn[1]);
        Assert.Same(data, _model.X);
    }

    [Fact]
    public void Samples_are_decoded_draws_from_the_prior()
    {
        // The mean over draws from the prior, against that over draws made here.
        Vector<double> mean = _model.Sample(20000, 1).Aggregate((a, b) => a + b) / 20000;
        var random = new Rng(77);
        Vector<double> expected = Enumerable.Range(0, 20000).Select(_ => Mean(Vector<double>.Build.Dense(3, _ => random.NextNormal()))).Aggregate((a, b) => a + b) / 20000;
        Assert.True((mean - expected).AbsoluteMaximum() < 0.012, $"{mean} but {expected} is expected");
    }

    [Fact]
    public void Interpolations_begin_and_end_where_they_should()
    {
        Vector<double> from = Samples.Real(2, 3)[0], to = Samples.Real(2, 3)[1];
        Same([Mean(from), Mean((from + to) / 2), Mean(to)], _model.Interpolate(from, to, 3));
        Assert.Equal(8, _model.Interpolate(from, to, 8).Length);
    }

    [Fact]
    public void Weights_that_change_count_at_once()
    {
        SizedVae model = Fitted();
        Vector<double> x = model.X[0], before = model.Encode(x);
        NetworkTensor bias = model.encoder.Tensors[^1];
        bias.Values[0] += 1;
        bias.MarkChanged();
        Assert.Equal(before[0] + 1, model.Encode(x)[0], 1e-12);
    }

    [Fact]
    public void Two_layers_have_a_code_each()
    {
        var model = new TwoLayerVae { X = Samples.Binary(12, 7) };
        (Vector<double>[] lower, Vector<double>[] upper) = model.Encode(model.X);
        Assert.Equal((12, 4, 12, 2), (lower.Length, lower[0].Count, upper.Length, upper[0].Count));
        Same(model.Decode(lower, upper), model.Reconstruct(model.X));
        Assert.Equal((5, 7), (model.Sample(5).Length, model.Sample(5)[0].Count));
    }

    [Fact]
    public void Conditions_stand_beside_codes()
    {
        var model = new ConditionalVae { Y = Samples.Real(12, 6), Condition = Samples.Real(12, 3, 9) };
        Vector<double>[] codes = model.Encode(model.Y, model.Condition);
        Assert.Equal((12, 2), (codes.Length, codes[0].Count));
        Same(model.Decode(codes, model.Condition), model.Reconstruct(model.Y, model.Condition));
        Vector<double>[] drawn = model.Sample(model.Condition[..4], seed: 3);
        Assert.Equal((4, 6), (drawn.Length, drawn[0].Count));
        Same(drawn, model.Sample(model.Condition[..4], seed: 3));
        Assert.NotEqual(drawn[0], model.Sample(model.Condition[4..8], seed: 3)[0]);
    }

    [Fact]
    public void Predictions_have_a_spread()
    {
        var model = new BayesianRegression { X = Samples.Real(12, 2), Y = Samples.Numbers(12) };
        model.Fit(new TrainingOptions { Epochs = 20, BatchSize = 4, MinibatchWeights = MinibatchWeights.Decreasing });
        Vector<double>[] x = Samples.Real(300, 2, 8);
        PredictiveMeans means = model.Predict(x, samples: 40, seed: 6), again = model.Predict(x, samples: 40, seed: 6);
        Assert.Equal((300, 40), (means.Count, means.Draws));
        for (int n = 0; n < x.Length; n++)
        {
            Assert.Equal(means.Mean(n), again.Mean(n));
            Assert.True(means.StandardDeviation(n) > 0);
            Assert.Equal(Enumerable.Range(0, 40).Average(s => means[s, n]), means.Mean(n), 1e-12);
            Assert.InRange(means.Mean(n), means.Quantile(0, n), means.Quantile(1, n));
        }
        Assert.NotEqual(means.Mean(0), model.Predict(x, samples: 40, seed: 7).Mean(0));
    }
}

using ProbDsl.Networks.Tests.Doubles;
using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>Where parameters start.</summary>
public class StartTests
{
    private static StartingPoints Model() => new() { X = Samples.Real(4, 3), Y = Samples.Numbers(4) };

    private static double[] Value(CompiledBound<double> bound, string name)
    {
        int number = bound.Parameters.Slots.ToList().FindIndex(s => s.Name == name);
        return bound.Parameters.Value(number).ToArray();
    }

    [Fact]
    public void Without_a_value_the_attribute_says_where()
    {
        CompiledBound<double> bound = Model().CreateBound();
        Assert.All(Value(bound, "raw"), v => Assert.Equal(-3, v));
        Assert.All(Value(bound, "plain"), v => Assert.Equal(0, v));
        Assert.Equal(new double[] { 1, 2, 3 }, Value(bound, "given"));
        double[] spread = Value(bound, "wide");
        (double mean, double sd) = (spread.Average(), Math.Sqrt(spread.Average(v => v * v) - Math.Pow(spread.Average(), 2)));
        Assert.InRange(mean, 2 - (5 * 0.5 / Math.Sqrt(900)), 2 + (5 * 0.5 / Math.Sqrt(900)));
        Assert.InRange(sd, 0.44, 0.56);
        Assert.NotEqual(spread[..3], Value(bound, "alike")[..3]);
    }

    [Fact]
    public void The_start_depends_on_the_seed_of_the_training_alone()
    {
        double[] Trained(ulong seed)
        {
            StartingPoints model = Model();
            var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Seed = seed, Optimizer = new Momentum(1e-12) };
            model.Fit(options);
            return [.. model.Wide.Enumerate()];
        }
        Assert.Equal(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1), Trained(2));
    }

    [Fact]
    public void Networks_of_one_shape_start_apart()
    {
        var model = new Sized.Twins { X = Samples.Real(4, 3), Y = Samples.Numbers(4) };
        model.CreateBound();
        Assert.All(model.first.Tensors.Zip(model.second.Tensors).Where(t => t.First.Shape.Count == 2), t => Assert.NotEqual(t.First.Values, t.Second.Values));
    }

    [Fact]
    public void A_second_training_goes_on_from_the_first()
    {
        StartingPoints model = Model();
        model.Fit(new TrainingOptions { Epochs = 1 });
        double[] first = model.Wide.ToRowMajorArray();
        Assert.Equal(first, Value(model.CreateBound(), "wide"));
    }
}

using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Networks;

public sealed class LayerTests
{
    private const double Step = 1e-5;

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void Adjoint_of_the_input_equals_finite_differences(string name)
    {
        var harness = new PassHarness<double>(LayerTable.Make(name), rows: 3, training: true);
        harness.Run();
        if (harness.Network is Embedding)
            return; // An index has no derivative.
        for (int row = 0; row < harness.Rows; row++)
            for (int j = 0; j < harness.Network.InputSize; j++)
                AssertDerivative(harness, ref harness.Input.Row(row)[j], harness.InputAdjoint.Row(row)[j], $"input [{row}, {j}]");
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void Gradients_of_all_tensors_equal_finite_differences(string name)
    {
        var harness = new PassHarness<double>(LayerTable.Make(name), rows: 3, training: true);
        harness.Run();
        for (int t = 0; t < harness.Network.Tensors.Count; t++)
        {
            double[] gradient = harness.Store.Gradient(t).ToArray();
            for (int i = 0; i < gradient.Length; i += 1 + (gradient.Length / 60))
                AssertDerivative(harness, ref harness.Store.Value(t)[i], gradient[i], $"{harness.Network.Tensors[t].Name}[{i}]");
        }
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void Single_precision_agrees_with_double(string name)
    {
        var exact = new PassHarness<double>(LayerTable.Make(name), rows: 5, training: true);
        var single = new PassHarness<float>(LayerTable.Make(name), rows: 5, training: true);
        exact.Run();
        single.Run();
        AssertClose(exact.Everything(), single.Everything(), 1e-4);
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void A_vector_gives_what_its_row_of_a_batch_gives(string name)
    {
        var harness = new PassHarness<double>(LayerTable.Make(name), rows: 7);
        harness.Run();
        for (int row = 0; row < harness.Rows; row++)
        {
            Vector<double> output = harness.Network.Forward(Vector<double>.Build.Dense(harness.Input.Row(row).ToArray()));
            AssertClose(harness.Pass.Output.Row(row).ToArray(), output.ToArray(), 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void Rows_do_not_see_each_other_and_gradients_are_their_sum(string name)
    {
        var batch = new PassHarness<double>(LayerTable.Make(name), rows: 7);
        var one = new PassHarness<double>(LayerTable.Make(name), rows: 1);
        batch.Run();
        one.Store.BeginGradient();
        for (int row = 0; row < batch.Rows; row++)
        {
            batch.Input.Row(row).CopyTo(one.Input.Row(0));
            batch.OutputAdjoint.Row(row).CopyTo(one.OutputAdjoint.Row(0));
            one.Forward();
            one.Backward();
            AssertClose(batch.Pass.Output.Row(row).ToArray(), one.Pass.Output.Row(0).ToArray(), 1e-13);
            AssertClose(batch.InputAdjoint.Row(row).ToArray(), one.InputAdjoint.Row(0).ToArray(), 1e-12);
        }
        for (int t = 0; t < batch.Network.Tensors.Count; t++)
            AssertClose(batch.Store.Gradient(t).ToArray(), one.Store.Gradient(t).ToArray(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void A_second_pass_adds_to_the_gradient(string name)
    {
        Network network = LayerTable.Make(name);
        var harness = new PassHarness<double>(network, rows: 4, training: true);
        NetworkPass<double> second = network.CreatePass(new NetworkBinding<double>(harness.Store, harness.First, new ComputeContext<double>(WorkTeam.Alone)), 4);
        harness.Run();
        double[][] once = Gradients(harness);
        harness.Store.BeginGradient();
        harness.Forward();
        second.Forward(harness.Input, harness.Rows, harness.Mode);
        second.Backward(harness.OutputAdjoint, null, parameters: true);
        harness.Backward();
        foreach ((double[] before, double[] after) in once.Zip(Gradients(harness)))
            AssertClose([.. before.Select(g => 2 * g)], after, 1e-12);
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void One_and_two_threads_agree_to_the_bit(string name)
    {
        var alone = new PassHarness<float>(LayerTable.Make(name), rows: 600, training: true);
        alone.Run();
        using var team = new WorkTeam(2);
        var both = new PassHarness<float>(LayerTable.Make(name), rows: 600, team, training: true);
        both.Run();
        Assert.Equal(alone.Everything(), both.Everything());
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void Both_ways_allocate_nothing(string name)
    {
        var harness = new PassHarness<float>(LayerTable.Make(name), rows: 9, training: true);
        harness.Run();
        harness.Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        harness.Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(LayerTable.Names), MemberType = typeof(LayerTable))]
    public void Without_parameters_the_gradient_is_left_alone(string name)
    {
        var harness = new PassHarness<double>(LayerTable.Make(name), rows: 3, training: true);
        harness.Run();
        double[] adjoint = harness.InputAdjoint.Row(2).ToArray();
        harness.InputAdjoint.Span.Clear();
        harness.Store.Gradients.Span.Fill(double.NaN);
        harness.Pass.Backward(harness.OutputAdjoint, harness.InputAdjoint, parameters: false);
        Assert.Equal(adjoint, harness.InputAdjoint.Row(2).ToArray());
        Assert.All(Gradients(harness).SelectMany(g => g), g => Assert.True(double.IsNaN(g)));
    }

    private static double[][] Gradients(PassHarness<double> harness) =>
        [.. Enumerable.Range(0, harness.Network.Tensors.Count).Select(t => harness.Store.Gradient(harness.First + t).ToArray())];

    private static void AssertDerivative(PassHarness<double> harness, ref double variable, double derivative, string what)
    {
        double start = variable;
        // The fourth-order central formula: its error stays under the tolerance for every activation.
        double D(ref double x, double h)
        {
            x = start + h;
            double up = harness.Loss();
            x = start - h;
            double down = harness.Loss();
            x = start;
            return (up - down) / (2 * h);
        }
        double difference = ((4 * D(ref variable, Step)) - D(ref variable, 2 * Step)) / 3;
        Assert.True(Math.Abs(difference - derivative) <= 1e-6 * Math.Max(1, Math.Abs(derivative)), $"{what}: {derivative} against {difference}");
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"[{i}]: expected {expected[i]}, found {actual[i]}");
    }
}

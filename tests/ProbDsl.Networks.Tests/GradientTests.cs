using ProbDsl.Networks.Tests.Doubles;
using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>Gradients of whole models by all their parameters against central differences of the bound with the same draws.</summary>
public class GradientTests
{
    private static readonly int[] _batch = [0, 3, 5, 6, 9];

    public static TheoryData<string, BoundKind, GradientEstimator, int> Cases()
    {
        var cases = new TheoryData<string, BoundKind, GradientEstimator, int>();
        foreach (string model in new[] { "BinaryVae", "TwoLayerVae", "ConditionalVae", "MixtureVae", "LabelledVae" })
        {
            cases.Add(model, BoundKind.Elbo, GradientEstimator.Automatic, 1);
            cases.Add(model, BoundKind.Elbo, GradientEstimator.Automatic, 3);
            cases.Add(model, BoundKind.Elbo, GradientEstimator.Joint, 2);
            cases.Add(model, BoundKind.ImportanceWeighted, GradientEstimator.Automatic, 4);
        }
        cases.Add("BayesianRegression", BoundKind.Elbo, GradientEstimator.Automatic, 1);
        cases.Add("BayesianRegression", BoundKind.Elbo, GradientEstimator.Joint, 3);
        foreach (string model in new[] { "LocalRegression", "FlipoutRegression" })
        {
            cases.Add(model, BoundKind.Elbo, GradientEstimator.Automatic, 1);
            cases.Add(model, BoundKind.Elbo, GradientEstimator.Joint, 3);
        }
        cases.Add("Classifier", BoundKind.Elbo, GradientEstimator.Automatic, 1);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_equal_finite_differences(string model, BoundKind kind, GradientEstimator estimator, int samples)
    {
        CompiledBound<double> bound = Models.Double(model);
        Samples.Disturb(bound.Parameters);
        var request = new BoundRequest { Bound = kind, Estimator = estimator, Samples = samples, Key = 42, KlWeight = 0.7 };
        bound.Step(_batch, request);
        double[] gradient = bound.Parameters.Gradients.Span.ToArray();
        Span<double> values = bound.Parameters.Values.Span;
        foreach (ParameterSlot slot in bound.Parameters.Slots)
            for (int i = slot.Offset; i < slot.Offset + slot.Count; i++)
            {
                const double Step = 1e-5;
                double start = values[i];
                values[i] = start + Step;
                double above = bound.Step(_batch, request with { Gradient = false }).Bound;
                values[i] = start - Step;
                double below = bound.Step(_batch, request with { Gradient = false }).Bound;
                values[i] = start;
                double expected = -(above - below) / (2 * Step);
                Assert.True(Math.Abs(gradient[i] - expected) <= 1e-7 + (1e-6 * Math.Abs(expected)), $"{model} {slot.Name}[{i - slot.Offset}]: {gradient[i]:R} but differences give {expected:R}");
            }
    }

    [Theory]
    [InlineData("BinaryVae", BoundKind.Elbo, 2)]
    [InlineData("TwoLayerVae", BoundKind.Elbo, 1)]
    [InlineData("BinaryVae", BoundKind.ImportanceWeighted, 4)]
    [InlineData("TwoLayerVae", BoundKind.ImportanceWeighted, 3)]
    public void Path_derivatives_have_the_mean_of_the_joint_form(string model, BoundKind kind, int samples)
    {
        CompiledBound<double> bound = Models.Double(model);
        Samples.Disturb(bound.Parameters);
        var joint = new Moments(bound.Parameters.Length);
        var path = new Moments(bound.Parameters.Length);
        for (int key = 0; key < 6000; key++)
        {
            var request = new BoundRequest { Bound = kind, Samples = samples, Key = (ulong)key };
            bound.Step(_batch, request with { Estimator = GradientEstimator.Joint });
            joint.Add(bound.Parameters.Gradients.Span);
            bound.Step(_batch, request with { Estimator = GradientEstimator.PathDerivative });
            path.Add(bound.Parameters.Gradients.Span);
        }
        joint.AssertSameMean(path, 5.5);
    }

    [Fact]
    public void Path_derivatives_vanish_where_the_guide_is_the_posterior()
    {
        // Sticking the landing: with the exact posterior every draw has the same weight, and the guide's gradient is zero for each draw.
        var model = new ExactGuide { X = Samples.Real(6, 2) };
        CompiledBound<double> bound = model.CreateBound();
        bound.Step([0, 1, 2, 3, 4, 5], new BoundRequest { Estimator = GradientEstimator.PathDerivative, Key = 3 });
        foreach (double derivative in bound.Parameters.Gradients.Span)
            Assert.Equal(0, derivative, 1e-12);
        bound.Step([0, 1, 2, 3, 4, 5], new BoundRequest { Estimator = GradientEstimator.Joint, Key = 3 });
        Assert.Contains(bound.Parameters.Gradients.Span.ToArray(), d => Math.Abs(d) > 1e-3);
    }

    [Fact]
    public void The_score_function_has_the_gradient_of_the_enumerated_bound()
    {
        CompiledBound<double> bound = Models.Double("BinaryCodes");
        Samples.Disturb(bound.Parameters);
        var moments = new Moments(bound.Parameters.Length);
        for (int key = 0; key < 20000; key++)
        {
            bound.Step([2], new BoundRequest { Samples = 3, Key = (ulong)key });
            moments.Add(bound.Parameters.Gradients.Span);
        }
        Span<double> values = bound.Parameters.Values.Span;
        foreach (ParameterSlot slot in bound.Parameters.Slots)
            for (int i = slot.Offset; i < slot.Offset + slot.Count; i += 5)
            {
                double start = values[i];
                values[i] = start + 1e-4;
                double above = EnumeratedBound.Of(bound.Parameters, Samples.Binary(12, 7)[2]);
                values[i] = start - 1e-4;
                double below = EnumeratedBound.Of(bound.Parameters, Samples.Binary(12, 7)[2]);
                values[i] = start;
                moments.AssertMean(i, -(above - below) / 2e-4, 5, slot.Name);
            }
    }

    [Theory]
    [InlineData("BinaryVae")]
    [InlineData("TwoLayerVae")]
    [InlineData("ConditionalVae")]
    [InlineData("MixtureVae")]
    [InlineData("LabelledVae")]
    [InlineData("BayesianRegression")]
    [InlineData("LocalRegression")]
    [InlineData("FlipoutRegression")]
    [InlineData("Classifier")]
    public void Single_precision_agrees_with_double(string model)
    {
        CompiledBound<double> wide = Models.Double(model);
        CompiledBound<float> narrow = Models.Single(model);
        Samples.Disturb(wide.Parameters);
        for (int i = 0; i < wide.Parameters.Length; i++)
        {
            float rounded = (float)wide.Parameters.Values.Span[i];
            narrow.Parameters.Values.Span[i] = rounded;
            wide.Parameters.Values.Span[i] = rounded;
        }
        ((GraphBound<double>)wide).UsesSingleNoise = true;
        var request = new BoundRequest { Key = 7 };
        BoundValue expected = wide.Step(_batch, request);
        BoundValue found = narrow.Step(_batch, request);
        Assert.Equal(expected.Bound, found.Bound, 1e-4 * Math.Abs(expected.Bound));
        double norm = Math.Sqrt(wide.Parameters.Gradients.Span.ToArray().Average(g => g * g));
        for (int i = 0; i < wide.Parameters.Length; i++)
            Assert.Equal(wide.Parameters.Gradients.Span[i], narrow.Parameters.Gradients.Span[i], 1e-4 * (Math.Abs(wide.Parameters.Gradients.Span[i]) + norm));
    }

    [Fact]
    public void Free_bits_hold_back_dimensions_below_them()
    {
        CompiledBound<double> bound = Models.Double("BinaryVae");
        bound.Step(_batch, new BoundRequest { Key = 1, FreeBits = 1000 });
        double[] free = bound.Parameters.Gradients.Span.ToArray();
        bound.Step(_batch, new BoundRequest { Key = 1, KlWeight = 0 });
        double[] without = bound.Parameters.Gradients.Span.ToArray();
        Assert.Equal(without, free);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        CompiledBound<float> bound = Models.Single("TwoLayerVae");
        var request = new BoundRequest { Bound = BoundKind.ImportanceWeighted, Samples = 5 };
        for (int i = 0; i < 50; i++)
            bound.Step(_batch, request with { Key = (ulong)i });
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            bound.Step(_batch, request with { Key = (ulong)i });
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}

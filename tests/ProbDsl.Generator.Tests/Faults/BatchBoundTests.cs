using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Bounds of models with guides, networks and parameters against plain C#, their gradients against differences of the same draws.</summary>
public sealed class BatchBoundTests
{
    private static readonly int[] All = [0, 1, 2, 3];

    private static readonly Lazy<LoadedModels> Models = new(() => LoadedModels.Load(GeneratorRun.Of(BoundRow.Source(BoundRows.All))
        .AssertClean("PDSL042", "PDSL045", "CS0169", "CS0649", "CS8618", "CS0414").Output));

    public static TheoryData<string> Names => [.. BoundRows.All.Select(r => r.Name)];

    private static CompiledBound<double> Make(string name) => Models.Value.Call<CompiledBound<double>>("Rows." + name, "Make");

    [Theory, MemberData(nameof(Names))]
    public void BoundsAreThoseByHand(string name)
    {
        CompiledBound<double> bound = Make(name);
        BoundValue value = bound.Step(All, new BoundRequest { Gradient = false });
        double expected = Models.Value.Call<double>("Rows." + name, "Expected"), divergence = Models.Value.Call<double>("Rows." + name, "ExpectedDivergence");
        Assert.False(double.IsNaN(expected) && double.IsNaN(divergence), "nothing is compared");
        if (double.IsInfinity(expected))
            Assert.Equal(expected, value.Bound);
        else if (!double.IsNaN(expected))
            Assert.Equal(expected, value.Bound, 1e-12 * (1 + Math.Abs(expected)));
        if (!double.IsNaN(divergence))
            Assert.Equal(divergence, value.Divergence, 1e-12 * (1 + Math.Abs(divergence)));
    }

    [Theory, MemberData(nameof(Names))]
    public void GradientsAreDifferences(string name)
    {
        CompiledBound<double> bound = Make(name);
        if (bound.HasDiscreteLatents || name == "SphereOfParameters")
            return; // Their draws do not move with the parameters: see below.
        Differences(bound, new BoundRequest { Key = 5, Samples = 2 }, name);
        Differences(bound, new BoundRequest { Key = 5, Samples = 2, Estimator = GradientEstimator.Joint }, name);
        if (bound.HasLocalLatents)
            Differences(bound, new BoundRequest { Key = 5, Samples = 3, Bound = BoundKind.ImportanceWeighted, KlWeight = 0.6 }, name);
    }

    private static void Differences(CompiledBound<double> bound, BoundRequest request, string name)
    {
        int[] batch = [0, 2, 3];
        if (double.IsInfinity(bound.Step(batch, request).Bound))
            return;
        double[] gradient = bound.Parameters.Gradients.Span.ToArray();
        Span<double> values = bound.Parameters.Values.Span;
        foreach (ParameterSlot slot in bound.Parameters.Slots)
            for (int i = slot.Offset; i < slot.Offset + slot.Count; i++)
            {
                const double Step = 1e-5;
                double start = values[i];
                values[i] = start + Step;
                double above = bound.Step(batch, request with { Gradient = false }).Bound;
                values[i] = start - Step;
                double below = bound.Step(batch, request with { Gradient = false }).Bound;
                values[i] = start;
                double expected = -(above - below) / (2 * Step);
                if (slot.Name == "Z")
                    expected = 0; // At the edge of a condition the side taken counts.
                Assert.True(Math.Abs(gradient[i] - expected) <= 1e-7 + (1e-6 * Math.Abs(expected)), $"{name} {slot.Name}[{i - slot.Offset}], {request.Bound}, {request.Estimator}: {gradient[i]:R}, but differences give {expected:R}");
            }
    }

    /// <summary>A term that counts once a datum moves every bound and every weight by itself, whatever the estimator.</summary>
    [Theory]
    [InlineData(BoundKind.Elbo, GradientEstimator.Automatic)]
    [InlineData(BoundKind.Elbo, GradientEstimator.Joint)]
    [InlineData(BoundKind.Elbo, GradientEstimator.PathDerivative)]
    [InlineData(BoundKind.ImportanceWeighted, GradientEstimator.Joint)]
    [InlineData(BoundKind.ImportanceWeighted, GradientEstimator.PathDerivative)]
    public void ATermOfParametersMovesEveryBoundByItself(BoundKind kind, GradientEstimator estimator)
    {
        LoadedModels models = LoadedModels.Of(BoundRow.Source(
        [
            new BoundRow("Moved", "[Observed] double[] X = [0.3, -1.2, 2.7]; [Latent] double[] u; [Parameter] double A = 0; [Parameter] double B = 0; [Parameter] double C = 0.2;",
                "Factor(B); foreach (int n in Minibatch(X.Length)) { u[n] = ~Normal(0, 1); X[n] = ~Normal(u[n], 1); Factor(-3 * A); }", "foreach (int n in Minibatch(X.Length)) u[n] = ~Normal(C, 0.7);"),
        ]));
        var bound = models.Call<CompiledBound<double>>("Rows.Moved", "Make");
        var request = new BoundRequest { Bound = kind, Estimator = estimator, Samples = 4, Key = 8 };
        double Bound(double a, double b)
        {
            (bound.Parameters.Value(Slot(bound, "A"))[0], bound.Parameters.Value(Slot(bound, "B"))[0]) = (a, b);
            return bound.Step([0, 2], request).Bound;
        }

        Assert.Equal(Bound(0, 0) - 2.1, Bound(0.7, 0), 1e-12);
        Assert.Equal(3, bound.Parameters.Gradient(Slot(bound, "A"))[0], 1e-12);
        Assert.Equal(Bound(0, 0) + (0.9 / 3), Bound(0, 0.9), 1e-12);
        Assert.Equal(-1.0 / 3, bound.Parameters.Gradient(Slot(bound, "B"))[0], 1e-12);
        double[] before = new double[8], after = new double[8];
        Bound(0, 0);
        bound.LogWeights([0, 2], 4, 8, before);
        Bound(0.7, 0);
        bound.LogWeights([0, 2], 4, 8, after);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First - 2.1, pair.Second, 1e-12));
    }

    private static int Slot(CompiledBound<double> bound, string name) => bound.Parameters.Slots.ToList().FindIndex(s => s.Name == name);
}

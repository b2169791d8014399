using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Mean gradients of guides in layers and of discrete latents, against quadrature and sums over all codes.</summary>
public sealed class GuideGradientTests
{
    private const double X = 1.3;
    private static readonly double[] Start = [0.8, -0.4, 0.5, -0.2, 0.9];

    private static readonly Lazy<LoadedModels> Models = new(() => LoadedModels.Of(BoundRow.Source(
    [
        new BoundRow("Layers", "[Observed] double[] X = [1.3]; [Latent] double[] lower; [Latent] double[] upper; [Parameter] double A1 = 0.8; [Parameter] double R1 = -0.4; [Parameter] double A2 = 0.5; [Parameter] double R2 = -0.2; [Parameter] double W = 0.9;",
            "foreach (int n in Minibatch(X.Length)) { upper[n] = ~Normal(0, 1); lower[n] = ~Normal(W * upper[n], 0.7); X[n] = ~Normal(lower[n], 0.5); }",
            "foreach (int n in Minibatch(X.Length)) { lower[n] = ~Normal(A1 * X[n], Math.Exp(R1)); upper[n] = ~Normal(A2 * lower[n] + 0.1 * X[n], Math.Exp(R2)); }"),
        new BoundRow("Mixed", "[Observed] double[] X = [1.3]; [Latent] double[] b; [Latent] double[] u; [Parameter] double A = 0.3; [Parameter] double M = 0.5; [Parameter] double R = -0.4; [Parameter] double P = 0.2;",
            "foreach (int n in Minibatch(X.Length)) { b[n] = ~BernoulliLogits(P); u[n] = ~Normal(b[n], 1); X[n] = ~Normal(u[n], 0.5); }",
            "foreach (int n in Minibatch(X.Length)) { b[n] = ~BernoulliLogits(A * X[n]); u[n] = ~Normal(M * X[n] + 0.4 * b[n], Math.Exp(R)); }"),
        new BoundRow("GlobalCode", "[Observed] double[] X = [1.3, 0.2]; [Latent] double b; [Parameter] double A = 0.3; [Parameter] double C = 0.6;",
            "b = ~Bernoulli(0.3); Factor(b * C); foreach (int n in Minibatch(X.Length)) X[n] = ~Normal(b, 0.4);", "b = ~BernoulliLogits(A);"),
    ]), "PDSL045"));

    /// <summary>log p(x, lower, upper) - β [log q - log p], by the noise.</summary>
    private static double LogWeight(double[] p, double beta, double first, double second)
    {
        double lower = (p[0] * X) + (Math.Exp(p[1]) * first), upper = (p[2] * lower) + (0.1 * X) + (Math.Exp(p[3]) * second);
        double prior = new Normal(0, 1).LogDensity(upper) + new Normal(p[4] * upper, 0.7).LogDensity(lower);
        double guide = (-0.5 * ((first * first) + (second * second))) - p[1] - p[3] - Math.Log(2 * Math.PI);
        return new Normal(lower, 0.5).LogDensity(X) + (beta * (prior - guide));
    }

    /// <summary>E log [(w1 + w2) / 2] over four noises, by the product of Gauss-Hermite rules.</summary>
    private static double TwoSamples(double[] p, double beta)
    {
        (double[] at, double[] weight) = GaussHermite(28);
        int n = at.Length;
        double[] logWeights = new double[n * n], probabilities = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                (logWeights[(i * n) + j], probabilities[(i * n) + j]) = (LogWeight(p, beta, at[i], at[j]), weight[i] * weight[j]);
        double sum = 0;
        for (int a = 0; a < logWeights.Length; a++)
            for (int b = 0; b < logWeights.Length; b++)
                sum += probabilities[a] * probabilities[b] * (Functions.LogSumExp(logWeights[a], logWeights[b]) - Math.Log(2));
        return sum;
    }

    /// <summary>Nodes and weights for the standard normal: eigenvalues of the Jacobi matrix (Golub and Welsch 1969).</summary>
    private static (double[] At, double[] Weight) GaussHermite(int n)
    {
        var jacobi = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(n, n, (i, j) => Math.Abs(i - j) == 1 ? Math.Sqrt(Math.Max(i, j)) : 0);
        var decomposed = jacobi.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        return ([.. decomposed.EigenValues.Select(v => v.Real)], [.. Enumerable.Range(0, n).Select(k => decomposed.EigenVectors[0, k] * decomposed.EigenVectors[0, k])]);
    }

    [Theory]
    [InlineData(GradientEstimator.Joint, 1.0)]
    [InlineData(GradientEstimator.PathDerivative, 1.0)]
    [InlineData(GradientEstimator.PathDerivative, 0.4)]
    public void TheWeightedBoundOfTwoLayersHasTheGradientOfTheQuadrature(GradientEstimator estimator, double beta)
    {
        var bound = Models.Value.Call<CompiledBound<double>>("Rows.Layers", "Make");
        const int Count = 400000;
        (double[] sum, double[] squares) = Moments(bound, Count, [0], new BoundRequest { Bound = BoundKind.ImportanceWeighted, Samples = 2, Estimator = estimator, KlWeight = beta });
        string[] names = ["A1", "R1", "A2", "R2", "W"];
        foreach (ParameterSlot slot in bound.Parameters.Slots)
        {
            int i = Array.IndexOf(names, slot.Name);
            double[] above = [.. Start], below = [.. Start];
            (above[i], below[i]) = (Start[i] + 1e-4, Start[i] - 1e-4);
            double expected = -(TwoSamples(above, beta) - TwoSamples(below, beta)) / 2e-4;
            double mean = sum[slot.Offset] / Count, error = Math.Sqrt(((squares[slot.Offset] / Count) - (mean * mean)) / Count);
            Assert.True(error < 0.008, $"{slot.Name}: the standard error {error:R} is too large to tell");
            Assert.True(Math.Abs(mean - expected) <= (4.5 * error) + 1e-6, $"{slot.Name}: mean {mean:R} ± {error:R}, by quadrature {expected:R}");
        }
    }

    [Theory]
    [InlineData(GradientEstimator.Automatic)]
    [InlineData(GradientEstimator.Joint)]
    [InlineData(GradientEstimator.PathDerivative)]
    public void DiscreteDrawsBesideOthersHaveTheGradientOfTheSum(GradientEstimator estimator)
    {
        var bound = Models.Value.Call<CompiledBound<double>>("Rows.Mixed", "Make");
        double Bound(double a, double m, double r, double prior)
        {
            double total = 0, p = Functions.Logistic(a * X), s = Math.Exp(r);
            for (int b = 0; b < 2; b++)
            {
                double q = b == 1 ? p : 1 - p, mean = (m * X) + (0.4 * b);
                double likelihood = new Normal(mean, 0.5).LogDensity(X) - (0.5 * s * s / 0.25);
                double divergence = (0.5 * ((s * s) + ((mean - b) * (mean - b)) - 1)) - r;
                total += q * (likelihood - divergence + new BernoulliLogits(prior).LogDensity(b) - Math.Log(q));
            }
            return total;
        }

        Compare(bound, new BoundRequest { Samples = 3, Estimator = estimator }, [0], p => Bound(p["A"], p["M"], p["R"], p["P"]));
    }

    [Fact]
    public void TheJointFormOfTheWeightedBoundHoldsForDiscreteDraws()
    {
        var bound = Models.Value.Call<CompiledBound<double>>("Rows.Mixed", "Make");
        (double[] at, double[] weight) = GaussHermite(40);
        double Bound(Dictionary<string, double> p)
        {
            List<(double Weight, double Probability)> samples = [];
            for (int b = 0; b < 2; b++)
                for (int i = 0; i < at.Length; i++)
                {
                    double mean = (p["M"] * X) + (0.4 * b), u = mean + (Math.Exp(p["R"]) * at[i]);
                    double logGuide = new BernoulliLogits(p["A"] * X).LogDensity(b);
                    double log = new BernoulliLogits(p["P"]).LogDensity(b) + new Normal(b, 1).LogDensity(u) + new Normal(u, 0.5).LogDensity(X) - logGuide - new Normal(mean, Math.Exp(p["R"])).LogDensity(u);
                    samples.Add((log, Math.Exp(logGuide) * weight[i]));
                }
            return samples.Sum(a => samples.Sum(b => a.Probability * b.Probability * (Functions.LogSumExp(a.Weight, b.Weight) - Math.Log(2))));
        }

        Compare(bound, new BoundRequest { Bound = BoundKind.ImportanceWeighted, Samples = 2, Estimator = GradientEstimator.Joint }, [0], Bound);
    }

    [Fact]
    public void TheDoublyReparameterisedGradientRefusesDiscreteDraws()
    {
        var bound = Models.Value.Call<CompiledBound<double>>("Rows.Mixed", "Make");
        var request = new BoundRequest { Bound = BoundKind.ImportanceWeighted, Samples = 2, Estimator = GradientEstimator.PathDerivative };
        string message = Assert.Throws<ArgumentException>(() => bound.Step([0], request)).Message;
        Assert.Contains("discrete", message, StringComparison.Ordinal);
        Assert.Contains("GradientEstimator.Joint", message, StringComparison.Ordinal);
        bound.Step([0], request with { Gradient = false });
    }

    [Theory]
    [InlineData(GradientEstimator.Automatic)]
    [InlineData(GradientEstimator.Joint)]
    [InlineData(GradientEstimator.PathDerivative)]
    public void ADiscreteLatentOfTheModelHasTheGradientOfTheSum(GradientEstimator estimator)
    {
        var bound = Models.Value.Call<CompiledBound<double>>("Rows.GlobalCode", "Make");
        double Bound(Dictionary<string, double> p)
        {
            double total = 0, one = Functions.Logistic(p["A"]);
            for (int b = 0; b < 2; b++)
            {
                double q = b == 1 ? one : 1 - one;
                total += q * (new Normal(b, 0.4).LogDensity(0.2) + (0.5 * ((b * p["C"]) + new Bernoulli(0.3).LogDensity(b) - Math.Log(q))));
            }
            return total;
        }

        Compare(bound, new BoundRequest { Samples = 1, Estimator = estimator }, [1], Bound);
    }

    private static (double[] Sum, double[] Squares) Moments(CompiledBound<double> bound, int count, int[] batch, BoundRequest request)
    {
        double[] sum = new double[bound.Parameters.Length], squares = new double[bound.Parameters.Length];
        for (int key = 0; key < count; key++)
        {
            bound.Step(batch, request with { Key = (ulong)key });
            Span<double> gradient = bound.Parameters.Gradients.Span;
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += gradient[i];
                squares[i] += gradient[i] * gradient[i];
            }
        }
        return (sum, squares);
    }

    private static void Compare(CompiledBound<double> bound, BoundRequest request, int[] batch, Func<Dictionary<string, double>, double> exact)
    {
        const int Count = 150000;
        (double[] sum, double[] squares) = Moments(bound, Count, batch, request);
        Dictionary<string, double> start = bound.Parameters.Slots.ToDictionary(s => s.Name, s => bound.Parameters.Values.Span[s.Offset]);
        foreach (ParameterSlot slot in bound.Parameters.Slots)
        {
            double expected = -(exact(new(start) { [slot.Name] = start[slot.Name] + 1e-4 }) - exact(new(start) { [slot.Name] = start[slot.Name] - 1e-4 })) / 2e-4;
            double mean = sum[slot.Offset] / Count, error = Math.Sqrt(Math.Max(0, (squares[slot.Offset] / Count) - (mean * mean)) / Count);
            Assert.True(error < 0.02, $"{slot.Name}: the standard error {error:R} is too large to tell");
            Assert.True(Math.Abs(mean - expected) <= (4.5 * error) + 1e-6, $"{slot.Name}: mean {mean:R} ± {error:R}, exact {expected:R}");
        }
    }
}

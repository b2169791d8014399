using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using ProbDsl.Runtime;

namespace ProbDsl.Tests.Training;

/// <summary>x = W z + noise with a Gaussian guide: p(x) = N(0, W Wᵀ + σ² I) is known. q(z | x) = N(A x, diag exp(2 ρ)).</summary>
internal sealed class LinearGaussian<E> : CompiledBound<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly double[][] data;
    private readonly double noise;
    private readonly int outputs;
    private readonly int latents;
    private double[] logWeights = [];
    private double[] weights = [];

    internal LinearGaussian(double[][] data, double[,] loadings, double noise, ParameterStore<E>? store = null)
        : base(store ?? new ParameterStore<E>(), new ComputeContext<E>())
    {
        (this.data, this.noise, outputs, latents) = (data, noise, loadings.GetLength(0), loadings.GetLength(1));
        if (store is not null)
            return;
        Parameters.Add("loadings", [outputs, latents], [.. loadings.Cast<double>()]);
        Parameters.Add("guide.mean", [latents, outputs], new double[outputs * latents]);
        Parameters.Add("guide.scale", [latents], new double[latents]);
    }

    internal List<BoundRequest> Requests { get; } = [];

    internal List<int> Seen { get; } = [];

    internal int WriteBacks { get; private set; }

    /// <summary>The number of calls of <see cref="Step"/> with a gradient from which on the bound is NaN.</summary>
    internal int BreaksAt { get; init; } = int.MaxValue;

    internal Action? BeforeStep { get; set; }

    public override int DataCount => data.Length;

    public override bool HasGlobalLatents => false;

    public override bool HasLocalLatents => true;

    private Span<E> W => Parameters.Value(0);

    private Span<E> A => Parameters.Value(1);

    private Span<E> Rho => Parameters.Value(2);

    public override void Prepare(int batch, int samples)
    {
        logWeights = new double[Math.Max(logWeights.Length, batch * samples)];
        weights = new double[logWeights.Length];
    }

    public override void WriteBack() => WriteBacks++;

    /// <summary>Sets the guide to the posterior's mean and to standard deviations that many times the posterior's marginal ones.</summary>
    internal void SetGuide(double meanFactor, double scaleFactor)
    {
        Matrix<double> w = Matrix<double>.Build.Dense(outputs, latents, (i, j) => double.CreateChecked(W[(i * latents) + j]));
        Matrix<double> covariance = (Matrix<double>.Build.DenseIdentity(latents) + (w.TransposeThisAndMultiply(w) / (noise * noise))).Inverse();
        Matrix<double> mean = covariance * w.Transpose() / (noise * noise);
        for (int l = 0; l < latents; l++)
        {
            for (int d = 0; d < outputs; d++)
                A[(l * outputs) + d] = E.CreateChecked(meanFactor * mean[l, d]);
            Rho[l] = E.CreateChecked(Math.Log(scaleFactor * Math.Sqrt(covariance[l, l])));
        }
    }

    internal double Evidence(int n)
    {
        Matrix<double> w = Matrix<double>.Build.Dense(outputs, latents, (i, j) => double.CreateChecked(W[(i * latents) + j]));
        Matrix<double> covariance = w.TransposeAndMultiply(w) + (noise * noise * Matrix<double>.Build.DenseIdentity(outputs));
        var x = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(data[n]);
        return -0.5 * (x.DotProduct(covariance.Solve(x)) + Math.Log(covariance.Determinant()) + (outputs * Math.Log(2 * Math.PI)));
    }

    /// <summary>The log weight of a datum at one value of the noise of its only latent.</summary>
    internal double LogWeightAt(int n, double noise)
    {
        (double likelihood, double divergence) = Weigh(data[n], [0], [noise], new double[outputs]);
        return likelihood - divergence;
    }

    public override void LogWeights(ReadOnlySpan<int> batch, int samples, ulong key, Span<double> logWeights)
    {
        double[] z = new double[latents], epsilon = new double[latents], residual = new double[outputs];
        for (int d = 0; d < batch.Length; d++)
        {
            Rng rng = new(key, (ulong)batch[d]);
            for (int k = 0; k < samples; k++)
            {
                (double likelihood, double divergence) = Draw(rng, data[batch[d]], z, epsilon, residual);
                logWeights[(k * batch.Length) + d] = likelihood - divergence;
            }
        }
    }

    public override BoundValue Step(ReadOnlySpan<int> batch, in BoundRequest request)
    {
        BeforeStep?.Invoke();
        if (request.Gradient)
        {
            Requests.Add(request);
            Seen.AddRange(batch);
        }
        (double likelihood, double divergence) = Weigh(batch, request);
        double bound;
        double[] bounds = new double[batch.Length];
        if (request.Bound == BoundKind.ImportanceWeighted)
        {
            bound = BoundWeights.ImportanceWeighted(logWeights, batch.Length, request.Samples, weights, bounds);
        }
        else
        {
            bound = logWeights.AsSpan(0, batch.Length * request.Samples).ToArray().Average();
            Array.Fill(weights, 1.0 / request.Samples);
        }
        if (request.Gradient)
            Differentiate(batch, request);
        return new BoundValue(Requests.Count > BreaksAt ? double.NaN : bound, likelihood, divergence);
    }

    private (double Likelihood, double Divergence) Weigh(ReadOnlySpan<int> batch, in BoundRequest request)
    {
        double[] z = new double[latents], epsilon = new double[latents], residual = new double[outputs];
        double likelihoods = 0, divergences = 0;
        for (int d = 0; d < batch.Length; d++)
        {
            Rng rng = new(request.Key, (ulong)batch[d]);
            for (int k = 0; k < request.Samples; k++)
            {
                (double likelihood, double divergence) = Draw(rng, data[batch[d]], z, epsilon, residual);
                logWeights[(k * batch.Length) + d] = likelihood - (request.KlWeight * divergence);
                likelihoods += likelihood;
                divergences += divergence;
            }
        }
        int all = batch.Length * request.Samples;
        return (likelihoods / all, divergences / all);
    }

    private (double Likelihood, double Divergence) Draw(Rng rng, double[] x, double[] z, double[] epsilon, double[] residual)
    {
        for (int l = 0; l < latents; l++)
            epsilon[l] = rng.NextNormal();
        return Weigh(x, z, epsilon, residual);
    }

    private (double Likelihood, double Divergence) Weigh(double[] x, double[] z, double[] epsilon, double[] residual)
    {
        double likelihood = 0, divergence = 0;
        for (int l = 0; l < latents; l++)
        {
            double rho = double.CreateChecked(Rho[l]);
            z[l] = Math.Exp(rho) * epsilon[l];
            for (int d = 0; d < outputs; d++)
                z[l] += double.CreateChecked(A[(l * outputs) + d]) * x[d];
            divergence += (0.5 * ((z[l] * z[l]) - (epsilon[l] * epsilon[l]))) - rho;
        }
        for (int d = 0; d < outputs; d++)
        {
            residual[d] = x[d];
            for (int l = 0; l < latents; l++)
                residual[d] -= double.CreateChecked(W[(d * latents) + l]) * z[l];
            likelihood -= (0.5 * residual[d] * residual[d] / (noise * noise)) + Math.Log(noise * Math.Sqrt(2 * Math.PI));
        }
        return (likelihood, divergence);
    }

    /// <summary>The gradient of minus the bound: the weighted sum of the gradients of log weights along their draws.</summary>
    private void Differentiate(ReadOnlySpan<int> batch, in BoundRequest request)
    {
        double[] z = new double[latents], epsilon = new double[latents], residual = new double[outputs];
        double[] dw = new double[W.Length], da = new double[A.Length], dr = new double[latents];
        for (int n = 0; n < batch.Length; n++)
        {
            double[] x = data[batch[n]];
            Rng rng = new(request.Key, (ulong)batch[n]);
            for (int k = 0; k < request.Samples; k++)
            {
                Draw(rng, x, z, epsilon, residual);
                double weight = weights[(k * batch.Length) + n] / batch.Length;
                for (int l = 0; l < latents; l++)
                {
                    double byZ = -request.KlWeight * z[l];
                    for (int d = 0; d < outputs; d++)
                    {
                        byZ += double.CreateChecked(W[(d * latents) + l]) * residual[d] / (noise * noise);
                        dw[(d * latents) + l] -= weight * residual[d] * z[l] / (noise * noise);
                    }
                    for (int d = 0; d < outputs; d++)
                        da[(l * outputs) + d] -= weight * byZ * x[d];
                    dr[l] -= weight * ((byZ * Math.Exp(double.CreateChecked(Rho[l])) * epsilon[l]) + request.KlWeight);
                }
            }
        }
        double[][] gradients = [dw, da, dr];
        for (int p = 0; p < gradients.Length; p++)
            for (int i = 0; i < gradients[p].Length; i++)
                Parameters.Gradient(p)[i] = E.CreateChecked(gradients[p][i]);
    }

    /// <summary>Data drawn from the model.</summary>
    internal static double[][] Simulate(double[,] loadings, double noise, int count, ulong seed)
    {
        Rng rng = new(seed);
        double[][] data = new double[count][];
        for (int n = 0; n < count; n++)
        {
            double[] z = [.. Enumerable.Range(0, loadings.GetLength(1)).Select(_ => rng.NextNormal())];
            data[n] = [.. Enumerable.Range(0, loadings.GetLength(0)).Select(d => (noise * rng.NextNormal()) + z.Select((value, l) => value * loadings[d, l]).Sum())];
        }
        return data;
    }
}

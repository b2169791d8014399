using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Samples;

/// <summary>The same network by local reparameterisation: each case has draws of its own, of the products in place of the weights.</summary>
[Model(Precision = Precision.Single)]
public partial class LocalRegression(int inputs) : IRegression
{
    private const int Hidden = 24, Wide = Hidden + 1;

    /// <summary>The predictors of each case, the last of them one, whose weights are the biases.</summary>
    [Data] public required Vector<double>[] X { get; set; }

    /// <summary>The outcome of each case.</summary>
    [Observed] public required double[] Y { get; set; }

    /// <summary>The number of predictors, with the one.</summary>
    [Data] public int Inputs { get; } = inputs;

    [Latent(nameof(Hidden), nameof(Inputs), Sampling = WeightSampling.LocalReparameterization)] Matrix<double> first;
    [Latent(nameof(Hidden), nameof(Wide), Sampling = WeightSampling.LocalReparameterization)] Matrix<double> second;
    [Latent(1, nameof(Wide), Sampling = WeightSampling.LocalReparameterization)] Matrix<double> last;

    [Parameter(nameof(Hidden), nameof(Inputs), Spread = 0.5)] Matrix<double> firstMean;
    [Parameter(nameof(Hidden), nameof(Inputs), Initial = -3)] Matrix<double> firstRho;
    [Parameter(nameof(Hidden), nameof(Wide), Spread = 0.2)] Matrix<double> secondMean;
    [Parameter(nameof(Hidden), nameof(Wide), Initial = -3)] Matrix<double> secondRho;
    [Parameter(1, nameof(Wide), Spread = 0.2)] Matrix<double> lastMean;
    [Parameter(1, nameof(Wide), Initial = -3)] Matrix<double> lastRho;
    [Parameter] double logNoise = -1;

    /// <inheritdoc/>
    public double Noise => Math.Exp(logNoise);

    void Generate()
    {
        first = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden, Inputs);
        second = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden, Wide);
        last = ~ScaleMixture(0.5, 1, 0.1).Iid(1, Wide);
        Vector<double> one = Vector<double>.Build.Dense(1, 1.0);
        foreach (int n in Minibatch(Y.Length))
        {
            Vector<double> below = Concat(Relu(first * X[n]), one);
            Vector<double> above = Concat(Relu(second * below), one);
            Y[n] = ~Normal((last * above)[0], Noise);
        }
    }

    [Guide]
    void Weights()
    {
        first = ~Normal(firstMean, Softplus(firstRho));
        second = ~Normal(secondMean, Softplus(secondRho));
        last = ~Normal(lastMean, Softplus(lastRho));
    }

    /// <inheritdoc/>
    public TrainingResult Train(TrainingOptions options) => Fit(options);

    /// <inheritdoc/>
    public PredictiveMeans Means(Vector<double>[] x, int draws, ulong seed) => Predict(x, draws, seed);

    /// <inheritdoc/>
    public CompiledBound<float> Bounds() => CreateBound();
}

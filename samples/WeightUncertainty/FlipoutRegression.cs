using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Samples;

/// <summary>The same network by flipout: each case sees the draw with random signs of its own.</summary>
[Model(Precision = Precision.Single)]
public partial class FlipoutRegression(int inputs) : IRegression
{
    private const int Hidden = 24;

    /// <summary>The predictors of each case.</summary>
    [Data] public required Vector<double>[] X { get; set; }

    /// <summary>The outcome of each case.</summary>
    [Observed] public required double[] Y { get; set; }

    /// <summary>The number of predictors.</summary>
    [Data] public int Inputs { get; } = inputs;

    [Latent(nameof(Hidden), nameof(Inputs), Sampling = WeightSampling.Flipout)] Matrix<double> first;
    [Latent(nameof(Hidden))] Vector<double> firstBias;
    [Latent(nameof(Hidden), nameof(Hidden), Sampling = WeightSampling.Flipout)] Matrix<double> second;
    [Latent(nameof(Hidden))] Vector<double> secondBias;
    [Latent(1, nameof(Hidden), Sampling = WeightSampling.Flipout)] Matrix<double> last;

    [Parameter(nameof(Hidden), nameof(Inputs), Spread = 0.5)] Matrix<double> firstMean;
    [Parameter(nameof(Hidden), nameof(Inputs), Initial = -3)] Matrix<double> firstRho;
    [Parameter(nameof(Hidden), Spread = 0.5)] Vector<double> firstBiasMean;
    [Parameter(nameof(Hidden), Initial = -3)] Vector<double> firstBiasRho;
    [Parameter(nameof(Hidden), nameof(Hidden), Spread = 0.2)] Matrix<double> secondMean;
    [Parameter(nameof(Hidden), nameof(Hidden), Initial = -3)] Matrix<double> secondRho;
    [Parameter(nameof(Hidden))] Vector<double> secondBiasMean;
    [Parameter(nameof(Hidden), Initial = -3)] Vector<double> secondBiasRho;
    [Parameter(1, nameof(Hidden), Spread = 0.2)] Matrix<double> lastMean;
    [Parameter(1, nameof(Hidden), Initial = -3)] Matrix<double> lastRho;
    [Parameter] double bias;
    [Parameter] double logNoise = -1;

    /// <inheritdoc/>
    public double Noise => Math.Exp(logNoise);

    void Generate()
    {
        first = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden, Inputs);
        firstBias = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden);
        second = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden, Hidden);
        secondBias = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden);
        last = ~ScaleMixture(0.5, 1, 0.1).Iid(1, Hidden);
        foreach (int n in Minibatch(Y.Length))
        {
            Vector<double> below = Relu((first * X[n]) + firstBias);
            Vector<double> above = Relu((second * below) + secondBias);
            Y[n] = ~Normal((last * above)[0] + bias, Noise);
        }
    }

    [Guide]
    void Weights()
    {
        first = ~Normal(firstMean, Softplus(firstRho));
        firstBias = ~Normal(firstBiasMean, Softplus(firstBiasRho));
        second = ~Normal(secondMean, Softplus(secondRho));
        secondBias = ~Normal(secondBiasMean, Softplus(secondBiasRho));
        last = ~Normal(lastMean, Softplus(lastRho));
    }

    /// <inheritdoc/>
    public TrainingResult Train(TrainingOptions options) => Fit(options);

    /// <inheritdoc/>
    public PredictiveMeans Means(Vector<double>[] x, int draws, ulong seed) => Predict(x, draws, seed);

    /// <inheritdoc/>
    public CompiledBound<float> Bounds() => CreateBound();
}

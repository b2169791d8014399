using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;

namespace ProbDsl.Samples;

/// <summary>What the three ways to draw weights have in common.</summary>
public interface IRegression
{
    /// <summary>The standard deviation of an outcome around the network's output.</summary>
    double Noise { get; }

    /// <summary>Trains the guide.</summary>
    /// <param name="options">The settings.</param>
    TrainingResult Train(TrainingOptions options);

    /// <summary>The network's outputs under draws of the weights.</summary>
    /// <param name="x">The predictors of each case.</param>
    /// <param name="draws">The number of draws.</param>
    /// <param name="seed">Their seed.</param>
    PredictiveMeans Means(Vector<double>[] x, int draws, ulong seed);

    /// <summary>The bound of the training data.</summary>
    CompiledBound<float> Bounds();
}

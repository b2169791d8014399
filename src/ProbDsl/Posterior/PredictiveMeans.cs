using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Means of outcomes under draws of a model's weights: what a Bayesian network predicts, and how sure it is.</summary>
/// <param name="capacity">The number of draws expected.</param>
public sealed class PredictiveMeans(int capacity)
{
    private readonly List<double[]> draws = new(capacity);
    private int width;

    /// <summary>The number of draws.</summary>
    public int Draws => draws.Count;

    /// <summary>The number of data.</summary>
    public int Count => draws.Count == 0 ? 0 : draws[0].Length / width;

    /// <summary>Adds a draw of one number a datum.</summary>
    public void Add(double[] means) => (width, _) = (1, Added(means));

    /// <summary>Adds a draw of one vector a datum.</summary>
    public void Add(Vector<double>[] means) => (width, _) = (means.Length == 0 ? 1 : means[0].Count, Added([.. means.SelectMany(m => m)]));

    /// <summary>The mean of an element of a datum's outcome under one draw.</summary>
    public double this[int draw, int datum, int element = 0] => draws[draw][(datum * width) + element];

    /// <summary>The mean over the draws of an element of a datum's outcome.</summary>
    public double Mean(int datum, int element = 0) => draws.Average(d => d[(datum * width) + element]);

    /// <summary>The standard deviation over the draws: what the weights leave open, without the noise of the outcome itself.</summary>
    public double StandardDeviation(int datum, int element = 0)
    {
        double mean = Mean(datum, element);
        return draws.Count < 2 ? double.NaN : Math.Sqrt(draws.Sum(d => Functions.Square(d[(datum * width) + element] - mean)) / (draws.Count - 1));
    }

    /// <summary>A quantile over the draws, linearly interpolated.</summary>
    public double Quantile(double probability, int datum, int element = 0)
    {
        double[] sorted = [.. draws.Select(d => d[(datum * width) + element]).Order()];
        double at = probability * (sorted.Length - 1);
        int below = Math.Clamp((int)at, 0, sorted.Length - 1);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    private bool Added(double[] means)
    {
        draws.Add(means);
        return true;
    }
}

using System.Globalization;
using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>The posterior of one number, as draws.</summary>
public sealed class ScalarPosterior
{
    private readonly FitResult _result;
    private readonly int _index;
    private readonly Lazy<double[]> _sorted;
    private readonly Lazy<(double Mean, double Variance)> _moments;

    internal ScalarPosterior(FitResult result, int index)
    {
        _result = result;
        _index = index;
        _sorted = new Lazy<double[]>(Sort);
        _moments = new Lazy<(double, double)>(() => ConvergenceDiagnostics.MeanAndVariance(Draws));
        Name = result.ParameterNames[index];
    }

    /// <summary>The name, with its indices.</summary>
    public string Name { get; }

    /// <summary>The draws.</summary>
    public ReadOnlySpan<double> Draws => _result.Column(_index);

    /// <summary>The mean.</summary>
    public double Mean => _moments.Value.Mean;

    /// <summary>The variance, unbiased.</summary>
    public double Variance => _moments.Value.Variance;

    /// <summary>The standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The median.</summary>
    public double Median => Quantile(0.5);

    /// <summary>A quantile, interpolated linearly between the order statistics (Hyndman and Fan's type 7).</summary>
    /// <param name="probability">From 0 to 1.</param>
    public double Quantile(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        double[] sorted = _sorted.Value;
        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>The posterior probability of an event.</summary>
    /// <param name="predicate">The event, such as <c>x =&gt; x &gt; 0</c>.</param>
    public double Probability(Func<double, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        int hits = 0;
        foreach (double value in Draws)
            if (predicate(value))
                hits++;
        return (double)hits / Draws.Length;
    }

    /// <summary>Mean and standard deviation: <c>mu: 4.4 ± 3.3</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {PosteriorSummary.Format(Mean)} ± {PosteriorSummary.Format(StandardDeviation)}");

    private double[] Sort()
    {
        double[] sorted = Draws.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}

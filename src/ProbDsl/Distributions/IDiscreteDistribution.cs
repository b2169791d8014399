namespace ProbDsl;

/// <summary>A distribution over integers.</summary>
public interface IDiscreteDistribution
{
    /// <summary>The mean.</summary>
    double Mean { get; }

    /// <summary>The variance.</summary>
    double Variance { get; }

    /// <summary>Draws one value from the stream.</summary>
    int Sample(Rng rng);

    /// <summary>The log of the probability of <paramref name="y"/>; -∞ outside the support; inside it, NaN where a parameter is invalid.</summary>
    double LogDensity(int y);

    /// <summary>The probability of a value of at most <paramref name="y"/>.</summary>
    double Cdf(int y);

    /// <summary>The log of the probability of a value above <paramref name="y"/>.</summary>
    double LogSurvival(int y);
}

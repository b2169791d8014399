namespace ProbDsl;

/// <summary>A distribution over real numbers.</summary>
public interface IContinuousDistribution
{
    /// <summary>The mean; NaN where it does not exist, infinite where it diverges.</summary>
    double Mean { get; }

    /// <summary>The variance; NaN where it does not exist, infinite where it diverges.</summary>
    double Variance { get; }

    /// <summary>Draws one value from the stream.</summary>
    double Sample(Rng rng);

    /// <summary>The log of the density at <paramref name="y"/>, every constant kept; -∞ outside the support; inside it, NaN where a parameter is invalid.</summary>
    double LogDensity(double y);

    /// <summary>The probability of a value of at most <paramref name="y"/>.</summary>
    double Cdf(double y);

    /// <summary>The log of the probability of a value above <paramref name="y"/>.</summary>
    double LogSurvival(double y);
}

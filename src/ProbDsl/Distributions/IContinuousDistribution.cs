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

    /// <summary>The log of the probability of a value above <paramref name="lower"/> and of at most <paramref name="upper"/>; -∞ where there is none.</summary>
    /// <remarks>
    /// By default a difference in the tail in which both lie, which loses digits where the range is narrow beside the scale, and has no number
    /// where the probability is too small for one. A distribution that knows better declares the formula, too: <see cref="LogMassAttribute"/>.
    /// </remarks>
    double LogMass(double lower, double upper)
    {
        double above = LogSurvival(lower);
        if (double.IsPositiveInfinity(upper))
            return above;
        double below = Cdf(lower);
        return below > 0.5
            ? above + Functions.Log1p(-Math.Exp(LogSurvival(upper) - above))
            : Math.Log(Cdf(upper) - below);
    }
}

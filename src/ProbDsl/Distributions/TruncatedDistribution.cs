namespace ProbDsl;

/// <summary>A distribution over real numbers, conditioned on the range from <paramref name="Lower"/> to <paramref name="Upper"/>.</summary>
/// <typeparam name="T">The distribution that is truncated.</typeparam>
/// <remarks>log p(y) = log p_T(y) - log P(Lower &lt; Y ≤ Upper), for y from Lower to Upper. Stan: <c>T[lower, upper]</c>.</remarks>
/// <param name="Element">The distribution that is truncated.</param>
/// <param name="Lower">The smallest value, or -∞.</param>
/// <param name="Upper">The largest value, or ∞; above <paramref name="Lower"/>.</param>
public readonly record struct TruncatedDistribution<T>(T Element, double Lower, double Upper) : IContinuousDistribution
    where T : struct, IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(TruncatedDistribution<T> distribution) => distribution.Sample(Sampling.Current);

    /// <summary>The mean; by quadrature of the distribution function, to about 1e-6 of the standard deviation.</summary>
    public double Mean => Moments().Mean;

    /// <summary>The variance; by quadrature of the distribution function, to about 1e-6 of itself.</summary>
    public double Variance => Moments().Variance;

    /// <summary>log P(Lower &lt; Y ≤ Upper) before truncation.</summary>
    /// <remarks>-∞ where that is too small to be told from zero.</remarks>
    public double LogMass => double.IsPositiveInfinity(Upper) ? Element.LogSurvival(Lower) : Element.LogMass(Lower, Upper);

    /// <inheritdoc/>
    /// <remarks>NaN where the bounds leave nothing between them, or the mass there is too small to be told from zero, which it is not where <see cref="IContinuousDistribution.LogMass"/> has a formula.</remarks>
    public double LogDensity(double y)
    {
        if (!(Lower < Upper))
            return double.NaN;
        if (y < Lower || y > Upper)
            return double.NegativeInfinity;
        double mass = LogMass;
        return double.IsNegativeInfinity(mass) ? double.NaN : Element.LogDensity(y) - mass;
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= Lower ? 0 : y >= Upper ? 1 : Math.Exp(new TruncatedDistribution<T>(Element, Lower, y).LogMass - LogMass);

    /// <inheritdoc/>
    public double LogSurvival(double y) =>
        y <= Lower ? 0 : y >= Upper ? double.NegativeInfinity : new TruncatedDistribution<T>(Element, y, Upper).LogMass - LogMass;

    /// <summary>Draws one value from the stream: the distribution function is inverted by bisection, whatever the mass of the range.</summary>
    /// <exception cref="InvalidOperationException">The range has no mass that the distribution function can tell from zero.</exception>
    public double Sample(Rng rng)
    {
        if (!double.IsFinite(LogMass))
            throw new InvalidOperationException($"{Element} has no mass between {Lower} and {Upper} to draw from.");
        return Quantile(rng.NextDouble());
    }

    /// <summary>The value below which a share <paramref name="probability"/> lies.</summary>
    private double Quantile(double probability)
    {
        (double low, double high) = Bracket(probability);
        for (int i = 0; i < 200; i++)
        {
            double middle = low + 0.5 * (high - low);
            if (middle <= low || middle >= high)
                break;
            if (Cdf(middle) < probability)
                low = middle;
            else
                high = middle;
        }
        return Math.Clamp(low + 0.5 * (high - low), Lower, Upper);
    }

    /// <summary>Finite values on both sides of a quantile: an infinite bound is approached by doubling steps.</summary>
    private (double Low, double High) Bracket(double probability)
    {
        double low = Lower, high = Upper;
        if (double.IsInfinity(low) && double.IsInfinity(high))
            (low, high) = (-1, 1);
        double step = 1;
        if (double.IsInfinity(Upper))
        {
            high = low + step;
            while (Cdf(high) < probability && double.IsFinite(high))
                high = low + (step *= 2);
        }
        step = 1;
        if (double.IsInfinity(Lower))
        {
            low = high - step;
            while (Cdf(low) > probability && double.IsFinite(low))
                low = high - (step *= 2);
        }
        return (Math.Max(low, -double.MaxValue), Math.Min(high, double.MaxValue));
    }

    /// <summary>Moments of the quantile function, by the midpoint rule over equal shares with finer ones at both ends.</summary>
    private (double Mean, double Variance) Moments()
    {
        double total = 0, mean = 0, squares = 0;
        const int Count = 4000;
        for (int i = 0; i < Count; i++)
        {
            // u = 3t² - 2t³ puts more points where the tails are; its derivative is the weight.
            double t = (i + 0.5) / Count, weight = 6 * t * (1 - t), x = Quantile(t * t * (3 - 2 * t));
            total += weight;
            double difference = x - mean;
            mean += weight / total * difference;
            squares += weight * difference * (x - mean);
        }
        return (mean, squares / total);
    }
}

/// <summary>Truncates a distribution over real numbers.</summary>
public static class TruncationExtensions
{
    /// <summary>The distribution, conditioned on values from <paramref name="lower"/> to <paramref name="upper"/>.</summary>
    /// <typeparam name="T">The distribution that is truncated.</typeparam>
    /// <param name="distribution">The distribution that is truncated.</param>
    /// <param name="lower">The smallest value; none by default.</param>
    /// <param name="upper">The largest value; none by default.</param>
    /// <exception cref="ArgumentException"><paramref name="lower"/> is not below <paramref name="upper"/>.</exception>
    public static TruncatedDistribution<T> Truncate<T>(this T distribution, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity)
        where T : struct, IContinuousDistribution =>
        lower < upper ? new(distribution, lower, upper) : throw new ArgumentException($"Truncate: 'lower', {lower}, must be below 'upper', {upper}.");
}

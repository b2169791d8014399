namespace ProbDsl;

/// <content>Samplers of integers. A parameter outside its range is refused: an integer cannot say NaN.</content>
public sealed partial class Rng
{
    /// <summary>One with the given probability, else zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public int NextBernoulli(double probability)
    {
        RequireProbability(probability);
        return NextDouble() < probability ? 1 : 0;
    }

    /// <summary>A Poisson variable.</summary>
    /// <param name="rate">Mean, zero or above and finite.</param>
    /// <remarks>
    /// Counts exponential arrivals below rate 10; above it the transformed rejection PTRS of Hörmann, "The transformed
    /// rejection method for generating Poisson random variables", Insurance: Mathematics and Economics 12 (1993).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative, infinite or NaN.</exception>
    /// <exception cref="OverflowException">The count drawn is beyond <see cref="int.MaxValue"/>.</exception>
    public int NextPoisson(double rate)
    {
        double count = PoissonCount(rate);
        return count <= int.MaxValue ? (int)count : throw TooLarge("Poisson", $"rate = {rate:R}", count);
    }

    /// <summary>A Poisson variable whose rate is given by its logarithm.</summary>
    /// <param name="logRate">Log of the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is infinite or NaN.</exception>
    /// <exception cref="OverflowException">The count drawn is beyond <see cref="int.MaxValue"/>.</exception>
    public int NextPoissonLog(double logRate)
    {
        double rate = Math.Exp(logRate);
        if (!double.IsFinite(rate))
            throw new ArgumentOutOfRangeException(nameof(logRate), logRate, "The exponential of a log rate is finite.");
        double count = PoissonCount(rate);
        return count <= int.MaxValue ? (int)count : throw TooLarge("PoissonLog", $"logRate = {logRate:R}", count);
    }

    private double PoissonCount(double rate)
    {
        if (!(rate >= 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A Poisson rate is zero or above and finite.");
        return rate < 10 ? PoissonByArrivals(rate) : PoissonByRejection(rate);
    }

    /// <summary>A count that is not an int is refused: cut off at the largest one it would be a wrong number without a word.</summary>
    private static OverflowException TooLarge(string distribution, FormattableString parameters, double count) => new(FormattableString.Invariant(
        $"A draw of {distribution}({FormattableString.Invariant(parameters)}) is {count:G6}, but counts go up to {int.MaxValue} (int). Check the parameter, or rescale the model."));

    private int PoissonByArrivals(double rate)
    {
        double limit = Math.Exp(-rate), product = NextDouble();
        int count = 0;
        while (product > limit)
        {
            product *= NextDouble();
            count++;
        }
        return count;
    }

    private double PoissonByRejection(double rate)
    {
        double b = 0.931 + 2.53 * Math.Sqrt(rate), a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), squeeze = 0.9277 - 3.6224 / (b - 2), logRate = Math.Log(rate);
        while (true)
        {
            double u = NextDouble() - 0.5, v = NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= squeeze)
                return k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= k * logRate - rate - LogFactorial.Value(k))
                return k;
        }
    }

    /// <summary>A binomial variable: successes in independent trials.</summary>
    /// <param name="trials">Number of trials, zero or above.</param>
    /// <param name="probability">Probability of success, in [0, 1].</param>
    /// <remarks>
    /// Counts geometric gaps between successes where few are expected; else the transformed rejection BTRS of Hörmann, "The
    /// generation of binomial random variates", Journal of Statistical Computation and Simulation 46 (1993).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The trials are negative or the probability is not in [0, 1].</exception>
    public int NextBinomial(int trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        RequireProbability(probability);
        if (probability > 0.5)
            return trials - NextBinomial(trials, 1 - probability);
        if (trials == 0 || probability == 0)
            return 0;
        return trials * probability < 10 ? BinomialByGaps(trials, probability) : BinomialByRejection(trials, probability);
    }

    private int BinomialByGaps(int trials, double probability)
    {
        double logFailure = Functions.Log1p(-probability), position = 0;
        int count = 0;
        while (true)
        {
            position += Math.Floor(Math.Log(NextDouble()) / logFailure) + 1;
            if (position > trials)
                return count;
            count++;
        }
    }

    private int BinomialByRejection(int trials, double probability)
    {
        double deviation = Math.Sqrt(trials * probability * (1 - probability));
        double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * probability, c = trials * probability + 0.5;
        double squeeze = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * deviation;
        double logOdds = Math.Log(probability / (1 - probability)), mode = Math.Floor((trials + 1) * probability);
        double atMode = LogFactorial.Value(mode) + LogFactorial.Value(trials - mode);
        while (true)
        {
            double u = NextDouble() - 0.5, v = NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= squeeze)
                return (int)k;
            if (k < 0 || k > trials)
                continue;
            double bound = atMode - LogFactorial.Value(k) - LogFactorial.Value(trials - k) + (k - mode) * logOdds;
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= bound)
                return (int)k;
        }
    }

    /// <summary>A negative binomial variable with the given mean and variance mean + mean² / dispersion: a gamma mixture of Poissons.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is negative, or the dispersion not positive, or one is infinite or NaN.</exception>
    /// <exception cref="OverflowException">The count drawn is beyond <see cref="int.MaxValue"/>.</exception>
    public int NextNegativeBinomial(double mean, double dispersion)
    {
        if (!(dispersion > 0))
            throw new ArgumentOutOfRangeException(nameof(dispersion), dispersion, "A dispersion is positive.");
        double count = PoissonCount(double.IsPositiveInfinity(dispersion) ? mean : mean * (NextGamma(dispersion) / dispersion));
        return count <= int.MaxValue ? (int)count : throw TooLarge("NegativeBinomial", $"mean = {mean:R}, dispersion = {dispersion:R}", count);
    }

    /// <summary>An index drawn with probability proportional to its weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weights' sum is not positive and finite.</exception>
    public int NextCategorical(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
            sum += weight;
        if (!(sum > 0 && double.IsFinite(sum)))
            throw new ArgumentOutOfRangeException(nameof(weights), sum, "The weights of a categorical have a positive, finite sum.");
        double remaining = NextDouble() * sum;
        int last = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            if (weights[k] <= 0)
                continue;
            if (remaining < weights[k])
                return k;
            remaining -= weights[k];
            last = k;
        }
        return last; // Rounding used up the sum.
    }

    private static void RequireProbability(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is in [0, 1].");
    }
}

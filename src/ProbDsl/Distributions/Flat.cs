namespace ProbDsl;

/// <summary>The improper flat distribution over the reals: says nothing about the value.</summary>
/// <remarks>log p(y) = 0. It cannot be drawn from. Stan: a parameter without a sampling statement.</remarks>
[Distribution(Support.Real)]
[LogDensity("0")]
public readonly record struct Flat : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Flat distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => double.NaN;

    /// <inheritdoc/>
    public double Variance => double.NaN;

    /// <inheritdoc/>
    public double Sample(Rng rng) =>
        throw new InvalidOperationException("Flat() is improper and cannot be drawn from; give the variable a proper prior, such as Normal(0, 10), to simulate.");

    /// <inheritdoc/>
    public double LogDensity(double y) => double.IsNaN(y) ? double.NaN : 0;

    /// <inheritdoc/>
    public double Cdf(double y) => double.NaN;

    /// <inheritdoc/>
    public double LogSurvival(double y) => double.NaN;
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Flat"/>
    public static Flat Flat() => new();
}

using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A mixture of distributions over real numbers: one is chosen by its weight, then drawn from.</summary>
/// <remarks>log p(y) = log Σ weightₖ pₖ(y). Stan: <c>log_mix</c>, <c>log_sum_exp</c> of terms.</remarks>
/// <param name="Weights">The weight of each component: from 0, sum one.</param>
/// <param name="Components">The components.</param>
public readonly record struct MixtureDistribution(IReadOnlyList<double> Weights, IReadOnlyList<IContinuousDistribution> Components) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(MixtureDistribution distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => MixtureMath.Mean(Weights, Components, static c => c.Mean);

    /// <inheritdoc/>
    public double Variance => MixtureMath.Variance(Weights, Components, static c => c.Mean, static c => c.Variance);

    /// <inheritdoc/>
    public double Sample(Rng rng) => Components[MixtureMath.Choose(Weights, rng)].Sample(rng);

    /// <inheritdoc/>
    public double LogDensity(double y) => MixtureMath.LogSum(Weights, Components, y, static (c, y) => c.LogDensity(y));

    /// <inheritdoc/>
    public double Cdf(double y) => MixtureMath.Sum(Weights, Components, y, static (c, y) => c.Cdf(y));

    /// <inheritdoc/>
    public double LogSurvival(double y) => MixtureMath.LogSum(Weights, Components, y, static (c, y) => c.LogSurvival(y));
}

/// <summary>A mixture of distributions over whole numbers: one is chosen by its weight, then drawn from.</summary>
/// <remarks>log p(y) = log Σ weightₖ pₖ(y).</remarks>
/// <param name="Weights">The weight of each component: from 0, sum one.</param>
/// <param name="Components">The components.</param>
public readonly record struct DiscreteMixtureDistribution(IReadOnlyList<double> Weights, IReadOnlyList<IDiscreteDistribution> Components) : IDiscreteDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(DiscreteMixtureDistribution distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => MixtureMath.Mean(Weights, Components, static c => c.Mean);

    /// <inheritdoc/>
    public double Variance => MixtureMath.Variance(Weights, Components, static c => c.Mean, static c => c.Variance);

    /// <inheritdoc/>
    public int Sample(Rng rng) => Components[MixtureMath.Choose(Weights, rng)].Sample(rng);

    /// <inheritdoc/>
    public double LogDensity(int y) => MixtureMath.LogSum(Weights, Components, y, static (c, y) => c.LogDensity(y));

    /// <inheritdoc/>
    public double Cdf(int y) => MixtureMath.Sum(Weights, Components, y, static (c, y) => c.Cdf(y));

    /// <inheritdoc/>
    public double LogSurvival(int y) => MixtureMath.LogSum(Weights, Components, y, static (c, y) => c.LogSurvival(y));
}

/// <summary>What mixtures over real and over whole numbers share.</summary>
internal static class MixtureMath
{
    internal static double Sum<C, Y>(IReadOnlyList<double> weights, IReadOnlyList<C> components, Y y, Func<C, Y, double> value)
    {
        double sum = 0;
        for (int k = 0; k < weights.Count; k++)
            sum += weights[k] == 0 ? 0 : weights[k] * value(components[k], y);
        return sum;
    }

    /// <summary>log Σ weightₖ exp(valueₖ); a component without weight is not asked.</summary>
    internal static double LogSum<C, Y>(IReadOnlyList<double> weights, IReadOnlyList<C> components, Y y, Func<C, Y, double> value)
    {
        double total = double.NegativeInfinity;
        for (int k = 0; k < weights.Count; k++)
            if (weights[k] != 0)
                total = Functions.LogSumExp(total, Math.Log(weights[k]) + value(components[k], y));
        return total;
    }

    internal static double Mean<C>(IReadOnlyList<double> weights, IReadOnlyList<C> components, Func<C, double> mean) =>
        Sum(weights, components, 0, (c, _) => mean(c));

    /// <summary>The mean of the variances and the variance of the means.</summary>
    internal static double Variance<C>(IReadOnlyList<double> weights, IReadOnlyList<C> components, Func<C, double> mean, Func<C, double> variance)
    {
        double center = Mean(weights, components, mean);
        return Sum(weights, components, 0, (c, _) => variance(c) + ((mean(c) - center) * (mean(c) - center)));
    }

    /// <summary>A component by its weight.</summary>
    internal static int Choose(IReadOnlyList<double> weights, Rng rng)
    {
        double left = rng.NextDouble() * weights.Sum();
        int last = 0;
        for (int k = 0; k < weights.Count; k++)
        {
            if (weights[k] <= 0)
                continue;
            last = k;
            left -= weights[k];
            if (left < 0)
                break;
        }
        return last;
    }

    internal static C[] Components<C>(int count, Func<int, C> component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return [.. Enumerable.Range(0, count).Select(component)];
    }

    internal static void SameCount(int weights, int components)
    {
        if (weights != components || weights == 0)
            throw new ArgumentException($"Mixture: 'weights' has {weights} elements, there are {components} components.");
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.MixtureDistribution"/>
    /// <param name="weights">The weight of each component: from 0, sum one.</param>
    /// <param name="components">The components, over the same support.</param>
    /// <exception cref="ArgumentException">There are more or fewer components than weights.</exception>
    public static MixtureDistribution Mixture(double[] weights, params IContinuousDistribution[] components)
    {
        ArgumentNullException.ThrowIfNull(weights);
        MixtureMath.SameCount(weights.Length, components.Length);
        return new(weights, components);
    }

    /// <inheritdoc cref="Mixture(double[], IContinuousDistribution[])"/>
    public static MixtureDistribution Mixture(Vector<double> weights, params IContinuousDistribution[] components)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Mixture(weights.ToArray(), components);
    }

    /// <summary>A mixture with a component for each weight: <c>Mixture(weights, k => Normal(mean[k], sd[k]))</c>.</summary>
    /// <param name="weights">The weight of each component: from 0, sum one.</param>
    /// <param name="component">The component of an index.</param>
    public static MixtureDistribution Mixture(double[] weights, Func<int, IContinuousDistribution> component)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new(weights, MixtureMath.Components(weights.Length, component));
    }

    /// <inheritdoc cref="Mixture(double[], Func{int, IContinuousDistribution})"/>
    public static MixtureDistribution Mixture(Vector<double> weights, Func<int, IContinuousDistribution> component)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Mixture(weights.ToArray(), component);
    }

    /// <inheritdoc cref="ProbDsl.DiscreteMixtureDistribution"/>
    /// <param name="weights">The weight of each component: from 0, sum one.</param>
    /// <param name="components">The components.</param>
    /// <exception cref="ArgumentException">There are more or fewer components than weights.</exception>
    public static DiscreteMixtureDistribution Mixture(double[] weights, params IDiscreteDistribution[] components)
    {
        ArgumentNullException.ThrowIfNull(weights);
        MixtureMath.SameCount(weights.Length, components.Length);
        return new(weights, components);
    }

    /// <inheritdoc cref="Mixture(double[], IDiscreteDistribution[])"/>
    public static DiscreteMixtureDistribution Mixture(Vector<double> weights, params IDiscreteDistribution[] components)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Mixture(weights.ToArray(), components);
    }

    /// <summary>A mixture with a component for each weight: <c>Mixture(weights, k => Poisson(rate[k]))</c>.</summary>
    /// <param name="weights">The weight of each component: from 0, sum one.</param>
    /// <param name="component">The component of an index.</param>
    public static DiscreteMixtureDistribution Mixture(double[] weights, Func<int, IDiscreteDistribution> component)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new(weights, MixtureMath.Components(weights.Length, component));
    }

    /// <inheritdoc cref="Mixture(double[], Func{int, IDiscreteDistribution})"/>
    public static DiscreteMixtureDistribution Mixture(Vector<double> weights, Func<int, IDiscreteDistribution> component)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Mixture(weights.ToArray(), component);
    }
}

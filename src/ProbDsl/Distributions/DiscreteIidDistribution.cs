namespace ProbDsl;

/// <summary>Independent, identically distributed integers, as one array.</summary>
/// <typeparam name="T">The distribution of one element.</typeparam>
/// <remarks>log p(y) = Σ log p(yₖ).</remarks>
/// <param name="Element">The distribution of one element.</param>
/// <param name="Count">The number of elements.</param>
public readonly record struct DiscreteIidDistribution<T>(T Element, int Count)
    where T : struct, IDiscreteDistribution
{
    /// <summary>Draws one array from the distribution.</summary>
    public static int[] operator ~(DiscreteIidDistribution<T> distribution) => distribution.Sample(Sampling.Current);

    /// <summary>Draws one array from the stream.</summary>
    public int[] Sample(Rng rng)
    {
        int[] values = new int[Count];
        for (int k = 0; k < values.Length; k++)
            values[k] = Element.Sample(rng);
        return values;
    }

    /// <summary>The log of the probability of <paramref name="y"/>; -∞ outside the support.</summary>
    public double LogDensity(ReadOnlySpan<int> y)
    {
        double sum = 0;
        foreach (int element in y)
            sum += Element.LogDensity(element);
        return y.Length == Count ? sum : double.NegativeInfinity;
    }
}

/// <summary>Repeats a distribution over integers.</summary>
public static class DiscreteDistributionExtensions
{
    /// <summary>An array of <paramref name="count"/> independent values of the distribution.</summary>
    public static DiscreteIidDistribution<T> Iid<T>(this T distribution, int count)
        where T : struct, IDiscreteDistribution => new(distribution, count);
}

using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Mixture of normals over vectors, the elements independent within a component: the prior of a Gaussian-mixture variational autoencoder.</summary>
/// <remarks>
/// log p(y) = log Σₖ πₖ Πᵢ N(yᵢ; meanₖᵢ, sdₖᵢ²) with π = softmax(logits), the component summed out. Dilokthanakul et al., "Deep
/// unsupervised clustering with Gaussian mixture variational autoencoders" (2016).
/// </remarks>
/// <param name="Logits">K log weights of the components, any reals; a constant added to all changes nothing.</param>
/// <param name="Means">Locations, one component a row.</param>
/// <param name="StandardDeviations">Scales, positive, one component a row.</param>
[Distribution(Support.RealVector)]
[DistributionParameter("logits", Support.RealVector)]
[DistributionParameter("means", Support.RealMatrix)]
[DistributionParameter("standardDeviations", Support.PositiveMatrix)]
[LogDensity("normalMixture(y, logits, means, standardDeviations)")]
public readonly record struct NormalMixture(Vector<double> Logits, Matrix<double> Means, Matrix<double> StandardDeviations) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(NormalMixture distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Means.ColumnCount;

    /// <inheritdoc/>
    public Vector<double> Mean => Functions.Softmax(Logits) * Means;

    /// <inheritdoc/>
    public Vector<double> Variance
    {
        get
        {
            Vector<double> mean = Mean;
            return Functions.Softmax(Logits) * (Functions.Square(Means) + Functions.Square(StandardDeviations)) - Functions.Square(mean);
        }
    }

    /// <inheritdoc/>
    public double[] Sample(Rng rng)
    {
        int component = new CategoricalLogits(Logits.ToArray()).Sample(rng);
        double[] values = new double[Dimension];
        for (int i = 0; i < values.Length; i++)
            values[i] = new Normal(Means[component, i], StandardDeviations[component, i]).Sample(rng);
        return values;
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y)
    {
        if (y.Length != Dimension)
            return double.NegativeInfinity;
        return Functions.LogSumExp(Joint(y)) - Functions.LogSumExp(Logits);
    }

    /// <summary>The posterior probability of each component given a value: πₖ Nₖ(y) / p(y).</summary>
    /// <param name="y">A value.</param>
    /// <exception cref="ArgumentException">The value has another number of elements.</exception>
    public Vector<double> Responsibilities(Vector<double> y)
    {
        ArgumentNullException.ThrowIfNull(y);
        if (y.Count != Dimension)
            throw new ArgumentException($"The value has {y.Count} elements, the components have {Dimension}.", nameof(y));
        return Vector<double>.Build.Dense(Functions.Softmax(Joint(y.ToArray())));
    }

    private double[] Joint(ReadOnlySpan<double> y)
    {
        double[] terms = Logits.ToArray();
        for (int k = 0; k < terms.Length; k++)
            for (int i = 0; i < y.Length; i++)
                terms[k] += new Normal(Means[k, i], StandardDeviations[k, i]).LogDensity(y[i]);
        return terms;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.NormalMixture"/>
    /// <param name="logits">K log weights of the components, any reals; a constant added to all changes nothing.</param>
    /// <param name="means">Locations, one component a row.</param>
    /// <param name="standardDeviations">Scales, positive, one component a row.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static NormalMixture NormalMixture(Vector<double> logits, Matrix<double> means, Matrix<double> standardDeviations)
    {
        ArgumentNullException.ThrowIfNull(logits);
        Elements.SameSize(nameof(NormalMixture), nameof(means), means, nameof(standardDeviations), standardDeviations);
        if (logits.Count != means.RowCount)
            throw new ArgumentException($"NormalMixture: 'logits' has {logits.Count} components, 'means' has {means.RowCount} rows.");
        return new(logits, means, standardDeviations);
    }
}

using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>Which dimensions of a latent a trained model uses, and whether the guide has collapsed onto the prior.</summary>
/// <remarks>
/// A dimension is active if the guide's mean differs among the data, by a variance above 0.01: Burda, Grosse and Salakhutdinov,
/// "Importance weighted autoencoders", ICLR 2016, section 5.2. A collapsed posterior is one that no longer depends on the datum
/// (Bowman et al., CoNLL 2016; Lucas et al., "Don't blame the ELBO!", NeurIPS 2019): no divergence, no activity.
/// </remarks>
public sealed class LatentDiagnostics
{
    /// <summary>The variance of the guide's mean above which a dimension is active.</summary>
    public const double ActiveVariance = 0.01;

    /// <summary>The mean divergence, in nats, below which a dimension says nothing of its datum.</summary>
    public const double LeastDivergence = 0.01;

    private LatentDiagnostics(double[] variances, double[]? divergences) => (MeanVariances, Divergences) = (variances, divergences);

    /// <summary>The variance over the data of the guide's mean, of each dimension.</summary>
    public IReadOnlyList<double> MeanVariances { get; }

    /// <summary>The mean divergence of guide and prior of each dimension, in nats; null where it was not given.</summary>
    public IReadOnlyList<double>? Divergences { get; }

    /// <summary>The number of active dimensions.</summary>
    public int ActiveUnits => MeanVariances.Count(variance => variance > ActiveVariance);

    /// <summary>The number of dimensions whose guide is the prior, as far as can be told: neither active nor, where it is known, diverging.</summary>
    public int CollapsedUnits => Enumerable.Range(0, MeanVariances.Count).Count(i => !(MeanVariances[i] > ActiveVariance) && !(Divergences?[i] > LeastDivergence));

    /// <summary>Whether every dimension has collapsed: the latent carries nothing.</summary>
    public bool IsCollapsed => CollapsedUnits == MeanVariances.Count;

    /// <summary>What was found, in a sentence or two, with advice where most dimensions have collapsed.</summary>
    public string Verdict
    {
        get
        {
            int all = MeanVariances.Count, collapsed = CollapsedUnits;
            string divergence = Divergences is null ? "" : string.Create(CultureInfo.InvariantCulture, $", divergence {Divergences.Sum():F2} nats");
            string units = string.Create(CultureInfo.InvariantCulture, $"{ActiveUnits} of {all} units are active{divergence}");
            const string Remedies = "warm the divergence up (KlWeightSchedule.WarmUp or Cyclical), grant free bits (TrainingOptions.FreeBits, 0.1 to 0.5), raise an importance-weighted bound, or weaken a decoder that explains the data by itself (a learned variance, skip connections)";
            if (collapsed == all)
                return $"POSTERIOR COLLAPSE: {units}; the guide is the prior whatever the datum. Try to {Remedies}.";
            if (2 * collapsed > all)
                return string.Create(CultureInfo.InvariantCulture, $"Most units have collapsed: {units}; {collapsed} carry nothing. If the bound is good, fewer dimensions would do as well; else {Remedies}.");
            return units + ".";
        }
    }

    /// <summary>Diagnoses a latent.</summary>
    /// <param name="guideMeans">The guide's mean: one datum a row, one dimension a column; at least two data.</param>
    /// <param name="divergences">The mean divergence over the data of each dimension; null where it is not known.</param>
    /// <exception cref="ArgumentException">There are fewer than two data, or another number of divergences than of dimensions.</exception>
    public static LatentDiagnostics Diagnose(Matrix<double> guideMeans, IReadOnlyList<double>? divergences = null)
    {
        ArgumentNullException.ThrowIfNull(guideMeans);
        if (guideMeans.RowCount < 2)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A variance over the data needs at least two data, but {guideMeans.RowCount} are given."), nameof(guideMeans));
        if (divergences is not null && divergences.Count != guideMeans.ColumnCount)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The guide has {guideMeans.ColumnCount} dimensions, but {divergences.Count} divergences are given."), nameof(divergences));
        double[] variances = new double[guideMeans.ColumnCount];
        for (int i = 0; i < variances.Length; i++)
            (_, variances[i]) = ConvergenceDiagnostics.MeanAndVariance(guideMeans.Column(i).ToArray());
        return new LatentDiagnostics(variances, divergences?.ToArray());
    }

    /// <inheritdoc/>
    public override string ToString() => Verdict;
}

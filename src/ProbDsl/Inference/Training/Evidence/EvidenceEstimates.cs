using System.Globalization;
using System.Numerics;
using System.Text;
using ProbDsl.Inference;
using ProbDsl.Runtime;

namespace ProbDsl;

/// <summary>Estimates of log p(x) of a model with latents for each datum, all from the same importance samples of its guide.</summary>
/// <remarks>
/// The bound of K samples is log (1/K) Σ w_k (Burda, Grosse and Salakhutdinov, ICLR 2016, equation 8); its mean rises with K
/// towards the evidence, with a bias that falls as 1/K. Bounds of fewer samples are means over disjoint groups of the same
/// weights. Jackknife estimates take the leading terms of the bias away (<see cref="JackknifeEstimator"/>) and are no bounds.
/// </remarks>
public sealed class EvidenceEstimates
{
    private EvidenceEstimates(EvidenceEstimate logEvidence, IReadOnlyList<EvidenceEstimate> bounds, IReadOnlyList<EvidenceEstimate> jackknife, double effectiveSamples) =>
        (LogEvidence, Bounds, Jackknife, EffectiveSamples) = (logEvidence, bounds, jackknife, effectiveSamples);

    /// <summary>The bound of all samples: the best lower bound that they give, and the usual estimate of log p(x).</summary>
    public EvidenceEstimate LogEvidence { get; }

    /// <summary>The bounds that were asked for, in the order of <see cref="EvidenceOptions.Bounds"/>.</summary>
    public IReadOnlyList<EvidenceEstimate> Bounds { get; }

    /// <summary>The jackknife estimates that were asked for, in the order of <see cref="EvidenceOptions.JackknifeOrders"/>.</summary>
    public IReadOnlyList<EvidenceEstimate> Jackknife { get; }

    /// <summary>The effective number of samples, (Σ w)² / Σ w², as a mean over the data; of one or two, the guide misses the posterior and the estimate is far too low.</summary>
    public double EffectiveSamples { get; }

    /// <summary>Estimates the evidence of every datum.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="bound">The model.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model has no data or has global latents.</exception>
    public static EvidenceEstimates Compute<E>(CompiledBound<E> bound, EvidenceOptions? options = null, CancellationToken cancellation = default)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(bound);
        return Compute(bound, Enumerable.Range(0, bound.DataCount).ToArray(), options, cancellation);
    }

    /// <summary>Estimates the evidence of some of the data.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="bound">The model.</param>
    /// <param name="data">Indices of data.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range, there are no data, or the model has global latents.</exception>
    public static EvidenceEstimates Compute<E>(CompiledBound<E> bound, ReadOnlySpan<int> data, EvidenceOptions? options = null, CancellationToken cancellation = default)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(bound);
        options ??= new EvidenceOptions();
        options.Validate();
        if (data.Length == 0)
            throw new ArgumentException("An estimate of the evidence needs at least one datum, but none is given.", nameof(data));
        if (bound.HasGlobalLatents)
            throw new ArgumentException("The evidence of a datum by itself is defined for models whose latents all belong to a datum, but this model has global ones.", nameof(bound));
        EvidenceAccumulator accumulator = new(options, data.Length);
        LogWeightSource<E> source = new(bound, options, Math.Min(options.BatchSize, data.Length));
        for (int start = 0; start < data.Length; start += options.BatchSize)
        {
            ReadOnlySpan<int> batch = data.Slice(start, Math.Min(options.BatchSize, data.Length - start));
            source.Read(batch, start, cancellation);
            for (int d = 0; d < batch.Length; d++)
                accumulator.Add(start + d, source.OfDatum(d));
        }
        return new EvidenceEstimates(accumulator.Evidence, accumulator.Bounds, accumulator.Jackknife, accumulator.EffectiveSamples);
    }

    /// <summary>A table of all estimates, the same in every culture.</summary>
    public string Summary()
    {
        StringBuilder text = new();
        EvidenceEstimate[] all = [.. Bounds, LogEvidence with { Name = $"log p(x) ({LogEvidence.Name})" }, .. Jackknife];
        int width = all.Max(estimate => estimate.Name.Length);
        foreach (EvidenceEstimate estimate in all)
            text.Append(CultureInfo.InvariantCulture, $"{estimate.Name.PadRight(width)}  {estimate.Mean,12:F3} ± {estimate.StandardError:F3} nats a datum\n");
        text.Append(CultureInfo.InvariantCulture, $"{LogEvidence.Values.Count} data, {LogEvidence.Samples} samples each, {EffectiveSamples:F1} effective\n");
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Summary();
}

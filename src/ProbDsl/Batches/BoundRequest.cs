namespace ProbDsl.Runtime;

/// <summary>What one evaluation of a bound on a batch is to give.</summary>
public readonly record struct BoundRequest
{
    /// <summary>A request for the evidence lower bound by one sample, with its gradient.</summary>
    public BoundRequest()
    {
    }

    /// <summary>The bound.</summary>
    public BoundKind Bound { get; init; } = BoundKind.Elbo;

    /// <summary>Monte Carlo samples a datum.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>The estimator of the gradient.</summary>
    public GradientEstimator Estimator { get; init; } = GradientEstimator.Automatic;

    /// <summary>Factor of the divergence terms of the plate's latents (β; 1 gives the bound itself), in an importance-weighted bound of log q - log p inside each weight.</summary>
    public double KlWeight { get; init; } = 1;

    /// <summary>
    /// Share of the global latents' divergence that this batch carries (π of Blundell et al. 2015, equation 9), times their
    /// own β; the shares of an epoch sum to one. NaN stands for the batch's share of the data.
    /// </summary>
    public double GlobalWeight { get; init; } = double.NaN;

    /// <summary>Nats a dimension of a latent may diverge freely, as a mean over the batch (Kingma et al. 2016, equation 15); for closed-form divergences, so that it has no effect in the joint form, the path derivative and importance-weighted bounds.</summary>
    public double FreeBits { get; init; }

    /// <summary>Key of the random numbers; equal keys give equal draws.</summary>
    public ulong Key { get; init; }

    /// <summary>Whether the gradient of the loss (minus the bound, a datum) is written to the store.</summary>
    public bool Gradient { get; init; } = true;

    /// <summary>Whether dropout is on.</summary>
    public bool Training { get; init; } = true;
}

/// <summary>A bound on a batch, in nats a datum.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="LogLikelihood">The expected log likelihood (the reconstruction term).</param>
/// <param name="Divergence">The divergence of guide and prior.</param>
public readonly record struct BoundValue(double Bound, double LogLikelihood, double Divergence);

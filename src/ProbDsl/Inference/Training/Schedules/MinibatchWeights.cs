namespace ProbDsl;

/// <summary>How the divergence of global latents, as the weights of a Bayesian network, is shared out among the batches of an epoch.</summary>
public enum MinibatchWeights
{
    /// <summary>Each batch carries its share of the data.</summary>
    Uniform,

    /// <summary>
    /// Batch i of M carries 2^(M-i) / (2^M - 1): the first ones are held to the prior, the last ones to the data (Blundell,
    /// Cornebise, Kavukcuoglu and Wierstra, "Weight uncertainty in neural networks", ICML 2015, section 3.4).
    /// </summary>
    Decreasing,
}

/// <summary>The shares.</summary>
internal static class MinibatchShare
{
    /// <summary>The share of one batch; those of an epoch sum to one.</summary>
    /// <param name="weights">How it is shared out.</param>
    /// <param name="index">The batch, from 0.</param>
    /// <param name="count">M, the batches of an epoch.</param>
    /// <param name="dataShare">The batch's share of the data.</param>
    internal static double Of(MinibatchWeights weights, int index, int count, double dataShare) => weights == MinibatchWeights.Uniform
        ? dataShare
        : Math.ScaleB(1, -index - 1) / (1 - Math.ScaleB(1, -count)); // Both powers divided by 2^M, which would overflow.
}

using System.Numerics.Tensors;

namespace ProbDsl.Runtime;

/// <summary>What emitted bounds make of the log weights log p(x, z) - log q(z | x) of K samples a datum.</summary>
/// <remarks>All arrays are k-major: sample k of the d-th datum stands at <c>k * batch + d</c>. Nothing is allocated.</remarks>
public static class BoundWeights
{
    /// <summary>The importance-weighted bound of each datum, and its samples' normalised weights.</summary>
    /// <remarks>
    /// log (1/K) Σ exp(log w_k) and w_k / Σ w_i (Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", ICLR 2016,
    /// equations 8 and 13), by log-sum-exp. Where every weight of a datum is zero its bound is -∞ and its normalised weights are
    /// zeros; a NaN or an infinite weight gives NaN.
    /// </remarks>
    /// <param name="logWeights">K * batch log weights.</param>
    /// <param name="batch">Number of data.</param>
    /// <param name="samples">K, at least one.</param>
    /// <param name="weights">Receives K * batch weights; those of a datum sum to one. May be <paramref name="logWeights"/> itself.</param>
    /// <param name="bounds">Receives the bound of each datum.</param>
    /// <returns>The mean of the bounds.</returns>
    public static double ImportanceWeighted(ReadOnlySpan<double> logWeights, int batch, int samples, Span<double> weights, Span<double> bounds)
    {
        logWeights = logWeights[..(batch * samples)];
        weights = weights[..(batch * samples)];
        bounds = bounds[..batch];
        logWeights[..batch].CopyTo(bounds);
        for (int k = 1; k < samples; k++)
            TensorPrimitives.Max(bounds, logWeights.Slice(k * batch, batch), bounds);
        foreach (ref double largest in bounds)
            if (double.IsNegativeInfinity(largest))
                largest = 0; // All weights zero: -∞ less zero stays -∞, less itself it would be NaN.
        for (int k = 0; k < samples; k++)
            TensorPrimitives.Subtract(logWeights.Slice(k * batch, batch), bounds, weights.Slice(k * batch, batch));
        TensorPrimitives.Exp(weights, weights);
        double total = 0;
        for (int d = 0; d < batch; d++)
        {
            double sum = 0;
            for (int i = d; i < weights.Length; i += batch)
                sum += weights[i];
            double inverse = sum == 0 ? 0 : 1 / sum;
            for (int i = d; i < weights.Length; i += batch)
                weights[i] *= inverse;
            bounds[d] += Math.Log(sum / samples);
            total += bounds[d];
        }
        return total / batch;
    }

    /// <summary>The learning signals of the score function for the evidence lower bound: each log weight less the mean of its datum's others.</summary>
    /// <remarks>
    /// The gradient by the guide is the mean over k of signal_k ∇ log q(z_k | x). The baseline does not depend on z_k, so that
    /// it is free of bias (Kool, van Hoof and Welling, "Buy 4 REINFORCE samples, get a baseline for free!", 2019, equation 8).
    /// A single sample has no others: its signal is the log weight itself.
    /// </remarks>
    /// <param name="logWeights">K * batch log weights.</param>
    /// <param name="batch">Number of data.</param>
    /// <param name="samples">K, at least one.</param>
    /// <param name="signals">Receives K * batch signals. May be <paramref name="logWeights"/> itself.</param>
    public static void LeaveOneOut(ReadOnlySpan<double> logWeights, int batch, int samples, Span<double> signals)
    {
        logWeights = logWeights[..(batch * samples)];
        signals = signals[..(batch * samples)];
        if (samples == 1)
        {
            logWeights.CopyTo(signals);
            return;
        }
        double factor = samples / (samples - 1.0);
        for (int d = 0; d < batch; d++)
        {
            double sum = 0;
            for (int i = d; i < logWeights.Length; i += batch)
                sum += logWeights[i];
            double mean = sum / samples;
            for (int i = d; i < logWeights.Length; i += batch)
                signals[i] = (logWeights[i] - mean) * factor;
        }
    }

    /// <summary>The learning signals of the score function for the importance-weighted bound: the bound less what it is without the sample.</summary>
    /// <remarks>
    /// The gradient by the guide is the sum over k of signal_k ∇ log q(z_k | x), besides the normalised weights times ∇ log w_k.
    /// Without sample k its weight is replaced by the geometric mean of the others (Mnih and Rezende, "Variational inference
    /// for Monte Carlo objectives", ICML 2016, equations 8 to 10). A single sample has no others: its signal is the log weight itself.
    /// </remarks>
    /// <param name="logWeights">K * batch log weights.</param>
    /// <param name="batch">Number of data.</param>
    /// <param name="samples">K, at least one.</param>
    /// <param name="signals">Receives K * batch signals; not <paramref name="logWeights"/> itself.</param>
    public static void LeaveOneOutImportanceWeighted(ReadOnlySpan<double> logWeights, int batch, int samples, Span<double> signals)
    {
        logWeights = logWeights[..(batch * samples)];
        signals = signals[..(batch * samples)];
        if (samples == 1)
        {
            logWeights.CopyTo(signals);
            return;
        }
        for (int d = 0; d < batch; d++)
        {
            double sum = 0, first = double.NegativeInfinity, second = double.NegativeInfinity;
            for (int i = d; i < logWeights.Length; i += batch)
            {
                sum += logWeights[i];
                second = Math.Max(second, Math.Min(first, logWeights[i]));
                first = Math.Max(first, logWeights[i]);
            }
            double whole = 0;
            for (int i = d; i < logWeights.Length; i += batch)
                whole += Math.Exp(logWeights[i] - first);
            for (int i = d; i < logWeights.Length; i += batch)
                signals[i] = first + Math.Log(whole) - WithoutOne(logWeights, batch, d, i, (sum - logWeights[i]) / (samples - 1), logWeights[i] < first ? first : second);
        }
    }

    /// <summary>log Σ exp over the samples of a datum, one of them replaced; the largest of the others is the scale, so that nothing cancels.</summary>
    private static double WithoutOne(ReadOnlySpan<double> logWeights, int batch, int datum, int omitted, double replacement, double largest)
    {
        double sum = Math.Exp(replacement - largest);
        for (int i = datum; i < logWeights.Length; i += batch)
            if (i != omitted)
                sum += Math.Exp(logWeights[i] - largest);
        return largest + Math.Log(sum);
    }
}

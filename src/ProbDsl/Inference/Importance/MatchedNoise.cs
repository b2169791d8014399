using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>
/// Standard normal noise whose sample means are zero and whose sample covariance (for a diagonal guide, whose sample variances) is the
/// identity, so that summaries of the draws carry no Monte Carlo error in these moments.
/// </summary>
internal static class MatchedNoise
{
    /// <summary>Noise [coordinate][draw].</summary>
    /// <param name="guide">The guide that it is for.</param>
    /// <param name="count">The number of draws; below two, or below the dimension, not all moments can be matched.</param>
    /// <param name="rng">The source.</param>
    public static double[] Draw(GaussianGuide guide, int count, Rng rng)
    {
        int n = guide.Dimension;
        double[] noise = new double[n * count];
        rng.FillNormal(noise);
        if (count < 2)
            return noise;
        for (int k = 0; k < n; k++)
        {
            Span<double> row = noise.AsSpan(k * count, count);
            (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(row);
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.Divide(row, Math.Sqrt(variance), row);
        }
        if (!guide.IsDense || count < 4 * n)
            return noise;
        double[] gram = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
                gram[i * n + j] = TensorPrimitives.Dot(noise.AsSpan(i * count, count), noise.AsSpan(j * count, count)) / (count - 1);
        if (!Dense.TryCholesky(gram, n))
            return noise;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = noise.AsSpan(i * count, count);
            for (int j = 0; j < i; j++)
                TensorPrimitives.MultiplyAdd(noise.AsSpan(j * count, count), -gram[i * n + j], row, row);
            TensorPrimitives.Divide(row, gram[i * n + i], row);
        }
        return noise;
    }
}

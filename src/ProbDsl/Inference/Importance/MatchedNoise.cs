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
        double[] noise = GC.AllocateUninitializedArray<double>(guide.Dimension * count);
        Fill(guide, count, rng, noise);
        return noise;
    }

    /// <summary>Writes noise [coordinate][draw].</summary>
    public static void Fill(GaussianGuide guide, int count, Rng rng, Span<double> noise)
    {
        int n = guide.Dimension;
        rng.FillNormal(noise);
        if (count < 2)
            return;
        for (int k = 0; k < n; k++)
        {
            Span<double> row = noise.Slice(k * count, count);
            TensorPrimitives.Subtract(row, TensorPrimitives.Sum<double>(row) / count, row);
            TensorPrimitives.Multiply(row, Math.Sqrt((count - 1) / TensorPrimitives.SumOfSquares<double>(row)), row);
        }
        if (!guide.IsDense || count < 4 * n)
            return;
        double[] gram = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
                gram[i * n + j] = TensorPrimitives.Dot<double>(noise.Slice(i * count, count), noise.Slice(j * count, count)) / (count - 1);
        if (!Dense.TryCholesky(gram, n))
            return;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = noise.Slice(i * count, count);
            for (int j = 0; j < i; j++)
                TensorPrimitives.MultiplyAdd(noise.Slice(j * count, count), -gram[i * n + j], row, row);
            TensorPrimitives.Divide(row, gram[i * n + i], row);
        }
    }
}

using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

public sealed class QuadraticControlTests
{
    private const int Dimension = 3;
    private const int Stride = BatchEvaluator.Stride;

    /// <summary>Quadratic forms are integrated exactly: the coefficients of a constant plus products of mean zero.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void QuadraticNoiseIsRemoved(bool unbiased)
    {
        QuadraticControl control = new(Dimension);
        double[] mean = new double[Dimension];
        double[] covariance = new double[Dimension * Dimension];
        Rng rng = new(3);
        for (int repeat = 0; repeat < 2; repeat++)
        {
            control.Reset();
            Add(control, rng, (noise, k) => 1 + k + 3 * noise[0] * noise[k] - (k == 0 ? 3 : 0) + 0.5 * (noise[2] * noise[2] - 1));
            control.Solve(Stride, unbiased, mean, covariance);
        }
        Assert.All(Enumerable.Range(0, Dimension), k => Assert.Equal(1 + k, mean[k], 10));
        Assert.All(covariance, value => Assert.Equal(0, value, 10));
    }

    /// <summary>
    /// The stated covariance is that of the estimates over repetitions; that of least squares is too small where the residual, here
    /// of the fourth order, grows with the products.
    /// </summary>
    [Theory]
    [InlineData(4 * Stride, false)]
    [InlineData(4 * Stride, true)]
    [InlineData(12, false)]
    public void CovarianceIsThatOfTheEstimates(int pairs, bool unbiased)
    {
        const int Repeats = 4000;
        bool regression = pairs > 12 && !unbiased;
        QuadraticControl control = new(Dimension);
        double[] mean = new double[Dimension];
        double[] covariance = new double[Dimension * Dimension];
        double[] stated = new double[Dimension * Dimension];
        double[] seen = new double[Dimension * Dimension];
        double[] sum = new double[Dimension];
        Rng rng = new(4);
        for (int r = 0; r < Repeats; r++)
        {
            control.Reset();
            for (int start = 0; start < pairs; start += Stride)
                Add(control, rng, (noise, k) => noise[0] * noise[0] * (k + 1) + rng.NextNormal() * 0.1 + noise[1] * noise[1] * noise[2] * noise[2], Math.Min(Stride, pairs - start));
            control.Solve(pairs, unbiased, mean, covariance);
            for (int k = 0; k < Dimension; k++)
            {
                double expected = k + 2;
                sum[k] += (mean[k] - expected) / Repeats;
                for (int l = 0; l < Dimension; l++)
                {
                    seen[k * Dimension + l] += (mean[k] - expected) * (mean[l] - l - 2) / Repeats;
                    stated[k * Dimension + l] += covariance[k * Dimension + l] / Repeats;
                }
            }
        }
        for (int i = 0; i < seen.Length; i++)
            Assert.InRange(stated[i] / seen[i], regression ? 0.5 : 0.8, 1.25);
        for (int k = 0; k < Dimension && !regression; k++)
            Assert.InRange(sum[k] / Math.Sqrt(seen[k * Dimension + k]), -0.2, 0.2);
    }

    private static void Add(QuadraticControl control, Rng rng, Func<double[], int, double> score, int count = Stride)
    {
        double[] noise = new double[Dimension * Stride];
        double[] even = new double[Dimension * Stride];
        rng.FillNormal(noise);
        for (int s = 0; s < count; s++)
        {
            double[] column = [.. Enumerable.Range(0, Dimension).Select(k => noise[k * Stride + s])];
            for (int k = 0; k < Dimension; k++)
                even[k * Stride + s] = score(column, k);
        }
        control.Add(noise, even, new double[Stride], count);
    }
}

namespace ProbDsl.Networks.Tests;

/// <summary>Means of many random gradients, and their standard errors.</summary>
internal sealed class Moments(int length)
{
    private readonly double[] sums = new double[length];
    private readonly double[] squares = new double[length];
    private int count;

    public void Add(ReadOnlySpan<double> gradient)
    {
        for (int i = 0; i < length; i++)
        {
            sums[i] += gradient[i];
            squares[i] += gradient[i] * gradient[i];
        }
        count++;
    }

    public void AssertMean(int i, double expected, double errors, string name) =>
        Assert.True(Math.Abs(Mean(i) - expected) <= (errors * Error(i)) + 1e-6, $"{name}: mean {Mean(i):R} ± {Error(i):R}, but {expected:R} is expected");

    public void AssertNear(int i, double expected, double tolerance) =>
        Assert.True(Math.Abs(Mean(i) - expected) <= tolerance + (4 * Error(i)), $"mean {Mean(i):R} ± {Error(i):R}, but {expected:R} is expected");

    public void AssertSameMean(Moments other, double errors)
    {
        for (int i = 0; i < length; i++)
        {
            double error = Math.Sqrt((Error(i) * Error(i)) + (other.Error(i) * other.Error(i)));
            Assert.True(Math.Abs(Mean(i) - other.Mean(i)) <= (errors * error) + 1e-9, $"element {i}: {Mean(i):R} and {other.Mean(i):R} differ by more than {errors} standard errors {error:R}");
        }
    }

    private double Mean(int i) => sums[i] / count;

    private double Error(int i) => Math.Sqrt(Math.Max(0, (squares[i] / count) - (Mean(i) * Mean(i))) / count);
}

using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Bijections;

public class InverseRefusalTests
{
    [Theory]
    [InlineData(double.NaN, "x[1] is NaN, but it must be finite.")]
    [InlineData(double.PositiveInfinity, "x[1] is Infinity, but it must be finite.")]
    public void Real_line(double value, string message) =>
        Refuses(message, u => RealLine.Inverse([0, value], u, "x"));

    [Theory]
    [InlineData(0, "tau[1] is 0, but it must be finite and greater than its lower bound 0.")]
    [InlineData(-0.5, "tau[1] is -0.5, but it must be finite and greater than its lower bound 0.")]
    [InlineData(double.NaN, "tau[1] is NaN, but it must be finite and greater than its lower bound 0.")]
    public void Lower_bound(double value, string message) =>
        Refuses(message, u => LowerBound.Inverse([1, value], u, 0, "tau"));

    [Theory]
    [InlineData(2.5, "x[1] is 2.5, but it must be finite and less than its upper bound 2.5.")]
    [InlineData(double.NegativeInfinity, "x[1] is -Infinity, but it must be finite and less than its upper bound 2.5.")]
    public void Upper_bound(double value, string message) =>
        Refuses(message, u => UpperBound.Inverse([1, value], u, 2.5, "x"));

    [Theory]
    [InlineData(1, "p[1] is 1, but it must lie strictly between its bounds 0 and 1.")]
    [InlineData(-1e-9, "p[1] is -1E-09, but it must lie strictly between its bounds 0 and 1.")]
    [InlineData(double.NaN, "p[1] is NaN, but it must lie strictly between its bounds 0 and 1.")]
    public void Between_two_bounds(double value, string message) =>
        Refuses(message, u => Interval.Inverse([0.5, value], u, 0, 1, "p"));

    [Theory]
    [InlineData(1, "cut[1] is 1, but it must be greater than the element before it, 1, to be in ascending order.")]
    [InlineData(double.PositiveInfinity, "cut[1] is Infinity, but it must be finite.")]
    public void Ascending(double value, string message) =>
        Refuses(message, u => Ordered.Inverse([1, value], u, 1, 2, "cut"));

    [Fact]
    public void Ascending_in_the_second_vector() =>
        Refuses(
            "cut[1][1] is 2, but it must be greater than the element before it, 3, to be in ascending order.",
            u => Ordered.Inverse([0, 1, 3, 2], new double[4], 2, 2, "cut"));

    [Fact]
    public void Positive_and_ascending() =>
        Refuses("mu[0] is -1, but it must be positive.", u => PositiveOrdered.Inverse([-1, 2], u, 1, 2, "mu"));

    [Theory]
    [InlineData(0, 1, "theta[0] is 0, but it must be positive, as an element of a simplex.")]
    [InlineData(0.5, 0.25, "The sum of theta is 0.75, but it must be 1, because it is a simplex.")]
    public void Simplices(double first, double second, string message) =>
        Refuses(message, u => Simplex.Inverse([first, second], u[..1], 1, 2, "theta"));

    [Theory]
    [InlineData(1, 0, 0.6, -0.8, "L[1, 1] is -0.8, but it must be positive, on the diagonal of a Cholesky factor.")]
    [InlineData(1, 0.1, 0.6, 0.8, "L[0, 1] is 0.1, but it must be 0, above the diagonal of a Cholesky factor.")]
    [InlineData(2, 0, 0.6, 0.8, "The squared length of row 0 of L is 4, but it must be 1, because the matrix is the Cholesky factor of a correlation matrix.")]
    public void Cholesky_factors_of_correlations(double a, double b, double c, double d, string message) =>
        Refuses(message, u => CholeskyCorrelation.Inverse([a, b, c, d], u[..1], 2, "L"));

    [Fact]
    public void Wrong_lengths() =>
        Refuses(
            "x has 3 values and 2 unconstrained coordinates, but 3 and 3 are required.",
            u => LowerBound.Inverse([1, 2, 3], u, 0, "x"));

    private static void Refuses(string message, Action<double[]> inverse) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => inverse(new double[2])).Message);
}

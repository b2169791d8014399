using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

public sealed class DenseTests
{
    public static TheoryData<int> Orders => [1, 2, 3, 7, 8, 9, 20, 67];

    [Theory]
    [MemberData(nameof(Orders))]
    public void CholeskyBothWays(int order)
    {
        Matrix<double> a = PositiveDefinite(order);
        double[] work = a.ToRowMajorArray();
        Assert.True(Dense.TryCholesky(work, order));
        Matrix<double> l = Lower(work, order);
        Near(a, l * l.Transpose());
        work = a.ToRowMajorArray();
        Assert.True(Dense.TryReverseCholesky(work, order));
        Matrix<double> r = Lower(work, order);
        Near(a, r.Transpose() * r);
        double[] quotient = l.ToRowMajorArray();
        Dense.DivideRight(quotient, work, order);
        Near(l, Lower(quotient, order) * r);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void TriangularSolves(int order)
    {
        Rng rng = new(3);
        double[] l = PositiveDefinite(order).Cholesky().Factor.ToRowMajorArray();
        double[] x = [.. Enumerable.Range(0, order).Select(_ => rng.NextNormal())];
        double[] b = new double[order];
        Dense.MultiplyLower(l, order, x, b);
        Dense.SolveLower(l, order, b);
        Assert.All(x.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 10));
        double[] c = (Lower(l, order).Transpose() * Vector<double>.Build.DenseOfArray(x)).ToArray();
        Dense.SolveLowerTransposed(l, order, c);
        Assert.All(x.Zip(c), pair => Assert.Equal(pair.First, pair.Second, 10));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void EigenvaluesAreClipped(int order)
    {
        Rng rng = new(6);
        Matrix<double> noise = Matrix<double>.Build.Dense(order, order, (_, _) => rng.NextNormal());
        Matrix<double> a = (noise + noise.Transpose()) / 2;
        var eigen = a.Evd(Symmetricity.Symmetric);
        Vector<double> values = eigen.EigenValues.Map(value => value.Real);
        double[] work = a.ToRowMajorArray();
        (double least, double greatest) = Dense.ClipEigenvalues(work, new double[order * order], order, 0.25, 1.5, absolute: false);
        Assert.Equal(values.Minimum(), least, 9);
        Assert.Equal(values.Maximum(), greatest, 9);
        Matrix<double> expected = eigen.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(values.Map(value => Math.Clamp(value, 0.25, 1.5))) * eigen.EigenVectors.Transpose();
        Near(expected, Matrix<double>.Build.Dense(order, order, (i, j) => work[i * order + j]));
    }

    [Fact]
    public void IndefiniteMatricesAreRefused()
    {
        Assert.False(Dense.TryCholesky([1, 2, 2, 1], 2));
        Assert.False(Dense.TryReverseCholesky([1, 2, 2, 1], 2));
        Assert.False(Dense.TryCholesky([double.NaN], 1));
        Assert.False(Dense.TryReverseCholesky([double.PositiveInfinity], 1));
    }

    private static Matrix<double> PositiveDefinite(int order)
    {
        Rng rng = new((ulong)order);
        Matrix<double> factor = Matrix<double>.Build.Dense(order, order + 1, (_, _) => rng.NextNormal());
        return factor * factor.Transpose() + 0.5 * Matrix<double>.Build.DenseIdentity(order);
    }

    private static Matrix<double> Lower(double[] work, int order) =>
        Matrix<double>.Build.Dense(order, order, (i, j) => j <= i ? work[i * order + j] : 0);

    private static void Near(Matrix<double> expected, Matrix<double> actual) =>
        Assert.True((expected - actual).FrobeniusNorm() <= 1e-10 * (1 + expected.FrobeniusNorm()));
}

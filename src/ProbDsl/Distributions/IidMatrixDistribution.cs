using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Independent, identically distributed real numbers, as one matrix.</summary>
/// <typeparam name="T">The distribution of one element.</typeparam>
/// <remarks>log p(y) = Σ log p(yᵢⱼ).</remarks>
/// <param name="Element">The distribution of one element.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
public readonly record struct IidMatrixDistribution<T>(T Element, int Rows, int Columns) : IMatrixDistribution
    where T : struct, IContinuousDistribution
{
    /// <summary>Draws one matrix from the distribution.</summary>
    public static Matrix<double> operator ~(IidMatrixDistribution<T> distribution) => distribution.Sample(Sampling.Current);

    /// <summary>The mean of each element.</summary>
    public Matrix<double> Mean => Matrix<double>.Build.Dense(Rows, Columns, Element.Mean);

    /// <summary>The marginal variance of each element.</summary>
    public Matrix<double> Variance => Matrix<double>.Build.Dense(Rows, Columns, Element.Variance);

    /// <inheritdoc/>
    public Matrix<double> Sample(Rng rng)
    {
        Matrix<double> values = Matrix<double>.Build.Dense(Rows, Columns);
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++)
                values[i, j] = Element.Sample(rng);
        return values;
    }

    /// <inheritdoc/>
    public double LogDensity(Matrix<double> y)
    {
        if (y.RowCount != Rows || y.ColumnCount != Columns)
            return double.NegativeInfinity;
        double sum = 0;
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++)
                sum += Element.LogDensity(y[i, j]);
        return sum;
    }
}

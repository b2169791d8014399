using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <content>What the emitted programs do with whole matrices.</content>
public abstract partial class GraphBound<E>
{
    /// <summary>Copies columns from an offset on.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="offset">The first of its columns.</param>
    /// <param name="target">Receives as many columns as it has.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="broadcast">Whether the source has one row, for all.</param>
    protected static void CopyRows(BatchMatrix<E> source, int offset, BatchMatrix<E> target, int rows, bool broadcast = false)
    {
        for (int row = 0; row < rows; row++)
            source.Row(broadcast ? 0 : row).Slice(offset, target.Columns).CopyTo(target.Row(row));
    }

    /// <summary>Copies one number a row into a matrix of one column.</summary>
    protected static void CopyNumbers(ReadOnlySpan<double> source, BatchMatrix<E> target, int rows, bool broadcast = false)
    {
        for (int row = 0; row < rows; row++)
            target.Row(row)[0] = E.CreateChecked(source[broadcast ? 0 : row]);
    }

    /// <summary>result = matrix · x for each row x.</summary>
    protected void Multiply(ReadOnlySpan<E> matrix, int outputs, int inputs, BatchMatrix<E> x, BatchMatrix<E> result, int rows) =>
        Context.Gemm.Multiply(rows, outputs, inputs, x.Span, x.Stride, false, matrix, inputs, true, result.Span, result.Stride, E.Zero);

    /// <summary>result = matrixᵀ · x for each row x.</summary>
    protected void MultiplyTransposed(ReadOnlySpan<E> matrix, int outputs, int inputs, BatchMatrix<E> x, BatchMatrix<E> result, int rows) =>
        Context.Gemm.Multiply(rows, inputs, outputs, x.Span, x.Stride, false, matrix, inputs, false, result.Span, result.Stride, E.Zero);

    /// <summary>result = Σ left xᵀ over the rows.</summary>
    protected void SumOuter(BatchMatrix<E> left, BatchMatrix<E> x, int rows, Span<E> result) =>
        Context.Gemm.Multiply(left.Columns, x.Columns, rows, left.Span, left.Stride, true, x.Span, x.Stride, false, result, x.Columns, E.Zero);

    /// <summary>Sums the rows.</summary>
    protected static void SumRows(BatchMatrix<E> matrix, int rows, Span<E> result)
    {
        result.Clear();
        for (int row = 0; row < rows; row++)
            System.Numerics.Tensors.TensorPrimitives.Add<E>(result, matrix.Row(row), result);
    }

    /// <summary>Sums one number a row.</summary>
    protected static double SumRows(double[] values, int rows) => System.Numerics.Tensors.TensorPrimitives.Sum<double>(values.AsSpan(0, rows));

    /// <summary>Adds to the gradient of a parameter.</summary>
    protected void AddGradient(int parameter, ReadOnlySpan<E> gradient)
    {
        Span<E> target = Parameters.Gradient(parameter);
        if (Parameters.Accumulates(parameter))
            System.Numerics.Tensors.TensorPrimitives.Add(target, gradient, target);
        else
            gradient.CopyTo(target);
    }

    /// <summary>Adds to the gradient of a scalar parameter.</summary>
    protected void AddGradient(int parameter, double gradient) => AddGradient(parameter, [E.CreateChecked(gradient)]);

    /// <summary>Sets the size of a batch that is given directly.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="key">Key of its random numbers.</param>
    /// <param name="start">The index of the first among all that are given.</param>
    protected void BeginGiven(int rows, ulong key, int start = 0)
    {
        Prepare(rows, 1);
        for (int row = 0; row < rows; row++)
            indicesOfBatch[row] = start + row;
        (Batch, Samples, Key, Mode) = (rows, 1, key, new PassMode(false, key));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <content>What the emitted programs do with whole matrices.</content>
public abstract partial class GraphBound<E>
{
    private const int RowsOfOneTask = 16;

    /// <summary>Runs a pass over rows, spread over the threads.</summary>
    protected void ForRows(Action<int, int> pass, int rows)
    {
        if (rows <= RowsOfOneTask)
            pass(0, rows);
        else
            Context.Team.Run(pass, rows, RowsOfOneTask);
    }

    /// <summary>Whether normal numbers and signs are those of single precision, so that both precisions can be compared.</summary>
    internal bool UsesSingleNoise { get; set; }

    /// <summary>Fills the first rows with standard normal numbers.</summary>
    protected void FillNormal(BatchMatrix<E> matrix, int rows, int stream)
    {
        if (UsesSingleNoise)
        {
            FillSingle(matrix, rows, stream, Noise.Normal<float>);
            return;
        }
        for (int row = 0; row < rows; row++)
            Noise.Normal(Key, (ulong)stream, (ulong)row * (ulong)matrix.Columns, matrix.Row(row));
    }

    private delegate void SingleNoise(ulong key, ulong stream, ulong start, Span<float> destination);

    private void FillSingle(BatchMatrix<E> matrix, int rows, int stream, SingleNoise fill)
    {
        float[] numbers = new float[matrix.Columns];
        for (int row = 0; row < rows; row++)
        {
            fill(Key, (ulong)stream, (ulong)row * (ulong)matrix.Columns, numbers);
            for (int i = 0; i < numbers.Length; i++)
                matrix.Row(row)[i] = E.CreateChecked(numbers[i]);
        }
    }

    /// <summary>Fills the first rows with numbers uniform between zero and one.</summary>
    protected void FillUniform(BatchMatrix<E> matrix, int rows, int stream)
    {
        for (int row = 0; row < rows; row++)
            Noise.Uniform(Key, (ulong)stream, (ulong)row * (ulong)matrix.Columns, matrix.Row(row));
    }

    /// <summary>Fills the first rows with minus or plus one.</summary>
    protected void FillSign(BatchMatrix<E> matrix, int rows, int stream)
    {
        if (UsesSingleNoise)
        {
            FillSingle(matrix, rows, stream, Noise.Sign<float>);
            return;
        }
        for (int row = 0; row < rows; row++)
            Noise.Sign(Key, (ulong)stream, (ulong)row * (ulong)matrix.Columns, matrix.Row(row));
    }

    /// <summary>Copies rows of the data into the batch.</summary>
    protected void Gather(BatchMatrix<E> all, ReadOnlySpan<int> indices, BatchMatrix<E> batch)
    {
        for (int row = 0; row < indices.Length; row++)
            all.Row(indices[row]).CopyTo(batch.Row(row));
    }

    /// <summary>Draws zeros and ones with the probabilities that rows of the data give.</summary>
    protected void GatherBinarized(BatchMatrix<E> all, ReadOnlySpan<int> indices, BatchMatrix<E> batch, int stream)
    {
        for (int row = 0; row < indices.Length; row++)
            Noise.Bernoulli<E>(Key, (ulong)stream, (ulong)row * (ulong)batch.Columns, all.Row(indices[row]), batch.Row(row));
    }

    /// <summary>Copies numbers of the data into the batch.</summary>
    protected static void Gather(double[] all, ReadOnlySpan<int> indices, double[] batch)
    {
        for (int row = 0; row < indices.Length; row++)
            batch[row] = all[indices[row]];
    }

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
    protected void BeginGiven(int rows, ulong key)
    {
        Prepare(rows, 1);
        (Batch, Samples, Key, Mode) = (rows, 1, key, new PassMode(false, key));
    }
}

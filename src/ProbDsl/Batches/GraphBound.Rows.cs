namespace ProbDsl.Runtime;

/// <content>Work that is spread over the threads: passes over rows, random numbers, the gathering of a batch.</content>
public abstract partial class GraphBound<E>
{
    private const int RowsOfOneTask = 16;
    private const int NumbersOfOneTask = 4096;

    /// <summary>How much longer a random number takes than an element that is copied: what decides whether threads are worth it.</summary>
    private const int NumberCost = 8;

    private enum NoiseKind
    {
        Normal,
        Uniform,
        Sign,
    }

    private Action<int, int>? fillChunks;
    private Action<int, int>? gatherRows;
    private int[] indicesOfBatch = [];
    private (BatchMatrix<E> Matrix, int Count, ulong Stream, NoiseKind Kind) filling;
    private (BatchMatrix<E> All, BatchMatrix<E> Batch, int Stream) gathering;

    /// <summary>Whether normal numbers and signs are those of single precision, so that both precisions can be compared.</summary>
    internal bool UsesSingleNoise { get; set; }

    /// <summary>Runs a pass over rows, spread over the threads where there is enough to do.</summary>
    /// <param name="pass">Takes the first row and the end of the rows.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Elements of a row that it goes through.</param>
    protected void ForRows(Action<int, int> pass, int rows, int columns) => Context.Split(pass, rows, RowsOfOneTask, (long)rows * columns);

    /// <summary>Fills the first rows with standard normal numbers.</summary>
    protected void FillNormal(BatchMatrix<E> matrix, int rows, int stream)
    {
        if (UsesSingleNoise)
            FillSingle(matrix, rows, stream, Noise.Normal<float>);
        else
            Fill(matrix, rows, stream, NoiseKind.Normal);
    }

    /// <summary>Fills the first rows with numbers uniform between zero and one.</summary>
    protected void FillUniform(BatchMatrix<E> matrix, int rows, int stream) => Fill(matrix, rows, stream, NoiseKind.Uniform);

    /// <summary>Fills the first rows with minus or plus one.</summary>
    protected void FillSign(BatchMatrix<E> matrix, int rows, int stream)
    {
        if (UsesSingleNoise)
            FillSingle(matrix, rows, stream, Noise.Sign<float>);
        else
            Fill(matrix, rows, stream, NoiseKind.Sign);
    }

    /// <summary>Copies rows of the data into the batch.</summary>
    protected void Gather(BatchMatrix<E> all, ReadOnlySpan<int> indices, BatchMatrix<E> batch) => Gather(all, indices, batch, -1);

    /// <summary>Draws zeros and ones with the probabilities that rows of the data give.</summary>
    protected void GatherBinarized(BatchMatrix<E> all, ReadOnlySpan<int> indices, BatchMatrix<E> batch, int stream) => Gather(all, indices, batch, stream);

    /// <summary>Copies numbers of the data into the batch.</summary>
    protected static void Gather(double[] all, ReadOnlySpan<int> indices, double[] batch)
    {
        for (int row = 0; row < indices.Length; row++)
            batch[row] = all[indices[row]];
    }

    /// <summary>Draws zeros and ones with the probabilities that numbers of the data give.</summary>
    protected void GatherBinarized(double[] all, ReadOnlySpan<int> indices, double[] batch, int stream)
    {
        Gather(all, indices, batch);
        Span<double> values = batch.AsSpan(0, indices.Length);
        Noise.Bernoulli<double>(Key, (ulong)stream, 0, values, values);
    }

    private void Gather(BatchMatrix<E> all, ReadOnlySpan<int> indices, BatchMatrix<E> batch, int stream)
    {
        if (indicesOfBatch.Length < indices.Length)
            indicesOfBatch = new int[indices.Length];
        indices.CopyTo(indicesOfBatch);
        gathering = (all, batch, stream);
        Context.Split(gatherRows ??= GatherRows, indices.Length, RowsOfOneTask, (long)indices.Length * batch.Columns);
    }

    private void GatherRows(int from, int to)
    {
        (BatchMatrix<E> all, BatchMatrix<E> batch, int stream) = gathering;
        for (int row = from; row < to; row++)
            if (stream < 0)
                all.Row(indicesOfBatch[row]).CopyTo(batch.Row(row));
            else
                Noise.Bernoulli<E>(Key, (ulong)stream, (ulong)row * (ulong)batch.Columns, all.Row(indicesOfBatch[row]), batch.Row(row));
    }

    /// <summary>Fills rows as if they lay without gaps, which costs a third of filling short rows one by one, then moves them to their places.</summary>
    private void Fill(BatchMatrix<E> matrix, int rows, int stream, NoiseKind kind)
    {
        int count = rows * matrix.Columns;
        filling = (matrix, count, (ulong)stream, kind);
        Context.Split(fillChunks ??= FillChunks, (count + NumbersOfOneTask - 1) / NumbersOfOneTask, 1, (long)count * NumberCost);
        if (matrix.Stride == matrix.Columns)
            return;
        for (int row = rows - 1; row > 0; row--)
            matrix.Span.Slice(row * matrix.Columns, matrix.Columns).CopyTo(matrix.Row(row));
    }

    private void FillChunks(int from, int to)
    {
        (BatchMatrix<E> matrix, int count, ulong stream, NoiseKind kind) = filling;
        int start = from * NumbersOfOneTask;
        Span<E> numbers = matrix.Span[start..Math.Min(count, to * NumbersOfOneTask)];
        if (kind == NoiseKind.Normal)
            Noise.Normal(Key, stream, (ulong)start, numbers);
        else if (kind == NoiseKind.Uniform)
            Noise.Uniform(Key, stream, (ulong)start, numbers);
        else
            Noise.Sign(Key, stream, (ulong)start, numbers);
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
}

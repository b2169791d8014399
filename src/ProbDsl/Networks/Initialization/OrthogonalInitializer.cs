using System.Numerics.Tensors;

namespace ProbDsl.Networks;

/// <summary>Orthonormal rows or columns.</summary>
/// <remarks>
/// Normal vectors, each made orthogonal to those before (twice, which is enough: Giraud, Langou and Rozložník 2005) and scaled to
/// length one, are uniformly distributed by the invariance of the normal distribution.
/// </remarks>
internal sealed class OrthogonalInitializer() : Initializer("Orthogonal")
{
    /// <inheritdoc/>
    public override void Fill(NetworkTensor tensor, Rng random)
    {
        int rows = tensor.Shape.Count == 0 ? 1 : tensor.Shape[0], columns = tensor.Values.Length / rows;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[] vectors = new double[count * length];
        random.FillNormal(vectors);
        for (int i = 0; i < count; i++)
        {
            Span<double> vector = vectors.AsSpan(i * length, length);
            for (int round = 0; round < 2; round++)
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<double> before = vectors.AsSpan(j * length, length);
                    TensorPrimitives.MultiplyAdd(before, -TensorPrimitives.Dot(before, vector), vector, vector);
                }
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
        }
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                tensor.Values[(r * columns) + c] = rows <= columns ? vectors[(r * length) + c] : vectors[(c * length) + r];
    }
}

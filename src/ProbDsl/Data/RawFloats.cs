using System.Buffers.Binary;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Data;

/// <summary>Reads and writes arrays of 32-bit little-endian floats without a header, row by row, as numpy's <c>tofile</c> leaves them.</summary>
public static class RawFloats
{
    /// <summary>Reads vectors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Elements of a vector.</param>
    /// <exception cref="InvalidDataException">The file holds no whole number of vectors.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Vector<double>[] Read(string path, int columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        byte[] bytes = File.ReadAllBytes(path);
        long row = 4L * columns;
        if (bytes.Length % row != 0)
            throw new InvalidDataException($"'{path}': rows of {columns} floats have {row} bytes; the file has {bytes.Length}, {bytes.Length % row} more than {bytes.Length / row} rows.");
        var vectors = new Vector<double>[bytes.Length / row];
        for (int n = 0; n < vectors.Length; n++)
        {
            double[] values = new double[columns];
            for (int k = 0; k < columns; k++)
                values[k] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(checked((int)(n * row) + 4 * k)));
            vectors[n] = Vector<double>.Build.Dense(values);
        }
        return vectors;
    }

    /// <summary>Writes vectors; a value that a float cannot hold is rounded.</summary>
    /// <param name="path">The file, replaced where it is there.</param>
    /// <param name="vectors">Vectors of one size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Vector<double>> vectors)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(vectors);
        int columns = vectors.Count == 0 ? 0 : vectors[0].Count;
        for (int n = 0; n < vectors.Count; n++)
            if (vectors[n].Count != columns)
                throw new ArgumentException($"Vector {n} has {vectors[n].Count} elements, the first has {columns}.", nameof(vectors));
        byte[] bytes = new byte[checked(4 * columns * vectors.Count)];
        for (int n = 0; n < vectors.Count; n++)
            for (int k = 0; k < columns; k++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * (n * columns + k)), (float)vectors[n][k]);
        File.WriteAllBytes(path, bytes);
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

public static partial class Functions
{
    /// <summary>The vectors one after the other.</summary>
    /// <param name="parts">The vectors.</param>
    public static Vector<double> Concat(params Vector<double>[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        double[] values = new double[parts.Sum(part => part.Count)];
        int start = 0;
        foreach (Vector<double> part in parts)
        {
            part.ToArray().CopyTo(values, start);
            start += part.Count;
        }
        return Vector<double>.Build.Dense(values);
    }
}

/// <summary>Takes vectors apart: the output of a network into the parameters of a distribution.</summary>
public static class VectorParts
{
    /// <summary>The first and the second half, as in <c>var (mean, raw) = encoder.Forward(x).Halves();</c>.</summary>
    /// <param name="vector">A vector of an even number of elements.</param>
    /// <exception cref="ArgumentException">The number of elements is odd.</exception>
    public static (Vector<double> First, Vector<double> Second) Halves(this Vector<double> vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Count % 2 != 0)
            throw new ArgumentException($"Halves() needs an even number of elements; the vector has {vector.Count}.", nameof(vector));
        return (vector.SubVector(0, vector.Count / 2), vector.SubVector(vector.Count / 2, vector.Count / 2));
    }

    /// <summary>Equally long parts, one after the other.</summary>
    /// <param name="vector">A vector whose number of elements is a multiple of <paramref name="count"/>.</param>
    /// <param name="count">The number of parts.</param>
    /// <exception cref="ArgumentException">The elements cannot be shared out equally.</exception>
    public static Vector<double>[] Parts(this Vector<double> vector, int count)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (vector.Count % count != 0)
            throw new ArgumentException($"Parts({count}) needs a multiple of {count} elements; the vector has {vector.Count}.", nameof(vector));
        int size = vector.Count / count;
        return [.. Enumerable.Range(0, count).Select(k => vector.SubVector(k * size, size))];
    }
}

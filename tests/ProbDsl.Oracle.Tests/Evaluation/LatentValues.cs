using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Oracle;

/// <summary>The values of a latent during a run: NaN until they are drawn.</summary>
/// <param name="declared">The latent.</param>
/// <param name="dimensions">Its dimensions.</param>
/// <param name="offset">Its first coordinate.</param>
internal sealed class LatentValues(LatentMember declared, int[] dimensions, int offset)
{
    public LatentMember Declared => declared;

    public int[] Dimensions => dimensions;

    /// <summary>The values, row by row.</summary>
    public double[] Flat { get; } = Enumerable.Repeat(double.NaN, dimensions.Aggregate(1, (a, b) => a * b)).ToArray();

    public bool IsComplete => !Flat.Any(double.IsNaN);

    public int CoordinateCount => declared.Structure == Structure.CholeskyCorrelation
        ? Transforms.Coordinates(declared.Structure, dimensions[0])
        : Flat.Length / Math.Max(1, RowLength) * Transforms.Coordinates(declared.Structure, RowLength);

    /// <summary>The vectors that a structure speaks of: the whole, or each row.</summary>
    private int RowLength => dimensions.Length == 0 ? 1 : dimensions[^1];

    /// <summary>The coordinate of an element that has its own: arrays run row by row, matrices column by column.</summary>
    public int CoordinateOf(int place) => offset + (declared.Member.Type == typeof(Matrix<double>)
        ? (place % dimensions[1] * dimensions[0]) + (place / dimensions[1])
        : place);

    /// <summary>The places in <see cref="Flat"/> of the part at indices.</summary>
    public int[] Places(Index[] indices)
    {
        int start = 0;
        int count = Flat.Length;
        for (int axis = 0; axis < indices.Length; axis++)
        {
            count /= dimensions[axis];
            int index = indices[axis].GetOffset(dimensions[axis]);
            if (index < 0 || index >= dimensions[axis])
                throw new IndexOutOfRangeException($"{declared.Member.Name} at {index} of {dimensions[axis]}");
            start += index * count;
        }
        return [.. Enumerable.Range(start, count)];
    }

    /// <summary>Sets the value at a place from its coordinate, or that of the whole vector or matrix which it is part of.</summary>
    /// <returns>The log-Jacobian; zero where the vector was known.</returns>
    public double Constrain(int place, double[] position, double? lower, double? upper, Rounding rounding)
    {
        if (declared.Structure == Structure.Elements)
        {
            (double value, double logJacobian) = Transforms.Bounded(position[CoordinateOf(place)], lower, upper);
            if (value == lower || value == upper)
                rounding.Edge();
            if (upper - lower is { } width && width > 4 * Math.Abs(value)) // Between bounds a value is known to the digits that their distance has.
                value += rounding.Moved(width) - width;
            Set(place, value, rounding);
            return logJacobian;
        }
        if (!double.IsNaN(Flat[place]))
            return 0;
        bool whole = declared.Structure == Structure.CholeskyCorrelation;
        int size = whole ? dimensions[0] : RowLength;
        int coordinates = Transforms.Coordinates(declared.Structure, size);
        int row = whole ? 0 : place / RowLength;
        (double[] values, double sum) = Transforms.Whole(declared.Structure, position.AsSpan(offset + (row * coordinates), coordinates), size);
        if (declared.Structure == Structure.Simplex && values.Contains(0))
            rounding.Edge();
        for (int k = 0; k < values.Length; k++)
            Set((row * RowLength) + k, values[k], rounding);
        return sum;
    }

    public void Set(int place, double value, Rounding rounding) =>
        Flat[place] = rounding.Of(value);

    /// <summary>A part as an object of the type that C# gives it.</summary>
    /// <param name="places">The part.</param>
    /// <param name="indexCount">How many indices were given.</param>
    public object Part(int[] places, int indexCount)
    {
        if (indexCount == dimensions.Length)
            return Flat[places[0]];
        double[] flat = [.. places.Select(p => Flat[p])];
        return indexCount == 0 ? Values.Of(declared.Member.Type, dimensions, flat) : flat;
    }
}

namespace ProbDsl.Runtime;

/// <summary>Assigns addresses to the arrays of a model's scratch memory while the model is conditioned.</summary>
public sealed class MemoryLayout
{
    /// <summary>Elements reserved so far, padding included.</summary>
    public int Size { get; private set; } = PlateTable.Padding;

    /// <summary>Reserves an array, with room behind it for steps that read past its end.</summary>
    /// <param name="length">Number of elements.</param>
    /// <returns>The address of the first element.</returns>
    /// <exception cref="ArgumentException">The length is negative.</exception>
    public int Reserve(int length)
    {
        if (length < 0)
            throw new ArgumentException($"an array of {length} elements cannot be allocated; check the sizes that the model's data give");
        int address = Size;
        Size = checked(address + ((length + (2 * PlateTable.Padding) - 1) / PlateTable.Padding * PlateTable.Padding));
        return address;
    }
}

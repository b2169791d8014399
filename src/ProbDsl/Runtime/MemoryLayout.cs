namespace ProbDsl.Runtime;

/// <summary>Assigns addresses to the arrays of a model's scratch memory while the model is conditioned.</summary>
public sealed class MemoryLayout
{
    private readonly HashSet<int> claimed = [];
    private readonly HashSet<int> readUnclaimed = [];

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

    /// <summary>Notes that an element is assigned; each is assigned once, so that derivatives can be taken through it.</summary>
    /// <param name="address">The element.</param>
    /// <param name="array">The array's name.</param>
    /// <exception cref="InvalidOperationException">The element was assigned before.</exception>
    public void Claim(int address, string array)
    {
        if (!claimed.Add(address))
            throw new InvalidOperationException(
                $"an element of '{array}' depends on a latent and is assigned more than once; add up in a local variable and store the element once");
        if (readUnclaimed.Contains(address))
            throw new InvalidOperationException(
                $"an element of '{array}' is read before it is assigned; assign the elements first, then read them");
    }

    /// <summary>Notes that an element is read; it keeps the value that it has now, which <see cref="Claim"/> watches over.</summary>
    /// <param name="address">The element.</param>
    public void Read(int address)
    {
        if (!claimed.Contains(address))
            readUnclaimed.Add(address);
    }
}

namespace ProbDsl.Networks;

/// <summary>How a pass runs.</summary>
/// <param name="Training">Whether layers that differ in training (dropout) do so.</param>
/// <param name="Seed">The key of the random numbers of this step; equal keys give equal masks.</param>
public readonly record struct PassMode(bool Training, ulong Seed)
{
    /// <summary>The mode of a part of a network: parts that draw, draw independently.</summary>
    /// <param name="index">The part's number.</param>
    public PassMode ForPart(int index)
    {
        // The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) at the part's place in its sequence.
        unchecked
        {
            ulong value = Seed + ((ulong)(index + 1) * 0x9E3779B97F4A7C15UL);
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return this with { Seed = value ^ (value >> 31) };
        }
    }
}

namespace ProbDsl.Inference;

/// <summary>The random numbers of a training: all are pure functions of the seed and a place, so that a resumed training draws the same.</summary>
internal static class TrainingKeys
{
    private const ulong Steps = 0x8C5FB1A6E33D9D01, HeldOut = 0x2F9BE6CC94F0A3B5, Order = 0xD6E8FEB86659FD93, Split = 0x60BEE2BEE120FC15;

    /// <summary>The key of the draws of one step.</summary>
    internal static ulong OfStep(ulong seed, int epoch, int step) => Philox.Block(seed ^ Steps, (ulong)step, (ulong)epoch).First;

    /// <summary>The key of one batch of held-out data: the same after every epoch, so that bounds compare.</summary>
    internal static ulong OfHeldOut(ulong seed, int batch) => Philox.Block(seed ^ HeldOut, (ulong)batch, 0).First;

    /// <summary>Puts data in the order of an epoch, which depends on nothing else.</summary>
    internal static void Shuffle(ulong seed, int epoch, ReadOnlySpan<int> data, Span<int> order)
    {
        data.CopyTo(order);
        new Rng(seed ^ Order, (ulong)epoch).Shuffle(order);
    }

    /// <summary>Parts data into those trained on and those held out, each in ascending order.</summary>
    internal static (int[] Training, int[] HeldOut) Part(ulong seed, int data, int heldOut)
    {
        int[] all = new int[data];
        for (int n = 0; n < data; n++)
            all[n] = n;
        if (heldOut > 0)
            new Rng(seed ^ Split).Shuffle<int>(all);
        int[] kept = all[heldOut..], apart = all[..heldOut];
        Array.Sort(kept);
        Array.Sort(apart);
        return (kept, apart);
    }
}

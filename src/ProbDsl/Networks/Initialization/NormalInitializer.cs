namespace ProbDsl.Networks;

/// <summary>Normal with mean zero.</summary>
internal sealed class NormalInitializer(string name, Func<NetworkTensor, double> standardDeviation) : Initializer(name)
{
    /// <inheritdoc/>
    public override void Fill(NetworkTensor tensor, Rng random)
    {
        double scale = standardDeviation(tensor);
        random.FillNormal(tensor.Values);
        foreach (ref double value in tensor.Values.AsSpan())
            value *= scale;
    }
}

namespace ProbDsl.Networks;

/// <summary>Uniform on both sides of zero.</summary>
internal sealed class UniformInitializer(string name, Func<NetworkTensor, double> bound) : Initializer(name)
{
    /// <inheritdoc/>
    public override void Fill(NetworkTensor tensor, Rng random)
    {
        double limit = bound(tensor);
        random.FillUniform(tensor.Values);
        foreach (ref double value in tensor.Values.AsSpan())
            value = limit * ((2 * value) - 1);
    }
}

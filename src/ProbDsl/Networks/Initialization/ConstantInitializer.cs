namespace ProbDsl.Networks;

/// <summary>All elements equal.</summary>
internal sealed class ConstantInitializer(string name, double constant) : Initializer(name)
{
    /// <inheritdoc/>
    public override void Fill(NetworkTensor tensor, Rng random) => tensor.Values.AsSpan().Fill(constant);
}

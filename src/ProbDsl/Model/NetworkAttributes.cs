namespace ProbDsl;

/// <summary>The precision in which a model with networks computes.</summary>
public enum Precision
{
    /// <summary>64-bit numbers.</summary>
    Double,

    /// <summary>32-bit numbers in batches and weights; sums over a datum and bounds are 64-bit.</summary>
    Single,
}

/// <summary>Marks a member as a point that is optimised with the guide, as θ in a variational autoencoder; its initial value is where training starts.</summary>
/// <param name="shape">The dimensions, as of <see cref="LatentAttribute"/>; not needed where the member has a value when training starts.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute(params object[] shape) : Attribute
{
    /// <summary>The dimensions as given.</summary>
    public IReadOnlyList<object> Shape { get; } = shape;
}

/// <summary>Marks a member as a neural network whose weights are optimised with the guide.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NetworkAttribute : Attribute;

/// <summary>Marks a method as the variational family: for every latent one statement <c>latent = ~Distribution</c>, as in <c>Generate()</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GuideAttribute : Attribute;

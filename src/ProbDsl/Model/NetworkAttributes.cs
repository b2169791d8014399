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

    /// <summary>Where every element starts of an array, vector or matrix that has no value yet. A number starts at its member's own value.</summary>
    public double Initial { get; set; }

    /// <summary>
    /// The standard deviation, zero or above, of normal draws around <see cref="Initial"/> at which the elements start, where a
    /// symmetry must be broken. The draws depend on <see cref="TrainingOptions.Seed"/> alone.
    /// </summary>
    public double Spread { get; set; }
}

/// <summary>Marks a member as a neural network whose weights are optimised with the guide.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NetworkAttribute : Attribute;

/// <summary>Marks a method as the variational family: for every latent one statement <c>latent = ~Distribution</c>, as in <c>Generate()</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GuideAttribute : Attribute;

/// <summary>Marks an observed member of numbers from zero to one as probabilities: each use in training replaces them by fresh draws of zero or one.</summary>
/// <remarks>
/// Grey values become binary images whose expectation they are, drawn anew each time a datum enters a batch: Salakhutdinov and
/// Murray, "On the quantitative analysis of deep belief networks" (2008), and Burda, Grosse and Salakhutdinov, "Importance
/// weighted autoencoders" (2016), section 5. Values outside 0 to 1 are refused when the estimator is made.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class BinarizedAttribute : Attribute;

/// <summary>How the weights of a Bayesian network, a matrix with a Gaussian guide, are drawn for the data of a batch.</summary>
public enum WeightSampling
{
    /// <summary>One draw, which all data of a batch share.</summary>
    Shared,

    /// <summary>
    /// The products of the matrix with the data are drawn instead of the matrix, each datum its own: Gaussian with mean M x and
    /// variance S² x² (Kingma, Salimans and Welling, "Variational dropout and the local reparameterization trick", 2015,
    /// equation 6). Their noise is independent between products, so that a matrix should be applied once.
    /// </summary>
    LocalReparameterization,

    /// <summary>
    /// One draw whose deviation from the mean each datum sees with random signs of its own (Wen, Vicol, Ba, Tran and Grosse,
    /// "Flipout: efficient pseudo-independent weight perturbations on mini-batches", 2018, equation 4).
    /// </summary>
    Flipout,
}

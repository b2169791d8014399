namespace ProbDsl;

/// <summary>Marks a partial class whose <c>void Generate()</c> method is a generative process.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>The precision of a model with networks; a model without computes in double precision.</summary>
    public Precision Precision { get; set; }
}

/// <summary>Marks a member as an input that the model conditions on but does not generate.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class DataAttribute : Attribute;

/// <summary>Marks a member as an observed outcome: assigned by <c>member = ~Distribution</c> in <c>Generate()</c>.</summary>
/// <remarks>Each element is drawn once: conditioning refuses elements that no statement draws, unless <see cref="Partly"/> says that this is meant.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ObservedAttribute : Attribute
{
    /// <summary>
    /// Whether some elements may be left out of the fit: elements that no statement draws (the first of a time series, those for which a
    /// condition on data does not hold), and elements that are NaN, which are missing: they are simulated and predicted but not scored.
    /// </summary>
    public bool Partly { get; set; }
}

/// <summary>Marks a member as a quantity derived from latents, reported with the posterior.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class DerivedAttribute : Attribute;

/// <summary>Marks a member as an unknown that inference estimates; its prior is <c>member = ~Distribution</c> in <c>Generate()</c>.</summary>
/// <remarks>
/// The shape of an array, vector or matrix is given by the constructor's arguments, one a dimension: a constant, the name
/// of an integer member, or the name of an array or vector (its length; of a matrix, its number of rows).
/// The constraint is inferred from the support of the prior, and narrowed by <see cref="Lower"/>, <see cref="Upper"/>,
/// <see cref="Ordered"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class LatentAttribute(params object[] shape) : Attribute
{
    /// <summary>The dimensions as given.</summary>
    public IReadOnlyList<object> Shape { get; } = shape;

    /// <summary>Samples the latent as location plus scale times a standard variable, which helps weakly informed hierarchies.</summary>
    public bool NonCentered { get; set; }

    /// <summary>A lower bound: a number, or the name of a member that holds it.</summary>
    public object? Lower { get; set; }

    /// <summary>An upper bound: a number, or the name of a member that holds it.</summary>
    public object? Upper { get; set; }

    /// <summary>Whether the elements increase strictly.</summary>
    public bool Ordered { get; set; }

    /// <summary>Whether the elements are positive and sum to one.</summary>
    public bool Simplex { get; set; }

    /// <summary>Whether the matrix is the Cholesky factor of a correlation matrix.</summary>
    public bool CholeskyCorrelation { get; set; }

    /// <summary>How a matrix of weights with a Gaussian guide is drawn for the data of a batch.</summary>
    public WeightSampling Sampling { get; set; }
}

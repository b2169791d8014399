namespace ProbDsl;

/// <summary>The set of values a distribution or a parameter can take.</summary>
public enum Support
{
    /// <summary>Any real number.</summary>
    Real,

    /// <summary>A real number above zero.</summary>
    Positive,

    /// <summary>A real number of zero or above.</summary>
    NonNegative,

    /// <summary>A real number from zero to one.</summary>
    UnitInterval,

    /// <summary>A real number between the distribution's Lower and Upper.</summary>
    Interval,

    /// <summary>Zero or one (bool or int).</summary>
    Binary,

    /// <summary>An integer of zero or above.</summary>
    Count,

    /// <summary>An integer between the distribution's Lower and Upper.</summary>
    IntegerInterval,

    /// <summary>A vector of reals.</summary>
    RealVector,

    /// <summary>A vector of positive reals.</summary>
    PositiveVector,

    /// <summary>A vector of positive reals that sum to one.</summary>
    Simplex,

    /// <summary>A symmetric positive definite matrix.</summary>
    PositiveDefinite,

    /// <summary>A lower triangular matrix with a positive diagonal.</summary>
    CholeskyFactor,

    /// <summary>The Cholesky factor of a correlation matrix.</summary>
    CholeskyCorrelation,

    /// <summary>A vector of length one.</summary>
    UnitVector,

    /// <summary>A matrix of reals.</summary>
    RealMatrix,

    /// <summary>A matrix of positive reals.</summary>
    PositiveMatrix,
}

/// <summary>Declares a struct as a distribution and the support of its values.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class DistributionAttribute(Support support) : Attribute
{
    /// <summary>The support of the distribution's values.</summary>
    public Support Support { get; } = support;

    /// <summary>The lower end of an interval, as a formula over the parameters.</summary>
    public string? Lower { get; set; }

    /// <summary>The upper end of an interval, as a formula over the parameters.</summary>
    public string? Upper { get; set; }

    /// <summary>Whether zero lies outside a support of positive numbers: the log density there is then -∞, whatever the formula gives.</summary>
    public bool WithoutZero { get; set; }
}

/// <summary>Declares the support of one parameter.</summary>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
public sealed class DistributionParameterAttribute(string name, Support support) : Attribute
{
    /// <summary>The parameter's name, in camel case.</summary>
    public string Name { get; } = name;

    /// <summary>The parameter's support.</summary>
    public Support Support { get; } = support;
}

/// <summary>Declares the log density as a formula over <c>y</c> and the parameters; the generator derives kernel and gradient from it.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LogDensityAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>Declares a draw as a formula over the parameters and a standard normal <c>eps</c>, for non-centred latents.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ReparameterizedAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>Declares a struct as a distribution over vectors or matrices of independent elements, described by the formulas of one element.</summary>
/// <remarks>
/// The formulas of <see cref="LogDensityAttribute"/>, <see cref="ReparameterizedAttribute"/>, <see cref="DivergenceAttribute"/>,
/// <see cref="MeanAttribute"/> and <see cref="DrawnFromUniformAttribute"/>, the support of the values and the supports of the
/// parameters are those of one element: a vector or matrix among the parameters stands for its element at the same place, a
/// scalar for itself. The log density and the divergence of the whole are sums over the elements.
/// </remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ElementwiseAttribute : Attribute;

/// <summary>Declares the log of the probability of a value above <c>y</c>, as a formula over <c>y</c> and the parameters, for <c>y</c> inside the support.</summary>
/// <remarks>With <see cref="LogCdfAttribute"/> it lets models use <c>Cdf</c>, <c>LogSurvival</c> and <c>Truncate</c> on latents.</remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LogSurvivalAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>Declares the log of the probability of a value of at most <c>y</c>, as a formula over <c>y</c> and the parameters, for <c>y</c> inside the support.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LogCdfAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>Declares the Kullback-Leibler divergence from this distribution to another in closed form, KL(this ‖ other) = E[log this(y) - log other(y)] under this.</summary>
/// <remarks>
/// A formula over the parameters of both; the other's have the prefix <c>other</c>: <c>otherMean</c>. Where the struct is
/// <see cref="ElementwiseAttribute"/> it is the divergence of one element; the other is then elementwise, or over real numbers
/// and repeated by <c>Iid</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
public sealed class DivergenceAttribute(Type other, string formula) : Attribute
{
    /// <summary>The distribution that this one is compared with.</summary>
    public Type Other { get; } = other;

    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>Declares the mean as a formula over the parameters.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class MeanAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>Declares a draw of a discrete distribution as a formula over the parameters and a <c>uniform</c> number from (0, 1).</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class DrawnFromUniformAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

/// <summary>
/// Declares the log of the probability of a value above <c>lower</c> and of at most <c>upper</c>, as a formula over both and the parameters, for
/// bounds inside the support.
/// </summary>
/// <remarks>Without it, a truncation between two bounds is a difference of tails, which loses digits where the range is narrow beside the scale.</remarks>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LogMassAttribute(string formula) : Attribute
{
    /// <summary>The formula.</summary>
    public string Formula { get; } = formula;
}

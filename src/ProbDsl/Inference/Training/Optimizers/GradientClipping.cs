using System.Globalization;

namespace ProbDsl;

/// <summary>A limit to what one step may see of the gradient of the loss (in nats a datum).</summary>
/// <remarks>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.</remarks>
public readonly record struct GradientClipping
{
    private readonly double norm;
    private readonly double value;

    private GradientClipping(double norm, double value) => (this.norm, this.value) = (norm, value);

    /// <summary>The gradient as it is.</summary>
    public static GradientClipping None => default;

    /// <summary>Scales the whole gradient down to that Euclidean norm where it is longer; its direction stays.</summary>
    public static GradientClipping ByNorm(double largest) => new(Checked(largest), 0);

    /// <summary>Limits each element to that size.</summary>
    public static GradientClipping ByValue(double largest) => new(0, Checked(largest));

    /// <summary>The largest norm; null where it is not limited.</summary>
    public double? LargestNorm => norm > 0 ? norm : null;

    /// <summary>The largest size of an element; null where it is not limited.</summary>
    public double? LargestValue => value > 0 ? value : null;

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { LargestNorm: double limit } => string.Create(CultureInfo.InvariantCulture, $"ByNorm({limit:R})"),
        { LargestValue: double limit } => string.Create(CultureInfo.InvariantCulture, $"ByValue({limit:R})"),
        _ => nameof(None),
    };

    private static double Checked(double largest) => largest > 0 && double.IsFinite(largest)
        ? largest
        : throw new ArgumentOutOfRangeException(nameof(largest), largest, "A limit of gradients must be positive and finite.");
}

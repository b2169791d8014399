using System.Globalization;

namespace ProbDsl;

/// <summary>Ends a training whose held-out bound rises no more.</summary>
/// <remarks>Prechelt, "Early stopping, but when?", 1998.</remarks>
/// <param name="Patience">Epochs without a better held-out bound after which the training ends, at least 1.</param>
public sealed record class EarlyStopping(int Patience = 10)
{
    /// <summary>By how many nats a datum a bound must be better to count, zero or above.</summary>
    public double LeastImprovement { get; init; }

    /// <summary>Whether the training ends with the weights of its best epoch instead of the last.</summary>
    public bool KeepBest { get; init; } = true;

    internal void Validate()
    {
        if (Patience < 1)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EarlyStopping.Patience must be at least 1, but is {Patience}."), nameof(Patience));
        if (!(LeastImprovement >= 0 && double.IsFinite(LeastImprovement)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"EarlyStopping.LeastImprovement must be zero or above and finite, but is {LeastImprovement}."), nameof(LeastImprovement));
    }
}

using System.Globalization;
using System.Numerics;
using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>A rule by which training changes the parameters, with its constants: <see cref="Adam"/>, <see cref="AdamW"/>, <see cref="Momentum"/> or <see cref="RmsProp"/>.</summary>
public abstract record class Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The step size, positive; a <see cref="LearningRateSchedule"/> multiplies it.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Allocates what the rule remembers of the steps before.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="length">The length of the store's vectors.</param>
    public abstract OptimizerState<E> CreateState<E>(int length)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>;

    /// <summary>The rule and its constants in one line, the same in every culture; equal lines mean equal steps.</summary>
    public abstract string Describe();

    /// <summary>Checks the constants.</summary>
    /// <exception cref="ArgumentException">One is out of its range; the message names it.</exception>
    internal virtual void Validate() => Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), "positive and finite", LearningRate);

    private protected void Require(bool condition, string name, string expected, double found)
    {
        if (!condition)
            throw new ArgumentException(Invariant($"{GetType().Name}.{name} must be {expected}, but is {found}."), name);
    }

    private protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

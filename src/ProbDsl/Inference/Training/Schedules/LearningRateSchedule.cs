using System.Globalization;

namespace ProbDsl;

/// <summary>How the step size changes during training: a factor of <see cref="Optimizer.LearningRate"/>, taken anew at each step.</summary>
public abstract record class LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The step size stays.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantRate();

    /// <summary>The schedule of Burda, Grosse and Salakhutdinov (ICLR 2016, section 5): eight stages, 3,280 epochs.</summary>
    public static LearningRateSchedule Stages { get; } = new StagedRate();

    /// <summary>The factor at one place.</summary>
    public abstract double Factor(in TrainingPosition position);

    /// <summary>The schedule and its constants in one line, the same in every culture; equal lines mean equal factors.</summary>
    public abstract string Describe();

    /// <summary>Whether the factor depends on the number of epochs planned, so that a training cannot be extended unchanged.</summary>
    public virtual bool DependsOnEpochs => false;

    private protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record class ConstantRate : LearningRateSchedule
    {
        public override double Factor(in TrainingPosition position) => 1;

        public override string Describe() => "Constant";
    }
}

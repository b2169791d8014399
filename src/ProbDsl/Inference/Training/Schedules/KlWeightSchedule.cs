using System.Globalization;

namespace ProbDsl;

/// <summary>How the weight β of the divergence changes during training. At one the bound is a bound of the evidence.</summary>
public abstract record class KlWeightSchedule
{
    private protected KlWeightSchedule()
    {
    }

    /// <summary>Always that weight.</summary>
    /// <remarks>Higgins et al., "beta-VAE", ICLR 2017, equation 4.</remarks>
    /// <param name="weight">β, zero or above.</param>
    public static KlWeightSchedule Constant(double weight = 1) => new ConstantWeight(Checked(weight, nameof(weight)));

    /// <summary>From a first weight straight to a last one, which stays.</summary>
    /// <remarks>Sønderby et al., "Ladder variational autoencoders", NeurIPS 2016, section 2.3; Bowman et al., CoNLL 2016, section 3.1.</remarks>
    /// <param name="epochs">How long it takes, positive.</param>
    /// <param name="from">The first weight, zero or above.</param>
    /// <param name="to">The last weight, zero or above.</param>
    public static KlWeightSchedule WarmUp(double epochs, double from = 0, double to = 1)
    {
        if (!(epochs > 0 && double.IsFinite(epochs)))
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "The length of a warm-up must be positive and finite.");
        return new LinearWeight(epochs, Checked(from, nameof(from)), Checked(to, nameof(to)));
    }

    /// <summary>Equal cycles over the planned epochs: the weight grows from zero in the first part of each and stays for its rest.</summary>
    /// <remarks>Fu et al., "Cyclical annealing schedule: a simple approach to mitigating KL vanishing", NAACL 2019, equations 6 and 7.</remarks>
    /// <param name="cycles">M, at least 1.</param>
    /// <param name="rising">R, the part of a cycle in which the weight grows, in (0, 1].</param>
    /// <param name="to">The weight that is reached, zero or above.</param>
    public static KlWeightSchedule Cyclical(int cycles = 4, double rising = 0.5, double to = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cycles, 1);
        if (!(rising is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rising), rising, "The rising part of a cycle must lie in (0, 1].");
        return new CyclicalWeight(cycles, rising, Checked(to, nameof(to)));
    }

    /// <summary>The weight at one place.</summary>
    public abstract double Weight(in TrainingPosition position);

    /// <summary>The schedule and its constants in one line, the same in every culture; equal lines mean equal weights.</summary>
    public abstract string Describe();

    /// <summary>Whether the weight depends on the number of epochs planned, so that a training cannot be extended unchanged.</summary>
    public virtual bool DependsOnEpochs => false;

    private static double Checked(double weight, string name) => weight >= 0 && double.IsFinite(weight)
        ? weight
        : throw new ArgumentOutOfRangeException(name, weight, "A weight of the divergence must be zero or above and finite.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record class ConstantWeight(double Value) : KlWeightSchedule
    {
        public override double Weight(in TrainingPosition position) => Value;

        public override string Describe() => Invariant($"Constant({Value:R})");
    }

    private sealed record class LinearWeight(double Epochs, double From, double To) : KlWeightSchedule
    {
        public override double Weight(in TrainingPosition position) =>
            position.Epoch >= Epochs ? To : From + ((To - From) * (position.Epoch / Epochs));

        public override string Describe() => Invariant($"WarmUp({Epochs:R}, {From:R}, {To:R})");
    }

    private sealed record class CyclicalWeight(int Cycles, double Rising, double To) : KlWeightSchedule
    {
        public override bool DependsOnEpochs => true;

        public override double Weight(in TrainingPosition position)
        {
            double cycle = position.Epoch * Cycles / position.Epochs;
            double place = position.Epoch >= position.Epochs ? 1 : cycle - Math.Floor(cycle);
            return To * Math.Min(1, place / Rising);
        }

        public override string Describe() => Invariant($"Cyclical({Cycles}, {Rising:R}, {To:R})");
    }
}

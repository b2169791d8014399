using System.Globalization;

namespace ProbDsl;

/// <summary>Settings of estimates of the evidence.</summary>
public sealed record class EvidenceOptions
{
    /// <summary>Importance samples a datum, at least 1.</summary>
    public int Samples { get; init; } = 5000;

    /// <summary>The k for which importance-weighted bounds are given, each from 1 to <see cref="Samples"/>; k = 1 is the evidence lower bound.</summary>
    public IReadOnlyList<int> Bounds { get; init; } = [1];

    /// <summary>The orders m of jackknife estimates, each from 0 and below <see cref="JackknifeSamples"/>.</summary>
    public IReadOnlyList<int> JackknifeOrders { get; init; } = [];

    /// <summary>Samples of one jackknife estimate, whose mean is taken over as many groups as there are; null for all <see cref="Samples"/> in one.</summary>
    public int? JackknifeSamples { get; init; }

    /// <summary>Data at a time.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>The most samples, over all data of a batch, that pass through the model at a time: what memory the model needs.</summary>
    public int MostRows { get; init; } = 5000;

    /// <summary>Seed of the draws: equal options give equal estimates.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it, what was expected and what was found.</exception>
    internal void Validate()
    {
        Require(Samples >= 1, nameof(Samples), "at least 1", Samples);
        Require(BatchSize >= 1, nameof(BatchSize), "at least 1", BatchSize);
        Require(MostRows >= 1, nameof(MostRows), "at least 1", MostRows);
        foreach (int k in Bounds)
            Require(k >= 1 && k <= Samples, nameof(Bounds), Invariant($"from 1 to Samples = {Samples}"), k);
        int group = JackknifeSamples ?? Samples;
        Require(group >= 1 && group <= Samples, nameof(JackknifeSamples), Invariant($"from 1 to Samples = {Samples}"), group);
        foreach (int order in JackknifeOrders)
            Require(order >= 0 && order < group, nameof(JackknifeOrders), Invariant($"from 0 to {group - 1}, one less than the samples of an estimate"), order);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Require(bool condition, string name, string expected, int found)
    {
        if (!condition)
            throw new ArgumentException(Invariant($"EvidenceOptions.{name} must be {expected}, but is {found}."), name);
    }
}

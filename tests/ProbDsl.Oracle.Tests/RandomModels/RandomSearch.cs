using System.Globalization;
using CsCheck;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Makes random models of consecutive seeds and gathers what fails.</summary>
internal sealed class RandomSearch
{
    private const int Together = 50;

    /// <summary>What may be refused though the language reference does not say so: each entry is a limit that is to go.</summary>
    public static readonly IReadOnlyDictionary<string, string> KnownRefusals = new Dictionary<string, string>();

    /// <summary>The models that fail.</summary>
    public List<(RandomModel Model, Failure Failure)> Failed { get; } = [];

    /// <summary>How many models were refused, by diagnostic.</summary>
    public Dictionary<string, int> Refused { get; } = [];

    public static RandomModel Model(ulong seed) => new Grammar(new Choices(new PCG(1, seed))).Model(seed);

    public void Run(ulong first, int count)
    {
        foreach (ulong[] seeds in Enumerable.Range(0, count).Select(k => first + (ulong)k).Chunk(Together))
        {
            RandomModel[] models = [.. seeds.Select(Model)];
            Failure?[] failures = RandomBatch.Check(models);
            for (int k = 0; k < models.Length; k++)
                if (failures[k] is { } failure)
                    Note(models[k], failure);
        }
    }

    /// <summary>A text for each kind of failure, with one model of it made small.</summary>
    public IEnumerable<string> Reduced(int mostBatches)
    {
        foreach (IGrouping<string, (RandomModel Model, Failure Failure)> kind in Failed.GroupBy(f => f.Failure.Kind).OrderByDescending(g => g.Count()))
        {
            (RandomModel model, Failure failure) = Reducer.Reduce(kind.First().Model, kind.First().Failure, mostBatches);
            string seeds = string.Join(", ", kind.Take(20).Select(f => f.Model.Seed.ToString(CultureInfo.InvariantCulture)));
            yield return $"{kind.Count()} times {kind.Key}: seeds {seeds}\n{failure.Text}\n{model.Class("M")}";
        }
    }

    private void Note(RandomModel model, Failure failure)
    {
        if (KnownRefusals.ContainsKey(failure.Kind))
            Refused[failure.Kind] = Refused.GetValueOrDefault(failure.Kind) + 1;
        else
            Failed.Add((model, failure));
    }
}

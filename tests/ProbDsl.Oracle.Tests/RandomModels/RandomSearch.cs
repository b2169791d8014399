using System.Globalization;
using CsCheck;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Makes random models of consecutive seeds and gathers what fails.</summary>
internal sealed class RandomSearch
{
    private const int Together = 25;

    /// <summary>The models that fail.</summary>
    public List<(RandomModel Model, Failure Failure)> Failed { get; } = [];

    public static RandomModel Model(ulong seed) => new Grammar(new Choices(new PCG(1, seed))).Model(seed);

    public void Run(ulong first, int count)
    {
        foreach (ulong[] seeds in Enumerable.Range(0, count).Select(k => first + (ulong)k).Chunk(Together))
        {
            RandomModel[] models = [.. seeds.Select(Model)];
            Failure?[] failures = RandomBatch.Check(models);
            for (int k = 0; k < models.Length; k++)
                if (failures[k] is { } failure)
                    Failed.Add((models[k], failure));
        }
    }

    /// <summary>A text for each kind of failure, with one model of it made small.</summary>
    public IEnumerable<string> Reduced(int mostBatches)
    {
        foreach (IGrouping<string, (RandomModel Model, Failure Failure)> kind in Failed.GroupBy(f => f.Failure.Kind).OrderByDescending(g => g.Count()))
        {
            (RandomModel model, Failure failure) = kind.First();
            if (kind.Key != "invalid") // Any cut makes a model invalid.
                (model, failure) = Reducer.Reduce(model, failure, mostBatches);
            string seeds = string.Join(", ", kind.Take(20).Select(f => f.Model.Seed.ToString(CultureInfo.InvariantCulture)));
            yield return $"{kind.Count()} times {kind.Key}: seeds {seeds}\n{failure.Text}\n{model.Class("M")}";
        }
    }
}

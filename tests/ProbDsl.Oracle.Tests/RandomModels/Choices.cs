using System.Globalization;
using CsCheck;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Random choices, the same for the same seed everywhere.</summary>
internal sealed class Choices(PCG random)
{
    public int Next(int exclusive) => (int)random.Next((uint)exclusive);

    /// <summary>From <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Next(to - from + 1);

    public bool Chance(double probability) => random.Next(1000) < 1000 * probability;

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public T Of<T>(params Func<T>[] ways) => ways[Next(ways.Length)]();

    /// <summary>A way with a weight.</summary>
    public T Weighted<T>(params (int Weight, Func<T> Way)[] ways)
    {
        int left = Next(ways.Sum(w => w.Weight));
        foreach ((int weight, Func<T> way) in ways)
        {
            left -= weight;
            if (left < 0)
                return way();
        }
        throw new InvalidOperationException("no way has a weight");
    }

    /// <summary>A number of two decimals.</summary>
    public double Number(double from, double to) => Math.Round(from + ((to - from) * Next(1001) / 1000), 2);

    public double[] Numbers(int count, double from, double to) => [.. Enumerable.Range(0, count).Select(_ => Number(from, to))];

    public int[] Integers(int count, int from, int to) => [.. Enumerable.Range(0, count).Select(_ => Between(from, to))];

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

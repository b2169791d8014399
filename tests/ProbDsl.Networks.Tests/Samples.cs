using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>Small data of every shape that the models take.</summary>
internal static class Samples
{
    public static Vector<double>[] Binary(int count, int size, int seed = 1) => Vectors(count, size, seed, r => r.NextDouble() < 0.4 ? 1 : 0);

    public static Vector<double>[] Real(int count, int size, int seed = 2) => Vectors(count, size, seed, r => (2 * r.NextDouble()) - 1);

    public static double[] Numbers(int count, int seed = 3) => [.. Real(count, 1, seed).Select(v => v[0])];

    public static int[] Labels(int count, int classes, int seed = 4)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }

    /// <summary>Moves every parameter by a little, so that none is at a special value.</summary>
    public static void Disturb<E>(ParameterStore<E> store)
        where E : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<E>
    {
        var random = new Random(5);
        for (int p = 0; p < store.Slots.Count; p++)
            foreach (ref E value in store.Value(p))
                value += E.CreateChecked(0.3 * ((2 * random.NextDouble()) - 1));
    }

    private static Vector<double>[] Vectors(int count, int size, int seed, Func<Random, double> element)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Vector<double>.Build.Dense(size, _ => element(random)))];
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Samples;

/// <summary>Clusters of points by their distances from centres.</summary>
/// <remarks>Lloyd, "Least squares quantization in PCM", 1982, from centres chosen as by Arthur and Vassilvitskii, "k-means++", SODA 2007.</remarks>
internal static class KMeans
{
    private const int Rounds = 30, Attempts = 5;

    /// <summary>The cluster of each point, the best of a few attempts.</summary>
    /// <param name="points">The points, at least one.</param>
    /// <param name="count">The number of clusters; where there are fewer distinct points, some are empty.</param>
    /// <param name="seed">Equal seeds give equal clusters.</param>
    public static int[] Assign(IReadOnlyList<Vector<double>> points, int count, ulong seed)
    {
        int[] best = [];
        double least = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Vector<double>[] centres = Centres(points, count, new Rng(seed, (ulong)attempt));
            int[] clusters = Nearest(points, centres);
            for (int round = 0; round < Rounds; round++)
            {
                foreach (var cluster in clusters.Select((k, n) => (Cluster: k, Point: points[n])).GroupBy(pair => pair.Cluster))
                    centres[cluster.Key] = cluster.Select(pair => pair.Point).Aggregate((a, b) => a + b) / cluster.Count();
                clusters = Nearest(points, centres);
            }
            double distance = points.Select((point, n) => SquaredDistance(point, centres[clusters[n]])).Sum();
            if (distance < least)
                (least, best) = (distance, clusters);
        }
        return best;
    }

    private static Vector<double>[] Centres(IReadOnlyList<Vector<double>> points, int count, Rng random)
    {
        var centres = new Vector<double>[count];
        double[] distances = new double[points.Count];
        Array.Fill(distances, 1);
        for (int k = 0; k < count; k++)
        {
            double place = random.NextDouble() * distances.Sum();
            int chosen = 0;
            while (chosen < distances.Length - 1 && (place -= distances[chosen]) >= 0)
                chosen++;
            centres[k] = points[chosen];
            for (int n = 0; n < distances.Length; n++)
                distances[n] = Math.Min(k == 0 ? double.PositiveInfinity : distances[n], SquaredDistance(points[n], centres[k]));
        }
        return centres;
    }

    private static int[] Nearest(IReadOnlyList<Vector<double>> points, Vector<double>[] centres) =>
        [.. points.Select(point => Enumerable.Range(0, centres.Length).MinBy(k => SquaredDistance(point, centres[k])))];

    private static double SquaredDistance(Vector<double> a, Vector<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Count; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}

namespace ProbDsl.Samples;

/// <summary>How far two ways to part the same things into classes agree.</summary>
public static class Agreement
{
    /// <summary>The fraction of things that are of the commonest label in their cluster; 1 where every cluster has one label.</summary>
    /// <param name="clusters">The cluster of each thing.</param>
    /// <param name="labels">The label of each thing.</param>
    /// <exception cref="ArgumentException">There are no things, or not as many labels as things.</exception>
    public static double Purity(IReadOnlyList<int> clusters, IReadOnlyList<int> labels)
    {
        Check(clusters, labels);
        return clusters.Zip(labels).GroupBy(pair => pair.First).Sum(group => group.CountBy(pair => pair.Second).Max(label => label.Value)) / (double)clusters.Count;
    }

    /// <summary>The mutual information of cluster and label over the mean of their entropies: 0 where they are independent, 1 where each tells the other.</summary>
    /// <remarks>Manning, Raghavan and Schütze, "Introduction to information retrieval" (2008), section 16.3. It is 1 where both have one class only.</remarks>
    /// <inheritdoc cref="Purity"/>
    public static double NormalizedMutualInformation(IReadOnlyList<int> clusters, IReadOnlyList<int> labels)
    {
        Check(clusters, labels);
        double ofClusters = Entropy(clusters), ofLabels = Entropy(labels), ofBoth = Entropy([.. clusters.Zip(labels)]);
        return ofClusters + ofLabels == 0 ? 1 : 2 * (ofClusters + ofLabels - ofBoth) / (ofClusters + ofLabels);
    }

    private static double Entropy<T>(IReadOnlyList<T> classes)
        where T : notnull =>
        -classes.CountBy(item => item).Sum(group => group.Value / (double)classes.Count * Math.Log(group.Value / (double)classes.Count));

    private static void Check(IReadOnlyList<int> clusters, IReadOnlyList<int> labels)
    {
        if (clusters.Count == 0 || clusters.Count != labels.Count)
            throw new ArgumentException($"Each thing needs a cluster and a label, but there are {clusters.Count} clusters and {labels.Count} labels.", nameof(labels));
    }
}

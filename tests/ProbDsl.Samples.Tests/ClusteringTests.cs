using System.Globalization;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Clusters by a mixture prior: on images that are made, on files, and with wrong options.</summary>
[Collection(SampleRun.Collection)]
public sealed class ClusteringTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("probdsl-clusters-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Clusters_agree_with_the_labels_and_are_drawn()
    {
        (int code, string output, string errors) = SampleRun.Of("Clustering", "--output", _folder);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains("2000 procedural images", output, StringComparison.Ordinal);
        Assert.InRange(Number(output, "Purity:"), 0.45, 1);
        Assert.InRange(Number(output, "Normalised mutual information:"), 0.3, 1);
        int[] sizes = [.. Rows(output).Select(row => int.Parse(row[1], CultureInfo.InvariantCulture))];
        Assert.Equal((10, 2000), (sizes.Length, sizes.Sum()));
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.True(sizes.Count(size => size > 40) >= 5, output);
        byte[] picture = File.ReadAllBytes(Path.Combine(_folder, "clusters.png"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
        Assert.Equal(2 + (10 * ((2 * 16) + 2)), (picture[18] << 8) | picture[19]);
        Assert.Equal(2 + (10 * ((2 * 16) + 2)), (picture[22] << 8) | picture[23]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_of_images_and_labels_are_read(bool hasLabels)
    {
        List<string> arguments = ["--images", Idx([0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 6, 0, 0, 0, 10], 2400), "--epochs", "2", "--components", "3", "--codes", "2", "--output", _folder];
        if (hasLabels)
            arguments.AddRange("--labels", Idx([0, 0, 8, 1, 0, 0, 0, 40], 40));
        (int code, string output, string errors) = SampleRun.Of("Clustering", [.. arguments]);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains("Clustering 40 images of 6 x 10 by a mixture of 3 normals over codes of 2 dimensions", output, StringComparison.Ordinal);
        Assert.Equal(hasLabels, output.Contains("Purity:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--labels are those of --images", "--labels", "x")]
    [InlineData("no-such-file.gz", "--images", "no-such-file.gz")]
    [InlineData("--components must be an integer of at least 2, but is '1'", "--components", "1")]
    [InlineData("'--component' is no option", "--component", "4")]
    public void Wrong_options_are_refused(string problem, params string[] arguments)
    {
        (int code, string output, string errors) = SampleRun.Of("Clustering", arguments);
        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.Contains(problem, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Agreement_of_labels()
    {
        int[] labels = [0, 0, 0, 1, 1, 2];
        Assert.Equal(1, Agreement.Purity([5, 5, 5, 3, 3, 4], labels), 1e-12);
        Assert.Equal(1, Agreement.NormalizedMutualInformation([5, 5, 5, 3, 3, 4], labels), 1e-12);
        Assert.Equal(0.5, Agreement.Purity(new int[6], labels), 1e-12);
        Assert.Equal(0, Agreement.NormalizedMutualInformation(new int[6], labels), 1e-12);
        // Clusters {0, 0, 1}, {0, 1}, {2}: two of three, one of two and one of one are of the commonest label.
        Assert.Equal(4 / 6.0, Agreement.Purity([1, 1, 2, 1, 2, 3], labels), 1e-12);
        double half = Math.Log(2) / 2, third = Math.Log(3) / 3, sixth = Math.Log(6) / 6;
        double entropy = half + third + sixth, joint = third + (4 * sixth);
        Assert.Equal(2 * ((2 * entropy) - joint) / (2 * entropy), Agreement.NormalizedMutualInformation([1, 1, 2, 1, 2, 3], labels), 1e-12);
        Assert.Throws<ArgumentException>(() => Agreement.Purity([1], labels));
    }

    private static string[][] Rows(string output)
    {
        string[] lines = output.Split('\n');
        int heading = Array.FindIndex(lines, line => line.StartsWith("  cluster", StringComparison.Ordinal));
        return [.. lines[(heading + 1)..].TakeWhile(line => line.Trim().Length > 0).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    private static double Number(string output, string name) =>
        double.Parse(output.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);

    private string Idx(byte[] header, int count)
    {
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllBytes(path, [.. header, .. Enumerable.Range(0, count).Select(i => (byte)(i * i % 7))]);
        return path;
    }
}

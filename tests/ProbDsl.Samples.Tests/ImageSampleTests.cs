using System.Globalization;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Runs the samples on images: with the images they make, on a file, and with options that are wrong.</summary>
[Collection(SampleRun.Collection)]
public sealed class ImageSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("probdsl-samples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Digit_vae_learns_and_writes_its_pictures()
    {
        (int code, string output, string errors) = SampleRun.Of("DigitVae", "--output", _folder);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains("Variational autoencoder 256-128-8 on procedural images", output, StringComparison.Ordinal);
        Assert.Contains("  epoch   40: bound ", output, StringComparison.Ordinal);
        Assert.Contains("of 8 units are active", output, StringComparison.Ordinal);
        double bound = Number(output, "Test bound:"), evidence = Number(output, "Test log p(x), 500 importance samples:");
        Assert.InRange(bound, -62, -50);
        Assert.InRange(evidence, bound + 0.5, -48);
        foreach (string name in new[] { "reconstructions.png", "samples.png", "latent-map.png" })
        {
            byte[] picture = File.ReadAllBytes(Path.Combine(_folder, name));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
            Assert.Equal(2 + (12 * (2 * 16 + 2)), (picture[18] << 8) | picture[19]);
        }
    }

    [Theory]
    [InlineData("DigitVae", "Variational autoencoder 60-128-2 on images of tiny.idx, 6 x 10: 30 to train on, 10 to test on", "Map of the plane of codes: ")]
    [InlineData("ImportanceWeightedAutoencoder", "Autoencoders 60-96-2 on images of tiny.idx, 6 x 10: 30 to train on, 10 to test on", "     2  IWAE-3    ")]
    public void Samples_read_a_file_of_images(string sample, params string[] expected)
    {
        List<string> arguments = ["--images", TinyFile(40), "--train", "30", "--epochs", "2", "--codes", "2", "--seed", "7"];
        arguments.AddRange(sample == "DigitVae" ? ["--output", _folder] : ["--samples", "3"]);
        (int code, string output, string errors) = SampleRun.Of(sample, [.. arguments]);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Importance_weighted_bounds_stand_side_by_side()
    {
        (int code, string output, string errors) = SampleRun.Of("ImportanceWeightedAutoencoder", "--epochs", "10");
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        string[] lines = output.Split('\n');
        int heading = Array.FindIndex(lines, line => line.StartsWith("layers  trained by", StringComparison.Ordinal));
        string[][] rows = [.. lines[(heading + 1)..(heading + 7)].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(["1 ELBO", "1 IWAE-5", "1 IWAE-50", "2 ELBO", "2 IWAE-5", "2 IWAE-50"], rows.Select(row => row[0] + " " + row[1]));
        foreach (string[] row in rows)
        {
            double[] numbers = [.. row[2..9].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.All(numbers, number => Assert.InRange(number, -120, -60));
            Assert.True(numbers[0] < numbers[1] && numbers[1] < numbers[2], string.Join(" ", row));
            Assert.Equal(numbers[2], numbers[3]);
            Assert.True(numbers[3] <= numbers[4] && numbers[4] <= numbers[5], string.Join(" ", row));
        }
    }

    [Theory]
    [InlineData("'--epoch' is no option", "--epoch", "3")]
    [InlineData("--epochs needs a value", "--epochs")]
    [InlineData("--epochs must be an integer of at least 1, but is '0'", "--epochs", "0")]
    [InlineData("--epochs is given twice", "--epochs", "3", "--epochs", "3")]
    [InlineData("--seed must be an integer from 0, but is '-1'", "--seed", "-1")]
    [InlineData("--train must be an integer of at least 1, but is 'many'", "--train", "many")]
    [InlineData("no-such-file.gz", "--images", "no-such-file.gz")]
    public void Samples_refuse_wrong_options(string problem, params string[] arguments)
    {
        foreach (string sample in new[] { "DigitVae", "ImportanceWeightedAutoencoder" })
        {
            (int code, string output, string errors) = SampleRun.Of(sample, arguments);
            Assert.Equal(1, code);
            Assert.Equal("", output);
            Assert.Contains(problem, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Samples_refuse_more_images_than_there_are_and_values_of_their_own_options()
    {
        Refused("DigitVae", "--train must leave two images of 40 for testing and be at least 1, but is 39", "--images", TinyFile(40), "--train", "39");
        Refused("DigitVae", "--codes must be an integer of at least 2, but is '1'", "--codes", "1");
        Refused("DigitVae", "begins with 0x00000803", "--images", Path.Combine(AppContext.BaseDirectory, "DigitVae.dll"));
        Refused("ImportanceWeightedAutoencoder", "--layers must be at most 2, but is 3", "--layers", "1,3");
        Refused("ImportanceWeightedAutoencoder", "--estimator must be path or joint, but is 'best'", "--estimator", "best");
        Refused("ImportanceWeightedAutoencoder", "--samples has a value twice: 5,5", "--samples", "5,5");

        static void Refused(string sample, string problem, params string[] arguments)
        {
            (int code, _, string errors) = SampleRun.Of(sample, arguments);
            Assert.Equal(1, code);
            Assert.Contains(problem, errors, StringComparison.Ordinal);
        }
    }

    /// <summary>The number after a name at the beginning of a line.</summary>
    private static double Number(string output, string name) =>
        double.Parse(output.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);

    /// <summary>An IDX file of images of 6 x 10.</summary>
    private string TinyFile(int count)
    {
        byte[] bytes = [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 6, 0, 0, 0, 10, .. Enumerable.Range(0, count * 60).Select(i => (byte)(i * i % 251))];
        string path = Path.Combine(_folder, "tiny.idx");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using ProbDsl.Data;
using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class IdxTests(ITestOutputHelper output)
{
    private const int ImageMagic = 0x803, LabelMagic = 0x801;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_back(bool gzip)
    {
        byte[] pixels = [.. Enumerable.Range(0, 24).Select(k => (byte)(11 * k))];
        using TemporaryFile images = new(File(ImageMagic, [2, 3, 4], pixels, gzip)), labels = new(File(LabelMagic, [2], [7, 255], gzip));
        Images read = Idx.ReadImages(images.Name, labels.Name);
        Assert.Equal((2, 3, 4, 12), (read.Count, read.Height, read.Width, read.Size));
        Assert.Equal([7, 255], read.Labels);
        Assert.Equal(11 * 23 % 256 / 255f, read[1, 2, 3]);
        Assert.Equal(11 * 6 / 255f, read[0, 1, 2]);
        Assert.Equal(read[1, 0, 1], read.ToVectors()[1][1], 1e-12);
        Assert.Equal([7, 255], Idx.ReadLabels(labels.Name));
        Assert.Empty(Idx.ReadImages(images.Name).Labels);
    }

    [Fact]
    public void An_empty_set_has_no_images()
    {
        using TemporaryFile file = new(File(ImageMagic, [0, 3, 4], [], false));
        Assert.Equal(0, Idx.ReadImages(file.Name).Count);
    }

    [Theory]
    [InlineData(LabelMagic, new[] { 2, 3, 4 }, 24, "0x00000803", "0x00000801")]
    [InlineData(ImageMagic, new[] { 2, 3, 4 }, 23, "need 40 bytes", "has 39")]
    [InlineData(ImageMagic, new[] { 2, 3, 4 }, 25, "need 40 bytes", "has 41")]
    [InlineData(ImageMagic, new[] { 2, -3, 4 }, 24, "dimension 2 is -3", "zero or above")]
    [InlineData(ImageMagic, new[] { 2, 0, 4 }, 0, "0 x 4", "no pixels")]
    [InlineData(ImageMagic, new[] { 2, 3 }, 0, "16 bytes of header", "has 12 bytes")]
    [InlineData(ImageMagic, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, 8, "2147483647 x 2147483647", "has 24")]
    public void What_is_wrong_is_said_with_the_file_what_was_expected_and_what_was_found(int magic, int[] sizes, int length, string expected, string found)
    {
        using TemporaryFile file = new(File(magic, sizes, new byte[length], false));
        string message = Assert.Throws<InvalidDataException>(() => Idx.ReadImages(file.Name)).Message;
        output.WriteLine(message);
        Assert.Contains(file.Name, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(found, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_and_damaged_gzip_streams_and_short_files_are_refused()
    {
        byte[] whole = File(ImageMagic, [2, 30, 40], Noise(2400), true);
        using TemporaryFile truncated = new(whole[..^400]), damaged = new([.. whole[..10], 0xFF, 0xFF, 0xFF, .. whole[13..]]), two = new([1, 2]);
        foreach (TemporaryFile file in new[] { truncated, damaged, two })
            Assert.Contains(file.Name, Assert.Throws<InvalidDataException>(() => Idx.ReadImages(file.Name)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Idx.ReadLabels(two.Name + "-not-there"));
    }

    [Fact]
    public void Images_and_labels_of_unequal_number_are_refused()
    {
        using TemporaryFile images = new(File(ImageMagic, [2, 1, 1], [1, 2], false)), labels = new(File(LabelMagic, [3], [1, 2, 3], false));
        Assert.Contains("2 images", Assert.Throws<InvalidDataException>(() => Idx.ReadImages(images.Name, labels.Name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_digits_are_read()
    {
        if (SharedData.Find("mnist", "t10k-images-idx3-ubyte.gz") is not { } images || SharedData.Find("mnist", "t10k-labels-idx1-ubyte.gz") is not { } labels)
        {
            output.WriteLine("Skipped: " + SharedData.Absent);
            return;
        }
        Images digits = Idx.ReadImages(images, labels);
        Assert.Equal((10_000, 28, 28), (digits.Count, digits.Height, digits.Width));
        Assert.Equal([7, 2, 1, 0, 4], digits.Labels.Take(5));
        Assert.Equal(1135, digits.Labels.Count(label => label == 1));
        Assert.InRange(Enumerable.Range(0, 100).Average(n => digits.Pixels(n).ToArray().Average()), 0.1, 0.17);
    }

    /// <summary>Bytes that do not compress.</summary>
    private static byte[] Noise(int count)
    {
        Rng rng = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)rng.NextUInt64())];
    }

    private static byte[] File(int magic, int[] sizes, byte[] content, bool gzip)
    {
        byte[] header = new byte[4 * (sizes.Length + 1)];
        BinaryPrimitives.WriteInt32BigEndian(header, magic);
        for (int k = 0; k < sizes.Length; k++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (k + 1)), sizes[k]);
        byte[] plain = [.. header, .. content];
        if (!gzip)
            return plain;
        using MemoryStream compressed = new();
        using (GZipStream stream = new(compressed, CompressionLevel.Optimal))
            stream.Write(plain);
        return compressed.ToArray();
    }
}

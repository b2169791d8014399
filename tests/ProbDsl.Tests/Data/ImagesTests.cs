using System.Buffers.Binary;
using System.IO.Compression;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Data;
using Xunit;

namespace ProbDsl.Tests;

public sealed class ImagesTests
{
    [Fact]
    public void Images_are_split_with_their_labels_and_made_of_vectors()
    {
        Images images = ProceduralImages.Create(10, 3);
        (Images first, Images others) = images.Split(7);
        Assert.Equal((7, 3), (first.Count, others.Count));
        Assert.Equal(images.Labels.Skip(7), others.Labels);
        Assert.True(images.Pixels(8).SequenceEqual(others.Pixels(1)));
        Images again = Images.FromVectors(images.ToVectors(), 16, 16);
        Assert.True(images.Pixels(9).SequenceEqual(again.Pixels(9)));
        Assert.Equal(images.Labels, again.WithLabels([.. images.Labels]).Labels);
        Assert.Contains("There are 10 images", Assert.Throws<ArgumentOutOfRangeException>(() => images.Split(11)).Message, StringComparison.Ordinal);
        Assert.Contains("10 images and 2 labels", Assert.Throws<ArgumentException>(() => images.WithLabels([1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Vector 0 has 256 elements", Assert.Throws<ArgumentException>(() => Images.FromVectors(images.ToVectors(), 16, 15)).Message, StringComparison.Ordinal);
        Assert.Contains("5 pixels", Assert.Throws<ArgumentException>(() => new Images(2, 2, new float[5])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binarised_pixels_are_one_as_often_as_their_grey_value()
    {
        const int count = 20_000;
        float[] pixels = [.. Enumerable.Repeat(new[] { 0, 0.25f, 0.8f, 1 }, count).SelectMany(image => image)];
        Images images = new(2, 2, pixels), binary = images.Binarize(4), again = images.Binarize(4), other = images.Binarize(5);
        double[] shares = new double[4];
        for (int n = 0; n < count; n++)
            for (int k = 0; k < 4; k++)
                shares[k] += binary.Pixels(n)[k] is 0 or 1 ? (double)binary.Pixels(n)[k] / count : throw new InvalidOperationException();
        Assert.Equal(0, shares[0]);
        Assert.Equal(0.25, shares[1], 0.015);
        Assert.Equal(0.8, shares[2], 0.015);
        Assert.Equal(1, shares[3], 1e-9);
        Assert.True(Enumerable.Range(0, count).All(n => binary.Pixels(n).SequenceEqual(again.Pixels(n))));
        Assert.False(Enumerable.Range(0, count).All(n => binary.Pixels(n).SequenceEqual(other.Pixels(n))));
        Assert.True(images.Split(5).First.Binarize(4).Pixels(4).SequenceEqual(binary.Pixels(4)));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(28)]
    public void Procedural_images_are_a_function_of_the_seed_and_vary(int size)
    {
        Images images = ProceduralImages.Create(500, 11, size), prefix = ProceduralImages.Create(20, 11, size), other = ProceduralImages.Create(20, 12, size);
        Assert.Equal((size, size), (images.Height, images.Width));
        for (int n = 0; n < 20; n++)
            Assert.True(images.Pixels(n).SequenceEqual(prefix.Pixels(n)));
        Assert.Equal(images.Labels.Take(20), prefix.Labels);
        Assert.False(other.Pixels(0).SequenceEqual(prefix.Pixels(0)));
        Assert.Equal(ProceduralImages.ClassNames.Count, images.Labels.Distinct().Count());
        Assert.All(images.Labels.CountBy(label => label), share => Assert.InRange(share.Value, 65, 135));
        for (int n = 0; n < images.Count; n++)
        {
            float[] pixels = images.Pixels(n).ToArray();
            Assert.All(pixels, pixel => Assert.InRange(pixel, 0, 1));
            Assert.InRange(pixels.Average(), 0.02, 0.6);
        }
    }

    /// <summary>A nearest neighbour in pixels tells the classes apart mostly, but not always: there is something to learn.</summary>
    [Fact]
    public void Classes_are_alike_within_and_differ_between()
    {
        Vector<double>[] x = ProceduralImages.Create(1200, 5).ToVectors();
        IReadOnlyList<int> labels = ProceduralImages.Create(1200, 5).Labels;
        int right = Enumerable.Range(1000, 200).Count(n => labels[Enumerable.Range(0, 1000).MinBy(k => (x[k] - x[n]).L2Norm())] == labels[n]);
        Assert.InRange(right, 140, 199);
    }

    [Fact]
    public void A_grid_is_a_png_of_the_pixels()
    {
        Images images = new(2, 3, [0, 0.5f, 1, -1, 2, float.NaN, .. Enumerable.Repeat(0.25f, 12)]);
        using TemporaryFile file = new();
        PngGrid.Write(file.Name, images, columns: 2, scale: 2, margin: 1);
        byte[,] decoded = Decode(File.ReadAllBytes(file.Name));
        Assert.Equal((11, 15), (decoded.GetLength(0), decoded.GetLength(1)));
        byte margin = decoded[0, 0];
        for (int row = 0; row < 11; row++)
        {
            for (int column = 0; column < 15; column++)
            {
                int y = row % 5 - 1, x = column % 7 - 1, n = row / 5 * 2 + column / 7;
                byte expected = row % 5 == 0 || column % 7 == 0 || n >= 3 ? margin : n > 0 ? (byte)64 : new byte[] { 0, 128, 255, 0, 255, 0 }[y / 2 * 3 + x / 2];
                Assert.Equal(expected, decoded[row, column]);
            }
        }
        Assert.Throws<ArgumentException>(() => PngGrid.Write(file.Name, images.Split(0).First, 2));
        PngGrid.Write(file.Name, images.Split(1).First, columns: 9, scale: 1, margin: 0);
        Assert.Equal(3, Decode(File.ReadAllBytes(file.Name)).GetLength(1));
    }

    /// <summary>Reads an unfiltered grey PNG, its checks verified with a table that is made another way than the writer's.</summary>
    private static byte[,] Decode(byte[] png)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], png[..8]);
        List<string> types = [];
        byte[] header = [], data = [];
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            string type = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            Assert.Equal(Remainder(png.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            types.Add(type);
            if (type == "IHDR")
                header = png[(at + 8)..(at + 8 + length)];
            if (type == "IDAT")
                data = png[(at + 8)..(at + 8 + length)];
            at += length + 12;
        }
        Assert.Equal(["IHDR", "IDAT", "IEND"], types);
        Assert.Equal([8, 0, 0, 0, 0], header[8..]);
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        using ZLibStream zlib = new(new MemoryStream(data), CompressionMode.Decompress);
        using MemoryStream plain = new();
        zlib.CopyTo(plain);
        byte[] rows = plain.ToArray();
        Assert.Equal(height * (width + 1), rows.Length);
        byte[,] pixels = new byte[height, width];
        for (int row = 0; row < height; row++)
        {
            Assert.Equal(0, rows[row * (width + 1)]);
            for (int column = 0; column < width; column++)
                pixels[row, column] = rows[row * (width + 1) + 1 + column];
        }
        return pixels;
    }

    /// <summary>The check by long division of polynomials, most significant bit first, over reflected bytes.</summary>
    private static uint Remainder(ReadOnlySpan<byte> bytes)
    {
        uint register = uint.MaxValue;
        foreach (byte b in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool top = register >> 31 != (uint)(b >> bit & 1);
                register = register << 1 ^ (top ? 0x04C11DB7u : 0);
            }
        }
        uint reflected = 0;
        for (int bit = 0; bit < 32; bit++)
            reflected |= (register >> bit & 1) << (31 - bit);
        return ~reflected;
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Data;

/// <summary>Grey images of one size, with labels where they are known.</summary>
public sealed class Images
{
    private readonly float[] pixels;

    /// <summary>Images over an array of pixels.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="pixels">Grey values from 0 (black) to 1 (white): image by image, row by row; kept, not copied.</param>
    /// <param name="labels">The class of each image, or nothing.</param>
    /// <exception cref="ArgumentException">The pixels are no whole number of images, or the labels are not one an image.</exception>
    public Images(int height, int width, float[] pixels, int[]? labels = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (pixels.Length % ((long)height * width) != 0)
            throw new ArgumentException($"{pixels.Length} pixels are no whole number of images of {height} x {width}.", nameof(pixels));
        (Height, Width, Count, this.pixels, Labels) = (height, width, pixels.Length / (height * width), pixels, labels ?? []);
        if (Labels.Count != 0 && Labels.Count != Count)
            throw new ArgumentException($"There are {Count} images and {Labels.Count} labels.", nameof(labels));
    }

    /// <summary>The number of images.</summary>
    public int Count { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>The number of pixels of an image.</summary>
    public int Size => Height * Width;

    /// <summary>The class of each image; none where they are unknown.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>One pixel, from 0 to 1.</summary>
    /// <param name="image">The image.</param>
    /// <param name="row">From the top.</param>
    /// <param name="column">From the left.</param>
    public float this[int image, int row, int column] => Pixels(image)[row * Width + column];

    /// <summary>The pixels of an image, row by row.</summary>
    /// <param name="image">The image.</param>
    public ReadOnlySpan<float> Pixels(int image) => pixels.AsSpan(image * Size, Size);

    /// <summary>Makes images of vectors, as a decoder gives them.</summary>
    /// <param name="vectors">One image each, row by row.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <exception cref="ArgumentException">A vector has another number of elements.</exception>
    public static Images FromVectors(IReadOnlyList<Vector<double>> vectors, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        float[] pixels = new float[checked(vectors.Count * height * width)];
        for (int n = 0; n < vectors.Count; n++)
        {
            if (vectors[n].Count != height * width)
                throw new ArgumentException($"Vector {n} has {vectors[n].Count} elements; an image of {height} x {width} has {height * width}.", nameof(vectors));
            for (int k = 0; k < height * width; k++)
                pixels[n * height * width + k] = (float)vectors[n][k];
        }
        return new Images(height, width, pixels);
    }

    /// <summary>One vector an image, its pixels row by row.</summary>
    public Vector<double>[] ToVectors()
    {
        var vectors = new Vector<double>[Count];
        for (int n = 0; n < Count; n++)
        {
            double[] values = new double[Size];
            for (int k = 0; k < Size; k++)
                values[k] = pixels[n * Size + k];
            vectors[n] = Vector<double>.Build.Dense(values);
        }
        return vectors;
    }

    /// <summary>Images of zeros and ones: each pixel is one with its grey value as the probability.</summary>
    /// <remarks>Salakhutdinov and Murray, "On the quantitative analysis of deep belief networks" (2008), section 6.2, as usual for MNIST.</remarks>
    /// <param name="seed">Equal seeds give equal images; image n does not depend on how many there are.</param>
    public Images Binarize(ulong seed)
    {
        float[] binary = new float[pixels.Length];
        for (int n = 0; n < Count; n++)
        {
            Rng rng = new(seed, (ulong)n);
            for (int k = n * Size; k < (n + 1) * Size; k++)
                binary[k] = rng.NextDouble() < pixels[k] ? 1 : 0;
        }
        return new Images(Height, Width, binary, [.. Labels]);
    }

    /// <summary>The first images and the others, as for training and testing.</summary>
    /// <param name="count">How many come first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public (Images First, Images Others) Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {Count} images.");
        return (Range(0, count), Range(count, Count));
    }

    /// <summary>The same images with the class of each.</summary>
    /// <param name="labels">One an image.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than images.</exception>
    public Images WithLabels(int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new Images(Height, Width, pixels, labels);
    }

    private Images Range(int from, int to) =>
        new(Height, Width, pixels[(from * Size)..(to * Size)], Labels.Count == 0 ? null : [.. Labels.Skip(from).Take(to - from)]);
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace ProbDsl.Data;

/// <summary>Reads the IDX format, in which MNIST and its relatives are distributed, gzip-compressed or not.</summary>
/// <remarks>
/// A magic number (two zero bytes, 8 for unsigned bytes, the number of dimensions), each dimension as a big-endian 32-bit integer, the
/// bytes: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section on file formats.
/// </remarks>
public static class Idx
{
    private const int ImageMagic = 0x00000803, LabelMagic = 0x00000801;

    /// <summary>Reads images; byte b becomes the grey value b / 255.</summary>
    /// <param name="path">The file; whether it is gzip-compressed is seen from its first bytes.</param>
    /// <exception cref="InvalidDataException">The file is no IDX file of images, damaged, or shorter or longer than its header says.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Images ReadImages(string path)
    {
        (int[] sizes, byte[] bytes, int start) = Read(path, ImageMagic, 3, "images");
        if (sizes[1] == 0 || sizes[2] == 0)
            throw new InvalidDataException($"'{path}': images of {sizes[1]} x {sizes[2]} have no pixels.");
        float[] pixels = new float[bytes.Length - start];
        for (int k = 0; k < pixels.Length; k++)
            pixels[k] = bytes[start + k] / 255f;
        return new Images(sizes[1], sizes[2], pixels);
    }

    /// <summary>Reads images with their labels.</summary>
    /// <param name="path">The file of images.</param>
    /// <param name="labelPath">The file of labels.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the files have unequal numbers.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Images ReadImages(string path, string labelPath)
    {
        Images images = ReadImages(path);
        int[] labels = ReadLabels(labelPath);
        return labels.Length == images.Count
            ? images.WithLabels(labels)
            : throw new InvalidDataException($"'{path}' has {images.Count} images, '{labelPath}' has {labels.Length} labels.");
    }

    /// <summary>Reads labels, from 0 to 255.</summary>
    /// <param name="path">The file; whether it is gzip-compressed is seen from its first bytes.</param>
    /// <exception cref="InvalidDataException">The file is no IDX file of labels, damaged, or shorter or longer than its header says.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int[] ReadLabels(string path)
    {
        (_, byte[] bytes, int start) = Read(path, LabelMagic, 1, "labels");
        return Array.ConvertAll(bytes[start..], b => (int)b);
    }

    private static (int[] Sizes, byte[] Bytes, int Start) Read(string path, int magic, int dimensions, string what)
    {
        byte[] bytes = ReadBytes(path);
        int start = 4 * (1 + dimensions);
        if (bytes.Length < 4)
            throw new InvalidDataException($"'{path}': an IDX file of {what} begins with {start} bytes of header; the file has {bytes.Length} bytes.");
        int found = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (found != magic)
            throw new InvalidDataException($"'{path}': an IDX file of {what} begins with 0x{magic:X8}; this one begins with 0x{found:X8}.");
        if (bytes.Length < start)
            throw new InvalidDataException($"'{path}': an IDX file of {what} begins with {start} bytes of header; the file has {bytes.Length} bytes.");
        int[] sizes = new int[dimensions];
        double expected = start, product = 1;
        for (int k = 0; k < dimensions; k++)
        {
            sizes[k] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * (k + 1)));
            if (sizes[k] < 0)
                throw new InvalidDataException($"'{path}': dimension {k + 1} is {sizes[k]}; a size is zero or above.");
            product *= sizes[k];
        }
        expected += product;
        if (bytes.Length != expected)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}': {string.Join(" x ", sizes)} {what} need {expected} bytes with the header; the file has {bytes.Length}."));
        }
        return (sizes, bytes, start);
    }

    /// <summary>The bytes of a file, decompressed where it begins as gzip does.</summary>
    private static byte[] ReadBytes(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes is not [0x1F, 0x8B, ..])
            return bytes;
        try
        {
            using GZipStream gzip = new(new MemoryStream(bytes), CompressionMode.Decompress);
            using MemoryStream plain = new();
            gzip.CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"'{path}': the gzip stream is damaged: {fault.Message}", fault);
        }
    }
}

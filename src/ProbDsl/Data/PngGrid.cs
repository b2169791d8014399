using System.Buffers.Binary;
using System.IO.Compression;

namespace ProbDsl.Data;

/// <summary>Writes many images as one picture, an 8-bit grey PNG.</summary>
/// <remarks>W3C, "Portable Network Graphics (PNG) specification": the signature, and the chunks IHDR, IDAT (a zlib stream of unfiltered rows) and IEND.</remarks>
public static class PngGrid
{
    private const byte MarginGrey = 96;

    /// <summary>Writes the images in rows, with a margin around each.</summary>
    /// <param name="path">The file, replaced where it is there.</param>
    /// <param name="images">The images; grey values outside 0 to 1 are clipped, NaN is black.</param>
    /// <param name="columns">Images a row.</param>
    /// <param name="scale">Each pixel becomes a square of this many.</param>
    /// <param name="margin">Pixels between images and around the whole.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Images images, int columns, int scale = 2, int margin = 2)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        if (images.Count == 0)
            throw new ArgumentException("A grid needs an image.", nameof(images));
        int across = Math.Min(columns, images.Count), down = (images.Count + columns - 1) / columns;
        int width = checked(margin + across * (images.Width * scale + margin)), height = checked(margin + down * (images.Height * scale + margin));
        byte[] rows = new byte[checked(height * (width + 1))];
        for (int y = 0; y < height; y++)
            rows.AsSpan(y * (width + 1) + 1, width).Fill(MarginGrey);
        for (int n = 0; n < images.Count; n++)
        {
            int left = margin + n % columns * (images.Width * scale + margin), top = margin + n / columns * (images.Height * scale + margin);
            for (int y = 0; y < images.Height * scale; y++)
                for (int x = 0; x < images.Width * scale; x++)
                    rows[(top + y) * (width + 1) + 1 + left + x] = Grey(images[n, y / scale, x / scale]);
        }
        using FileStream file = File.Create(path);
        Write(file, width, height, rows);
    }

    private static byte Grey(float value) => value > 0 ? (byte)MathF.Round(255 * MathF.Min(value, 1)) : (byte)0;

    /// <param name="stream">Where to write.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rows">For each row a zero, the filter "none", and its pixels.</param>
    private static void Write(Stream stream, int width, int height, byte[] rows)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Chunk(stream, "IHDR"u8, header);
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(rows);
        Chunk(stream, "IDAT"u8, compressed.ToArray());
        Chunk(stream, "IEND"u8, []);
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc32(Crc32(uint.MaxValue, type), content));
        stream.Write(number);
    }

    /// <summary>The cyclic redundancy check of the PNG specification, annex D, a byte at a time.</summary>
    private static uint Crc32(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return crc;
    }
}

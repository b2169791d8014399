using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace ProbDsl;

/// <summary>Reads and writes files of named arrays in the safetensors layout, which other tools of the field read and write too.</summary>
/// <remarks>
/// Eight bytes with the header's length, little-endian; the header, a JSON object from a tensor's name to its <c>dtype</c>,
/// <c>shape</c> and <c>data_offsets</c>, with texts under <c>__metadata__</c>; then the elements, little-endian and row-major,
/// without gaps. Source: https://github.com/huggingface/safetensors, section "Format".
/// </remarks>
public static class Safetensors
{
    private const string MetadataName = "__metadata__";
    private const string ChecksumName = "checksum";
    private const int LongestHeader = 100_000_000;
    private const int Alignment = 8;

    /// <summary>Writes a file. It is complete or not there: what was there before is replaced at the very end.</summary>
    /// <param name="path">The file; a file beside it, with <c>.tmp</c> added, serves while writing.</param>
    /// <param name="tensors">The arrays, with distinct names.</param>
    /// <param name="metadata">Texts; null for none.</param>
    /// <exception cref="ArgumentException">Two arrays have the same name, or one has the reserved name.</exception>
    public static void Write(string path, IReadOnlyList<StoredTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        byte[] header = Header(tensors, metadata);
        string temporary = path + ".tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                Span<byte> length = stackalloc byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
                stream.Write(length);
                stream.Write(header);
                foreach (StoredTensor tensor in tensors)
                    stream.Write(tensor.Bytes.Span);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">It is not in the layout, or is truncated; the message says where.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] file = File.ReadAllBytes(path);
        if (file.Length < sizeof(ulong))
            throw new WeightFileException(path, Invariant($"a safetensors file has at least 8 bytes, but this one has {file.Length}: it is truncated."));
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > LongestHeader)
            throw new WeightFileException(path, Invariant($"the header would have {length} bytes, more than {LongestHeader}: this is no safetensors file."));
        int start = sizeof(ulong) + (int)length;
        if (start > file.Length)
            throw new WeightFileException(path, Invariant($"the header needs {start} bytes, but the file has {file.Length}: it is truncated."));
        try
        {
            using JsonDocument header = JsonDocument.Parse(file.AsMemory(sizeof(ulong), (int)length));
            return Checked(Parse(path, header.RootElement, file.AsMemory(start)));
        }
        catch (JsonException problem)
        {
            throw new WeightFileException(path, $"the header is not JSON ({problem.Message}): this is no safetensors file.", problem);
        }
    }

    /// <summary>Texts with a checksum of all that the file will hold, which <see cref="Read"/> compares.</summary>
    /// <param name="tensors">The arrays.</param>
    /// <param name="metadata">The other texts.</param>
    internal static IReadOnlyDictionary<string, string> WithChecksum(IReadOnlyList<StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        new Dictionary<string, string>(metadata, StringComparer.Ordinal) { [ChecksumName] = Checksum(tensors, metadata) };

    /// <summary>Refuses a file whose checksum, where it has one, is not that of its contents.</summary>
    private static SafetensorsFile Checked(SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(ChecksumName, out string? expected))
            return file;
        // Of what was read there is none: who writes it again, with other tensors perhaps, says whether it shall have one.
        Dictionary<string, string> others = file.Metadata.Where(entry => entry.Key != ChecksumName).ToDictionary(StringComparer.Ordinal);
        string found = Checksum(file.Tensors, others);
        return found == expected
            ? new SafetensorsFile(file.Path, file.Tensors, others)
            : throw new WeightFileException(file.Path, $"the checksum of its contents must be {expected}, but is {found}: the file is damaged.");
    }

    private static string Checksum(IReadOnlyList<StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var checksum = new Checksum();
        foreach ((string name, string text) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            checksum.Add(name).Add(text);
        foreach (StoredTensor tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
            checksum.Add(tensor.Name).Add(tensor.ElementType).Add(StoredTensor.ShapeText(tensor.Shape)).Add(tensor.Bytes.Span);
        return checksum.ToString();
    }

    private static byte[] Header(IReadOnlyList<StoredTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        HashSet<string> names = new(StringComparer.Ordinal) { MetadataName };
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataName);
                foreach ((string name, string text) in metadata)
                    json.WriteString(name, text);
                json.WriteEndObject();
            }
            long offset = 0;
            foreach (StoredTensor tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"The name '{tensor.Name}' is given twice, or is reserved.", nameof(tensors));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.ElementType);
                WriteNumbers(json, "shape", [.. tensor.Shape.Select(size => (long)size)]);
                WriteNumbers(json, "data_offsets", [offset, offset += tensor.Bytes.Length]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (stream.Length % Alignment != 0)
            stream.WriteByte((byte)' '); // The elements start aligned, for readers that map the file.
        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static SafetensorsFile Parse(string path, JsonElement header, ReadOnlyMemory<byte> data)
    {
        if (header.ValueKind != JsonValueKind.Object)
            throw new WeightFileException(path, $"the header must be a JSON object, but is {header.ValueKind}.");
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        List<(long Start, StoredTensor Tensor)> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in header.EnumerateObject())
        {
            if (!names.Add(entry.Name))
                throw new WeightFileException(path, $"the header names '{entry.Name}' twice.");
            if (entry.Name == MetadataName)
                ReadMetadata(path, entry.Value, metadata);
            else
                tensors.Add(ReadTensor(path, entry, data));
        }
        tensors.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Tensor.Bytes.Length.CompareTo(b.Tensor.Bytes.Length));
        long end = 0;
        foreach ((long start, StoredTensor tensor) in tensors)
        {
            if (start != end)
                throw new WeightFileException(path, Invariant($"tensor '{tensor.Name}' must start at byte {end} of the data, where the one before ends, but starts at {start}."));
            end = start + tensor.Bytes.Length;
        }
        if (end != data.Length)
            throw new WeightFileException(path, Invariant($"the data end at byte {end}, but the file has {data.Length} bytes of them."));
        return new SafetensorsFile(path, [.. tensors.Select(entry => entry.Tensor)], metadata);
    }

    private static void ReadMetadata(string path, JsonElement entries, Dictionary<string, string> metadata)
    {
        if (entries.ValueKind != JsonValueKind.Object)
            throw new WeightFileException(path, $"'{MetadataName}' must be a JSON object, but is {entries.ValueKind}.");
        foreach (JsonProperty entry in entries.EnumerateObject())
            metadata[entry.Name] = entry.Value.ValueKind == JsonValueKind.String
                ? entry.Value.GetString()!
                : throw new WeightFileException(path, $"'{MetadataName}' must hold texts, but '{entry.Name}' is {entry.Value.ValueKind}.");
    }

    private static (long Start, StoredTensor Tensor) ReadTensor(string path, JsonProperty entry, ReadOnlyMemory<byte> data)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object
            || !entry.Value.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String
            || !entry.Value.TryGetProperty("shape", out JsonElement dimensions) || !TryNumbers(dimensions, out long[] shape)
            || !entry.Value.TryGetProperty("data_offsets", out JsonElement places) || !TryNumbers(places, out long[] offsets) || offsets.Length != 2)
        {
            throw new WeightFileException(path, $"tensor '{entry.Name}' must have a dtype, a shape and two data_offsets, all zero or above, but is {entry.Value.GetRawText()}.");
        }
        int size = StoredTensor.SizeOf(dtype.GetString()!);
        if (size == 0)
            throw new WeightFileException(path, $"tensor '{entry.Name}' has elements of an unknown type, {dtype.GetString()}.");
        if (offsets[1] > data.Length)
            throw new WeightFileException(path, Invariant($"tensor '{entry.Name}' ends at byte {offsets[1]} of the data, but the file has {data.Length} bytes of them: it is truncated."));
        // A product beyond a long fits no file: it grows no further, so that nothing overflows.
        Int128 bytes = shape.Contains(0) ? 0 : shape.Aggregate((Int128)size, (product, dimension) => product > long.MaxValue ? product : product * dimension);
        if (bytes != offsets[1] - offsets[0] || shape.Any(dimension => dimension > int.MaxValue))
            throw new WeightFileException(path, Invariant($"tensor '{entry.Name}' needs {bytes} bytes by its shape and type, but its data_offsets give {offsets[1] - offsets[0]}."));
        return (offsets[0], new StoredTensor(entry.Name, dtype.GetString()!, [.. shape.Select(dimension => (int)dimension)], data.Slice((int)offsets[0], (int)bytes)));
    }

    private static bool TryNumbers(JsonElement array, out long[] numbers)
    {
        numbers = [];
        if (array.ValueKind != JsonValueKind.Array)
            return false;
        numbers = new long[array.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
            if (array[i].ValueKind != JsonValueKind.Number || !array[i].TryGetInt64(out numbers[i]) || numbers[i] < 0)
                return false;
        return true;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

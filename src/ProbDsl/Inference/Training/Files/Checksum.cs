using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ProbDsl.Runtime;

namespace ProbDsl;

/// <summary>A checksum of texts and numbers, the first 16 hexadecimal digits of their SHA-256: equal contents have equal ones, on every machine.</summary>
internal sealed class Checksum : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds bytes, after their number.</summary>
    public Checksum Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public Checksum Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds numbers.</summary>
    public Checksum Add<E>(ReadOnlySpan<E> values)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => Add(MemoryMarshal.AsBytes(values));

    /// <summary>Adds the rows of a matrix, without the gaps between them.</summary>
    public Checksum Add<E>(BatchMatrix<E> matrix)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        for (int row = 0; row < matrix.Capacity; row++)
            Add<E>(matrix.Row(row));
        return this;
    }

    /// <summary>The checksum of what was added.</summary>
    public override string ToString() => Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 8));

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}

using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>One array of a safetensors file.</summary>
public sealed class StoredTensor
{
    internal StoredTensor(string name, string type, IReadOnlyList<int> shape, ReadOnlyMemory<byte> bytes) =>
        (Name, ElementType, Shape, Bytes) = (name, type, [.. shape], bytes);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type of elements as the format names it: <c>F32</c>, <c>F64</c>, <c>F16</c>, <c>BF16</c>, <c>I64</c> …</summary>
    public string ElementType { get; }

    /// <summary>Its dimensions; none for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its elements, row-major and little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Makes an array of <c>F32</c> or <c>F64</c>; the elements are copied.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="values">Its elements, row-major, as many as the product of the dimensions.</param>
    public static StoredTensor Create<E>(string name, IReadOnlyList<int> shape, ReadOnlySpan<E> values)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        long count = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (count != values.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' of shape {ShapeText(shape)} has {count} elements, but {values.Length} were given."), nameof(values));
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        MatchEndianness(bytes, Unsafe.SizeOf<E>());
        return new StoredTensor(name, TypeOf<E>(), shape, bytes);
    }

    /// <summary>Whether the elements are numbers that <see cref="CopyTo"/> reads.</summary>
    public bool IsFloatingPoint => ElementType is "F64" or "F32" or "F16" or "BF16";

    /// <summary>Reads the elements, converted where the types differ.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="values">Receives as many as there are.</param>
    /// <exception cref="InvalidOperationException">The elements are no floating-point numbers.</exception>
    public void CopyTo<E>(Span<E> values)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        switch (ElementType)
        {
            case "F64": Convert<double, E>(values); break;
            case "F32": Convert<float, E>(values); break;
            case "F16": Convert<Half, E>(values); break;
            case "BF16": ConvertBrain(values); break;
            default: throw new InvalidOperationException($"'{Name}' holds {ElementType}, no floating-point numbers.");
        }
    }

    /// <summary>The format's name of a type.</summary>
    internal static string TypeOf<E>() => typeof(E) == typeof(double) ? "F64" : typeof(E) == typeof(float) ? "F32"
        : throw new NotSupportedException($"Weights are float or double, not {typeof(E).Name}.");

    /// <summary>Bytes of an element; 0 for a type that is not known.</summary>
    internal static int SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => 0,
    };

    /// <summary>A shape as <c>[20, 400]</c>.</summary>
    internal static string ShapeText(IReadOnlyList<int> shape) =>
        "[" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    private void Convert<S, E>(Span<E> values)
        where S : unmanaged, INumberBase<S>
        where E : unmanaged, INumberBase<E>
    {
        byte[] bytes = Bytes.ToArray();
        MatchEndianness(bytes, Unsafe.SizeOf<S>());
        ReadOnlySpan<S> source = MemoryMarshal.Cast<byte, S>(bytes);
        for (int i = 0; i < values.Length; i++)
            values[i] = E.CreateTruncating(source[i]);
    }

    private void ConvertBrain<E>(Span<E> values)
        where E : unmanaged, INumberBase<E>
    {
        ReadOnlySpan<byte> bytes = Bytes.Span;
        for (int i = 0; i < values.Length; i++)
            values[i] = E.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8)) << 16)); // The upper half of a float.
    }

    private static void MatchEndianness(Span<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian)
            return;
        for (int i = 0; i < bytes.Length; i += size)
            bytes.Slice(i, size).Reverse();
    }
}

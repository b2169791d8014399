namespace ProbDsl;

/// <summary>What a safetensors file holds.</summary>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, StoredTensor> byName;

    internal SafetensorsFile(string path, IReadOnlyList<StoredTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        (Path, Tensors, Metadata) = (path, tensors, metadata);
        byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The arrays, in the order of their elements.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>The texts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The array of that name; null where there is none.</summary>
    public StoredTensor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The array of that name, its shape and type checked.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The shape that is expected.</param>
    /// <param name="type">The type of elements that is expected; null for any floating-point type.</param>
    /// <exception cref="WeightFileException">It is missing or another; the message says what was expected and what was found.</exception>
    public StoredTensor Require(string name, IReadOnlyList<int> shape, string? type = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        StoredTensor tensor = Find(name) ?? throw new WeightFileException(Path, $"tensor '{name}' of shape {StoredTensor.ShapeText(shape)} is expected, but the file has {Names()}.");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new WeightFileException(Path, $"tensor '{name}' must have shape {StoredTensor.ShapeText(shape)}, but has {StoredTensor.ShapeText(tensor.Shape)}.");
        if (type is null ? !tensor.IsFloatingPoint : tensor.ElementType != type)
            throw new WeightFileException(Path, $"tensor '{name}' must hold {type ?? "floating-point numbers"}, but holds {tensor.ElementType}.");
        return tensor;
    }

    /// <summary>Refuses arrays that nobody expects.</summary>
    /// <param name="expected">The names that are expected.</param>
    /// <exception cref="WeightFileException">There is another.</exception>
    internal void RequireNoOthers(IReadOnlySet<string> expected)
    {
        string[] others = [.. Tensors.Select(tensor => tensor.Name).Where(name => !expected.Contains(name))];
        if (others.Length > 0)
            throw new WeightFileException(Path, $"the file has tensors of something else: {List(others)}.");
    }

    private string Names() => Tensors.Count == 0 ? "none at all" : "only " + List([.. Tensors.Select(tensor => tensor.Name)]);

    private static string List(string[] names) => string.Join(", ", names.Take(8).Select(name => $"'{name}'")) + (names.Length > 8 ? ", …" : "");
}

using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>What an expression of a batched model stands for while the model is read.</summary>
internal abstract class BatchValue;

/// <summary>A number, vector or matrix: a node of the graph.</summary>
internal sealed class TensorValue(int node, Kind kind = Kind.Real) : BatchValue
{
    public int Node { get; } = node;

    public Kind Kind { get; } = kind;
}

/// <summary>An integer that is known when the estimator is made.</summary>
/// <param name="text">C# text over "model" and the names of sizes.</param>
/// <param name="constant">Its value, where the compiler knows it.</param>
internal sealed class IntegerValue(string text, int? constant) : BatchValue
{
    public string Text { get; } = text;

    public int? Constant { get; } = constant;

    /// <summary>Whether the text is the number itself, so that statements may depend on it.</summary>
    public bool IsLiteral => Constant is { } value && Text == Write(value);

    public static IntegerValue Of(int value) => new(Write(value), value);

    private static string Write(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Several values: a tuple, or the array that Parts returns.</summary>
internal sealed class TupleValue(IReadOnlyList<BatchValue> items) : BatchValue
{
    public IReadOnlyList<BatchValue> Items { get; } = items;
}

/// <summary>A member with one entry a datum, or one that may turn out to be such, before it is indexed.</summary>
internal sealed class MemberValue(BatchMember member) : BatchValue
{
    public BatchMember Member { get; } = member;
}

/// <summary>The indices of a plate before the loop takes them.</summary>
internal sealed class PlateRange(IntegerValue count) : BatchValue
{
    public IntegerValue Count { get; } = count;
}

/// <summary>The index of the plate.</summary>
internal sealed class PlateIndex : BatchValue;

/// <summary>A network, or an object of a class of networks.</summary>
/// <param name="path">How the generated half of the model reaches it; empty for the model itself.</param>
/// <param name="type">Its class.</param>
internal sealed class ObjectValue(string path, INamedTypeSymbol type) : BatchValue
{
    public string Path { get; } = path;

    public INamedTypeSymbol Type { get; } = type;
}

/// <summary>A distribution with its arguments.</summary>
/// <param name="info">What its attributes declare.</param>
/// <param name="parameters">Its parameters: nodes by name, in order.</param>
/// <param name="shape">The shape of a draw.</param>
/// <param name="elementwise">Whether density, draw and divergence are those of one element.</param>
internal sealed class BatchDistribution(
    DistributionInfo info, IReadOnlyList<(string Name, int Node)> parameters, TensorShape shape, bool elementwise) : BatchValue
{
    public DistributionInfo Info { get; } = info;

    public IReadOnlyList<(string Name, int Node)> Parameters { get; } = parameters;

    public TensorShape Shape { get; } = shape;

    public bool IsElementwise { get; } = elementwise;
}

/// <summary>A helper's result where it returns nothing.</summary>
internal sealed class NothingValue : BatchValue
{
    public static readonly NothingValue Instance = new();
}

/// <summary>A value that could not be read; the diagnostic has been reported.</summary>
internal sealed class MissingValue : BatchValue
{
    public static readonly MissingValue Instance = new();
}

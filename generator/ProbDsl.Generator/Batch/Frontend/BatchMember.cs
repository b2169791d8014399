using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>What the type of a member can hold.</summary>
/// <param name="Rank">0 for a number, 1 for an array or vector, 2 for a matrix or an array of vectors.</param>
/// <param name="Kind">The kind of an element.</param>
/// <param name="IsArray">Whether the outermost dimension may be the plate's.</param>
/// <param name="IsMatrix">Whether it is a matrix, which is no array of rows.</param>
internal readonly record struct BatchType(int Rank, Kind Kind, bool IsArray, bool IsMatrix)
{
    public static BatchType? Of(ITypeSymbol type)
    {
        if (Scalar(type) is { } scalar)
            return new BatchType(0, scalar, false, false);
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            if (Scalar(array.ElementType) is { } element)
                return new BatchType(1, element, true, false);
            if (IsLinearAlgebra(array.ElementType, "Vector"))
                return new BatchType(2, Kind.Real, true, false);
            return array.ElementType is IArrayTypeSymbol { Rank: 1 } row && Scalar(row.ElementType) is { } nested
                ? new BatchType(2, nested, true, false)
                : null;
        }
        return IsLinearAlgebra(type, "Vector") ? new BatchType(1, Kind.Real, false, false)
            : IsLinearAlgebra(type, "Matrix") ? new BatchType(2, Kind.Real, false, true)
            : null;
    }

    /// <summary>Whether a type is MathNet's vector or matrix of double, or derived from it.</summary>
    public static bool IsLinearAlgebra(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
            if (type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Double }] } named && named.Name == name
                && named.ContainingNamespace.ToDisplayString().StartsWith("MathNet.Numerics.LinearAlgebra", StringComparison.Ordinal))
                return true;
        return false;
    }

    private static Kind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => Kind.Real,
        SpecialType.System_Int32 => Kind.Integer,
        SpecialType.System_Boolean => Kind.Boolean,
        _ => null,
    };
}

/// <summary>A member of a batched model while it is read.</summary>
internal sealed class BatchMember(ISymbol symbol, string path, ITypeSymbol typeSymbol, BatchRole role, BatchType type, AttributeData? attribute)
{
    public ISymbol Symbol { get; } = symbol;

    public string Name => Symbol.Name;

    /// <summary>Whether generated code may assign it at any time.</summary>
    public bool IsSettable => Symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod.IsInitOnly: false };

    /// <summary>How the generated half of the model reaches it.</summary>
    public string Path { get; } = path;

    public ITypeSymbol TypeSymbol { get; } = typeSymbol;

    public BatchRole Role { get; } = role;

    public BatchType Type { get; } = type;

    public AttributeData? Attribute { get; } = attribute;

    /// <summary>Whether it has one entry a datum; null until a statement shows it.</summary>
    public bool? PerDatum { get; set; } = type is { Rank: 2, IsArray: true } ? true : null;

    /// <summary>The rank of one value.</summary>
    public int ValueRank => PerDatum == true ? Type.Rank - 1 : Type.Rank;

    /// <summary>The shape of one value, once it has been asked for.</summary>
    public TensorShape? Shape { get; set; }

    /// <summary>What every element of an observed member meets, as C# over y, and what that means.</summary>
    public (string Condition, string Text) Check { get; set; } = ("", "");

    /// <summary>Whether some of its outcomes may be left out or missing.</summary>
    public bool IsPartly => Role == BatchRole.Observed && Option("Partly") is true;

    /// <summary>Whether a statement reads it beside its draw.</summary>
    public bool IsReadElsewhere { get; set; }

    /// <summary>Whether it has been drawn.</summary>
    public bool IsDrawn { get; set; }

    /// <summary>The number that takes the place of a missing outcome; NaN where none may be missing.</summary>
    public double Missing { get; set; } = double.NaN;

    public bool IsBinarized => Symbol.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "ProbDsl.BinarizedAttribute");

    /// <summary>Where the elements of a parameter without a value start.</summary>
    public double Initial => Option("Initial") as double? ?? 0;

    /// <summary>The standard deviation of that start.</summary>
    public double Spread => Option("Spread") as double? ?? 0;

    /// <summary>The dimensions that the attribute gives.</summary>
    public IReadOnlyList<TypedConstant> Dimensions =>
        Attribute is { ConstructorArguments: [{ Kind: TypedConstantKind.Array } shape] } ? shape.Values : [];

    public SyntaxNode? AttributeSyntax => Attribute?.ApplicationSyntaxReference?.GetSyntax();

    public object? Option(string name) =>
        Attribute?.NamedArguments.Where(a => a.Key == name).Select(a => a.Value.Value).FirstOrDefault();
}

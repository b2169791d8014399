using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generator.Frontend;

/// <summary>The exact method of a call, as a text that tables have as their key: type, name, and the type of each parameter.</summary>
/// <remarks><c>Math.Max(double, double)</c>, <c>Vector.Add(Vector&lt;T&gt;)</c>, <c>Enumerable.Sum(IEnumerable&lt;TSource&gt;, Func&lt;TSource, double&gt;)</c>.</remarks>
internal static class CallSignature
{
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["System.Math"] = "Math",
        ["double"] = "double",
        ["ProbDsl.Functions"] = "Functions",
        ["ProbDsl.VectorParts"] = "VectorParts",
        ["ProbDsl.Distributions"] = "Distributions",
        ["System.Linq.Enumerable"] = "Enumerable",
        ["MathNet.Numerics.LinearAlgebra.Vector<T>"] = "Vector",
        ["MathNet.Numerics.LinearAlgebra.Matrix<T>"] = "Matrix",
        ["MathNet.Numerics.LinearAlgebra.VectorBuilder<T>"] = "VectorBuilder",
        ["MathNet.Numerics.LinearAlgebra.MatrixBuilder<T>"] = "MatrixBuilder",
    };

    private static readonly SymbolDisplayFormat TypeFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The signature of a method's definition; other types than those of the tables go by their full name.</summary>
    public static string Of(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return $"{NameOf(definition.ContainingType)}.{definition.Name}({string.Join(", ", definition.Parameters.Select(TypeOf))})";
    }

    /// <summary>The signature for people: with the type arguments of the call.</summary>
    public static string Describe(IMethodSymbol method) =>
        $"{method.ContainingType.Name}.{method.Name}({string.Join(", ", method.Parameters.Select(TypeOf))})";

    /// <summary>The arguments in the order in which the method declares its parameters, whatever their order in the text.</summary>
    public static IReadOnlyList<IArgumentOperation> InOrder(IEnumerable<IArgumentOperation> arguments) =>
        [.. arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0)];

    private static string NameOf(INamedTypeSymbol? type)
    {
        string name = type?.OriginalDefinition.ToDisplayString() ?? "";
        return ShortNames.TryGetValue(name, out string? known) ? known : name;
    }

    private static string TypeOf(IParameterSymbol parameter) =>
        (parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", _ => "" }) + parameter.Type.ToDisplayString(TypeFormat);
}

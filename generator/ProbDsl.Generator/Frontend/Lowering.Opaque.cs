using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Any other C# over data alone is kept as text and evaluated once per fit.</content>
internal sealed partial class Lowering
{
    private const string CalledForEffect = "it is called for its effect alone; use what a method returns";

    private Value? Opaque(IOperation operation)
    {
        if (operation.Type is null || ModelReader.ShapeOf(operation.Type) is not { } shape || !IsDataOnly(operation))
            return null;
        (string text, EquatableArray<Expression> holes) = TextOf(operation);
        if (shape.Shape == MemberShape.Scalar)
        {
            var scalar = new DataText($"({text})", holes, shape.Element);
            return new ScalarValue(holes.OfType<DataText>().Any(h => origins.ContainsKey(h.Template)) ? BindNow("value", scalar) : scalar);
        }
        string name = $"{NameHint(operation)}_{context.NextId()}";
        output.Add(new DataArray(name, TypeText(shape.Shape, shape.Element), text, holes));
        AddOrigin(name, shape.Shape);
        return DataArrayValue(new DataText(name, EquatableArray<Expression>.Empty, shape.Element), shape.Shape, shape.Element);
    }

    /// <summary>The C# text of an expression over data, as it may stand in the generated class; locals of the model are holes in it.</summary>
    private (string Text, EquatableArray<Expression> Holes) TextOf(IOperation operation)
    {
        var holes = new List<Expression>();
        SemanticModel semantics = context.Semantics.Of(operation.Syntax.SyntaxTree);
        string text = DataRewriter.Holes.Replace(Template.Escape(CopiedText.Of(new DataRewriter(this, semantics, holes).Visit(operation.Syntax))), "{$1}");
        if (operation is ICollectionExpressionOperation && operation.Type is { } type)
            text = $"({FullName(type)}){text}";
        return (ContextAround(operation.Syntax) is { } keyword ? $"{keyword}({text})" : text, holes.ToEquatable());
    }

    /// <summary>Whether a text stands elsewhere than in the one declaration of the model: other names may be known there.</summary>
    private bool IsFromElsewhere(SyntaxNode text) =>
        context.Model.DeclaringSyntaxReferences is not [{ } only] || only.SyntaxTree != text.SyntaxTree || !only.Span.Contains(text.Span);

    private static string FullName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>An object of any other type that a local holds, where it is made of data and does not change by itself.</summary>
    private ObjectValue? DataObject(IOperation value, ILocalSymbol local)
    {
        if (local.Type is not { IsAnonymousType: false, TypeKind: not (TypeKind.Delegate or TypeKind.Error or TypeKind.Dynamic), IsRefLikeType: false }
            || IsLazy(local.Type) || DistributionInfo.CanBeDrawn(local.Type) || !IsDataOnly(value))
            return null;
        (string text, EquatableArray<Expression> holes) = TextOf(value);
        return HoldObject(local.Name, FullName(local.Type), text, holes);
    }

    private ObjectValue HoldObject(string hint, string type, string text, EquatableArray<Expression> holes)
    {
        string name = $"{hint}_{context.NextId()}";
        output.Add(new DataArray(name, type, text, holes));
        AddOrigin(name, MemberShape.Array, filled: true);
        return new ObjectValue(new DataText(name, EquatableArray<Expression>.Empty, Kind.Real));
    }

    /// <summary>Whether a type stands for a computation that runs whenever its elements are read.</summary>
    private static bool IsLazy(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Name: "IEnumerable" or "IOrderedEnumerable" or "IQueryable" or "IEnumerator" };

    /// <summary>The elements of a collection of data: an array where they are numbers or rows, else an array of objects.</summary>
    private Value? ItemsOf(IOperation collection)
    {
        INamedTypeSymbol? enumerable = collection.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } itself
            ? itself
            : collection.Type?.AllInterfaces.FirstOrDefault(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
        if (enumerable?.TypeArguments[0] is not { } item || DistributionInfo.CanBeDrawn(collection.Type)
            || collection.Type is { Name: "Plate", ContainingNamespace.Name: "ProbDsl" } || !IsDataOnly(collection))
            return null;
        (string text, EquatableArray<Expression> holes) = TextOf(collection);
        text = $"System.Linq.Enumerable.ToArray({text})";
        if (ModelReader.ShapeOf(context.Compilation.CreateArrayTypeSymbol(item)) is not { } shape)
            return item.IsAnonymousType ? null : HoldObject("items", FullName(item) + "[]", text, holes);
        string name = $"items_{context.NextId()}";
        output.Add(new DataArray(name, TypeText(shape.Shape, shape.Element), text, holes));
        AddOrigin(name, shape.Shape);
        return DataArrayValue(new DataText(name, EquatableArray<Expression>.Empty, shape.Element), shape.Shape, shape.Element);
    }

    /// <summary>An element of an array of objects: a vector or matrix, or an object of another type.</summary>
    private Value ItemOf(ObjectValue items, ILocalSymbol variable, Expression index)
    {
        if (ModelReader.ShapeOf(variable.Type) is not { } shape)
            return new ObjectValue(Format(items.Text, "{0}[{1}]", Kind.Real, [index]));
        string name = $"{variable.Name}_{context.NextId()}";
        output.Add(new DataArray(name, TypeText(shape.Shape, shape.Element), "{0}[{1}]", EquatableArray.Of<Expression>(items.Text, index)));
        AddOrigin(name, shape.Shape);
        return DataArrayValue(new DataText(name, EquatableArray<Expression>.Empty, shape.Element), shape.Shape, shape.Element);
    }

    /// <summary>Whether an operand has a type that a model cannot hold, so that over data the operation is taken as a whole.</summary>
    private bool HasShapelessChild(IOperation operation) =>
        operation is IBinaryOperation or IUnaryOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or IIsPatternOperation
            or ISwitchExpressionOperation or IConditionalOperation or ICoalesceOperation
        && operation.ChildOperations.Any(child => child is not (IInstanceReferenceOperation or IPatternOperation or ISwitchExpressionArmOperation)
            && (IsNull(operation, child) || (Unconverted(child) is { Type: { } type } part && !IsDraw(part) && ModelReader.ShapeOf(type) is null && !DistributionInfo.CanBeDrawn(type))));

    private static bool IsNull(IOperation operation, IOperation child) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } && Unconverted(child).ConstantValue is { HasValue: true, Value: null };

    /// <summary>Reports why a call of data cannot be taken over as it stands.</summary>
    private Value NotData(IOperation operation)
    {
        string why = context.Unreachable.Advice(operation.Syntax) is { } local ? local
            : operation.Type is { SpecialType: SpecialType.System_Void } ? CalledForEffect
            : ModelReader.ShapeOf(operation.Type ?? context.Model) is null
                ? $"its type '{operation.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' is no number, array, vector or matrix"
                : "it assigns, passes by ref or out, or calls a local function; write it as a method of the class";
        context.Report(Diagnostics.Descriptors.UnsupportedData, operation.Syntax, Shorten(operation.Syntax.ToString()), why);
        return ErrorValue.Instance;
    }

    /// <summary>Whether a value exists in the data part.</summary>
    private static bool HasDataText(Value value) => value switch
    {
        ScalarValue scalar => !scalar.Latent,
        ArrayValue { Latent: false, Text: not null } => true,
        ObjectValue => true,
        _ => false,
    };

    /// <summary>The text of a local under the type that the model gives it: vectors and matrices that the model computes are plain arrays in the data part.</summary>
    private string Typed(string text, Value value, ISymbol symbol)
    {
        ITypeSymbol? type = symbol switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, _ => null };
        return value is ArrayValue { Text: { } held } && arrayKeys.ContainsKey(held.Template) && type is INamedTypeSymbol { Name: "Vector" or "Matrix" } named
            ? $"{FullName(named)}.Build.DenseOfArray({text})"
            : text;
    }
}

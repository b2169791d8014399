using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Binary operators, on numbers and with the meaning that MathNet gives them on vectors and matrices; elements.</content>
internal sealed partial class BatchLowering
{
    private BatchValue Binary(BinaryOperatorKind kind, BatchValue left, BatchValue right, IOperation operation) =>
        Whole(Operator(kind, left, right, operation), kind, operation);

    private BatchValue Operator(BinaryOperatorKind kind, BatchValue left, BatchValue right, IOperation operation)
    {
        if (left is MissingValue || right is MissingValue)
            return MissingValue.Instance;
        if (left is IntegerValue a && right is IntegerValue b && Integer(kind, a, b, operation) is { } integer)
            return integer;
        if (Tensor(left, operation.Syntax) is not { } x || Tensor(right, operation.Syntax) is not { } y)
            return MissingValue.Instance;
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                return Elementwise("add", operation.Syntax, x.Node, y.Node);
            case BinaryOperatorKind.Subtract:
                return Elementwise("sub", operation.Syntax, x.Node, y.Node);
            case BinaryOperatorKind.Multiply when IsOfNumbers(operation):
                return Elementwise("mul", operation.Syntax, x.Node, y.Node);
            case BinaryOperatorKind.Multiply:
                return Multiply(x.Node, y.Node, operation.Syntax);
            case BinaryOperatorKind.Divide when operation.Type?.SpecialType == SpecialType.System_Int32:
                return Quotient(x.Node, y.Node, operation.Syntax) is { } quotient ? new TensorValue(quotient, Kind.Integer) : MissingValue.Instance;
            case BinaryOperatorKind.Remainder when operation.Type?.SpecialType == SpecialType.System_Int32:
                return Quotient(x.Node, y.Node, operation.Syntax) is { } whole
                    ? new TensorValue(graph.Op("sub", x.Node, graph.Mul(y.Node, whole)), Kind.Integer)
                    : MissingValue.Instance;
            case BinaryOperatorKind.Divide when graph[y.Node].Shape.Rank < 2:
                return Elementwise("div", operation.Syntax, x.Node, y.Node);
            case BinaryOperatorKind.LessThan:
                return Truth("lt", x.Node, y.Node);
            case BinaryOperatorKind.LessThanOrEqual:
                return Truth("le", x.Node, y.Node);
            case BinaryOperatorKind.GreaterThan:
                return Truth("lt", y.Node, x.Node);
            case BinaryOperatorKind.GreaterThanOrEqual:
                return Truth("le", y.Node, x.Node);
            case BinaryOperatorKind.Equals:
                return Truth("eq", x.Node, y.Node);
            case BinaryOperatorKind.NotEquals:
                return Truth("not", Truth("eq", x.Node, y.Node).Node);
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And when x.Kind == Kind.Boolean:
                return Truth("and", x.Node, y.Node);
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or when x.Kind == Kind.Boolean:
                return Truth("or", x.Node, y.Node);
            default:
                return Unsupported(operation.Syntax, "this operator is not part of the language");
        }
    }

    /// <summary>A sum, difference or product of integers of the data, which must be an int: beyond its ends C# would wrap around.</summary>
    private BatchValue Whole(BatchValue result, BinaryOperatorKind kind, IOperation operation)
    {
        if (operation.Type?.SpecialType != SpecialType.System_Int32 || kind is not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply)
            || result is not TensorValue { Node: var node } || graph[node].Op == "const")
            return result;
        if (IsOfData(node))
            CheckData(graph.Op("and", graph.Op("le", graph.Constant(int.MinValue), node), graph.Op("le", node, graph.Constant(int.MaxValue))), node,
                Lowering.Shorten(operation.Syntax.ToString()), "an int goes from -2147483648 to 2147483647, beyond which it wraps around; compute it in double", operation.Syntax);
        return new TensorValue(node, Kind.Integer);
    }

    /// <summary>Whether an operator stands between numbers: within a function of each element its operands may be vectors, and it is meant element by element.</summary>
    private static bool IsOfNumbers(IOperation operation) =>
        operation is IBinaryOperation { LeftOperand.Type.SpecialType: not SpecialType.None, RightOperand.Type.SpecialType: not SpecialType.None };

    private IntegerValue? Integer(BinaryOperatorKind kind, IntegerValue a, IntegerValue b, IOperation operation)
    {
        string? sign = kind switch
        {
            BinaryOperatorKind.Add => "+",
            BinaryOperatorKind.Subtract => "-",
            BinaryOperatorKind.Multiply => "*",
            BinaryOperatorKind.Divide => "/",
            BinaryOperatorKind.Remainder => "%",
            _ => null,
        };
        if (sign is null)
            return null;
        int? value = (a.Constant, b.Constant) is not (int x, int y) ? null : sign switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => y == 0 ? null : x / y,
            _ => y == 0 ? null : x % y,
        };
        string context = sign is "/" or "%" ? "" : Lowering.Context(operation, this.context.Compilation) ?? "";
        return a.IsLiteral && b.IsLiteral && value is { } literal ? IntegerValue.Of(literal) : new IntegerValue($"{context}({a.Text} {sign} {b.Text})", value);
    }

    /// <summary>What * means: of two vectors the inner product, of a matrix and a vector their product, else elementwise by a number.</summary>
    private BatchValue Multiply(int left, int right, SyntaxNode syntax) => (graph[left].Shape.Rank, graph[right].Shape.Rank) switch
    {
        (1, 1) => Dot(left, right, syntax),
        (2, 1) => MatrixVector(left, right, syntax),
        (0, _) or (_, 0) => Elementwise("mul", syntax, left, right),
        (1, 2) => Unsupported(syntax, "write the product as matrix * vector, with the matrix stored transposed"),
        _ => Unsupported(syntax, "write the product of matrices as matrix * (matrix * vector)"),
    };

    private BatchValue Dot(int left, int right, SyntaxNode syntax) =>
        Elementwise("mul", syntax, left, right) is TensorValue product ? new TensorValue(graph.Reduce("sum", product.Node)) : MissingValue.Instance;

    private BatchValue MatrixVector(int matrix, int vector, SyntaxNode syntax)
    {
        TensorShape shape = graph[matrix].Shape;
        if (graph[matrix].Axis != Axis.Global)
            return Unsupported(syntax, "the matrix of a product belongs to the model, not to a datum");
        if (!SameSize(shape.Second, graph[vector].Shape.First, syntax))
            return MissingValue.Instance;
        return new TensorValue(WeightProduct(matrix, vector) ?? graph.Make("matvec", [matrix, vector], TensorShape.Vector(shape.First)));
    }

    /// <summary>An element: of a member the datum's, of a vector a number.</summary>
    private BatchValue ElementOf(BatchValue value, IReadOnlyList<BatchValue> indices, SyntaxNode syntax)
    {
        if (value is MissingValue || indices is not [{ } index])
            return value is MissingValue ? value : Unsupported(syntax, "of a matrix, a model with networks uses products and sums, not single elements");
        if (value is MemberValue { Member: var member })
        {
            if (index is PlateIndex)
                return DatumOf(member, syntax);
            if (member.PerDatum == true)
                return index is MissingValue ? index : Unsupported(syntax, $"'{member.Name}' has one entry a datum; index it with the plate's own index");
        }
        if (value is TupleValue { Items: var items })
            return index is IntegerValue { IsLiteral: true, Constant: int at } && at >= 0 && at < items.Count
                ? items[at]
                : Unsupported(syntax, "a part is chosen by a constant index");
        if (Tensor(value, syntax) is not { } tensor || Tensor(index, syntax) is not { } position)
            return MissingValue.Instance;
        if (graph[tensor.Node].Shape.Rank != 1)
            return Unsupported(syntax, "only vectors have elements here");
        if (index is IntegerValue { Constant: int place } && !CheckPlace(tensor, place, syntax))
            return MissingValue.Instance;
        if (DependsOn(position.Node, n => n.Op is "draw" or "parameter" or "network"))
        {
            context.Report(Diagnostics.Descriptors.LatentIndex, syntax, syntax.ToString());
            return MissingValue.Instance;
        }
        return new TensorValue(Element(tensor, position.Node, syntax), tensor.Kind);
    }

    /// <summary>Refuses a constant index where the text shows that there is no such element.</summary>
    private bool CheckPlace(TensorValue vector, int place, SyntaxNode syntax)
    {
        int? size = sizes.ConstantOf(graph[vector.Node].Shape.First);
        if (place >= 0 && (size is not { } known || place < known))
            return true;
        string text = syntax.ToString();
        context.Report(Diagnostics.Descriptors.IndexOutOfRange, syntax, text.Substring(0, Math.Max(1, text.LastIndexOf('['))), "element",
            place.ToString(System.Globalization.CultureInfo.InvariantCulture), size is { } count ? $"it has {count} element{(count == 1 ? ", 0" : $"s, 0 to {count - 1}")}" : "indices start at 0");
        return false;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Vector and matrix algebra, element by element.</content>
internal sealed partial class Lowering
{
    private static ArrayValue Elementwise(ArrayValue array, Func<Expression, Expression> function) =>
        new(array.Rank, array.Latent, indices => function(array.Element(indices)), array.Length, Kind.Real);

    private static ArrayValue Elementwise(ArrayValue a, ArrayValue b, Func<Expression, Expression, Expression> function) =>
        new(a.Rank, a.Latent || b.Latent, indices => function(Build.Real(a.Element(indices)), Build.Real(b.Element(indices))), a.Length, Kind.Real);

    private Value? VectorBinary(BinaryOperatorKind kind, Value left, Value right)
    {
        switch (kind, left, right)
        {
            case (BinaryOperatorKind.Add, ArrayValue a, ArrayValue b) when a.Rank == b.Rank:
                return Elementwise(a, b, Build.Add);
            case (BinaryOperatorKind.Subtract, ArrayValue a, ArrayValue b) when a.Rank == b.Rank:
                return Elementwise(a, b, Build.Sub);
            case (BinaryOperatorKind.Multiply, ArrayValue a, ArrayValue b):
                return Product(a, b);
            case (_, ArrayValue a, ScalarValue s) when ScalarOperation(kind) is { } operation:
                Expression second = Bind("scale", Build.Real(s.Expression));
                return new ArrayValue(a.Rank, a.Latent || s.Latent, i => operation(Build.Real(a.Element(i)), second), a.Length, Kind.Real);
            case (_, ScalarValue s, ArrayValue a) when ScalarOperation(kind) is { } operation:
                Expression first = Bind("scale", Build.Real(s.Expression));
                return new ArrayValue(a.Rank, a.Latent || s.Latent, i => operation(first, Build.Real(a.Element(i))), a.Length, Kind.Real);
            default:
                return null;
        }
    }

    private static Func<Expression, Expression, Expression>? ScalarOperation(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Build.Add,
        BinaryOperatorKind.Subtract => Build.Sub,
        BinaryOperatorKind.Multiply => Build.Mul,
        BinaryOperatorKind.Divide => Build.Div,
        _ => null,
    };

    private Value Product(ArrayValue a, ArrayValue b) => (a.Rank, b.Rank) switch
    {
        (1, 1) => new ScalarValue(Dot(a.Count, k => a.Element(k), k => b.Element(k))),
        (2, 1) => new ArrayValue(1, a.Latent || b.Latent, i => Dot(b.Count, k => a.Element([i[0], k]), k => b.Element(k)), (_, _) => a.Length(0, []), Kind.Real),
        (1, 2) => new ArrayValue(1, a.Latent || b.Latent, i => Dot(a.Count, k => a.Element(k), k => b.Element([k, i[0]])), (_, _) => b.Length(1, []), Kind.Real),
        _ => new ArrayValue(2, a.Latent || b.Latent, i => Dot(a.Length(1, []), k => a.Element([i[0], k]), k => b.Element([k, i[1]])),
            (axis, prefix) => axis == 0 ? a.Length(0, prefix) : b.Length(1, prefix), Kind.Real),
    };

    private Expression Dot(Expression count, Func<Expression, Expression> a, Func<Expression, Expression> b) =>
        SumOf("k", Constant.Int(0), count, k => Build.Mul(Build.Real(a(k)), Build.Real(b(k))));

    private Expression Total(ArrayValue array) => SumOf("k", Constant.Int(0), array.Count, k => array.Element(k));

    /// <summary>Methods of MathNet's vectors and matrices, of LINQ, and of <c>ProbDsl.Functions</c> over vectors.</summary>
    private Value? VectorMethod(string container, string name, List<Value> arguments)
    {
        bool known = container.StartsWith("MathNet.Numerics.LinearAlgebra", StringComparison.Ordinal)
            || container is "System.Linq.Enumerable" or "ProbDsl.Functions";
        if (!known || arguments.Count == 0 || arguments[0] is not ArrayValue a)
            return null;
        switch (arguments.Count)
        {
            case 1:
                return OneVector(name, a);
            case 2 when arguments[1] is ArrayValue b:
                return name switch
                {
                    "DotProduct" or "Dot" => new ScalarValue(Dot(a.Count, k => a.Element(k), k => b.Element(k))),
                    "PointwiseMultiply" => Elementwise(a, b, Build.Mul),
                    "PointwiseDivide" => Elementwise(a, b, Build.Div),
                    "Add" => Elementwise(a, b, Build.Add),
                    "Subtract" => Elementwise(a, b, Build.Sub),
                    "Multiply" => Product(a, b),
                    _ => null,
                };
            case 2 when arguments[1] is ScalarValue { Expression: { Latent: false } index } scalar:
                return name switch
                {
                    "Row" => Row(a, index),
                    "Column" => new ArrayValue(1, a.Latent, i => a.Element([i[0], index]), (_, _) => a.Length(0, []), Kind.Real),
                    "At" when a.Rank == 1 => new ScalarValue(a.Element(index)),
                    _ => ScalarMethod(name, a, scalar),
                };
            case 2 when arguments[1] is ScalarValue scalar:
                return ScalarMethod(name, a, scalar);
            case 3 when name == "At" && arguments[1] is ScalarValue row && arguments[2] is ScalarValue column:
                return new ScalarValue(a.Element([row.Expression, column.Expression]));
            default:
                return null;
        }
    }

    private Value? ScalarMethod(string name, ArrayValue a, ScalarValue scalar) => name switch
    {
        "Multiply" => VectorBinary(BinaryOperatorKind.Multiply, a, scalar),
        "Divide" => VectorBinary(BinaryOperatorKind.Divide, a, scalar),
        "Add" => VectorBinary(BinaryOperatorKind.Add, a, scalar),
        "Subtract" => VectorBinary(BinaryOperatorKind.Subtract, a, scalar),
        "PointwisePower" => Elementwise(a, x => Build.Call("pow", x, Build.Real(scalar.Expression))),
        _ => null,
    };

    private Value? OneVector(string name, ArrayValue a) => name switch
    {
        "Sum" => new ScalarValue(Total(a)),
        "Average" or "Mean" => new ScalarValue(Build.Div(Total(a), Build.Real(a.Count))),
        "LogSumExp" => new ScalarValue(LogSumExp(a)),
        "Softmax" when a.Rank == 1 => Softmax(a),
        "LogSoftmax" when a.Rank == 1 => LogSoftmax(a),
        "PointwiseExp" => Elementwise(a, x => Build.Call("exp", x)),
        "PointwiseLog" => Elementwise(a, x => Build.Call("log", x)),
        "PointwiseSqrt" => Elementwise(a, x => Build.Call("sqrt", x)),
        "PointwiseAbs" => Elementwise(a, x => Build.Call("abs", x)),
        "PointwiseTanh" => Elementwise(a, x => Build.Call("tanh", x)),
        "Negate" => Elementwise(a, Build.Neg),
        "Diagonal" => new ArrayValue(1, a.Latent, i => a.Element([i[0], i[0]]), (_, _) => a.Length(0, []), Kind.Real),
        "Transpose" => new ArrayValue(2, a.Latent, i => a.Element([i[1], i[0]]), (axis, _) => a.Length(1 - axis, []), Kind.Real),
        "ToArray" or "ToList" or "AsArray" => a,
        _ => null,
    };

    private Expression LogSumExp(ArrayValue a)
    {
        Local k = NewLocal("k", Kind.Integer, false);
        return new Reduce(ReduceKind.LogSumExp, k, Constant.Int(0), a.Count, EquatableArray<Carried>.Empty, EquatableArray<Statement>.Empty, Build.Real(a.Element(k)));
    }

    private ArrayValue Softmax(ArrayValue a)
    {
        Expression total = Bind("logTotal", LogSumExp(a));
        return Elementwise(a, x => Build.Call("exp", Build.Sub(x, total)));
    }

    private ArrayValue LogSoftmax(ArrayValue a)
    {
        Expression total = Bind("logTotal", LogSumExp(a));
        return Elementwise(a, x => Build.Sub(x, total));
    }
}

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
            case (BinaryOperatorKind.Divide, ArrayValue { Rank: 1 } a, ArrayValue { Rank: 1 } b):
                return Elementwise(a, b, Build.Div);
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

    private Expression LogSumExp(ArrayValue a)
    {
        Local k = NewLocal("k", Kind.Integer, false);
        return new Reduce(ReduceKind.LogSumExp, k, Constant.Int(0), a.Count, EquatableArray<Carried>.Empty, EquatableArray<Statement>.Empty, Build.Real(a.Element(k)));
    }

    private ArrayValue? Softmax(ArrayValue a)
    {
        if (a.Rank != 1)
            return null;
        Expression total = Bind("logTotal", LogSumExp(a));
        return Elementwise(a, x => Build.Call("exp", Build.Sub(x, total)));
    }

    private ArrayValue? LogSoftmax(ArrayValue a)
    {
        if (a.Rank != 1)
            return null;
        Expression total = Bind("logTotal", LogSumExp(a));
        return Elementwise(a, x => Build.Sub(x, total));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Methods of vectors and matrices, by their signatures. One row each; what has no row is not translated.</content>
internal sealed partial class Lowering
{
    private delegate Value? CallRule(Lowering lowering, BoundCall call);

    private static readonly Dictionary<string, CallRule> VectorRules = CollectVectorRules();

    private static Dictionary<string, CallRule> CollectVectorRules()
    {
        var rules = new Dictionary<string, CallRule>();
        foreach (string type in new[] { "Vector", "Matrix" })
            AddArithmetic(rules, type);
        AddVectorMethods(rules);
        AddMatrixMethods(rules);
        AddFunctionsOfVectors(rules);
        return rules;
    }

    private static void AddArithmetic(Dictionary<string, CallRule> rules, string type)
    {
        string self = type + "<T>";
        CallRule Operator(BinaryOperatorKind kind) => (l, c) => l.VectorBinary(kind, c.Values[0], c.Values[1]);
        CallRule Reversed(BinaryOperatorKind kind) => (l, c) => l.VectorBinary(kind, c.Values[1], c.Values[0]);
        foreach (string other in new[] { "T", self })
        {
            rules.Add($"{type}.Add({other})", Operator(BinaryOperatorKind.Add));
            rules.Add($"{type}.Subtract({other})", Operator(BinaryOperatorKind.Subtract));
        }
        rules.Add($"{type}.SubtractFrom(T)", Reversed(BinaryOperatorKind.Subtract));
        rules.Add($"{type}.Multiply(T)", Operator(BinaryOperatorKind.Multiply));
        rules.Add($"{type}.Divide(T)", Operator(BinaryOperatorKind.Divide));
        rules.Add($"{type}.DivideByThis(T)", Reversed(BinaryOperatorKind.Divide));
        rules.Add($"{type}.Negate()", (_, c) => Elementwise(c.Array(0), Build.Neg));
        rules.Add($"{type}.PointwiseMultiply({self})", (_, c) => Elementwise(c.Array(0), c.Array(1), Build.Mul));
        rules.Add($"{type}.PointwiseDivide({self})", (_, c) => Elementwise(c.Array(0), c.Array(1), Build.Div));
        rules.Add($"{type}.Clone()", (_, c) => CopyOf(c.Array(0)));
        rules.Add($"{type}.ToArray()", (_, c) => CopyOf(c.Array(0)));
        rules.Add($"{type}.Map(Func<T, TU>, Zeros)", (l, c) => l.Mapped(c, 1, 0));
        rules.Add($"{type}.Map2(Func<T, T, T>, {self}, Zeros)", (l, c) => l.Mapped(c, 1, 0, 2));
    }

    private static void AddVectorMethods(Dictionary<string, CallRule> rules)
    {
        rules.Add("Vector.DotProduct(Vector<T>)", (l, c) => l.Product(c.Array(0), c.Array(1)));
        rules.Add("Vector.At(int)", (l, c) => new ScalarValue(c.Array(0).Element(l.DataIndex(c.Scalar(1), c.Operands[1].Syntax))));
        rules.Add("Vector.Sum()", (l, c) => new ScalarValue(l.Total(c.Array(0))));
        rules.Add("Vector.SumMagnitudes()", (l, c) => new ScalarValue(l.Total(Elementwise(c.Array(0), x => Build.Call("abs", x)))));
        rules.Add("Vector.L1Norm()", rules["Vector.SumMagnitudes()"]);
        rules.Add("Vector.L2Norm()", (l, c) => new ScalarValue(Build.Call("sqrt", l.SquaresOf(c.Array(0)))));
        rules.Add("Vector.Maximum()", (l, c) => l.Extreme("max", c.Array(0), c));
        rules.Add("Vector.Minimum()", (l, c) => l.Extreme("min", c.Array(0), c));
        rules.Add("Vector.OuterProduct(Vector<T>)", (_, c) => OuterProduct(c.Array(0), c.Array(1)));
        rules.Add("Vector.OuterProduct(Vector<T>, Vector<T>)", rules["Vector.OuterProduct(Vector<T>)"]);
        rules.Add("Vector.SubVector(int, int)", (l, c) => l.Part(c, c.Array(0), 1));
        rules.Add("Vector.ToRowMatrix()", (_, c) => Table(c.Array(0), Constant.Int(1), c.Array(0).Count, (_, j) => c.Array(0).Element(j)));
        rules.Add("Vector.ToColumnMatrix()", (_, c) => Table(c.Array(0), c.Array(0).Count, Constant.Int(1), (i, _) => c.Array(0).Element(i)));
    }

    private static void AddMatrixMethods(Dictionary<string, CallRule> rules)
    {
        rules.Add("Matrix.Multiply(Vector<T>)", (l, c) => l.Product(c.Array(0), c.Array(1)));
        rules.Add("Matrix.Multiply(Matrix<T>)", rules["Matrix.Multiply(Vector<T>)"]);
        rules.Add("Matrix.LeftMultiply(Vector<T>)", (l, c) => l.Product(c.Array(1), c.Array(0)));
        rules.Add("Matrix.TransposeAndMultiply(Matrix<T>)", (l, c) => l.Product(c.Array(0), Transposed(c.Array(1))));
        rules.Add("Matrix.TransposeThisAndMultiply(Vector<T>)", (l, c) => l.Product(Transposed(c.Array(0)), c.Array(1)));
        rules.Add("Matrix.TransposeThisAndMultiply(Matrix<T>)", rules["Matrix.TransposeThisAndMultiply(Vector<T>)"]);
        rules.Add("Matrix.At(int, int)", (l, c) => new ScalarValue(c.Array(0).Element(
            [l.DataIndex(c.Scalar(1), c.Operands[1].Syntax), l.DataIndex(c.Scalar(2), c.Operands[2].Syntax)])));
        rules.Add("Matrix.Row(int)", (l, c) => Row(c.Array(0), l.DataIndex(c.Scalar(1), c.Operands[1].Syntax)));
        rules.Add("Matrix.Column(int)", (l, c) => ColumnOf(c.Array(0), l.DataIndex(c.Scalar(1), c.Operands[1].Syntax)));
        rules.Add("Matrix.Row(int, int, int)", (l, c) => l.Part(c, Row(c.Array(0), l.DataIndex(c.Scalar(1), c.Operands[1].Syntax)), 2));
        rules.Add("Matrix.Column(int, int, int)", (l, c) => l.Part(c, ColumnOf(c.Array(0), l.DataIndex(c.Scalar(1), c.Operands[1].Syntax)), 2));
        rules.Add("Matrix.Transpose()", (_, c) => Transposed(c.Array(0)));
        rules.Add("Matrix.Diagonal()", (_, c) => DiagonalOf(c.Array(0)));
        rules.Add("Matrix.Trace()", (l, c) => new ScalarValue(l.Total(DiagonalOf(c.Array(0)))));
        rules.Add("Matrix.RowSums()", (l, c) => Vector(c.Array(0), 0, i => l.Total(RowOf(c.Array(0), i))));
        rules.Add("Matrix.ColumnSums()", (l, c) => Vector(c.Array(0), 1, j => l.Total(ColumnOf(c.Array(0), j))));
        rules.Add("Matrix.LowerTriangle()", (_, c) => Triangle(c.Array(0), (i, j) => Build.Call("le", j, i)));
        rules.Add("Matrix.UpperTriangle()", (_, c) => Triangle(c.Array(0), (i, j) => Build.Call("le", i, j)));
        rules.Add("Matrix.StrictlyLowerTriangle()", (_, c) => Triangle(c.Array(0), (i, j) => Build.Call("lt", j, i)));
        rules.Add("Matrix.StrictlyUpperTriangle()", (_, c) => Triangle(c.Array(0), (i, j) => Build.Call("lt", i, j)));
    }

    private static void AddFunctionsOfVectors(Dictionary<string, CallRule> rules)
    {
        rules.Add("Functions.Sum(ReadOnlySpan<double>)", rules["Vector.Sum()"]);
        rules.Add("Functions.Mean(double[])", (l, c) => new ScalarValue(Build.Div(l.Total(c.Array(0)), Build.Real(c.Array(0).Count))));
        rules.Add("Functions.Dot(double[], double[])", rules["Vector.DotProduct(Vector<T>)"]);
        rules.Add("Functions.LogSumExp(ReadOnlySpan<double>)", (l, c) => new ScalarValue(l.LogSumExp(c.Array(0))));
        rules.Add("Functions.LogSumExp(Vector<double>)", rules["Functions.LogSumExp(ReadOnlySpan<double>)"]);
        foreach (string type in new[] { "double[]", "Vector<double>" })
        {
            rules.Add($"Functions.Softmax({type})", (l, c) => l.Softmax(c.Array(0)));
            rules.Add($"Functions.LogSoftmax({type})", (l, c) => l.LogSoftmax(c.Array(0)));
        }
        rules.Add("System.Array.GetLength(int)", (_, c) => LengthOf(c));
        rules.Add("Functions.Concat(Vector<double>[])", (l, c) => l.Joined([.. c.Values], c.Operation));
    }

    /// <summary>The length of a dimension that is a constant; an array of arrays has one.</summary>
    private static ScalarValue? LengthOf(BoundCall call) =>
        call.Values[0] is ArrayValue array && call.Values[1] is ScalarValue { Expression: Constant { Value: var axis } }
        && axis >= 0 && Unconverted(call.Operands[0]).Type is IArrayTypeSymbol type && axis < type.Rank
            ? new ScalarValue(array.Length((int)axis, [Constant.Int(0)]))
            : null;

    private Expression SquaresOf(ArrayValue a) => SumOf("k", Constant.Int(0), a.Count, k => Build.Call("square", Build.Real(a.Element(k))));

    /// <summary>The same elements under another name: assigning those of one does not change the other.</summary>
    private static ArrayValue CopyOf(ArrayValue a) => new(a.Rank, a.Latent, a.Element, a.Length, a.ElementKind) { IsSequence = a.IsSequence };

    private static ArrayValue Transposed(ArrayValue a) =>
        new(2, a.Latent, i => a.Element([i[1], i[0]]), (axis, _) => a.Length(1 - axis, [Constant.Int(0)]), a.ElementKind);

    private static ArrayValue ColumnOf(ArrayValue a, Expression column) =>
        new(1, a.Latent, i => a.Element([i[0], column]), (_, _) => a.Length(0, []), a.ElementKind);

    private static ArrayValue Vector(ArrayValue like, int axis, Func<Expression, Expression> element) =>
        new(1, like.Latent, i => element(i[0]), (_, _) => like.Length(axis, []), Kind.Real);

    private static ArrayValue Table(ArrayValue like, Expression rows, Expression columns, Func<Expression, Expression, Expression> element) =>
        new(2, like.Latent, i => Build.Real(element(i[0], i[1])), (axis, _) => axis == 0 ? rows : columns, Kind.Real) { Rectangular = true };

    private static ArrayValue OuterProduct(ArrayValue a, ArrayValue b) =>
        new(2, a.Latent || b.Latent, i => Build.Mul(Build.Real(a.Element(i[0])), Build.Real(b.Element(i[1]))), (axis, _) => axis == 0 ? a.Count : b.Count, Kind.Real)
        {
            Rectangular = true,
        };

    private static ArrayValue Triangle(ArrayValue a, Func<Expression, Expression, Expression> inside) =>
        Table(a, a.Length(0, []), a.Length(1, []), (i, j) => Build.Select(inside(i, j), Build.Real(a.Element([i, j])), Constant.Zero));

    /// <summary>The diagonal; of a matrix that is not square, as long as its shorter side.</summary>
    private static ArrayValue DiagonalOf(ArrayValue a) =>
        new(1, a.Latent, i => a.Element([i[0], i[0]]), (_, _) => Least(a.Length(0, []), a.Length(1, [])), Kind.Real);

    private static Expression Least(Expression a, Expression b) => a.Equals(b) ? a
        : a is Constant x && b is Constant y ? Constant.Int((int)Math.Min(x.Value, y.Value)) : Build.Call("min", a, b);

    /// <summary>Elements from a start on, as many as a count, which must exist.</summary>
    private ArrayValue Part(BoundCall call, ArrayValue whole, int start)
    {
        Expression from = Bind("start", DataIndex(call.Scalar(start), call.Operands[start].Syntax));
        Expression count = Bind("count", DataIndex(call.Scalar(start + 1), call.Operands[start + 1].Syntax));
        CheckData("DataCheck.Part({0}, {1}, {2}, " + Emit.Literal.Of(Shorten(call.Syntax.ToString())) + ")", from, count, whole.Count);
        return new ArrayValue(1, whole.Latent, i => whole.Element(Build.Add(from, i[0])), (_, _) => count, whole.ElementKind);
    }

    /// <summary>Adds a check of the data to the statements, as far outside as what it reads is known.</summary>
    private void CheckData(string template, params Expression[] arguments) =>
        Place(0, "", arguments).Add(new DataCall("", template, arguments.ToEquatable()));

    /// <summary>Vectors one after the other.</summary>
    private Value? Joined(IReadOnlyList<Value> given, IOperation operation)
    {
        var parts = new List<ArrayValue>();
        foreach (Value value in given)
            if (value is ArrayValue { Rank: 1 } part)
                parts.Add(part);
            else if (value is RowsValue rows)
                parts.AddRange(rows.Rows);
            else
                return null;
        bool latent = parts.Exists(p => p.Latent);
        Expression total = Constant.Int(0);
        foreach (ArrayValue part in parts)
            total = Build.Add(total, part.Count);
        ArrayValue joined = NewScratch(NameHint(operation), [total], latent || context.KnownLatent.Contains(ArrayKeyAt(operation.Syntax)), operation.Syntax);
        Expression start = Constant.Int(0);
        foreach (ArrayValue part in parts)
        {
            Expression at = start;
            ForRange("i", part.Count, i => Put(joined, [Build.Add(at, i)], Build.Real(part.Element(i))));
            start = Build.Add(start, part.Count);
        }
        MarkFilled(joined);
        return joined;
    }

    /// <summary>An array of numbers and of the elements of others, in order: <c>[1, .. a, b]</c>.</summary>
    private Value Spread(ICollectionExpressionOperation collection)
    {
        if (ModelReader.ShapeOf(collection.Type ?? context.Model) is not { Shape: MemberShape.Array })
            return Unsupported(collection, "elements are spread into an array of numbers");
        List<Value> parts = [.. collection.Elements.Select(e => e is ISpreadOperation spread ? Evaluated(Snapshot(Evaluate(spread.Operand)), e)
            : Evaluate(e) is ScalarValue number ? One(number.Expression) : ErrorValue.Instance)];
        if (parts.Any(p => p is ErrorValue))
            return ErrorValue.Instance;
        return Joined(parts, collection) ?? Unsupported(collection, "only one-dimensional arrays and sequences of numbers are spread");
    }

    private void MarkFilled(ArrayValue array)
    {
        if (origins.TryGetValue(array.Storage is { } storage ? OriginKey(storage) : array.Text!.Template, out ArrayOrigin? origin))
            origin.IsFilled = true;
    }
}

/// <summary>Several vectors, given one by one to a method that takes an array of them.</summary>
internal sealed class RowsValue(IReadOnlyList<ArrayValue> rows) : Value
{
    public IReadOnlyList<ArrayValue> Rows { get; } = rows;

    public override bool Latent => System.Linq.Enumerable.Any(Rows, r => r.Latent);
}

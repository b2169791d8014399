using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>MathNet's builders: <c>Vector&lt;double&gt;.Build</c> and <c>Matrix&lt;double&gt;.Build</c>.</content>
internal sealed partial class Lowering
{
    // Vectors and matrices that the data part builds: they may turn out to hold values that depend on latents.
    private readonly Dictionary<string, string> builtKeys = [];

    /// <summary>"Vector" or "Matrix" where a call builds one.</summary>
    private static string? BuilderOf(IInvocationOperation invocation) =>
        Unconverted(invocation.Instance ?? invocation) is IMemberReferenceOperation { Member: { Name: "Build", ContainingType: { Name: "Vector" or "Matrix" } type } }
        && type.ContainingNamespace.ToDisplayString() == "MathNet.Numerics.LinearAlgebra" ? type.Name : null;

    private Value BuildVector(string type, string signature, IInvocationOperation invocation, IReadOnlyList<IArgumentOperation> given)
    {
        string key = ArrayKeyAt(invocation.Syntax);
        if (!context.KnownLatent.Contains(key) && Opaque(invocation) is ArrayValue { Text: { } text } data)
        {
            builtKeys[text.Template] = key;
            return data;
        }
        List<IOperation> operands = [.. given.Select(a => a.Value)];
        List<Value> values = [.. given.Select(a => FunctionOf(a.Value) as Value ?? RowArguments(a) ?? Evaluated(Snapshot(Evaluate(a.Value)), a.Value))];
        if (values.Any(a => a is ErrorValue))
            return ErrorValue.Instance;
        var call = new BoundCall(invocation, signature, operands, values);
        if (BuilderRules.TryGetValue(signature, out CallRule? rule) && rule(this, call) is { } built)
            return built;
        return values.Any(v => v.Latent)
            ? Unsupported(invocation, $"over latents, the methods of {type}<double>.Build are {string.Join(", ", KnownBuilders(type))}, with the arguments that docs/language.md lists")
            : NotData(invocation);
    }

    private static IEnumerable<string> KnownBuilders(string type) =>
        BuilderRules.Keys.Where(k => k.StartsWith(type, StringComparison.Ordinal)).Select(k => k.Substring(type.Length + "Builder.".Length).Split('(')[0]).Distinct().OrderBy(n => n, StringComparer.Ordinal);

    private static readonly Dictionary<string, CallRule> BuilderRules = CollectBuilderRules();

    private static Dictionary<string, CallRule> CollectBuilderRules()
    {
        var rules = new Dictionary<string, CallRule>
        {
            ["VectorBuilder.Dense(int)"] = (l, c) => l.Empty(c, 1),
            ["VectorBuilder.Dense(int, T)"] = (l, c) => l.Equal(c, 1),
            ["VectorBuilder.Dense(int, Func<int, T>)"] = (l, c) => l.ByFunction(c, 1),
            ["VectorBuilder.Dense(T[])"] = (_, c) => CopiedNumbers(c, 0),
            ["VectorBuilder.DenseOfArray(T[])"] = (_, c) => CopiedNumbers(c, 0),
            ["VectorBuilder.DenseOfEnumerable(IEnumerable<T>)"] = (_, c) => CopiedNumbers(c, 0),
            ["VectorBuilder.DenseOfVector(Vector<T>)"] = (_, c) => CopiedNumbers(c, 0),
            ["MatrixBuilder.Dense(int, int)"] = (l, c) => l.Empty(c, 2),
            ["MatrixBuilder.Dense(int, int, T)"] = (l, c) => l.Equal(c, 2),
            ["MatrixBuilder.Dense(int, int, Func<int, int, T>)"] = (l, c) => l.ByFunction(c, 2),
            ["MatrixBuilder.DenseOfArray(T[,])"] = (_, c) => CopiedNumbers(c, 0),
            ["MatrixBuilder.DenseOfMatrix(Matrix<T>)"] = (_, c) => CopiedNumbers(c, 0),
            ["MatrixBuilder.DenseOfRowArrays(T[][])"] = (_, c) => CopiedNumbers(c, 0),
            ["MatrixBuilder.DenseOfColumnArrays(T[][])"] = (_, c) => c.Values[0] is ArrayValue { Rank: 2 } a ? Transposed(a) : null,
            ["MatrixBuilder.DenseOfRowVectors(Vector<T>[])"] = (l, c) => l.Stacked(c),
            ["MatrixBuilder.DenseOfColumnVectors(Vector<T>[])"] = (l, c) => l.Stacked(c) is ArrayValue rows ? Transposed(rows) : null,
            ["MatrixBuilder.DenseOfRowMajor(int, int, IEnumerable<T>)"] = (l, c) => l.Reshaped(c, byRows: true),
            ["MatrixBuilder.DenseOfColumnMajor(int, int, IEnumerable<T>)"] = (l, c) => l.Reshaped(c, byRows: false),
        };
        AddDiagonals(rules);
        return rules;
    }

    private static void AddDiagonals(Dictionary<string, CallRule> rules)
    {
        rules.Add("MatrixBuilder.DenseIdentity(int)", (l, c) => l.OnDiagonal(c, 0, 0, _ => Constant.One));
        rules.Add("MatrixBuilder.DenseIdentity(int, int)", (l, c) => l.OnDiagonal(c, 0, 1, _ => Constant.One));
        rules.Add("MatrixBuilder.DenseDiagonal(int, T)", (l, c) => l.EqualDiagonal(c, 0));
        rules.Add("MatrixBuilder.DenseDiagonal(int, int, T)", (l, c) => l.EqualDiagonal(c, 1));
        rules.Add("MatrixBuilder.DenseDiagonal(int, int, Func<int, T>)", (l, c) => l.DiagonalByFunction(c));
        foreach ((string name, string source) in new[] { ("DenseOfDiagonalArray", "T[]"), ("DenseOfDiagonalVector", "Vector<T>") })
        {
            rules.Add($"MatrixBuilder.{name}({source})", (_, c) => c.Values[0] is ArrayValue { Rank: 1 } a
                ? Table(a, a.Count, a.Count, (i, j) => Build.Select(Build.Call("eq", i, j), Build.Real(a.Element(i)), Constant.Zero))
                : null);
            rules.Add($"MatrixBuilder.{name}(int, int, {source})", (l, c) => l.DiagonalOfSizes(c));
        }
    }

    /// <summary>Rows or columns given one by one.</summary>
    private Value? RowArguments(IArgumentOperation argument) =>
        argument.ArgumentKind != ArgumentKind.ParamArray || Strip(argument.Value) is not IArrayCreationOperation { Initializer: { } rows, Type: IArrayTypeSymbol type } ? null
        : type.ElementType is IArrayTypeSymbol ? RowsOf(rows.ElementValues, type, argument.Syntax)
        : ModelReader.ShapeOf(type.ElementType) is { Shape: MemberShape.Vector } ? ParamArray(argument.Value)
        : null;

    private Expression Size(BoundCall call, int i) => Bind("size", DataIndex(call.Scalar(i), call.Operands[i].Syntax));

    private List<Expression> Sizes(BoundCall call, int rank) => [.. Enumerable.Range(0, rank).Select(i => Size(call, i))];

    private static ArrayValue? CopiedNumbers(BoundCall call, int i) =>
        call.Values[i] is ArrayValue source ? new ArrayValue(source.Rank, source.Latent, at => Build.Real(source.Element(at)), source.Length, Kind.Real) : null;

    private ArrayValue Empty(BoundCall call, int rank) =>
        NewScratch(NameHint(call.Operation), Sizes(call, rank), context.KnownLatent.Contains(ArrayKeyAt(call.Syntax)), call.Syntax);

    private Value Equal(BoundCall call, int rank)
    {
        Expression value = Bind("value", Build.Real(call.Scalar(rank)));
        return FilledBy(Sizes(call, rank), _ => value, call.Operation);
    }

    private Value ByFunction(BoundCall call, int rank) =>
        FilledBy(Sizes(call, rank), at => Apply(call.Function(rank), [.. at]), call.Operation);

    private ArrayValue OnDiagonal(BoundCall call, int rows, int columns, Func<Expression, Expression> element)
    {
        (Expression height, Expression width) = (Size(call, rows), Size(call, columns));
        return new ArrayValue(2, element(Constant.Int(0)).Latent, i => Build.Select(Build.Call("eq", i[0], i[1]), Build.Real(element(i[0])), Constant.Zero),
            (axis, _) => axis == 0 ? height : width, Kind.Real)
        {
            Rectangular = true,
        };
    }

    private ArrayValue EqualDiagonal(BoundCall call, int columns)
    {
        Expression value = Bind("value", Build.Real(call.Scalar(columns + 1)));
        return OnDiagonal(call, 0, columns, _ => value);
    }

    private Value DiagonalByFunction(BoundCall call)
    {
        Value diagonal = FilledBy([Least(Size(call, 0), Size(call, 1))], at => Apply(call.Function(2), at[0]), call.Operation);
        return diagonal is ArrayValue values ? OnDiagonal(call, 0, 1, values.Element) : diagonal;
    }

    private Value? DiagonalOfSizes(BoundCall call)
    {
        if (call.Values[2] is not ArrayValue { Rank: 1 } diagonal)
            return null;
        SameSize(Least(Size(call, 0), Size(call, 1)), "the diagonal", diagonal.Count, call.Text(2), call.Syntax);
        return OnDiagonal(call, 0, 1, diagonal.Element);
    }

    /// <summary>A matrix by its numbers, row after row or column after column.</summary>
    private Value? Reshaped(BoundCall call, bool byRows)
    {
        if (call.Values[2] is not ArrayValue { Rank: 1 } numbers)
            return null;
        (Expression rows, Expression columns) = (Size(call, 0), Size(call, 1));
        SameSize(Build.Mul(rows, columns), "the matrix", numbers.Count, call.Text(2), call.Syntax);
        return Table(numbers, rows, columns, (i, j) => numbers.Element(byRows ? Build.Add(Build.Mul(i, columns), j) : Build.Add(Build.Mul(j, rows), i)));
    }

    /// <summary>A matrix of vectors, one a row.</summary>
    private Value? Stacked(BoundCall call)
    {
        if (call.Values[0] is not RowsValue { Rows: { Count: > 0 } rows })
            return null;
        foreach (ArrayValue row in rows.Skip(1))
            SameSize(rows[0].Count, "the first vector", row.Count, "another vector", call.Syntax);
        Expression count = rows[0].Count;
        ArrayValue table = NewScratch(NameHint(call.Operation), [Constant.Int(rows.Count), count],
            rows.Any(r => r.Latent) || context.KnownLatent.Contains(ArrayKeyAt(call.Syntax)), call.Syntax);
        for (int i = 0; i < rows.Count; i++)
        {
            ArrayValue row = rows[i];
            Expression at = Constant.Int(i);
            ForRange("j", count, j => Put(table, [at, j], Build.Real(row.Element(j))));
        }
        MarkFilled(table);
        return table;
    }
}

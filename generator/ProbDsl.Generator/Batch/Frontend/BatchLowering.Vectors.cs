using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Functions of whole vectors: sums, softmax, parts and joins.</content>
internal sealed partial class BatchLowering
{
    /// <summary>The methods that are read as functions of whole vectors or matrices, by their signatures.</summary>
    private static readonly Dictionary<string, string> VectorFunctions = CollectVectorFunctions();

    private static Dictionary<string, string> CollectVectorFunctions()
    {
        var known = new Dictionary<string, string>
        {
            ["VectorParts.Parts(Vector<double>, int)"] = "Parts",
            ["VectorParts.Halves(Vector<double>)"] = "Halves",
            ["Vector.SubVector(int, int)"] = "SubVector",
            ["Functions.Concat(Vector<double>[])"] = "Concat",
            ["Vector.ToArray()"] = "Copy",
            ["Vector.Clone()"] = "Copy",
            ["Matrix.Clone()"] = "Copy",
            ["Vector.AsArray()"] = "Copy",
            ["Enumerable.ToArray(IEnumerable<TSource>)"] = "Copy",
            ["Enumerable.ToList(IEnumerable<TSource>)"] = "Copy",
            ["Vector.Sum()"] = "Sum",
            ["Functions.Sum(ReadOnlySpan<double>)"] = "Sum",
            ["Functions.Mean(double[])"] = "Mean",
            ["Functions.LogSumExp(ReadOnlySpan<double>)"] = "LogSumExp",
            ["Functions.LogSumExp(Vector<double>)"] = "LogSumExp",
            ["Vector.L1Norm()"] = "L1Norm",
            ["Vector.SumMagnitudes()"] = "L1Norm",
            ["Vector.L2Norm()"] = "L2Norm",
            ["Matrix.FrobeniusNorm()"] = "L2Norm",
            ["Functions.Dot(double[], double[])"] = "Dot",
            ["Vector.DotProduct(Vector<T>)"] = "Dot",
            ["Vector.Multiply(T)"] = "Multiply",
            ["Matrix.Multiply(T)"] = "Multiply",
            ["Matrix.Multiply(Vector<T>)"] = "Multiply",
            ["Matrix.Multiply(Matrix<T>)"] = "Multiply",
        };
        foreach (string type in new[] { "double[]", "Vector<double>", "Matrix<double>" })
        {
            known.Add($"Functions.Softmax({type})", "Softmax");
            known.Add($"Functions.LogSoftmax({type})", "LogSoftmax");
        }
        foreach (string type in new[] { "Vector", "Matrix" })
        {
            foreach (string other in new[] { "T", $"{type}<T>" })
            {
                known.Add($"{type}.Add({other})", "Add");
                known.Add($"{type}.Subtract({other})", "Subtract");
            }
            known.Add($"{type}.SubtractFrom(T)", "SubtractFrom");
            known.Add($"{type}.Divide(T)", "Divide");
            known.Add($"{type}.DivideByThis(T)", "DivideByThis");
            known.Add($"{type}.Negate()", "Negate");
            known.Add($"{type}.PointwiseMultiply({type}<T>)", "PointwiseMultiply");
            known.Add($"{type}.PointwiseDivide({type}<T>)", "Divide");
        }
        return known;
    }

    private BatchValue? VectorFunction(string name, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        switch (name)
        {
            case "SubVector":
                return operands[1].Value is not IntegerValue from || operands[2].Value is not IntegerValue count
                    ? Unsupported(syntax, "a part of a vector is chosen by integers of the model")
                    : Tensor(operands[0].Value, operands[0].Syntax) is { } whole ? Slice(whole.Node, from, count, syntax) : MissingValue.Instance;
            case "Parts":
                return operands[1].Value is not IntegerValue parts
                    ? Unsupported(syntax, "a vector is divided into a constant number of parts")
                    : Tensor(operands[0].Value, operands[0].Syntax) is { } divided ? Parts(divided.Node, parts, syntax) : MissingValue.Instance;
            case "Copy":
                return Tensor(operands[0].Value, operands[0].Syntax) ?? (BatchValue)MissingValue.Instance;
            case "Halves":
                return Tensor(operands[0].Value, operands[0].Syntax) is { } halved ? Parts(halved.Node, IntegerValue.Of(2), syntax) : MissingValue.Instance;
        }
        if (operands.Count == 0 || (name is "Sum" or "LogSumExp" && operands.Count > 1))
            return null;
        var nodes = new List<int>();
        foreach ((BatchValue value, SyntaxNode place) in operands)
        {
            if (Tensor(value, place) is not { } tensor)
                return MissingValue.Instance;
            nodes.Add(tensor.Node);
        }
        return name switch
        {
            "Concat" => Concat(nodes, syntax),
            "Softmax" or "LogSoftmax" or "LogSumExp" or "Mean" when graph[nodes[0]].Shape.Rank != 1 => Unsupported(syntax, $"{name} takes a vector; of a matrix, write it row by row"),
            "Sum" => new TensorValue(graph.Reduce("sum", nodes[0])),
            "LogSumExp" => new TensorValue(graph.Reduce("lse", nodes[0])),
            "Mean" => new TensorValue(graph.Op("div", graph.Reduce("sum", nodes[0]), Number(sizes.Integer(graph[nodes[0]].Shape.First)))),
            "LogSoftmax" => new TensorValue(LogSoftmax(nodes[0])),
            "Softmax" => new TensorValue(graph.Op("exp", LogSoftmax(nodes[0]))),
            "L1Norm" => new TensorValue(graph.Reduce("sum", graph.Op("abs", nodes[0]))),
            "L2Norm" => new TensorValue(graph.Op("sqrt", graph.Reduce("sum", graph.Op("square", nodes[0])))),
            "Dot" => Dot(nodes[0], nodes[1], syntax),
            "Negate" => new TensorValue(graph.Op("neg", nodes[0])),
            "Multiply" => Multiply(nodes[0], nodes[1], syntax),
            "PointwiseMultiply" => Elementwise("mul", syntax, nodes[0], nodes[1]),
            "Divide" => Elementwise("div", syntax, nodes[0], nodes[1]),
            "DivideByThis" => Elementwise("div", syntax, nodes[1], nodes[0]),
            "Add" => Elementwise("add", syntax, nodes[0], nodes[1]),
            "Subtract" => Elementwise("sub", syntax, nodes[0], nodes[1]),
            "SubtractFrom" => Elementwise("sub", syntax, nodes[1], nodes[0]),
            _ => null,
        };
    }

    private int LogSoftmax(int vector) => graph.Op("sub", vector, graph.Reduce("lse", vector));

    private int Number(IntegerValue value) => Tensor(value, context.Model.DeclaringSyntaxReferences[0].GetSyntax())!.Node;

    private BatchValue Concat(List<int> parts, SyntaxNode syntax)
    {
        if (parts.Any(p => graph[p].Shape.Rank != 1))
            return Unsupported(syntax, "Concat joins vectors");
        string[] names = [.. parts.Select(p => graph[p].Shape.First)];
        int? constant = names.All(n => sizes.ConstantOf(n) is not null) ? names.Sum(n => sizes.ConstantOf(n)!.Value) : null;
        IntegerValue[] counts = [.. names.Select(sizes.Integer)];
        string size = counts.All(c => c.IsLiteral)
            ? sizes.Of(IntegerValue.Of(constant!.Value), "joined", "")
            : sizes.Define("joined", string.Join(" + ", counts.Select(c => c.Text)), $"'{syntax}'", constant);
        return new TensorValue(parts.Count == 1 ? parts[0] : graph.Make("concat", [.. parts], TensorShape.Vector(size)));
    }

    private BatchValue Slice(int vector, IntegerValue from, IntegerValue count, SyntaxNode syntax)
    {
        string start = from is { IsLiteral: true, Constant: 0 } ? "" : sizes.Of(from, "start", "the start " + from.Text);
        string size = sizes.Of(count, "part", $"'{syntax}'");
        string whole = graph[vector].Shape.First;
        if (graph[vector].Shape.Rank != 1)
            return Unsupported(syntax, "only vectors have parts");
        if (from.Constant is { } first && count.Constant is { } length && sizes.ConstantOf(whole) is { } total && (first < 0 || length < 1 || first + length > total))
        {
            context.Report(Descriptors.SizesDiffer, syntax, Text(syntax), $"{sizes.Describe(whole)}", $"a part up to {(first + length).ToString(CultureInfo.InvariantCulture)}");
            return MissingValue.Instance;
        }
        CheckPart(start, size, whole, syntax);
        return new TensorValue(graph.Make("slice", [vector], TensorShape.Vector(size), start));
    }

    private static string Text(SyntaxNode syntax) => ProbDsl.Generator.Frontend.Lowering.Shorten(syntax.ToString());

    /// <summary>Equal parts of a vector, one after the other.</summary>
    private BatchValue Parts(int vector, IntegerValue parts, SyntaxNode syntax)
    {
        if (graph[vector].Shape.Rank != 1 || parts is not { IsLiteral: true, Constant: int count and > 0 and <= MostIterations })
            return Unsupported(syntax, "a vector is divided into a constant number of parts");
        string whole = graph[vector].Shape.First, number = count.ToString(CultureInfo.InvariantCulture);
        IntegerValue total = sizes.Integer(whole);
        if (total.Constant is { } known && known % count != 0)
        {
            context.Report(Descriptors.SizesDiffer, syntax, Text(syntax), $"a multiple of {number}", sizes.Describe(whole));
            return MissingValue.Instance;
        }
        string hint = whole.Substring("size_".Length), part = count == 2 ? "half" : "part";
        string size = total.IsLiteral
            ? sizes.Of(IntegerValue.Of(total.Constant!.Value / count), hint, "")
            : sizes.Define($"{hint}_{part}", $"{whole} / {number}", $"a {part} of {sizes.All.First(s => s.Name == whole).Description}", total.Constant / count);
        if (total.Constant is null)
            sizes.Require(whole, sizes.Define($"{hint}_{part}s", $"{size} * {number}", $"{number} times {part} of it"), StatementText(syntax));
        var items = new List<BatchValue>();
        for (int k = 0; k < count; k++)
        {
            string start = k == 0 ? "" : k == 1 ? size
                : sizes.Of(new IntegerValue($"{size} * {k.ToString(CultureInfo.InvariantCulture)}", null), hint + "_start", "the start of a part");
            items.Add(new TensorValue(graph.Make("slice", [vector], TensorShape.Vector(size), start)));
        }
        return new TupleValue(items);
    }
}

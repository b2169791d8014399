using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Functions of whole vectors: sums, softmax, parts and joins.</content>
internal sealed partial class BatchLowering
{
    private BatchValue? VectorFunction(string name, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        if (name is "SubVector" && operands.Count == 3 && operands[1].Value is IntegerValue from && operands[2].Value is IntegerValue count)
            return Tensor(operands[0].Value, operands[0].Syntax) is { } whole ? Slice(whole.Node, from, count, syntax) : MissingValue.Instance;
        if (name is "Parts" && operands.Count == 2 && operands[1].Value is IntegerValue parts)
            return Tensor(operands[0].Value, operands[0].Syntax) is { } divided ? Parts(divided.Node, parts, syntax) : MissingValue.Instance;
        if (name is "Halves" && operands.Count == 1)
            return Tensor(operands[0].Value, operands[0].Syntax) is { } halved ? Parts(halved.Node, IntegerValue.Of(2), syntax) : MissingValue.Instance;
        if (name is "ToArray" or "Clone" or "AsArray" or "ToList" && operands.Count == 1)
            return Tensor(operands[0].Value, operands[0].Syntax) ?? (BatchValue)MissingValue.Instance;
        if (!IsVectorFunction(name, operands.Count))
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
            "L2Norm" => new TensorValue(graph.Op("sqrt", graph.Reduce("sum", graph.Op("square", nodes[0])))),
            "Dot" or "DotProduct" => Dot(nodes[0], nodes[1], syntax),
            "Negate" => new TensorValue(graph.Op("neg", nodes[0])),
            "Multiply" => Multiply(nodes[0], nodes[1], syntax),
            "PointwiseMultiply" => Elementwise("mul", syntax, nodes[0], nodes[1]),
            "Divide" or "PointwiseDivide" => Elementwise("div", syntax, nodes[0], nodes[1]),
            "Add" => Elementwise("add", syntax, nodes[0], nodes[1]),
            _ => Elementwise("sub", syntax, nodes[0], nodes[1]),
        };
    }

    private static bool IsVectorFunction(string name, int arguments) => name switch
    {
        "Concat" => arguments > 0,
        "Sum" or "LogSumExp" or "Mean" or "LogSoftmax" or "Softmax" or "L2Norm" or "Negate" => arguments == 1,
        "Dot" or "DotProduct" or "Multiply" or "PointwiseMultiply" or "Divide" or "PointwiseDivide" or "Add" or "Subtract" => arguments == 2,
        _ => false,
    };

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

using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <content>Reductions inside the rows of a site: sums over the columns of a data matrix, forwards and backwards.</content>
internal sealed partial class SiteEmitter
{
    private readonly Dictionary<(int, Expression), MatrixScratch> scratches = [];

    private sealed class MatrixScratch(string name, string count, string target, string stride)
    {
        public string Name => name;

        public void WriteBack(CodeWriter writer)
        {
            writer.Open($"for (nint k = 0; k < {count}; k++)");
            writer.Line($"ref double at = ref Unsafe.Add(ref d, ({target} + (k * {stride})) * S.Count);");
            writer.Line($"S.Store(S.Load(ref at) + P.Sum(T.Load(ref Unsafe.Add(ref d, ({name} * S.Count) + (k * T.Count)))), ref at);");
            writer.Close();
        }
    }

    private (string From, string Count) Bounds(Reduction reduction)
    {
        string from = fields.Integer(reduction.From);
        string to = fields.Integer(reduction.To);
        return (from, from == "0" ? to : $"({to} - {from})");
    }

    private LaneCode InnerCode(LaneCode code, CodeWriter inner, Reduction reduction) =>
        new(inner, "T", node => InnerLeaf(node, reduction), (_, _) => throw new InvalidOperationException("nested reduction in a site"), code);

    private string InnerLeaf(Node node, Reduction reduction)
    {
        if (!node.IsInner)
            return RowLeaf(node);
        switch (node.Leaf)
        {
            case DataLeaf data:
                int m = site.Matrices.FindIndex(x => x.Reduction == reduction && x.Value.Equals(data.Expression));
                return $"P.Column(ref matrix{m}, (k * stride) + row)";
            case ElementLeaf element:
                (string at, string step) = InnerAt(element, reduction);
                return $"P.Spread(ref x, {at} + (k * {step}))";
            default:
                throw new InvalidOperationException($"unexpected leaf {node.Leaf}");
        }
    }

    private (string At, string Step) InnerAt(ElementLeaf element, Reduction reduction)
    {
        (Expression offset, Expression step) = InnerAddress.Read(element.Index, reduction.Variable)!.Value;
        string at = fields.Integer(Staging.StartOf(element.Array, offset, step, reduction));
        string from = fields.Integer(reduction.From);
        string stepText = fields.Integer(step);
        return (from == "0" ? at : $"{at} + ({from} * {stepText})", stepText);
    }

    private string EmitReduce(LaneCode code, Node node)
    {
        Reduction reduction = node.Reduction!;
        Node body = node.Arguments[0];
        if (TryProduct(node) is { } product)
        {
            string loaded = code.Fresh("dot");
            code.Writer.Line($"T {loaded} = T.Load(ref Unsafe.Add(ref {product.Buffer}, at));");
            return loaded;
        }
        code.NameOuterParts(body, Node.ReductionBit(reduction.Depth));
        (string _, string count) = Bounds(reduction);
        if (reduction.Kind == ReduceKind.LogSumExp)
            return code.LogSumExp(body, $"for (nint k = 0; k < {count}; k++)", () => InnerCode(code, code.Writer, reduction));
        string result = code.Fresh("total");
        code.Writer.Line($"T {result} = T.Zero;");
        code.Writer.Open($"for (nint k = 0; k < {count}; k++)");
        LaneCode inner = InnerCode(code, code.Writer, reduction);
        inner.Count([body]);
        code.Writer.Line(body.Op == "mul" && !inner.IsNamed(body)
            ? $"{result} = T.MultiplyAdd({inner.Of(body.Arguments[0])}, {inner.Of(body.Arguments[1])}, {result});"
            : $"{result} += {inner.Of(body)};");
        code.Writer.Close();
        return result;
    }

    /// <summary>A product of a data matrix with a vector: computed for a block of rows before the rows are visited.</summary>
    private sealed record MatrixProduct(int Matrix, ElementLeaf Vector, Reduction Loop, string Buffer, string Field, string Scratch);

    private readonly Dictionary<Node, MatrixProduct> products = [];

    private MatrixProduct? TryProduct(Node node)
    {
        if (products.TryGetValue(node, out MatrixProduct? known))
            return known;
        Node body = node.Arguments[0];
        if (node.Reduction!.Kind != ReduceKind.Sum || body.Op != "mul" || !body.Arguments.All(a => a.IsInner))
            return null;
        DataLeaf? data = body.Arguments.Select(a => a.Leaf).OfType<DataLeaf>().FirstOrDefault();
        ElementLeaf? vector = body.Arguments.Select(a => a.Leaf).OfType<ElementLeaf>().FirstOrDefault();
        if (data is null || vector is null)
            return null;
        int matrix = site.Matrices.FindIndex(x => x.Reduction == node.Reduction && x.Value.Equals(data.Expression));
        string field = fields.Buffer();
        return products[node] = new MatrixProduct(matrix, vector, node.Reduction, $"products{products.Count}", field, fields.Scratch(node.Reduction));
    }

    private void EmitProducts(CodeWriter target)
    {
        foreach (MatrixProduct product in products.Values)
        {
            (string at, string step) = InnerAt(product.Vector, product.Loop);
            target.Line($"PlateBlocks.Multiply<S, T, P>(ref matrix{product.Matrix}, stride, first, steps, ref Unsafe.Add(ref x, (nint)({at}) * S.Count), {step}, {Bounds(product.Loop).Count}, ref {product.Buffer});");
        }
    }

    private void EmitProductAdjoints(CodeWriter target)
    {
        if (products.Count == 0)
            return;
        target.Open("if (G.Enabled)");
        foreach (MatrixProduct product in products.Values)
            target.Line($"PlateBlocks.MultiplyTransposed<S, T, P>(ref matrix{product.Matrix}, stride, first, steps, ref {product.Buffer}, ref Unsafe.Add(ref d, (nint){product.Scratch} * S.Count), {Bounds(product.Loop).Count});");
        target.Close();
    }

    private void EmitReductionAdjoint(ReductionAdjoint reduction)
    {
        Reduction loop = reduction.Reduce.Reduction!;
        if (TryProduct(reduction.Reduce) is { } product)
        {
            string adjoint = row.Of(reduction.Adjoint);
            rowWriter.Line($"T.Store({(IsWeighted ? $"weight * {row.Operand(reduction.Adjoint)}" : $"P.Keep(ref masks, row, {adjoint})")}, ref Unsafe.Add(ref {product.Buffer}, at));");
            (string vectorAt, string vectorStep) = InnerAt(product.Vector, loop);
            scratches.Add((product.Vector.Array.Id, new DataText(product.Field, EquatableArray<Expression>.Empty, Kind.Integer)),
                new MatrixScratch(product.Scratch, Bounds(loop).Count, vectorAt, vectorStep));
            return;
        }
        int own = Node.ReductionBit(loop.Depth);
        Node seed = staged.Graph.Seed(reduction.Reduce, reduction.Reduce);
        string d = row.Fresh("d");
        rowWriter.Line($"T {d} = {(IsWeighted ? row.Of(reduction.Adjoint) : $"P.Keep(ref masks, row, {row.Of(reduction.Adjoint)})")};");
        row.Name(seed, d);
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints)
            row.NameOuterParts(adjoint.Value, own);
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints.Where(a => !a.Key.IsInner))
            DeclareSeed(adjoint.Key, reduction.Reduce);
        (string _, string count) = Bounds(loop);
        rowWriter.Open($"for (nint k = 0; k < {count}; k++)");
        LaneCode inner = InnerCode(row, rowWriter, loop);
        inner.Count(reduction.Body.Adjoints.Select(a => a.Value));
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints)
        {
            if (!adjoint.Key.IsInner)
                rowWriter.Line($"{seedNames[(adjoint.Key, reduction.Reduce)]} += {inner.Of(adjoint.Value)};");
            else
                EmitScratch(adjoint, loop, inner);
        }
        rowWriter.Close();
        FlushSeeds(reduction);
    }

    private readonly Dictionary<(Node, Node), string> seedNames = [];

    private void DeclareSeed(Node node, Node via)
    {
        string name = row.Fresh("d");
        seedNames[(node, via)] = name;
        rowWriter.Line($"T {name} = T.Zero;");
        row.Name(staged.Graph.Seed(node, via), name);
    }

    /// <summary>Adjoints of leaves outside a reduction that only its body reads go straight to their accumulators.</summary>
    private void FlushSeeds(ReductionAdjoint reduction)
    {
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints.Where(a => !a.Key.IsInner))
        {
            string name = seedNames[(adjoint.Key, reduction.Reduce)];
            if (IsRow(adjoint.Key) && adjoint.Key.Op == "leaf")
            {
                int column = IndexOf((ElementLeaf)adjoint.Key.Leaf!);
                rowWriter.Line($"P.AddTo(ref d, ref index{column}, row, consecutive{column}, P.Keep(ref masks, row, {name}));");
            }
        }
    }

    private void EmitScratch(KeyValuePair<Node, Node> adjoint, Reduction loop, LaneCode inner)
    {
        var element = (ElementLeaf)adjoint.Key.Leaf!;
        (string at, string step) = InnerAt(element, loop);
        (int, Expression) key = (element.Array.Id, element.Index);
        if (!scratches.TryGetValue(key, out MatrixScratch? scratch))
        {
            string name = fields.Scratch(loop);
            scratches.Add(key, scratch = new MatrixScratch(name, Bounds(loop).Count, at, step));
        }
        string place = inner.Fresh("at");
        rowWriter.Line($"ref double {place} = ref Unsafe.Add(ref d, ({scratch.Name} * S.Count) + (k * T.Count));");
        rowWriter.Line(IsWeighted
            ? $"T.Store(T.MultiplyAdd(weight, {inner.Of(adjoint.Value)}, T.Load(ref {place})), ref {place});"
            : $"T.Store(T.Load(ref {place}) + {inner.Of(adjoint.Value)}, ref {place});");
    }
}

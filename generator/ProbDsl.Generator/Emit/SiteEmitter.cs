using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the kernel of one site: a loop over rows that adds up the log density and its adjoints at once.</summary>
internal sealed partial class SiteEmitter
{
    private readonly StagedModel staged;
    private readonly Site site;
    private readonly SharedValues shared;
    private readonly FieldNames fields;
    private readonly NameCounter counter;
    private readonly CodeWriter writer;
    private readonly Dictionary<Expression, string> columns = [];
    private readonly LaneCode group;
    private readonly LaneCode row;
    private readonly CodeWriter rowWriter;
    private readonly CodeWriter groupWriter;
    private readonly Dictionary<Node, string> spread = [];

    public SiteEmitter(StagedModel staged, Site site, SharedValues shared, FieldNames fields)
    {
        this.staged = staged;
        this.site = site;
        this.shared = shared;
        this.fields = fields;
        counter = new NameCounter(fields.Names);
        writer = new CodeWriter(counter);
        rowWriter = new CodeWriter(counter);
        groupWriter = new CodeWriter(counter);
        group = new LaneCode(groupWriter, "S", GroupLeaf, (_, _) => throw new InvalidOperationException("a reduction cannot stand at group level"));
        row = new LaneCode(rowWriter, "T", RowLeaf, EmitReduce);
    }

    private bool IsRow(Node node) => node.VariesWithRow && !site.IsGroupLevel(node);

    private bool IsGroup(Node node) => node.VariesWithRow && site.IsGroupLevel(node);

    private bool IsWeighted => site.Reduction is SiteReduction.Merge or SiteReduction.Quadratic;

    private string Table => $"site{site.Id}";

    public CodeWriter Emit(string comment)
    {
        var reverse = new Reverse(staged.Graph);
        Sweep rows = reverse.Run([(site.Term, staged.Graph.One)], n => !IsRow(n) && !n.IsInner);
        (Node lpFactor, Node lpRest) = Factors.Split(staged.Graph, site.Term, IsRow);
        List<(Node Target, Node Factor, Node Varying)> sums = [.. rows.Adjoints.Where(a => !IsRow(a.Key))
            .Select(a => (a.Key, Factors.Split(staged.Graph, a.Value, IsRow))).Select(x => (x.Key, x.Item2.Factor, x.Item2.Varying))];
        // What a reduction's body reads from outside the rows is added up inside its loop and arrives here by name.
        foreach (ReductionAdjoint reduction in rows.Reductions)
            foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints.Where(a => !a.Key.IsInner && !IsRow(a.Key)))
                sums.Add((adjoint.Key, staged.Graph.One, staged.Graph.Seed(adjoint.Key, reduction.Reduce)));
        List<KeyValuePair<Node, Node>> elements = [.. rows.Adjoints.Where(a => IsRow(a.Key))];
        bool grouped = site.Key is not null;

        // Row code: the value, then the adjoints.
        row.Count([lpRest, .. sums.Select(s => s.Varying), .. elements.Select(e => e.Value), .. rows.Reductions.SelectMany(r => ReductionRoots(r))]);
        var accumulators = new Dictionary<Node, string>();
        string lpSum = Accumulator(accumulators, lpRest, "lp");
        rowWriter.Depth = 0;
        // Rows that pad the table repeat its last one: a value of -∞ there is no number times their weight of zero.
        rowWriter.Line(Accumulate(lpSum, IsWeighted && !staged.Graph.IsFinite(lpRest) ? $"P.Counted(weight, {row.Of(lpRest)})" : row.Of(lpRest)));
        rowWriter.Open("if (G.Enabled)");
        foreach (ReductionAdjoint reduction in rows.Reductions)
            EmitReductionAdjoint(reduction);
        foreach ((Node target, _, Node rest) in sums)
            if (!accumulators.ContainsKey(rest))
                rowWriter.Line(Accumulate(Accumulator(accumulators, rest, "acc"), row.Of(rest)));
        foreach (KeyValuePair<Node, Node> element in elements)
            EmitElementAdjoint(element.Key, element.Value);
        rowWriter.Close();

        bool lpInGroup = grouped && IsGroup(lpFactor);
        return Assemble(comment, accumulators, lpRest, lpFactor, sums, grouped, reverse, lpInGroup);
    }

    private static IEnumerable<Node> ReductionRoots(ReductionAdjoint reduction) => [reduction.Adjoint];

    private string Accumulator(Dictionary<Node, string> accumulators, Node rest, string prefix)
    {
        if (!accumulators.TryGetValue(rest, out string? name))
            accumulators.Add(rest, name = prefix == "lp" ? "lp" : $"{prefix}{accumulators.Count}");
        return name;
    }

    private string Accumulate(string name, string value) => IsWeighted
        ? $"{name} = T.MultiplyAdd(weight, {value}, {name});"
        : $"{name} += P.Keep(ref masks, row, {value});";

    private void EmitElementAdjoint(Node node, Node adjoint)
    {
        var element = (ElementLeaf)node.Leaf!;
        int column = IndexOf(element);
        rowWriter.Line($"P.AddTo(ref d, ref index{column}, row, consecutive{column}, P.Keep(ref masks, row, {row.Of(adjoint)}));");
    }

    private int IndexOf(ElementLeaf element) =>
        site.Indices.FindIndex(i => i.Array.Id == element.Array.Id && i.Index.Equals(element.Index));

    private string RowLeaf(Node node)
    {
        if (!node.VariesWithRow && !node.IsInner)
            return Spread(node);
        if (IsGroup(node) && !node.IsInner)
            return Spread(node);
        switch (node.Leaf)
        {
            case DataLeaf data:
                return $"P.Column(ref {ColumnName(data.Expression)}, row)";
            case ElementLeaf element:
                int index = IndexOf(element);
                return $"P.Element(ref x, ref index{index}, row, consecutive{index})";
            default:
                throw new InvalidOperationException($"unexpected leaf {node.Leaf}");
        }
    }

    private string ColumnName(Expression expression)
    {
        if (!columns.TryGetValue(expression, out string? name))
            columns.Add(expression, name = $"column{site.Values.IndexOf(expression)}");
        return name;
    }

    /// <summary>A value from outside the rows, for all lanes of the row step.</summary>
    private string Spread(Node node)
    {
        if (!spread.TryGetValue(node, out string? name))
        {
            name = IsGroup(node) ? $"g{spread.Count}" : $"{shared.Of(node)}T";
            spread.Add(node, name);
        }
        return name;
    }

    private string GroupLeaf(Node node)
    {
        if (!node.VariesWithRow)
            return "s." + shared.Of(node);
        int index = IndexOf((ElementLeaf)node.Leaf!);
        return $"S.Load(ref Unsafe.Add(ref x, (nint)Unsafe.Add(ref index{index}, start) * S.Count))";
    }

    // Row code meets values from outside through RowLeaf only where they are leaves; computed ones are named up front.
    private void NameOuterNodes(IEnumerable<Node> roots)
    {
        var seen = new HashSet<Node>();
        void Visit(Node node)
        {
            if (node.IsConstant || node.Leaf is SeedLeaf || !seen.Add(node))
                return;
            if (!node.IsInner && !IsRow(node))
            {
                row.Name(node, Spread(node));
                return;
            }
            foreach (Node argument in node.Arguments)
                Visit(argument);
        }
        foreach (Node root in roots)
            Visit(root);
    }

    /// <summary>Code of a group reads what no group changes from the shared values.</summary>
    private void NameInvariants(LaneCode code, IEnumerable<Node> roots)
    {
        var seen = new HashSet<Node>();
        void Visit(Node node)
        {
            if (node.IsConstant || node.Leaf is SeedLeaf || !seen.Add(node) || code.IsNamed(node))
                return;
            if (!node.VariesWithRow)
            {
                code.Name(node, OuterText(node));
                return;
            }
            foreach (Node argument in node.Arguments)
                Visit(argument);
        }
        foreach (Node root in roots)
            Visit(root);
    }

    /// <summary>Names what the row code reads from outside; must run before the row code is printed.</summary>
    public void Prepare()
    {
        var reverse = new Reverse(staged.Graph);
        Sweep rows = reverse.Run([(site.Term, staged.Graph.One)], n => !IsRow(n) && !n.IsInner);
        var roots = new List<Node> { Factors.Split(staged.Graph, site.Term, IsRow).Varying };
        foreach (KeyValuePair<Node, Node> adjoint in rows.Adjoints)
            roots.Add(IsRow(adjoint.Key) ? adjoint.Value : Factors.Split(staged.Graph, adjoint.Value, IsRow).Varying);
        void AddReductions(IEnumerable<ReductionAdjoint> reductions)
        {
            foreach (ReductionAdjoint reduction in reductions)
            {
                roots.Add(reduction.Adjoint);
                roots.AddRange(reduction.Body.Adjoints.Select(a => a.Value));
                AddReductions(reduction.Body.Reductions);
            }
        }
        AddReductions(rows.Reductions);
        NameOuterNodes(roots);
    }

    private CodeWriter Assemble(
        string comment, Dictionary<Node, string> accumulators, Node lpRest, Node lpFactor,
        List<(Node Target, Node Factor, Node Varying)> sums, bool grouped, Reverse reverse, bool lpInGroup)
    {
        var rowInGroup = new HashSet<Node>();
        foreach ((Node target, Node factor, Node rest) in sums)
            if (IsGroup(target) || IsGroup(factor))
                rowInGroup.Add(rest);
        if (lpInGroup)
            rowInGroup.Add(lpRest);
        var groupEnd = new CodeWriter(counter);
        var end = new CodeWriter(counter);
        var groupTotals = new Dictionary<Node, string>();
        var code = new LaneCode(groupEnd, "S", GroupLeaf, (_, _) => throw new InvalidOperationException(), group);
        EmitGroupEnd(groupEnd, code, end, accumulators, lpRest, lpFactor, sums, rowInGroup, reverse, groupTotals, lpInGroup);

        writer.Line($"// {comment}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void Site{site.Id}<S, T, P, G>(ref Shared<S> s, ref double x, ref double d)");
        writer.Depth++;
        writer.Line("where S : struct, ILane<S> where T : struct, ILane<T> where P : struct, IPlate<S, T> where G : struct, IGradientMode");
        writer.Depth--;
        writer.Open();
        writer.Line($"if ({Table}.Count == 0)");
        writer.Line("    return; // Without rows nothing is added, whatever the parameters are.");
        Prelude();
        foreach (KeyValuePair<Node, string> value in spread.Where(v => !IsGroup(v.Key)))
            writer.Line($"T {value.Value} = P.Spread({OuterText(value.Key)});");
        foreach (KeyValuePair<Node, string> sum in accumulators.Where(a => !rowInGroup.Contains(a.Key)))
            writer.Line($"T {sum.Value} = T.Zero;");
        foreach (KeyValuePair<Node, string> total in groupTotals)
            writer.Line($"S {total.Value} = S.Zero;");
        if (grouped)
        {
            writer.Open($"for (int segment = 0; segment < {Table}.SegmentCount; segment++)");
            writer.Line($"nint start = {Table}.SegmentStart[segment];");
            writer.Line($"nint end = start + {Table}.SegmentRows[segment];");
            NameInvariants(group, spread.Keys.Where(IsGroup));
            group.Count(spread.Keys.Where(IsGroup));
            var names = spread.Where(v => IsGroup(v.Key)).Select(v => (v.Value, group.Of(v.Key))).ToList();
            if (groupWriter.ToString().Length > 0)
                writer.Append(groupWriter);
            foreach ((string name, string text) in names)
                writer.Line($"T {name} = P.Spread({text});");
            foreach (KeyValuePair<Node, string> sum in accumulators.Where(a => rowInGroup.Contains(a.Key)))
                writer.Line($"T {sum.Value} = T.Zero;");
            OpenRows("start");
        }
        else
        {
            writer.Line($"nint end = {Table}.Count;");
            OpenRows("0");
        }
        if (IsWeighted)
            writer.Line("T weight = P.Column(ref weights, row);");
        writer.Append(rowWriter);
        writer.Close();
        if (products.Count > 0)
        {
            EmitProductAdjoints(writer);
            writer.Close();
        }
        if (grouped)
        {
            if (groupEnd.ToString().Length > 0)
                writer.Append(groupEnd);
            writer.Close();
        }
        if (end.ToString().Length > 0)
            writer.Append(end);
        writer.Close();
        return writer;
    }

    /// <summary>Opens the loop over rows; where the rows need products with a matrix, in blocks.</summary>
    private void OpenRows(string start)
    {
        if (products.Count == 0)
        {
            writer.Open($"for (nint row = {start}; row < end; row += P.Width)");
            return;
        }
        writer.Open($"for (nint first = {start}; first < end; first += PlateBlocks.Steps * P.Width)");
        writer.Line("nint last = Math.Min(end, first + (PlateBlocks.Steps * P.Width));");
        writer.Line("nint steps = (last - first + P.Width - 1) / P.Width;");
        EmitProducts(writer);
        writer.Open("for (nint row = first, at = 0; row < last; row += P.Width, at += T.Count)");
    }

    /// <summary>Text of a level-0 value in this method.</summary>
    private string OuterText(Node node) => "s." + shared.Of(node);

    private void EmitGroupEnd(
        CodeWriter groupEnd, LaneCode code, CodeWriter end, Dictionary<Node, string> accumulators, Node lpRest, Node lpFactor,
        List<(Node Target, Node Factor, Node Varying)> sums, HashSet<Node> rowInGroup, Reverse reverse, Dictionary<Node, string> groupTotals, bool lpInGroup)
    {
        string Total(Node node, string name)
        {
            if (!groupTotals.TryGetValue(node, out string? known))
                groupTotals.Add(node, known = name);
            return known;
        }
        string Outer(Node factor) => factor.IsConstant && factor.Value == 1 ? "" : " * " + (factor.IsConstant ? $"S.Create({Literal.Of(factor.Value)})" : OuterText(factor));

        // What the rows of a group add up to flows back through the group's own values.
        var seeds = new List<(Node, Node)>();
        var groupSums = new Dictionary<Node, string>();
        foreach ((Node target, Node factor, Node rest) in sums.Where(s => rowInGroup.Contains(s.Varying)))
        {
            Node sum = staged.Graph.Seed(rest, site.Term);
            if (!groupSums.ContainsKey(sum))
            {
                groupSums.Add(sum, accumulators[rest]);
                code.Name(sum, $"P.Sum({accumulators[rest]})");
            }
            seeds.Add((target, staged.HeldBack(target, staged.Graph.Mul(factor, sum))));
        }
        Sweep sweep = reverse.Run(seeds, n => !n.VariesWithRow);
        NameInvariants(code, [.. sweep.Adjoints.Select(a => a.Value), lpFactor]);
        code.Count([.. sweep.Adjoints.Select(a => a.Value), .. lpInGroup ? [lpFactor] : Array.Empty<Node>()]);
        if (lpInGroup)
            groupEnd.Line($"{Total(site.Term, "lpTotal")} += P.Sum({accumulators[lpRest]}) * {code.Operand(lpFactor)};");
        else if (rowInGroup.Contains(lpRest))
            groupEnd.Line($"{Total(site.Term, "lpTotal")} += P.Sum({accumulators[lpRest]});");
        if (sweep.Adjoints.Count > 0)
        {
            groupEnd.Open("if (G.Enabled)");
            foreach (KeyValuePair<Node, Node> adjoint in sweep.Adjoints)
            {
                string value = code.Of(adjoint.Value);
                if (!adjoint.Key.VariesWithRow)
                {
                    groupEnd.Line($"{Total(adjoint.Key, $"groupTotal{groupTotals.Count}")} += {value};");
                    continue;
                }
                int index = IndexOf((ElementLeaf)adjoint.Key.Leaf!);
                string at = code.Fresh("at");
                groupEnd.Line($"ref double {at} = ref Unsafe.Add(ref d, (nint)Unsafe.Add(ref index{index}, start) * S.Count);");
                groupEnd.Line($"S.Store(S.Load(ref {at}) + {value}, ref {at});");
            }
            groupEnd.Close();
        }
        if (groupTotals.TryGetValue(site.Term, out string? lpTotal))
            end.Line($"s.lp += {lpTotal}{(lpInGroup ? "" : Outer(lpFactor))};");
        else
            end.Line($"s.lp += P.Sum({accumulators[lpRest]}){Outer(lpFactor)};");
        var adjoints = new CodeWriter(counter);
        foreach (KeyValuePair<Node, string> total in groupTotals.Where(t => t.Key != site.Term))
            adjoints.Line($"s.d_{shared.Of(total.Key)} += {total.Value};");
        foreach ((Node target, Node factor, Node rest) in sums.Where(s => !rowInGroup.Contains(s.Varying)))
            adjoints.Line($"s.d_{shared.Of(target)} += P.Sum({accumulators[rest]}){Outer(factor)};");
        foreach (MatrixScratch scratch in scratches.Values)
            scratch.WriteBack(adjoints);
        if (adjoints.ToString().Length == 0)
            return;
        end.Open("if (G.Enabled)");
        end.Append(adjoints);
        end.Close();
    }

    private void Prelude()
    {
        if (IsWeighted)
            writer.Line($"ref double weights = ref {Table}.Weights.Start;");
        if (rowWriter.ToString().Contains("masks"))
            writer.Line($"ref double masks = ref {Table}.Masks.Start;");
        foreach (KeyValuePair<Expression, string> column in columns.OrderBy(c => site.Values.IndexOf(c.Key)))
            writer.Line($"ref double {column.Value} = ref {Table}.Values[{site.Values.IndexOf(column.Key)}].Start; // {fields.Describe(column.Key)}");
        for (int i = site.Key is null ? 0 : 1; i < site.Indices.Count; i++)
        {
            writer.Line($"ref int index{i} = ref MemoryMarshal.GetArrayDataReference({Table}.Indices[{i}]); // {site.Indices[i].Array.Name}[{fields.Describe(site.Indices[i].Index)}]");
            writer.Line($"bool consecutive{i} = {Table}.Consecutive[{i}];");
        }
        for (int m = 0; m < site.Matrices.Count; m++)
            writer.Line($"ref double matrix{m} = ref {Table}.Matrices[{m}].Start; // {fields.Describe(site.Matrices[m].Value)}");
        foreach (MatrixProduct product in products.Values)
            writer.Line($"ref double {product.Buffer} = ref Unsafe.Add(ref x, (nint){product.Field} * S.Count);");
        if (site.Matrices.Count > 0)
            writer.Line($"nint stride = {Table}.Stride;");
    }
}

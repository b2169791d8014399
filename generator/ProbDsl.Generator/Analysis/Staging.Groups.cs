using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <content>Groups of rows: which index groups them, and what keeps its value within a group.</content>
internal sealed partial class Staging
{
    /// <summary>The index by which the rows of a term are grouped, or null where rows stand alone.</summary>
    private Expression? KeyOf(Node term)
    {
        Expression? best = null;
        foreach (ElementLeaf element in RowElements(term))
        {
            var atoms = new List<Expression>();
            CollectAtoms(element.Index, atoms);
            if (atoms.Count != 1 || (loopVariables.Count > 0 && atoms[0].Equals(loopVariables[loopVariables.Count - 1])))
                continue;
            if (best is null || (best is not Local && atoms[0] is Local))
                best = atoms[0];
        }
        return best;
    }

    /// <summary>The parts of an index that vary with the row, under integer arithmetic.</summary>
    private void CollectAtoms(Expression index, List<Expression> atoms)
    {
        if ((VarianceOf(index) & Node.RowBit) == 0)
            return;
        if (index is Call { Op: "add" or "sub" or "mul" } call)
        {
            foreach (Expression argument in call.Arguments)
                CollectAtoms(argument, atoms);
        }
        else if (!atoms.Contains(index))
            atoms.Add(index);
    }

    private bool DependsOnlyOn(Expression expression, Expression key)
    {
        if (expression.Equals(key) || VarianceOf(expression) == 0)
            return true;
        return expression switch
        {
            DataText { Arguments.Count: > 0 } text => !DataNames.In(text.Template).Any(loopObjects.ContainsKey) && text.Arguments.All(a => DependsOnlyOn(a, key)),
            Call call => call.Arguments.All(a => DependsOnlyOn(a, key)),
            _ => false,
        };
    }

    private bool IsFixedInGroup(Node node, Expression key) => IsFixedInGroup(node, key, []);

    private bool IsFixedInGroup(Node node, Expression key, HashSet<Node> seen)
    {
        if (!node.VariesWithRow || !seen.Add(node))
            return true;
        return node.Leaf switch
        {
            ElementLeaf element => DependsOnlyOn(element.Index, key) && (VarianceOf(element.Array.Base) & Node.RowBit) == 0,
            DataLeaf => false,
            null => node.Op != "reduce" && node.Arguments.All(a => IsFixedInGroup(a, key, seen)),
            _ => false,
        };
    }

    private static IEnumerable<ElementLeaf> RowElements(Node node)
    {
        var seen = new HashSet<Node>();
        var result = new List<ElementLeaf>();
        void Visit(Node n)
        {
            if (!n.VariesWithRow || !seen.Add(n))
                return;
            if (n.Leaf is ElementLeaf element && !n.IsInner)
                result.Add(element);
            foreach (Node argument in n.Arguments)
                Visit(argument);
        }
        Visit(node);
        return result;
    }

    /// <summary>Whether a term can be computed row by row with rows as lanes; what cannot goes to the sequential part.</summary>
    private bool FitsSite(Node node)
    {
        var seen = new HashSet<Node>();
        bool Fits(Node n, Reduction? within)
        {
            if (!seen.Add(n))
                return true;
            if (n.Op == "reduce")
                return within is null && IsPlainReduction(n.Reduction!) && n.Arguments.All(a => Fits(a, n.Reduction));
            if (n.Leaf is ElementLeaf element && n.IsInner)
                return within is not null && (n.Variance & Node.RowBit) == 0 && InnerAddress.Read(element.Index, within.Variable) is not null;
            return n.Arguments.All(a => Fits(a, within));
        }
        return loopVariables.Count > 0 && Fits(node, null);
    }

    private bool IsPlainReduction(Reduction reduction) =>
        reduction.Depth == 0 && VarianceOf(reduction.From) == 0 && VarianceOf(reduction.To) == 0;

    /// <summary>Columns of a body of the sequential part.</summary>
    private void ClaimBody(Body owner, IndexColumn? stored, Node value)
    {
        if (stored is not null)
            ClaimIndex(owner, stored);
        ClaimBodyNode(owner, value, []);
    }

    private void ClaimIndex(Body owner, IndexColumn column)
    {
        if (VarianceOf(AddressOf(column.Array, column.Index)) == 0)
            ClaimAddress(column.Array, column.Index);
        else if (!owner.Indices.Any(i => SameAddress(i, column)))
            owner.Indices.Add(column);
    }

    public static bool SameAddress(IndexColumn a, IndexColumn b) => a.Array.Base.Equals(b.Array.Base) && a.Index.Equals(b.Index);

    private void ClaimBodyNode(Body owner, Node node, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        // What does not change with a sum is computed before its loop, and read there.
        while (bitsOfTables.TryGetValue(owner, out int own) && node.Variance < own)
            owner = owner.Parent!;
        if (owner != staged.Sequential && node.Variance == 0 && !staged.ReadsComputed(node))
        {
            // It is computed outside every loop, and so are the sums in it.
            ClaimFields(node);
            return;
        }
        NoteSides(node);
        switch (node.Leaf)
        {
            case DataLeaf data when node.Variance == 0:
                FieldOf(data.Expression);
                break;
            case DataLeaf data:
                if (!owner.Values.Contains(data.Expression))
                    owner.Values.Add(data.Expression);
                break;
            case ElementLeaf element:
                ClaimIndex(owner, new IndexColumn(element.Array, element.Index));
                break;
        }
        if (node.Op == "reduce")
        {
            Body table = owner.Reductions.FirstOrDefault(r => r.Node == node).Table;
            if (table is null)
            {
                table = new Body(++bodyCount, owner);
                bitsOfTables.Add(table, Node.ReductionBit(node.Reduction!.Depth));
                owner.Reductions.Add((node, table));
                claimed.Add(table, []);
            }
            // What its terms read of the data is assigned on every path that comes to need it; inside loops, in each block that does.
            if (loopVariables.Count > 0 ? claimedInside.Add((table, target)) : !IsWithin(claimed[table]))
            {
                if (loopVariables.Count == 0)
                    claimed[table].Add(branchPath);
                enclosing.Push(node.Reduction!);
                ClaimReduction(owner, table, node.Arguments[0], Node.ReductionBit(node.Reduction!.Depth), []);
                enclosing.Pop();
            }
            if (owner.IsTop)
                FillTopTable(node, table);
            return;
        }
        foreach (Node argument in node.Arguments)
            ClaimBodyNode(owner, argument, seen);
    }

    private readonly Dictionary<Body, int> bitsOfTables = [];
    private readonly Dictionary<Body, List<string>> claimed = [];
    private readonly HashSet<(Body, List<Preparation>)> claimedInside = [];
    private readonly Dictionary<Body, List<string>> filled = [];

    /// <summary>The rows of a sum outside every loop are written once, wherever one of the statements that need it runs first.</summary>
    private void FillTopTable(Node node, Body table)
    {
        if (!filled.TryGetValue(table, out List<string>? paths))
            filled.Add(table, paths = []);
        if (IsWithin(paths))
            return;
        if (loopVariables.Count > 0 && !ReadsOnlyCertain(node, []))
        {
            // Without rows a sum is zero, as what was never needed should be; the logarithm of one is not.
            if (node.Reduction!.Kind == ReduceKind.LogSumExp)
                staged.Finite.Doubt(node);
            if (filledInside.Add((table, target)))
                target.Add(new ReductionRowsStep(node, table, MayBeFilled: true));
            return;
        }
        invariantTarget.Add(new ReductionRowsStep(node, table, MayBeFilled: paths.Count > 0 || filledInside.Any(f => f.Table == table)));
        paths.Add(branchPath);
    }

    private readonly HashSet<(Body Table, List<Preparation> Target)> filledInside = [];

    /// <summary>Whether the rows of a sum can be written before anything needs them.</summary>
    private bool ReadsOnlyCertain(Node node, HashSet<Node> seen) => !seen.Add(node)
        || ((node.Reduction is null || (node.Reduction.DataBody.Count == 0 && IsCertain(node.Reduction.From) && IsCertain(node.Reduction.To)))
            && node.Leaf switch
            {
                DataLeaf data => node.Variance == 0 || (IsCertain(data.Expression) && !IsRead(data.Expression)),
                ElementLeaf element => IsCertain(element.Index) && !IsRead(element.Index),
                _ => true,
            }
            && node.Arguments.All(a => ReadsOnlyCertain(a, seen)));

    /// <summary>What varies with the reduction belongs to its table, the rest to the body around it.</summary>
    private void ClaimReduction(Body owner, Body table, Node node, int bit, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        if (node.Variance < bit)
        {
            ClaimBodyNode(owner, node, []);
            return;
        }
        if (node.Leaf is not null || node.Op == "reduce")
        {
            ClaimBodyNode(table, node, []);
            return;
        }
        NoteSides(node);
        foreach (Node argument in node.Arguments)
            ClaimReduction(owner, table, argument, bit, seen);
    }
}

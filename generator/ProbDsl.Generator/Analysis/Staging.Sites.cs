using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <content>From terms to sites: sums split, choices on data lifted, sufficient statistics found.</content>
internal sealed partial class Staging
{
    private const int MostLiftedChoices = 4;

    private readonly Dictionary<(int, int), DataField> counts = [];

    /// <summary>Takes a term apart at its sums, so that each part can go its own way.</summary>
    private void Split(Expression term, Expression scale, int source)
    {
        switch (term)
        {
            case Call { Op: "add" } sum when sum.Latent:
                Split(sum.Arguments[0], scale, source);
                Split(sum.Arguments[1], scale, source);
                return;
            case Call { Op: "sub" } difference when difference.Latent:
                Split(difference.Arguments[0], scale, source);
                Split(difference.Arguments[1], Build.Neg(scale), source);
                return;
            case Call { Op: "neg" } negation:
                Split(negation.Arguments[0], Build.Neg(scale), source);
                return;
            case Call { Op: "mul" } product when !product.Arguments[0].Latent && product.Latent:
                Split(product.Arguments[1], Build.Mul(scale, product.Arguments[0]), source);
                return;
            case Call { Op: "mul" } product when !product.Arguments[1].Latent && product.Latent:
                Split(product.Arguments[0], Build.Mul(scale, product.Arguments[1]), source);
                return;
            case Call { Op: "select" } choice when !choice.Arguments[0].Latent && choice.Latent:
                ProcessBranch(new If(choice.Arguments[0],
                    EquatableArray.Of<Statement>(new Term(source, Build.Mul(scale, choice.Arguments[1]))),
                    EquatableArray.Of<Statement>(new Term(source, Build.Mul(scale, choice.Arguments[2])))));
                return;
            case Local { Latent: true } local when latentLets.TryGetValue(local.Id, out Expression? value) && CanSplit(value):
                Split(value, scale, source);
                return;
            case Reduce { Reduction: ReduceKind.Sum } reduce when reduce.Latent && !scale.Latent:
                reduce = names.Fresh(reduce);
                ProcessLoop(new For(reduce.Variable, reduce.From, reduce.To, reduce.Carried,
                    reduce.Body.Concat([new Term(source, Build.Mul(scale, reduce.Value))]).ToEquatable()));
                return;
        }
        pendingSource = source;
        AddTerm(Graph.Mul(Resolve(scale), Resolve(term)), 0);
    }

    private int pendingSource;

    private static bool CanSplit(Expression value) => value is Reduce or Local or Call { Op: "add" or "sub" or "neg" or "mul" or "select" };

    private void AddTerm(Node term, int lifted)
    {
        if (FindChoice(term, []) is { } choice && lifted < MostLiftedChoices)
        {
            Expression condition = ((DataLeaf)choice.Arguments[0].Leaf!).Expression;
            InBranch(condition, () => AddTerm(Choose(term, condition, 1, []), lifted + 1), () => AddTerm(Choose(term, condition, 2, []), lifted + 1));
            return;
        }
        var parts = new List<Node>();
        Flatten(term, negative: false, parts);
        foreach (Node part in parts)
            if (!TryCollapse(part))
                residuals.Add(part);
    }

    /// <summary>Parts of one statement's term that need the rows, until all its parts are known.</summary>
    private List<Node> residuals = [];

    /// <summary>Runs something that adds terms, then makes sites of what of them needs the rows.</summary>
    private void WithResiduals(System.Action action)
    {
        List<Node> outer = residuals;
        residuals = [];
        action();
        foreach (IGrouping<Expression?, Node> group in residuals.GroupBy(KeyOf))
            AddResidual(group.Aggregate(Graph.Add), group.Key);
        residuals = outer;
    }

    private void InBranch(Expression condition, System.Action then, System.Action otherwise)
    {
        var thenSteps = new List<Preparation>();
        var elseSteps = new List<Preparation>();
        RunInto(thenSteps, "t", () => WithResiduals(then));
        RunInto(elseSteps, "e", () => WithResiduals(otherwise));
        target.Add(new BranchStep(condition, thenSteps, elseSteps));
    }

    /// <summary>A choice on data outside reductions.</summary>
    private static Node? FindChoice(Node node, HashSet<Node> seen)
    {
        if (!seen.Add(node) || node.Op == "reduce")
            return null;
        if (node.Op == "select" && node.Arguments[0].Leaf is DataLeaf && !node.Arguments[0].IsInner)
            return node;
        foreach (Node argument in node.Arguments)
            if (FindChoice(argument, seen) is { } found)
                return found;
        return null;
    }

    /// <summary>A term where a condition on data is known: every choice on it is taken, in values and in indices.</summary>
    private Node Choose(Node node, Expression condition, int side, Dictionary<Node, Node> done)
    {
        if (node.Op == "select" && node.Arguments[0].Leaf is DataLeaf test && test.Expression.Equals(condition))
            return Choose(node.Arguments[side], condition, side, done);
        if (node.Leaf is ElementLeaf { Index: Call { Op: "select" } index } element && index.Arguments[0].Equals(condition))
            return Choose(Graph.Element(element.Array, index.Arguments[side]), condition, side, done);
        if (node.Arguments.Count == 0 || node.Op == "reduce")
            return node;
        if (!done.TryGetValue(node, out Node? result))
            done[node] = result = Graph.Op(node.Op, [.. node.Arguments.Select(a => Choose(a, condition, side, done))]);
        return result;
    }

    private void Flatten(Node node, bool negative, List<Node> parts)
    {
        switch (node.Op)
        {
            case "add":
                Flatten(node.Arguments[0], negative, parts);
                Flatten(node.Arguments[1], negative, parts);
                break;
            case "sub":
                Flatten(node.Arguments[0], negative, parts);
                Flatten(node.Arguments[1], !negative, parts);
                break;
            case "neg":
                Flatten(node.Arguments[0], !negative, parts);
                break;
            case "mul" when node.Arguments[0].IsConstant && node.Arguments[1].Op is "add" or "sub":
                foreach (Node part in Parts(node.Arguments[1]))
                    Flatten(Graph.Mul(node.Arguments[0], part), negative, parts);
                break;
            default:
                parts.Add(negative ? Graph.Neg(node) : node);
                break;
        }
    }

    private List<Node> Parts(Node node)
    {
        var parts = new List<Node>();
        Flatten(node, negative: false, parts);
        return parts;
    }

    /// <summary>Terms whose sum over the rows follows from sums over the data.</summary>
    private bool TryCollapse(Node term)
    {
        if (term.IsData)
        {
            SumInto(SumField("constant"), Graph.DataExpression(term));
            return true;
        }
        if (!term.VariesWithRow)
        {
            AddInvariant(term, Constant.One);
            return true;
        }
        if (KeyOf(term) is { } key)
            return TryCollapseGrouped(term, key);
        bool Fixed(Node n) => !n.VariesWithRow && !n.IsInner;
        if (LinearForm.TryRead(Graph, term, Fixed) is { Sums.Count: 0 } form)
        {
            foreach ((Node data, Node latent) in form.Merged())
                AddInvariant(latent, Graph.DataExpression(data));
            return true;
        }
        return TryQuadratic(term, Fixed, null);
    }

    private bool TryCollapseGrouped(Node term, Expression key)
    {
        bool Fixed(Node n) => !n.IsInner && IsFixedInGroup(n, key);
        if (LinearForm.TryRead(Graph, term, Fixed) is { Sums.Count: 0 } form && form.Merged() is { Count: <= 12 } pairs)
        {
            Node sum = Graph.Zero;
            foreach ((Node data, Node latent) in pairs)
            {
                if (!latent.VariesWithRow)
                    AddInvariant(latent, Graph.DataExpression(data));
                else
                    sum = Graph.Add(sum, Graph.Mul(Graph.Data(Graph.DataExpression(data), column: true), latent));
            }
            if (sum != Graph.Zero)
                AddSite(sum, SiteReduction.Sum, null);
            return true;
        }
        return TryQuadratic(term, Fixed, key);
    }

    /// <summary>scale · (linear form)²: rows of data shrink to a triangular factor with the same sum of squares.</summary>
    private bool TryQuadratic(Node term, System.Func<Node, bool> isFixed, Expression? key)
    {
        Node scale = Graph.One;
        while (term.Op is "mul" or "neg")
        {
            if (term.Op == "neg")
                (scale, term) = (Graph.Neg(scale), term.Arguments[0]);
            else if (term.Arguments[0].IsConstant || (isFixed(term.Arguments[0]) && !term.Arguments[0].IsData))
                (scale, term) = (Graph.Mul(scale, term.Arguments[0]), term.Arguments[1]);
            else if (isFixed(term.Arguments[1]) && !term.Arguments[1].IsData)
                (scale, term) = (Graph.Mul(scale, term.Arguments[1]), term.Arguments[0]);
            else
                return false;
        }
        if (term.Op != "square" || loopVariables.Count == 0)
            return false;
        Node inner = term.Arguments[0];
        while (inner.Op == "mul")
        {
            if (isFixed(inner.Arguments[1]) && inner.Arguments[1].Latent)
                (scale, inner) = (Graph.Mul(scale, Graph.Op("square", inner.Arguments[1])), inner.Arguments[0]);
            else if (isFixed(inner.Arguments[0]) && inner.Arguments[0].Latent)
                (scale, inner) = (Graph.Mul(scale, Graph.Op("square", inner.Arguments[0])), inner.Arguments[1]);
            else
                break;
        }
        if (LinearForm.TryRead(Graph, inner, isFixed) is not { } form)
            return false;
        Node line = Graph.Zero;
        foreach ((Node data, Node latent) in form.Merged())
            line = Graph.Add(line, Graph.Mul(Graph.Data(Graph.DataExpression(data), column: true), latent));
        foreach ((Reduction reduction, Node data, Node latent) in form.Sums)
        {
            if (latent.VariesWithRow || !IsPlainReduction(reduction))
                return false;
            line = Graph.Add(line, Graph.Reduce(reduction, Graph.Mul(InnerColumn(data, reduction), latent)));
        }
        Node square = Graph.Mul(scale, Graph.Op("square", line));
        if (!FitsSite(square))
            return false;
        AddSite(square, SiteReduction.Quadratic, key);
        return true;
    }

    private Node InnerColumn(Node data, Reduction reduction) =>
        Graph.Data(data.IsConstant || !data.IsInner
            ? new Call("add", EquatableArray.Of<Expression>(Graph.DataExpression(data), Build.Call("mul", Constant.Zero, Build.Real(reduction.Variable))), Kind.Real)
            : Graph.DataExpression(data), column: true);

    private void AddInvariant(Node latent, Expression weight)
    {
        if (weight.Equals(Constant.One) && loopVariables.Count == 0 && branchPath.Length == 0)
        {
            ClaimFields(latent);
            staged.Terms.Add(new InvariantTerm(pendingSource, latent));
            return;
        }
        ClaimFields(latent);
        (int, int) key = (latent.Id, pendingSource);
        if (!counts.TryGetValue(key, out DataField? field))
        {
            counts.Add(key, field = SumField("sum"));
            Node product = Graph.Mul(Graph.Data(FieldText(field)), latent);
            // A term that the data part never met must not turn zero times minus infinity into NaN.
            staged.Terms.Add(new InvariantTerm(pendingSource, MayBeInfinite(latent)
                ? Graph.Op("select", Graph.Data(Build.Call("eq", FieldText(field), Constant.Zero)), Graph.Zero, product)
                : product));
        }
        SumInto(field, weight);
    }

    private static bool MayBeInfinite(Node node) => double.IsInfinity(node.Value) || node.Arguments.Any(MayBeInfinite);

    private DataField? constant;

    private DataField SumField(string name)
    {
        if (name == "constant" && constant is not null)
            return constant;
        var field = new DataField(fields.Count + staged.Fields.Count, name == "constant" ? "constant" : $"{name}{staged.Fields.Count}", null);
        staged.Fields.Add(field);
        if (name == "constant")
        {
            constant = field;
            staged.Terms.Insert(0, new InvariantTerm(0, Graph.Data(FieldText(field))));
        }
        return field;
    }

    /// <summary>The text by which an expression names a field that is set elsewhere.</summary>
    public static DataText FieldText(DataField field) => new($"this.{field.Name}", EquatableArray<Expression>.Empty, Kind.Real);

    private void SumInto(DataField field, Expression value) => target.Add(new SumStep(field, value));

    private void AddResidual(Node term, Expression? key)
    {
        if (!FitsSite(term))
        {
            body.Steps.Add(new TermStep(pendingSource, term));
            ClaimBody(body, null, term);
            return;
        }
        bool hasRowElements = RowElements(term).Any(e => key is null || !DependsOnlyOn(e.Index, key));
        AddSite(term, hasRowElements ? SiteReduction.None : SiteReduction.Merge, key);
    }

    private void AddSite(Node term, SiteReduction reduction, Expression? key)
    {
        var site = new Site(staged.Sites.Count + 1, pendingSource, term, reduction, key);
        site.IsGroupLevel = node => key is not null && IsFixedInGroup(node, key);
        staged.Sites.Add(site);
        if (key is not null)
            site.Indices.Add(new IndexColumn(KeyArray, key));
        Claim(site, term, []);
        target.Add(new RowStep(site));
    }

    /// <summary>Marks the key column of a site: an index that is no address.</summary>
    public static readonly ArrayInfo KeyArray = new(-1, "key", ArrayRole.Computed, Constant.Int(0), EquatableArray<Expression>.Empty);

    private void Claim(Site site, Node node, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        if (node.Variance == 0)
        {
            ClaimFields(node);
            return;
        }
        switch (node.Leaf)
        {
            case DataLeaf data when node.IsInner:
                Reduction reduction = enclosing.Peek();
                if (!site.Matrices.Any(m => m.Reduction == reduction && m.Value.Equals(data.Expression)))
                    site.Matrices.Add(new MatrixColumn(reduction, data.Expression));
                break;
            case DataLeaf data when node.VariesWithRow:
                if (!site.Values.Contains(data.Expression))
                    site.Values.Add(data.Expression);
                break;
            case ElementLeaf element when node.VariesWithRow && !node.IsInner:
                if (!site.Indices.Any(i => i.Array.Id == element.Array.Id && i.Index.Equals(element.Index)))
                    site.Indices.Add(new IndexColumn(element.Array, element.Index));
                break;
            case ElementLeaf element when node.IsInner:
                (Expression offset, Expression stride) = InnerAddress.Read(element.Index, enclosing.Peek().Variable)!.Value;
                FieldOf(AddressOf(element.Array, offset));
                FieldOf(stride);
                break;
        }
        if (node.Op == "reduce")
        {
            FieldOf(node.Reduction!.From);
            FieldOf(node.Reduction.To);
            enclosing.Push(node.Reduction);
        }
        foreach (Node argument in node.Arguments)
            Claim(site, argument, seen);
        if (node.Op == "reduce")
            enclosing.Pop();
    }

    private readonly Stack<Reduction> enclosing = new();
}

/// <summary>The address of an element inside a reduction: offset + stride · variable.</summary>
internal static class InnerAddress
{
    public static (Expression Offset, Expression Stride)? Read(Expression index, Local variable)
    {
        if (!Walk.Locals(index).Any(l => l.Id == variable.Id))
            return (index, Constant.Int(0));
        switch (index)
        {
            case Local local when local.Id == variable.Id:
                return (Constant.Int(0), Constant.Int(1));
            case Call { Op: "add" } sum when Read(sum.Arguments[0], variable) is { } a && Read(sum.Arguments[1], variable) is { } b:
                return (Build.Add(a.Offset, b.Offset), Build.Add(a.Stride, b.Stride));
            case Call { Op: "sub" } difference when Read(difference.Arguments[0], variable) is { } a && Read(difference.Arguments[1], variable) is { } b:
                return (Build.Sub(a.Offset, b.Offset), Build.Sub(a.Stride, b.Stride));
            case Call { Op: "mul" } product when Read(product.Arguments[0], variable) is { } a && Read(product.Arguments[1], variable) is { } b:
                return Build.IsZero(b.Stride) ? (Build.Mul(a.Offset, b.Offset), Build.Mul(a.Stride, b.Offset))
                    : Build.IsZero(a.Stride) ? (Build.Mul(a.Offset, b.Offset), Build.Mul(a.Offset, b.Stride))
                    : null;
            default:
                return null;
        }
    }
}

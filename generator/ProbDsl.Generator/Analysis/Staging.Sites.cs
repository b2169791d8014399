using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <content>From terms to sites: sufficient statistics found, the rest made rows of tables.</content>
internal sealed partial class Staging
{
    private readonly Dictionary<(int, int, Annihilator), DataField> counts = [];

    /// <summary>Terms whose sum over the rows follows from sums over the data.</summary>
    private bool TryCollapse(Node term)
    {
        if (term.IsData)
        {
            SumInto(ConstantField(), Graph.DataExpression(term));
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
            foreach ((Node data, Node latent, Annihilator zero) in form.Merged())
                AddInvariant(latent, Graph.DataExpression(data), zero);
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
            foreach ((Node data, Node latent, Annihilator zero) in pairs)
            {
                if (!latent.VariesWithRow)
                    AddInvariant(latent, Graph.DataExpression(data), zero);
                else
                    sum = Graph.Add(sum, LinearForm.Product(Graph, Graph.Data(Graph.DataExpression(data), column: true), latent, zero));
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
        if (form.Pairs.Any(p => p.Zero != Annihilator.Neither))
            return false;
        Node line = Graph.Zero;
        foreach ((Node data, Node latent, _) in form.Merged())
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

    private void AddInvariant(Node latent, Expression weight, Annihilator zero = Annihilator.Neither)
    {
        if (weight.Equals(Constant.One) && loopVariables.Count == 0 && branchPath.Length == 0)
        {
            ClaimFields(latent);
            staged.Terms.Add(new InvariantTerm(pendingSource, latent));
            return;
        }
        ClaimFields(latent);
        (int, int, Annihilator) key = (latent.Id, pendingSource, zero);
        if (!counts.TryGetValue(key, out DataField? field))
        {
            counts.Add(key, field = NewField($"dataSum{staged.Fields.Count}", null));
            Node product = LinearForm.Product(Graph, Graph.Data(FieldText(field)), latent, zero);
            if (zero != Annihilator.Data && (!staged.Finite.Is(latent) || (choiceDepth > 0 && MayOverflow(latent, []))))
            {
                // A term that the data part never met must not turn zero times NaN or infinity into NaN.
                DataField met = meetings[field] = NewField($"met{staged.Fields.Count}", null);
                product = Graph.Op("select", Graph.Data(Build.Call("eq", FieldText(met), Constant.Zero)), Graph.Zero, product);
            }
            staged.Terms.Add(new InvariantTerm(pendingSource, product));
        }
        SumInto(field, weight);
        if (meetings.TryGetValue(field, out DataField? count))
            SumInto(count, Constant.One);
    }

    /// <summary>Whether a value may be infinite where the latents are ordinary numbers.</summary>
    private static bool MayOverflow(Node node, HashSet<Node> seen) => seen.Add(node) && node.Latent
        && (node.Op is "expm1" or "pow" or "div" || (node.Op == "exp" && node.Arguments[0].Leaf is not CoordinateLeaf)
            || node.Leaf is ElementLeaf { Array.Role: ArrayRole.Computed } || node.Arguments.Any(a => MayOverflow(a, seen)));

    /// <summary>For terms that may be NaN, how often they were met: weights may add up to zero.</summary>
    private readonly Dictionary<DataField, DataField> meetings = [];

    /// <summary>The sum of a statement's terms that are data alone.</summary>
    private DataField ConstantField()
    {
        if (staged.Constants.TryGetValue(pendingSource, out DataField? known))
            return known;
        if (staged.Constants.Count == 0)
            staged.Terms.Insert(0, new InvariantTerm(0, Graph.Data(new DataText(StagedModel.ConstantText, EquatableArray<Expression>.Empty, Kind.Real))));
        DataField field = NewField($"constant{pendingSource}", null);
        staged.Constants.Add(pendingSource, field);
        return field;
    }

    /// <summary>Kernels add all statements' constants at once.</summary>
    private void AddConstants()
    {
        if (staged.Constants.Count == 0)
            return;
        Expression total = staged.Constants.Values.Select(f => (Expression)FieldText(f)).Aggregate(Build.Add);
        target.Add(new FieldStep(NewField("constant", total)));
    }

    private DataField NewField(string name, Expression? value)
    {
        var field = new DataField(fields.Count + staged.Fields.Count, staged.Names.Give(name), value);
        staged.Fields.Add(field);
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
        NoteSides(node);
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
                FieldOf(StartOf(element.Array, offset, stride, enclosing.Peek()));
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

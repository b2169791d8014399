using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <content>Terms taken apart: sums split, choices on data lifted out.</content>
internal sealed partial class Staging
{
    private const int MostLiftedChoices = 4;

    /// <summary>A value with more choices on data than this is computed with all of them, instead of once for each way that the first ones go.</summary>
    private const int MostChoices = 16;

    /// <summary>Takes a term apart at its sums, so that each part can go its own way.</summary>
    private void Split(Expression term, Expression scale, int source)
    {
        switch (term)
        {
            case Call { Op: "add" } sum when sum.Latent && MaySplit(sum):
                Split(sum.Arguments[0], scale, source);
                Split(sum.Arguments[1], scale, source);
                return;
            case Call { Op: "sub" } difference when difference.Latent && MaySplit(difference):
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
            case Call { Op: "xtimes" } product when !product.Arguments[0].Latent && product.Latent && Finiteness.Holds(product.Arguments[1], ValueOf):
                Split(Build.Mul(product.Arguments[0], product.Arguments[1]), scale, source);
                return;
            case Call { Op: "binomialLogits" } outcomes when !outcomes.Arguments[0].Latent && Finiteness.Holds(outcomes.Arguments[2], ValueOf):
                Expression logits = outcomes.Arguments[2];
                Split(Build.Sub(Build.Mul(outcomes.Arguments[0], logits), Build.Mul(outcomes.Arguments[1], Build.Call("log1pExp", logits))), scale, source);
                return;
            case Call { Op: "select" } choice when !choice.Arguments[0].Latent && choice.Latent && (isOnSide || MayLift(choice)):
                bool outer = isOnSide;
                isOnSide = true;
                ProcessBranch(new If(choice.Arguments[0],
                    EquatableArray.Of<Statement>(new Term(source, Build.Mul(scale, choice.Arguments[1]))),
                    EquatableArray.Of<Statement>(new Term(source, Build.Mul(scale, choice.Arguments[2])))));
                isOnSide = outer;
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

    // Sums whose parts are known to be parts of few.
    private readonly HashSet<Expression> splittable = [];

    /// <summary>Whether a sum may be taken apart: not where its parts are sums of the same parts again and again, as those of a helper that calls another twice.</summary>
    private bool MaySplit(Expression sum)
    {
        if (splittable.Contains(sum))
            return true;
        var known = new Dictionary<Expression, int>();
        if (PartsOf(sum, known) > MostRepeats * known.Count)
            return false;
        splittable.UnionWith(known.Keys);
        return true;
    }

    private const int MostRepeats = 4;

    private int PartsOf(Expression term, Dictionary<Expression, int> known)
    {
        if (!known.TryGetValue(term, out int parts))
        {
            parts = term switch
            {
                Call { Latent: true, Op: "add" or "sub" } sum => sum.Arguments.Sum(a => PartsOf(a, known)),
                Call { Latent: true, Op: "neg" } negation => PartsOf(negation.Arguments[0], known),
                Call { Latent: true, Op: "mul" } product => product.Arguments.Max(a => PartsOf(a, known)),
                Local { Latent: true } local when latentLets.TryGetValue(local.Id, out Expression? value) && CanSplit(value) => PartsOf(value, known),
                _ => 1,
            };
            known[term] = parts = System.Math.Min(parts, 1 << 20);
        }
        return parts;
    }

    // Whether a term is one side of a choice that has been lifted.
    private bool isOnSide;

    /// <summary>Whether a choice on data may become a branch for each of its sides, and those of the choices in them: not where both sides have the same choices in them, whose number doubles with each.</summary>
    private bool MayLift(Expression choice)
    {
        var sides = new Dictionary<Expression, int>();
        return SidesOf(choice, sides) <= 2 * (sides.Keys.Count(e => e is Call { Op: "select" }) + 1);
    }

    private int SidesOf(Expression term, Dictionary<Expression, int> known)
    {
        if (term is not (Call { Latent: true, Op: "add" or "sub" or "neg" or "mul" or "select" } or Local { Latent: true }))
            return 1;
        if (known.TryGetValue(term, out int sides))
            return sides;
        sides = term switch
        {
            Local local => latentLets.TryGetValue(local.Id, out Expression? value) && CanSplit(value) ? SidesOf(value, known) : 1,
            Call { Op: "select" } choice when !choice.Arguments[0].Latent => SidesOf(choice.Arguments[1], known) + SidesOf(choice.Arguments[2], known),
            Call { Op: "add" or "sub" } sum => System.Math.Max(1, sum.Arguments.Select(a => SidesOf(a, known)).Where(n => n > 1).Sum()),
            Call { Op: "neg" or "mul" } product => product.Arguments.Max(a => SidesOf(a, known)),
            _ => 1,
        };
        return known[term] = System.Math.Min(sides, 1 << 20);
    }

    private int pendingSource;

    private static bool CanSplit(Expression value) => value is Reduce or Local or Call { Op: "add" or "sub" or "neg" or "mul" or "select" };

    private void AddTerm(Node term, int lifted)
    {
        NoteBranch(term);
        if (lifted < MostLiftedChoices && FindChoice(term, []) is { } choice && (lifted > 0 || CountChoices(term, []) <= MostChoices))
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

    private static int CountChoices(Node node, HashSet<Node> seen) => !seen.Add(node) || node.Op == "reduce" ? 0
        : (node.Op == "select" && node.Arguments[0].Leaf is DataLeaf && !node.Arguments[0].IsInner ? 1 : 0) + node.Arguments.Sum(a => CountChoices(a, seen));

    /// <summary>A term where a condition on data is known: every choice on it is taken, in values and in indices.</summary>
    private Node Choose(Node node, Expression condition, int side, Dictionary<Node, Node> done)
    {
        if (node.Op == "select" && node.Arguments[0].Leaf is DataLeaf test && test.Expression.Equals(condition))
            return Choose(node.Arguments[side], condition, side, done);
        if (node.Leaf is ElementLeaf element)
        {
            EquatableArray<Expression> dimensions = element.Array.Dimensions.Select(d => Chosen(d, condition, side)).ToEquatable();
            return Graph.Element(dimensions.Equals(element.Array.Dimensions) ? element.Array : element.Array with { Dimensions = dimensions }, Chosen(element.Index, condition, side));
        }
        if (node.Leaf is DataLeaf { Column: false, Expression: Call { Op: "select" } data } && data.Arguments[0].Equals(condition))
            return Graph.Data(Chosen(data, condition, side));
        if (node.Arguments.Count == 0 || node.Op == "reduce")
            return node;
        if (!done.TryGetValue(node, out Node? result))
            done[node] = result = Graph.Op(node.Op, [.. node.Arguments.Select(a => Choose(a, condition, side, done))]);
        return result;
    }

    private static Expression Chosen(Expression data, Expression condition, int side)
    {
        while (data is Call { Op: "select" } choice && choice.Arguments[0].Equals(condition))
            data = choice.Arguments[side];
        return data;
    }

    private void Flatten(Node node, bool negative, List<Node> parts)
    {
        var known = new Dictionary<Node, int>();
        if (PartsOf(node, known) <= MostRepeats * known.Count)
            Collect(node, negative, parts);
        else
            parts.Add(negative ? Graph.Neg(node) : node);
    }

    private static int PartsOf(Node node, Dictionary<Node, int> known)
    {
        if (!known.TryGetValue(node, out int parts))
        {
            parts = node.Op switch
            {
                "add" or "sub" or "neg" => node.Arguments.Sum(a => PartsOf(a, known)),
                "mul" when node.Arguments[0].IsConstant && node.Arguments[1].Op is "add" or "sub" => PartsOf(node.Arguments[1], known),
                _ => 1,
            };
            known[node] = parts = System.Math.Min(parts, 1 << 20);
        }
        return parts;
    }

    private void Collect(Node node, bool negative, List<Node> parts)
    {
        switch (node.Op)
        {
            case "add":
                Collect(node.Arguments[0], negative, parts);
                Collect(node.Arguments[1], negative, parts);
                break;
            case "sub":
                Collect(node.Arguments[0], negative, parts);
                Collect(node.Arguments[1], !negative, parts);
                break;
            case "neg":
                Collect(node.Arguments[0], !negative, parts);
                break;
            case "mul" when node.Arguments[0].IsConstant && node.Arguments[1].Op is "add" or "sub":
                foreach (Node part in Parts(node.Arguments[1]))
                    Collect(Graph.Mul(node.Arguments[0], part), negative, parts);
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
}

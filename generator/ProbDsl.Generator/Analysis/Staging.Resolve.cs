using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <content>From expressions to graph nodes: locals and definitions inlined, scalar latents behind their transforms.</content>
internal sealed partial class Staging
{
    private int reductionDepth;

    private Node Resolve(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                return Graph.Constant(constant.Value);
            case { Latent: false }:
                return Graph.Data(expression);
            case Local local:
                return ResolveLocal(local);
            case Element element:
                return ResolveElement(element);
            case Reduce reduce:
                return ResolveReduce(reduce);
            case Call { Op: "select" } choice when !choice.Arguments[0].Latent:
                return ResolveChoice(choice);
            case Call call:
                return Graph.Op(call.Op, [.. call.Arguments.Select(Resolve)]);
            default:
                throw new System.InvalidOperationException($"unknown expression {expression.GetType().Name}");
        }
    }

    // Conditions on data under which a value is read, and those under which statements now run.
    private List<(Expression Condition, bool Holds)> choices = [];
    private readonly List<(Expression Condition, bool Holds)> branches = [];
    private readonly Dictionary<int, (Expression Condition, bool Holds)[]> branchesOfLets = [];

    /// <summary>A local was computed where it was bound: its indices are guarded by the branches around that place alone.</summary>
    private Node ResolveLocal(Local local)
    {
        string place = string.Join(";", branches.Select(b => $"{DataCodeKey(b.Condition)}{b.Holds}"));
        if (resolved.TryGetValue((local.Id, place), out Node? node))
            return node;
        List<(Expression Condition, bool Holds)> outer = choices;
        choices = branchesOfLets.TryGetValue(local.Id, out (Expression, bool)[]? own) ? [.. own] : [];
        node = Resolve(latentLets[local.Id]);
        choices = outer;
        return resolved[(local.Id, place)] = node;
    }

    private static string DataCodeKey(Expression condition) => condition is Local local
        ? local.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : condition.ToString();

    /// <summary>Both sides of a choice on data are computed; the indices of the side not taken are replaced by zero.</summary>
    private Node ResolveChoice(Call choice)
    {
        Node Side(Expression value, bool holds)
        {
            choices.Add((choice.Arguments[0], holds));
            Node side = Resolve(value);
            choices.RemoveAt(choices.Count - 1);
            return side;
        }
        Node whenTrue = Side(choice.Arguments[1], true);
        Node whenFalse = Side(choice.Arguments[2], false);
        return Graph.Op("select", Resolve(choice.Arguments[0]), whenTrue, whenFalse);
    }

    /// <summary>An index that is only read where the choices around it hold.</summary>
    private Expression Guarded(Expression index)
    {
        if (VarianceOf(index) == 0)
            return index;
        for (int i = choices.Count - 1; i >= 0; i--)
        {
            if (branches.Contains(choices[i]))
                continue;
            index = choices[i].Holds
                ? Build.Select(choices[i].Condition, index, Constant.Int(0))
                : Build.Select(choices[i].Condition, Constant.Int(0), index);
        }
        return index;
    }

    // Where the variables of open reductions run.
    private readonly Dictionary<int, (Expression From, Expression To)> ranges = [];

    /// <summary>Whether a sum runs over exactly the elements of an array: no choice needs to guard the index.</summary>
    private bool IsAlwaysInside(Element element) =>
        element is { Index: Local variable, Array.Dimensions.Count: 1 } && ranges.TryGetValue(variable.Id, out (Expression From, Expression To) range)
        && Build.IsZero(range.From) && range.To.Equals(element.Array.Dimensions[0]);

    private Node ResolveElement(Element element)
    {
        if (!IsAlwaysInside(element))
            element = element with { Index = Guarded(element.Index) };
        if (scalarLatents.TryGetValue(element.Array.Id, out LatentIr? latent))
            return Constrained(latent);
        if (definitions.Of(element.Array) is { } definition)
        {
            Expression value = Expand(definition.Value, definition.Lets);
            var replacements = new Dictionary<int, Expression>();
            for (int i = 0; i < definition.Variables.Count; i++)
                replacements.Add(definition.Variables[i].Id, element.Index);
            return Resolve(replacements.Count == 0 ? value : new Rewriter(replacements).Visit(value));
        }
        if (element.Array.Role == ArrayRole.Computed && !staged.CompletedAt.ContainsKey(element.Array.Id))
            staged.CompletedAt[element.Array.Id] = staged.Sequential.Steps.Count + (loopVariables.Count > 0 ? 1 : 0);
        return Graph.Element(element.Array, element.Index);
    }

    /// <summary>Replaces the locals of a definition's loop by what they stand for.</summary>
    private static Expression Expand(Expression value, IReadOnlyDictionary<int, Expression> lets)
    {
        if (lets.Count == 0)
            return value;
        var expanded = new Dictionary<int, Expression>();
        foreach (KeyValuePair<int, Expression> let in lets)
            expanded[let.Key] = new Rewriter(expanded).Visit(let.Value);
        return new Rewriter(expanded).Visit(value);
    }

    private Node ResolveReduce(Reduce reduce)
    {
        int bit = Node.ReductionBit(reductionDepth);
        variance[reduce.Variable.Id] = bit;
        foreach (Carried carried in reduce.Carried)
        {
            variance[carried.Entry.Id] = bit | RowFlag;
            variance[carried.Result.Id] = RowFlag;
        }
        var dataBody = new List<Statement>();
        RegisterBody(reduce.Body, bit, dataBody);
        var reduction = new Reduction(
            reduce.Reduction, reduce.Variable, reduce.From, reduce.To, reduce.Carried, dataBody.ToEquatable(), reductionDepth);
        ranges[reduce.Variable.Id] = (reduce.From, reduce.To);
        reductionDepth++;
        Node value = Resolve(reduce.Value);
        reductionDepth--;
        return Graph.Reduce(reduction, value);
    }

    private void RegisterBody(IEnumerable<Statement> statements, int bit, List<Statement> dataBody)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Let let when let.Value.Latent:
                    latentLets[let.Target.Id] = let.Value;
                    break;
                case Let let:
                    variance[let.Target.Id] = bit | RowFlag;
                    dataBody.Add(let);
                    break;
                case For loop:
                    foreach (Local local in loop.Carried.SelectMany(c => new[] { c.Entry, c.Result }).Concat([loop.Variable]))
                        variance[local.Id] = bit | RowFlag;
                    RegisterBody(loop.Body, bit, []);
                    dataBody.Add(loop);
                    break;
                case If branch:
                    var then = new List<Statement>();
                    var otherwise = new List<Statement>();
                    RegisterBody(branch.Then, bit, then);
                    RegisterBody(branch.Else, bit, otherwise);
                    dataBody.Add(branch with { Then = then.ToEquatable(), Else = otherwise.ToEquatable() });
                    break;
            }
        }
    }

    /// <summary>The value of a scalar latent from its coordinate (Stan reference manual, constraint transforms).</summary>
    private Node Constrained(LatentIr latent)
    {
        Node u = Graph.Coordinate(latent.Array);
        switch (latent.Constraint)
        {
            case ConstraintKind.Lower:
                return Graph.Add(Resolve(latent.Lower!), Graph.Op("exp", u));
            case ConstraintKind.Upper:
                return Graph.Op("sub", Resolve(latent.Upper!), Graph.Op("exp", u));
            case ConstraintKind.Interval:
                Node lower = Resolve(latent.Lower!);
                Node width = Graph.Op("sub", Resolve(latent.Upper!), lower);
                return Graph.Add(lower, Graph.Mul(width, Graph.Op("logistic", u)));
            default:
                return u;
        }
    }

    private void AddJacobians()
    {
        foreach (LatentIr latent in scalarLatents.Values)
        {
            Node u = Graph.Coordinate(latent.Array);
            Node? logJacobian = latent.Constraint switch
            {
                ConstraintKind.Lower or ConstraintKind.Upper => u,
                ConstraintKind.Interval => Graph.Add(
                    Graph.Op("log", Graph.Op("sub", Resolve(latent.Upper!), Resolve(latent.Lower!))),
                    Graph.Op("sub", u, Graph.Mul(Graph.Constant(2), Graph.Op("log1pExp", u)))),
                _ => null,
            };
            if (logJacobian is null)
                continue;
            Node term = Graph.Mul(Graph.Jacobian(), logJacobian);
            ClaimFields(term);
            staged.Terms.Add(new InvariantTerm(0, term));
        }
        foreach (LatentIr latent in model.Latents)
        {
            if (scalarLatents.ContainsKey(latent.Array.Id))
            {
                staged.Scalars[latent.Name] = Constrained(latent);
                ClaimFields(staged.Scalars[latent.Name]);
            }
            Node? lower = latent.Lower is null ? null : Resolve(latent.Lower);
            Node? upper = latent.Upper is null ? null : Resolve(latent.Upper);
            staged.Bounds[latent.Name] = (lower, upper);
            foreach (Node bound in new[] { lower, upper }.OfType<Node>())
                ClaimFields(bound);
        }
    }

    /// <summary>Sees to it that the data that a node reads outside every loop have fields and tables.</summary>
    private void ClaimFields(Node node) => ClaimBodyNode(staged.Sequential, node, []);

    private void ClaimAddress(ArrayInfo array, Expression index)
    {
        Expression address = AddressOf(array, index);
        if (address is not Constant)
            FieldOf(address);
    }

    /// <summary>The absolute address of an element.</summary>
    public static Expression AddressOf(ArrayInfo array, Expression index) => Build.Add(array.Base, index);
}

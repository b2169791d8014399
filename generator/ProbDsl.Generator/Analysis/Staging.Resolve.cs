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
                return Graph.Data(choices.Count > 0 && MayThrow(expression) ? Chosen(expression, isElement: true) : expression);
            case Local local:
                return ResolveLocal(local);
            case Element element:
                return ResolveElement(element);
            case Reduce reduce:
                return ResolveReduce(reduce);
            case Call { Op: "select" } choice when !choice.Arguments[0].Latent:
                return ResolveChoice(choice);
            case Call { Op: "and" or "or" } both when !both.Arguments[0].Latent:
                return Graph.Op(both.Op, Resolve(both.Arguments[0]), ResolveSide(both.Arguments[0], both.Op == "and", both.Arguments[1]));
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
        int? outerRow = rowAround;
        choices = branchesOfLets.TryGetValue(local.Id, out (Expression, bool)[]? own) ? [.. own] : [];
        rowAround = rowsOfLets.TryGetValue(local.Id, out int row) ? row : rowAround;
        node = Resolve(latentLets[local.Id]);
        choices = outer;
        rowAround = outerRow;
        return resolved[(local.Id, place)] = node;
    }

    // Whether a local was bound inside a loop: what a sum in its value binds varies with the row there, wherever it is read.
    private readonly Dictionary<int, int> rowsOfLets = [];
    private int? rowAround;

    private static string DataCodeKey(Expression condition) => condition is Local local
        ? local.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : condition.ToString();

    /// <summary>Both sides of a choice on data are computed; the indices of the side not taken are replaced by zero.</summary>
    private Node ResolveChoice(Call choice)
    {
        Node whenTrue = ResolveSide(choice.Arguments[0], true, choice.Arguments[1]);
        Node whenFalse = ResolveSide(choice.Arguments[0], false, choice.Arguments[2]);
        return Graph.Op("select", Resolve(choice.Arguments[0]), whenTrue, whenFalse);
    }

    /// <summary>What is read only where a condition on data holds, or only where it does not.</summary>
    private Node ResolveSide(Expression condition, bool holds, Expression value)
    {
        choices.Add((condition, holds));
        Node side = Resolve(value);
        choices.RemoveAt(choices.Count - 1);
        return side;
    }

    /// <summary>An expression of data that is evaluated only where the choices around it hold; elsewhere it is zero, or another number.</summary>
    private Expression Chosen(Expression expression, bool isElement, Constant? elsewhere = null)
    {
        bool isFixed = VarianceOf(expression) == 0;
        for (int i = choices.Count - 1; i >= 0; i--)
        {
            (Expression condition, bool holds) = choices[i];
            // What is in memory may be read in vain; its place does not change with the row for that.
            if (branches.Contains(choices[i]) || (isFixed && !isElement && VarianceOf(condition) != 0))
                continue;
            Constant other = elsewhere ?? new Constant(0, expression.Type);
            expression = holds ? Build.Select(condition, expression, other) : Build.Select(condition, other, expression);
        }
        return expression;
    }

    /// <summary>Whether the value of a data expression may not exist: it reads an element, or divides integers.</summary>
    private bool MayThrow(Expression expression) => Walk.Parts(expression).Any(p =>
        p is DataText text && (text.Arguments.Count > 0 || text.Template.IndexOfAny(['[', '(']) >= 0) || p is Call { Op: "idiv" or "mod" } or Reduce) || MayBeMissing(expression);

    // Objects of the data part that a branch makes: elsewhere there are none.
    private readonly HashSet<string> madeInBranches = [];

    private bool MayBeMissing(Expression expression) => madeInBranches.Count > 0 && DataNames.In(expression).Any(madeInBranches.Contains);

    // Where the variables of open reductions run.
    private readonly Dictionary<int, (Expression From, Expression To)> ranges = [];

    /// <summary>Whether an index is that of an element at all times: no choice needs to guard it.</summary>
    private bool IsAlwaysInside(Element element) =>
        element is { Index: Constant { Value: >= 0 } index, Array.Dimensions: [Constant size] } && index.Value < size.Value
        || element is { Index: Local variable, Array.Dimensions.Count: 1 } && ranges.TryGetValue(variable.Id, out (Expression From, Expression To) range)
        && Build.IsZero(range.From) && range.To.Equals(element.Array.Dimensions[0]);

    private Node ResolveElement(Element element)
    {
        if (!IsAlwaysInside(element))
        {
            ArrayInfo array = Guarded(element.Array);
            element = new Element(array, Chosen(element.Index, isElement: definitions.Of(array) is not null || !array.Equals(element.Array)));
        }
        if (scalarLatents.TryGetValue(element.Array.Id, out LatentIr? latent))
            return Constrained(latent);
        if (definitions.Of(element.Array) is { } definition)
            return ResolveDefinition(element, definition);
        return Graph.Element(element.Array, element.Index);
    }

    /// <summary>An array of which an element is read under choices: where these do not hold, what its size is made of need not be there.</summary>
    private ArrayInfo Guarded(ArrayInfo array) => choices.Count == 0 || array.Role != ArrayRole.Computed || array.Dimensions.All(d => d is Constant)
        ? array
        : array with { Dimensions = array.Dimensions.Select(d => MayThrow(d) || Walk.Locals(d).Any() ? Chosen(d, isElement: true, Constant.Int(1)) : d).ToEquatable() };

    private readonly Dictionary<(int, Expression), Expression> instances = [];

    /// <summary>The value of an element at its index: the locals of the loop that assigned it are computed anew.</summary>
    private Node ResolveDefinition(Element element, Definition definition)
    {
        if (!instances.TryGetValue((element.Array.Id, element.Index), out Expression? value))
        {
            var replaced = new Dictionary<int, Expression>();
            if (definition.Variable is { } variable)
                replaced.Add(variable.Id, element.Index);
            var rewriter = new Rewriter(replaced);
            foreach (Let let in definition.Lets)
            {
                Expression inner = rewriter.Visit(let.Value);
                if (inner.Latent)
                {
                    Local own = names.Local(let.Target.Name, let.Target.Type, latent: true);
                    latentLets[own.Id] = inner;
                    inner = own;
                }
                replaced[let.Target.Id] = inner;
            }
            instances[(element.Array.Id, element.Index)] = value = rewriter.Visit(definition.Value);
        }
        // The index is that of an element which exists, whatever was chosen around the place where it is read.
        List<(Expression Condition, bool Holds)> outer = choices;
        int? outerRow = rowAround;
        choices = [];
        rowAround = VarianceOf(element.Index) & Node.RowBit;
        Node node = Resolve(value);
        choices = outer;
        rowAround = outerRow;
        return node;
    }

    private Node ResolveReduce(Reduce reduce)
    {
        int bit = Node.ReductionBit(reductionDepth);
        reduce = AtDepth(reduce, bit);
        int row = rowAround ?? RowFlag;
        if (choices.Count > 0)
            reduce = reduce with { From = Reachable(reduce.From), To = Reachable(reduce.To) };
        variance[reduce.Variable.Id] = bit;
        foreach (Carried carried in reduce.Carried)
        {
            variance[carried.Entry.Id] = bit | row | Around;
            variance[carried.Result.Id] = row | Around;
        }
        var dataBody = new List<Statement>();
        RegisterBody(reduce.Body, bit | row, dataBody);
        var reduction = new Reduction(
            reduce.Reduction, reduce.Variable, reduce.From, reduce.To, reduce.Carried, dataBody.ToEquatable(), reductionDepth);
        ranges[reduce.Variable.Id] = (reduce.From, reduce.To);
        reductionDepth++;
        Node value = Resolve(reduce.Value);
        reductionDepth--;
        return Graph.Reduce(reduction, value);
    }

    private readonly Dictionary<(Reduce, int), Reduce> reductionsAtDepth = [];

    /// <summary>A sum whose variable runs elsewhere at another depth gets one of its own: what a value varies with is known by its locals.</summary>
    private Reduce AtDepth(Reduce reduce, int bit)
    {
        if (!variance.TryGetValue(reduce.Variable.Id, out int known) || known == bit)
            return reduce;
        if (!reductionsAtDepth.TryGetValue((reduce, bit), out Reduce? own))
            reductionsAtDepth.Add((reduce, bit), own = names.Fresh(reduce));
        return own;
    }

    /// <summary>The end of a loop: where a choice leaves out what it is read of, the loop does not run.</summary>
    private Expression Reachable(Expression end) => MayBeMissing(end) ? Chosen(end, isElement: true) : end;

    /// <summary>The variances of all reductions around the one that is resolved: what its loops carry and its objects hold may vary with any of them.</summary>
    private int Around => Node.ReductionBit(reductionDepth) - Node.ReductionBit(0);

    /// <param name="statements">Statements of a reduction's loop.</param>
    /// <param name="varies">What all that they bind varies with; a value varies also with what it is made of.</param>
    /// <param name="dataBody">Those over data alone.</param>
    private void RegisterBody(IEnumerable<Statement> statements, int varies, List<Statement> dataBody)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Let let when let.Value.Latent:
                    latentLets[let.Target.Id] = let.Value;
                    break;
                case Let let:
                    variance[let.Target.Id] = varies | VarianceOf(let.Value);
                    dataLets[let.Target.Id] = let.Value;
                    dataBody.Add(let);
                    break;
                case For loop:
                    foreach (Local local in loop.Carried.SelectMany(c => new[] { c.Entry, c.Result }).Concat([loop.Variable]))
                        variance[local.Id] = varies | Around;
                    RegisterBody(loop.Body, varies | Around, []);
                    dataBody.Add(loop);
                    break;
                case If branch:
                    var then = new List<Statement>();
                    var otherwise = new List<Statement>();
                    int inside = varies | VarianceOf(branch.Condition);
                    RegisterBody(branch.Then, inside, then);
                    RegisterBody(branch.Else, inside, otherwise);
                    dataBody.Add(branch with { Then = then.ToEquatable(), Else = otherwise.ToEquatable() });
                    break;
                case DataArray array:
                    loopObjects[array.Name] = varies | Around;
                    dataBody.Add(array);
                    break;
                case DataStore or DataCall or Check:
                    dataBody.Add(statement);
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
    private void ClaimFields(Node node)
    {
        if (branchPath.Length > 0 && !node.IsConstant)
            staged.Finite.Doubt(node);
        ClaimBodyNode(staged.Sequential, node, []);
    }

    private void ClaimAddress(ArrayInfo array, Expression index)
    {
        Expression address = AddressOf(array, index);
        if (address is not Constant)
            FieldOf(address);
    }

    /// <summary>The absolute address of an element that does not change with the row, within the array's memory whatever the data.</summary>
    /// <remarks>The data part refuses a bad index where the model uses it; a use that is never reached must not read foreign memory either.</remarks>
    public static Expression AddressOf(ArrayInfo array, Expression index) =>
        Build.Add(array.Base, IsInside(array, index) ? index : Build.Data(Within, Kind.Integer, index, SizeOf(array)));

    /// <summary>The template of an index that is moved into its array.</summary>
    public const string Within = "DataCheck.Within({0}, {1})";

    /// <summary>The template of the first place of a range of addresses that is checked as a whole.</summary>
    public const string Start = "DataCheck.Start({0}, {1}, {2}, {3}, {4}, ";

    /// <summary>The address at which the elements that a reduction reads would start if its variable started at zero.</summary>
    public static Expression StartOf(ArrayInfo array, Expression offset, Expression stride, Reduction loop)
    {
        bool whole = array.Dimensions.Count == 1 && Build.IsZero(offset) && Build.IsOne(stride) && Build.IsZero(loop.From) && loop.To.Equals(array.Dimensions[0]);
        return Build.Add(array.Base, whole
            ? offset
            : Build.Data($"{Start}{Emit.Literal.Of(array.Name)})", Kind.Integer, offset, stride, loop.From, loop.To, SizeOf(array)));
    }

    private static Expression SizeOf(ArrayInfo array) => array.Dimensions.Aggregate((Expression)Constant.Int(1), Build.Mul);

    private static bool IsInside(ArrayInfo array, Expression index) =>
        Build.IsZero(index) || array.Base is Constant
        || (index is Constant { Value: >= 0 and var at } && SizeOf(array) is Constant size && at < size.Value)
        || (array.Dimensions.Count == 1 && array.Dimensions[0].Equals(Build.Add(index, Constant.Int(1))));
}

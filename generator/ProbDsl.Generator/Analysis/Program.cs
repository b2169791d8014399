using System.Collections.Generic;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>A statement of the data part of a model: it runs once, when the model is conditioned.</summary>
internal abstract record Preparation;

/// <summary>A statement of the user's that concerns data alone.</summary>
internal sealed record PlainStep(Statement Statement) : Preparation;

internal sealed record LoopStep(Local Variable, Expression From, Expression To, EquatableArray<Carried> Carried, List<Preparation> Body) : Preparation;

internal sealed record BranchStep(Expression Condition, List<Preparation> Then, List<Preparation> Else) : Preparation;

/// <summary>Adds to a field of the estimator.</summary>
internal sealed record SumStep(DataField Field, Expression Value) : Preparation;

/// <summary>Sets a field of the estimator.</summary>
/// <remarks><paramref name="IsOnce"/> where a loop comes by again and again, and the value stays what it was the first time.</remarks>
internal sealed record FieldStep(DataField Field, bool IsOnce = false) : Preparation;

/// <summary>Refuses a second assignment of an element that is kept in memory.</summary>
internal sealed record ClaimStep(IndexColumn Element) : Preparation;

/// <summary>Adds a row to a site's table.</summary>
internal sealed record RowStep(Site Site) : Preparation;

/// <summary>Adds a row to the table of a body of the sequential part.</summary>
internal sealed record BodyRowStep(Body Body) : Preparation;

/// <summary>Fills the table of a reduction outside every loop.</summary>
/// <remarks><paramref name="MayBeFilled"/> where statements before it may have done so.</remarks>
internal sealed record ReductionRowsStep(Node Node, Body Table, bool MayBeFilled) : Preparation;

/// <summary>A number of the data that kernels read: set once per fit.</summary>
internal sealed class DataField(int id, string name, Expression? value)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>Its value; null for a sum over rows.</summary>
    public Expression? Value { get; } = value;

    public bool IsInteger => Value?.Type == Kind.Integer;

    /// <summary>The local that says whether it has been set, where it is set once by a loop that needs it.</summary>
    public string? Flag { get; set; }
}

/// <summary>How the rows of a site are stored.</summary>
internal enum SiteReduction
{
    None,
    Merge,
    Sum,
    Quadratic,
}

/// <summary>A column of integers: absolute addresses of elements.</summary>
internal sealed record IndexColumn(ArrayInfo Array, Expression Index);

/// <summary>A data matrix of a site: one value an iteration of a reduction and row.</summary>
internal sealed record MatrixColumn(Reduction Reduction, Expression Value);

/// <summary>A sum of independent terms, one a row: the kernel runs over the rows with rows or draws as lanes.</summary>
internal sealed class Site(int id, int source, Node term, SiteReduction reduction, Expression? key)
{
    public int Id { get; } = id;

    /// <summary>The statement of the model.</summary>
    public int Source { get; } = source;

    public Node Term { get; } = term;

    public SiteReduction Reduction { get; } = reduction;

    /// <summary>The index by which rows are grouped, or null.</summary>
    public Expression? Key { get; } = key;

    /// <summary>Whether a node keeps its value over the rows of a group.</summary>
    public System.Func<Node, bool> IsGroupLevel { get; set; } = _ => false;

    public List<Expression> Values { get; } = [];

    public List<IndexColumn> Indices { get; } = [];

    public List<MatrixColumn> Matrices { get; } = [];
}

/// <summary>A block of steps of the sequential part, run once for each of its rows.</summary>
internal sealed class Body(int id, Body? parent)
{
    public int Id { get; } = id;

    public Body? Parent { get; } = parent;

    /// <summary>The loop that runs this block once an iteration; null for one side of a branch.</summary>
    public BodyLoop? Loop { get; set; }

    /// <summary>Position of this body among its parent's nested bodies.</summary>
    public int Ordinal { get; set; }

    public List<BodyStep> Steps { get; } = [];

    public List<Expression> Values { get; } = [];

    public List<IndexColumn> Indices { get; } = [];

    public List<Body> Nested { get; } = [];

    /// <summary>Reductions of this body, each with a table of its own.</summary>
    public List<(Node Node, Body Table)> Reductions { get; } = [];

    /// <summary>The top body has one row, whose data are fields.</summary>
    public bool IsTop => Parent is null;
}

/// <summary>A step of the sequential part.</summary>
internal abstract record BodyStep;

internal sealed record StoreStep(ArrayInfo Array, Expression Index, Node Value, string Text) : BodyStep;

internal sealed record NestedStep(Body Body) : BodyStep;

/// <summary>A term of the log density that cannot be a row of a site.</summary>
internal sealed record TermStep(int Source, Node Value) : BodyStep;

/// <summary>A term of the log density outside every loop: counted as often as the data part met it.</summary>
internal sealed record InvariantTerm(int Source, Node Value);

/// <summary>A model split into what runs once per fit and what runs for each draw.</summary>
/// <param name="graph">Where its values are nodes.</param>
/// <param name="rangeOf">Where the elements of a latent lie by its constraint.</param>
/// <param name="names">The names of the class to which it all belongs.</param>
internal sealed class StagedModel(Graph graph, System.Func<ArrayInfo, ValueRange> rangeOf, ScopeNames names)
{
    public ScopeNames Names { get; } = names;

    public Graph Graph { get; } = graph;

    public List<Preparation> Preparation { get; } = [];

    public List<DataField> Fields { get; } = [];

    public List<Site> Sites { get; } = [];

    public List<InvariantTerm> Terms { get; } = [];

    /// <summary>By statement the sum of its terms that are data alone.</summary>
    public SortedDictionary<int, DataField> Constants { get; } = [];

    /// <summary>The text of the sum of all constants.</summary>
    public const string ConstantText = "this.constant";

    public Body Sequential { get; } = new(0, null);

    /// <summary>Bounds of the constraints of array latents.</summary>
    public Dictionary<string, (Node? Lower, Node? Upper)> Bounds { get; } = [];

    /// <summary>Values of scalar latents by name.</summary>
    public Dictionary<string, Node> Scalars { get; } = [];

    /// <summary>What computes the user's values of non-centred latents from their standardised form.</summary>
    public Body Outputs { get; } = new(-1, null);

    /// <summary>Tables of reductions outside every loop.</summary>
    public List<(Node Node, Body Table)> TopReductions => Sequential.Reductions;

    /// <summary>Which values are finite wherever their inputs are.</summary>
    public Finite Finite { get; } = new(rangeOf);

    /// <summary>Whether a choice may leave out what reads an array whose elements are read together.</summary>
    public bool MayLeaveOutWhole { get; set; }

    /// <summary>Whether a step's value and its derivatives are finite wherever they matter.</summary>
    public bool IsFinite(BodyStep step, Node value) =>
        Finite.Is(value) || (step is StoreStep { Array.IsWhole: true } && !MayLeaveOutWhole);

    private readonly Dictionary<Node, bool> readsComputed = [];

    /// <summary>Whether a value outside every loop depends on arrays of the sequential part.</summary>
    public bool ReadsComputed(Node node)
    {
        if (!readsComputed.TryGetValue(node, out bool known))
        {
            readsComputed[node] = known = node.Leaf is SeedLeaf or ElementLeaf { Array.Role: ArrayRole.Computed }
                || node.Arguments.Any(ReadsComputed);
        }
        return known;
    }

    /// <summary>An adjoint that may be zero because nothing was read of the value: then nothing flows on, whatever the derivatives are.</summary>
    public Node HeldBack(Node value, Node adjoint) =>
        Finite.Is(value) ? adjoint : Graph.Op("select", Graph.Op("eq", adjoint, Graph.Zero), Graph.Zero, adjoint);
}

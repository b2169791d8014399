using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Splits a model by binding time: what data alone decide runs once per fit; terms become rows of sites; what is left,
/// latent-dependent arrays that one computes from another, is the sequential part.
/// </summary>
internal sealed partial class Staging
{
    private readonly ModelIr model;
    private readonly Names names;
    private readonly StagedModel staged;
    private readonly Definitions definitions;
    private readonly Dictionary<int, int> variance = [];
    private readonly Dictionary<int, Expression> latentLets = [];
    private readonly Dictionary<int, Expression> dataLets = [];
    private readonly Dictionary<(int, string), Node> resolved = [];
    private readonly Dictionary<string, int> loopObjects = [];
    private readonly List<Local> loopVariables = [];
    private readonly Dictionary<Expression, DataField> fields = [];
    private readonly Dictionary<DataField, List<string>> assigned = [];
    private readonly Dictionary<int, LatentIr> scalarLatents;
    private List<Preparation> target;
    private List<Preparation> invariantTarget;
    private readonly HashSet<int> nonCentered;
    private Body body;
    private Body output;
    private string branchPath = "";

    private Staging(ModelIr model, Definitions definitions, Names names)
    {
        this.names = names;
        this.model = model;
        Dictionary<int, ValueRange> latentRanges = model.Latents.ToDictionary(l => l.Array.Id, ValueRange.Of);
        staged = new StagedModel(new Graph(VarianceOf, ValueOf), array => latentRanges.TryGetValue(array.Id, out ValueRange range) ? range : ValueRange.All,
            new ScopeNames(model.Latents.SelectMany(NamesOf)));
        this.definitions = definitions;
        target = staged.Preparation;
        invariantTarget = staged.Preparation;
        body = staged.Sequential;
        output = staged.Outputs;
        nonCentered = [.. model.Latents.Where(l => l.Array != l.Value).Select(l => l.Value.Id)];
        scalarLatents = model.Latents.Where(l => l.Array.Dimensions.Count == 0).ToDictionary(l => l.Array.Id);
    }

    private Graph Graph => staged.Graph;

    /// <summary>Stages a model.</summary>
    public static StagedModel Run(ModelIr model)
    {
        var names = new Names(FirstFreeId(model));
        var verifier = new ProgramVerifier(model);
        EquatableArray<Statement> program = verifier.After("reading", model.Body);
        program = verifier.After(nameof(ReduceAccumulators), new ReduceAccumulators(names).Run(program));
        program = verifier.After(nameof(CarriedToArrays), new CarriedToArrays(names, leavesAccumulators: true).Run(program));
        program = verifier.After(nameof(ReduceAccumulators), new ReduceAccumulators(names).Run(program));
        program = verifier.After(nameof(CarriedToArrays), new CarriedToArrays(names, leavesAccumulators: false).Run(program), mayCarry: false);
        var order = new ReadOrder(program);
        var definitions = new Definitions(program, order);
        program = verifier.After(nameof(ReadChecks), new ReadChecks(order, definitions, names).Run(program), mayCarry: false);
        var staging = new Staging(model, definitions, names);
        foreach (Store store in Walk.All(program).OfType<Store>())
            staging.staged.Finite.Expect(store.Array);
        foreach (Statement statement in program)
            InternalFault.Within(Place.Of(statement, model), () => staging.Process(statement));
        staging.AddJacobians();
        staging.AddConstants();
        staging.Graph.FixColumns(staging.FieldTextOf, staging.IsAlwaysSet);
        staging.staged.Finite.Settle(staging.stores);
        staging.Graph.HasFiniteDerivatives = staging.staged.Finite.Is;
        staging.FindLeftOut();
        return staging.staged;
    }

    /// <summary>Fields of the estimator for a latent, and locals of kernels.</summary>
    private static IEnumerable<string> NamesOf(LatentIr latent)
    {
        string id = LaneCode.Identifier(latent.Name);
        return new[] { "p_", "n_", "x_", "v_", "u_", "g_", "rows_", "size_", "OutputOf_", "Rows_", "Columns_", "d_lower_", "d_upper_" }.Select(prefix => prefix + id);
    }

    private static int FirstFreeId(ModelIr model) =>
        1 + Walk.All(model.Body).SelectMany(s => Walk.Direct(s).SelectMany(Walk.Parts).Select(p => p switch
        {
            Local local => local.Id,
            Element element => element.Array.Id,
            Reduce reduce => System.Math.Max(reduce.Variable.Id, Walk.All(reduce.Body).OfType<Let>().Select(l => l.Target.Id).DefaultIfEmpty(0).Max()),
            _ => 0,
        }).Concat(s switch
        {
            Let let => [let.Target.Id],
            For loop => loop.Carried.SelectMany(c => new[] { c.Entry.Id, c.Result.Id }).Concat([loop.Variable.Id]),
            Store store => [store.Array.Id],
            _ => [],
        })).Concat(model.Latents.SelectMany(l => new[] { l.Array.Id, l.Value.Id })).DefaultIfEmpty(0).Max();

    private int RowFlag => loopVariables.Count > 0 ? Node.RowBit : 0;

    private Expression? ValueOf(Local local) =>
        latentLets.TryGetValue(local.Id, out Expression? value) || dataLets.TryGetValue(local.Id, out value) ? value : null;

    private void Process(Statement statement)
    {
        switch (statement)
        {
            case Let let when let.Value.Latent:
                latentLets[let.Target.Id] = let.Value;
                rowsOfLets[let.Target.Id] = RowFlag;
                if (branches.Count > 0)
                    branchesOfLets[let.Target.Id] = [.. branches];
                break;
            case Let let:
                variance[let.Target.Id] = RowFlag;
                dataLets[let.Target.Id] = let.Value;
                target.Add(new PlainStep(let));
                break;
            case DataArray array:
                if (loopVariables.Count > 0)
                    loopObjects[array.Name] = RowFlag;
                if (choiceDepth > 0)
                    madeInBranches.Add(array.Name);
                target.Add(new PlainStep(array));
                break;
            case DataStore or DataCall or Check or ElementCheck:
                target.Add(new PlainStep(statement));
                break;
            case For loop:
                ProcessLoop(loop);
                break;
            case If branch:
                ProcessBranch(branch);
                break;
            case Store store:
                if (definitions.Of(store.Array) is null)
                    AddStore(store);
                if (nonCentered.Contains(store.Array.Id))
                    AddOutput(store);
                break;
            case Term term:
                WithResiduals(() => Split(term.Value, Constant.One, term.Source));
                break;
        }
    }

    private void ProcessLoop(For loop)
    {
        variance[loop.Variable.Id] = Node.RowBit;
        foreach (Carried carried in loop.Carried)
        {
            variance[carried.Entry.Id] = Node.RowBit;
            variance[carried.Result.Id] = RowFlag;
        }
        var steps = new List<Preparation>();
        List<Preparation> outer = target;
        Body nested = OpenBody();
        body.Loop = output.Loop = new BodyLoop(loop.Variable, [.. Walk.All(loop.Body).SelectMany(Walk.Defined)
            .Concat(loop.Carried.SelectMany(c => new[] { c.Entry, c.Result })).Select(l => l.Id)]);
        target = steps;
        loopVariables.Add(loop.Variable);
        foreach (Statement statement in loop.Body)
            Process(statement);
        loopVariables.RemoveAt(loopVariables.Count - 1);
        CloseBody(nested);
        target = outer;
        target.Add(new LoopStep(loop.Variable, loop.From, loop.To, loop.Carried, steps));
    }

    private void ProcessBranch(If branch)
    {
        var then = new List<Preparation>();
        var otherwise = new List<Preparation>();
        ProcessSide(branch.Then, then, "t", (branch.Condition, true));
        ProcessSide(branch.Else, otherwise, "e", (branch.Condition, false));
        target.Add(new BranchStep(branch.Condition, then, otherwise));
    }

    private int branchCount;

    // The number of branches around a statement.
    private int choiceDepth;

    private void ProcessSide(EquatableArray<Statement> statements, List<Preparation> steps, string side, (Expression, bool) holds)
    {
        branches.Add(holds);
        RunInto(steps, side, () =>
        {
            foreach (Statement statement in statements)
                Process(statement);
        });
        branches.RemoveAt(branches.Count - 1);
    }

    /// <summary>Runs something that stages statements as one side of a branch.</summary>
    private void RunInto(List<Preparation> steps, string side, System.Action action)
    {
        List<Preparation> outer = target;
        List<Preparation> outerInvariant = invariantTarget;
        string outerPath = branchPath;
        if (loopVariables.Count == 0)
        {
            branchPath += $"/{++branchCount}{side}";
            invariantTarget = steps;
        }
        Body nested = OpenBody();
        target = steps;
        choiceDepth++;
        action();
        choiceDepth--;
        CloseBody(nested);
        target = outer;
        invariantTarget = outerInvariant;
        branchPath = outerPath;
    }

    private int bodyCount;

    private Body OpenBody()
    {
        body = new Body(++bodyCount, body);
        output = new Body(++bodyCount, output);
        return body;
    }

    /// <summary>Ends a block; where it has steps of the sequential part, each run of it is a row.</summary>
    private void CloseBody(Body nested)
    {
        Body nestedOutput = output;
        body = nested.Parent!;
        output = nestedOutput.Parent!;
        Attach(nested, body);
        Attach(nestedOutput, output);
    }

    private void Attach(Body nested, Body parent)
    {
        if (nested.Steps.Count == 0)
            return;
        target.Add(new BodyRowStep(nested));
        nested.Ordinal = parent.Nested.Count;
        parent.Nested.Add(nested);
        parent.Steps.Add(new NestedStep(nested));
    }

    private void AddOutput(Store store)
    {
        Node value = Resolve(store.Value);
        output.Steps.Add(new StoreStep(store.Array, store.Index, value, store.Text));
        ClaimBody(output, new IndexColumn(store.Array, store.Index), value);
    }

    private readonly List<StoreStep> stores = [];
    private readonly HashSet<int> wholeReaders = [];

    /// <summary>Whether a value comes from an array whose elements are read together.</summary>
    private bool ReadsWhole(Node node, HashSet<Node> seen) => seen.Add(node)
        && ((node.Leaf is ElementLeaf element && (element.Array.IsWhole || wholeReaders.Contains(element.Array.Id))) || node.Arguments.Any(a => ReadsWhole(a, seen)));

    /// <summary>Notes what a statement under a branch on data leaves out where the branch is not taken.</summary>
    private void NoteBranch(Node value)
    {
        if (branchPath.Length > 0 || branches.Count > 0)
            staged.MayLeaveOutWhole |= ReadsWhole(value, []);
    }

    private void FindLeftOut()
    {
        var seen = new HashSet<Node>();
        staged.MayLeaveOutWhole |= Graph.Nodes.Any(n => n.Op == "select" && n.Latent && (ReadsWhole(n.Arguments[1], seen) || ReadsWhole(n.Arguments[2], seen)));
    }

    private void AddStore(Store store)
    {
        Node value = Resolve(store.Value);
        var step = new StoreStep(store.Array, store.Index, value, store.Text);
        body.Steps.Add(step);
        stores.Add(step);
        staged.Finite.Note(store.Array, value);
        if (ReadsWhole(value, []))
            wholeReaders.Add(store.Array.Id);
        NoteBranch(value);
        target.Add(new ClaimStep(new IndexColumn(store.Array, store.Index)));
        ClaimBody(body, new IndexColumn(store.Array, store.Index), value);
    }

    /// <summary>Whether statements under one of these branches run whenever those here do.</summary>
    private bool IsWithin(List<string> paths) => paths.Any(p => branchPath.StartsWith(p, System.StringComparison.Ordinal));

    /// <summary>The field that holds a data value which does not change with the row.</summary>
    private DataField FieldOf(Expression expression)
    {
        if (!fields.TryGetValue(expression, out DataField? field))
        {
            string name = staged.Names.Give(expression is Local local ? $"{LaneCode.Identifier(local.Name)}{local.Id}" : $"k{fields.Count}");
            fields.Add(expression, field = new DataField(fields.Count, name, expression));
            staged.Fields.Add(field);
        }
        if (IsSetWhereNeeded(field))
        {
            SetWhereNeeded(field);
            return field;
        }
        if (!assigned.TryGetValue(field, out List<string>? paths))
            assigned.Add(field, paths = []);
        if (!IsWithin(paths))
        {
            paths.Add(branchPath);
            invariantTarget.Add(new FieldStep(field));
        }
        return field;
    }

    private Expression? FieldTextOf(Expression expression) =>
        fields.TryGetValue(expression, out DataField? field) ? FieldText(field) with { Type = expression.Type } : null;

    private bool IsAlwaysSet(Expression expression) =>
        expression is Constant || (fields.TryGetValue(expression, out DataField? field) && assigned.TryGetValue(field, out List<string>? paths) && paths.Contains(""));

    private int VarianceOf(Expression expression)
    {
        int result = 0;
        foreach (Expression part in Walk.Parts(expression))
        {
            if (part is Local local && variance.TryGetValue(local.Id, out int known))
                result |= known;
            else if (part is DataText text && loopObjects.Count > 0)
                foreach (string name in DataNames.In(text.Template))
                    result |= loopObjects.TryGetValue(name, out int made) ? made : 0;
        }
        return result;
    }
}

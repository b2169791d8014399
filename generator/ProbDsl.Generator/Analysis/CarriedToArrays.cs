using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Pass: a latent-dependent value carried from one iteration to the next becomes an array with an element an iteration.
/// Afterwards every latent-dependent value is written once, which is what reverse mode needs.
/// </summary>
/// <param name="names">Where new names come from.</param>
/// <param name="leavesAccumulators">Whether values that a loop only adds to are left for <see cref="ReduceAccumulators"/>.</param>
internal sealed class CarriedToArrays(Names names, bool leavesAccumulators)
{
    public EquatableArray<Statement> Run(EquatableArray<Statement> statements) => statements.SelectMany(Visit).ToEquatable();

    private IEnumerable<Statement> Visit(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                yield return branch with { Then = Run(branch.Then), Else = Run(branch.Else) };
                break;
            case For loop:
                foreach (Statement result in VisitLoop(loop with { Body = Run(loop.Body) }))
                    yield return result;
                break;
            default:
                yield return statement;
                break;
        }
    }

    private IEnumerable<Statement> VisitLoop(For loop)
    {
        var replaced = new Dictionary<int, Expression>();
        var before = new List<Statement>();
        var end = new List<Statement>();
        var after = new List<Statement>();
        Expression trips = Build.Call("max", Constant.Int(0), Build.Sub(loop.To, loop.From));
        Expression step = Build.Sub(loop.Variable, loop.From);
        For original = loop;
        foreach (Carried carried in loop.Carried.Where(c => c.Entry.Latent && !(leavesAccumulators && ReduceAccumulators.IsAccumulator(original, c))))
        {
            Local address = names.Local(carried.Entry.Name + "At", Kind.Integer);
            Expression length = Build.Add(trips, Constant.Int(1));
            var history = new ArrayInfo(names.NextId(), carried.Entry.Name, ArrayRole.Computed, address, EquatableArray.Of(length));
            before.Add(new Let(address, Build.Reserve(length)));
            before.Add(new Store(history, Constant.Int(0), carried.Initial, carried.InitialText));
            replaced.Add(carried.Entry.Id, new Element(history, step));
            end.Add(new Store(history, Build.Add(step, Constant.Int(1)), carried.Next, carried.NextText));
            after.Add(new Let(carried.Result, new Element(history, trips)));
        }
        if (replaced.Count == 0)
            return [loop];
        For rewritten = loop with
        {
            Carried = loop.Carried.Where(c => !replaced.ContainsKey(c.Entry.Id)).ToEquatable(),
            Body = loop.Body.Concat(end).ToEquatable(),
        };
        return before.Concat([new Rewriter(replaced).Visit(rewritten)]).Concat(after);
    }
}

/// <summary>Fresh names and ids for passes.</summary>
internal sealed class Names(int firstFreeId)
{
    private int next = firstFreeId;

    public int NextId() => next++;

    public Local Local(string name, Kind kind, bool latent = false) => new(NextId(), name, kind, latent);

    /// <summary>A copy of a reduction whose locals are its own.</summary>
    public Reduce Fresh(Reduce reduce) => (Reduce)Renaming(new[] { reduce.Variable }
        .Concat(reduce.Carried.SelectMany(c => new[] { c.Entry, c.Result }))
        .Concat(Walk.All(reduce.Body).SelectMany(Walk.Defined))).Visit(reduce);

    /// <summary>A rewriter that gives new identities to the locals.</summary>
    public Rewriter Renaming(IEnumerable<Local> locals) =>
        new(locals.GroupBy(l => l.Id).ToDictionary(g => g.Key, g => (Expression)(g.First() with { Id = NextId() })));
}

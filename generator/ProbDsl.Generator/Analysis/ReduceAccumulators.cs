using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Pass: a value that a loop only adds to (<c>sum += term</c>) becomes a sum over the loop's iterations.
/// Afterwards its terms are independent of one another, so that they can be rows of a plate.
/// </summary>
internal sealed class ReduceAccumulators(Names names)
{
    private ReadOrder? order;

    public EquatableArray<Statement> Run(EquatableArray<Statement> program)
    {
        order = new ReadOrder(program);
        return VisitAll(program);
    }

    private EquatableArray<Statement> VisitAll(EquatableArray<Statement> statements) => statements.SelectMany(Visit).ToEquatable();

    private IEnumerable<Statement> Visit(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                return [branch with { Then = VisitAll(branch.Then), Else = VisitAll(branch.Else) }];
            case For loop:
                return VisitLoop(loop with { Body = VisitAll(loop.Body) });
            default:
                return [statement];
        }
    }

    private IEnumerable<Statement> VisitLoop(For loop)
    {
        var after = new List<Statement>();
        List<Carried> latent = [.. loop.Carried.Where(c => c.Entry.Latent)];
        if (latent.Count == 0)
            return [loop];
        // The sum runs after the loop.
        var motion = new Motion(loop, loopsMoveAlong: true, order!);
        Dictionary<int, Let> lets = LetsOf(loop);
        foreach (Carried carried in latent)
        {
            var chain = new HashSet<int> { carried.Entry.Id };
            if (Addend(carried.Next, carried.Entry, lets, chain) is not { } addend || !motion.Allows(addend) || IsUsedElsewhere(loop, carried, chain, addend)
                || ReadsCarried(loop, carried, addend, lets))
                continue;
            after.Add(new Let(carried.Result, Build.Add(carried.Initial, Sum(loop, addend))));
            loop = loop with
            {
                Carried = loop.Carried.Where(c => c != carried).ToEquatable(),
                Body = Without(loop.Body, chain),
            };
        }
        return new Statement[] { loop }.Concat(after);
    }

    private static Dictionary<int, Let> LetsOf(For loop) => Walk.All(loop.Body).OfType<Let>().ToDictionary(l => l.Target.Id);

    /// <summary>The expression that <paramref name="next"/> adds to the entry value, or null where it does more than add.</summary>
    private static Expression? Addend(Expression next, Local entry, Dictionary<int, Let> lets, HashSet<int> chain)
    {
        switch (next)
        {
            case Local local when local.Id == entry.Id:
                return Constant.Zero;
            case Local local when lets.TryGetValue(local.Id, out Let? let):
                if (Addend(let.Value, entry, lets, chain) is not { } inner)
                    return null;
                chain.Add(local.Id);
                return inner;
            case Call { Op: "add" } sum:
                if (Addend(sum.Arguments[0], entry, lets, chain) is { } left)
                    return Build.Add(left, sum.Arguments[1]);
                return Addend(sum.Arguments[1], entry, lets, chain) is { } right ? Build.Add(right, sum.Arguments[0]) : null;
            case Call { Op: "sub" } difference:
                return Addend(difference.Arguments[0], entry, lets, chain) is { } minuend ? Build.Sub(minuend, difference.Arguments[1]) : null;
            case Call { Op: "select" } choice:
                return Addend(choice.Arguments[1], entry, lets, chain) is { } a && Addend(choice.Arguments[2], entry, lets, chain) is { } b
                    ? Build.Select(choice.Arguments[0], a, b)
                    : null;
            default:
                return null;
        }
    }

    private static bool IsUsedElsewhere(For loop, Carried carried, HashSet<int> chain, Expression addend)
    {
        bool Uses(Expression e) => Walk.Locals(e).Any(l => chain.Contains(l.Id));
        return Uses(addend)
            || loop.Carried.Any(c => c != carried && Uses(c.Next))
            || Walk.All(loop.Body).Any(s => !(s is Let let && chain.Contains(let.Target.Id)) && Walk.Direct(s).Any(Uses));
    }

    /// <summary>Whether a carried value only ever grows by terms that do not read it.</summary>
    public static bool IsAccumulator(For loop, Carried carried)
    {
        Dictionary<int, Let> lets = LetsOf(loop);
        var chain = new HashSet<int> { carried.Entry.Id };
        return Addend(carried.Next, carried.Entry, lets, chain) is { } addend && !IsUsedElsewhere(loop, carried, chain, addend);
    }

    /// <summary>Whether an addend needs a latent-dependent value that another iteration or an inner loop carries.</summary>
    private static bool ReadsCarried(For loop, Carried own, Expression addend, Dictionary<int, Let> lets)
    {
        var carried = new HashSet<int>(loop.Carried.Where(c => c != own && c.Entry.Latent).Select(c => c.Entry.Id)
            .Concat(Walk.All(loop.Body).OfType<For>().SelectMany(f => f.Carried).Where(c => c.Entry.Latent).SelectMany(c => new[] { c.Entry.Id, c.Result.Id })));
        var seen = new HashSet<int>();
        bool Reads(Expression e) => Walk.Locals(e).Any(l =>
            carried.Contains(l.Id) || (seen.Add(l.Id) && lets.TryGetValue(l.Id, out Let? let) && Reads(let.Value)));
        return Reads(addend);
    }

    private Reduce Sum(For loop, Expression addend)
    {
        var slice = new Slice(loop);
        slice.Need(addend);
        EquatableArray<Carried> carried = slice.Carried;
        EquatableArray<Statement> body = slice.Body;
        Rewriter fresh = names.Renaming(new[] { loop.Variable }
            .Concat(carried.SelectMany(c => new[] { c.Entry, c.Result }))
            .Concat(Walk.All(body).SelectMany(Walk.Defined)));
        return new Reduce(
            ReduceKind.Sum, (Local)fresh.Visit(loop.Variable), loop.From, loop.To, carried.Select(fresh.Visit).ToEquatable(),
            body.Select(fresh.Visit).ToEquatable(), Build.Real(fresh.Visit(addend)));
    }

    private static EquatableArray<Statement> Without(EquatableArray<Statement> body, HashSet<int> chain) =>
        body.Where(s => !(s is Let let && chain.Contains(let.Target.Id)))
            .Select(s => s is If branch ? branch with { Then = Without(branch.Then, chain), Else = Without(branch.Else, chain) } : s)
            .ToEquatable();
}

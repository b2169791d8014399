using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>What of a loop's body a value needs: the locals it reads, those that these read, and so on.</summary>
internal sealed class Slice
{
    private readonly Dictionary<int, List<Expression>> sources = [];
    private readonly HashSet<int> needed = [];
    private readonly For loop;

    public Slice(For loop)
    {
        this.loop = loop;
        foreach (Carried carried in loop.Carried.Where(c => !c.Entry.Latent))
            sources[carried.Entry.Id] = [carried.Next];
        Collect(loop.Body, []);
    }

    private void Collect(IEnumerable<Statement> statements, List<Expression> conditions)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Let let:
                    sources[let.Target.Id] = [let.Value, .. conditions];
                    break;
                case If branch:
                    List<Expression> inside = [branch.Condition, .. conditions];
                    Collect(branch.Then, inside);
                    Collect(branch.Else, inside);
                    break;
                case For inner:
                    List<Expression> range = [inner.From, inner.To, .. conditions];
                    foreach (Carried carried in inner.Carried)
                        sources[carried.Entry.Id] = sources[carried.Result.Id] = [carried.Initial, carried.Next, .. range];
                    Collect(inner.Body, range);
                    break;
            }
        }
    }

    /// <summary>Adds what a value needs.</summary>
    public void Need(Expression value)
    {
        var open = new Stack<Expression>([value]);
        while (open.Count > 0)
            foreach (Local local in Walk.Locals(open.Pop()))
                if (needed.Add(local.Id) && sources.TryGetValue(local.Id, out List<Expression>? read))
                    read.ForEach(open.Push);
    }

    /// <summary>The data carried from one iteration to the next that is needed.</summary>
    public EquatableArray<Carried> Carried => loop.Carried.Where(c => !c.Entry.Latent && needed.Contains(c.Entry.Id)).ToEquatable();

    /// <summary>The statements that bind what is needed.</summary>
    public EquatableArray<Statement> Body => Needed(loop.Body);

    private EquatableArray<Statement> Needed(EquatableArray<Statement> statements)
    {
        var result = new List<Statement>();
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Let let when needed.Contains(let.Target.Id):
                    result.Add(let);
                    break;
                case If branch:
                    EquatableArray<Statement> then = Needed(branch.Then);
                    EquatableArray<Statement> otherwise = Needed(branch.Else);
                    if (then.Count + otherwise.Count > 0)
                        result.Add(branch with { Then = then, Else = otherwise });
                    break;
                case For inner when inner.Carried.Any(IsNeeded):
                    result.Add(inner with { Carried = inner.Carried.Where(IsNeeded).ToEquatable(), Body = Needed(inner.Body) });
                    break;
            }
        }
        return result.ToEquatable();
    }

    private bool IsNeeded(Carried carried) => needed.Contains(carried.Entry.Id) || needed.Contains(carried.Result.Id);
}

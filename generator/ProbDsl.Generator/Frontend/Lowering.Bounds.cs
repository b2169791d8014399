using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Bounds that a prior gives a latent: one for all of its elements.</content>
internal sealed partial class Lowering
{
    /// <summary>Whether a bound that no attribute replaces changes from one iteration of a loop to the next.</summary>
    private bool HasBoundsOfAnElement(LatentState latent, DistributionValue distribution)
    {
        DistributionInfo info = distribution.Info;
        bool Changes(object? given, Expression? truncation, string? formula) =>
            given is null && loops.Count > 0 && ((truncation is not null && ChangesInLoop(truncation, []))
                || (formula is not null && info.Support == "Interval" && !info.IsElementwise && BoundOf(distribution, formula) is { } bound && ChangesInLoop(bound, [])));
        return Changes(latent.LowerGiven, distribution.Lower, info.Lower) || Changes(latent.UpperGiven, distribution.Upper, info.Upper);
    }

    /// <summary>Whether a value changes from one iteration of the open loops to the next.</summary>
    private bool ChangesInLoop(Expression value, HashSet<int> seen)
    {
        var own = new HashSet<int>(Walk.Parts(value).OfType<Reduce>().SelectMany(r => r.Carried.Select(c => c.Entry.Id).Append(r.Variable.Id)
            .Concat(Walk.All(r.Body).OfType<Let>().Select(l => l.Target.Id))));
        foreach (Local local in Walk.Locals(value))
            if (local.Id >= loops[0].Variable.Id && !own.Contains(local.Id) && seen.Add(local.Id)
                && (!bindings.TryGetValue(local.Id, out Expression? bound) || ChangesInLoop(bound, seen)))
                return true;
        return false;
    }
}

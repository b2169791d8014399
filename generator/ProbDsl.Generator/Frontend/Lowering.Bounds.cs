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

    private readonly HashSet<string> boundsChecked = [];

    // What the data alone decide is refused before anything else is computed.
    private readonly List<Statement> boundChecks = [];

    /// <summary>Refuses bounds of an attribute that data decide, where they are not finite or leave nothing between them.</summary>
    private void CheckDataBounds(LatentState latent)
    {
        if (latent.Constraint is not (ConstraintKind.Lower or ConstraintKind.Upper or ConstraintKind.Interval) || (latent.LowerGiven ?? latent.UpperGiven) is null
            || !boundsChecked.Add(latent.Member.Name))
            return;
        string name = latent.Member.Name, statement = latent.Member.Attribute.ApplicationSyntaxReference?.GetSyntax().ToString() ?? name;
        void Require(Expression condition, Expression value, object? given, string needs)
        {
            var check = new Check(condition, value, given as string ?? $"a bound of '{name}'", EquatableArray<Expression>.Empty, needs, statement);
            bool isOfMembers = Walk.Parts(condition).All(p => p is Constant or Ir.Call || p is DataText { Arguments.Count: 0, Template: var text } && text.StartsWith("model.", System.StringComparison.Ordinal)
                || p is DataText { Template: IsFiniteText });
            (isOfMembers ? boundChecks : output).Add(check);
        }
        foreach ((object? given, Expression? bound) in new[] { (latent.LowerGiven, latent.Lower), (latent.UpperGiven, latent.Upper) })
            if (given is string && bound is { Latent: false } and not Constant)
                Require(Build.Data(IsFiniteText, Kind.Boolean, bound), bound, given, $"a bound of '{name}' must be finite");
        if (latent.Lower is { Latent: false } lower && latent.Upper is { Latent: false } upper && !(lower is Constant && upper is Constant))
        {
            bool byUpper = latent.UpperGiven is string;
            Require(Build.Call("lt", lower, upper), byUpper ? upper : lower, byUpper ? latent.UpperGiven : latent.LowerGiven,
                byUpper ? $"it must be above the lower bound of '{name}'" : $"it must be below the upper bound of '{name}'");
        }
    }

    private const string IsFiniteText = "double.IsFinite({0})";

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

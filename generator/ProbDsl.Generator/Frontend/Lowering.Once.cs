using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Where a local array was made, and which of its elements are assigned.</summary>
internal sealed class ArrayOrigin(int loopDepth, int guardDepth, MemberShape shape)
{
    public int LoopDepth { get; } = loopDepth;

    /// <summary>The number of conditions on latents under which it was made.</summary>
    public int GuardDepth { get; } = guardDepth;

    public MemberShape Shape { get; } = shape;

    /// <summary>True where every element has its value from the start.</summary>
    public bool IsFilled { get; set; }

    /// <summary>True where a value that is computed later may read elements: an assignment then makes a copy first.</summary>
    public bool IsReadLate { get; set; }

    /// <summary>Constant addresses that have a value, with the branches under which they got it.</summary>
    public List<(double Address, string Path)> Places { get; } = [];
}

/// <summary>A draw of a latent: the branches above it, and the range of each index, where it is known.</summary>
/// <param name="Path">The branches.</param>
/// <param name="Ranges">For each index, where it runs.</param>
/// <param name="IsPlain">Whether it runs exactly once for each element of the ranges.</param>
internal sealed record DrawPlace(string Path, IReadOnlyList<(Expression From, Expression To)?> Ranges, bool IsPlain);

/// <content>Latents are drawn once; elements that depend on latents are assigned once.</content>
internal sealed partial class Lowering
{
    private readonly Dictionary<string, ArrayOrigin> origins = [];
    private readonly Dictionary<int, Expression> bindings = [];

    private ArrayOrigin AddOrigin(string key, MemberShape shape, bool filled = false) =>
        origins[key] = new ArrayOrigin(LoopDepth, guardDepth, shape) { IsFilled = filled };

    private static string OriginKey(ArrayInfo storage) => "#" + storage.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reports a second assignment of an element where it is certain.</summary>
    private void CheckStoredOnce(ArrayInfo storage, Expression address, Expression value, SyntaxNode syntax)
    {
        if (!origins.TryGetValue(OriginKey(storage), out ArrayOrigin? origin))
            return;
        string path = BranchPath;
        bool again = origin.IsFilled
            || Walk.Parts(value).OfType<Element>().Any(e => e.Array.Id == storage.Id && e.Index.Equals(address))
            || (address is Constant known && origin.Places.Any(p => p.Address == known.Value && path.StartsWith(p.Path, System.StringComparison.Ordinal)))
            || loops.Skip(origin.LoopDepth).Any(frame => frame.Branches == branches.Count && !IsSingle(frame) && !DependsOn(address, frame));
        if (again)
            context.Report(Descriptors.ElementReassigned, syntax, storage.Name);
        if (address is Constant place)
            origin.Places.Add((place.Value, path));
    }

    private static bool IsSingle(LoopFrame frame) => frame.From is Constant from && frame.To is Constant to && to.Value - from.Value <= 1;

    /// <summary>Whether an index may change from one iteration to the next.</summary>
    private bool DependsOn(Expression expression, LoopFrame frame)
    {
        foreach (Expression part in Walk.Parts(expression))
        {
            if (part is Reduce || (part is DataText text && DataNames.In(text.Template).Any(origins.ContainsKey)))
                return true;
            if (part is not Local local || local.Id < frame.Variable.Id)
                continue;
            if (local.Id == frame.Variable.Id)
                return true;
            if (loops.FirstOrDefault(l => l.Variable.Id == local.Id) is { } inner ? DependsOn(inner.From, frame)
                : !bindings.TryGetValue(local.Id, out Expression? value) || DependsOn(value, frame))
                return true;
        }
        return false;
    }

    /// <summary>Notes a draw: a certain second draw is an error here; what data decide is counted when data are known.</summary>
    private void NoteDraw(LatentState latent, List<Expression> indices, SyntaxNode syntax)
    {
        var ranges = new List<(Expression From, Expression To)?>();
        var used = new HashSet<int>();
        for (int axis = 0; axis < latent.Dimensions.Count; axis++)
        {
            (Expression From, Expression To)? range = axis < indices.Count ? RangeOf(indices[axis], used) : (Constant.Int(0), latent.Dimensions[axis]);
            ranges.Add(range);
        }
        string path = BranchPath;
        if (latent.Draws.Any(d => path.StartsWith(d.Path, System.StringComparison.Ordinal) && Overlap(d.Ranges, ranges, latent.Dimensions)))
            context.Report(Descriptors.AssignedTwice, syntax, latent.Member.Name);
        latent.Draws.Add(new DrawPlace(path, ranges, branches.Count == 0 && used.Count == loops.Count && !ranges.Contains(null)));
        output.Add(new DataCall(Counter(latent), $".Mark({string.Join(", ", indices.Select((_, i) => "{" + i + "}"))})", indices.ToEquatable()));
    }

    private (Expression From, Expression To)? RangeOf(Expression index, HashSet<int> used)
    {
        if (index is Constant constant)
            return (constant, Constant.Int((int)constant.Value + 1));
        if (index is Local local && loops.FirstOrDefault(l => l.Variable.Id == local.Id) is { } frame && used.Add(local.Id))
            return (frame.From, frame.To);
        return null;
    }

    private static bool Overlap(
        IReadOnlyList<(Expression From, Expression To)?> first, IReadOnlyList<(Expression From, Expression To)?> second, EquatableArray<Expression> dimensions)
    {
        for (int axis = 0; axis < first.Count; axis++)
        {
            if (first[axis] is not { } a || second[axis] is not { } b)
                return false;
            bool whole = Build.IsZero(a.From) && a.To.Equals(dimensions[axis]) || Build.IsZero(b.From) && b.To.Equals(dimensions[axis]);
            bool meet = a.From is Constant low && b.From is Constant from && a.To is Constant high && b.To is Constant to
                && low.Value < to.Value && from.Value < high.Value;
            // A loop that runs at all meets the element at which it starts.
            meet |= a.From is Constant && a.From.Equals(b.From) && (a.To is Constant || b.To is Constant);
            if (!a.Equals(b) && !whole && !meet)
                return false;
        }
        return true;
    }

    private static string Counter(LatentState latent) => "drawn_" + LatentState.Clean(latent.Member.Name);

    /// <summary>Whether the text shows that each element is drawn once: by one statement for all, or by constant ranges that add up.</summary>
    private static bool IsDrawnOnce(LatentState latent)
    {
        if (!latent.Draws.All(d => d.IsPlain))
            return false;
        if (latent.Draws.Count == 1 && latent.Draws[0].Ranges.Zip(latent.Dimensions, (r, size) => Build.IsZero(r!.Value.From) && r.Value.To.Equals(size)).All(whole => whole))
            return true;
        double Count(DrawPlace draw) => draw.Ranges.Zip(latent.Dimensions, (r, size) =>
            r is ({ } from, { } to) && from is Constant low && to is Constant high && size is Constant last && low.Value >= 0 && high.Value <= last.Value
                ? high.Value - low.Value
                : double.NaN).Aggregate(1.0, (a, b) => a * b);
        return latent.Draws.Sum(Count) == latent.Dimensions.Aggregate(1.0, (a, size) => a * (size is Constant known ? known.Value : double.NaN));
    }

    /// <summary>Keeps the counters of latents of which the text alone does not show that each element is drawn once.</summary>
    private EquatableArray<Statement> WithCounters(List<Statement> statements, int prologue)
    {
        var uncertain = latents.Values.Where(l => l.Draws.Count > 0 && !IsDrawnOnce(l)).ToList();
        var kept = new HashSet<string>(uncertain.Select(Counter));
        List<Statement> result = Without(statements, s => s is DataCall { Target.Length: > 0 } call && !kept.Contains(call.Target));
        result.InsertRange(prologue, uncertain.Select(l => new DataArray(Counter(l), "DrawCounter",
            $"new DrawCounter({Emit.Literal.Of(l.Member.Name)}{string.Concat(l.Dimensions.Select((_, i) => ", {" + i + "}"))})", l.Dimensions)));
        result.AddRange(uncertain.Select(l => new DataCall(Counter(l), ".Check()", EquatableArray<Expression>.Empty)));
        return result.ToEquatable();
    }

    private static List<Statement> Without(IEnumerable<Statement> statements, System.Func<Statement, bool> dropped) =>
    [
        .. statements.Where(s => !dropped(s)).Select(s => s switch
        {
            For loop => loop with { Body = Without(loop.Body, dropped).ToEquatable() },
            If branch => branch with { Then = Without(branch.Then, dropped).ToEquatable(), Else = Without(branch.Else, dropped).ToEquatable() },
            _ => s,
        }),
    ];
}

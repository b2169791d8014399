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

/// <summary>A draw of a latent or an observed member: the branches above it, and the range of each index, where it is known.</summary>
/// <param name="Path">The branches.</param>
/// <param name="Ranges">For each axis, where its index runs.</param>
/// <param name="Sizes">For each axis, the number of places.</param>
/// <param name="Places">For each index that it gives, the loop whose variable it is and the distance from it.</param>
/// <param name="IsInjective">Whether no element of the ranges is drawn by two of its runs.</param>
/// <param name="IsBox">Whether every index runs through its range whatever the others are, as in no triangle.</param>
internal sealed record DrawPlace(
    string Path, IReadOnlyList<(Expression From, Expression To)?> Ranges, IReadOnlyList<Expression> Sizes, IReadOnlyList<(int? Loop, double Distance)> Places, bool IsInjective, bool IsBox)
{
    /// <summary>Whether it runs exactly once for each element of the ranges.</summary>
    public bool IsPlain => IsInjective && Path.Length == 0;
}

/// <summary>The draws of a member so far, to refuse a second one of an element, and elements without one.</summary>
internal sealed class DrawLog(ModelMember member)
{
    public ModelMember Member { get; } = member;

    public List<DrawPlace> Draws { get; } = [];

    public bool IsObserved => Member.Role == MemberRole.Observed;
}

/// <content>Latents and outcomes are drawn once; elements that depend on latents are assigned once.</content>
internal sealed partial class Lowering
{
    private readonly Dictionary<string, ArrayOrigin> origins = [];
    private readonly Dictionary<int, Expression> bindings = [];

    // Tables of the addresses of rows, with the number of loops around where they are made.
    private readonly Dictionary<string, int> rowTables = [];

    private ArrayOrigin AddOrigin(string key, MemberShape shape, bool filled = false) =>
        origins[key] = new ArrayOrigin(LoopDepth, guardDepth, shape) { IsFilled = filled };

    /// <summary>The number of loops around where an object of the data part is made.</summary>
    private int DepthOf(string name) =>
        origins.TryGetValue(name, out ArrayOrigin? origin) ? origin.LoopDepth : rowTables.TryGetValue(name, out int depth) ? depth : 0;

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

    private readonly Dictionary<string, DrawLog> drawLogs = [];
    private readonly Dictionary<DataCall, DrawPlace> draws = [];

    /// <summary>Notes a draw: a certain second draw is an error here; what data decide is counted when data are known.</summary>
    /// <param name="member">What is drawn.</param>
    /// <param name="sizeOf">The number of places along an axis.</param>
    /// <param name="indices">The indices given, from the first axis on.</param>
    /// <param name="syntax">The statement.</param>
    private void NoteDraw(ModelMember member, System.Func<int, Expression> sizeOf, List<Expression> indices, SyntaxNode syntax)
    {
        if (!drawLogs.TryGetValue(member.Name, out DrawLog? log))
            drawLogs.Add(member.Name, log = new DrawLog(member));
        var ranges = new List<(Expression From, Expression To)?>();
        var used = new HashSet<int>();
        List<Expression> sizes = [.. Enumerable.Range(0, member.Rank).Select(sizeOf)];
        for (int axis = 0; axis < member.Rank; axis++)
            ranges.Add(axis < indices.Count ? RangeOf(indices[axis], used) : (Constant.Int(0), sizes[axis]));
        string path = BranchPath;
        bool isBox = ranges.All(r => r is not { } range || !loops.Exists(frame => DependsOn(range.From, frame) || DependsOn(range.To, frame)));
        if (log.Draws.Any(d => path.StartsWith(d.Path, System.StringComparison.Ordinal) && Overlap(d.Ranges, ranges, sizes, d.IsBox && isBox)))
            context.Report(Descriptors.AssignedTwice, syntax, member.Name);
        DrawPlace place = new(path, ranges, sizes, PlacesOf(indices), used.Count == loops.Count && !ranges.Contains(null), isBox);
        log.Draws.Add(place);
        DataCall mark = CounterCall(member, ".Mark(", indices, StatementText(syntax));
        draws[mark] = place;
        output.Add(mark);
    }

    private void NoteDraw(LatentState latent, List<Expression> indices, SyntaxNode syntax) =>
        NoteDraw(latent.Member, axis => latent.Dimensions[axis], indices, syntax);

    private void NoteObserved(ModelMember member, List<Expression> indices, SyntaxNode syntax)
    {
        var array = DataMember(member.Name, member.Shape, member.Element, isMember: true) as ArrayValue;
        NoteDraw(member, axis => array!.Length(axis, [.. indices.Take(axis)]), indices, syntax);
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
        IReadOnlyList<(Expression From, Expression To)?> first, IReadOnlyList<(Expression From, Expression To)?> second, IReadOnlyList<Expression> dimensions, bool areBoxes)
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
            if (!a.Equals(b) && !(areBoxes && (whole || meet)))
                return false;
        }
        return true;
    }

    /// <summary>A call of a member's counter with the place and the statement.</summary>
    private static DataCall CounterCall(ModelMember member, string method, List<Expression> indices, string statement) =>
        new(Counter(member), $"{method}{string.Concat(indices.Select((_, i) => "{" + i + "}, "))}{TextLiteral(statement)})", indices.ToEquatable());

    private static string Counter(ModelMember member) => "drawn_" + LatentState.Clean(member.Name);

    /// <summary>Whether the text shows that each element is drawn once: by one statement for all, or by constant ranges that add up.</summary>
    private static bool IsDrawnOnce(DrawLog log)
    {
        if (log.Draws.Count == 1 && log.Draws[0].IsInjective && log.Member.IsPartly)
            return true;
        if (!log.Draws.All(d => d.IsPlain))
            return false;
        if (log.Draws.Count == 1 && log.Draws[0].Ranges.Zip(log.Draws[0].Sizes, (r, size) => Build.IsZero(r!.Value.From) && r.Value.To.Equals(size)).All(whole => whole))
            return true;
        static double Count(DrawPlace draw) => draw.Ranges.Zip(draw.Sizes, (r, size) =>
            r is ({ } from, { } to) && from is Constant low && to is Constant high && size is Constant last && low.Value >= 0 && high.Value <= last.Value
                ? high.Value - low.Value
                : double.NaN).Aggregate(1.0, (a, b) => a * b);
        return log.Draws.Sum(Count) == log.Draws[0].Sizes.Aggregate(1.0, (a, size) => a * (size is Constant known ? known.Value : double.NaN));
    }

    /// <summary>Keeps the counters of members of which the text alone does not show that each element is drawn once, and before it is read.</summary>
    private EquatableArray<Statement> WithCounters(List<Statement> statements, int prologue)
    {
        ILookup<string, (DrawPlace Draw, int Statement)> drawn = statements
            .SelectMany((s, place) => Walk.All([s]).OfType<DataCall>().Where(draws.ContainsKey).Select(c => (c.Target, Draw: draws[c], place)))
            .ToLookup(d => d.Target, d => (d.Draw, d.place));
        List<Statement> checkedReads = [.. statements.SelectMany((s, place) =>
            Without([s], part => part is DataCall call && IsRead(call) && !SaysMore(call, place, [.. drawn[call.Target]])))];
        var read = new HashSet<string>(Walk.All(checkedReads).OfType<DataCall>().Where(IsRead).Select(c => c.Target));
        List<DrawLog> uncertain = [.. drawLogs.Values.Where(l => read.Contains(Counter(l.Member)) || !IsDrawnOnce(l))];
        var kept = new HashSet<string>(uncertain.Select(l => Counter(l.Member)));
        List<Statement> result = Without(checkedReads, s => s is DataCall { Target.Length: > 0 } call && !kept.Contains(call.Target));
        result.InsertRange(prologue, uncertain.Select(NewCounter));
        result.AddRange(uncertain.Where(l => !l.Member.IsPartly).Select(l =>
            new DataCall(Counter(l.Member), l.IsObserved ? ".CheckScored()" : ".Check()", EquatableArray<Expression>.Empty)));
        return result.ToEquatable();
    }

    private DataArray NewCounter(DrawLog log)
    {
        ModelMember member = log.Member;
        string name = Emit.Literal.Of(member.Name);
        if (log.IsObserved && member.Shape == MemberShape.JaggedArray)
            return new DataArray(Counter(member), "DrawCounter", $"DrawCounter.OfRows({name}, model.{Emit.Identifiers.Escape(member.Name)})", EquatableArray<Expression>.Empty);
        EquatableArray<Expression> sizes = log.Draws[0].Sizes.ToEquatable();
        return new DataArray(Counter(member), "DrawCounter", $"new DrawCounter({name}{string.Concat(sizes.Select((_, i) => ", {" + i + "}"))})", sizes);
    }

    private static List<Statement> Without(IEnumerable<Statement> statements, System.Func<Statement, bool> dropped) =>
    [
        .. statements.Where(s => !dropped(s)).Select(s => s switch
        {
            For loop => loop with { Body = Without(loop.Body, dropped).ToEquatable() },
            If branch => branch with { Then = Without(branch.Then, dropped).ToEquatable(), Else = Without(branch.Else, dropped).ToEquatable() },
            _ => s,
        }).Where(s => s is not (If { Then.Count: 0, Else.Count: 0 } or For { Body.Count: 0, Carried.Count: 0 })),
    ];
}

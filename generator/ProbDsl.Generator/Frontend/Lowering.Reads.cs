using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Latents are read after they are drawn: the text shows it, or the data part checks what a loop reads that draws other elements.</content>
internal sealed partial class Lowering
{
    private const string ReadCall = ".Read(";

    /// <summary>What an expression asks of a latent that it names.</summary>
    private enum LatentUse
    {
        Size,
        Part,
        Whole,
    }

    /// <summary>A read that stands before the first draw.</summary>
    /// <param name="Syntax">Its place in the text.</param>
    /// <param name="Loop">The variable of the outermost loop around it, if earlier iterations may have drawn what it reads; else null.</param>
    private sealed record EarlyRead(SyntaxNode Syntax, int? Loop);

    private readonly Dictionary<string, List<EarlyRead>> readEarly = [];

    /// <summary>The reads of parts of latents so far, in the order of the text.</summary>
    private readonly List<(ModelMember Member, IReadOnlyList<Expression> Indices, SyntaxNode Syntax)> partsRead = [];

    /// <summary>Checks of reads, with the loops and distances of their indices.</summary>
    private readonly Dictionary<DataCall, List<(int? Loop, double Distance)>> readChecks = [];

    private static LatentUse UseOf(SyntaxNode syntax)
    {
        SyntaxNode node = Unparenthesized(syntax);
        return node.Parent switch
        {
            ElementAccessExpressionSyntax access when access.Expression == node => LatentUse.Part,
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" or "Count" or "RowCount" or "ColumnCount" or "GetLength" } access when access.Expression == node => LatentUse.Size,
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Row" or "At" } access when access.Expression == node => LatentUse.Part,
            _ => LatentUse.Whole,
        };
    }

    /// <summary>Reports what reads a latent before its first draw.</summary>
    private void ReportEarlyReads(ModelMember member)
    {
        if (drawn.Contains(member.Name) || !readEarly.TryGetValue(member.Name, out List<EarlyRead>? early))
            return;
        int? loop = loops.Count == 0 ? null : loops[0].Variable.Id;
        if (early.FirstOrDefault(r => r.Loop is null || r.Loop != loop) is { } read)
            context.Report(Descriptors.UseBeforeDraw, read.Syntax, member.Name);
    }

    private void NoteEarlyRead(ModelMember member, SyntaxNode syntax, int? loop)
    {
        if (drawn.Contains(member.Name))
            return;
        if (!readEarly.TryGetValue(member.Name, out List<EarlyRead>? early))
            readEarly.Add(member.Name, early = []);
        early.Add(new EarlyRead(syntax, loop));
    }

    /// <summary>Notes that an element or a row of a latent is read: it must have been drawn by then.</summary>
    /// <param name="part">The element or row.</param>
    /// <param name="last">The last of its indices, evaluated.</param>
    private void NoteRead(IOperation part, IReadOnlyList<Expression> last)
    {
        if (MemberOf(part) is not { Role: MemberRole.Latent } member || UseOf(part.Syntax) != LatentUse.Whole)
            return;
        IReadOnlyList<IOperation> operations = IndicesOf(part);
        var indices = new List<Expression>();
        foreach (IOperation index in operations.Take(operations.Count - last.Count))
            indices.Add(Evaluate(index) is ScalarValue scalar ? scalar.Expression : Constant.Int(0));
        NoteRead(member, [.. indices, .. last], part.Syntax);
    }

    /// <summary>Notes that an element, a row or the whole of a latent is read.</summary>
    private void NoteRead(ModelMember member, List<Expression> indices, SyntaxNode syntax)
    {
        bool isElement = indices.Count == member.Rank;
        // A row that gets another name is read where its elements are.
        if (!isElement && drawn.Contains(member.Name) && !ReadsAll(syntax))
            return;
        NoteEarlyRead(member, syntax, indices.Count == 0 || loops.Count == 0 ? null : loops[0].Variable.Id);
        partsRead.Add((member, indices, syntax));
        if (indices.SelectMany(Walk.Locals).Any(l => l.Latent || !(bindings.ContainsKey(l.Id) || loops.Exists(f => f.Variable.Id == l.Id))))
            return;
        List<(int? Loop, double Distance)> places = PlacesOf(indices);
        if (IsDrawnInThisIteration(member, places))
            return;
        DataCall check = CounterCall(member, ReadCall, indices, StatementAround(syntax));
        readChecks[check] = places;
        output.Add(check);
    }

    /// <summary>Whether what is done with a row or a whole needs each of its elements: an operator, or a method of a library that does not take parts.</summary>
    private bool ReadsAll(SyntaxNode syntax)
    {
        SyntaxNode node = Unparenthesized(syntax);
        InvocationExpressionSyntax? call = node.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax invocation } access when access.Expression == node => invocation,
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } } => invocation,
            _ => null,
        };
        if (call is null)
            return node.Parent is BinaryExpressionSyntax;
        return context.Semantics.Of(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol { DeclaringSyntaxReferences.Length: 0 } method
            && (method.ContainingType.Name == "Enumerable"
                ? method.Name is "Sum" or "Average" or "Max" or "Min"
                : method.Name is not ("Column" or "Diagonal") && !method.Name.StartsWith("Sub", System.StringComparison.Ordinal));
    }

    /// <summary>For each index the loop whose variable it is, with the distance from it; or no loop and a constant, NaN for any other index.</summary>
    private List<(int? Loop, double Distance)> PlacesOf(IEnumerable<Expression> indices) =>
    [
        .. indices.Select(index => Linear(index) is ({ } loop, var distance)
            ? ((int?)loop.Variable.Id, distance)
            : (null, index is Constant constant ? constant.Value : double.NaN)),
    ];

    /// <summary>Whether a statement above has drawn the very element, by the same variables of loops that are still open.</summary>
    private bool IsDrawnInThisIteration(ModelMember member, List<(int? Loop, double Distance)> read) =>
        drawLogs.TryGetValue(member.Name, out DrawLog? log) && log.Draws.Exists(d =>
            BranchPath.StartsWith(d.Path, System.StringComparison.Ordinal)
            && d.Places.Count > 0 && d.Places.Count <= read.Count
            && d.Places.Zip(read, (a, b) => a == b && (a.Loop is null || loops.Exists(l => l.Variable.Id == a.Loop))).All(same => same));

    /// <summary>Reports a draw whose own distribution reads what it draws.</summary>
    private void CheckOwnReads(ModelMember member, List<Expression> indices, int readBefore)
    {
        foreach ((ModelMember read, IReadOnlyList<Expression> at, SyntaxNode syntax) in partsRead.Skip(readBefore))
            if (read == member && member.Rank > 0 && at.Zip(indices, (a, b) => a.Equals(b)).All(same => same))
            {
                context.Report(Descriptors.UseBeforeDraw, syntax, Shorten(syntax.ToString()));
                return;
            }
    }

    /// <summary>Whether a check of a read says something that the text does not: a draw of the member follows, or an iteration of the same loop draws.</summary>
    /// <param name="check">The check.</param>
    /// <param name="statement">The statement of <c>Generate()</c> that it stands in.</param>
    /// <param name="draws">The places that draws of the member give a value to, with the statement that each stands in.</param>
    private bool SaysMore(DataCall check, int statement, IReadOnlyList<(DrawPlace Draw, int Statement)> draws) =>
        draws.Any(d => d.Statement > statement
            || (d.Statement == statement && !(readChecks.TryGetValue(check, out List<(int? Loop, double Distance)>? read) && IsEarlierIteration(d.Draw.Places, read))));

    private static bool IsRead(DataCall call) => call.Target.Length > 0 && call.Template.StartsWith(ReadCall, System.StringComparison.Ordinal);

    /// <summary>Whether a read is of nothing that the draw gives, or of what it gave in an earlier iteration: at the outermost loop whose variables differ, it looks back.</summary>
    private static bool IsEarlierIteration(IReadOnlyList<(int? Loop, double Distance)> draw, IReadOnlyList<(int? Loop, double Distance)> read)
    {
        if (draw.Count == 0 || draw.Count > read.Count)
            return false;
        var axes = draw.Zip(read, (d, r) => (d.Loop, Same: d.Loop == r.Loop, Distance: r.Distance - d.Distance)).ToList();
        if (axes.Exists(a => a.Same && a.Loop is null && a.Distance is < 0 or > 0))
            return true;
        return axes.TrueForAll(a => a.Same && !double.IsNaN(a.Distance))
            && axes.OrderBy(a => a.Loop ?? 0).Select(a => a.Distance).FirstOrDefault(d => d != 0) < 0;
    }

    private static SyntaxNode Unparenthesized(SyntaxNode node)
    {
        while (node.Parent is ParenthesizedExpressionSyntax || node.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            node = node.Parent!;
        return node;
    }
}

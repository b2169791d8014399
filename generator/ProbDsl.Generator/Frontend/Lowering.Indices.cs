using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Indices that the model writes: the text shows that they lie within their array, or the data part checks it where the model reads.</content>
internal sealed partial class Lowering
{
    private readonly HashSet<(List<Statement> Place, Expression From, Expression To, Expression Size)> checkedIndices = [];

    /// <summary>An index along an axis of an array.</summary>
    /// <param name="Value">The index.</param>
    /// <param name="Size">The number of places along the axis.</param>
    /// <param name="Array">What the messages call the array.</param>
    /// <param name="Index">The index as the model writes it.</param>
    /// <param name="Method">The check that knows what the axis consists of: elements, rows or columns.</param>
    /// <param name="Syntax">The place in the text.</param>
    private sealed record IndexUse(Expression Value, Expression Size, string Array, string Index, string Method, SyntaxNode Syntax);

    /// <summary>Sees to it that the indices of an element or a row exist.</summary>
    /// <param name="array">The array.</param>
    /// <param name="indices">The indices, one an axis, from the first axis on.</param>
    /// <param name="operations">The operations that gave them.</param>
    /// <param name="name">The array as the model writes it.</param>
    private void CheckIndices(ArrayValue array, IReadOnlyList<Expression> indices, IReadOnlyList<IOperation> operations, string name)
    {
        bool together = array.Rank == 2 && operations.Count == 2 && operations[0].Syntax.FirstAncestorOrSelf<BaseArgumentListSyntax>() is { } brackets
            && brackets == operations[1].Syntax.FirstAncestorOrSelf<BaseArgumentListSyntax>();
        for (int axis = 0; axis < indices.Count && axis < array.Rank; axis++)
        {
            Expression size = array.Length(axis, [.. indices.Take(axis)]);
            string index = Shorten(operations[axis].Syntax.ToString());
            string method = axis == 1 ? together ? "ColumnIndex" : "Index" : array.Rank == 2 ? "RowIndex" : "Index";
            string row = axis == 1 && !together ? $"{name}[{Shorten(operations[0].Syntax.ToString())}]" : name;
            CheckIndex(new IndexUse(indices[axis], size, Shorten(row), index, method, operations[axis].Syntax));
        }
    }

    /// <summary>Sees to it that the element or the row of a member that a statement draws exists.</summary>
    private void CheckDrawnIndices(ModelMember member, List<Expression> indices, IReadOnlyList<IOperation> operations, IOperation target)
    {
        string name = Shorten(RootOf(target).Syntax.ToString());
        if (member.Role == MemberRole.Latent && latents[member.Name] is { Dimensions.Count: > 0 } latent)
            CheckIndices(LatentArray(member, latent.Values), indices, operations, name);
        else if (member.Role == MemberRole.Observed && DataMember(member.Name, member.Shape, member.Element, isMember: true) is ArrayValue data)
            CheckIndices(data, indices, operations, name);
        else if (environment.TryGetValue(member.Symbol, out Value? derived) && derived is ArrayValue array)
            CheckIndices(array, indices, operations, name);
    }

    /// <summary>Sees to it that the row, column or element that a method of MathNet asks for exists.</summary>
    private void CheckParts(BoundCall call)
    {
        if (call.Operation is not { Instance: not null, TargetMethod.Name: "Row" or "Column" or "At" } || call.Values[0] is not ArrayValue array)
            return;
        string name = Shorten(call.Text(0));
        if (call.Operation.TargetMethod.Name == "Column")
            CheckIndex(new IndexUse(call.Scalar(1), array.Length(1, [Constant.Int(0)]), name, Shorten(call.Text(1)), "ColumnIndex", call.Operands[1].Syntax));
        else
        {
            int axes = call.Operation.TargetMethod.Name == "Row" ? 1 : array.Rank;
            List<Expression> indices = [.. Enumerable.Range(1, axes).Select(call.Scalar)];
            CheckIndices(array, indices, [.. call.Operands.Skip(1).Take(axes)], name);
            if (MemberOf(call.Operands[0]) is { Role: MemberRole.Latent } member && IndicesOf(call.Operands[0]).Count == 0 && UseOf(call.Operation.Syntax) == LatentUse.Whole)
                NoteRead(member, indices, call.Operation.Syntax);
        }
    }

    private void CheckIndex(IndexUse use)
    {
        if (use.Value.Latent || use.Size.Latent)
            return;
        (Expression from, Expression to, LoopFrame? frame) = RangeOf(use.Value);
        // Under a condition on data the text alone does not show that the element is used.
        bool always = branches.Count == 0 && (frame is null || (frame.From is Constant && frame.To is Constant));
        if (from is Constant low && to is Constant high && high.Value > low.Value && always)
        {
            bool outside = low.Value < 0 || (use.Size is Constant size && high.Value > size.Value);
            if (outside)
                ReportIndex(use, low.Value, high.Value - 1);
            if (outside || use.Size is Constant)
                return;
        }
        if (from is Constant { Value: >= 0 } && EndsWithin(to, use.Size))
            return;
        AddIndexCheck(use, from, to, frame);
    }

    private void ReportIndex(IndexUse use, double low, double high)
    {
        string part = use.Method switch { "RowIndex" => "row", "ColumnIndex" => "column", _ => "element" };
        double bad = low < 0 ? low : System.Math.Max(low, ((Constant)use.Size).Value);
        string number = bad.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string reached = low < high ? $", which '{use.Index}' reaches" : use.Index == number ? "" : $" ('{use.Index}')";
        string has = use.Size is not Constant { Value: var size } ? "indices start at 0"
            : size == 0 ? "it is empty"
            : $"it has {size} {part}{(size == 1 ? ", 0" : $"s, 0 to {size - 1}")}";
        context.Report(Descriptors.IndexOutOfRange, use.Syntax, use.Array, part, number + reached, has);
    }

    /// <summary>Whether a range that ends before <paramref name="to"/> ends within an axis of a size, whatever the data.</summary>
    private static bool EndsWithin(Expression to, Expression size) =>
        to.Equals(size)
        || (to is Constant last && size is Constant all && last.Value <= all.Value)
        || (to is Call { Op: "sub" } less && less.Arguments[0].Equals(size) && less.Arguments[1] is Constant { Value: >= 0 });

    /// <summary>Where an index runs, to the end exclusive, and the loop whose variable makes it run; null where it is one value.</summary>
    private (Expression From, Expression To, LoopFrame? Frame) RangeOf(Expression index)
    {
        (LoopFrame? frame, double offset) = Linear(index);
        Constant shift = Constant.Int((int)offset);
        return frame is null
            ? (index, Build.Add(index, Constant.Int(1)), null)
            : (Shift(frame.From, shift), Shift(frame.To, shift), frame);
    }

    private static Expression Shift(Expression end, Constant by) => by.Value < 0 ? Build.Sub(end, Constant.Int((int)-by.Value)) : Build.Add(end, by);

    /// <summary>The loop and the distance where an index is a loop's variable plus a constant.</summary>
    private (LoopFrame? Frame, double Offset) Linear(Expression index)
    {
        switch (index)
        {
            case Local local when loops.Find(l => l.Variable.Id == local.Id) is { } frame:
                return (frame, 0);
            case Local local when bindings.TryGetValue(local.Id, out Expression? value):
                return Linear(value);
            case Call { Op: "add" or "sub" } sum when sum.Arguments[1] is Constant { Type: Kind.Integer } distance && Linear(sum.Arguments[0]) is ({ } frame, var offset):
                return (frame, sum.Op == "add" ? offset + distance.Value : offset - distance.Value);
            case Call { Op: "add" } sum when sum.Arguments[0] is Constant { Type: Kind.Integer } distance && Linear(sum.Arguments[1]) is ({ } frame, var offset):
                return (frame, offset + distance.Value);
            default:
                return (null, 0);
        }
    }

    /// <summary>Adds the check where the index is used; where a loop uses all of a range, before the loop.</summary>
    private void AddIndexCheck(IndexUse use, Expression from, Expression to, LoopFrame? frame)
    {
        bool whole = frame is not null && frame == loops[loops.Count - 1] && frame.Branches == branches.Count && ExistsBefore(use.Size, frame);
        List<Statement> place = whole ? frame!.Outside : output;
        if (!whole)
            (from, to) = (use.Value, use.Value);
        if (!checkedIndices.Add((place, from, to, use.Size)))
            return;
        string names = $"{TextLiteral(use.Array)}, {TextLiteral(use.Index)}, {TextLiteral(StatementAround(use.Syntax))}";
        place.Add(whole
            ? new DataCall("", $"DataCheck.{use.Method.Replace("Index", "Indices")}({{0}}, {{1}}, {{2}}, {names})", EquatableArray.Of(from, to, use.Size))
            : new DataCall("", $"DataCheck.{use.Method}({{0}}, {{1}}, {names})", EquatableArray.Of(from, use.Size)));
    }

    /// <summary>Whether an expression has its value before a loop is entered: nothing in it is made in the loop.</summary>
    private bool ExistsBefore(Expression expression, LoopFrame frame)
    {
        int depth = loops.IndexOf(frame);
        return Walk.Locals(expression).All(l => l.Id < frame.Variable.Id)
            && DataNames.In(expression).All(name => DepthOf(name) <= depth);
    }

    /// <summary>A string of C#, in which no brace can be taken for a hole of a template.</summary>
    private static string TextLiteral(string text) => Emit.Literal.Of(text).Replace("{", "\\u007b");

    /// <summary>The statement that a piece of the text belongs to; of a loop or a branch its head.</summary>
    private string StatementAround(SyntaxNode syntax)
    {
        StatementSyntax? statement = syntax.FirstAncestorOrSelf<StatementSyntax>();
        SyntaxNode? body = statement switch
        {
            ForStatementSyntax loop => loop.Statement,
            CommonForEachStatementSyntax loop => loop.Statement,
            IfStatementSyntax branch => branch.Statement,
            _ => null,
        };
        return statement is null or BlockSyntax ? StatementText(currentStatement)
            : body is null ? StatementText(statement)
            : Shorten(statement.ToString().Substring(0, body.SpanStart - statement.SpanStart));
    }
}

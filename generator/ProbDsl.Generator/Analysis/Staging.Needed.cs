using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <content>
/// Data that may not exist, or be no finite number: only what reads them may compute them. A loop may have no rows and a branch
/// none that take it; then their fields stay zero, and zero times them is zero.
/// </content>
internal sealed partial class Staging
{
    // Fields that are set where they are used.
    private readonly HashSet<(DataField, List<Preparation>)> assignedInside = [];

    private bool IsSetWhereNeeded(DataField field)
    {
        Expression value = field.Value!;
        return loopVariables.Count > 0 && IsRead(value)
            || (loopVariables.Count > 0 || Emptiness().Count > 0) && !IsCertain(value)
            && !(assigned.TryGetValue(field, out List<string>? paths) && IsWithin(paths));
    }

    private void SetWhereNeeded(DataField field)
    {
        if (!assignedInside.Add((field, target)))
            return;
        bool isOnce = loopVariables.Count > 0 && field.Value is not Local && !IsRead(field.Value!);
        if (isOnce)
            field.Flag ??= staged.Names.Give($"{field.Name}IsSet");
        List<Expression> reached = Emptiness();
        var step = new FieldStep(field, isOnce);
        target.Add(reached.Count == 0 ? step : new BranchStep(reached.Aggregate((a, b) => Build.Call("and", a, b)), [step], []));
    }

    /// <summary>That the sums around what is read now have terms, where that depends on data.</summary>
    private List<Expression> Emptiness() => [.. enclosing.Where(r => !(r.From is Constant from && r.To is Constant to && from.Value < to.Value))
        .Where(r => VarianceOf(r.From) <= Node.RowBit && VarianceOf(r.To) <= Node.RowBit)
        .Select(r => Build.Call("lt", r.From, r.To)).Distinct()];

    /// <summary>Whether data are certain to exist, and to be finite numbers.</summary>
    private bool IsCertain(Expression value) => value.Type == Kind.Real
        ? Finiteness.Holds(value, local => ValueOf(local) ?? (local.Type == Kind.Real ? new Constant(double.NaN, Kind.Real) : null))
        : !Walk.Parts(value).Any(p => p is Reduce or Call { Op: "idiv" or "mod" } || (p is DataText text && !Build.IsReserve(text) && Finiteness.CallsFunctions(text.Template)));

    /// <summary>Whether an expression reads an element, which exists for certain only where the model reads it: not before the loop around that place.</summary>
    private static bool IsRead(Expression expression) => Walk.Parts(expression).OfType<DataText>().Any(t =>
        t.Arguments.Count > 0 && (t.Template.StartsWith("DataCheck.At(", System.StringComparison.Ordinal) || t.Template.StartsWith("DataCheck.Row(", System.StringComparison.Ordinal)
            || t.Template.EndsWith("]", System.StringComparison.Ordinal) || t.Template.Contains(".At({0}, {1})")));

    /// <summary>Notes the data outside every loop that one side of a choice may read in vain: what is made of them has derivatives only where it was chosen.</summary>
    private void NoteSides(Node choice)
    {
        if (choice.Op != "select" || !choice.Latent || !noted.Add(choice))
            return;
        var seen = new HashSet<Node>();
        void Visit(Node node)
        {
            if (!seen.Add(node))
                return;
            if (node.Leaf is DataLeaf data && node.Variance == 0 && !IsCertain(data.Expression))
                staged.Finite.Doubt(node);
            foreach (Node argument in node.Arguments)
                Visit(argument);
        }
        Visit(choice.Arguments[1]);
        Visit(choice.Arguments[2]);
    }

    private readonly HashSet<Node> noted = [];
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Outcomes that may be missing: NaN in a member marked <c>[Observed(Partly = true)]</c> is not scored, and not read for anything else.</content>
internal sealed partial class Lowering
{
    // True while the elements of an outcome are scored of which some may be missing.
    private bool skipsMissing;

    private static Expression IsMissing(Expression value) => Build.Data("double.IsNaN({0})", Kind.Boolean, value);

    /// <summary>Scores an outcome where it is known: a number or a whole vector at once, independent elements one by one.</summary>
    private void WhereKnown(ModelMember member, DistributionValue distribution, Value value, List<Expression> indices, Action score)
    {
        if (!member.IsPartly || member.Element != Kind.Real)
            score();
        else if (value is ScalarValue scalar)
            OnData(Build.Call("not", IsMissing(scalar.Expression)), score);
        else if (distribution.Info.IsVector && WholeText(member, indices) is { } text)
            OnData(Build.Data($"DataCheck.IsKnown({{0}}, {Emit.Literal.Of(member.Name)}, [{string.Join(", ", indices.Select((_, i) => "{" + (i + 1) + "}"))}])", Kind.Boolean, [text, .. indices]), score);
        else
        {
            skipsMissing = true;
            score();
            skipsMissing = false;
        }
    }

    private void WhereKnown(Expression element, Action score)
    {
        if (skipsMissing)
            OnData(Build.Call("not", IsMissing(element)), score);
        else
            score();
    }

    private void OnData(Expression condition, Action action)
    {
        condition = Bind("known", condition);
        (_, EquatableArray<Statement> statements) = LowerSide(condition, $"/{++branchCount}t", () =>
        {
            action();
            return null;
        });
        output.Add(new If(condition, statements, EquatableArray<Statement>.Empty));
    }

    /// <summary>The C# object that holds a whole outcome or a row of it.</summary>
    private DataText? WholeText(ModelMember member, List<Expression> indices) =>
        DataMember(member.Name, member.Shape, member.Element, isMember: true) is ArrayValue { Text: { } text } array
            ? indices.Count == 0 ? text : Row(array, indices[0]).Text
            : null;

    /// <summary>Refuses a missing element that the model reads for something else than scoring it.</summary>
    private void CheckNotMissing(ArrayValue array, IReadOnlyList<Expression> indices, IOperation operation)
    {
        Expression element = array.Element(indices);
        if (array.Member is { } name && element is { Type: Kind.Real, Latent: false }
            && context.Members.Values.FirstOrDefault(m => m.Name == name) is { IsPartly: true, Role: MemberRole.Observed })
            output.Add(new Check(Build.Call("not", IsMissing(element)), element, IndexedText(operation), indices.ToEquatable(),
                "it is read here, and what is missing has no value", StatementAround(operation.Syntax)));
    }
}

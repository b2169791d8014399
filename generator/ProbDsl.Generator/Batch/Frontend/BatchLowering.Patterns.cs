using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Patterns: <c>value is pattern</c>, and switch expressions.</content>
internal sealed partial class BatchLowering
{
    private BatchValue IsPattern(IIsPatternOperation test)
    {
        if (Tensor(Evaluate(test.Value), test.Value.Syntax) is not { } subject)
            return MissingValue.Instance;
        return Matches(test.Pattern, subject.Node) is { } matches ? new TensorValue(matches, Kind.Boolean) : Unsupported(test.Pattern.Syntax, PatternTests<int>.Known);
    }

    /// <summary>Whether a number matches a pattern; null where a model does not know the pattern.</summary>
    private int? Matches(IPatternOperation pattern, int subject) =>
        new PatternTests<int>(() => graph.Constant(1), Number, (op, a) => Truth(op, a).Node).TryMatch(pattern, subject, out int matches) ? matches : null;

    private bool Number(IOperation operation, out int number)
    {
        int? known = operation.ConstantValue is { HasValue: true, Value: { } value } ? value switch
        {
            bool truth => graph.Constant(truth ? 1 : 0),
            double or float or int or long or short or byte or sbyte or ushort or uint => graph.Constant(System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        } : null;
        number = known ?? 0;
        return known is not null;
    }

    private BatchValue Switch(ISwitchExpressionOperation choice)
    {
        if (choice.Arms.Length == 0)
            return Unsupported(choice.Syntax, "a switch needs an arm");
        if (Tensor(Evaluate(choice.Value), choice.Value.Syntax) is not { } subject)
            return MissingValue.Instance;
        return Arms([.. choice.Arms], 0, subject.Node, choice.Syntax);
    }

    /// <summary>The value of a switch expression whose first arms do not match.</summary>
    private BatchValue Arms(IReadOnlyList<ISwitchExpressionArmOperation> arms, int first, int subject, SyntaxNode syntax)
    {
        ISwitchExpressionArmOperation arm = arms[first];
        if (arm is { Guard: null, Pattern: IDiscardPatternOperation })
            return Evaluate(arm.Value);
        if (Matches(arm.Pattern, subject) is not { } test)
            return Unsupported(arm.Pattern.Syntax, PatternTests<int>.Known);
        if (first == arms.Count - 1)
            return Unsupported(arm.Syntax, "a switch of a model with networks ends with an arm '_'");
        if (arm.Guard is { } guard)
        {
            if (Tensor(Reached(test, () => Evaluate(guard)), guard.Syntax) is not { } also)
                return MissingValue.Instance;
            test = Truth("and", test, also.Node).Node;
        }
        BatchValue value = Reached(test, () => Evaluate(arm.Value)), others = Reached(Truth("not", test).Node, () => Arms(arms, first + 1, subject, syntax));
        return Tensor(value, arm.Value.Syntax) is { } a && Tensor(others, syntax) is { } b ? Select(test, a, b, arm.Syntax) : MissingValue.Instance;
    }
}

using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Patterns, switch expressions, and throws in the place of a value.</content>
internal sealed partial class Lowering
{
    // Choices by latents around what is lowered now: both of their sides are computed.
    private int latentChoices;

    private Value IsPattern(IIsPatternOperation test)
    {
        if (Opaque(test) is { } data)
            return data;
        if (Evaluate(test.Value) is not ScalarValue { Expression: var subject })
            return Unsupported(test, "a pattern is that of a number");
        return Matches(test.Pattern, subject) is { } matches ? new ScalarValue(matches) : Unsupported(test.Pattern, PatternTests<Expression>.Known);
    }

    private static readonly PatternTests<Expression> Patterns = new(() => new Constant(1, Kind.Boolean), Number, (op, a) => op == "eq" ? Equal(a[0], a[1]) : Build.Call(op, a));

    /// <summary>Whether a number matches a pattern, or null where a model does not know the pattern.</summary>
    private static Expression? Matches(IPatternOperation pattern, Expression subject) =>
        Patterns.TryMatch(pattern, subject, out Expression matches) ? matches : null;

    private static bool Number(IOperation operation, out Expression number)
    {
        Expression? known = operation.ConstantValue is { HasValue: true, Value: { } value } ? ConstantOf(value) : null;
        number = known ?? Constant.Zero;
        return known is not null;
    }

    private Value SwitchExpression(ISwitchExpressionOperation choice)
    {
        Value value = Evaluate(choice.Value);
        if (value is not ScalarValue { Expression: var subject })
            return value is ErrorValue ? value : Unsupported(choice, "switch on a number");
        if (subject.Latent)
            context.Report(Descriptors.LatentComparison, choice.Value.Syntax);
        return choice.Arms.Length > 0 ? Arm(choice, 0, subject) : Unsupported(choice, "a switch needs an arm");
    }

    /// <summary>The value of a switch expression whose first arms do not match.</summary>
    private Value Arm(ISwitchExpressionOperation choice, int at, Expression subject)
    {
        ISwitchExpressionArmOperation arm = choice.Arms[at];
        if (Matches(arm.Pattern, subject) is not { } matches)
            return Unsupported(arm.Pattern, PatternTests<Expression>.Known);
        if (arm.Guard is { } guarded)
        {
            if (And(new ScalarValue(matches), guarded) is not ScalarValue { Expression: var both })
                return ErrorValue.Instance;
            matches = both;
        }
        bool isLast = at == choice.Arms.Length - 1;
        if (Thrown(arm.Value) is { } exception)
            return isLast ? Unsupported(arm.Value, "a switch that throws for the rest ends with '_ => throw ...'") : Refuse(matches, exception) ?? Arm(choice, at + 1, subject);
        if (!isLast && at == choice.Arms.Length - 2 && choice.Arms[at + 1] is { Pattern: IDiscardPatternOperation, Guard: null, Value: var rest } && Thrown(rest) is { } other)
            return Refuse(Build.Call("not", matches), other) ?? Evaluate(arm.Value);
        if (!isLast)
            return Choose(matches, () => Evaluate(arm.Value), () => Arm(choice, at + 1, subject), choice);
        if (matches is Constant { Value: not 0 } || HasBothTruths(choice, subject))
            return Evaluate(arm.Value);
        if (subject.Latent || matches.Latent)
            return Unsupported(choice, "a switch on a latent ends with an arm '_'");
        Unless(matches, $"new System.Runtime.CompilerServices.SwitchExpressionException({{0}})", EquatableArray.Of(subject));
        return Evaluate(arm.Value);
    }

    private static bool HasBothTruths(ISwitchExpressionOperation choice, Expression subject) =>
        subject.Type == Kind.Boolean && choice.Arms.All(a => a is { Guard: null, Pattern: IConstantPatternOperation })
        && choice.Arms.Select(a => ((IConstantPatternOperation)a.Pattern).Value.ConstantValue.Value).Distinct().Count() == 2;

    /// <summary>What is thrown in the place of a value, or null.</summary>
    private static IOperation? Thrown(IOperation value) => (Unconverted(value) as IThrowOperation)?.Exception;

    /// <summary>Throws where a condition on data holds; what cannot be thrown is reported and returned.</summary>
    private Value? Refuse(Expression condition, IOperation exception)
    {
        if (condition.Latent || latentChoices > 0 || guard is not null)
            return Unsupported(exception, "data decide whether a model throws; here a latent would");
        if (!IsDataOnly(exception))
            return Unsupported(exception, "what a model throws is made of data alone");
        (string text, EquatableArray<Expression> holes) = TextOf(exception);
        Unless(Build.Call("not", condition), text, holes);
        return null;
    }

    private void Unless(Expression condition, string exception, EquatableArray<Expression> holes)
    {
        var refusal = new DataCall("", $"DataCheck.Throw({exception})", holes);
        output.Add(condition is Constant { Value: 0 } ? refusal : new If(Bind("condition", condition), EquatableArray<Statement>.Empty, EquatableArray.Of<Statement>(refusal)));
    }
}

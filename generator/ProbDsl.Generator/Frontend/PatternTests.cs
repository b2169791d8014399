using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generator.Frontend;

/// <summary>Whether a number matches a pattern, in the values of either kind of model.</summary>
/// <typeparam name="T">A value.</typeparam>
/// <param name="always">Gives the truth value of what always matches.</param>
/// <param name="number">A constant as a value; false where it is no number or truth value.</param>
/// <param name="apply">A primitive of values that gives a truth value.</param>
internal sealed class PatternTests<T>(Func<T> always, PatternTests<T>.TryRead number, Func<string, T[], T> apply)
{
    /// <summary>The patterns that there are, for messages.</summary>
    public const string Known = "the patterns of a model are numbers, comparisons with numbers, 'not', 'and', 'or' and '_'";

    public delegate bool TryRead(IOperation operation, out T value);

    /// <summary>Whether a subject matches; false where a model does not know the pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="subject">The number.</param>
    /// <param name="matches">Receives the truth value; the subject where there is none.</param>
    public bool TryMatch(IPatternOperation pattern, T subject, out T matches)
    {
        matches = subject;
        switch (pattern)
        {
            case IDiscardPatternOperation:
                matches = always();
                return true;
            case IConstantPatternOperation { Value: var value } when number(value, out T constant):
                matches = apply("eq", [subject, constant]);
                return true;
            case IRelationalPatternOperation { Value: var value, OperatorKind: var kind } when number(value, out T bound):
                bool isAbove = kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
                string? op = kind switch
                {
                    BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan => "lt",
                    BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual => "le",
                    _ => null,
                };
                if (op is not null)
                    matches = apply(op, isAbove ? [bound, subject] : [subject, bound]);
                return op is not null;
            case INegatedPatternOperation { Pattern: var inner } when TryMatch(inner, subject, out T negated):
                matches = apply("not", [negated]);
                return true;
            case IBinaryPatternOperation { LeftPattern: var left, RightPattern: var right, OperatorKind: var kind }
                when TryMatch(left, subject, out T first) && TryMatch(right, subject, out T second):
                matches = apply(kind == BinaryOperatorKind.And ? "and" : "or", [first, second]);
                return true;
            default:
                return false;
        }
    }
}

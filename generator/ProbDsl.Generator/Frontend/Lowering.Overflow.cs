using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Integers that overflow: they wrap or throw as the text says, whatever the project's own setting is.</content>
internal sealed partial class Lowering
{
    /// <summary>The sum, difference or product of integers of the data, in the text's context; null for what cannot overflow or stands in the project's own context.</summary>
    private Expression? InContext(IOperation operation, BinaryOperatorKind kind, Expression a, Expression b)
    {
        string? sign = kind switch
        {
            BinaryOperatorKind.Add => "+",
            BinaryOperatorKind.Subtract => "-",
            BinaryOperatorKind.Multiply => "*",
            _ => null,
        };
        if (sign is null || a.Type != Kind.Integer || b.Type != Kind.Integer || a.Latent || b.Latent)
            return null;
        if (a is Constant x && b is Constant y)
            return Folded(operation, sign, (long)x.Value, (long)y.Value);
        return Context(operation, this.context.Compilation) is { } context ? Build.Data($"{context}({{0}} {sign} {{1}})", Kind.Integer, a, b) : null;
    }

    /// <summary>Constants that meet where a helper is inlined, which the compiler has not folded: null where their result is an int.</summary>
    private Constant? Folded(IOperation operation, string sign, long x, long y)
    {
        long result = sign switch { "+" => x + y, "-" => x - y, _ => x * y };
        if (result == (int)result || !IsInt32(operation))
            return null;
        if (IsChecked(operation))
            context.Report(Descriptors.UnsupportedExpression, operation.Syntax, Shorten(operation.Syntax.ToString()), $"{x} {sign} {y} overflows");
        return Constant.Int(unchecked((int)result));
    }

    /// <summary>The keyword of an operation's context, where it is not the project's.</summary>
    internal static string? Context(IOperation operation, Compilation compilation) =>
        !IsInt32(operation) || IsChecked(operation) == compilation.Options.CheckOverflow ? null : IsChecked(operation) ? "checked" : "unchecked";

    /// <summary>The keyword of the context in which a text stands, where it is not the project's.</summary>
    private string? ContextAround(SyntaxNode text)
    {
        bool? isChecked = text.Ancestors().TakeWhile(a => a is not MemberDeclarationSyntax).Select(a => a.Kind() switch
        {
            SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement => true,
            SyntaxKind.UncheckedExpression or SyntaxKind.UncheckedStatement => false,
            _ => default(bool?),
        }).FirstOrDefault(c => c is not null);
        return isChecked is null || isChecked == context.Compilation.Options.CheckOverflow ? null : isChecked == true ? "checked" : "unchecked";
    }

    private static bool IsInt32(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Int32;

    private static bool IsChecked(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.IsChecked,
        ICompoundAssignmentOperation compound => compound.IsChecked,
        IUnaryOperation unary => unary.IsChecked,
        IIncrementOrDecrementOperation step => step.IsChecked,
        IConversionOperation conversion => conversion.IsChecked,
        _ => false,
    };
}

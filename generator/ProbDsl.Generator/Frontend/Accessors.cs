using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generator.Frontend;

/// <summary>Whether a property holds what it is given: generated code takes what a member was drawn or assigned for what is read from it.</summary>
internal static class Accessors
{
    private const string Computed = "it is computed from other members, so that a copy of the model has no values of its own in it";
    private const string Changed = "its accessors compute, so that what is read need not be what was drawn or assigned";

    /// <summary>Why a member cannot hold what the model gives it; null where it can.</summary>
    /// <param name="member">A field or property.</param>
    /// <param name="mayCheck">Whether its setter may refuse or replace values, as that of what the user assigns may.</param>
    public static string? Problem(ISymbol member, bool mayCheck)
    {
        if (member is not IPropertySymbol property)
            return null;
        if (property.SetMethod is null && !Lowering.IsAutoProperty(property))
            return Computed;
        return Holds(property, mayCheck) ? null : Changed;
    }

    private static bool Holds(IPropertySymbol property, bool mayCheck)
    {
        if ((property.PartialImplementationPart ?? property).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not PropertyDeclarationSyntax { AccessorList.Accessors: var accessors })
            return true;
        string storage = "field";
        foreach (AccessorDeclarationSyntax getter in accessors.Where(a => a.IsKind(SyntaxKind.GetAccessorDeclaration) && !IsAuto(a)))
        {
            ExpressionSyntax? read = Expression(getter);
            if (mayCheck && read is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression, Left: var kept })
                read = kept;
            if (read is not (IdentifierNameSyntax or { RawKind: (int)SyntaxKind.FieldExpression } or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }))
                return false;
            storage = read.ToString();
        }
        return accessors.Where(a => !a.IsKind(SyntaxKind.GetAccessorDeclaration) && !IsAuto(a))
            .All(setter => mayCheck || (Expression(setter) is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: IdentifierNameSyntax { Identifier.Text: "value" } } set
                && set.Left.ToString() == storage));
    }

    private static bool IsAuto(AccessorDeclarationSyntax accessor) => accessor is { Body: null, ExpressionBody: null };

    private static ExpressionSyntax? Expression(AccessorDeclarationSyntax accessor) => accessor switch
    {
        { ExpressionBody.Expression: { } expression } => expression,
        { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
        { Body.Statements: [ExpressionStatementSyntax { Expression: { } set }] } => set,
        _ => null,
    };
}

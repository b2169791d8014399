using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Where the compiler itself refuses a statement, its words suffice: what this generator says about the statement is left out.</summary>
internal static class CompilerErrors
{
    /// <summary>What is said of a statement that this generator could not make out: where the compiler could not either, it says so better.</summary>
    private static readonly HashSet<string> Echoes =
    [
        Descriptors.PlainAssignment.Id, Descriptors.UnsupportedStatement.Id, Descriptors.UnsupportedExpression.Id, Descriptors.UnsupportedCall.Id,
        Descriptors.DrawOutsideAssignment.Id,
    ];

    /// <summary>What is said of members, and would not be if every statement had been understood.</summary>
    private static readonly HashSet<string> Consequences = [Descriptors.NeverAssigned.Id, Descriptors.FlatLatent.Id, Descriptors.UnusedLatent.Id];

    /// <summary>The diagnostics without those that a compiler's error explains, and with one for a missing using directive.</summary>
    public static EquatableArray<Diagnostic> Reconcile(EquatableArray<Diagnostic> found, TypeDeclarationSyntax model, Compilation compilation, CancellationToken cancellation)
    {
        if (!found.Any(d => d.Severity == DiagnosticSeverity.Error))
            return found;
        var errors = new Dictionary<SyntaxTree, List<Diagnostic>>();
        List<Diagnostic> ErrorsOf(SyntaxTree tree)
        {
            if (!errors.TryGetValue(tree, out List<Diagnostic>? known))
                errors.Add(tree, known = [.. compilation.GetSemanticModel(tree)
                    .GetDiagnostics(tree == model.SyntaxTree ? model.Span : null, cancellation).Where(d => d.Severity == DiagnosticSeverity.Error)]);
            return known;
        }
        bool anyInBodies = ErrorsOf(model.SyntaxTree).Any(e => StatementAt(e.Location) is not null);
        bool IsExplained(Diagnostic diagnostic)
        {
            if (Consequences.Contains(diagnostic.Id))
                return anyInBodies;
            return Echoes.Contains(diagnostic.Id) && diagnostic.Location.SourceTree is { } tree && StatementAt(diagnostic.Location) is { } statement
                && ErrorsOf(tree).Any(e => e.Location.SourceSpan.IntersectsWith(statement.Span));
        }
        List<Diagnostic> kept = [.. found.Where(d => !IsExplained(d))];
        if (MissingUsing(ErrorsOf(model.SyntaxTree), compilation) is { } missing)
            kept.Add(missing);
        return kept.ToEquatable();
    }

    private static StatementSyntax? StatementAt(Location location)
    {
        SyntaxNode? node = location.SourceTree?.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        StatementSyntax? statement = node?.FirstAncestorOrSelf<StatementSyntax>();
        return statement is BlockSyntax ? null : statement;
    }

    /// <summary>One sentence where the first name that the compiler does not know is a distribution or a function of the library.</summary>
    private static Diagnostic? MissingUsing(IEnumerable<Diagnostic> errors, Compilation compilation)
    {
        foreach (Diagnostic error in errors.Where(e => e.Id is "CS0103" or "CS1955"))
        {
            string name = error.Location.SourceTree!.GetText().ToString(error.Location.SourceSpan);
            foreach (string type in new[] { "ProbDsl.Distributions", "ProbDsl.Functions" })
                if (compilation.GetTypeByMetadataName(type)?.GetMembers(name).Any(m => m is IMethodSymbol { IsStatic: true, DeclaredAccessibility: Accessibility.Public }) == true)
                    return Diagnostic.Create(Descriptors.MissingUsing, error.Location, name, type);
        }
        return null;
    }
}

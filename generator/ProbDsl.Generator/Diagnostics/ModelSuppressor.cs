using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProbDsl.Generator.Diagnostics;

/// <summary>Suppresses warnings about members of models that their attributes make moot: the estimator assigns and reads them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelSuppressor : DiagnosticSuppressor
{
    private const string Assigned = "the member is assigned by Generate() and by the generated half of the model";
    private const string Used = "the generated half of the model reads and writes the member";

    private const string Held = "data and unknowns of a model are numbers, arrays, vectors and matrices";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Rules = new Dictionary<string, string>
    {
        ["CS8618"] = Assigned,      // non-nullable member without a value at the end of a constructor
        ["CS0649"] = Assigned,      // never assigned
        ["CS0169"] = Used,          // never used
        ["CS0414"] = Used,          // assigned but never read
        ["IDE0044"] = Assigned,     // make the field readonly
        ["IDE0051"] = Used,         // unused private member
        ["IDE0052"] = Used,         // unread private member
        ["CA1051"] = Used,          // visible instance field
        ["CA1814"] = Held,          // rectangular array
        ["CA1819"] = Held,          // property that returns an array
        ["CA1823"] = Used,          // unused field
        ["CA1822"] = Assigned,      // Generate() could be static
    }.ToImmutableDictionary(rule => rule.Key, rule => new SuppressionDescriptor("PDSLS" + rule.Key, rule.Key, rule.Value));

    private static readonly string[] Roles =
        ["ProbDsl.LatentAttribute", "ProbDsl.ObservedAttribute", "ProbDsl.DerivedAttribute", "ProbDsl.DataAttribute", "ProbDsl.ParameterAttribute", "ProbDsl.NetworkAttribute"];

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Rules.Values.OrderBy(rule => rule.Id, System.StringComparer.Ordinal).ToImmutableArray();

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
            if (Rules.TryGetValue(diagnostic.Id, out SuppressionDescriptor? rule) && Concerned(context, diagnostic).Any(IsModelMember))
                context.ReportSuppression(Suppression.Create(rule, diagnostic));
    }

    /// <summary>The symbols that a warning may be about: CS8618 may stand on a constructor and name the member in its text alone.</summary>
    private static IEnumerable<ISymbol> Concerned(SuppressionAnalysisContext context, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            yield break;
        CancellationToken cancellation = context.CancellationToken;
        SyntaxNode node = tree.GetRoot(cancellation).FindNode(diagnostic.Location.SourceSpan);
        SemanticModel semantics = context.GetSemanticModel(tree);
        SyntaxNode? declaration = node.AncestorsAndSelf().FirstOrDefault(n => n is VariableDeclaratorSyntax or MemberDeclarationSyntax);
        if (declaration is FieldDeclarationSyntax field)
            declaration = field.Declaration.Variables.FirstOrDefault();
        if (declaration is null || semantics.GetDeclaredSymbol(declaration, cancellation) is not { } symbol)
            yield break;
        if (declaration is not ConstructorDeclarationSyntax)
        {
            yield return symbol;
            yield break;
        }
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        foreach (ISymbol member in symbol.ContainingType.GetMembers().Where(m => message.Contains($"'{m.Name}'")))
            yield return member;
    }

    private static bool IsModelMember(ISymbol symbol) =>
        symbol.ContainingType is { } type && Has(type, "ProbDsl.ModelAttribute")
        && (Roles.Any(role => Has(symbol, role)) || symbol is IMethodSymbol { Name: "Generate", Parameters.Length: 0 } || Has(symbol, "ProbDsl.GuideAttribute"));

    private static bool Has(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == attribute);
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>
/// The text of <c>Generate()</c> without the draws of latents: what runs for each posterior draw. Where outcomes are kept,
/// their draws go too, so that derived quantities see the data. Methods of the model that <c>Generate()</c> calls and that
/// draw are copied with it.
/// </summary>
internal sealed class PredictiveText
{
    private readonly ModelContext context;
    private readonly bool keepOutcomes;
    private readonly Dictionary<ISymbol, string> names = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> drawing = new(SymbolEqualityComparer.Default);
    private readonly List<CopyIr> helpers = [];

    private PredictiveText(ModelContext context, bool keepOutcomes)
    {
        this.context = context;
        this.keepOutcomes = keepOutcomes;
    }

    /// <summary>The body of the copy of <c>Generate()</c>, and the methods that it calls in place of the user's.</summary>
    public static (BodyIr Body, EquatableArray<CopyIr> Helpers) Of(IMethodSymbol generate, ModelContext context, bool keepOutcomes)
    {
        var text = new PredictiveText(context, keepOutcomes);
        BodyIr body = DeclarationOf(generate) is MethodDeclarationSyntax method ? text.Copy(method) : new BodyIr("{ }", false);
        return (body, text.helpers.ToEquatable());
    }

    private BodyIr Copy(MethodDeclarationSyntax method)
    {
        context.Unreachable.Check(method.Body ?? (SyntaxNode?)method.ExpressionBody ?? method);
        SemanticModel semantics = context.Semantics.Of(method.SyntaxTree);
        NameHelpers(method, semantics);
        var rewriter = new Rewriter(semantics, this);
        if (method.Body is { } body)
            return BodyOf(rewriter.Visit(body).WithoutTrivia());
        if (method.ExpressionBody?.Expression is not { } expression || rewriter.IsDropped(expression))
            return new BodyIr("{ }", false);
        bool returns = context.Semantics.Of(method.SyntaxTree).GetDeclaredSymbol(method) is IMethodSymbol { ReturnsVoid: false };
        return new BodyIr($"{{ {(returns ? "return " : "")}{CopiedText.Of(rewriter.Visit(expression))}; }}", true);
    }

    /// <summary>Copies the methods of the model that a body calls and that draw.</summary>
    private void NameHelpers(MethodDeclarationSyntax caller, SemanticModel semantics)
    {
        foreach (InvocationExpressionSyntax call in caller.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (semantics.GetSymbolInfo(call).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } called || names.ContainsKey(called.OriginalDefinition) || !Draws(called))
                continue;
            IMethodSymbol method = called.OriginalDefinition;
            string name = method.Name + (keepOutcomes ? "Derived" : "Predictive");
            while (context.Model.GetMembers(name).Length > 0 || names.ContainsValue(name))
                name += "_";
            names.Add(method, name);
            var syntax = (MethodDeclarationSyntax)DeclarationOf(method)!;
            string header = CopiedText.Of(syntax.ReturnType) + " " + name + (syntax.TypeParameterList is { } types ? CopiedText.Of(types) : "")
                + CopiedText.Of(syntax.ParameterList) + string.Concat(syntax.ConstraintClauses.Select(c => " " + CopiedText.Of(c)));
            helpers.Add(new CopyIr(name, header, Copy(syntax), SpacesOf(method)));
        }
    }

    /// <summary>Whether a method of the model draws a member, or calls one that does.</summary>
    private bool Draws(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (drawing.TryGetValue(method, out bool known))
            return known;
        drawing[method] = false; // what calls itself is judged by the rest
        return drawing[method] = SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Model) && DeclarationOf(method) is MethodDeclarationSyntax syntax && Draws(syntax);
    }

    private bool Draws(MethodDeclarationSyntax syntax)
    {
        SemanticModel semantics = context.Semantics.Of(syntax.SyntaxTree);
        return syntax.DescendantNodes().Any(n => n is AssignmentExpressionSyntax assignment && IsDropped(assignment, semantics))
            || syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c => semantics.GetSymbolInfo(c).Symbol is IMethodSymbol called && Draws(called));
    }

    private static SyntaxNode? DeclarationOf(IMethodSymbol method) => (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private bool IsDropped(ExpressionSyntax expression, SemanticModel semantics)
    {
        if (expression is not AssignmentExpressionSyntax { Right: { } right } assignment
            || !right.DescendantNodesAndSelf().OfType<PrefixUnaryExpressionSyntax>().Any(u => u.IsKind(SyntaxKind.BitwiseNotExpression)))
            return false;
        ExpressionSyntax target = assignment.Left;
        while (target is ElementAccessExpressionSyntax element)
            target = element.Expression;
        ISymbol? symbol = semantics.GetSymbolInfo(target).Symbol;
        return symbol is not null && context.Members.TryGetValue(symbol, out ModelMember? member)
            && (member.Role == MemberRole.Latent || (keepOutcomes && member.Role == MemberRole.Observed));
    }

    /// <summary>The lines that have code, without the indentation that they share; or the text as it is, where a string stands on several lines.</summary>
    private static BodyIr BodyOf(SyntaxNode body)
    {
        string text = body.ToFullString();
        if (body.DescendantTokens().Any(t => t.Text.IndexOf('\n') >= 0))
            return new BodyIr(text, true);
        List<string> lines = [.. text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
        int common = lines.Skip(1).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return new BodyIr(string.Join("\n", lines.Select((l, i) => i == 0 ? l : l.Substring(common))), false);
    }

    /// <summary>What stands around the class in the file of a method: its names mean the same in a copy that has it.</summary>
    public static EquatableArray<SpaceIr> SpacesOf(IMethodSymbol method)
    {
        var spaces = new List<SpaceIr>();
        for (SyntaxNode? node = DeclarationOf(method); node is not null; node = node.Parent)
        {
            if (node is BaseNamespaceDeclarationSyntax space)
                spaces.Insert(0, new SpaceIr(CopiedText.Of(space.Name), UsingsOf(space.Externs, space.Usings)));
            else if (node is CompilationUnitSyntax unit)
                spaces.Insert(0, new SpaceIr("", UsingsOf(unit.Externs, unit.Usings)));
        }
        return spaces.ToEquatable();
    }

    private static EquatableArray<string> UsingsOf(IEnumerable<ExternAliasDirectiveSyntax> externs, IEnumerable<UsingDirectiveSyntax> usings) =>
        externs.Cast<SyntaxNode>().Concat(usings.Where(u => u.GlobalKeyword == default)).Select(CopiedText.Of).ToEquatable();

    private sealed class Rewriter(SemanticModel semantics, PredictiveText text) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) =>
            IsDropped(node.Expression)
                ? SyntaxFactory.EmptyStatement().WithLeadingTrivia(VisitList(node.GetLeadingTrivia())).WithTrailingTrivia(VisitList(node.GetTrailingTrivia()))
                : base.VisitExpressionStatement(node);

        public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => Renamed(node, (SimpleNameSyntax)base.VisitIdentifierName(node)!);

        public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => Renamed(node, (SimpleNameSyntax)base.VisitGenericName(node)!);

        private SimpleNameSyntax Renamed(SimpleNameSyntax node, SimpleNameSyntax visited) =>
            Copied(node) is { } name ? visited.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(visited.Identifier)) : visited;

        private string? Copied(SimpleNameSyntax node) =>
            text.names.Count > 0 && semantics.GetSymbolInfo(node).Symbol is IMethodSymbol method && text.names.TryGetValue(method.OriginalDefinition, out string? name) ? name : null;

        public bool IsDropped(ExpressionSyntax expression) => text.IsDropped(expression, semantics);

        /// <summary>What directives leave out stays out; a comment changes no model.</summary>
        public override SyntaxTrivia VisitTrivia(SyntaxTrivia trivia) => trivia.Kind() switch
        {
            SyntaxKind.MultiLineCommentTrivia => SyntaxFactory.Space,
            SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
                or SyntaxKind.DisabledTextTrivia => default,
            _ => trivia.IsDirective ? default : trivia,
        };
    }
}

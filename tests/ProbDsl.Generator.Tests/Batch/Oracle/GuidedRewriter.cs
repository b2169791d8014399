using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>
/// Rewrites the text of models with guides so that running it scores it: in the guide <c>z[n] = ~D</c> becomes <c>z[n] = Draw&lt;…&gt;("z", D)</c>, in
/// <c>Generate()</c> <c>z[n] = Prior(z[n], D)</c> or <c>X[n] = Observed(X[n], D)</c>; terms note themselves; a plate runs over the batch.
/// </summary>
/// <remarks>All else is C#'s own: loops, choices, helpers, arrays, and the networks' own <c>Forward</c>.</remarks>
internal sealed class GuidedRewriter(SemanticModel semantics) : CSharpSyntaxRewriter
{
    private const string Scoring = "global::ProbDsl.Generator.Tests.Batch.Oracle.GuidedScoring";
    private bool inGuide;

    /// <summary>The same file as a plain library: what calls generated members is left out.</summary>
    public static SyntaxTree Rewrite(CSharpCompilation compilation, SyntaxTree tree) =>
        CSharpSyntaxTree.ParseText(new GuidedRewriter(compilation.GetSemanticModel(tree)).Visit(tree.GetRoot()).ToFullString(), (CSharpParseOptions)tree.Options);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (Regex.IsMatch(node.ToString(), @"\b(CreateBound|Fit|Predict)\("))
            return null;
        inGuide = node.AttributeLists.ToString().Contains("Guide", StringComparison.Ordinal);
        SyntaxNode? visited = base.VisitMethodDeclaration(node);
        inGuide = false;
        return visited;
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        ExpressionSyntax drawn = node.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } isOne ? isOne.Left : node.Right;
        if (drawn is not PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseNotExpression } draw)
            return base.VisitAssignmentExpression(node);
        ISymbol member = semantics.GetSymbolInfo(node.Left is ElementAccessExpressionSyntax access ? access.Expression : node.Left).Symbol!;
        bool isLatent = member.GetAttributes().Any(a => a.AttributeClass?.Name == "LatentAttribute");
        string type = semantics.GetTypeInfo(node.Left).Type!.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string distribution = Visit(draw.Operand)!.ToString();
        string call = inGuide ? $"{Scoring}.Draw<{type}>(\"{member.Name}\", {distribution})"
            : $"{Scoring}.{(isLatent ? "Prior" : "Observed")}<{type}>({node.Left}, {distribution})";
        return node.WithRight(ParseExpression(call));
    }

    /// <summary>The product of a vector with weights whose products are drawn in their place.</summary>
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node) =>
        node.IsKind(SyntaxKind.MultiplyExpression) && semantics.GetSymbolInfo(node.Left).Symbol is { } weights && SamplingOf(weights) is { } sampling
            ? ParseExpression($"{Scoring}.Product(\"{weights.Name}\", {sampling}, {Visit(node.Right)})")
            : base.VisitBinaryExpression(node);

    private static int? SamplingOf(ISymbol member) => member.GetAttributes().Where(a => a.AttributeClass?.Name == "LatentAttribute")
        .SelectMany(a => a.NamedArguments).Where(a => a.Key == "Sampling").Select(a => a.Value.Value as int?).FirstOrDefault(s => s > 0);

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        string? name = semantics.GetSymbolInfo(node).Symbol is IMethodSymbol { ContainingNamespace.Name: "ProbDsl" } method ? method.Name : null;
        return name switch
        {
            "Minibatch" or "Plate" => visited.WithExpression(ParseExpression(Scoring + ".Batch")),
            "Factor" or "Observe" => visited.WithExpression(ParseExpression($"{Scoring}.{name}")),
            _ => visited,
        };
    }
}

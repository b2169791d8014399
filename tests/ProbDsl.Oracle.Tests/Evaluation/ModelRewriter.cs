using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ProbDsl.Oracle;

/// <summary>
/// Rewrites a model's own text so that running it scores it: <c>x[i] = ~D</c> becomes
/// <c>x[Scoring.At(i)] = Scoring.Latent&lt;double&gt;("x", 1, "…", D)</c>, a factor and an observation become calls that note them.
/// </summary>
/// <remarks>
/// Loops, choices, helpers, arrays and aliases are the C# compiler's and the runtime's. Operations that give a number or a vector
/// are wrapped by <c>Scoring.Rounded</c>, which hands the result on as it is, unless a run asks how far rounding may have moved it.
/// </remarks>
internal sealed class ModelRewriter(SemanticModel semantics) : CSharpSyntaxRewriter
{
    private const string Scoring = "global::ProbDsl.Oracle.Scoring";

    /// <summary>The distributions that each member is drawn from, by the member's symbol.</summary>
    public Dictionary<ISymbol, List<ITypeSymbol>> Draws { get; } = new(SymbolEqualityComparer.Default);

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (!node.IsKind(SyntaxKind.SimpleAssignmentExpression) || DrawnFrom(node.Right) is not { } distribution
            || MemberOf(node.Left, out int indexCount) is not { } member || RoleOf(member) is not { } role)
            return base.VisitAssignmentExpression(node);
        if (!Draws.TryGetValue(member, out List<ITypeSymbol>? known))
            Draws[member] = known = [];
        known.Add(semantics.GetTypeInfo(distribution).Type!);
        ExpressionSyntax call = ParseExpression(
            $"{Scoring}.{role}<{TypeOf(node.Left)}>({Text(member.Name)}, {indexCount}, {Text(node)}, PLACE)");
        IdentifierNameSyntax place = call.DescendantNodes().OfType<IdentifierNameSyntax>().Single(n => n.Identifier.Text == "PLACE");
        call = call.ReplaceNode(place, (ExpressionSyntax)Visit(distribution)!.WithoutTrivia());
        return node.WithLeft(WithNotedIndices(node.Left)).WithRight(call);
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (semantics.GetSymbolInfo(node).Symbol is not IMethodSymbol { Name: "Factor" or "Observe", ContainingType.Name: "Distributions" } method
            || method.ContainingNamespace.ToDisplayString() != "ProbDsl")
            return IsNewNumber(node) ? Rounded(WithMovedVectors(node, visited), IsSaturating(node) ? "Saturating" : "Rounded") : visited;
        ArgumentSyntax statement = Argument(ParseExpression(Text(node)));
        ArgumentListSyntax arguments = visited.ArgumentList.WithArguments(
            visited.ArgumentList.Arguments.Insert(0, statement.WithNameColon(NameColon("statement"))));
        return visited.WithExpression(ParseExpression($"{Scoring}.{method.Name}")).WithArgumentList(arguments);
    }

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        SyntaxNode visited = base.VisitBinaryExpression(node)!;
        return IsNewNumber(node) ? Rounded((ExpressionSyntax)visited) : visited;
    }

    /// <summary>The call with each vector that it is given as a copy of which every element is moved: to a function of a vector, these are numbers of their own.</summary>
    private InvocationExpressionSyntax WithMovedVectors(InvocationExpressionSyntax node, InvocationExpressionSyntax visited)
    {
        if (semantics.GetSymbolInfo(node).Symbol is not IMethodSymbol { ContainingType: { } owner } || owner.ToDisplayString() != "ProbDsl.Functions")
            return visited;
        IEnumerable<ArgumentSyntax> arguments = node.ArgumentList.Arguments.Zip(visited.ArgumentList.Arguments, (written, argument) =>
            semantics.GetTypeInfo(written.Expression).Type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Double }
                ? argument.WithExpression(Rounded(argument.Expression, "Given"))
                : argument);
        return visited.WithArgumentList(visited.ArgumentList.WithArguments(SeparatedList(arguments)));
    }

    /// <summary>Whether an expression computes a number, or a vector that nothing else refers to.</summary>
    private bool IsNewNumber(ExpressionSyntax node)
    {
        if (semantics.GetConstantValue(node).HasValue || semantics.GetTypeInfo(node).Type is not { } type)
            return false;
        if (type.SpecialType == SpecialType.System_Double)
            return true;
        return semantics.GetSymbolInfo(node).Symbol is IMethodSymbol { ContainingType: { } owner }
            && type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } or INamedTypeSymbol { Name: "Vector" or "Matrix" }
            && (owner.ToDisplayString() == "ProbDsl.Functions" || owner.ContainingNamespace.ToDisplayString() == "MathNet.Numerics.LinearAlgebra");
    }

    /// <summary>Whether a call is of a function that comes to be 0, 1 or -1 far away, and is it nowhere.</summary>
    private bool IsSaturating(InvocationExpressionSyntax node) =>
        semantics.GetSymbolInfo(node).Symbol is IMethodSymbol { Name: "Exp" or "Pow" or "Tanh" or "Expm1" or "Logistic" or "Phi" or "Erf" or "Erfc", ReturnType.SpecialType: SpecialType.System_Double };

    private static InvocationExpressionSyntax Rounded(ExpressionSyntax value, string method = "Rounded") => InvocationExpression(
        ParseExpression($"{Scoring}.{method}"), ArgumentList(SingletonSeparatedList(Argument(value.WithoutTrivia())))).WithTriviaFrom(value);

    /// <summary>The distribution of <c>~D</c>, also where a truth value is drawn by <c>~D == 1</c>.</summary>
    private ExpressionSyntax? DrawnFrom(ExpressionSyntax right) => right switch
    {
        ParenthesizedExpressionSyntax parenthesised => DrawnFrom(parenthesised.Expression),
        CastExpressionSyntax cast => DrawnFrom(cast.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right: LiteralExpressionSyntax { Token.ValueText: "1" } } isOne => DrawnFrom(isOne.Left),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseNotExpression } draw
            when semantics.GetSymbolInfo(draw).Symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } => draw.Operand,
        _ => null,
    };

    /// <summary>The member of the model that a target is, or is an element or a row of.</summary>
    private ISymbol? MemberOf(ExpressionSyntax target, out int indexCount)
    {
        indexCount = 0;
        while (target is ElementAccessExpressionSyntax access)
        {
            indexCount += access.ArgumentList.Arguments.Count;
            target = access.Expression;
        }
        return semantics.GetSymbolInfo(target).Symbol is IFieldSymbol or IPropertySymbol ? semantics.GetSymbolInfo(target).Symbol : null;
    }

    private static string? RoleOf(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
            switch (attribute.AttributeClass?.ToDisplayString())
            {
                case "ProbDsl.LatentAttribute":
                    return nameof(ProbDsl.Oracle.Scoring.Latent);
                case "ProbDsl.ObservedAttribute":
                    return nameof(ProbDsl.Oracle.Scoring.Observed);
            }
        return null;
    }

    private ExpressionSyntax WithNotedIndices(ExpressionSyntax target)
    {
        if (target is not ElementAccessExpressionSyntax access)
            return target;
        IEnumerable<ArgumentSyntax> noted = access.ArgumentList.Arguments.Select(argument =>
            argument.WithExpression(InvocationExpression(ParseExpression(Scoring + ".At"),
                ArgumentList(SingletonSeparatedList(Argument((ExpressionSyntax)Visit(argument.Expression)!))))));
        return access.WithExpression(WithNotedIndices(access.Expression))
            .WithArgumentList(access.ArgumentList.WithArguments(SeparatedList(noted)));
    }

    private string TypeOf(ExpressionSyntax target) =>
        semantics.GetTypeInfo(target).Type!.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Text(SyntaxNode node) => Text(string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Any other C# over data alone is kept as text and evaluated once per fit.</content>
internal sealed partial class Lowering
{
    private Value? Opaque(IOperation operation)
    {
        if (operation.Type is null || ModelReader.ShapeOf(operation.Type) is not { } shape || !IsDataOnly(operation))
            return null;
        var holes = new List<Expression>();
        SemanticModel semantics = context.Compilation.GetSemanticModel(operation.Syntax.SyntaxTree);
        string text = System.Text.RegularExpressions.Regex.Replace(
            new DataRewriter(this, semantics, holes).Visit(operation.Syntax).NormalizeWhitespace().ToFullString(), "__hole([0-9]+)__", "{$1}");
        if (shape.Shape == MemberShape.Scalar)
        {
            var scalar = new DataText($"({text})", holes.ToEquatable(), shape.Element);
            return new ScalarValue(holes.OfType<DataText>().Any(h => origins.ContainsKey(h.Template)) ? BindNow("value", scalar) : scalar);
        }
        string name = $"{NameHint(operation)}_{context.NextId()}";
        output.Add(new DataArray(name, "var", text, holes.ToEquatable()));
        AddOrigin(name, shape.Shape);
        return DataArrayValue(new DataText(name, EquatableArray<Expression>.Empty, shape.Element), shape.Shape, shape.Element);
    }

    private bool IsDataOnly(IOperation operation)
    {
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            switch (part)
            {
                case ILocalReferenceOperation local when environment.TryGetValue(local.Local, out Value? value):
                    if (!HasDataText(value, local.Local.Type))
                        return false;
                    break;
                case IParameterReferenceOperation parameter when environment.TryGetValue(parameter.Parameter, out Value? value):
                    if (!HasDataText(value, parameter.Parameter.Type))
                        return false;
                    break;
                case IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member:
                    if (member is IMethodReferenceOperation || environment.ContainsKey(member.Member)
                        || (context.Members.TryGetValue(member.Member, out ModelMember? known) && known.Role is MemberRole.Latent or MemberRole.Derived)
                        || (member.Member is IPropertySymbol property && !IsAutoProperty(property)))
                        return false;
                    break;
                case IInvocationOperation { Instance: IInstanceReferenceOperation }:
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } negation when DistributionInfo.CanBeDrawn(negation.Operand.Type):
                case IAssignmentOperation or IIncrementOrDecrementOperation:
                    return false;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                    return false;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction }:
                    return false;
            }
        }
        return true;
    }

    /// <summary>Whether a value exists in the data part under its own C# type; vectors computed here are plain arrays there.</summary>
    private bool HasDataText(Value value, ITypeSymbol type) => value switch
    {
        ScalarValue scalar => !scalar.Latent,
        ArrayValue { Latent: false, Text: { } text } => type is IArrayTypeSymbol || !arrayKeys.ContainsKey(text.Template),
        _ => false,
    };

    /// <summary>Rewrites an expression of the model so that it can stand in another class: members get their owner, types their full names.</summary>
    private sealed class DataRewriter(Lowering lowering, SemanticModel semantics, List<Expression> holes) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => Rewrite(node) ?? base.VisitIdentifierName(node);

        public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => Rewrite(node) ?? base.VisitGenericName(node);

        public override SyntaxNode? VisitThisExpression(ThisExpressionSyntax node) => SyntaxFactory.ParseExpression("model");

        private ExpressionSyntax? Rewrite(SimpleNameSyntax node)
        {
            if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node)
                return null;
            if (node.Parent is NameColonSyntax or QualifiedNameSyntax or MemberBindingExpressionSyntax)
                return null;
            ISymbol? symbol = semantics.GetSymbolInfo(node).Symbol;
            switch (symbol)
            {
                case ILocalSymbol or IParameterSymbol when lowering.environment.TryGetValue(symbol, out Value? value):
                    holes.Add(value is ScalarValue scalar ? scalar.Expression : ((ArrayValue)value).Text!);
                    return SyntaxFactory.ParseExpression($"__hole{holes.Count - 1}__");
                case IFieldSymbol or IPropertySymbol when !symbol.IsStatic:
                    return SyntaxFactory.ParseExpression($"model.{node.Identifier.Text}");
                case IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } when symbol.IsStatic:
                    return SyntaxFactory.ParseExpression($"{symbol.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{node}");
                case INamedTypeSymbol type:
                    return SyntaxFactory.ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
                default:
                    return null;
            }
        }
    }
}

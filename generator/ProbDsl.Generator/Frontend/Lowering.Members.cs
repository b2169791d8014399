using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Members of the model class: roles, reads, assignments.</content>
internal sealed partial class Lowering
{
    private ModelMember? MemberOf(IOperation target)
    {
        ISymbol? symbol = RootOf(target) switch
        {
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        return symbol is not null && context.Members.TryGetValue(symbol, out ModelMember? member) ? member : null;
    }

    private bool IsRejected(IOperation target) => SymbolOf(RootOf(target)) is { } symbol && context.Rejected.Contains(symbol);

    private bool CheckAssignable(ModelMember member, SyntaxNode syntax, bool drawn)
    {
        if (drawn && member.Role == MemberRole.Latent)
            ReportEarlyReads(member);
        switch (member.Role)
        {
            case MemberRole.Data:
            case MemberRole.Latent or MemberRole.Observed when !drawn:
                ReportAssignment(member, member.Name, syntax);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Refuses the assignment of a member that is data, or that takes its value from a draw.</summary>
    private void ReportAssignment(ModelMember? member, string name, SyntaxNode syntax)
    {
        if (member?.Role is MemberRole.Latent or MemberRole.Observed)
            context.Report(Descriptors.PlainAssignment, syntax, name, member.Role == MemberRole.Latent ? "a latent" : "an outcome");
        else
            context.Report(Descriptors.AssignsData, syntax, name, member is null ? "use a local variable, or mark it [Derived] if it is a result" : "mark it [Observed] if the model generates it");
    }

    private void AssignDerived(ModelMember member, Value value, SyntaxNode syntax)
    {
        int rank = value switch { ScalarValue => 0, ArrayValue array => array.Rank, _ => -1 };
        if (rank != member.Rank)
            context.Report(Descriptors.WrongShape, syntax, member.Name, $"{member.Rank} dimension(s)", $"the value has {rank}");
        else
            environment[member.Symbol] = value is ScalarValue scalar
                ? new ScalarValue(Bind(member.Name, scalar.Expression))
                : value is ArrayValue { Storage: null, Text: null } lazy ? Materialize(lazy, member.Name, syntax) : value;
    }

    private Value MemberValue(ISymbol symbol, SyntaxNode syntax)
    {
        if (symbol is IPropertySymbol { GetMethod: { } virtualGetter } && syntax is not MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax })
        {
            IMethodSymbol reached = Reached(virtualGetter);
            context.NoteReached(reached);
            symbol = reached.AssociatedSymbol ?? symbol;
        }
        if (environment.TryGetValue(symbol, out Value? assigned))
            return assigned;
        if (context.Rejected.Contains(symbol))
            return ErrorValue.Instance;
        if (context.Members.TryGetValue(symbol, out ModelMember? member))
            return member.Role switch
            {
                MemberRole.Latent => LatentValue(member, syntax),
                MemberRole.Derived => ReportUnassigned(member, syntax),
                _ => DataMember(member.Name, member.Shape, member.Element, isMember: true),
            };
        if (symbol is IFieldSymbol { HasConstantValue: true } constant && ConstantOf(constant.ConstantValue!) is { } known)
            return new ScalarValue(known);
        if (symbol is IPropertySymbol { DeclaringSyntaxReferences.Length: > 0, GetMethod: { IsAbstract: false } getter } property && !IsAutoProperty(property))
        {
            if (BodyOf(getter) is { } body)
                return InlineOrCall(() => Inline(getter, body, [], syntax), () => CalledProperty(property));
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()), "its body cannot be read");
            return ErrorValue.Instance;
        }
        ITypeSymbol type = symbol switch { IFieldSymbol field => field.Type, IPropertySymbol p => p.Type, _ => context.Model };
        if (ModelReader.ShapeOf(type) is not { } shape)
        {
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()), $"members of type '{type.ToDisplayString()}' have no values in a model{InsteadOf(type, syntax)}");
            return ErrorValue.Instance;
        }
        if (symbol.IsStatic && context.Unreachable.Advice(syntax) is { } advice)
        {
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()), advice);
            return ErrorValue.Instance;
        }
        string text = symbol.IsStatic ? $"{symbol.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{Emit.Identifiers.Escape(symbol.Name)}" : symbol.Name;
        return DataMember(text, shape.Shape, shape.Element, isMember: !symbol.IsStatic);
    }

    /// <summary>What may be written with data of another type.</summary>
    private static string InsteadOf(ITypeSymbol type, SyntaxNode syntax)
    {
        ITypeSymbol element = type is IArrayTypeSymbol array ? array.ElementType : type;
        string read = type is IArrayTypeSymbol ? $"{Shorten(syntax.ToString())}[i]" : Shorten(syntax.ToString());
        return element.TypeKind == TypeKind.Enum ? $"; compare them with '==', or switch on '(int){read}'"
            : element.SpecialType == SpecialType.System_String ? "; compare them with '==' in 'if', '?:' or the guard of an arm"
            : ModelReader.ShapeOf(element) is null && !element.IsValueType ? "; read numbers of them, as in their properties, or compare them with '=='"
            : "";
    }

    /// <summary>A property that reads data alone, evaluated as it stands.</summary>
    private Value? CalledProperty(IPropertySymbol property)
    {
        if (property.IsStatic || !IsDataMember(property) || ModelReader.ShapeOf(property.Type) is not { } shape)
            return null;
        string text = "model." + Emit.Identifiers.Escape(property.Name);
        if (shape.Shape == MemberShape.Scalar)
            return new ScalarValue(Build.Data($"({text})", shape.Element));
        string name = $"{property.Name}_{context.NextId()}";
        output.Add(new DataArray(name, TypeText(shape.Shape, shape.Element), text, EquatableArray<Expression>.Empty));
        AddOrigin(name, shape.Shape);
        return DataArrayValue(new DataText(name, EquatableArray<Expression>.Empty, shape.Element), shape.Shape, shape.Element);
    }

    internal static bool IsAutoProperty(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private Value DataMember(string name, MemberShape shape, Kind kind, bool isMember)
    {
        string text = isMember ? "model." + Emit.Identifiers.Escape(name) : name;
        if (shape == MemberShape.Scalar)
            return new ScalarValue(Build.Data(text, kind));
        return DataArrayValue(new DataText(text, EquatableArray<Expression>.Empty, kind), shape, kind, name);
    }

    private Value LatentValue(ModelMember member, SyntaxNode syntax)
    {
        read.Add(member.Name);
        LatentState latent = latents[member.Name];
        if (latent.Dimensions.Count == 0)
            NoteEarlyRead(member, syntax, loop: null);
        else if (UseOf(syntax) == LatentUse.Whole)
            NoteRead(member, [], syntax);
        return latent.Dimensions.Count == 0
            ? new ScalarValue(new Element(latent.Values, Constant.Int(0)))
            : ValuesOf(latent);
    }

    private Value ReportUnassigned(ModelMember member, SyntaxNode syntax)
    {
        context.Report(Descriptors.UseBeforeDraw, syntax, member.Name);
        return ErrorValue.Instance;
    }

    /// <summary>Lowers a helper's body in place of its call.</summary>
    private Value Inline(IMethodSymbol method, IOperation body, IReadOnlyList<Value> arguments, SyntaxNode call)
    {
        if (callStack.Any(m => SymbolEqualityComparer.Default.Equals(m, method)))
        {
            context.Report(Descriptors.Recursion, call, method.Name);
            return ErrorValue.Instance;
        }
        callStack.Add(method);
        callSites.Add(call);
        string outerPath = callPath;
        int outerDepth = loopDepthAtCall;
        callPath += "/" + call.SpanStart;
        loopDepthAtCall = LoopDepth;
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            Value argument = arguments[i];
            if (argument is ScalarValue scalar)
            {
                Expression value = Bind(method.Parameters[i].Name, scalar.Expression);
                if (value is Local local && !ReferenceEquals(value, scalar.Expression))
                    standsFor[local.Id] = Outside(scalar.Expression);
                argument = new ScalarValue(value);
            }
            environment[method.Parameters[i]] = argument;
        }
        Value? result = body is IMethodBodyOperation or IBlockOperation or ILocalFunctionOperation
            ? LowerBody(body)
            : Evaluate(body);
        // A sequence is computed when it is read: by then the next call may have given the parameters other values.
        if (result is not null)
            result = Evaluated(result, body);
        loopDepthAtCall = outerDepth;
        callPath = outerPath;
        callStack.RemoveAt(callStack.Count - 1);
        callSites.RemoveAt(callSites.Count - 1);
        return result ?? VoidValue;
    }

    /// <summary>The calls that are being inlined: where they stand, more is visible than in the helper.</summary>
    private readonly List<SyntaxNode> callSites = [];

    private static readonly Value VoidValue = new ScalarValue(Constant.Zero);
}

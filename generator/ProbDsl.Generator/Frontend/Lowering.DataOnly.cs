using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generator.Frontend;

/// <content>What depends on data alone, in the methods and properties that it calls too.</content>
internal sealed partial class Lowering
{
    private readonly Dictionary<ISymbol, bool> dataOnlyMethods = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an expression of the model can be evaluated elsewhere, once data are given: it reads no latent and changes nothing.</summary>
    private bool IsDataOnly(IOperation operation)
    {
        if (context.Unreachable.AreIn(operation.Syntax))
            return false;
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            bool isData = part switch
            {
                ILocalReferenceOperation local => environment.TryGetValue(local.Local, out Value? value) ? HasDataText(value) : IsDeclaredIn(local.Local, operation.Syntax),
                IParameterReferenceOperation parameter => environment.TryGetValue(parameter.Parameter, out Value? value) ? HasDataText(value) : IsOfLambda(parameter.Parameter),
                IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member => !environment.ContainsKey(member.Member) && IsDataMember(member.Member),
                IAssignmentOperation => part.Parent is IObjectOrCollectionInitializerOperation,
                IIncrementOrDecrementOperation => false,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => false,
                IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } => false,
                IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } => false,
                _ => ReadsNoLatent(part),
            };
            if (!isData)
                return false;
        }
        return true;
    }

    private static bool IsOfLambda(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction };

    /// <summary>What holds of expressions and of the bodies of methods alike: no draw, no call that draws, no model as a whole.</summary>
    private bool ReadsNoLatent(IOperation part) => part switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } negation => !DistributionInfo.CanBeDrawn(negation.Operand.Type),
        IInvocationOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } call => IsDataMethod(call.TargetMethod),
        IInvocationOperation call => CallSignature.Of(call.TargetMethod) is var known
            && !known.StartsWith("Distributions.Factor(", System.StringComparison.Ordinal) && !known.StartsWith("Distributions.Observe", System.StringComparison.Ordinal),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => self.Parent is IMemberReferenceOperation or IInvocationOperation,
        _ => true,
    };

    /// <summary>Whether a member of the model has its value when data are given: data, constants, and what is computed from those.</summary>
    private bool IsDataMember(ISymbol symbol)
    {
        if (context.Rejected.Contains(symbol))
            return false;
        if (context.Members.TryGetValue(symbol, out ModelMember? known))
            return known.Role is not (MemberRole.Latent or MemberRole.Derived);
        return symbol switch
        {
            IPropertySymbol { IsIndexer: true } => false,
            IPropertySymbol property when !IsAutoProperty(property) => property.GetMethod is { } getter && IsDataMethod(getter),
            IMethodSymbol method => IsDataMethod(method),
            _ => true,
        };
    }

    /// <summary>Whether a method or property of the model reads data alone and assigns nothing but its own locals.</summary>
    private bool IsDataMethod(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (dataOnlyMethods.TryGetValue(method, out bool known))
            return known;
        dataOnlyMethods[method] = true; // what calls itself is judged by the rest
        IMethodSymbol reached = Reached(method);
        bool isOverridden = !SymbolEqualityComparer.Default.Equals(reached, method);
        return dataOnlyMethods[method] = (!isOverridden || IsDataMethod(reached))
            && (BodyOf(method) is { } body ? body.DescendantsAndSelf().All(IsDataPart) : isOverridden && method.IsAbstract);
    }

    private bool IsDataPart(IOperation part) => part switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } member => IsDataMember(member.Member),
        IAssignmentOperation assignment => part.Parent is IObjectOrCollectionInitializerOperation || IsOwnTarget(assignment.Target),
        IIncrementOrDecrementOperation step => IsOwnTarget(step.Target),
        _ => ReadsNoLatent(part),
    };

    private static bool IsOwnTarget(IOperation target) => Strip(target) switch
    {
        IParameterReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation => true,
        ITupleOperation tuple => tuple.Elements.All(IsOwnTarget),
        _ => RootOf(target) is ILocalReferenceOperation or IMemberReferenceOperation { Instance: ILocalReferenceOperation },
    };
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Calls: distributions, functions, vector methods, helpers to inline.</content>
internal sealed partial class Lowering
{
    private Value Invoke(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        string container = method.ContainingType.ToDisplayString();
        if (container == "ProbDsl.Distributions" && method.Name is "Plate" or "Minibatch")
            return Evaluate(invocation.Arguments[0].Value) is ScalarValue count ? new PlateValue(count.Expression) : ErrorValue.Instance;
        if (container == "ProbDsl.Distributions" && method.Name == "Mixture")
            return Mixture(invocation);
        if (DistributionInfo.From(method.ReturnType) is { } info && container == "ProbDsl.Distributions")
            return Distribution(info, invocation.Arguments, invocation.Syntax);
        if (DistributionMethod(invocation) is { } density)
            return density;
        if (method.DeclaringSyntaxReferences.Length > 0 && !method.IsStatic && method.MethodKind != MethodKind.LocalFunction)
            return InlineCall(invocation);
        if (BuilderOf(invocation) is { } builder)
            return BuildVector(builder, invocation);
        if (invocation.Instance is { Type: { } receiver } and not IInstanceReferenceOperation && ModelReader.ShapeOf(receiver) is null
            && Opaque(invocation) is { } unknownReceiver)
            return unknownReceiver;
        if (HasShapelessPart(invocation) && Opaque(invocation) is { } whole)
            return whole;
        List<Value> arguments = [];
        if (invocation.Instance is not null and not IInstanceReferenceOperation)
            arguments.Add(Evaluate(invocation.Instance));
        foreach (IArgumentOperation argument in invocation.Arguments.Where(a => !IsLambda(a.Value)))
            arguments.Add(argument.ArgumentKind == ArgumentKind.ParamArray ? ParamArray(argument.Value) : Evaluate(argument.Value));
        if (arguments.Any(a => a is ErrorValue))
            return ErrorValue.Instance;
        for (int i = 0; i < arguments.Count; i++)
            arguments[i] = method.DeclaringSyntaxReferences.Length > 0 ? arguments[i] : Snapshot(arguments[i]);
        CheckOperands(invocation, arguments);
        if (VectorMethod(container, method.Name, arguments) is { } vector)
            return vector;
        bool latent = arguments.Any(a => a.Latent);
        if (!latent && method.MethodKind != MethodKind.LocalFunction && Opaque(invocation) is { } opaque)
            return opaque;
        if (FunctionTable.Find(container, method.Name, arguments.Count) is { } function)
            return Apply(function, arguments, invocation);
        if (method.DeclaringSyntaxReferences.Length > 0)
            return InlineCall(invocation);
        if (FunctionTable.IsNotDifferentiable(container, method.Name))
            context.Report(Descriptors.NotDifferentiable, invocation.Syntax, method.Name);
        else
            context.Report(Descriptors.UnsupportedCall, invocation.Syntax, $"{method.ContainingType.Name}.{method.Name}");
        return ErrorValue.Instance;
    }

    /// <summary>Whether a part of a call has a type that a model cannot hold, such as a sequence: over data the call is then taken as a whole.</summary>
    private bool HasShapelessPart(IInvocationOperation invocation) =>
        invocation.Arguments.Select(a => a.Value).Concat(invocation.Instance is null or IInstanceReferenceOperation ? [] : [invocation.Instance])
            .Any(part => ModelReader.ShapeOf(Unconverted(part).Type ?? context.Model) is null && !DistributionInfo.CanBeDrawn(part.Type));

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }

    private void CheckOperands(IInvocationOperation invocation, List<Value> arguments)
    {
        if (arguments.Count != 2 || invocation.TargetMethod.DeclaringSyntaxReferences.Length > 0)
            return;
        string[] names = [.. (invocation.Instance is null ? [] : new[] { invocation.Instance }).Concat(invocation.Arguments.Select(a => a.Value)).Select(o => o.Syntax.ToString())];
        BinaryOperatorKind? kind = invocation.TargetMethod.Name switch
        {
            "DotProduct" or "Dot" or "Multiply" => BinaryOperatorKind.Multiply,
            "PointwiseMultiply" or "PointwiseDivide" or "Add" or "Subtract" => BinaryOperatorKind.Add,
            _ => null,
        };
        if (kind is { } known && names.Length == 2)
            SameSizes(known, arguments[0], names[0], arguments[1], names[1], invocation.Syntax);
    }

    private static bool IsLambda(IOperation operation) => Strip(operation) is IDelegateCreationOperation or IAnonymousFunctionOperation;

    private Value ParamArray(IOperation value)
    {
        IOperation stripped = Strip(value);
        return stripped is IArrayCreationOperation { Initializer: { } initializer }
            ? ArrayOf(initializer.ElementValues, stripped.Type, value.Syntax)
            : Evaluate(stripped);
    }

    private Value InlineCall(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out))
            return Unsupported(invocation, "parameters by ref or out are not followed; return the value instead");
        var arguments = new Value[invocation.TargetMethod.Parameters.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
            arguments[argument.Parameter!.Ordinal] = Evaluate(argument.Value);
        if (arguments.Any(a => a is ErrorValue or null))
            return ErrorValue.Instance;
        IMethodSymbol method = invocation.TargetMethod;
        return BodyOf(method.OriginalDefinition) is { } body
            ? Inline(method.OriginalDefinition, body, arguments, invocation.Syntax)
            : Unsupported(invocation, "its body cannot be read");
    }

    private Value Distribution(DistributionInfo info, IReadOnlyList<IArgumentOperation> given, SyntaxNode syntax)
    {
        if (info.NeedsNetworks)
        {
            context.Report(Descriptors.UnsupportedDistribution, syntax, info.Name,
                "it is for models with networks");
            return ErrorValue.Instance;
        }
        var arguments = new Dictionary<string, Value>();
        foreach (IArgumentOperation argument in given)
        {
            string name = argument.Parameter!.Name;
            name = char.ToLowerInvariant(name[0]) + name.Substring(1);
            Value value = argument.ArgumentKind == ArgumentKind.ParamArray ? ParamArray(argument.Value) : Evaluate(Strip(argument.Value));
            if (value is ErrorValue)
                return value;
            value = Snapshot(value);
            if (value is ScalarValue scalar)
                CheckParameter(info, name, scalar.Expression, argument.Syntax);
            arguments[name] = value;
        }
        return new DistributionValue(info, arguments, info.IsElementwise ? ExtentsOf(info, arguments, syntax) : []);
    }

    /// <summary>The sizes of what a distribution over independent elements draws, on which its arguments must agree.</summary>
    private IReadOnlyList<Expression> ExtentsOf(DistributionInfo info, Dictionary<string, Value> arguments, SyntaxNode syntax)
    {
        if (arguments.FirstOrDefault(a => a.Value is ArrayValue) is not { Value: ArrayValue first, Key: { } name })
            return arguments.TryGetValue("dimension", out Value? size) && size is ScalarValue count ? [DataIndex(count.Expression, syntax)] : [];
        foreach (KeyValuePair<string, Value> other in arguments)
            if (other.Value is ArrayValue array && !ReferenceEquals(array, first))
                SameSizes(BinaryOperatorKind.Add, first, $"{info.Name}: {name}", array, other.Key, syntax);
        return [.. Enumerable.Range(0, first.Rank).Select(axis => first.Length(axis, [Constant.Int(0)]))];
    }

    private void CheckParameter(DistributionInfo info, string name, Expression value, SyntaxNode syntax)
    {
        if (!info.ParameterSupports.TryGetValue(name, out string? support))
            return;
        (double low, bool strict, double high, string text) = support switch
        {
            "Positive" => (0, true, double.PositiveInfinity, "positive"),
            "NonNegative" or "Count" => (0, false, double.PositiveInfinity, "zero or above"),
            "UnitInterval" => (0, false, 1, "from 0 to 1"),
            _ => (double.NegativeInfinity, false, double.PositiveInfinity, ""),
        };
        if (text.Length == 0)
            return;
        if (value is Constant constant && (constant.Value < low || constant.Value > high || (strict && constant.Value <= low)))
            context.Report(Descriptors.NegativeParameter, syntax, name, info.Name, text,
                constant.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (value is Element { Array.Role: ArrayRole.Latent } element && latents.TryGetValue(element.Array.Name, out LatentState? latent)
            && MayLeave(latent, low, high))
            context.Report(Descriptors.MaybeNegativeParameter, syntax, element.Array.Name, name, info.Name, text);
    }

    /// <summary>Whether the constraint of a latent leaves room outside a range.</summary>
    private static bool MayLeave(LatentState latent, double low, double high) => latent.Constraint switch
    {
        ConstraintKind.Real or ConstraintKind.Ordered => true,
        ConstraintKind.Upper => true,
        ConstraintKind.Lower => high < double.PositiveInfinity || latent.Lower is Constant bound && bound.Value < low,
        ConstraintKind.Interval => (latent.Lower is Constant from && from.Value < low) || (latent.Upper is Constant to && to.Value > high),
        ConstraintKind.PositiveOrdered => high < double.PositiveInfinity,
        _ => false,
    };

    /// <summary>Members of distribution values: <c>LogDensity</c> and <c>Iid</c>.</summary>
    private Value? DistributionMethod(IInvocationOperation invocation)
    {
        bool extension = invocation.TargetMethod.IsExtensionMethod || invocation.Instance is null;
        IOperation? receiver = invocation.Instance ?? (extension ? invocation.Arguments.FirstOrDefault()?.Value : null);
        if (receiver is null || !DistributionInfo.CanBeDrawn(Strip(receiver).Type))
            return null;
        if (Evaluate(Strip(receiver)) is not DistributionValue distribution)
            return ErrorValue.Instance;
        IOperation? last = invocation.Arguments.LastOrDefault()?.Value;
        switch (invocation.TargetMethod.Name)
        {
            case "Iid":
                return Copies(distribution, invocation);
            case "Truncate":
                return Truncated(distribution, invocation);
            case "LogDensity" when last is not null:
                return DensityOf(distribution, Evaluate(Strip(last)), invocation);
            case "Cdf" or "LogSurvival" when last is not null:
                return Opaque(invocation) ?? TailOf(distribution, Evaluate(Strip(last)), invocation);
            default:
                return Opaque(invocation) ?? Unsupported(invocation, "of a distribution, a model can use LogDensity, Cdf, LogSurvival, Iid, Truncate and '~'");
        }
    }

    /// <summary>Independent copies: <c>D.Iid(count)</c> or <c>D.Iid(rows, columns)</c>.</summary>
    private Value Copies(DistributionValue distribution, IInvocationOperation invocation)
    {
        var extents = new List<Expression>();
        foreach (IArgumentOperation size in invocation.Arguments.Where(a => a.Parameter?.Type.SpecialType == SpecialType.System_Int32).OrderBy(a => a.Parameter!.Ordinal))
        {
            if (Evaluate(size.Value) is not ScalarValue count)
                return ErrorValue.Instance;
            extents.Add(DataIndex(count.Expression, size.Value.Syntax));
        }
        return distribution.Rank == 0
            ? new DistributionValue(distribution.Info, distribution.Arguments, extents) { Lower = distribution.Lower, Upper = distribution.Upper, Mixture = distribution.Mixture }
            : Unsupported(invocation, "only a distribution over numbers is repeated; draw each vector in a Plate");
    }

    private Value DensityOf(DistributionValue distribution, Value value, IOperation operation)
    {
        Value result = ErrorValue.Instance;
        WithFormulas(distribution, operation.Syntax, () => result = DensityOfValue(distribution, Snapshot(value), operation));
        return result;
    }

    private Value DensityOfValue(DistributionValue distribution, Value value, IOperation operation)
    {
        CheckSizes(distribution, value, operation.Syntax);
        Dictionary<string, Value> names = BindArguments(distribution);
        switch (value)
        {
            case ScalarValue scalar when distribution.Rank == 0:
                return new ScalarValue(ScalarDensity(distribution, names, Bind("y", scalar.Expression), known: IsInSupport(distribution, scalar.Expression)));
            case ArrayValue array when distribution.Info.IsVector || distribution.Info.IsMatrix:
                Expression sum = Constant.Zero;
                foreach (Expression term in VectorDensity(distribution, names, array, operation.Syntax))
                    sum = Build.Add(sum, term);
                return new ScalarValue(sum);
            case ArrayValue array when array.Rank == distribution.Rank:
                return new ScalarValue(DensityOfElements(distribution, names, array));
            case ErrorValue:
                return value;
            default:
                return Unsupported(operation, "the value's shape does not fit the distribution");
        }
    }

    private Expression DensityOfElements(DistributionValue distribution, Dictionary<string, Value> names, ArrayValue array)
    {
        Expression Total(IReadOnlyList<Expression> at) => at.Count == distribution.Extents.Count
            ? ScalarDensity(distribution, ElementArguments(distribution, names, at, bound: false), array.Element(at), known: false)
            : SumOf("k", Constant.Int(0), distribution.Extents[at.Count], k => Total([.. at, k]));
        return Total([]);
    }

    /// <summary>A latent drawn from the same support needs no test.</summary>
    private bool IsInSupport(DistributionValue distribution, Expression value) =>
        !distribution.IsTruncated && value is Element { Array.Role: ArrayRole.Latent } element
        && latents.TryGetValue(element.Array.Name, out LatentState? latent)
        && latent.Prior?.Support == distribution.Info.Support;

    private Value Apply(FunctionTable.Entry function, List<Value> arguments, IInvocationOperation invocation)
    {
        if (arguments.All(a => a is ScalarValue))
            return new ScalarValue(function.Build([.. arguments.Select(a => Build.Real(((ScalarValue)a).Expression))]));
        if (arguments.Count == 1 && arguments[0] is ArrayValue array && function.OverVectors)
            return Elementwise(array, x => function.Build([Build.Real(x)]));
        return Unsupported(invocation, "the arguments must be numbers");
    }
}

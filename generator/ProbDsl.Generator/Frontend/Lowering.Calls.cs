using System;
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
        string signature = CallSignature.Of(method);
        IReadOnlyList<IArgumentOperation> given = CallSignature.InOrder(invocation.Arguments);
        if (signature is "Distributions.Plate(int)" or "Distributions.Minibatch(int)")
            return Evaluate(given[0].Value) is ScalarValue count ? new PlateValue(count.Expression) : ErrorValue.Instance;
        if (signature.StartsWith("Distributions.Mixture(", System.StringComparison.Ordinal))
            return Mixture(invocation);
        if (signature.StartsWith("Distributions.", System.StringComparison.Ordinal) && DistributionInfo.From(method.ReturnType) is { } info)
            return Distribution(info, given, invocation.Syntax);
        if (DistributionMethod(invocation, given) is { } density)
            return density;
        if (method.DeclaringSyntaxReferences.Length > 0)
            return Helper(invocation, given);
        if (BuilderOf(invocation) is { } builder)
            return BuildVector(builder, signature, invocation, given);
        if (HasShapelessPart(invocation) && Opaque(invocation) is { } whole)
            return whole;
        return Call(invocation, signature, given);
    }

    /// <summary>A method of another library: by the rule for exactly this method, or as C# where all is data.</summary>
    private Value Call(IInvocationOperation invocation, string signature, IReadOnlyList<IArgumentOperation> given)
    {
        if (Bound(invocation, signature, given) is not { } call)
            return ErrorValue.Instance;
        bool latent = call.Values.Any(v => v.Latent);
        if (call.Count > 0 && call.Values[0] is FunctionValue applied && invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Values.Skip(1).All(v => v is ScalarValue))
            return Apply(applied, [.. call.Values.Skip(1).Select(v => ((ScalarValue)v).Expression)]) is { } result ? new ScalarValue(result) : ErrorValue.Instance;
        if (call.Values.Any(v => v is ObjectValue))
            return Opaque(invocation) ?? Refused(invocation, signature, latent);
        CheckOperands(call);
        if (VectorRules.TryGetValue(signature, out CallRule? rule) && rule(this, call) is { } vector)
            return vector;
        if (!latent && Opaque(invocation) is { } opaque)
            return opaque;
        if (SequenceRules.TryGetValue(signature, out rule) && call.Values.All(v => v is not ArrayValue { Rank: > 1 }) && rule(this, call) is { } sequence)
            return sequence;
        if (FunctionTable.Find(signature) is { } function)
            return Apply(function, call);
        return Refused(invocation, signature, latent);
    }

    /// <summary>The receiver and the arguments of a call, evaluated; null where one could not be read.</summary>
    private BoundCall? Bound(IInvocationOperation invocation, string signature, IReadOnlyList<IArgumentOperation> given)
    {
        List<IOperation> operands = [];
        List<Value> values = [];
        bool takesSequences = signature.StartsWith("Enumerable.", System.StringComparison.Ordinal);
        if (invocation.Instance is { } instance and not IInstanceReferenceOperation)
        {
            operands.Add(instance);
            values.Add(ObjectArgument(instance) ?? Snapshot(Evaluate(instance)));
        }
        foreach (IArgumentOperation argument in given)
        {
            Value value = argument.ArgumentKind == ArgumentKind.ParamArray ? ParamArray(argument.Value) : ObjectArgument(argument.Value) ?? Snapshot(Evaluate(argument.Value));
            operands.Add(argument.Value);
            values.Add(takesSequences ? value : Evaluated(value, argument.Value));
        }
        return values.Any(v => v is ErrorValue) ? null : new BoundCall(invocation, signature, operands, values);
    }

    /// <summary>An argument of another type that is made of data: the numbers of a sequence, or an object that no rule takes.</summary>
    private Value? ObjectArgument(IOperation argument)
    {
        IOperation part = Unconverted(argument);
        if (part.Type is not { TypeKind: not TypeKind.Enum } type || ModelReader.ShapeOf(type) is not null || DistributionInfo.CanBeDrawn(type) || FunctionOf(part) is not null
            || part is IInvocationOperation { TargetMethod: { Name: "Range" or "Repeat", ContainingType.Name: "Enumerable" } } || !IsDataOnly(part))
            return null;
        return ItemsOf(part) as ArrayValue ?? (Value)new ObjectValue(new DataText("", EquatableArray<Expression>.Empty, Kind.Real));
    }

    private Value Refused(IInvocationOperation invocation, string signature, bool latent)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (!latent)
            return NotData(invocation);
        if (method.ContainingType.Name == "Enumerable" && method.TypeArguments.FirstOrDefault() is { IsAnonymousType: true } or IArrayTypeSymbol)
            return Unsupported(invocation, $"the elements of a sequence of a model are numbers, and here {(method.TypeArguments[0].IsAnonymousType ? "objects" : "arrays")}; write a loop over them");
        if (FunctionTable.IsNotDifferentiable(signature, method.Name))
            context.Report(Descriptors.NotDifferentiable, invocation.Syntax, method.Name);
        else
            context.Report(Descriptors.UnsupportedCall, invocation.Syntax, CallSignature.Describe(method));
        return ErrorValue.Instance;
    }

    /// <summary>A method of this project: of data, called as it stands or inlined; else inlined.</summary>
    private Value Helper(IInvocationOperation invocation, IReadOnlyList<IArgumentOperation> given)
    {
        IMethodSymbol method = invocation.TargetMethod;
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        if (method.IsStatic && !isLocal && Opaque(invocation) is { } data)
            return data;
        if (invocation.Instance is not (null or IInstanceReferenceOperation) && !isLocal)
            return Opaque(invocation) ?? Unsupported(invocation, "of methods of other objects, a model calls those that read data alone");
        return InlineOrCall(() => InlineCall(invocation, given), () => isLocal ? null : Opaque(invocation));
    }

    /// <summary>What a helper gives: read statement by statement, or where that fails and it reads data alone, called as it stands.</summary>
    private Value InlineOrCall(System.Func<Value> inline, System.Func<Value?> call)
    {
        int known = context.Diagnostics.Count;
        int statements = output.Count;
        var callsBefore = calls;
        var before = new Dictionary<ISymbol, Value>(environment, SymbolEqualityComparer.Default);
        Value result = inline();
        if (!context.Diagnostics.Skip(known).Any(d => d.Severity == DiagnosticSeverity.Error))
            return result;
        List<Diagnostic> found = context.Diagnostics.GetRange(known, context.Diagnostics.Count - known);
        List<Statement> written = output.GetRange(statements, output.Count - statements);
        var after = new Dictionary<ISymbol, Value>(environment, SymbolEqualityComparer.Default);
        context.Diagnostics.RemoveRange(known, found.Count);
        output.RemoveRange(statements, written.Count);
        calls = callsBefore;
        Restore(before);
        if (call() is { } called)
            return called;
        context.Diagnostics.AddRange(found);
        output.AddRange(written);
        Restore(after);
        return result;
    }

    /// <summary>Whether a part of a call has a type that a model cannot hold, such as a sequence: over data the call is then taken as a whole.</summary>
    private bool HasShapelessPart(IInvocationOperation invocation) =>
        invocation.Arguments.Select(a => a.Value).Concat(invocation.Instance is null or IInstanceReferenceOperation ? [] : [invocation.Instance])
            .Any(part => ModelReader.ShapeOf(Written(part).Type ?? context.Model) is null && !DistributionInfo.CanBeDrawn(part.Type));

    /// <summary>An operation without the conversions that the text does not show.</summary>
    private static IOperation Written(IOperation operation) => Without(operation, c => c is { OperatorMethod: null, IsImplicit: true });

    private static IOperation Unconverted(IOperation operation) => Without(operation, c => c.OperatorMethod is null);

    /// <summary>An operation without its parentheses and some conversions.</summary>
    private static IOperation Without(IOperation operation, Func<IConversionOperation, bool> isDropped)
    {
        while (operation is IParenthesizedOperation || (operation is IConversionOperation conversion && isDropped(conversion)))
            operation = operation is IConversionOperation { Operand: var operand } ? operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }

    /// <summary>Compares the sizes of the two operands of a method of vectors or matrices.</summary>
    private void CheckOperands(BoundCall call)
    {
        CheckParts(call);
        (Value left, Value right) = call.Count >= 2 ? (call.Values[0], call.Values[1]) : (ErrorValue.Instance, ErrorValue.Instance);
        if (left is not ArrayValue a || right is not ArrayValue b)
            return;
        string name = call.Operation.TargetMethod.Name;
        switch (name)
        {
            case "DotProduct" or "Dot" or "Multiply":
                SameSizes(BinaryOperatorKind.Multiply, left, call.Text(0), right, call.Text(1), call.Syntax);
                break;
            case "LeftMultiply":
                SameSizes(BinaryOperatorKind.Multiply, right, call.Text(1), left, call.Text(0), call.Syntax);
                break;
            case "TransposeThisAndMultiply":
                SameSize(a.Length(0, []), call.Text(0), b.Length(0, []), call.Text(1), call.Syntax);
                break;
            case "TransposeAndMultiply":
                SameSize(a.Length(1, [Constant.Int(0)]), call.Text(0), b.Length(1, [Constant.Int(0)]), call.Text(1), call.Syntax);
                break;
            case "Add" or "Subtract":
            case var pointwise when pointwise.StartsWith("Pointwise", System.StringComparison.Ordinal):
                SameSizes(BinaryOperatorKind.Add, left, call.Text(0), right, call.Text(1), call.Syntax);
                break;
        }
    }

    private Value ParamArray(IOperation value)
    {
        IOperation stripped = Strip(value);
        if (stripped is not IArrayCreationOperation { Initializer: { } initializer })
            return Evaluate(stripped);
        if (stripped.Type is not IArrayTypeSymbol { ElementType: { } element } || ModelReader.ShapeOf(element) is not { Shape: MemberShape.Vector })
            return ArrayOf(initializer.ElementValues, stripped.Type, value.Syntax);
        Value[] rows = [.. initializer.ElementValues.Select(v => Snapshot(Evaluate(v)))];
        return rows.All(r => r is ArrayValue) ? new RowsValue([.. rows.Cast<ArrayValue>()]) : ErrorValue.Instance;
    }

    /// <summary>The override that a call on the model reaches, or the method itself.</summary>
    private IMethodSymbol Reached(IMethodSymbol method) =>
        (method is { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } ? Semantics.OverrideIn(context.Model, method) ?? method : method).OriginalDefinition;

    private Value InlineCall(IInvocationOperation invocation, IReadOnlyList<IArgumentOperation> given)
    {
        if (invocation.TargetMethod.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out))
            return Unsupported(invocation, "parameters by ref or out are not followed; return the value instead");
        var arguments = new Value[invocation.TargetMethod.Parameters.Length];
        foreach (IArgumentOperation argument in given)
            arguments[argument.Parameter!.Ordinal] = Evaluated(Evaluate(argument.Value), argument.Value);
        if (arguments.Any(a => a is ErrorValue or null))
            return ErrorValue.Instance;
        IMethodSymbol method = invocation.IsVirtual ? Reached(invocation.TargetMethod) : invocation.TargetMethod.OriginalDefinition;
        if (invocation.IsVirtual)
            context.NoteReached(method);
        return BodyOf(method) is { } body
            ? InlineOnce(method, body, arguments, invocation.Syntax)
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
            Value value = Evaluated(argument.ArgumentKind == ArgumentKind.ParamArray ? ParamArray(argument.Value) : Evaluate(Strip(argument.Value)), argument.Value);
            if (value is ErrorValue)
                return value;
            value = Snapshot(value);
            if (value is ScalarValue scalar)
                CheckParameter(info, name, Folded(scalar.Expression), argument.Syntax);
            else if (value is ArrayValue { Rank: 2 } matrix)
                CheckMatrixParameter(info, name, matrix, argument.Syntax);
            arguments[name] = isSimulating ? value : CheckDataParameter(info, name, value, argument.Value);
        }
        if (!isSimulating)
            CheckDataInterval(info, arguments, syntax);
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
        if (value is Constant { Value: var given } && (double.IsNaN(given) || double.IsInfinity(given)))
        {
            context.Report(Descriptors.NegativeParameter, syntax, name, info.Name, "a finite number", given.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return;
        }
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
    private Value? DistributionMethod(IInvocationOperation invocation, IReadOnlyList<IArgumentOperation> given)
    {
        IOperation? receiver = invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod ? given[0].Value : null);
        if (receiver is null || !DistributionInfo.CanBeDrawn(Strip(receiver).Type) || (invocation.Instance is null && invocation.TargetMethod.DeclaringSyntaxReferences.Length > 0))
            return null;
        IReadOnlyList<IOperation> arguments = [.. given.Skip(invocation.Instance is null ? 1 : 0).Select(a => a.Value)];
        string name = invocation.Instance is not null || invocation.TargetMethod.ContainingNamespace.ToDisplayString() == "ProbDsl" ? invocation.TargetMethod.Name : "";
        bool isOfOne = arguments.Count == 1;
        if (name is not ("Iid" or "Truncate") && !(isOfOne && name is "LogDensity" or "Cdf" or "LogSurvival"))
            return Opaque(invocation) ?? Unsupported(invocation, "of a distribution, a model can use LogDensity, Cdf, LogSurvival, Iid, Truncate and '~'");
        if (Evaluate(Strip(receiver)) is not DistributionValue distribution)
            return ErrorValue.Instance;
        return name switch
        {
            "Iid" => Copies(distribution, invocation),
            "Truncate" => Truncated(distribution, invocation),
            "LogDensity" => DensityOf(distribution, Evaluated(Evaluate(Strip(arguments[0])), arguments[0]), invocation),
            _ => Opaque(invocation) ?? TailOf(distribution, Evaluate(Strip(arguments[0])), invocation),
        };
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
                foreach (Expression term in Supported(distribution, VectorDensity(distribution, names, array, operation.Syntax), array, known: false))
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

    private Value Apply(FunctionTable.Entry function, BoundCall call)
    {
        if (call.Values[0] is ScalarValue && call.Values.All(a => a is ScalarValue))
            return new ScalarValue(function.Build([.. call.Values.Select(a => Build.Real(((ScalarValue)a).Expression))]));
        if (call.Values[0] is not ArrayValue array)
            return Unsupported(call.Operation, "the arguments must be numbers");
        Expression[] numbers = [.. call.Values.Skip(1).OfType<ScalarValue>().Select(s => Bind("argument", Build.Real(s.Expression)))];
        return call.Values.Skip(1).FirstOrDefault() is ArrayValue other
            ? Elementwise(array, other, (x, y) => function.Build([x, y]))
            : new ArrayValue(array.Rank, call.Values.Any(v => v.Latent), i => function.Build([Build.Real(array.Element(i)), .. numbers]), array.Length, Kind.Real);
    }
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>The components of a mixture: those that are listed, or one for each weight.</summary>
/// <param name="Weights">The weight of each.</param>
/// <param name="Listed">The components in their order, or none where <paramref name="Each"/> gives them.</param>
/// <param name="Each">The function from an index to its component.</param>
internal sealed record MixtureParts(ArrayValue Weights, IReadOnlyList<DistributionValue> Listed, IAnonymousFunctionOperation? Each);

/// <content>Mixtures: <c>Mixture(weights, D, E, …)</c> and <c>Mixture(weights, k => D)</c>.</content>
internal sealed partial class Lowering
{
    private const string MixtureOf = "a mixture is of distributions over numbers, written where it is used: Mixture(weights, Normal(a, s), Normal(b, s)) or Mixture(weights, k => Normal(mean[k], s))";

    private Value Mixture(IInvocationOperation invocation)
    {
        IArgumentOperation weightArgument = invocation.Arguments.Single(a => a.Parameter!.Ordinal == 0);
        IArgumentOperation componentArgument = invocation.Arguments.Single(a => a.Parameter!.Ordinal == 1);
        Value weighed = Evaluate(Strip(weightArgument.Value));
        if (weighed is not ArrayValue { Rank: 1 } weights)
            return weighed is ErrorValue ? weighed : Unsupported(invocation, MixtureOf);
        weights = (ArrayValue)Snapshot(weights);
        if (!weights.Latent)
            CheckDataVector("'weights' of Mixture must be probabilities, from 0 to 1 with sum one", "Simplex", weights, weightArgument.Value);
        if (LambdaOf(componentArgument.Value) is { } function)
            return EachComponent(weights, function, invocation);
        if (Strip(componentArgument.Value) is not IArrayCreationOperation { Initializer: { } initializer })
            return Unsupported(invocation, MixtureOf);
        var components = new List<DistributionValue>();
        foreach (IOperation element in initializer.ElementValues)
        {
            if (Evaluate(Strip(element)) is not DistributionValue component)
                return ErrorValue.Instance;
            components.Add(component);
        }
        SameSize(weights.Count, "weights", Constant.Int(components.Count), "Mixture", invocation.Syntax);
        return components.Count > 0 && components.All(c => IsComponent(c) && c.Info.Support == components[0].Info.Support && c.Info.Lower is null && c.Info.Upper is null)
            ? new DistributionValue(components[0].Info, components[0].Arguments, []) { Mixture = new MixtureParts(weights, components, null) }
            : Unsupported(invocation, "the components of a mixture have one support, and none is truncated");
    }

    private static IAnonymousFunctionOperation? LambdaOf(IOperation value) => Unconverted(value) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } => function,
        IAnonymousFunctionOperation function => function,
        _ => null,
    };

    private static bool IsComponent(DistributionValue component) =>
        component is { Rank: 0, IsTruncated: false, Mixture: null };

    /// <summary>A mixture by a function: read once here for what it is; its arguments are read where a density asks for them.</summary>
    private Value EachComponent(ArrayValue weights, IAnonymousFunctionOperation function, IInvocationOperation invocation)
    {
        Local k = NewLocal(function.Symbol.Parameters[0].Name, Kind.Integer, false);
        OpenLoop(k, Constant.Int(0), weights.Count, []);
        DistributionValue? component = ComponentAt(function, k);
        List<Statement> reads = [.. CloseLoop().Where(s => s is DataCall call && IsRead(call) && call.Arguments.SelectMany(Walk.Locals).All(l => l.Id <= k.Id))];
        if (reads.Count > 0)
            output.Add(new For(k, Constant.Int(0), weights.Count, EquatableArray<Carried>.Empty, reads.ToEquatable()));
        if (component is null)
            return ErrorValue.Instance;
        return IsComponent(component) && component.Info.Lower is null && component.Info.Upper is null
            ? new DistributionValue(component.Info, new Dictionary<string, Value>(), []) { Mixture = new MixtureParts(weights, [], function) }
            : Unsupported(invocation, MixtureOf);
    }

    private DistributionValue? ComponentAt(IAnonymousFunctionOperation function, Local index)
    {
        if (BodyStatements(function.Body) is not [IReturnOperation { ReturnedValue: { } result }])
        {
            Unsupported(function, "the function of a mixture is one expression: k => Normal(mean[k], s)");
            return null;
        }
        environment[function.Symbol.Parameters[0]] = new ScalarValue(index);
        Value value = Evaluate(Strip(result));
        environment.Remove(function.Symbol.Parameters[0]);
        return value as DistributionValue;
    }

    /// <summary>log Σ weightₖ pₖ(y).</summary>
    private Expression MixtureDensity(MixtureParts mixture, Expression y, bool known)
    {
        y = Bind("y", y);
        Expression Part(Expression k, DistributionValue component) => Build.Add(
            Build.Call("log", Build.Real(mixture.Weights.Element(k))), ScalarDensity(component, BindArguments(component), y, known));
        if (mixture.Each is not { } function)
            return mixture.Listed.Select((component, k) => Bind("part", Part(Constant.Int(k), component))).Aggregate((a, b) => Build.Call("logSumExp2", a, b));
        Local variable = NewLocal(function.Symbol.Parameters[0].Name, Kind.Integer, false);
        OpenLoop(variable, Constant.Int(0), mixture.Weights.Count, []);
        Expression value = Build.Real(ComponentAt(function, variable) is { } each ? Part(variable, each) : Constant.Zero);
        // Where the mixture is made its reads are checked.
        EquatableArray<Statement> body = Without(CloseLoop(), s => s is DataCall call && IsRead(call)).ToEquatable();
        return body.All(s => s is Let or Check)
            ? new Reduce(ReduceKind.LogSumExp, variable, Constant.Int(0), mixture.Weights.Count, EquatableArray<Carried>.Empty, body, value)
            : LogSumExp(Parts(variable, mixture.Weights.Count, body, value, function.Syntax));
    }

    /// <summary>The parts of a mixture one by one: a reduction has no loops and no arrays inside.</summary>
    private ArrayValue Parts(Local variable, Expression count, IEnumerable<Statement> body, Expression value, SyntaxNode syntax)
    {
        ArrayValue parts = NewScratch("part", [count], value.Latent, syntax);
        OpenLoop(variable, Constant.Int(0), count, []);
        output.AddRange(body);
        Put(parts, [variable], value);
        EquatableArray<Statement> each = CloseLoop();
        output.Add(new For(variable, Constant.Int(0), count, EquatableArray<Carried>.Empty, each));
        return parts;
    }
}

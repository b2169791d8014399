using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Calls: plates, distributions, networks, helpers to inline, functions.</content>
internal sealed partial class BatchLowering
{
    /// <summary>How deep calls may lie in one another: objects of one class that hold one another are followed no further.</summary>
    private const int MostCalls = 64;

    private BatchValue Invoke(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        string signature = CallSignature.Of(method);
        IReadOnlyList<IArgumentOperation> given = CallSignature.InOrder(invocation.Arguments);
        if (signature is "Distributions.Plate(int)" or "Distributions.Minibatch(int)")
            return Evaluate(given[0].Value) switch
            {
                IntegerValue count => new PlateRange(count),
                MissingValue missing => missing,
                _ => Unsupported(given[0].Value.Syntax, "the size of a plate is an integer of the model, as X.Length"),
            };
        if (signature.StartsWith("Distributions.", System.StringComparison.Ordinal) && DistributionInfo.From(method.ReturnType) is { } info)
            return Distribution(info, given, invocation.Syntax);
        if (method.Name == "Iid" && method.IsExtensionMethod && method.ContainingNamespace.ToDisplayString() == "ProbDsl" && DistributionInfo.From(given[0].Value.Type) is not null)
            return Iid(Evaluate(given[0].Value), [.. given.Skip(1)], invocation.Syntax);
        if (method is { Name: "LogDensity", IsExtensionMethod: true } && method.ContainingNamespace.ToDisplayString() == "ProbDsl" && given.Count == 2 && Evaluate(given[0].Value) is BatchDistribution scored)
            return DensityOf(scored, given[1].Value) is { } densityOfVector ? new TensorValue(densityOfVector) : MissingValue.Instance;
        if (Filled(signature, given) is { } filled)
            return filled;
        if (method.Name is "Dense" or "DenseOfArray" or "DenseOfEnumerable" && method.ContainingType.Name == "VectorBuilder" && invocation.Arguments.Length == 1)
            return FromElements(invocation.Arguments[0].Value, invocation.Syntax);
        if (OfEachElement(invocation) is { } elements)
            return elements;
        BatchValue receiver = invocation.Instance is null ? self : Evaluate(invocation.Instance);
        if (receiver is MissingValue)
            return receiver;
        if (receiver is ObjectValue network && method.Name == "Forward" && IsNetwork(network.Type) && !method.IsStatic && given.Count == 1)
            return ApplyNetwork(network, Evaluate(given[0].Value), invocation.Syntax);
        if (receiver is BatchDistribution distribution && method.Name == "LogDensity" && given.Count == 1)
            return DensityOf(distribution, given[0].Value) is { } density ? new TensorValue(density) : MissingValue.Instance;
        if (invocation.IsVirtual && receiver is ObjectValue owner)
        {
            if (CalledOn(owner, method) is not { } called)
                return Unsupported(invocation.Syntax, $"which '{method.Name}' it calls is decided when the program runs; make the class sealed, or the method not virtual");
            method = called;
        }
        if (method.DeclaringSyntaxReferences.Length > 0)
            return InlineCall(invocation, method, receiver as ObjectValue ?? self);
        List<(BatchValue Value, SyntaxNode Syntax)> operands = [];
        if (invocation.Instance is not null)
            operands.Add((receiver, invocation.Instance.Syntax));
        foreach (IArgumentOperation argument in given)
            if (argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection)
                operands.AddRange(Elements(argument.Value).Select(e => (Evaluate(e), e.Syntax)));
            else
                operands.Add((Evaluate(argument.Value), argument.Value.Syntax));
        if (operands.Any(o => o.Value is MissingValue))
            return MissingValue.Instance;
        return Function(method, signature, operands, invocation.Syntax) ?? UnknownCall(method, signature, operands, invocation.Syntax);
    }

    /// <summary>Vector&lt;double&gt;.Build.Dense(n, value) and the same for a matrix: equal elements, zero where none is given.</summary>
    private BatchValue? Filled(string signature, IReadOnlyList<IArgumentOperation> given)
    {
        int rank = signature switch
        {
            "VectorBuilder.Dense(int)" or "VectorBuilder.Dense(int, T)" => 1,
            "MatrixBuilder.Dense(int, int)" or "MatrixBuilder.Dense(int, int, T)" => 2,
            _ => 0,
        };
        if (rank == 0)
            return null;
        BatchValue[] values = [.. given.Select(a => Evaluate(a.Value))];
        for (int i = 0; i < rank; i++)
            if (values[i] is not IntegerValue)
                return values[i] is MissingValue ? values[i] : Unsupported(given[i].Value.Syntax, "a size is an integer of the model");
        int value = graph.Constant(0);
        if (values.Length > rank)
        {
            if (Tensor(values[rank], given[rank].Value.Syntax) is not { } element)
                return MissingValue.Instance;
            value = element.Node;
        }
        return new TensorValue(formulas.Spread(value, Sized([.. values.Take(rank).Cast<IntegerValue>()])));
    }

    private BatchValue UnknownCall(IMethodSymbol method, string signature, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        if (operands.TrueForAll(o => o.Value is not TensorValue tensor || IsOfData(tensor.Node)))
            context.Report(Descriptors.CallOnData, syntax, $"{method.ContainingType.Name}.{method.Name}");
        else if (FunctionTable.IsNotDifferentiable(signature, method.Name))
            context.Report(Descriptors.NotDifferentiable, syntax, method.Name);
        else
            context.Report(Descriptors.UnsupportedCall, syntax, CallSignature.Describe(method));
        return MissingValue.Instance;
    }

    /// <summary>The override that a virtual call on an object reaches; null where that is not known.</summary>
    private IMethodSymbol? CalledOn(ObjectValue owner, IMethodSymbol method)
    {
        if (owner.Path.Length > 0)
            return owner.Type.IsSealed || method.IsSealed ? Semantics.OverrideIn(owner.Type, method) : null;
        IMethodSymbol? reached = Semantics.OverrideIn(context.Model, method);
        if (reached is not null)
            context.NoteReached(reached);
        return reached;
    }

    private BatchValue InlineCall(IInvocationOperation invocation, IMethodSymbol target, ObjectValue receiver)
    {
        IMethodSymbol method = target.OriginalDefinition;
        if (method.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out))
            return Unsupported(invocation.Syntax, "parameters by ref or out are not followed; return the value instead");
        var arguments = new BatchValue[method.Parameters.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
            arguments[argument.Parameter!.Ordinal] = argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection
                ? new TupleValue([.. Elements(argument.Value).Select(Evaluate)])
                : Evaluate(argument.Value);
        return context.Semantics.BodyOf(method) is { } body
            ? Inline(method, body, receiver, arguments, invocation.Syntax)
            : Unsupported(invocation.Syntax, "its body cannot be read");
    }

    /// <summary>Reads a helper's body in place of its call.</summary>
    private BatchValue Inline(IMethodSymbol method, IOperation body, ObjectValue receiver, IReadOnlyList<BatchValue> arguments, SyntaxNode call)
    {
        string path = method.IsStatic ? "" : receiver.Path;
        if (callStack.Count == MostCalls || callStack.Any(c => SymbolEqualityComparer.Default.Equals(c.Method, method) && c.Path == path))
        {
            context.Report(Descriptors.Recursion, call, method.Name);
            return MissingValue.Instance;
        }
        callStack.Add((method, path));
        ObjectValue outer = self;
        if (!method.IsStatic && method.MethodKind != MethodKind.LocalFunction)
            self = receiver;
        // A class of networks may hold another object of itself: the names of its method stand for the call at hand.
        List<KeyValuePair<ISymbol, BatchValue>> around = TakeNames(method);
        for (int i = 0; i < method.Parameters.Length; i++)
            environment[method.Parameters[i]] = arguments[i];
        BatchValue? result = Run(Lowering.BodyStatements(body));
        TakeNames(method);
        foreach (KeyValuePair<ISymbol, BatchValue> name in around)
            environment.Add(name.Key, name.Value);
        self = outer;
        callStack.RemoveAt(callStack.Count - 1);
        return result ?? NothingValue.Instance;
    }

    /// <summary>Removes the values of a method's own parameters and locals; returns them.</summary>
    private List<KeyValuePair<ISymbol, BatchValue>> TakeNames(IMethodSymbol method)
    {
        List<KeyValuePair<ISymbol, BatchValue>> own = [.. environment.Where(e => SymbolEqualityComparer.Default.Equals(e.Key.ContainingSymbol, method))];
        foreach (KeyValuePair<ISymbol, BatchValue> name in own)
            environment.Remove(name.Key);
        return own;
    }

    /// <summary>A function of numbers, vectors and matrices; null where it is unknown.</summary>
    private BatchValue? Function(IMethodSymbol method, string signature, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        if (operands.Count > 0 && operands[0].Value is TupleValue)
            return null;
        if (OfData(method.ContainingType.ToDisplayString(), method.Name, operands, syntax) is { } ofData)
            return ofData;
        if (VectorFunctions.TryGetValue(signature, out string? name))
            return VectorFunction(name, operands, syntax);
        bool whole = WholeFunctions.TryGetValue(signature, out string? real);
        if (FunctionTable.Find(real ?? signature) is not { } function)
            return null;
        var nodes = new int[operands.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (Tensor(operands[i].Value, operands[i].Syntax) is not { } tensor)
                return MissingValue.Instance;
            nodes[i] = tensor.Node;
        }
        for (int i = 1; i < nodes.Length; i++)
            if (graph[nodes[0]].Shape.Rank > 0 && graph[nodes[i]].Shape.Rank > 0 && !SameShape(graph[nodes[0]].Shape, graph[nodes[i]].Shape, syntax))
                return MissingValue.Instance;
        Expression[] places = [.. nodes.Select((_, i) => new Local(i, "a", Kind.Real, true))];
        return new TensorValue(Lower(function.Build(places), nodes), whole ? Kind.Integer : Kind.Real);
    }

    /// <summary>Functions of whole numbers, which give one, and what they are of real ones.</summary>
    private static readonly Dictionary<string, string> WholeFunctions = new()
    {
        ["Math.Abs(int)"] = "Math.Abs(double)",
        ["Math.Max(int, int)"] = "Math.Max(double, double)",
        ["Math.Min(int, int)"] = "Math.Min(double, double)",
    };

    private int Lower(Expression expression, int[] arguments) => expression switch
    {
        Constant constant => graph.Constant(constant.Value),
        Local local => arguments[local.Id],
        Call { Op: "real" } real => Lower(real.Arguments[0], arguments),
        Call call => graph.Op(call.Op, [.. call.Arguments.Select(a => Lower(a, arguments))]),
        _ => throw new System.InvalidOperationException($"a function gives {expression.GetType().Name}"),
    };
}

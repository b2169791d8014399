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
    private BatchValue Invoke(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        string container = method.ContainingType.ToDisplayString();
        if (method.Name is "Plate" or "Minibatch" && method.ContainingNamespace.ToDisplayString() == "ProbDsl" && invocation.Arguments.Length == 1)
            return Evaluate(invocation.Arguments[0].Value) switch
            {
                IntegerValue count => new PlateRange(count),
                MissingValue missing => missing,
                _ => Unsupported(invocation.Arguments[0].Value.Syntax, "the size of a plate is an integer of the model, as X.Length"),
            };
        if (container == "ProbDsl.Distributions" && DistributionInfo.From(method.ReturnType) is { } info)
            return Distribution(info, invocation.Arguments, invocation.Syntax);
        if (method.Name == "Iid" && invocation.Arguments.Length > 1 && DistributionInfo.From(invocation.Arguments[0].Value.Type) is not null)
            return Iid(Evaluate(invocation.Arguments[0].Value), [.. invocation.Arguments.Skip(1)], invocation.Syntax);
        if (method.Name == "Dense" && method.ContainingType.Name is "VectorBuilder" or "MatrixBuilder" && Filled(invocation) is { } filled)
            return filled;
        if (method.Name is "Dense" or "DenseOfArray" or "DenseOfEnumerable" && method.ContainingType.Name == "VectorBuilder" && invocation.Arguments.Length == 1)
            return FromElements(invocation.Arguments[0].Value, invocation.Syntax);
        if (OfEachElement(invocation) is { } elements)
            return elements;
        BatchValue receiver = invocation.Instance is null ? self : Evaluate(invocation.Instance);
        if (receiver is MissingValue)
            return receiver;
        if (receiver is ObjectValue network && method.Name == "Forward" && IsNetwork(network.Type) && !method.IsStatic && invocation.Arguments.Length == 1)
            return ApplyNetwork(network, Evaluate(invocation.Arguments[0].Value), invocation.Syntax);
        if (method.DeclaringSyntaxReferences.Length > 0)
            return InlineCall(invocation, receiver as ObjectValue ?? self);
        List<(BatchValue Value, SyntaxNode Syntax)> operands = [];
        if (invocation.Instance is not null)
            operands.Add((receiver, invocation.Instance.Syntax));
        foreach (IArgumentOperation argument in invocation.Arguments)
            if (argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection)
                operands.AddRange(Elements(argument.Value).Select(e => (Evaluate(e), e.Syntax)));
            else
                operands.Add((Evaluate(argument.Value), argument.Value.Syntax));
        if (operands.Any(o => o.Value is MissingValue))
            return MissingValue.Instance;
        return Function(container, method.Name, operands, invocation.Syntax) ?? UnknownCall(method, container, operands, invocation.Syntax);
    }

    /// <summary>Vector&lt;double&gt;.Build.Dense(n, value) and the same for a matrix: equal elements, zero where none is given.</summary>
    private BatchValue? Filled(IInvocationOperation invocation)
    {
        int rank = invocation.TargetMethod.ContainingType.Name == "VectorBuilder" ? 1 : 2;
        BatchValue[] given = [.. invocation.Arguments.Select(a => Evaluate(a.Value))];
        if (given.Any(g => g is MissingValue))
            return MissingValue.Instance;
        if (given.Length < rank || given.Length > rank + 1 || given.Take(rank).Any(g => g is not IntegerValue))
            return null;
        int value = graph.Constant(0);
        if (given.Length > rank)
        {
            if (Tensor(given[rank], invocation.Arguments[rank].Value.Syntax) is not { } element)
                return MissingValue.Instance;
            value = element.Node;
        }
        return new TensorValue(formulas.Spread(value, Sized([.. given.Take(rank).Cast<IntegerValue>()])));
    }

    private BatchValue UnknownCall(IMethodSymbol method, string container, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        if (operands.TrueForAll(o => o.Value is not TensorValue tensor || IsOfData(tensor.Node)))
            context.Report(Descriptors.CallOnData, syntax, $"{method.ContainingType.Name}.{method.Name}");
        else if (FunctionTable.IsNotDifferentiable(container, method.Name))
            context.Report(Descriptors.NotDifferentiable, syntax, method.Name);
        else
            context.Report(Descriptors.UnsupportedCall, syntax, $"{method.ContainingType.Name}.{method.Name}");
        return MissingValue.Instance;
    }

    private BatchValue InlineCall(IInvocationOperation invocation, ObjectValue receiver)
    {
        IMethodSymbol method = invocation.TargetMethod.OriginalDefinition;
        if (method.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out))
            return Unsupported(invocation.Syntax, "parameters by ref or out are not followed; return the value instead");
        var arguments = new BatchValue[method.Parameters.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
            arguments[argument.Parameter!.Ordinal] = argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection
                ? new TupleValue([.. Elements(argument.Value).Select(Evaluate)])
                : Evaluate(argument.Value);
        return Lowering.BodyOf(context.Compilation, method) is { } body
            ? Inline(method, body, receiver, arguments, invocation.Syntax)
            : Unsupported(invocation.Syntax, "its body cannot be read");
    }

    /// <summary>Reads a helper's body in place of its call.</summary>
    private BatchValue Inline(IMethodSymbol method, IOperation body, ObjectValue receiver, IReadOnlyList<BatchValue> arguments, SyntaxNode call)
    {
        string path = method.IsStatic ? "" : receiver.Path;
        if (callStack.Any(c => SymbolEqualityComparer.Default.Equals(c.Method, method) && c.Path == path))
        {
            context.Report(Descriptors.Recursion, call, method.Name);
            return MissingValue.Instance;
        }
        callStack.Add((method, path));
        ObjectValue outer = self;
        if (!method.IsStatic && method.MethodKind != MethodKind.LocalFunction)
            self = receiver;
        for (int i = 0; i < method.Parameters.Length; i++)
            environment[method.Parameters[i]] = arguments[i];
        BatchValue? result = Run(Lowering.BodyStatements(body));
        self = outer;
        callStack.RemoveAt(callStack.Count - 1);
        return result ?? NothingValue.Instance;
    }

    /// <summary>A function of numbers, vectors and matrices; null where it is unknown.</summary>
    private BatchValue? Function(string container, string name, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        if (operands.Count > 0 && operands[0].Value is TupleValue)
            return null;
        if (OfData(container, name, operands, syntax) is { } ofData)
            return ofData;
        if (container is "ProbDsl.Functions" or "ProbDsl.VectorParts" || (container == "System.Linq.Enumerable" && name is "ToArray" or "ToList") || container.StartsWith("MathNet.Numerics.LinearAlgebra", System.StringComparison.Ordinal))
            if (VectorFunction(name, operands, syntax) is { } vector)
                return vector;
        if (PointwiseName(container, name) is { } pointwise)
            (container, name) = ("System.Math", pointwise);
        if (FunctionTable.Find(container, name, operands.Count) is not { } function)
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
        return new TensorValue(Lower(function.Build(places), nodes));
    }

    /// <summary>MathNet's elementwise methods by the names that System.Math gives them.</summary>
    private static string? PointwiseName(string container, string name) =>
        container.StartsWith("MathNet.Numerics.LinearAlgebra", System.StringComparison.Ordinal) && name.StartsWith("Pointwise", System.StringComparison.Ordinal)
            ? name.Substring("Pointwise".Length) switch { "Power" => "Pow", "Maximum" => "Max", "Minimum" => "Min", var same => same }
            : null;

    private int Lower(Expression expression, int[] arguments) => expression switch
    {
        Constant constant => graph.Constant(constant.Value),
        Local local => arguments[local.Id],
        Call { Op: "real" } real => Lower(real.Arguments[0], arguments),
        Call call => graph.Op(call.Op, [.. call.Arguments.Select(a => Lower(a, arguments))]),
        _ => throw new System.InvalidOperationException($"a function gives {expression.GetType().Name}"),
    };
}

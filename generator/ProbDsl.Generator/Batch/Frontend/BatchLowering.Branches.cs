using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Statements under a condition: one side where it is constant; where data decide both, their terms counted and their locals chosen by the data.</content>
internal sealed partial class BatchLowering
{
    /// <summary>The condition of the data under which the statements at hand stand; null where they always do.</summary>
    private int? condition;

    private BatchValue? RunIf(IConditionalOperation branch)
    {
        BatchValue value = Evaluate(branch.Condition);
        if (TryConstant(value, out bool holds))
        {
            IOperation? side = holds ? branch.WhenTrue : branch.WhenFalse;
            return side is null ? null : Run([side]);
        }
        if (Tensor(value, branch.Condition.Syntax) is not { } test)
            return null;
        if (IsOfData(test.Node))
            return RunSides(branch, test.Node);
        if (!context.HasErrors)
            context.Report(Descriptors.UnsupportedStatement, branch.Condition.Syntax, "an if whose condition depends on a latent, a parameter or a network",
                "choose between values by 'condition ? a : b'");
        return null;
    }

    private bool TryConstant(BatchValue value, out bool holds)
    {
        holds = value is TensorValue { Node: var node } && graph[node].Value != 0;
        return value is TensorValue { Kind: Ir.Kind.Boolean } tensor && graph[tensor.Node].Op == "const";
    }

    private BatchValue? RunSides(IConditionalOperation branch, int test)
    {
        int? outer = condition;
        var before = new Dictionary<ISymbol, BatchValue>(environment, SymbolEqualityComparer.Default);
        BatchValue? first = RunSide(branch.WhenTrue, outer, test);
        var after = new Dictionary<ISymbol, BatchValue>(environment, SymbolEqualityComparer.Default);
        Restore(before);
        BatchValue? second = branch.WhenFalse is null ? null : RunSide(branch.WhenFalse, outer, graph.Op("not", test));
        condition = outer;
        // What only one side has given a value cannot be read after it.
        foreach (KeyValuePair<ISymbol, BatchValue> local in after)
            if (environment.TryGetValue(local.Key, out BatchValue? other) && !ReferenceEquals(local.Value, other))
                environment[local.Key] = Chosen(test, local.Value, other, branch.Syntax);
        if (first is null && second is null)
            return null;
        if (first is not null && second is not null)
            return Chosen(test, first, second, branch.Syntax);
        return Unsupported(branch.Syntax, "where data decide, both sides return or neither does");
    }

    private BatchValue? RunSide(IOperation side, int? outer, int test)
    {
        condition = outer is { } known ? graph.Op("and", known, test) : test;
        return Reached(test, () => Run([side]));
    }

    private void Restore(Dictionary<ISymbol, BatchValue> known)
    {
        environment.Clear();
        foreach (KeyValuePair<ISymbol, BatchValue> local in known)
            environment.Add(local.Key, local.Value);
    }

    /// <summary>One of two values, as data decide.</summary>
    private BatchValue Chosen(int test, BatchValue first, BatchValue second, SyntaxNode syntax)
    {
        if (first is TupleValue { Items: var left } && second is TupleValue { Items: var right } && left.Count == right.Count)
            return new TupleValue([.. left.Select((item, i) => Chosen(test, item, right[i], syntax))]);
        return Tensor(first, syntax) is { } a && Tensor(second, syntax) is { } b ? Select(test, a, b, syntax) : MissingValue.Instance;
    }

    /// <summary>A term as it counts where it stands: once a datum in the plate, whether or not it mentions the datum, and not at all where data say that it does not hold.</summary>
    private int Counted(int node, bool inPlate)
    {
        if (condition is { } test)
            node = graph.Op("select", test, node, graph.Constant(0));
        return inPlate && graph[node].Axis == Axis.Global ? graph.Make("expand", [node], TensorShape.Scalar, axis: Axis.Datum) : node;
    }
}

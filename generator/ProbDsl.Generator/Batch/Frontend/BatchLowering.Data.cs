using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>What may be done with data and not with latents, as it has no derivative; functions of each element; vectors by their elements.</content>
internal sealed partial class BatchLowering
{
    /// <summary>Whether a value depends on data alone.</summary>
    private bool IsOfData(int node) => !DependsOn(node, n => n.Op is "draw" or "parameter" or "network" or "noise");

    /// <summary>Functions without a derivative and the largest of many, of data; null for others.</summary>
    private BatchValue? OfData(string container, string name, List<(BatchValue Value, SyntaxNode Syntax)> operands, SyntaxNode syntax)
    {
        bool rounds = container is "System.Math" or "double" && name is "Floor" or "Ceiling" or "Round" or "Truncate" or "Sign";
        bool ofAll = (container == "System.Linq.Enumerable" && name is "Max" or "Min" or "Sum" or "Average")
            || (container.StartsWith("MathNet.Numerics.LinearAlgebra", System.StringComparison.Ordinal) && name is "Maximum" or "Minimum");
        if (operands.Count != 1 || !(rounds || ofAll))
            return null;
        if (Tensor(operands[0].Value, operands[0].Syntax) is not { } value)
            return MissingValue.Instance;
        int x = value.Node;
        if (ofAll && name is "Sum")
            return new TensorValue(graph.Reduce("sum", x), value.Kind);
        if (ofAll && name is "Average")
            return new TensorValue(graph.Op("div", graph.Reduce("sum", x), Number(sizes.Integer(graph[x].Shape.First))));
        if (!IsOfData(x))
        {
            context.Report(Descriptors.NotDifferentiable, syntax, name);
            return MissingValue.Instance;
        }
        return name switch
        {
            "Floor" => new TensorValue(graph.Op("floor", x)),
            "Ceiling" => new TensorValue(Ceiling(x)),
            "Truncate" => new TensorValue(Truncate(x)),
            "Sign" => new TensorValue(Choose(graph.Op("lt", graph.Constant(0), x), 1, Choose(graph.Op("lt", x, graph.Constant(0)), -1, graph.Constant(0))), Kind.Integer),
            "Round" => new TensorValue(Round(x)),
            "Max" or "Maximum" => new TensorValue(graph.Reduce("largest", x), value.Kind),
            _ => new TensorValue(graph.Op("neg", graph.Reduce("largest", graph.Op("neg", x))), value.Kind),
        };
    }

    private int Ceiling(int x) => graph.Op("neg", graph.Op("floor", graph.Op("neg", x)));

    private int Truncate(int x) => graph.Op("select", graph.Op("lt", x, graph.Constant(0)), Ceiling(x), graph.Op("floor", x));

    /// <summary>The nearest integer; of two the even one, as Math.Round has it.</summary>
    private int Round(int x)
    {
        int below = graph.Op("floor", x), half = graph.Mul(below, graph.Constant(0.5));
        int rest = graph.Op("sub", x, below), above = graph.Add(below, graph.Constant(1));
        int isEven = graph.Op("eq", half, graph.Op("floor", half));
        int up = graph.Op("or", graph.Op("lt", graph.Constant(0.5), rest), graph.Op("and", graph.Op("eq", rest, graph.Constant(0.5)), graph.Op("not", isEven)));
        return graph.Op("select", up, above, below);
    }

    private int Choose(int condition, double value, int otherwise) => graph.Op("select", condition, graph.Constant(value), otherwise);

    /// <summary>The quotient of integers of the data, without its rest.</summary>
    private int? Quotient(int x, int y, SyntaxNode syntax)
    {
        if (IsOfData(x) && IsOfData(y))
            return Truncate(graph.Op("div", x, y));
        context.Report(Descriptors.NotDifferentiable, syntax, "/");
        return null;
    }

    /// <summary>Select, Map and sums with a function: its body, with the vector in the place of the element. Null for other calls.</summary>
    private BatchValue? OfEachElement(IInvocationOperation invocation)
    {
        string container = invocation.TargetMethod.ContainingType.ToDisplayString(), name = invocation.TargetMethod.Name;
        bool isLinq = container == "System.Linq.Enumerable" && name is "Select" or "Sum" or "Average" or "Max" or "Min";
        bool isMap = container.StartsWith("MathNet.Numerics.LinearAlgebra.Vector", System.StringComparison.Ordinal) && name == "Map";
        List<IOperation> operands = [.. (invocation.Instance is { } instance ? new[] { instance } : []).Concat(invocation.Arguments.Where(a => a.ArgumentKind == ArgumentKind.Explicit).Select(a => a.Value))];
        if (!(isLinq || isMap) || operands.Count != 2 || FunctionOf(operands[1]) is not { Symbol.Parameters: [{ } element] } function)
            return null;
        BatchValue receiver = Evaluate(operands[0]);
        if (receiver is TupleValue or PlateRange || Tensor(receiver, operands[0].Syntax) is not { } vector)
            return receiver is TupleValue or PlateRange ? null : MissingValue.Instance;
        if (graph[vector.Node].Shape.Rank != 1)
            return Unsupported(invocation.Syntax, "a function of each element is applied to a vector");
        environment[element] = vector;
        if (Run(function.Body.Operations) is not { } body || Tensor(body, function.Syntax) is not { } value)
            return MissingValue.Instance;
        value = new TensorValue(formulas.Spread(value.Node, graph[vector.Node].Shape), value.Kind);
        return name is "Select" or "Map" ? value : OfData(container, name, [(value, invocation.Syntax)], invocation.Syntax);
    }

    private static IAnonymousFunctionOperation? FunctionOf(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation function => function,
        IDelegateCreationOperation creation => FunctionOf(creation.Target),
        IConversionOperation conversion => FunctionOf(conversion.Operand),
        _ => null,
    };

    /// <summary>A vector whose elements are written out; a vector or an array as it is.</summary>
    private BatchValue FromElements(IOperation operation, SyntaxNode syntax)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        if (operation is not (IArrayCreationOperation { Initializer: not null } or ICollectionExpressionOperation))
            return Evaluate(operation);
        var parts = new List<int>();
        foreach (IOperation element in Elements(operation))
        {
            if (Tensor(Evaluate(element), element.Syntax) is not { } value)
                return MissingValue.Instance;
            if (graph[value.Node].Shape.Rank != 0)
                return Unsupported(element.Syntax, "the elements of an array are numbers; join vectors by Concat");
            parts.Add(graph.Make("expand", [value.Node], TensorShape.Vector(sizes.Of(IntegerValue.Of(1), "", ""))));
        }
        return parts.Count == 0 ? Unsupported(syntax, "it is empty") : Concat(parts, syntax);
    }
}

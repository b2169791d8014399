using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Indices and parts that data choose: checked for all data when the estimator is made, and wherever a pass reads them.</content>
internal sealed partial class BatchLowering
{
    private readonly List<PlaceIr> places = [];
    private readonly List<PartIr> partChecks = [];

    /// <summary>The condition of the data under which the expression at hand is evaluated; null where it always is.</summary>
    private int? reach;

    public EquatableArray<PlaceIr> Places => places.ToEquatable();

    public EquatableArray<PartIr> PartChecks => partChecks.ToEquatable();

    /// <summary>Evaluates what is reached where a condition holds: where data decide, indices are read there alone.</summary>
    private T Reached<T>(int test, Func<T> evaluate)
    {
        int? outer = reach;
        if (graph[test].Shape.Rank == 0 && graph[test].Op != "const" && IsOfData(test))
            reach = outer is { } known ? graph.Op("and", known, test) : test;
        T result = evaluate();
        reach = outer;
        return result;
    }

    /// <summary>And, or: the right side is evaluated where the left one does not decide.</summary>
    private BatchValue ShortCircuit(IBinaryOperation binary)
    {
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        BatchValue left = Evaluate(binary.LeftOperand);
        if (TryConstant(left, out bool holds))
            return holds == isAnd ? Evaluate(binary.RightOperand) : left;
        if (Tensor(left, binary.LeftOperand.Syntax) is not { } test)
            return MissingValue.Instance;
        BatchValue right = Reached(isAnd ? test.Node : graph.Op("not", test.Node), () => Evaluate(binary.RightOperand));
        return Binary(binary.OperatorKind, left, right, binary);
    }

    /// <summary>An index as a place within a vector. Where it is not reached it is zero, so that it can be read and is not refused.</summary>
    private int Place(int index, string size, string array, string expression, SyntaxNode syntax)
    {
        if (graph[index].Op == "const" && sizes.Integer(size).IsLiteral)
            return index;
        if (reach is { } reached)
            index = graph.Op("select", reached, index, graph.Constant(0));
        int place = graph.Make("place", [index], TensorShape.Scalar, size);
        if (places.All(p => p.Node != place))
            places.Add(new PlaceIr(place, array, expression, StatementText(syntax)));
        return place;
    }

    private int Element(TensorValue vector, int index, SyntaxNode syntax)
    {
        (string array, string expression) = syntax is ElementAccessExpressionSyntax access
            ? (access.Expression.ToString(), access.ArgumentList.Arguments.ToString())
            : (syntax.ToString(), "");
        return graph.Pick(vector.Node, Place(index, graph[vector.Node].Shape.First, Lowering.Shorten(array), Lowering.Shorten(expression), syntax));
    }

    /// <summary>Notes a part that must lie within its vector, unless the compiler has seen that it does.</summary>
    private void CheckPart(string start, string count, string whole, SyntaxNode syntax)
    {
        if ((start.Length == 0 || sizes.Integer(start).IsLiteral) && sizes.Integer(count).IsLiteral && sizes.Integer(whole).IsLiteral)
            return;
        partChecks.Add(new PartIr(start, count, whole, Text(syntax), StatementText(syntax)));
    }
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Expressions.</content>
internal sealed partial class BatchLowering
{
    private const string Advice = "write it with numbers, vectors, matrices, networks and functions of System.Math or ProbDsl.Functions";

    private BatchValue Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Lowering.ConstantOf(constant) is { } known)
            return known.Type == Kind.Integer ? IntegerValue.Of((int)known.Value) : new TensorValue(graph.Constant(known.Value), known.Type);
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return environment.TryGetValue(local.Local, out BatchValue? bound) ? bound : Unsupported(operation.Syntax, "the local has no value here");
            case IParameterReferenceOperation parameter:
                return environment.TryGetValue(parameter.Parameter, out BatchValue? argument) ? argument : Unsupported(operation.Syntax, Lowering.NoValue(parameter.Parameter));
            case IInstanceReferenceOperation:
                return self;
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IArrayElementReferenceOperation element:
                return ElementOf(Evaluate(element.ArrayReference), [.. element.Indices.Select(Evaluate)], operation.Syntax);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                return ShortCircuit(binary);
            case IBinaryOperation binary:
                return Binary(binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand), binary);
            case IUnaryOperation unary:
                return Unary(unary);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IConditionalOperation { WhenFalse: not null } conditional:
                return Conditional(conditional);
            case IIsPatternOperation test:
                return IsPattern(test);
            case ISwitchExpressionOperation choice:
                return Switch(choice);
            case ITupleOperation tuple:
                return new TupleValue([.. tuple.Elements.Select(Evaluate)]);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IArrayCreationOperation { Initializer: not null } or ICollectionExpressionOperation:
                return FromElements(operation, operation.Syntax);
            case IObjectCreationOperation creation when DistributionInfo.From(creation.Type) is { } info:
                return Distribution(info, creation.Arguments, creation.Syntax);
            default:
                return Unsupported(operation.Syntax, Advice);
        }
    }

    private BatchValue Field(IFieldReferenceOperation field)
    {
        if (field.Field.ContainingType.IsTupleType && field.Instance is { } instance)
            return Evaluate(instance) is TupleValue tuple && TupleIndex(field.Field) is { } index && index < tuple.Items.Count
                ? tuple.Items[index]
                : MissingValue.Instance;
        return field.Instance is null ? MemberOf(self, field.Field, field.Syntax) : MemberOf(Evaluate(field.Instance), field.Field, field.Syntax);
    }

    private static int? TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", System.StringComparison.Ordinal) && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out int item)
            ? item - 1
            : field.ContainingType.TupleElements.IndexOf(field) is >= 0 and int at ? at : null;
    }

    private BatchValue Property(IPropertyReferenceOperation property)
    {
        if (property.Property.IsIndexer && property.Instance is not null)
            return ElementOf(Evaluate(property.Instance), [.. property.Arguments.Select(a => Evaluate(a.Value))], property.Syntax);
        BatchValue instance = property.Instance is null ? self : Evaluate(property.Instance);
        if (instance is MissingValue)
            return instance;
        return property.Property.Name switch
        {
            "Length" or "Count" or "RowCount" or "ColumnCount" when SizeOf(instance, property.Property.Name) is { } size => size,
            "InputSize" or "OutputSize" when instance is ObjectValue network && IsNetwork(network.Type) => sizes.Integer(NetworkSize(network, property.Property.Name == "InputSize")),
            _ when instance is ObjectValue => MemberOf(instance, property.Property, property.Syntax),
            _ => Unsupported(property.Syntax, Advice),
        };
    }

    private BatchValue? SizeOf(BatchValue value, string property) => value switch
    {
        MemberValue { Member: { Role: BatchRole.Latent } latent } => LengthOf(latent),
        MemberValue { Member: { PerDatum: not false, Role: not BatchRole.Parameter } member } when property == "Length" => new IntegerValue($"model.{member.Path}.Length", null),
        MemberValue { Member: var member } => sizes.Integer(GlobalShape(member).First),
        TensorValue tensor when graph[tensor.Node].Shape is { Rank: > 0 } shape => sizes.Integer(property == "ColumnCount" ? shape.Second : shape.First),
        TupleValue tuple => IntegerValue.Of(tuple.Items.Count),
        _ => null,
    };

    /// <summary>The length of an array of latents, which holds nothing while the estimator is made.</summary>
    private IntegerValue? LengthOf(BatchMember latent) => latent switch
    {
        { PerDatum: false } => sizes.Integer(GlobalShape(latent).First),
        _ when latent.Dimensions.Count == latent.Type.Rank => sizes.Integer(DeclaredSize(latent, latent.Dimensions[0], 0)),
        { Type.IsArray: true } => PlateCount,
        _ => null,
    };

    private BatchValue Unary(IUnaryOperation unary)
    {
        if (Lowering.IsDraw(unary))
        {
            context.Report(Descriptors.DrawOutsideAssignment, unary.Syntax);
            return MissingValue.Instance;
        }
        BatchValue operand = Evaluate(unary.Operand);
        switch (unary.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return operand;
            case UnaryOperatorKind.Minus when operand is IntegerValue integer:
                return Fold(integer, -integer.Constant, $"(-{integer.Text})");
            case UnaryOperatorKind.Minus:
                return Tensor(operand, unary.Operand.Syntax) is { } number
                    ? Whole(new TensorValue(graph.Op("neg", number.Node)), BinaryOperatorKind.Subtract, unary)
                    : MissingValue.Instance;
            case UnaryOperatorKind.Not:
                return Tensor(operand, unary.Operand.Syntax) is { } truth ? Truth("not", truth.Node) : MissingValue.Instance;
            default:
                return Unsupported(unary.Syntax, "this operator is not part of the language");
        }
    }

    private static IntegerValue Fold(IntegerValue like, int? constant, string text) =>
        like.IsLiteral && constant is { } value ? IntegerValue.Of(value) : new IntegerValue(text, constant);

    private BatchValue Convert(IConversionOperation conversion)
    {
        BatchValue value = Evaluate(conversion.Operand);
        ITypeSymbol? type = conversion.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : conversion.Type;
        SpecialType target = type?.SpecialType ?? SpecialType.None;
        SpecialType source = conversion.Operand.Type?.SpecialType ?? SpecialType.None;
        if (value is TensorValue tensor && source == SpecialType.System_Double && target is SpecialType.System_Int32 or SpecialType.System_Int64)
        {
            if (IsOfData(tensor.Node))
                return new TensorValue(Truncate(tensor.Node), Kind.Integer);
            context.Report(Descriptors.NotDifferentiable, conversion.Syntax, target == SpecialType.System_Int32 ? "(int)" : "(long)");
            return MissingValue.Instance;
        }
        if (value is TensorValue or IntegerValue && IsOtherNumber(target))
            return Unsupported(conversion.Syntax, "numbers of a model are double, int and bool");
        if (target == SpecialType.System_Double && value is TensorValue or IntegerValue)
            return Tensor(value, conversion.Syntax) is { } number ? new TensorValue(number.Node) : MissingValue.Instance;
        return value;
    }

    /// <summary>Whether a conversion to a type cuts a number off in a way that a batch does not.</summary>
    private static bool IsOtherNumber(SpecialType type) => type is SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_Char or SpecialType.System_Byte
        or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64;

    private BatchValue Conditional(IConditionalOperation conditional)
    {
        BatchValue condition = Evaluate(conditional.Condition);
        if (TryConstant(condition, out bool holds))
            return Evaluate(holds ? conditional.WhenTrue : conditional.WhenFalse!);
        if (Tensor(condition, conditional.Condition.Syntax) is not { } test)
            return MissingValue.Instance;
        if (DependsOn(test.Node, n => n.Op == "draw"))
            context.Report(Descriptors.LatentComparison, conditional.Condition.Syntax);
        BatchValue first = Reached(test.Node, () => Evaluate(conditional.WhenTrue));
        BatchValue second = Reached(graph.Op("not", test.Node), () => Evaluate(conditional.WhenFalse!));
        return Tensor(first, conditional.WhenTrue.Syntax) is { } a && Tensor(second, conditional.WhenFalse!.Syntax) is { } b
            ? Select(test.Node, a, b, conditional.Syntax)
            : MissingValue.Instance;
    }

    /// <summary>One of two values; it is whole or a truth where both are.</summary>
    private BatchValue Select(int test, TensorValue first, TensorValue second, SyntaxNode syntax) =>
        Elementwise("select", syntax, test, first.Node, second.Node) is TensorValue chosen
            ? new TensorValue(chosen.Node, first.Kind == second.Kind ? first.Kind : Kind.Real)
            : MissingValue.Instance;

    /// <summary>A value as a node, or null where it is none, which has been reported.</summary>
    private TensorValue? Tensor(BatchValue value, SyntaxNode syntax)
    {
        switch (value)
        {
            case TensorValue tensor:
                return tensor;
            case IntegerValue { IsLiteral: true } literal:
                return new TensorValue(graph.Constant(literal.Constant!.Value), Kind.Integer);
            case IntegerValue integer:
                return new TensorValue(graph.Leaf("size", sizes.Of(integer, "number", "the number " + integer.Text), Axis.Global, TensorShape.Scalar), Kind.Integer);
            case MemberValue { Member: var member }:
                return GlobalMember(member, syntax) as TensorValue;
            case MissingValue:
                return null;
            case PlateIndex:
                Unsupported(syntax, "the plate's index may only choose the datum, as X[n]");
                return null;
            default:
                Unsupported(syntax, Advice);
                return null;
        }
    }

    /// <summary>An elementwise operation after its operands' sizes have been compared.</summary>
    private BatchValue Elementwise(string op, SyntaxNode syntax, params int[] arguments)
    {
        TensorShape shape = TensorShape.Scalar;
        foreach (int argument in arguments)
        {
            TensorShape next = graph[argument].Shape;
            if (next.Rank > 0 && shape.Rank > 0 && !SameShape(shape, next, syntax))
                return MissingValue.Instance;
            shape = next.Rank > shape.Rank ? next : shape;
        }
        return new TensorValue(graph.Op(op, arguments));
    }

    /// <summary>Notes that two shapes agree, or reports where the compiler sees that they do not.</summary>
    private bool SameShape(TensorShape expected, TensorShape found, SyntaxNode syntax)
    {
        if (expected.Rank != found.Rank)
        {
            Unsupported(syntax, "a vector and a matrix cannot be combined element by element");
            return false;
        }
        return (expected.Rank < 1 || SameSize(expected.First, found.First, syntax)) && (expected.Rank < 2 || SameSize(expected.Second, found.Second, syntax));
    }

    private bool SameSize(string expected, string found, SyntaxNode syntax)
    {
        if (sizes.Require(expected, found, StatementText(syntax)))
            return true;
        context.Report(Descriptors.SizesDiffer, syntax, Lowering.Shorten(syntax.ToString()), sizes.Describe(expected), sizes.Describe(found));
        return false;
    }

    private TensorValue Truth(string op, params int[] arguments) => new(FoldTruth(op, arguments) ?? graph.Op(op, arguments), Kind.Boolean);

    private int? FoldTruth(string op, int[] arguments)
    {
        if (arguments.Any(a => graph[a].Op != "const"))
            return null;
        double[] v = [.. arguments.Select(a => graph[a].Value)];
        bool holds = op switch
        {
            "lt" => v[0] < v[1],
            "le" => v[0] <= v[1],
            "eq" => v[0] == v[1],
            "and" => v[0] != 0 && v[1] != 0,
            "or" => v[0] != 0 || v[1] != 0,
            _ => v[0] == 0,
        };
        return graph.Constant(holds ? 1 : 0);
    }
}

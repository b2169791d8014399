using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Expressions: constants, references, operators, members.</content>
internal sealed partial class Lowering
{
    private int loopDepthAtCall;

    private Value Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && ConstantOf(constant) is { } known)
            return new ScalarValue(known);
        if (Thrown(operation) is { } exception)
            return Unsupported(exception, "where a helper does nothing but throw, it is called as it stands, with data alone");
        if (HasShapelessChild(operation) && Opaque(operation) is { } whole)
            return whole;
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return environment.TryGetValue(local.Local, out Value? bound) ? bound : Unsupported(operation, local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { Parent: PatternSyntax }
                    ? "a variable that a pattern declares is not read; test with 'is not null' or '==' and read the value itself, as in 'x[i].Value'"
                    : "the local has no value here");
            case IParameterReferenceOperation parameter:
                return environment.TryGetValue(parameter.Parameter, out Value? argument) ? argument : Unsupported(operation, NoValue(parameter.Parameter));
            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field:
                return MemberValue(field.Field, operation.Syntax);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IArrayElementReferenceOperation element:
                return ElementOf(Evaluate(element.ArrayReference), element.Indices, operation);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } logical:
                return Logical(logical);
            case IBinaryOperation binary:
                return Binary(binary, binary.OperatorKind, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
            case IUnaryOperation unary:
                return Unary(unary);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IConditionalOperation conditional when conditional.WhenFalse is not null:
                return Conditional(conditional);
            case IIsPatternOperation test:
                return IsPattern(test);
            case ISwitchExpressionOperation choice:
                return SwitchExpression(choice);
            case IInvocationOperation invocation:
                return Invoke(invocation);
            case IObjectCreationOperation creation when DistributionInfo.From(creation.Type) is { } info:
                return Distribution(info, creation.Arguments, creation.Syntax);
            case IArrayCreationOperation creation:
                return NewArray(creation);
            case IDelegateCreationOperation or IAnonymousFunctionOperation when FunctionOf(operation) is { } function:
                return function;
            case ICollectionExpressionOperation collection when collection.Elements.Any(e => e is ISpreadOperation):
                return Opaque(collection) ?? Spread(collection);
            case ICollectionExpressionOperation collection:
                return ArrayOf(collection.Elements, collection.Type, collection.Syntax);
            default:
                return Opaque(operation) ?? Unsupported(operation, "write it with numbers, arrays, loops and functions of System.Math or ProbDsl.Functions");
        }
    }

    /// <summary>What to say of a parameter whose value the model does not know.</summary>
    internal static string NoValue(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? "a parameter of the constructor is no part of a model; keep its value in a member marked [Data]"
        : "the parameter has no value here";

    internal static Constant? ConstantOf(object value) => value switch
    {
        bool flag => new Constant(flag ? 1 : 0, Kind.Boolean),
        int number => new Constant(number, Kind.Integer),
        double number => new Constant(number, Kind.Real),
        float number => new Constant(number, Kind.Real),
        long number => new Constant(number, Kind.Integer),
        _ => null,
    };

    private Value Unary(IUnaryOperation unary)
    {
        if (IsDraw(unary))
        {
            context.Report(Descriptors.DrawOutsideAssignment, unary.Syntax);
            return ErrorValue.Instance;
        }
        Value operand = Evaluate(unary.Operand);
        return (unary.OperatorKind, operand) switch
        {
            (UnaryOperatorKind.Plus, _) => operand,
            (UnaryOperatorKind.Minus, ScalarValue { Expression: { Type: Kind.Integer, Latent: false } whole }) when Context(unary, context.Compilation) is { } keyword =>
                new ScalarValue(Build.Data($"{keyword}(-{{0}})", Kind.Integer, whole)),
            (UnaryOperatorKind.Minus, ScalarValue scalar) => new ScalarValue(Build.Neg(scalar.Expression)),
            (UnaryOperatorKind.Minus, ArrayValue) => Elementwise((ArrayValue)Snapshot(operand), Build.Neg),
            (UnaryOperatorKind.BitwiseNegation, ScalarValue { Expression: { Type: Kind.Integer, Latent: false } whole }) => new ScalarValue(Build.Data("(~{0})", Kind.Integer, whole)),
            (UnaryOperatorKind.Not, ScalarValue scalar) => new ScalarValue(Build.Call("not", scalar.Expression)),
            (_, ErrorValue) => ErrorValue.Instance,
            _ => Unsupported(unary, "this operator is not part of the language"),
        };
    }

    private Value Convert(IConversionOperation conversion)
    {
        if (DistributionInfo.CanBeDrawn(conversion.Operand.Type))
            return Evaluate(conversion.Operand);
        if (ModelReader.ShapeOf(conversion.Operand.Type ?? context.Model) is null && conversion.Type is not null && Opaque(conversion) is { } whole)
            return whole;
        Value value = Evaluate(conversion.Operand);
        if (value is not ScalarValue scalar)
            return value;
        if (scalar.Expression is Constant || conversion.OperatorMethod is not null)
            return conversion.OperatorMethod is null ? scalar : Unsupported(conversion, "a conversion that a type defines is not followed for a latent");
        switch (conversion.Type?.SpecialType)
        {
            case SpecialType.System_Double:
                return new ScalarValue(Build.Real(scalar.Expression));
            case SpecialType.System_Boolean when scalar.Expression.Type == Kind.Boolean:
            case SpecialType.System_Int32 when scalar.Expression.Type == Kind.Integer:
                return scalar;
            case SpecialType.System_Int32 when !scalar.Latent:
                return new ScalarValue(Build.Data(Context(conversion, context.Compilation) is { } keyword ? $"{keyword}((int){{0}})" : "(int){0}", Kind.Integer, scalar.Expression));
            case SpecialType.System_Int32:
                context.Report(Descriptors.NotDifferentiable, conversion.Syntax, "(int)");
                return ErrorValue.Instance;
            case SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char
                when !scalar.Latent:
                string narrow = $"({conversion.Type.ToDisplayString()}){{0}}";
                return new ScalarValue(Build.Data("(int)" + (conversion.IsChecked == context.Compilation.Options.CheckOverflow ? narrow : $"{(conversion.IsChecked ? "checked" : "unchecked")}({narrow})"), Kind.Integer, scalar.Expression));
            case SpecialType.System_Single when !scalar.Latent:
                return new ScalarValue(Build.Data("(double)(float){0}", Kind.Real, scalar.Expression));
            default:
                return Unsupported(conversion, "numbers of a model are double, int and bool");
        }
    }

    private Value Binary(IOperation operation, BinaryOperatorKind kind, Value left, Value right)
    {
        if (left is ErrorValue || right is ErrorValue)
            return ErrorValue.Instance;
        if (left is ScalarValue a && right is ScalarValue b)
            return ScalarBinary(operation, kind, a.Expression, b.Expression);
        left = Snapshot(left);
        right = Snapshot(right);
        (string leftName, string rightName) = operation is IBinaryOperation { LeftOperand: { } first, RightOperand: { } second }
            ? (first.Syntax.ToString(), second.Syntax.ToString())
            : operation is ICompoundAssignmentOperation compound ? (compound.Target.Syntax.ToString(), compound.Value.Syntax.ToString()) : ("left", "right");
        SameSizes(kind, left, leftName, right, rightName, operation.Syntax);
        return VectorBinary(kind, left, right) ?? Unsupported(operation, "this operator is not defined for these shapes");
    }

    private Value ScalarBinary(IOperation operation, BinaryOperatorKind kind, Expression a, Expression b)
    {
        bool integers = a.Type == Kind.Integer && b.Type == Kind.Integer;
        Expression? result = InContext(operation, kind, a, b) ?? kind switch
        {
            BinaryOperatorKind.Add => Build.Add(a, b),
            BinaryOperatorKind.Subtract => Build.Sub(a, b),
            BinaryOperatorKind.Multiply => Build.Mul(a, b),
            BinaryOperatorKind.Divide => integers ? Build.Call("idiv", a, b) : Build.Div(Build.Real(a), Build.Real(b)),
            BinaryOperatorKind.Remainder when !a.Latent && !b.Latent => Build.Data("({0} % {1})", integers ? Kind.Integer : Kind.Real, a, b),
            BinaryOperatorKind.LessThan => Build.Call("lt", a, b),
            BinaryOperatorKind.LessThanOrEqual => Build.Call("le", a, b),
            BinaryOperatorKind.GreaterThan => Build.Call("lt", b, a),
            BinaryOperatorKind.GreaterThanOrEqual => Build.Call("le", b, a),
            BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
                or BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr when integers =>
                a.Latent || b.Latent ? null : Build.Data($"({{0}} {Symbol(kind)} {{1}})", Kind.Integer, a, b),
            BinaryOperatorKind.Equals => Equal(a, b),
            BinaryOperatorKind.NotEquals => Build.Call("not", Equal(a, b)),
            BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => Build.Call("and", a, b),
            BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => Build.Call("or", a, b),
            BinaryOperatorKind.ExclusiveOr when a.Type == Kind.Boolean => Build.Call("not", Equal(a, b)),
            _ => null,
        };
        if (result is not null)
            return new ScalarValue(result);
        if (kind == BinaryOperatorKind.Remainder)
        {
            context.Report(Descriptors.NotDifferentiable, operation.Syntax, "%");
            return ErrorValue.Instance;
        }
        return Unsupported(operation, "this operator is not part of the language");
    }

    /// <summary>Equality; between truth values of which one depends on a latent, both or neither.</summary>
    private static Expression Equal(Expression a, Expression b)
    {
        if (a.Type != Kind.Boolean || b.Type != Kind.Boolean || (!a.Latent && !b.Latent))
            return Build.Call("eq", a, b);
        if (a is Constant first)
            return first.Value != 0 ? b : Build.Call("not", b);
        if (b is Constant second)
            return second.Value != 0 ? a : Build.Call("not", a);
        return Build.Call("or", Build.Call("and", a, b), Build.Call("and", Build.Call("not", a), Build.Call("not", b)));
    }

    private static string Symbol(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.UnsignedRightShift => ">>>",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        _ => "^",
    };

    private Value Property(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (reference.Instance is null or IInstanceReferenceOperation && !property.IsIndexer)
            return reference.Instance is null && !SymbolEqualityComparer.Default.Equals(property.ContainingType, context.Model)
                ? Opaque(reference) ?? Unsupported(reference, "static state of another class is no part of a model")
                : MemberValue(property, reference.Syntax);
        if (property.IsIndexer)
            return ElementOf(Evaluate(reference.Instance!), [.. reference.Arguments.Select(a => a.Value)], reference);
        if (ModelReader.ShapeOf(reference.Instance!.Type ?? context.Model) is null && Opaque(reference) is { } whole)
            return whole;
        Value instance = Evaluate(reference.Instance!);
        return (property.Name, instance) switch
        {
            (_, ErrorValue) => instance,
            ("Length", ArrayValue { Rank: 2 } table) when Unconverted(reference.Instance!).Type is IArrayTypeSymbol { Rank: 2 } =>
                new ScalarValue(Build.Mul(table.Length(0, []), table.Length(1, [Constant.Int(0)]))),
            ("Length" or "Count", ArrayValue { Rank: 1 } array) => new ScalarValue(array.Count),
            ("Length", ArrayValue { Rectangular: false } array) => new ScalarValue(array.Count),
            ("RowCount", ArrayValue array) => new ScalarValue(array.Length(0, [])),
            ("ColumnCount", ArrayValue array) => new ScalarValue(array.Length(1, [])),
            _ => Opaque(reference) ?? Unsupported(reference, "this property is not part of the language"),
        };
    }

    private Value ElementOf(Value value, IReadOnlyList<IOperation> indexOperations, IOperation operation)
    {
        if (value is not ArrayValue array)
            return value is ErrorValue ? value : Unsupported(operation, "only arrays, vectors and matrices have elements");
        var indices = new List<Expression>();
        foreach (IOperation index in indexOperations)
        {
            Value at = Evaluate(index);
            if (at is not ScalarValue scalar)
                return at is ErrorValue ? at : Unsupported(index, "use an integer index");
            indices.Add(DataIndex(scalar.Expression, index.Syntax));
        }
        CheckIndices(array, indices, indexOperations, IndexedText(operation));
        NoteRead(operation, indices);
        if (indices.Count == array.Rank)
        {
            CheckNotMissing(array, indices, operation);
            return new ScalarValue(ReadNow(array, indices));
        }
        return indices.Count == 1 && array.Rank == 2 ? Row(array, indices[0]) : Unsupported(operation, "too many indices");
    }

    private static ArrayValue Row(ArrayValue array, Expression row)
    {
        ArrayValue result = RowOf(array, row);
        if (array.Text is { } text && !array.Rectangular)
            result.Text = Format(text, RowTemplate(array.Member), array.ElementKind, [row]);
        return result;
    }

    private bool TryElementTarget(IOperation target, out ArrayValue? array, out List<Expression> indices)
    {
        array = null;
        indices = [];
        IReadOnlyList<IOperation> operations = IndicesOf(target);
        if (operations.Count == 0)
            return false;
        if (Evaluate(RootOf(target)) is not ArrayValue root)
            return false;
        foreach (IOperation index in operations)
            indices.Add(Evaluate(index) is ScalarValue scalar ? DataIndex(scalar.Expression, index.Syntax) : Constant.Int(0));
        CheckIndices(root, indices, operations, Shorten(RootOf(target).Syntax.ToString()));
        array = root;
        return true;
    }

    /// <summary>What stands before the brackets of an element.</summary>
    private static string IndexedText(IOperation element) => Shorten((element switch
    {
        IArrayElementReferenceOperation { ArrayReference: { } array } => array,
        IPropertyReferenceOperation { Instance: { } instance } => instance,
        _ => element,
    }).Syntax.ToString());

    private static IOperation RootOf(IOperation target) => Strip(target) switch
    {
        IArrayElementReferenceOperation element => RootOf(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } => RootOf(instance),
        { } root => root,
    };

    private static IReadOnlyList<IOperation> IndicesOf(IOperation target)
    {
        var result = new List<IOperation>();
        while (true)
        {
            switch (Strip(target))
            {
                case IArrayElementReferenceOperation element:
                    result.InsertRange(0, element.Indices);
                    target = element.ArrayReference;
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } indexer:
                    result.InsertRange(0, indexer.Arguments.Select(a => a.Value));
                    target = instance;
                    break;
                default:
                    return result;
            }
        }
    }
}

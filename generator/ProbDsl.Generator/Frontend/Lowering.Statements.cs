using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Statements: blocks, loops, branches, declarations, assignments.</content>
internal sealed partial class Lowering
{
    /// <summary>Lowers statements from <paramref name="from"/> on; the result is what a return statement gives, if any.</summary>
    private Value? LowerBlock(IReadOnlyList<IOperation> statements, int from)
    {
        for (int i = from; i < statements.Count; i++)
        {
            IOperation statement = statements[i];
            if (statement is IConditionalOperation branch && Returns(branch.WhenTrue) && (branch.WhenFalse is null || Returns(branch.WhenFalse)))
                return LowerReturningBranch(branch, statements, i + 1);
            Value? result = LowerStatement(statement);
            if (result is not null)
                return result;
        }
        return null;
    }

    private static bool Returns(IOperation operation) => operation switch
    {
        IReturnOperation => true,
        IBlockOperation block => block.Operations.Length > 0 && Returns(block.Operations[block.Operations.Length - 1]),
        IConditionalOperation { WhenFalse: not null } branch => Returns(branch.WhenTrue) && Returns(branch.WhenFalse),
        _ => false,
    };

    private Value? LowerReturningBranch(IConditionalOperation branch, IReadOnlyList<IOperation> statements, int next)
    {
        if (loopDepthAtCall != loopDepth)
            return Unsupported(branch, "a return inside a loop; assign to a local and return it after the loop");
        Expression condition = Condition(branch.Condition);
        var before = new Dictionary<ISymbol, Value>(environment, SymbolEqualityComparer.Default);
        Value? whenTrue = LowerStatement(branch.WhenTrue);
        Restore(before);
        Value? whenFalse = branch.WhenFalse is not null ? LowerStatement(branch.WhenFalse) : LowerBlock(statements, next);
        return whenTrue is ScalarValue a && whenFalse is ScalarValue b
            ? new ScalarValue(Build.Select(condition, a.Expression, b.Expression))
            : Unsupported(branch, "both ways must return a number");
    }

    private Value? LowerStatement(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return LowerBlock(block.Operations, 0);
            case IExpressionStatementOperation expression:
                LowerExpressionStatement(expression.Operation, statement.Syntax);
                return null;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
                        Declare(declarator, declarator.Initializer ?? declaration.Initializer);
                return null;
            case IForLoopOperation loop:
                LowerFor(loop);
                return null;
            case IForEachLoopOperation loop:
                LowerForEach(loop);
                return null;
            case IConditionalOperation branch:
                LowerIf(branch);
                return null;
            case IReturnOperation returned:
                return returned.ReturnedValue is null ? null : Evaluate(returned.ReturnedValue);
            case IEmptyOperation or ILocalFunctionOperation or ILabeledOperation:
                return null;
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation:
                LowerExpressionStatement(statement, statement.Syntax);
                return null;
            default:
                (string what, string advice) = UnsupportedConstructs.Describe(statement);
                context.Report(Descriptors.UnsupportedStatement, statement.Syntax, what, advice);
                return null;
        }
    }

    private void LowerExpressionStatement(IOperation operation, SyntaxNode syntax)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                if (Strip(assignment.Value) is IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } draw
                    && DistributionInfo.CanBeDrawn(draw.Operand.Type))
                    LowerDraw(assignment, draw, syntax);
                else
                    Assign(assignment.Target, Evaluate(assignment.Value));
                break;
            case ICompoundAssignmentOperation compound:
                Assign(compound.Target, Binary(compound, compound.OperatorKind, Evaluate(compound.Target), Evaluate(compound.Value)));
                break;
            case IIncrementOrDecrementOperation step when Evaluate(step.Target) is ScalarValue old:
                var one = new Constant(1, old.Expression.Type);
                Assign(step.Target, new ScalarValue(step.Kind == OperationKind.Increment
                    ? Build.Add(old.Expression, one)
                    : Build.Sub(old.Expression, one)));
                break;
            case IInvocationOperation invocation:
                LowerCallStatement(invocation, syntax);
                break;
            default:
                (string what, string advice) = UnsupportedConstructs.Describe(operation);
                context.Report(Descriptors.UnsupportedStatement, operation.Syntax, what, advice);
                break;
        }
    }

    private void LowerCallStatement(IInvocationOperation invocation, SyntaxNode syntax)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.ContainingType.ToDisplayString() == "ProbDsl.Distributions" && method.Name is "Factor" or "Observe")
        {
            int number = AddSource(syntax, "term", method.Name == "Factor" ? "factor" : "observed value");
            if (method.Name == "Factor")
            {
                if (Evaluate(invocation.Arguments[0].Value) is ScalarValue factor)
                    AddTerm(number, Build.Real(factor.Expression));
                return;
            }
            Value value = Evaluate(Strip(invocation.Arguments[0].Value));
            if (Evaluate(Strip(invocation.Arguments[1].Value)) is DistributionValue distribution)
                ScoreValue(number, distribution, value, syntax);
            return;
        }
        Evaluate(invocation);
    }

    private void Declare(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        if (initializer is null)
        {
            if (declarator.Symbol.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Boolean)
                environment[declarator.Symbol] = new ScalarValue(new Constant(0, KindOf(declarator.Symbol.Type)));
            return;
        }
        if (Strip(initializer.Value) is IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } draw
            && DistributionInfo.CanBeDrawn(draw.Operand.Type))
        {
            context.Report(Descriptors.DrawToLocal, declarator.Syntax, declarator.Symbol.Name);
            return;
        }
        SetLocal(declarator.Symbol, Evaluate(initializer.Value), declarator.Syntax);
    }

    private void SetLocal(ISymbol symbol, Value value, SyntaxNode syntax)
    {
        if (value is ScalarValue scalar)
            value = new ScalarValue(Bind(symbol.Name, scalar.Expression));
        else if (value is ArrayValue { Storage: null, Text: null } lazy)
            value = Materialize(lazy, symbol.Name, syntax);
        environment[symbol] = value;
    }

    private void Assign(IOperation target, Value value)
    {
        if (value is ErrorValue)
            return;
        target = Strip(target);
        switch (target)
        {
            case ILocalReferenceOperation local:
                SetLocal(local.Local, value, target.Syntax);
                return;
            case IParameterReferenceOperation parameter:
                SetLocal(parameter.Parameter, value, target.Syntax);
                return;
            case IDiscardOperation:
                return;
        }
        if (MemberOf(target) is { } member && !CheckAssignable(member, target.Syntax, drawn: false))
            return;
        if (!TryElementTarget(target, out ArrayValue? array, out List<Expression> indices))
        {
            if (MemberOf(target) is { Role: MemberRole.Derived } derived)
                AssignDerived(derived, value, target.Syntax);
            else
                Unsupported(target, "it cannot be assigned here");
            return;
        }
        StoreElement(array!, indices, value, target.Syntax);
    }

    private void StoreElement(ArrayValue array, List<Expression> indices, Value value, SyntaxNode syntax)
    {
        if (value is not ScalarValue scalar)
        {
            if (value is ArrayValue row && array.Rank == indices.Count + row.Rank)
                StoreRow(array, indices, row, syntax);
            else
                context.Report(Descriptors.WrongShape, syntax, syntax.ToString(), "one number an element", "is given an array");
            return;
        }
        if (array.Storage is { } storage)
        {
            if (guard is not null)
                context.Report(Descriptors.LatentBranch, syntax);
            output.Add(new Store(storage, Address(array, indices), Build.Real(scalar.Expression)));
            return;
        }
        if (array.Text is not { } text)
            return;
        if (array.Member is { } memberName)
        {
            context.Report(Descriptors.AssignsData, syntax, memberName);
            return;
        }
        if (scalar.Latent)
            context.MarkLatent(ArrayKey(array));
        output.Add(new DataStore(DataElement(text, indices, array), scalar.Expression));
    }

    private void StoreRow(ArrayValue array, List<Expression> indices, ArrayValue row, SyntaxNode syntax)
    {
        ForRange("k", row.Count, k => StoreElement(array, [.. indices, k], new ScalarValue(row.Element(k)), syntax));
    }

    /// <summary>Emits a loop that the model does not spell out.</summary>
    private void ForRange(string name, Expression count, System.Action<Local> body) => ForLoop(name, Constant.Int(0), count, body);

    private void AddTerm(int source, Expression value)
    {
        if (guard is not null)
            value = Build.Select(guard, value, Constant.Zero);
        output.Add(new Term(source, value));
    }

    private int AddSource(SyntaxNode syntax, string role, string description)
    {
        string text = Shorten(syntax.ToString());
        if (!text.EndsWith(";", System.StringComparison.Ordinal))
            text += ";";
        foreach (SourceIr known in sources)
            if (known.Text == text && known.Role == role && sourceSpans.TryGetValue(known.Number, out int start) && start == syntax.SpanStart)
                return currentSource = known.Number;
        var source = new SourceIr(sources.Count + 1, text, role, description);
        sourceSpans[source.Number] = syntax.SpanStart;
        sources.Add(source);
        return currentSource = source.Number;
    }

    private readonly Dictionary<int, int> sourceSpans = [];

    private void Restore(Dictionary<ISymbol, Value> saved)
    {
        environment.Clear();
        foreach (KeyValuePair<ISymbol, Value> entry in saved)
            environment[entry.Key] = entry.Value;
    }

    private static IOperation Strip(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IConversionOperation { OperatorMethod: not null } user when DistributionInfo.CanBeDrawn(user.Operand.Type) || IsDraw(user.Operand):
                    operation = user.Operand;
                    break;
                case IConversionOperation { OperatorMethod: null } conversion
                    when conversion.Type?.SpecialType is not (SpecialType.System_Double or SpecialType.System_Int32) || IsDraw(conversion.Operand):
                    operation = conversion.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private static bool IsDraw(IOperation operation) =>
        operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } draw && DistributionInfo.CanBeDrawn(draw.Operand.Type);

    private static Kind KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => Kind.Integer,
        SpecialType.System_Boolean => Kind.Boolean,
        _ => Kind.Real,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Statements: blocks, ways out of them, calls, terms.</content>
internal sealed partial class Lowering
{
    /// <summary>Lowers the body of a method; the result is what a return statement gives, if any.</summary>
    private Value? LowerBody(IOperation body)
    {
        return LowerBlock(BodyStatements(body), 0, null);
    }

    /// <summary>Lowers statements from <paramref name="from"/> on, and then what follows the block.</summary>
    private Value? LowerBlock(IReadOnlyList<IOperation> statements, int from, Func<Value?>? after)
    {
        for (int i = from; i < statements.Count; i++)
        {
            IOperation statement = statements[i];
            int next = i + 1;
            if (statement is IConditionalOperation branch && Leaves(branch))
                return LowerLeavingBranch(branch, () => LowerBlock(statements, next, after));
            if (statement is IBlockOperation block && Leaves(block) && (LoopDepth == loopDepthAtCall || !HasReturn(block)))
                return LowerBlock(block.Operations, 0, () => LowerBlock(statements, next, after));
            Value? result = LowerStatement(statement);
            if (result is not null)
                return result;
        }
        return after?.Invoke();
    }

    private static bool HasReturn(IOperation operation) =>
        operation is IReturnOperation || (operation is not ILocalFunctionOperation and not IAnonymousFunctionOperation && operation.ChildOperations.Any(HasReturn));

    /// <summary>Whether a statement leaves the method or the loop's iteration in which it stands on some way.</summary>
    private static bool Leaves(IOperation operation) =>
        operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Continue }
        || (operation is ILoopOperation
            ? HasReturn(operation)
            : operation is not ILocalFunctionOperation and not IAnonymousFunctionOperation && operation.ChildOperations.Any(Leaves));

    /// <summary>A branch that returns or goes on with the next iteration on some way: what follows it is read once for each way that goes on.</summary>
    private Value? LowerLeavingBranch(IConditionalOperation branch, Func<Value?> rest)
    {
        if (loopDepthAtCall != LoopDepth && HasReturn(branch))
            return Unsupported(branch, ReturnInLoop);
        Value? Side(IOperation? side) => side switch
        {
            null => rest(),
            IBlockOperation block => LowerBlock(block.Operations, 0, rest),
            _ => LowerBlock([side], 0, rest),
        };
        Expression condition = Condition(branch.Condition);
        if (condition is Constant known)
            return Side(known.Value != 0 ? branch.WhenTrue : branch.WhenFalse);
        condition = Bind("condition", condition);
        Detach(StoredIn(branch));
        (Value? whenTrue, Value? whenFalse) = LowerSides(condition, branch.Syntax, () => Side(branch.WhenTrue), () => Side(branch.WhenFalse));
        whenTrue ??= VoidValue;
        whenFalse ??= VoidValue;
        if (whenTrue is ErrorValue || whenFalse is ErrorValue)
            return ErrorValue.Instance;
        if (ReferenceEquals(whenTrue, VoidValue) && ReferenceEquals(whenFalse, VoidValue))
            return VoidValue;
        return whenTrue is ScalarValue a && whenFalse is ScalarValue b
            ? new ScalarValue(Build.Select(condition, a.Expression, b.Expression))
            : Unsupported(branch, "both ways must return a number");
    }

    private const string ReturnInLoop = "a return inside a loop; assign to a local and return it after the loop";

    private SyntaxNode? currentStatement;

    /// <summary>The statements that gave variables their values.</summary>
    private readonly Dictionary<ISymbol, SyntaxNode?> assignedBy = new(SymbolEqualityComparer.Default);

    private Value? LowerStatement(IOperation statement)
    {
        SyntaxNode? outer = currentStatement;
        if (statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation)
            currentStatement = statement.Syntax;
        try
        {
            return LowerStatementCore(statement);
        }
        catch (Exception fault) when (fault is not (FormulaException or OperationCanceledException or InternalFault))
        {
            throw new InternalFault(StatementText(statement.Syntax), InternalFault.Describe(fault), fault) { Location = statement.Syntax.GetLocation() };
        }
        finally
        {
            currentStatement = outer;
        }
    }

    private Value? LowerStatementCore(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return LowerBlock(block.Operations, 0, null);
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
                return LowerIf(branch);
            case IReturnOperation returned:
                if (LoopDepth != loopDepthAtCall)
                    return Unsupported(returned, ReturnInLoop);
                return returned.ReturnedValue is null ? VoidValue : Evaluate(returned.ReturnedValue);
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return VoidValue;
            case ILabeledOperation { Operation: { } labelled }:
                return LowerStatement(labelled);
            case IEmptyOperation or ILocalFunctionOperation or ILabeledOperation:
                return null;
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IInvocationOperation:
                LowerExpressionStatement(statement, statement.Syntax);
                return null;
            default:
                Refuse(statement);
                return null;
        }
    }

    private void LowerExpressionStatement(IOperation operation, SyntaxNode syntax)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                if (DrawOf(assignment) is { } draw)
                    LowerDraw(assignment, draw, syntax);
                else if (RowTarget(assignment.Target) is { } rows)
                    AssignRow(rows.Array, rows.Row, assignment.Value);
                else
                    Assign(assignment.Target, Evaluate(assignment.Value));
                break;
            case ICompoundAssignmentOperation compound:
                Assign(compound.Target, Binary(compound, compound.OperatorKind, Evaluate(compound.Target), Evaluate(compound.Value)));
                break;
            case IIncrementOrDecrementOperation step when Evaluate(step.Target) is ScalarValue old:
                var one = new ScalarValue(new Constant(1, old.Expression.Type));
                Assign(step.Target, Binary(step, step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, old, one));
                break;
            case IInvocationOperation invocation:
                LowerCallStatement(invocation, syntax);
                break;
            default:
                Refuse(operation);
                break;
        }
    }

    /// <summary>The draw that an assignment makes: x = ~D, or for a truth value y = ~D == 1.</summary>
    internal static IUnaryOperation? DrawOf(ISimpleAssignmentOperation assignment)
    {
        IOperation value = Strip(assignment.Value);
        if (value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true, Value: 1 } } test)
            value = Strip(test.LeftOperand);
        return IsDraw(value) ? (IUnaryOperation)value : null;
    }

    private void LowerCallStatement(IInvocationOperation invocation, SyntaxNode syntax)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.ContainingType.ToDisplayString() == "ProbDsl.Distributions" && method.Name is "Factor" or "Observe")
        {
            IReadOnlyList<IArgumentOperation> given = CallSignature.InOrder(invocation.Arguments);
            int number = AddSource(syntax, "term", method.Name == "Factor" ? "factor" : "observed value");
            if (method.Name == "Factor")
            {
                if (Evaluate(given[0].Value) is ScalarValue factor)
                    AddTerm(number, Build.Real(factor.Expression));
                return;
            }
            Value value = Evaluate(Strip(given[0].Value));
            if (Evaluate(Strip(given[1].Value)) is DistributionValue distribution)
                WithFormulas(distribution, syntax, () => ScoreValue(number, distribution, value, syntax));
            return;
        }
        if (DistributionInfo.CanBeDrawn(method.ReturnType))
            Unsupported(invocation, $"a distribution by itself adds nothing to the model; write 'member = ~{invocation.Syntax}' or 'Observe(value, {invocation.Syntax})'");
        else if (method.DeclaringSyntaxReferences.Length > 0)
            InlineCall(invocation, CallSignature.InOrder(invocation.Arguments));
        else if (Bound(invocation, CallSignature.Of(method), CallSignature.InOrder(invocation.Arguments)) is { } call)
            RefusedEffect(invocation, call.Values.Any(v => v.Latent));
    }

    /// <summary>A call of another library's method as a statement changes something that a model does not follow.</summary>
    private void RefusedEffect(IInvocationOperation invocation, bool latent)
    {
        if (latent)
            context.Report(Descriptors.UnsupportedCall, invocation.Syntax, CallSignature.Describe(invocation.TargetMethod));
        else
            context.Report(Descriptors.UnsupportedData, invocation.Syntax, Shorten(invocation.Syntax.ToString()), CalledForEffect);
    }

    /// <summary>Emits a loop that the model does not spell out.</summary>
    private void ForRange(string name, Expression count, Action<Local> body) => ForLoop(name, Constant.Int(0), count, body);

    private void AddTerm(int source, Expression value)
    {
        if (guard is not null)
            value = Build.Select(guard, value, Constant.Zero);
        output.Add(new Term(source, value));
    }

    private int AddSource(SyntaxNode syntax, string role, string description)
    {
        string text = StatementText(syntax);
        if (sourceNumbers.TryGetValue((text, role, syntax.SpanStart), out int known))
            return currentSource = known;
        var source = new SourceIr(sources.Count + 1, text, role, description);
        sourceNumbers[(text, role, syntax.SpanStart)] = source.Number;
        sources.Add(source);
        sourceSyntax[source.Number] = syntax;
        return currentSource = source.Number;
    }

    /// <summary>A statement as the model writes it, on one line and without comments.</summary>
    internal static string StatementText(SyntaxNode? statement)
    {
        if (statement is null)
            return "";
        List<SyntaxTrivia> comments = [.. statement.DescendantTrivia()
            .Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))];
        string text = Shorten((comments.Count == 0 ? statement : statement.ReplaceTrivia(comments, (_, _) => SyntaxFactory.Space)).ToString());
        return text.EndsWith(";", StringComparison.Ordinal) ? text : text + ";";
    }

    private readonly Dictionary<(string Text, string Role, int Start), int> sourceNumbers = [];

    private void Restore(Dictionary<ISymbol, Value> saved)
    {
        environment.Clear();
        foreach (KeyValuePair<ISymbol, Value> entry in saved)
            environment[entry.Key] = entry.Value;
    }

    /// <summary>Reports a statement that is not part of the language; what it gives a value is not reported again.</summary>
    private void Refuse(IOperation statement)
    {
        (string what, string advice) = UnsupportedConstructs.Describe(statement);
        context.Report(Descriptors.UnsupportedStatement, statement.Syntax, what, advice);
        foreach (ILocalReferenceOperation local in statement.Descendants().OfType<ILocalReferenceOperation>())
            if (!environment.ContainsKey(local.Local))
                environment[local.Local] = ErrorValue.Instance;
        foreach (IVariableDeclaratorOperation declared in statement.Descendants().OfType<IVariableDeclaratorOperation>())
            environment[declared.Symbol] = ErrorValue.Instance;
    }

    internal static IOperation Strip(IOperation operation)
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

    internal static bool IsDraw(IOperation operation) =>
        operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } draw && DistributionInfo.CanBeDrawn(draw.Operand.Type);

    internal static Kind KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => Kind.Integer,
        SpecialType.System_Boolean => Kind.Boolean,
        _ => Kind.Real,
    };
}

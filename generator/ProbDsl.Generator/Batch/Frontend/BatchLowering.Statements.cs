using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Statements.</content>
internal sealed partial class BatchLowering
{
    private const int MostIterations = 256;
    private PlateIndex? plate;
    private bool hasPlate;

    /// <summary>C# text of the number of data, once a plate has been read.</summary>
    public IntegerValue? PlateCount { get; private set; }

    /// <summary>Runs statements; what a return statement gives ends them.</summary>
    private BatchValue? Run(IReadOnlyList<IOperation> statements)
    {
        foreach (IOperation next in statements)
        {
            SyntaxNode? outer = statement;
            if (callStack.Count == 0)
                statement = next is IBlockOperation or ILoopOperation or IConditionalOperation ? null : next.Syntax;
            BatchValue? result = RunOne(next);
            statement = outer;
            if (result is not null)
                return result;
        }
        return null;
    }

    private BatchValue? RunOne(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                return Run(block.Operations);
            case IExpressionStatementOperation expression:
                RunExpression(expression.Operation, operation.Syntax);
                return null;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
                        Declare(declarator, declarator.Initializer ?? declaration.Initializer);
                return null;
            case IForLoopOperation loop:
                return RunFor(loop);
            case IForEachLoopOperation loop:
                return RunForEach(loop);
            case IConditionalOperation branch:
                return RunIf(branch);
            case IReturnOperation returned:
                return returned.ReturnedValue is null ? NothingValue.Instance : Evaluate(returned.ReturnedValue);
            case IEmptyOperation or ILocalFunctionOperation:
                return null;
            case IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation when operation.Type is null or { SpecialType: SpecialType.System_Void } || operation is not IInvocationOperation:
                RunExpression(operation, operation.Syntax);
                return null;
            case { Type: not null }:
                return Evaluate(operation);
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                context.Report(Descriptors.UnsupportedStatement, operation.Syntax, "'continue' in a model with networks", "put the statements that follow under the opposite condition");
                return null;
            default:
                (string what, string advice) = UnsupportedConstructs.Describe(operation);
                context.Report(Descriptors.UnsupportedStatement, operation.Syntax, what, advice);
                return null;
        }
    }

    private void RunExpression(IOperation operation, SyntaxNode syntax)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                if (Lowering.DrawOf(assignment) is { } draw)
                    RunDraw(assignment, draw, syntax);
                else
                    Assign(assignment.Target, Evaluate(assignment.Value));
                break;
            case ICompoundAssignmentOperation compound:
                Assign(compound.Target, Binary(compound.OperatorKind, Evaluate(compound.Target), Evaluate(compound.Value), compound));
                break;
            case IIncrementOrDecrementOperation step:
                BinaryOperatorKind kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
                Assign(step.Target, Binary(kind, Evaluate(step.Target), IntegerValue.Of(1), step));
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value));
                break;
            case IInvocationOperation { TargetMethod: { Name: "Factor" or "Observe" } method } invocation when method.ContainingType.ToDisplayString() == "ProbDsl.Distributions":
                RunTerm(invocation, syntax);
                break;
            case IInvocationOperation invocation:
                Evaluate(invocation);
                break;
            default:
                (string what, string advice) = UnsupportedConstructs.Describe(operation);
                context.Report(Descriptors.UnsupportedStatement, operation.Syntax, what, advice);
                break;
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        if (initializer is null)
            return;
        if (Lowering.IsDraw(Lowering.Strip(initializer.Value)))
        {
            context.Report(Descriptors.DrawToLocal, declarator.Syntax, declarator.Symbol.Name);
            environment[declarator.Symbol] = MissingValue.Instance;
            return;
        }
        environment[declarator.Symbol] = Evaluate(initializer.Value);
    }

    private void Deconstruct(IOperation target, BatchValue value)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target is not ITupleOperation tuple)
            Assign(target, value);
        else if (value is TupleValue { Items: var items } && items.Count == tuple.Elements.Length)
            for (int i = 0; i < items.Count; i++)
                Deconstruct(tuple.Elements[i], items[i]);
        else if (value is MissingValue)
            foreach (IOperation element in tuple.Elements)
                Deconstruct(element, value);
        else
            context.Report(Descriptors.UnsupportedStatement, target.Syntax, "this deconstruction", "assign the parts one by one");
    }

    private void Assign(IOperation target, BatchValue value)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : Lowering.Strip(target);
        switch (target)
        {
            case ILocalReferenceOperation local:
                environment[local.Local] = value;
                return;
            case IParameterReferenceOperation parameter:
                environment[parameter.Parameter] = value;
                return;
            case IDiscardOperation:
                return;
        }
        if (TargetOf(target, out _) is { } member)
            RefuseAssignment(member, target.Syntax);
        else if (value is not MissingValue)
            Unsupported(target.Syntax, "a statement of a model with networks assigns locals, and draws members by '~'");
    }

    private void RefuseAssignment(BatchMember member, SyntaxNode syntax)
    {
        if (member.Role is BatchRole.Latent or BatchRole.Observed)
            context.Report(Descriptors.PlainAssignment, syntax, member.Name, member.Role == BatchRole.Latent ? "a latent" : "an outcome");
        else if (member.Role == BatchRole.Data)
            context.Report(Descriptors.AssignsData, syntax, member.Name, "mark it [Observed] if the model generates it");
        else
            Unsupported(syntax, "only locals are assigned here; derived quantities are computed from what Encode and Decode return");
    }

    /// <summary>A loop over constants is its iterations one after the other.</summary>
    private BatchValue? RunFor(IForLoopOperation loop)
    {
        Run(loop.Before);
        for (int iteration = 0; ; iteration++)
        {
            bool goes = false;
            if (loop.Condition is null || !TryConstant(Evaluate(loop.Condition), out goes) || (goes && iteration == MostIterations))
            {
                if (!context.HasErrors)
                    context.Report(Descriptors.UnsupportedStatement, loop.Syntax,
                        iteration == MostIterations ? $"a loop of more than {MostIterations.ToString(CultureInfo.InvariantCulture)} iterations" : "a loop whose bounds are not constants",
                        "write it with vectors, or put the data in a 'foreach (int n in Minibatch(count))'");
                return null;
            }
            if (!goes)
                return null;
            if (Run([loop.Body]) is { } result)
                return result;
            Run(loop.AtLoopBottom);
        }
    }

    private BatchValue? RunForEach(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var variable })
        {
            context.Report(Descriptors.LoopShape, loop.Syntax, Lowering.TripCount);
            return null;
        }
        switch (Evaluate(Lowering.Strip(loop.Collection)))
        {
            case TupleValue { Items: var items }:
                foreach (BatchValue item in items)
                {
                    environment[variable] = item;
                    if (Run([loop.Body]) is { } result)
                        return result;
                }
                return null;
            case PlateRange range:
                RunPlate(range, variable, loop);
                return null;
            case MissingValue:
                return null;
            default:
                context.Report(Descriptors.LoopShape, loop.Syntax, Lowering.TripCount);
                return null;
        }
    }

    private void RunPlate(PlateRange range, ILocalSymbol variable, IForEachLoopOperation loop)
    {
        if (hasPlate)
        {
            context.Report(Descriptors.UnsupportedStatement, loop.Collection.Syntax, "a second plate",
                "a model with networks has one 'foreach (int n in Minibatch(count))'; put the statements of all data there");
            return;
        }
        hasPlate = true;
        if (PlateCount is null)
            PlateCount = range.Count;
        else if (PlateCount.Text != range.Count.Text)
            sizes.Require(sizes.Of(PlateCount, "data", "the plate of the guide"), sizes.Of(range.Count, "data", "the plate of Generate()"),
                Lowering.Shorten(loop.Collection.Syntax.ToString()));
        plate = new PlateIndex();
        environment[variable] = plate;
        if (Run([loop.Body]) is { } result && result is not MissingValue)
            context.Report(Descriptors.UnsupportedStatement, loop.Syntax, "a return inside a plate", "let the loop run to its end");
        plate = null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Loops and branches, with the values they carry.</content>
internal sealed partial class Lowering
{
    private void LowerFor(IForLoopOperation loop)
    {
        if (!TryReadHeader(loop, out ILocalSymbol? symbol, out Expression from, out Expression to, out int step))
        {
            context.Report(Descriptors.LoopShape, loop.Syntax, WhyNotCounted(loop));
            return;
        }
        if (step == 1)
            LowerLoop(symbol!, symbol!.Name, from, to, loop.Body, index => index);
        else if (step > 1)
            LowerLoop(symbol!, symbol!.Name + "Step", Constant.Int(0),
                Build.Call("idiv", Build.Add(Build.Sub(to, from), Constant.Int(step - 1)), Constant.Int(step)), loop.Body,
                k => Build.Add(from, Build.Mul(k, Constant.Int(step))));
        else
            LowerLoop(symbol!, symbol!.Name + "Step", Constant.Int(0),
                Build.Call("idiv", Build.Add(Build.Sub(from, to), Constant.Int(-step - 1)), Constant.Int(-step)), loop.Body,
                k => Build.Sub(from, Build.Mul(k, Constant.Int(-step))));
    }

    /// <summary>Reads a counting loop's header; <paramref name="to"/> is exclusive in the direction of the step.</summary>
    private bool TryReadHeader(IForLoopOperation loop, out ILocalSymbol? symbol, out Expression from, out Expression to, out int step)
    {
        symbol = null;
        from = to = Constant.Int(0);
        step = 1;
        if (loop.Before.Length != 1
            || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ } declarator] } declaration] }
            || (declarator.Initializer ?? declaration.Initializer) is not { } initializer
            || Strip(loop.Condition!) is not IBinaryOperation condition
            || Strip(condition.LeftOperand) is not ILocalReferenceOperation left
            || loop.AtLoopBottom.Length != 1
            || loop.AtLoopBottom[0] is not IExpressionStatementOperation bottom)
            return false;
        symbol = declarator.Symbol;
        if (!SymbolEqualityComparer.Default.Equals(left.Local, symbol) || !TryReadStep(bottom.Operation, symbol, out step)
            || symbol.Type.SpecialType != SpecialType.System_Int32 || ChangesItsHeader(loop, symbol, condition.RightOperand))
            return false;
        if (Evaluate(initializer.Value) is not ScalarValue start || Evaluate(condition.RightOperand) is not ScalarValue end)
            return false;
        from = DataIndex(start.Expression, initializer.Syntax);
        to = DataIndex(end.Expression, condition.RightOperand.Syntax);
        switch (condition.OperatorKind)
        {
            case BinaryOperatorKind.LessThan when step > 0:
            case BinaryOperatorKind.GreaterThan when step < 0:
                return true;
            case BinaryOperatorKind.LessThanOrEqual when step > 0:
                to = Build.Add(to, Constant.Int(1));
                return true;
            case BinaryOperatorKind.GreaterThanOrEqual when step < 0:
                to = Build.Sub(to, Constant.Int(1));
                return true;
            default:
                return false;
        }
    }

    internal const string TripCount = "this loop's trip count cannot be read";

    /// <summary>What keeps a loop from counting.</summary>
    private string WhyNotCounted(IForLoopOperation loop)
    {
        if (loop.Before is not [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var symbol }] }] }])
            return "a loop has one variable, which it declares";
        if (symbol.Type.SpecialType != SpecialType.System_Int32)
            return $"the variable of a loop is an int, and '{symbol.Name}' is a {symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
        if (loop.Condition is not { } condition || Strip(condition) is not IBinaryOperation comparison)
            return TripCount;
        if (comparison.RightOperand.Type is { SpecialType: not SpecialType.System_Int32 } type)
            return $"a loop ends at an int, and '{Shorten(comparison.RightOperand.Syntax.ToString())}' is a {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
        return ChangesItsHeader(loop, symbol, comparison.RightOperand) ? $"the loop itself changes '{symbol.Name}' or what it ends at" : TripCount;
    }

    private static bool TryReadStep(IOperation operation, ILocalSymbol symbol, out int step)
    {
        step = 0;
        switch (operation)
        {
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } one
                when SymbolEqualityComparer.Default.Equals(target.Local, symbol):
                step = one.Kind == OperationKind.Increment ? 1 : -1;
                return true;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target } compound
                when SymbolEqualityComparer.Default.Equals(target.Local, symbol) && compound.Value.ConstantValue is { HasValue: true, Value: int amount }:
                step = compound.OperatorKind == BinaryOperatorKind.Subtract ? -amount : amount;
                return step != 0 && compound.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract;
            default:
                return false;
        }
    }

    private void LowerForEach(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation declarator)
        {
            context.Report(Descriptors.LoopShape, loop.Syntax, "a loop over elements has one variable, which is not taken apart");
            return;
        }
        ILocalSymbol symbol = declarator.Symbol;
        IOperation collection = Strip(loop.Collection);
        if (collection is IInvocationOperation call && CallSignature.Of(call.TargetMethod) == "Enumerable.Range(int, int)"
            && CallSignature.InOrder(call.Arguments) is [{ } from, { } number]
            && Evaluate(from.Value) is ScalarValue start && Evaluate(number.Value) is ScalarValue count)
        {
            LowerLoop(symbol, symbol.Name, start.Expression, Build.Add(start.Expression, count.Expression), loop.Body, index => index);
            return;
        }
        Value value = CollectionOf(loop, collection);
        ITypeSymbol type = collection.Type ?? context.Model;
        switch (value)
        {
            case PlateValue plate:
                LowerLoop(symbol, symbol.Name, Constant.Int(0), DataIndex(plate.Count, collection.Syntax), loop.Body, index => index);
                break;
            case ArrayValue { Rank: 1 } array:
                LowerLoop(symbol, symbol.Name + "Index", Constant.Int(0), array.Count, loop.Body, array.Element);
                break;
            case ArrayValue { Rank: 2 } table when type is IArrayTypeSymbol { Rank: 2 }:
                Expression columns = Bind("columns", table.Length(1, []));
                LowerLoop(symbol, symbol.Name + "Index", Constant.Int(0), Build.Mul(table.Length(0, []), columns), loop.Body,
                    index => table.Element([Build.Call("idiv", index, columns), Build.Call("mod", index, columns)]));
                break;
            case ArrayValue { Rank: 2 } rows when type is IArrayTypeSymbol:
                LowerLoop(symbol, symbol.Name + "Index", Constant.Int(0), rows.Count, loop.Body, index => Row(rows, index));
                break;
            case ObjectValue items:
                LowerLoop(symbol, symbol.Name + "Index", Constant.Int(0), Format(items.Text, "{0}.Length", Kind.Integer, []), loop.Body, index => ItemOf(items, symbol, index));
                break;
            case ErrorValue:
                break;
            default:
                context.Report(Descriptors.LoopShape, loop.Syntax, $"this loop runs over '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which a model does not read element by element");
                break;
        }
    }

    /// <summary>What a loop runs over: an array, a sequence that is computed before, or objects of the data.</summary>
    private Value CollectionOf(IForEachLoopOperation loop, IOperation collection)
    {
        if (ModelReader.ShapeOf(collection.Type ?? context.Model) is null && ItemsOf(collection) is { } items)
            return items;
        Value value = Evaluate(collection);
        if (value is ArrayValue { IsSequence: true } && AssignsPartOf(loop))
            return Unsupported(loop.Collection, "the loop changes what its collection is made of; end the collection with ToArray()");
        return Evaluated(value, collection);
    }

    /// <summary>Whether a loop assigns what a sequence, which is computed element by element as the loop goes, is made of.</summary>
    private bool AssignsPartOf(IForEachLoopOperation loop)
    {
        Effects found = EffectsOf(loop.Body);
        var changed = new HashSet<ISymbol>(found.Variables.Concat(found.Elements.Select(e => e.Array)), SymbolEqualityComparer.Default);
        return Reached(loop.Collection, 0).Any(part => SymbolOf(part) is { } symbol && changed.Contains(symbol));
    }

    private void LowerLoop(
        ILocalSymbol symbol, string name, Expression from, Expression to, IOperation body, Func<Expression, Expression> valueOfIndex) =>
        LowerLoop(symbol, name, from, to, body, index => new ScalarValue(valueOfIndex(index)));

    private void LowerLoop(ILocalSymbol symbol, string name, Expression from, Expression to, IOperation body, Func<Expression, Value> valueOfIndex)
    {
        Detach(StoredIn(body));
        HashSet<string> stored = StoredIn(body);
        List<(ISymbol Symbol, Value Before, Value Copy)> held = HoldStill(body, stored);
        Local variable = NewLocal(name, Kind.Integer, false);
        string key = $"{callPath}@{body.Syntax.SpanStart}";
        List<(ISymbol Symbol, Local Entry, Expression Initial, string Text)> scalars = [];
        List<(ISymbol Symbol, ArrayValue Initial, Local Base)> arrays = [];
        foreach (ISymbol assigned in AssignedOutside(body))
            EnterCarried(assigned, key, scalars, arrays, body.Syntax);
        OpenLoop(variable, from, to, stored);
        environment[symbol] = valueOfIndex(variable);
        LowerStatement(body);
        var carried = new List<Carried>();
        foreach ((ISymbol assigned, Local entry, Expression initial, string text) in scalars)
            carried.Add(LeaveCarried(assigned, entry, initial, key, text));
        foreach ((ISymbol assigned, ArrayValue initial, Local entryBase) in arrays)
            carried.Add(LeaveCarriedArray(assigned, initial, entryBase, body.Syntax));
        EquatableArray<Statement> statements = CloseLoop();
        output.Add(new For(variable, from, to, carried.ToEquatable(), statements));
        Release(held);
    }

    private void EnterCarried(
        ISymbol assigned, string key, List<(ISymbol, Local, Expression, string)> scalars, List<(ISymbol, ArrayValue, Local)> arrays, SyntaxNode syntax)
    {
        if (environment[assigned] is ScalarValue scalar)
        {
            bool latent = scalar.Latent || context.KnownLatent.Contains(CarriedKey(assigned, key));
            Kind kind = scalar.Expression.Type;
            Local entry = NewLocal(assigned.Name, kind, latent);
            environment[assigned] = new ScalarValue(entry);
            scalars.Add((assigned, entry, scalar.Expression, AssignmentOf(assigned)));
        }
        else if (environment[assigned] is ArrayValue array)
        {
            if (array.Storage is null)
            {
                MarkArrayLatent(array, syntax);
                return;
            }
            Local entryBase = NewLocal(assigned.Name + "Base", Kind.Integer, false);
            arrays.Add((assigned, array, entryBase));
            environment[assigned] = HeapArray(array, entryBase, assigned.Name);
        }
    }

    private static string CarriedKey(ISymbol symbol, string key) => $"carried:{symbol.Name}{key}";

    private string AssignmentOf(ISymbol variable) => assignedBy.TryGetValue(variable, out SyntaxNode? statement) ? StatementText(statement) : "";

    private Carried LeaveCarried(ISymbol assigned, Local entry, Expression initial, string key, string text)
    {
        Expression next = environment[assigned] is ScalarValue value ? value.Expression : entry;
        if (next.Latent && !entry.Latent)
            context.MarkLatent(CarriedKey(assigned, key));
        Local result = NewLocal(assigned.Name, entry.Type, entry.Latent || next.Latent);
        environment[assigned] = new ScalarValue(result);
        return new Carried(entry, initial, next, result, text, AssignmentOf(assigned));
    }

    private Carried LeaveCarriedArray(ISymbol assigned, ArrayValue initial, Local entryBase, SyntaxNode syntax)
    {
        ArrayValue next = environment[assigned] as ArrayValue ?? initial;
        if (next.Storage is null)
        {
            MarkArrayLatent(next, syntax);
            next = initial;
        }
        Local result = NewLocal(assigned.Name + "Base", Kind.Integer, false);
        environment[assigned] = HeapArray(initial, result, assigned.Name);
        return new Carried(entryBase, AbsoluteBase(initial), AbsoluteBase(next), result);
    }

    private static Expression AbsoluteBase(ArrayValue array) => Build.Add(array.Storage!.Base, array.Base ?? Constant.Int(0));

    /// <summary>An array variable that stands for a different array in each iteration: known by its address alone.</summary>
    private ArrayValue HeapArray(ArrayValue like, Expression address, string name)
    {
        var lengths = new List<Expression>();
        for (int axis = 0; axis < like.Rank; axis++)
            lengths.Add(like.Length(axis, []));
        var info = new ArrayInfo(context.NextId(), name, ArrayRole.Computed, address, lengths.ToEquatable());
        AddOrigin(OriginKey(info), MemberShape.Array, filled: true);
        ArrayValue array = StoredArray(info, columnMajor: false);
        array.Member = like.Member;
        return array;
    }

    private Value? LowerIf(IConditionalOperation branch)
    {
        Expression condition = Condition(branch.Condition);
        if (condition is Constant known)
        {
            IOperation? chosen = known.Value != 0 ? branch.WhenTrue : branch.WhenFalse;
            return chosen is null ? null : LowerStatement(chosen);
        }
        condition = Bind("condition", condition);
        Detach(StoredIn(branch));
        LowerSides(condition, branch.Syntax, () => LowerStatement(branch.WhenTrue), () => branch.WhenFalse is null ? null : LowerStatement(branch.WhenFalse));
        return null;
    }

    /// <summary>Lowers both sides of a branch, each from the state before it, and merges what they leave.</summary>
    private (Value? WhenTrue, Value? WhenFalse) LowerSides(Expression condition, SyntaxNode syntax, Func<Value?> whenTrue, Func<Value?> whenFalse)
    {
        int id = ++branchCount;
        var before = new Dictionary<ISymbol, Value>(environment, SymbolEqualityComparer.Default);
        (Value? first, EquatableArray<Statement> thenPart) = LowerSide(condition, $"/{id}t", whenTrue);
        var afterThen = new Dictionary<ISymbol, Value>(environment, SymbolEqualityComparer.Default);
        Restore(before);
        (Value? second, EquatableArray<Statement> elsePart) = LowerSide(Build.Call("not", condition), $"/{id}e", whenFalse, condition.Latent);
        if (!condition.Latent && thenPart.Count + elsePart.Count > 0)
            output.Add(new If(condition, thenPart, elsePart));
        foreach (ISymbol symbol in before.Keys.Where(s => callSites.Append(syntax).Any(place => IsVisibleAt(s, place))))
            Merge(symbol, condition, afterThen[symbol], environment[symbol], syntax);
        return (first, second);
    }

    private (Value? Result, EquatableArray<Statement> Statements) LowerSide(Expression condition, string path, Func<Value?> side, bool? latent = null)
    {
        Value? result;
        if (latent ?? condition.Latent)
        {
            Expression? outerGuard = guard;
            guard = guard is null ? condition : Build.Call("and", guard, condition);
            guardDepth++;
            result = side();
            guardDepth--;
            guard = outerGuard;
            return (result, EquatableArray<Statement>.Empty);
        }
        List<Statement> outer = output;
        var callsBefore = calls;
        output = [];
        reads.Clear();
        branches.Add(path);
        result = side();
        branches.RemoveAt(branches.Count - 1);
        reads.Clear();
        EquatableArray<Statement> statements = output.ToEquatable();
        output = outer;
        calls = callsBefore;
        return (result, statements);
    }

    private void Merge(ISymbol symbol, Expression condition, Value whenTrue, Value whenFalse, SyntaxNode syntax)
    {
        if (ReferenceEquals(whenTrue, whenFalse))
            return;
        if (whenTrue is ErrorValue || whenFalse is ErrorValue)
        {
            environment[symbol] = ErrorValue.Instance;
            return;
        }
        if (whenTrue is ScalarValue a && whenFalse is ScalarValue b)
            environment[symbol] = new ScalarValue(Bind(symbol.Name, Build.Select(condition, a.Expression, b.Expression)));
        else if (whenTrue is ArrayValue x && whenFalse is ArrayValue y && x.Rank == y.Rank)
            environment[symbol] = ChooseArray(condition, x, y, syntax);
        else
            context.Report(Descriptors.UnsupportedStatement, syntax, "a branch that changes what a variable is", "keep one kind of value in it");
    }

    private Expression Condition(IOperation operation)
    {
        if (Evaluate(operation) is not ScalarValue value)
            return new Constant(0, Kind.Boolean);
        if (value.Latent)
            context.Report(Descriptors.LatentComparison, operation.Syntax);
        return value.Expression;
    }
}

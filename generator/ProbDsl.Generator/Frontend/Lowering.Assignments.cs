using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Declarations and assignments: of variables, members and elements.</content>
internal sealed partial class Lowering
{
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
            environment[declarator.Symbol] = ErrorValue.Instance;
            return;
        }
        if (ModelReader.ShapeOf(declarator.Symbol.Type) is null && DataObject(initializer.Value, declarator.Symbol) is { } held)
            environment[declarator.Symbol] = held;
        else
            SetLocal(declarator.Symbol, Evaluate(initializer.Value), declarator.Syntax);
    }

    private void SetLocal(ISymbol symbol, Value value, SyntaxNode syntax)
    {
        if (value is ArrayValue { IsSequence: true })
        {
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()), "a sequence is computed anew whenever it is read; end it with ToArray()");
            value = ErrorValue.Instance;
        }
        if (value is ScalarValue scalar)
            value = new ScalarValue(Bind(symbol.Name, scalar.Expression));
        else if (value is ArrayValue { Storage: null, Text: null } lazy)
        {
            value = Materialize(lazy, symbol.Name, syntax);
            if (lazy.IsChoice)
                chosen.Add(value is ArrayValue { Storage: { } storage } ? OriginKey(storage) : ((ArrayValue)value).Text!.Template);
        }
        environment[symbol] = value;
        assignedBy[symbol] = currentStatement;
    }

    private void Assign(IOperation target, Value value)
    {
        target = Strip(target);
        if (IsRejected(target))
            return;
        if (value is ErrorValue)
        {
            if (IndicesOf(target).Count == 0 && SymbolOf(target) is { } unknown && MemberOf(target) is null or { Role: MemberRole.Derived })
                environment[unknown] = value;
            return;
        }
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
        if (IndicesOf(target).Count > 0 && SymbolOf(RootOf(target)) is { } changed)
            Detach([TextOf(changed)]);
        if (!TryElementTarget(target, out ArrayValue? array, out List<Expression> indices))
        {
            if (MemberOf(target) is { Role: MemberRole.Derived } derived)
                AssignDerived(derived, value, target.Syntax);
            else
                Unsupported(target, target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation }
                    ? "it is a member without an attribute, which Generate() only reads; use a local variable, or mark it [Derived] if it is a result"
                    : "it cannot be assigned here");
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
        if (chosen.Contains(array.Storage is { } known ? OriginKey(known) : array.Text?.Template ?? "none"))
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()),
                "a choice above gave this array a second name; assign its elements before");
        else if (indices.Count != array.Rank)
            context.Report(Descriptors.WrongShape, syntax, Shorten(syntax.ToString()), $"{indices.Count} of {array.Rank} indices", "is given a number");
        else if (array.Member is { } member)
            ReportAssignment(context.Members.Values.FirstOrDefault(m => m.Name == member), member, syntax);
        else if (array.Storage is { } storage)
            StoreLatent(storage, Address(array, indices), scalar.Expression, syntax);
        else if (array.Text is not { } text)
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()),
                "this array is a choice between others or a computed vector; assign the elements of an array made with 'new double[n]'");
        else if (scalar.Latent)
            MarkArrayLatent(array, syntax);
        else if (guardDepth > (origins.TryGetValue(text.Template, out ArrayOrigin? origin) ? origin.GuardDepth : 0))
            context.Report(Descriptors.LatentBranch, syntax);
        else
            StoreData(DataElement(text, indices, array), scalar.Expression);
    }

    private void StoreLatent(ArrayInfo storage, Expression address, Expression value, SyntaxNode syntax)
    {
        if (guardDepth > (origins.TryGetValue(OriginKey(storage), out ArrayOrigin? origin) ? origin.GuardDepth : 0))
        {
            context.Report(Descriptors.LatentBranch, syntax);
            return;
        }
        CheckStoredOnce(storage, address, value, syntax);
        output.Add(new Store(storage, address, Build.Real(value), StatementText(currentStatement)));
    }

    private void StoreRow(ArrayValue array, List<Expression> indices, ArrayValue row, SyntaxNode syntax)
    {
        ForRange("k", row.Count, k => StoreElement(array, [.. indices, k], new ScalarValue(row.Element(k)), syntax));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Tables made in the model: arrays of arrays, whose rows are assigned one by one, and rectangular ones with their elements.</content>
internal sealed partial class Lowering
{
    /// <summary>An array of arrays without rows: of the data part, or where a row depends on latents, a table of addresses.</summary>
    private ArrayValue NewRows(IOperation creation, ITypeSymbol type, Expression count)
    {
        Kind kind = KindOf(((IArrayTypeSymbol)((IArrayTypeSymbol)type).ElementType).ElementType);
        string text = $"{NameHint(creation)}_{context.NextId()}";
        string key = ArrayKeyAt(creation.Syntax);
        if (context.KnownLatent.Contains(key))
            return NewLatentRows(text, count, NameHint(creation));
        string element = ElementText(kind);
        output.Add(new DataArray(text, $"{element}[][]", $"new {element}[{{0}}][]", EquatableArray.Of(count)));
        arrayKeys[text] = key;
        AddOrigin(text, MemberShape.JaggedArray);
        ArrayValue rows = DataArrayValue(new DataText(text, EquatableArray<Expression>.Empty, Kind.Real), MemberShape.JaggedArray, kind);
        rows.HasRows = true;
        return rows;
    }

    private ArrayValue NewLatentRows(string text, Expression count, string name)
    {
        rowTables[text] = LoopDepth;
        output.Add(new DataArray(text, "RowTable", $"new RowTable({{0}}, {Emit.Literal.Of(name)}, memory)", EquatableArray.Of(count)));
        // Addresses are those of the table, which checks them: there is no one length.
        var info = new ArrayInfo(context.NextId(), name, ArrayRole.Computed, Constant.Int(0), EquatableArray.Of<Expression>(Build.Data("int.MaxValue", Kind.Integer)));
        AddOrigin(OriginKey(info), MemberShape.JaggedArray);
        Expression At(IReadOnlyList<Expression> indices) => Build.Data($"{text}.At({{0}}, {{1}})", Kind.Integer, indices[0], indices[1]);
        return new ArrayValue(2, true, indices => new Element(info, At(indices)),
            (axis, prefix) => axis == 0 ? count : Build.Data($"{text}.Length({{0}})", Kind.Integer, prefix[0]), Kind.Real)
        {
            Storage = info,
            Flatten = At,
            HasRows = true,
            RowTable = text,
        };
    }

    /// <summary>The row of an array of arrays to which a value is assigned, or null where the target is something else.</summary>
    private (ArrayValue Array, Expression Row)? RowTarget(IOperation target) =>
        Strip(target) is IArrayElementReferenceOperation { Indices: [{ } index], Type: IArrayTypeSymbol } element
        && MemberOf(element) is null or { Role: MemberRole.Derived }
        && SymbolOf(Strip(element.ArrayReference)) is { } symbol
        && environment.TryGetValue(symbol, out Value? value) && value is ArrayValue { HasRows: true } array
        && Evaluate(index) is ScalarValue at
            ? (array, CheckedRow(array, DataIndex(at.Expression, index.Syntax), index, element))
            : null;

    private Expression CheckedRow(ArrayValue array, Expression row, IOperation index, IOperation element)
    {
        CheckIndices(array, [row], [index], IndexedText(element));
        return row;
    }

    private void AssignRow(ArrayValue array, Expression row, IOperation value)
    {
        IOperation stripped = Strip(value);
        row = Bind("row", row);
        if (stripped is IArrayCreationOperation { Initializer: null, DimensionSizes: [{ } size] })
        {
            if (Evaluate(size) is ScalarValue length)
                BeginRow(array, row, DataIndex(length.Expression, size.Syntax));
            return;
        }
        if (SymbolOf(RootOf(stripped)) is ILocalSymbol local && ChangesAfterwards(local, value))
        {
            Unsupported(value, "this array changes after it has become a row; assign it when it is complete, and make it anew for each row");
            return;
        }
        switch (Evaluate(stripped))
        {
            case ArrayValue { Rank: 1 } elements:
                elements = (ArrayValue)Snapshot(elements);
                if (elements.Latent && array.Storage is null)
                    MarkArrayLatent(array, value.Syntax);
                BeginRow(array, row, elements.Count);
                ForRange("k", elements.Count, k => StoreElement(array, [row, k], new ScalarValue(elements.Element(k)), value.Syntax));
                break;
            case ErrorValue:
                break;
            default:
                Unsupported(value, "a row is an array");
                break;
        }
    }

    private void BeginRow(ArrayValue array, Expression row, Expression length)
    {
        if (array.RowTable is { } table)
            output.Add(new DataCall("", $"{table}.Begin({{0}}, {{1}})", EquatableArray.Of(row, length)));
        else
            StoreData(Format(array.Text!, "{0}[{1}]", array.ElementKind, [row]), Build.Data($"new {ElementText(array.ElementKind)}[{{0}}]", array.ElementKind, length));
    }

    /// <summary>Whether elements of an array are assigned after a place in the text, or there again in the next iteration of a loop.</summary>
    private bool ChangesAfterwards(ILocalSymbol array, IOperation place)
    {
        IOperation root = place;
        IOperation? loop = null;
        while (root.Parent is { } parent)
        {
            root = parent;
            loop ??= root as ILoopOperation;
        }
        bool Changes(Effects found, Func<int, bool> where) =>
            found.Elements.Any(e => SymbolEqualityComparer.Default.Equals(e.Array, array) && where(e.Position));
        return Changes(EffectsOf(root), position => position > place.Syntax.SpanStart)
            || (loop is not null && !IsDeclaredIn(array, loop.Syntax) && Changes(EffectsOf(loop), _ => true));
    }

    /// <summary>An array of arrays given by its rows.</summary>
    private ArrayValue RowsOf(IReadOnlyList<IOperation> rows, ITypeSymbol type, SyntaxNode syntax)
    {
        ArrayValue array = NewRows(rows.Count > 0 ? rows[0].Parent! : context.Semantics.Of(syntax.SyntaxTree).GetOperation(syntax)!, type, Constant.Int(rows.Count));
        for (int i = 0; i < rows.Count; i++)
            AssignRow(array, Constant.Int(i), rows[i]);
        return array;
    }

    /// <summary>A rectangular array given by its elements.</summary>
    private Value TableOf(IArrayInitializerOperation initializer, IArrayCreationOperation creation)
    {
        List<IReadOnlyList<IOperation>> rows = [.. initializer.ElementValues.Select(r => ((IArrayInitializerOperation)r).ElementValues)];
        var values = new List<List<Expression>>();
        foreach (IReadOnlyList<IOperation> row in rows)
        {
            values.Add([]);
            foreach (IOperation element in row)
            {
                Value value = Evaluate(element);
                if (value is not ScalarValue scalar)
                    return value is ErrorValue ? value : Unsupported(element, "the elements of this array must be numbers");
                values[values.Count - 1].Add(scalar.Expression);
            }
        }
        Expression[] sizes = [Constant.Int(rows.Count), Constant.Int(rows.Count == 0 ? 0 : rows[0].Count)];
        ArrayValue table = NewScratch(NameHint(creation), sizes, values.Any(r => r.Any(v => v.Latent)) || context.KnownLatent.Contains(ArrayKeyAt(creation.Syntax)), creation.Syntax);
        for (int i = 0; i < values.Count; i++)
            for (int j = 0; j < values[i].Count; j++)
                Put(table, [Constant.Int(i), Constant.Int(j)], Build.Real(values[i][j]));
        return table;
    }
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Arrays: members, storage, addresses, materialisation.</content>
internal sealed partial class Lowering
{
    private readonly Dictionary<string, string> arrayKeys = [];

    internal int NewArrayId() => context.NextId();

    /// <summary>The dimensions that a [Latent] attribute gives, as data expressions.</summary>
    internal IReadOnlyList<Expression> ShapeOf(ModelMember member)
    {
        var result = new List<Expression>();
        if (member.Attribute.ConstructorArguments.Length == 1 && member.Attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array } given)
            foreach (TypedConstant dimension in given.Values)
                result.Add(Dimension(member, dimension.Value));
        Location location = member.Attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;
        if (result.Count != member.Rank)
        {
            string wants = member.Rank == 0 ? "a scalar takes none" : $"its type needs {member.Rank}: write [Latent(nameof(N){(member.Rank == 2 ? ", nameof(K)" : "")})]";
            context.Report(Descriptors.WrongShape, location, member.Name, $"{result.Count} dimension(s)", wants);
            while (result.Count < member.Rank)
                result.Add(Constant.Int(1));
        }
        return [.. result.Take(member.Rank)];
    }

    private Expression Dimension(ModelMember member, object? given)
    {
        Location location = member.Attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;
        if (given is < 0)
            context.Report(Descriptors.WrongShape, location, member.Name, $"dimension {given}", "a size is zero or above");
        if (given is int number)
            return Constant.Int(System.Math.Max(number, 0));
        ISymbol? symbol = given is string name ? context.Model.GetMembers(name).FirstOrDefault() : null;
        if (symbol is null)
        {
            context.Report(Descriptors.WrongShape, location, member.Name, $"dimension '{given}'", "that is no number and no member of the model");
            return Constant.Int(1);
        }
        if ((symbol is IFieldSymbol field ? field.Type : (symbol as IPropertySymbol)?.Type) is { } type && ModelReader.ShapeOf(type) is null)
        {
            string size = type is IArrayTypeSymbol ? "Length" : "Count";
            context.Report(Descriptors.WrongShape, location, member.Name, $"dimension '{given}'",
                $"a dimension is an integer or an array of numbers; name a member that gives the size, as in 'int {given}Size => {given}.{size}'");
            return Constant.Int(1);
        }
        return MemberValue(symbol, member.Attribute.ApplicationSyntaxReference!.GetSyntax()) switch
        {
            ScalarValue { Expression: { Type: Kind.Integer, Latent: false } scalar } => scalar,
            ArrayValue array when !array.Count.Latent => array.Count,
            _ => ReportDimension(member, location, given),
        };
    }

    private Expression ReportDimension(ModelMember member, Location location, object? given)
    {
        context.Report(Descriptors.WrongShape, location, member.Name, $"dimension '{given}'", "a dimension is an integer or an array of the data");
        return Constant.Int(1);
    }

    /// <summary>An array over storage; MathNet matrices are stored column by column, as Stan's are, arrays row by row.</summary>
    private ArrayValue StoredArray(ArrayInfo info, bool columnMajor)
    {
        EquatableArray<Expression> dimensions = info.Dimensions;
        Expression Flatten(IReadOnlyList<Expression> indices) => dimensions.Count switch
        {
            0 => Constant.Int(0),
            1 => indices[0],
            _ => columnMajor
                ? Build.Add(Build.Mul(indices[1], dimensions[0]), indices[0])
                : Build.Add(Build.Mul(indices[0], dimensions[1]), indices[1]),
        };
        return new ArrayValue(dimensions.Count, true, indices => new Element(info, Flatten(indices)), (axis, _) => dimensions[axis], Kind.Real)
        {
            Storage = info,
            Flatten = Flatten,
        };
    }

    /// <summary>An array of the data part: C# text and the style of its indexing.</summary>
    /// <param name="text">The array.</param>
    /// <param name="shape">How its C# type is indexed.</param>
    /// <param name="kind">The type of an element.</param>
    /// <param name="member">The member that holds it.</param>
    /// <param name="dimensions">The sizes with which the model makes it, where it does; constant ones are known to the text.</param>
    private ArrayValue DataArrayValue(DataText text, MemberShape shape, Kind kind, string? member = null, IReadOnlyList<Expression>? dimensions = null)
    {
        bool rectangular = shape is MemberShape.Matrix or MemberShape.RectangularArray;
        int rank = shape is MemberShape.Array or MemberShape.Vector ? 1 : 2;
        Expression Length(int axis, IReadOnlyList<Expression> prefix) => dimensions?[axis] is Constant known ? known : shape switch
        {
            MemberShape.Vector => Format(text, "{0}.Count", Kind.Integer, []),
            MemberShape.Matrix => Format(text, axis == 0 ? "{0}.RowCount" : "{0}.ColumnCount", Kind.Integer, []),
            MemberShape.RectangularArray => Format(text, "{0}.GetLength(" + axis + ")", Kind.Integer, []),
            MemberShape.JaggedArray when axis == 1 =>
                Format(text, RowTemplate(member) + ".Length", Kind.Integer, [prefix.Count > 0 ? prefix[0] : Constant.Int(0)]),
            _ => Format(text, "{0}.Length", Kind.Integer, []),
        };
        ArrayValue? value = null;
        return value = new ArrayValue(rank, false, indices => DataElement(text, indices, value!), Length, kind) { Text = text, Rectangular = rectangular, Member = member };
    }

    private static DataText DataElement(DataText text, IReadOnlyList<Expression> indices, ArrayValue array)
    {
        if (array.Member is { } member)
            return Format(text, $"DataCheck.At({{0}}, {string.Join(", ", indices.Select((_, i) => "{" + (i + 1) + "}"))}, {Emit.Literal.Of(member)})", array.ElementKind, indices);
        string holes = array.Rectangular
            ? "[" + string.Join(", ", indices.Select((_, i) => "{" + (i + 1) + "}")) + "]"
            : string.Concat(indices.Select((_, i) => "[{" + (i + 1) + "}]"));
        return Format(text, "{0}" + holes, array.ElementKind, indices);
    }

    /// <summary>The row of a jagged array; of a member's, with a check of the index.</summary>
    private static string RowTemplate(string? member) => member is null ? "{0}[{1}]" : $"DataCheck.Row({{0}}, {{1}}, {Emit.Literal.Of(member)})";

    private static DataText Format(DataText text, string template, Kind kind, IReadOnlyList<Expression> rest) =>
        text.Arguments.Count == 0
            ? new DataText(Renumber(template.Replace("{0}", text.Template)), rest.ToEquatable(), kind)
            : new DataText(template, new Expression[] { text }.Concat(rest).ToEquatable(), kind);

    private static string Renumber(string template)
    {
        for (int i = 1; template.Contains("{" + i + "}"); i++)
            template = template.Replace("{" + i + "}", "{" + (i - 1) + "}");
        return template;
    }

    /// <summary>Address of an element relative to its storage's base.</summary>
    private static Expression Address(ArrayValue array, IReadOnlyList<Expression> indices) =>
        Build.Add(array.Base ?? Constant.Int(0), array.Flatten!(indices));

    /// <summary>Gives a lazily known array a place: computed once, read many times.</summary>
    private Value Materialize(ArrayValue lazy, string name, SyntaxNode syntax)
    {
        var dimensions = new List<Expression>();
        for (int axis = 0; axis < lazy.Rank; axis++)
            dimensions.Add(lazy.Length(axis, [Constant.Int(0)]));
        if (!lazy.Latent && !context.KnownLatent.Contains(ArrayKeyAt(syntax)))
        {
            ArrayValue data = NewDataArray(name, dimensions, lazy.ElementKind, syntax);
            FillElements(lazy, dimensions, (indices, value) => StoreData(DataElement(data.Text!, indices, data), value));
            return data;
        }
        ArrayValue stored = NewComputedArray(name, dimensions, filled: true);
        FillElements(lazy, dimensions, (indices, value) => output.Add(new Store(stored.Storage!, Address(stored, indices), Build.Real(value), StatementText(currentStatement))));
        return stored;
    }

    private void FillElements(ArrayValue lazy, List<Expression> dimensions, System.Action<IReadOnlyList<Expression>, Expression> store)
    {
        ForRange("i", dimensions[0], i =>
        {
            if (dimensions.Count == 1)
                store([i], lazy.Element(i));
            else
                ForRange("j", dimensions[1], j => store([i, j], lazy.Element([i, j])));
        });
    }

    private ArrayValue NewComputedArray(string name, IReadOnlyList<Expression> dimensions, bool filled = false, bool whole = false)
    {
        Expression size = dimensions.Aggregate((Expression)Constant.Int(1), Build.Mul);
        Local address = NewLocal(name + "At", Kind.Integer, false);
        output.Add(new Let(address, Build.Reserve(size)));
        var info = new ArrayInfo(context.NextId(), name, ArrayRole.Computed, address, dimensions.ToEquatable(), filled, whole);
        AddOrigin(OriginKey(info), MemberShape.Array, filled);
        return StoredArray(info, columnMajor: false);
    }

    private ArrayValue NewDataArray(string name, IReadOnlyList<Expression> dimensions, Kind kind, SyntaxNode syntax)
    {
        string element = ElementText(kind);
        string text = $"{name}_{context.NextId()}";
        bool rectangular = dimensions.Count == 2;
        output.Add(new DataArray(text, rectangular ? $"{element}[,]" : $"{element}[]",
            rectangular ? $"new {element}[{{0}}, {{1}}]" : $"new {element}[{{0}}]", dimensions.ToEquatable()));
        ArrayValue value = DataArrayValue(new DataText(text, EquatableArray<Expression>.Empty, Kind.Real),
            rectangular ? MemberShape.RectangularArray : MemberShape.Array, kind, dimensions: dimensions);
        arrayKeys[text] = ArrayKeyAt(syntax);
        AddOrigin(text, rectangular ? MemberShape.RectangularArray : MemberShape.Array);
        return value;
    }

    private string ArrayKeyAt(SyntaxNode syntax) => $"array:{callPath}@{syntax.SpanStart}";

    private string ArrayKey(ArrayValue array) => array.Text is { } text && (arrayKeys.TryGetValue(text.Template, out string? key) || builtKeys.TryGetValue(text.Template, out key)) ? key : "array:?";

    /// <summary>Notes that an array holds values that depend on latents, and reads the model again; or refuses it.</summary>
    private void MarkArrayLatent(ArrayValue array, SyntaxNode syntax)
    {
        string key = ArrayKey(array);
        if (key != "array:?" && (context.MustReadAgain || !context.KnownLatent.Contains(key)))
        {
            context.MarkLatent(key);
            ReadAsLatent(array);
            return;
        }
        context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()),
            "an array that holds values which depend on latents must be made here, with 'new double[n]'");
    }

    /// <summary>From here on, the variables of an array that was read as data hold values that depend on latents.</summary>
    private void ReadAsLatent(ArrayValue array)
    {
        string text = array.Text!.Template;
        var lengths = Enumerable.Range(0, array.Rank).Select(axis => array.Length(axis, [Constant.Int(0)])).ToList();
        ArrayValue? latent = null;
        foreach (ISymbol symbol in environment.Keys.Where(s => TextOf(s) == text).ToList())
            environment[symbol] = latent ??= array.HasRows ? NewLatentRows(text, lengths[0], symbol.Name) : NewComputedArray(symbol.Name, lengths);
    }

    /// <summary>Creation of an array in the model: data until a latent value is stored in it.</summary>
    private Value NewArray(IArrayCreationOperation creation)
    {
        var dimensions = new List<Expression>();
        foreach (IOperation size in creation.DimensionSizes)
            dimensions.Add(Evaluate(size) is ScalarValue scalar ? DataIndex(scalar.Expression, size.Syntax) : Constant.Int(0));
        if (creation.Initializer is { } initializer)
            return creation.Type is IArrayTypeSymbol { Rank: 2 } ? TableOf(initializer, creation) : ArrayOf(initializer.ElementValues, creation.Type, creation.Syntax);
        if (creation.Type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol })
            return dimensions.Count == 1 ? NewRows(creation, creation.Type, dimensions[0]) : Unsupported(creation, "arrays of arrays have one dimension each");
        if (creation.Type is not IArrayTypeSymbol { Rank: var rank } || rank != dimensions.Count || rank > 2)
            return Unsupported(creation, "arrays have one or two dimensions, with sizes");
        Kind kind = KindOf(((IArrayTypeSymbol)creation.Type).ElementType);
        string name = NameHint(creation);
        return context.KnownLatent.Contains(ArrayKeyAt(creation.Syntax))
            ? NewComputedArray(name, dimensions)
            : NewDataArray(name, dimensions, kind, creation.Syntax);
    }

    private static string NameHint(IOperation operation) =>
        operation.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol.Name,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local.Name,
            IConversionOperation conversion => NameHint(conversion),
            _ => "values",
        };

    /// <summary>An array given by its elements.</summary>
    private Value ArrayOf(IReadOnlyList<IOperation> elements, ITypeSymbol? type, SyntaxNode syntax)
    {
        if (type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol })
            return RowsOf(elements, type, syntax);
        var values = new List<Expression>();
        foreach (IOperation element in elements)
        {
            Value value = Evaluate(element);
            if (value is not ScalarValue scalar)
                return value is ErrorValue ? value : Unsupported(element, "the elements of this array must be numbers");
            values.Add(scalar.Expression);
        }
        Kind kind = type is IArrayTypeSymbol array ? KindOf(array.ElementType) : Kind.Real;
        bool latent = values.Any(v => v.Latent) || context.KnownLatent.Contains(ArrayKeyAt(syntax));
        Expression[] size = [Constant.Int(values.Count)];
        if (latent)
        {
            ArrayValue stored = NewComputedArray("values", size, filled: true);
            for (int i = 0; i < values.Count; i++)
                output.Add(new Store(stored.Storage!, Address(stored, [Constant.Int(i)]), Build.Real(values[i]), StatementText(currentStatement)));
            return stored;
        }
        ArrayValue data = NewDataArray("values", size, kind, syntax);
        for (int i = 0; i < values.Count; i++)
            StoreData(DataElement(data.Text!, [Constant.Int(i)], data), values[i]);
        return data;
    }
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>The sizes of a batched model: equal definitions are one size.</summary>
internal sealed class BatchSizes
{
    private readonly List<SizeIr> sizes = [];
    private readonly List<SameSizeIr> same = [];
    private readonly Dictionary<string, string> byDefinition = [];
    private readonly Dictionary<string, int> constants = [];

    public EquatableArray<SizeIr> All => sizes.ToEquatable();

    public EquatableArray<SameSizeIr> Same => same.ToEquatable();

    /// <summary>The size with a definition; where it is new it is named after the hint.</summary>
    /// <param name="hint">A name without "size_".</param>
    /// <param name="definition">C# text over "model" and sizes.</param>
    /// <param name="description">What has the size.</param>
    /// <param name="constant">Its value, where the compiler knows it.</param>
    public string Define(string hint, string definition, string description, int? constant = null)
    {
        if (byDefinition.TryGetValue(definition, out string? known) || sizes.Any(s => s.Name == definition))
            return known ?? definition;
        string name = "size_" + new string(hint.Select(c => char.IsLetterOrDigit(c) || c == '_' ? c : '_').ToArray());
        string unique = name;
        for (int k = 2; sizes.Any(s => s.Name == unique); k++)
            unique = name + "_" + k.ToString(CultureInfo.InvariantCulture);
        sizes.Add(new SizeIr(unique, definition, description));
        byDefinition.Add(definition, unique);
        if (constant is { } value)
            constants.Add(unique, value);
        return unique;
    }

    /// <summary>The size that an integer of the model gives.</summary>
    public string Of(IntegerValue value, string hint, string description) =>
        value.IsLiteral
            ? Define(value.Text, value.Text, "the size " + value.Text, value.Constant)
            : Define(hint, value.Text, description, value.Constant);

    /// <summary>The size as an integer.</summary>
    public IntegerValue Integer(string size)
    {
        SizeIr known = sizes.First(s => s.Name == size);
        int? constant = ConstantOf(size);
        return constant is { } value && known.Definition == value.ToString(CultureInfo.InvariantCulture)
            ? IntegerValue.Of(value)
            : new IntegerValue(size, constant);
    }

    public int? ConstantOf(string size) => constants.TryGetValue(size, out int value) ? value : null;

    /// <summary>What has the size, with its value where the compiler knows it: "the output of 'encoder' (40)", "20 elements".</summary>
    public string Describe(string size)
    {
        string description = sizes.First(s => s.Name == size).Description;
        if (ConstantOf(size) is not { } value)
            return description;
        string number = value.ToString(CultureInfo.InvariantCulture);
        return Integer(size).IsLiteral ? (value == 1 ? "1 element" : number + " elements") : $"{description} ({number})";
    }

    /// <summary>Notes that two sizes agree; false where the compiler knows that they do not.</summary>
    public bool Require(string left, string right, string statement)
    {
        if (left == right)
            return true;
        if (ConstantOf(left) is { } a && ConstantOf(right) is { } b && a != b)
            return false;
        if (!same.Any(s => (s.Left == left && s.Right == right) || (s.Left == right && s.Right == left)))
            same.Add(new SameSizeIr(left, right, statement));
        return true;
    }
}

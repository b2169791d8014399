using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Names under which kernels find the data part of a model.</summary>
internal sealed class FieldNames(StagedModel staged)
{
    private readonly Dictionary<Expression, DataField> fields = staged.Fields.Where(f => f.Value is not null).ToDictionary(f => f.Value!);

    /// <summary>The names of the class.</summary>
    public ScopeNames Names => staged.Names;

    /// <summary>Scratch arrays of adjoints inside reductions: name and number of elements.</summary>
    public List<(string Name, Reduction Loop)> Scratches { get; } = [];

    public string Scratch(Reduction loop)
    {
        string name = $"scratch{Scratches.Count + 1}";
        Scratches.Add((name, loop));
        return name;
    }

    /// <summary>Blocks of scratch memory for products with a matrix.</summary>
    public List<string> Buffers { get; } = [];

    public string Buffer()
    {
        string name = $"buffer{Buffers.Count + 1}";
        Buffers.Add(name);
        return name;
    }

    /// <summary>An integer that kernels read: a literal or a field.</summary>
    public string Integer(Expression expression) => expression switch
    {
        Constant constant => ((int)constant.Value).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when fields.TryGetValue(expression, out DataField? field) => field.Name,
        DataText { Arguments.Count: 0 } text when text.Template.StartsWith("x_", StringComparison.Ordinal) || text.Template.StartsWith("v_", StringComparison.Ordinal) => text.Template,
        _ => throw new InvalidOperationException($"no field holds '{Describe(expression)}'"),
    };

    /// <summary>A number that kernels read, over a lane.</summary>
    public string Real(Expression expression, string lane)
    {
        string text = Scalar(expression);
        return expression.Type == Kind.Boolean ? $"{lane}.Create({text} ? 1.0 : 0.0)" : $"{lane}.Create({text})";
    }

    /// <summary>A field, or an expression of fields.</summary>
    private string Scalar(Expression expression)
    {
        if (fields.TryGetValue(expression, out DataField? field))
            return field.Name;
        switch (expression)
        {
            case Constant constant:
                return Literal.Of(constant.Value);
            case DataText { Arguments.Count: 0 } text when text.Template.StartsWith("this.", StringComparison.Ordinal):
                return text.Template.Substring(5);
            case Call call:
                return Template.Fill(Primitives.All[call.Op].Data, i => Scalar(call.Arguments[i]));
            default:
                throw new InvalidOperationException($"no field holds '{Describe(expression)}'");
        }
    }

    /// <summary>A short text of a data expression, for comments.</summary>
    public string Describe(Expression expression)
    {
        string text = DataCode.Plain(expression).Replace("model.", "").Replace("ProbDsl.Functions.", "").Replace("System.Math.", "Math.").Replace("(double)", "");
        text = Literal.OneLine(text);
        return text.Length > 90 ? text.Substring(0, 87) + "..." : text;
    }
}

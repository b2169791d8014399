using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Turns the formulas of distributions into expressions.</summary>
internal sealed class FormulaLowering(ModelContext context)
{
    private static readonly Dictionary<string, double> Constants = new()
    {
        ["pi"] = Math.PI,
        ["halfLogTwoPi"] = 0.91893853320467274178,
        ["logTwo"] = 0.69314718055994530942,
        ["logPi"] = 1.14472988584940017414,
        ["infinity"] = double.PositiveInfinity,
    };

    public static double? ConstantOf(string name) => Constants.TryGetValue(name, out double value) ? value : null;

    public Expression Density(string formula, Dictionary<string, Value> names, Expression y) =>
        Scalar(formula, new Dictionary<string, Value>(names) { ["y"] = new ScalarValue(y) });

    public Expression Scalar(string formula, Dictionary<string, Value> names) => Lower(FormulaParser.Parse(formula), names, null);

    private Expression Lower(Formula formula, Dictionary<string, Value> names, Local? position)
    {
        if (!formula.IsCall)
            return Leaf(formula, names, position);
        switch (formula.Head)
        {
            case "sum":
                return Reduction(ReduceKind.Sum, formula, names);
            case "logSumExp" when formula.Arguments.Count == 1:
                return Reduction(ReduceKind.LogSumExp, formula, names);
            case "count":
                return Array(formula.Arguments[0], names).Count;
            case "at":
                return Array(formula.Arguments[0], names).Element(Lower(formula.Arguments[1], names, position));
        }
        List<Expression> arguments = [.. formula.Arguments.Select(a => Lower(a, names, position))];
        return formula.Head switch
        {
            "add" => Build.Add(arguments[0], arguments[1]),
            "sub" => Build.Sub(arguments[0], arguments[1]),
            "mul" => Build.Mul(arguments[0], arguments[1]),
            "div" => Build.Div(Build.Real(arguments[0]), Build.Real(arguments[1])),
            "neg" => Build.Neg(arguments[0]),
            "select" => Build.Select(arguments[0], arguments[1], arguments[2]),
            "log" when Build.IsOne(arguments[0]) => Constant.Zero,
            _ when Primitives.All.ContainsKey(formula.Head) => Build.Call(formula.Head, arguments.Select(Promote)),
            _ => throw new FormulaException($"the function '{formula.Head}' is unknown"),
        };
    }

    private static Expression Promote(Expression e) => e.Type == Kind.Integer ? Build.Real(e) : e;

    private static Expression Leaf(Formula formula, Dictionary<string, Value> names, Local? position)
    {
        if (formula.Head.Length == 0)
            return new Constant(formula.Number, Kind.Real);
        if (names.TryGetValue(formula.Head, out Value? value))
            return value switch
            {
                ScalarValue scalar => scalar.Expression,
                ArrayValue array when position is not null => array.Element(position),
                _ => throw new FormulaException($"'{formula.Head}' is a vector and stands outside sum(...)"),
            };
        return ConstantOf(formula.Head) is { } known
            ? new Constant(known, Kind.Real)
            : throw new FormulaException($"the name '{formula.Head}' is unknown");
    }

    private Expression Reduction(ReduceKind kind, Formula formula, Dictionary<string, Value> names)
    {
        Local position = new(context.NextId(), "k", Kind.Integer, false);
        ArrayValue vector = Vectors(formula, names).FirstOrDefault() ?? throw new FormulaException($"{formula.Head}(...) names no vector");
        Expression body = Lower(formula.Arguments[0], names, position);
        return new Reduce(kind, position, Constant.Int(0), vector.Count, EquatableArray<Carried>.Empty, EquatableArray<Statement>.Empty, Build.Real(body));
    }

    private static IEnumerable<ArrayValue> Vectors(Formula formula, Dictionary<string, Value> names)
    {
        if (!formula.IsCall)
            return names.TryGetValue(formula.Head, out Value? value) && value is ArrayValue array ? [array] : [];
        return formula.Arguments.SelectMany(argument => Vectors(argument, names));
    }

    private static ArrayValue Array(Formula formula, Dictionary<string, Value> names) =>
        names.TryGetValue(formula.Head, out Value? value) && value is ArrayValue array
            ? array
            : throw new FormulaException($"'{formula.Head}' is no vector");
}

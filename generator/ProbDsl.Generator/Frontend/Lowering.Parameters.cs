using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Parameters of distributions that data decide: refused outside their range, with their value and the statement.</content>
internal sealed partial class Lowering
{
    private readonly HashSet<(List<Statement> Place, Expression Value, string Support)> checkedParameters = [];

    /// <summary>Sees to it that a parameter over data alone lies in its range; gives the value to go on with.</summary>
    private Value CheckDataParameter(DistributionInfo info, string name, Value value, IOperation argument)
    {
        string support = info.ParameterSupports.TryGetValue(name, out string? known) ? known : "Real";
        switch (value)
        {
            case ScalarValue { Latent: false, Expression: not Constant and var number }:
                return new ScalarValue(CheckDataNumber(info, name, support, number, argument));
            case ArrayValue { Latent: false, Rank: 1 } vector when support is "Positive" or "PositiveVector" or "UnitInterval" or "Simplex" or "NonNegative":
                CheckDataVector(Needs(info, name, support), support, vector, argument);
                return value;
            case ArrayValue { Latent: false, Rank: 2 } matrix when support is "PositiveDefinite" or "CholeskyFactor":
                CheckDataMatrix(info, name, support, matrix, argument.Syntax);
                return value;
            default:
                return value;
        }
    }

    private Expression CheckDataNumber(DistributionInfo info, string name, string support, Expression number, IOperation argument)
    {
        if (support is "Real" && IsSurelyFinite(number))
            return number;
        if (support == "Count" && number.Type != Kind.Integer)
            return number;
        number = Bind(name, number);
        if (!checkedParameters.Add((output, number, support)))
            return number;
        string needs = Needs(info, name, support);
        string statement = StatementAround(argument.Syntax);
        Expression condition = InRange(support, Build.Real(number));
        if (ElementRead(number, argument) is { } read)
            output.Add(new Check(condition, number, Shorten(RootOf(Unconverted(argument)).Syntax.ToString()), read.Arguments, needs, statement));
        else
        {
            List<Local> variables = [.. loops.Select(l => l.Variable).Where(v => DependsOn(number, loops.Find(l => l.Variable == v)!))];
            output.Add(new Check(condition, number, Shorten(argument.Syntax.ToString()), variables.ToEquatable<Expression>(), needs, statement,
                variables.Select(v => v.Name).ToEquatable()));
        }
        return number;
    }

    /// <summary>The condition that a number lies in the range of a parameter; it fails for NaN and infinities.</summary>
    private static Expression InRange(string support, Expression number)
    {
        Expression finite = Build.Data("double.IsFinite({0})", Kind.Boolean, number);
        return support switch
        {
            "Positive" or "PositiveVector" => Build.Call("and", finite, Build.Call("lt", Constant.Zero, number)),
            "NonNegative" or "Count" => Build.Call("and", finite, Build.Call("le", Constant.Zero, number)),
            "UnitInterval" or "Simplex" => Build.Call("and", Build.Call("le", Constant.Zero, number), Build.Call("le", number, Constant.One)),
            _ => finite,
        };
    }

    private static string Needs(DistributionInfo info, string name, string support) => $"'{name}' of {info.Name} must be " + support switch
    {
        "Positive" => "positive",
        "NonNegative" or "Count" => "zero or above",
        "UnitInterval" => "from 0 to 1",
        "PositiveVector" => "positive in each element",
        "Simplex" => "probabilities, from 0 to 1 with sum one",
        _ => "a finite number",
    };

    /// <summary>The element that an argument reads, where it is no more than that.</summary>
    private DataText? ElementRead(Expression number, IOperation argument)
    {
        while (number is Local local && bindings.TryGetValue(local.Id, out Expression? value))
            number = value;
        while (number is Call { Op: "real" } promoted)
            number = promoted.Arguments[0];
        return number is DataText { Arguments.Count: > 0 } text && text.Template.StartsWith("DataCheck.At(", StringComparison.Ordinal)
            && IndicesOf(Unconverted(argument)).Count == text.Arguments.Count ? text : null;
    }

    private void CheckDataVector(string needs, string support, ArrayValue vector, IOperation argument)
    {
        string text = Shorten(argument.Syntax.ToString());
        string statement = StatementAround(argument.Syntax);
        if (!checkedParameters.Add((output, vector.Element(Constant.Int(0)), support)))
            return;
        ForRange("k", vector.Count, k => output.Add(new Check(
            InRange(support, Build.Real(vector.Element(k))), Build.Real(vector.Element(k)), text, EquatableArray.Of<Expression>(k), needs, statement)));
        if (support != "Simplex")
            return;
        Local total = BindNow("total", Total(vector));
        Expression error = Build.Call("abs", Build.Sub(total, Constant.One));
        output.Add(new Check(Build.Call("le", error, SumTolerance), total, $"the sum of {text}", EquatableArray<Expression>.Empty,
            needs, statement));
    }

    /// <summary>Refuses an empty interval whose ends are data.</summary>
    private void CheckDataInterval(DistributionInfo info, Dictionary<string, Value> arguments, SyntaxNode syntax)
    {
        if (info.Support != "Interval" || info.Lower is not { } low || info.Upper is not { } high
            || !arguments.TryGetValue(low, out Value? from) || !arguments.TryGetValue(high, out Value? to)
            || from is not ScalarValue { Latent: false, Expression: var lower } || to is not ScalarValue { Latent: false, Expression: var upper })
            return;
        if (lower is Constant a && upper is Constant b)
        {
            if (a.Value >= b.Value)
                context.Report(Diagnostics.Descriptors.NegativeParameter, syntax, high, info.Name, $"above '{low}', which is {Text(a)}", Text(b));
        }
        else if (checkedParameters.Add((output, Build.Sub(upper, lower), "Interval")))
            output.Add(new Check(Build.Call("lt", lower, upper), Build.Real(upper), $"'{high}' of {info.Name}", EquatableArray<Expression>.Empty,
                $"it must be above '{low}'", StatementAround(syntax)));
        static string Text(Constant constant) => constant.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a number of the data is finite because checked members and their sums are.</summary>
    private bool IsSurelyFinite(Expression number) => number switch
    {
        Constant constant => !double.IsNaN(constant.Value) && !double.IsInfinity(constant.Value),
        { Type: not Kind.Real } => true,
        Local local => bindings.TryGetValue(local.Id, out Expression? value) ? IsSurelyFinite(value) : local.Type != Kind.Real,
        Call { Op: "add" or "sub" or "mul" or "neg" or "real" or "abs" or "min" or "max" or "square" or "tanh" or "logistic" } call => call.Arguments.All(IsSurelyFinite),
        Call { Op: "select" } choice => choice.Arguments.Skip(1).All(IsSurelyFinite),
        DataText text => IsCheckedMember(text),
        _ => false,
    };

    /// <summary>Whether a text reads a member that conditioning has found finite.</summary>
    private bool IsCheckedMember(DataText text) => context.Members.Values.Any(m => m.Role is MemberRole.Data or MemberRole.Observed && !m.IsPartly
        && (text.Template == $"model.{m.Name}" || text.Template.StartsWith($"DataCheck.At(model.{m.Name}, ", StringComparison.Ordinal)));

    /// <summary>The value of an expression of constants alone, or the expression.</summary>
    private static Expression Folded(Expression expression)
    {
        if (expression is not Call call || call.Latent)
            return expression;
        Expression[] arguments = [.. call.Arguments.Select(Folded)];
        if (!arguments.All(a => a is Constant))
            return expression;
        double[] x = [.. arguments.Select(a => ((Constant)a).Value)];
        double? value = call.Op switch
        {
            "add" => x[0] + x[1],
            "sub" => x[0] - x[1],
            "mul" => x[0] * x[1],
            "div" => x[0] / x[1],
            "neg" => -x[0],
            "real" => x[0],
            "exp" => Math.Exp(x[0]),
            "log" => Math.Log(x[0]),
            "sqrt" => Math.Sqrt(x[0]),
            "square" => x[0] * x[0],
            "abs" => Math.Abs(x[0]),
            "pow" => Math.Pow(x[0], x[1]),
            "min" => Math.Min(x[0], x[1]),
            "max" => Math.Max(x[0], x[1]),
            "tanh" => Math.Tanh(x[0]),
            "sin" => Math.Sin(x[0]),
            "cos" => Math.Cos(x[0]),
            _ => null,
        };
        return value is { } known ? new Constant(known, expression.Type) : expression;
    }
}

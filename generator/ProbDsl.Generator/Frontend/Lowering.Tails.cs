using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Distribution functions, and the truncation that needs them.</content>
internal sealed partial class Lowering
{
    private const string NoTails = "with latents in it, it needs the derivative of the distribution function, which this distribution does not declare with [LogSurvival] and [LogCdf]";

    /// <summary><c>D.Cdf(y)</c> and <c>D.LogSurvival(y)</c>.</summary>
    private Value TailOf(DistributionValue distribution, Value value, IInvocationOperation invocation)
    {
        if (value is ErrorValue)
            return value;
        if (value is not ScalarValue { Expression: { } y } || distribution.Rank > 0 || distribution.IsTruncated || distribution.Mixture is not null)
            return Unsupported(invocation, "a distribution function is that of one number, of a distribution neither truncated nor mixed");
        if (!HasTails(distribution.Info))
            return Unsupported(invocation, NoTails);
        y = Bind("y", Build.Real(y));
        CheckFinite(y, $"the argument of {invocation.TargetMethod.Name}", "it must be finite: that of an infinite number is known", invocation);
        Value result = ErrorValue.Instance;
        WithFormulas(distribution, invocation.Syntax, () =>
        {
            Dictionary<string, Value> names = BindArguments(distribution);
            result = new ScalarValue(invocation.TargetMethod.Name == "Cdf"
                ? Build.Call("exp", Tail(distribution.Info, names, y, upper: false))
                : Tail(distribution.Info, names, y, upper: true));
        });
        return result;
    }

    /// <summary>Refuses infinities, at which derivatives by latents have no number: a member without an attribute may hold some.</summary>
    private void CheckFinite(Expression value, string what, string needs, IInvocationOperation invocation)
    {
        if (value is not Constant && !value.Latent && checkedParameters.Add((output, value, "Finite")))
            output.Add(new Check(Build.Data(IsFiniteText, Kind.Boolean, value), value, what, EquatableArray<Expression>.Empty, needs, StatementAround(invocation.Syntax)));
    }

    private static bool HasTails(DistributionInfo info) => info.LogSurvival is not null && info.LogCdf is not null;

    /// <summary>The log of the probability above or below a value; outside the support that of all or nothing.</summary>
    private Expression Tail(DistributionInfo info, Dictionary<string, Value> names, Expression y, bool upper)
    {
        var formulas = new FormulaLowering(context);
        string formula = (upper ? info.LogSurvival : info.LogCdf)!;
        Expression tail = Build.Add(formulas.Density(formula, Guarded(info, formula, names), y), GuardOf(info, formula, names));
        Expression all = Constant.Zero, nothing = MinusInfinity;
        if (info.Upper is { } high)
            tail = Below(y, formulas.Scalar(high, names), tail, upper ? nothing : all);
        Expression? low = StartOf(info, formulas, names);
        return low is null ? tail : Below(low, y, tail, upper ? all : nothing);
    }

    /// <summary>Where the support begins, if it does.</summary>
    private static Expression? StartOf(DistributionInfo info, FormulaLowering formulas, Dictionary<string, Value> names) =>
        info.Lower is { } start ? formulas.Scalar(start, names) : info.Support == "Real" ? null : Constant.Zero;

    /// <summary>One of two values, whichever of two numbers is smaller; decided here where both are known.</summary>
    private static Expression Below(Expression a, Expression b, Expression then, Expression otherwise) =>
        a is Constant low && b is Constant high
            ? low.Value < high.Value ? then : otherwise
            : Build.Select(Build.Call("lt", a, b), then, otherwise);

    /// <summary><c>D.Truncate(lower, upper)</c>: the bounds are kept beside the distribution.</summary>
    private Value Truncated(DistributionValue distribution, IInvocationOperation invocation)
    {
        Expression? lower = null, upper = null;
        foreach (IArgumentOperation argument in invocation.Arguments.Where(a => a.Parameter?.Type.SpecialType == SpecialType.System_Double))
        {
            if (Evaluate(argument.Value) is not ScalarValue { Expression: { } bound })
                return ErrorValue.Instance;
            bound = Bind(argument.Parameter!.Name, Build.Real(bound));
            CheckFinite(bound, $"'{argument.Parameter.Name}' of Truncate", "it must be finite: where there is no bound, leave it out", invocation);
            bool absent = bound is Constant { Value: double.NegativeInfinity or double.PositiveInfinity };
            if (argument.Parameter.Name == "lower")
                lower = absent ? null : bound;
            else
                upper = absent ? null : bound;
        }
        if (lower is Constant low && upper is Constant high && low.Value >= high.Value)
            return Unsupported(invocation, "the lower bound must be below the upper one");
        if (lower is { Latent: false } from && upper is { Latent: false } to && (from, to) is not (Constant, Constant) && checkedParameters.Add((output, Build.Sub(to, from), "Interval")))
            output.Add(new Check(Build.Call("lt", from, to), to, "'upper' of Truncate", EquatableArray<Expression>.Empty, "it must be above 'lower'", StatementAround(invocation.Syntax)));
        if (distribution.Rank > 0 || distribution.IsTruncated || distribution.Mixture is not null || distribution.Info.IsDiscrete)
            return Unsupported(invocation, "one distribution over real numbers is truncated once");
        return HasTails(distribution.Info) || (IsOfLibrary(distribution.Info) && IsOfData(distribution, lower, upper))
            ? new DistributionValue(distribution.Info, distribution.Arguments, []) { Lower = lower, Upper = upper }
            : Unsupported(invocation, NoTails);
    }

    private static bool IsOfLibrary(DistributionInfo info) => info.TypeName == "ProbDsl." + info.Name;

    private static bool IsOfData(DistributionValue distribution, params Expression?[] bounds) =>
        distribution.Arguments.Values.All(a => a is ScalarValue { Latent: false }) && bounds.All(b => b is not { Latent: true });

    /// <summary>The log of the mass between the bounds, as the library's distribution computes it from data.</summary>
    private static Expression MassOfLibrary(DistributionValue distribution, Dictionary<string, Value> names)
    {
        List<Expression> holes = [];
        string Hole(Expression value)
        {
            holes.Add(value);
            return "{" + (holes.Count - 1) + "}";
        }
        string arguments = string.Join(", ", distribution.Arguments.Keys.Select(name =>
            $"{name}: {Hole(((ScalarValue)names[name]).Expression)}"));
        string bounds = $"{(distribution.Lower is { } from ? Hole(from) : "double.NegativeInfinity")}, {(distribution.Upper is { } to ? Hole(to) : "double.PositiveInfinity")}";
        return Build.Data($"new ProbDsl.TruncatedDistribution<{distribution.Info.TypeName}>(ProbDsl.Distributions.{distribution.Info.Name}({arguments}), {bounds}).LogMass", Kind.Real, [.. holes]);
    }

    /// <summary>The density divided by the mass between the bounds, and nothing outside them.</summary>
    private Expression TruncatedDensity(DistributionValue distribution, Dictionary<string, Value> names, Expression y, Expression density, bool known)
    {
        Expression mass = LogMass(distribution, names);
        if (mass.Latent)
        {
            // Without mass there is nothing to condition on.
            mass = Bind("mass", mass);
            mass = Build.Select(Build.Call("lt", MinusInfinity, mass), mass, NotANumber);
        }
        Expression value = Build.Sub(density, mass);
        if (known)
            return value;
        Expression? inside = Constraints.SupportTest(distribution.Info, new FormulaLowering(context), names, y);
        foreach (Expression? test in new[] { inside, WithinBounds(distribution, y) })
            if (test is not null)
                value = Build.Select(test, value, MinusInfinity);
        return distribution is { Lower: { } low, Upper: { } high } ? WhereOrdered(low, high, value) : value;
    }

    private static Expression? WithinBounds(DistributionValue distribution, Expression y)
    {
        Expression? above = distribution.Lower is { } lower ? Build.Call("le", lower, y) : null;
        Expression? below = distribution.Upper is { } upper ? Build.Call("le", y, upper) : null;
        return above is not null && below is not null ? Build.Call("and", above, below) : above ?? below;
    }

    /// <summary>log P(lower &lt; Y ≤ upper), as declared or as a difference in the tail in which both bounds lie.</summary>
    private Expression LogMass(DistributionValue distribution, Dictionary<string, Value> names)
    {
        if (!HasTails(distribution.Info))
            return MassOfLibrary(distribution, names);
        Expression At(Expression bound, bool upper) => Tail(distribution.Info, names, bound, upper);
        if (distribution.Upper is not { } to)
            return At(distribution.Lower!, upper: true);
        if (distribution.Lower is not { } from)
            return At(to, upper: false);
        if (distribution.Info is { LogMass: { } formula })
        {
            var bounded = new Dictionary<string, Value>(names) { ["lower"] = new ScalarValue(from), ["upper"] = new ScalarValue(to) };
            var formulas = new FormulaLowering(context);
            Expression mass = formulas.Scalar(formula, bounded);
            return StartOf(distribution.Info, formulas, names) is { } start ? Below(start, from, mass, At(to, upper: false)) : mass;
        }
        Expression Difference(Expression larger, Expression smaller) =>
            Build.Add(larger, Build.Call("log1p", Build.Neg(Build.Call("exp", Build.Sub(smaller, larger)))));
        Expression logHalf = new Constant(-FormulaLowering.ConstantOf("logTwo")!.Value, Kind.Real);
        return Below(logHalf, At(from, upper: false),
            Difference(At(from, upper: true), At(to, upper: true)),
            Difference(At(to, upper: false), At(from, upper: false)));
    }
}

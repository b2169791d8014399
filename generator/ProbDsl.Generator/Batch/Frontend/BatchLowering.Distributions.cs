using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Distributions: their arguments, densities, means and divergences.</content>
internal sealed partial class BatchLowering
{
    private BatchValue Distribution(DistributionInfo info, IEnumerable<IArgumentOperation> given, SyntaxNode syntax)
    {
        var parameters = new List<(string Name, int Node)>();
        var counts = new List<IntegerValue>();
        foreach (IArgumentOperation argument in given)
        {
            string name = argument.Parameter!.Name;
            name = char.ToLowerInvariant(name[0]) + name.Substring(1);
            BatchValue value = Evaluate(argument.Value);
            if (value is MissingValue)
                return value;
            if (value is IntegerValue count && argument.Parameter.Type.SpecialType == SpecialType.System_Int32)
                counts.Add(count);
            if (Tensor(value, argument.Value.Syntax) is not { } tensor)
                return MissingValue.Instance;
            CheckParameter(info, name, tensor.Node, argument.Value.Syntax);
            parameters.Add((name, tensor.Node));
        }
        CheckInterval(info, name => parameters.Where(p => p.Name == name).Select(p => (int?)p.Node).FirstOrDefault(), syntax);
        return ShapeOf(info, parameters, counts, syntax) is { } shape
            ? new BatchDistribution(info, parameters, shape, info.IsElementwise)
            : MissingValue.Instance;
    }

    /// <summary>The shape of a draw: that of the vectors or matrices among the parameters, or of the counts given.</summary>
    private TensorShape? ShapeOf(DistributionInfo info, List<(string Name, int Node)> parameters, List<IntegerValue> counts, SyntaxNode syntax)
    {
        if (!info.IsElementwise && !info.IsVector && !info.IsMatrix && info.Support != "UnitVector")
            return TensorShape.Scalar;
        if (info.Name == "NormalMixture")
            return MixtureShape(parameters, syntax);
        TensorShape shape = TensorShape.Scalar;
        foreach ((string _, int node) in parameters)
        {
            TensorShape next = graph[node].Shape;
            if (next.Rank > 0 && shape.Rank > 0 && info.IsElementwise && !SameShape(shape, next, syntax))
                return null;
            shape = next.Rank > shape.Rank && (shape.Rank == 0 || info.IsElementwise) ? next : shape;
        }
        return shape.Rank > 0 || counts.Count == 0 ? shape : Sized(counts);
    }

    private TensorShape Sized(IReadOnlyList<IntegerValue> counts)
    {
        string[] names = [.. counts.Select(c => sizes.Of(c, "draw", "the size " + c.Text))];
        return names.Length == 1 ? TensorShape.Vector(names[0]) : TensorShape.Matrix(names[0], names[1]);
    }

    private BatchValue Iid(BatchValue value, IReadOnlyList<IArgumentOperation> counts, SyntaxNode syntax)
    {
        if (value is not BatchDistribution distribution)
            return value is MissingValue ? value : Unsupported(syntax, Advice);
        if (distribution.Shape.Rank > 0 || distribution.Parameters.Any(p => graph[p.Node].Shape.Rank > 0))
            return Unsupported(syntax, "Iid repeats a distribution of one number; give a vector of parameters instead");
        var given = new List<IntegerValue>();
        foreach (IArgumentOperation count in counts)
            if (Evaluate(count.Value) is IntegerValue integer)
                given.Add(integer);
            else
                return Unsupported(count.Syntax, "the number of copies is an integer of the model");
        return new BatchDistribution(distribution.Info, distribution.Parameters, Sized(given), elementwise: true);
    }

    private static Func<string, int?> Names(BatchDistribution distribution) =>
        name => distribution.Parameters.Where(p => p.Name == name).Select(p => (int?)p.Node).FirstOrDefault();

    /// <summary>The parameters and, on demand, the noise of a draw.</summary>
    private static Func<string, int?> Names(BatchDistribution distribution, Func<string, int> draw)
    {
        Func<string, int?> parameters = Names(distribution);
        int? noise = null;
        return name => parameters(name) ?? name switch
        {
            "eps" => noise ??= draw("normal"),
            "uniform" => noise ??= draw("uniform"),
            _ => null,
        };
    }

    private int Noise(string kind, Axis axis, TensorShape shape) =>
        graph.Leaf("noise", $"{kind}#{(++noises).ToString(CultureInfo.InvariantCulture)}", axis, shape);

    /// <summary>y = w mean + √(1 - w²) v, with the cosine w and a direction v across the mean.</summary>
    private int DirectionDraw(BatchDistribution distribution, Axis axis, TensorShape shape)
    {
        (int mean, int concentration) = (distribution.Parameters[0].Node, distribution.Parameters[1].Node);
        int noise = Noise("normal", axis, shape);
        string name = $"sphere#{(++noises).ToString(CultureInfo.InvariantCulture)}";
        int cosine = graph.Make("sphereCosine", [concentration, formulas.Size(shape.First)], TensorShape.Scalar, name, axis);
        int across = formulas.Lower("eps - sum(eps * mean) * mean", n => n == "eps" ? noise : n == "mean" ? mean : null);
        return formulas.Lower("cosine * mean + sqrt(1 - square(cosine)) / sqrt(sum(square(across))) * across",
            n => n switch { "cosine" => cosine, "mean" => mean, "across" => across, _ => null });
    }

    /// <summary>The log density of a value, a scalar; where some of its numbers are missing, of those that are known.</summary>
    private int LogDensity(BatchDistribution distribution, int y, TensorShape shape, int? known = null, int? inside = null)
    {
        if (distribution.Info.Name == "NormalMixture")
            return MixtureDensity(distribution, y);
        Func<string, int?> names = Guarded(distribution);
        int node = formulas.Lower(distribution.Info.Formula, name => name == "y" ? y : names(name));
        if (inside is { } isInside)
            node = graph.Op("select", isInside, node, graph.Constant(double.NegativeInfinity));
        if (inside is not null && distribution.Info is { Support: "Interval", Lower: { } low, Upper: { } high } && distribution.Parameters.Any(p => graph[p.Node].Op != "const"))
            node = graph.Op("select", graph.Op("lt", formulas.Lower(low, names), formulas.Lower(high, names)), node, graph.Constant(double.NaN));
        if (known is { } isKnown)
            node = graph.Op("select", graph.Op("lt", graph.Constant(0), isKnown), node, graph.Constant(0));
        if (distribution.IsElementwise)
            return formulas.Total(node, shape);
        if (graph[node].Shape.Rank > 0)
            throw new Formulas.FormulaException("its density is no number");
        return node;
    }

    private int MeanOf(BatchDistribution distribution, TensorShape shape)
    {
        if (distribution.Info.Name is "Categorical" or "CategoricalLogits")
        {
            int weights = distribution.Parameters[0].Node;
            return distribution.Info.Name == "Categorical" ? weights : graph.Op("exp", LogSoftmax(weights));
        }
        return distribution.Info.Mean is { } mean ? formulas.Spread(formulas.Lower(mean, Names(distribution)), shape) : -1;
    }

    /// <summary>The closed form of KL(guide || prior), where the guide's distribution declares one.</summary>
    private int Divergence(BatchDistribution guide, BatchDistribution prior, TensorShape shape)
    {
        string? formula = guide.Info.Divergences.Where(d => d.Other == prior.Info.TypeName).Select(d => d.Formula).FirstOrDefault();
        bool onSphere = guide.Info.Support == "UnitVector";
        if (formula is null || (shape.Rank > 0 && !onSphere && !(guide.IsElementwise && prior.IsElementwise)))
            return -1;
        Func<string, int?> own = Names(guide);
        int node = formulas.Lower(formula, name => own(name)
            ?? prior.Parameters.Where(p => "other" + char.ToUpperInvariant(p.Name[0]) + p.Name.Substring(1) == name).Select(p => (int?)p.Node).FirstOrDefault());
        return onSphere || graph[node].Shape.Rank == shape.Rank ? node : formulas.Total(node, shape);
    }

    private TensorShape? MixtureShape(List<(string Name, int Node)> parameters, SyntaxNode syntax)
    {
        (TensorShape logits, TensorShape means, TensorShape deviations) = (graph[parameters[0].Node].Shape, graph[parameters[1].Node].Shape, graph[parameters[2].Node].Shape);
        if (parameters.Any(p => graph[p.Node].Axis != Axis.Global && graph[p.Node].Shape.Rank == 2))
        {
            Unsupported(syntax, "the components of a mixture belong to the model, not to a datum");
            return null;
        }
        if (StartAlike(parameters[1].Node) is { } alike)
            context.Report(Descriptors.ComponentsAlike, syntax, alike);
        return SameShape(means, deviations, syntax) && SameSize(means.First, logits.First, syntax) ? TensorShape.Vector(means.Second) : null;
    }

    /// <summary>The parameter that holds the means of a mixture, where all its elements start with one value.</summary>
    private string? StartAlike(int means) =>
        graph[means].Op == "parameter" && members[graph[means].Name] is { Spread: 0 } member
            && context.Semantics.InitializerOf(member.Symbol) is null or { ConstantValue: { HasValue: true, Value: null } } ? member.Name : null;

    /// <summary>log Σ_k π_k Π_j N(y_j; m_kj, s_kj), the squares multiplied out so that all components are products of a matrix and a vector.</summary>
    private int MixtureDensity(BatchDistribution mixture, int y)
    {
        (int logits, int means, int deviations) = (mixture.Parameters[0].Node, mixture.Parameters[1].Node, mixture.Parameters[2].Node);
        TensorShape row = TensorShape.Vector(graph[means].Shape.First);
        int precision = graph.Op("div", graph.Constant(1), graph.Op("square", deviations));
        int Times(int matrix, int vector) => graph.Make("matvec", [matrix, vector], row);
        int quadratic = Times(graph.Mul(graph.Constant(-0.5), precision), graph.Op("square", y));
        int linear = Times(graph.Mul(means, precision), y);
        int constant = formulas.Lower("-0.5 * square(m) * p - log(s) - halfLogTwoPi",
            name => name switch { "m" => means, "p" => precision, "s" => deviations, _ => null });
        int ones = formulas.Spread(graph.Constant(1), TensorShape.Vector(graph[means].Shape.Second));
        int components = graph.Add(graph.Add(LogSoftmax(logits), Times(constant, ones)), graph.Add(quadratic, linear));
        return graph.Reduce("lse", components);
    }
}

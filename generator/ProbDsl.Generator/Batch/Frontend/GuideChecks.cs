using System.Collections.Generic;
using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>What must hold between guide and model, and between data and likelihood.</summary>
internal static class GuideChecks
{
    /// <summary>Whether guide and prior have values in the same set; the divergence is infinite or undefined where they have not.</summary>
    public static bool SameSupport(ModelContext context, TensorGraph graph, GuidedLatent latent, BatchDistribution prior)
    {
        BatchDistribution guide = latent.Distribution;
        if (Canonical(graph, guide) == Canonical(graph, prior))
            return true;
        context.Report(Descriptors.GuideSupport, latent.Syntax, latent.Member.Name, guide.Info.Name, Constraints.Describe(guide.Info),
            prior.Info.Name, Constraints.Describe(prior.Info), Suggestion(prior.Info));
        return false;
    }

    private static string Canonical(TensorGraph graph, BatchDistribution distribution)
    {
        switch (distribution.Info.Support)
        {
            case "Real" or "RealVector":
                return "Real";
            case "Positive" or "NonNegative" or "PositiveVector":
                return "Positive";
            case "UnitInterval" when distribution.Info.IsDrawnDiscrete:
                return "Binary";
            case "Interval":
                string ends = End(graph, distribution, distribution.Info.Lower) + " to " + End(graph, distribution, distribution.Info.Upper);
                return ends == "0 to 1" ? "UnitInterval" : ends;
            case var support:
                return support;
        }
    }

    /// <summary>An end of an interval: a number where it is constant, else the node.</summary>
    private static string End(TensorGraph graph, BatchDistribution distribution, string? formula)
    {
        if (formula is null)
            return "";
        int node = new BatchFormulas(graph).Lower(formula, name => distribution.Parameters.Where(p => p.Name == name).Select(p => (int?)p.Node).FirstOrDefault());
        return graph[node].Op == "const" ? Write(graph[node].Value) : "#" + node.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A distribution that a guide can draw from, with the support of another.</summary>
    public static string Suggestion(DistributionInfo info) => info.Support switch
    {
        "Positive" or "NonNegative" or "PositiveVector" => "LogNormal",
        "Binary" => "Bernoulli or BernoulliLogits",
        "UnitInterval" or "Interval" => "a latent on the real line with a Normal guide, mapped by Logistic where it is used",
        "Real" or "RealVector" => "Normal",
        _ => "a latent on the real line with a Normal guide, mapped where it is used",
    };

    /// <summary>What every element of observed data meets, as C# over y, and its meaning.</summary>
    public static (string Condition, string Text) DataCondition(TensorGraph graph, BatchMember member, BatchDistribution distribution)
    {
        DistributionInfo info = distribution.Info;
        bool isWhole = member.Type.Kind != Kind.Real;
        const string Unit = "y >= 0 && y <= 1";
        string whole = isWhole ? "" : " && y == System.Math.Floor(y)";
        switch (info.Support)
        {
            case "Binary" when member.IsBinarized || !isWhole:
                // A vector of values between is scored by its cross-entropy, as autoencoders do with grey values.
                return (Unit, "from 0 to 1");
            case "Binary":
                return ("y == 0 || y == 1", "0 or 1");
            case "UnitInterval":
                return (Unit, "from 0 to 1");
            case "Positive" or "NonNegative" or "PositiveVector":
                return ("y >= 0", Constraints.Describe(info));
            case "Count":
                return ("y >= 0" + whole, Constraints.Describe(info));
            case "IntegerInterval" when info.Name is "Categorical" or "CategoricalLogits":
                string size = graph[distribution.Parameters[0].Node].Shape.First;
                return ($"y >= 0 && y < {size}{whole}", "an integer from 0 to the number of categories less one");
            case "IntegerInterval":
                return ("y >= 0" + whole, "an integer of zero or above");
            case "Interval":
                return Between(End(graph, distribution, info.Lower), End(graph, distribution, info.Upper));
            default:
                return ("", "");
        }
    }

    /// <summary>A number within the support, where one is known.</summary>
    public static double? Inside(TensorGraph graph, BatchDistribution distribution)
    {
        switch (distribution.Info.Support)
        {
            case "Positive" or "NonNegative" or "PositiveVector":
                return 1;
            case "UnitInterval" when !distribution.Info.IsDiscrete:
                return 0.5;
            case "Interval":
                (string lower, string upper) = (End(graph, distribution, distribution.Info.Lower), End(graph, distribution, distribution.Info.Upper));
                bool isNumber = double.TryParse(lower, NumberStyles.Float, CultureInfo.InvariantCulture, out double from) & double.TryParse(upper, NumberStyles.Float, CultureInfo.InvariantCulture, out double to);
                return isNumber ? from + ((to - from) / 2) : null;
            case "Real" or "RealVector" or "Binary" or "UnitInterval" or "Count" or "IntegerInterval":
                return 0;
            default:
                return null;
        }
    }

    private static (string Condition, string Text) Between(string lower, string upper)
    {
        bool hasLower = lower.Length > 0 && lower[0] != '#', hasUpper = upper.Length > 0 && upper[0] != '#';
        return (hasLower, hasUpper) switch
        {
            (true, true) => ($"y >= {lower} && y <= {upper}", $"from {lower} to {upper}"),
            (true, false) => ($"y >= {lower}", $"at least {lower}"),
            (false, true) => ($"y <= {upper}", $"at most {upper}"),
            _ => ("", ""),
        };
    }

    private static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Warns of a Gaussian whose standard deviation is learned for each datum and may go to zero (Mattei and Frellsen 2018).</summary>
    public static void Boundedness(ModelContext context, TensorGraph graph, BatchMember member, BatchDistribution distribution, SyntaxNode syntax)
    {
        if (distribution.Info.Support != "Real" || distribution.Info.Name.Contains("Bernoulli"))
            return;
        int? scale = distribution.Parameters.Where(p => p.Name is "standardDeviation" or "scale").Select(p => (int?)p.Node).FirstOrDefault();
        if (scale is not { } node || graph[node].Axis == Axis.Global || !IsLearned(graph, node) || LeastValue(graph, node) > 0)
            return;
        context.Report(Descriptors.UnboundedDensity, syntax, member.Name, distribution.Info.Name);
    }

    private static bool IsLearned(TensorGraph graph, int node) => IsLearned(graph, node, []);

    private static bool IsLearned(TensorGraph graph, int node, HashSet<int> seen) =>
        seen.Add(node) && (graph[node].Op is "parameter" or "network" || graph[node].Arguments.Any(a => IsLearned(graph, a, seen)));

    /// <summary>A lower bound of a node's values.</summary>
    private static double LeastValue(TensorGraph graph, int node)
    {
        TensorNode n = graph[node];
        double Least(int argument) => LeastValue(graph, n.Arguments[argument]);
        switch (n.Op)
        {
            case "const":
                return n.Value;
            case "add":
                return Least(0) + Least(1);
            case "mul" when Least(0) >= 0 && Least(1) >= 0:
                return Least(0) * Least(1);
            case "exp":
                return Math.Exp(Least(0));
            case "logistic":
                return 1 / (1 + Math.Exp(-Least(0)));
            case "log1pExp":
                return Math.Log(1 + Math.Exp(Least(0)));
            case "square" or "abs":
                return 0;
            case "sqrt":
                return Least(0) > 0 ? Math.Sqrt(Least(0)) : 0;
            case "tanh":
                return -1;
            case "max":
                return Math.Max(Least(0), Least(1));
            case "select":
                return Math.Min(Least(1), Least(2));
            case "slice" or "concat" or "pick":
                return n.Op == "concat" ? n.Arguments.Min(a => LeastValue(graph, a)) : Least(0);
            default:
                return double.NegativeInfinity;
        }
    }
}

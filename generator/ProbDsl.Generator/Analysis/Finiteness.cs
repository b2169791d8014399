using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Whether a value is a finite number for finite latents and data, but for overflow. Where that is certain, zero times it is zero
/// without being asked, and a sum of products may be taken apart.
/// </summary>
internal static class Finiteness
{
    private static readonly HashSet<string> OfFinite =
    [
        "add", "sub", "mul", "neg", "square", "abs", "min", "max", "real", "logistic", "tanh", "sin", "cos", "atan", "phi", "erf", "erfc", "log1pExp", "select",
    ];

    /// <param name="expression">The value.</param>
    /// <param name="lets">What a local stands for; null for the variable of a loop, and for what is not known.</param>
    public static bool Holds(Expression expression, Func<Local, Expression?> lets) => Holds(expression, lets, new HashSet<int>());

    private static bool Holds(Expression expression, Func<Local, Expression?> lets, HashSet<int> seen) => expression switch
    {
        Constant constant => IsFinite(constant.Value),
        // What has been seen is finite: where it is not, the search has ended.
        Local local => lets(local) is { } value ? !seen.Add(local.Id) || Holds(value, lets, seen) : !local.Latent,
        DataText data => !CallsFunctions(data.Template) && data.Arguments.All(a => Holds(a, lets, seen)),
        Element element => element.Array.Role == ArrayRole.Latent,
        Call { Op: "log" or "sqrt", Arguments: [Constant { Value: > 0 and < double.PositiveInfinity }] } => true,
        Call call => OfFinite.Contains(call.Op) && call.Arguments.All(a => Holds(a, lets, seen)),
        Reduce { Reduction: ReduceKind.Sum } reduce => Holds(
            reduce.Value, local => reduce.Body.OfType<Let>().FirstOrDefault(l => l.Target.Id == local.Id)?.Value ?? lets(local), seen),
        _ => false,
    };

    /// <param name="node">The value.</param>
    /// <param name="lets">As above.</param>
    /// <param name="known">What is known already.</param>
    public static bool Holds(Node node, Func<Local, Expression?> lets, Dictionary<Node, bool> known)
    {
        if (!known.TryGetValue(node, out bool result))
            known[node] = result = Compute(node, lets, known);
        return result;
    }

    private static bool Compute(Node node, Func<Local, Expression?> lets, Dictionary<Node, bool> known) => node.Op switch
    {
        "const" => IsFinite(node.Value),
        "leaf" => node.Leaf switch
        {
            DataLeaf data => Holds(data.Expression, lets),
            ElementLeaf element => element.Array.Role == ArrayRole.Latent,
            _ => true,
        },
        "reduce" => node.Reduction!.Kind == ReduceKind.Sum && Holds(node.Arguments[0], lets, known),
        _ => OfFinite.Contains(node.Op) && node.Arguments.All(a => Holds(a, lets, known)),
    };

    /// <summary>
    /// Text with a call in it, or a property that runs code and therefore stands in parentheses, may be a logarithm of zero; a member, or an
    /// element of one that is read with a check of its index, has been checked.
    /// </summary>
    public static bool CallsFunctions(string text) => Calls.Matches(text).Cast<Match>().Any(call => !call.Value.Contains("DataCheck."));

    private static readonly Regex Calls = new(@"[\w.]+\(|^\(model\.[@\w]+\)$", RegexOptions.CultureInvariant);

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}

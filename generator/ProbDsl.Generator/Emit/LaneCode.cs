using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Prints nodes as C# over one lane type; nodes used more than once get a name.</summary>
internal sealed class LaneCode(CodeWriter writer, string lane, Func<Node, string> leaf, Func<LaneCode, Node, string> reduce, LaneCode? outer = null)
{
    private readonly Dictionary<Node, string> names = [];
    private readonly Dictionary<Node, int> uses = [];
    public string Lane => lane;

    public CodeWriter Writer => writer;

    /// <summary>Gives a node a name; it is not printed again.</summary>
    public void Name(Node node, string text) => names[node] = text;

    public bool IsNamed(Node node) => names.ContainsKey(node) || (outer?.IsNamed(node) ?? false);

    public string Fresh(string prefix) => writer.Counter.Fresh(prefix);

    /// <summary>Counts the uses of nodes, so that those used once are printed in place.</summary>
    public void Count(IEnumerable<Node> roots)
    {
        foreach (Node root in roots)
            Count(root);
    }

    private void Count(Node node)
    {
        if (IsNamed(node) || node.IsConstant)
            return;
        uses[node] = uses.TryGetValue(node, out int known) ? known + 1 : 1;
        if (known > 0)
            return;
        if (node.Op == "reduce")
            CountOuterParts(node.Arguments[0], Node.ReductionBit(node.Reduction!.Depth), []);
        else
            foreach (Node argument in node.Arguments)
                Count(argument);
    }

    private void CountOuterParts(Node node, int own, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        if (node.Variance < own)
        {
            // Named before the loop, so that the loop does not compute it again.
            if (!node.IsConstant)
            {
                Count(node);
                uses[node] = Math.Max(2, uses.TryGetValue(node, out int known) ? known : 0);
            }
            return;
        }
        foreach (Node argument in node.Arguments)
            CountOuterParts(argument, own, seen);
    }

    /// <summary>Computes, before a loop opens, what the loop's body reads from outside it.</summary>
    /// <param name="body">The value inside the loop.</param>
    /// <param name="own">The bit of the loop's variable: what varies less lies outside.</param>
    public void NameOuterParts(Node body, int own) => NameOuterParts(body, own, []);

    private void NameOuterParts(Node node, int own, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        if (node.Variance >= own)
        {
            foreach (Node argument in node.Arguments)
                NameOuterParts(argument, own, seen);
            return;
        }
        if (node.IsConstant || IsNamed(node))
            return;
        string text = Of(node);
        if (IsNamed(node))
            return;
        string name = Fresh("t");
        writer.Line($"{lane} {name} = {text};");
        Name(node, name);
    }

    /// <summary>The text of a node's value; writes what must be computed first.</summary>
    public string Of(Node node) => Print(node).Text;

    /// <summary>The text of a node's value, and whether it can stand as an operand without parentheses.</summary>
    public string Of(Node node, out bool isOperand)
    {
        (string text, isOperand) = Print(node);
        return text;
    }

    /// <summary>The text of a node's value as an operand.</summary>
    public string Operand(Node node)
    {
        (string text, bool isOperand) = Print(node);
        return isOperand ? text : $"({text})";
    }

    private string? Known(Node node) => names.TryGetValue(node, out string? name) ? name : outer?.Known(node);

    private (string Text, bool IsOperand) Print(Node node)
    {
        if (node.IsConstant)
            return (node.Value == 0 ? $"{lane}.Zero" : $"{lane}.Create({Literal.Of(node.Value)})", true);
        if (Known(node) is { } name)
            return (name, true);
        if (node.Op == "reduce")
        {
            string result = reduce(this, node);
            names[node] = result;
            return (result, true);
        }
        (string text, bool isOperand) = node.Op == "leaf" ? (leaf(node), true) : PrintOperation(node);
        if (uses.TryGetValue(node, out int count) && count > 1 && Known(node) is null)
        {
            string fresh = Fresh(NameHint(node));
            writer.Line($"{lane} {fresh} = {text};");
            names[node] = fresh;
            return (fresh, true);
        }
        return Known(node) is { } named ? (named, true) : (text, isOperand);
    }

    private (string Text, bool IsOperand) PrintOperation(Node node)
    {
        IReadOnlyList<Node> a = node.Arguments;
        switch (node.Op)
        {
            case "add" when UsedOnce(a[0], "mul"):
                return (Fused(a[0], Of(a[1]), negate: false), true);
            case "add" when UsedOnce(a[1], "mul"):
                return (Fused(a[1], Of(a[0]), negate: false), true);
            case "sub" when UsedOnce(a[1], "mul"):
                return (Fused(a[1], Of(a[0]), negate: true), true);
            case "sub" when UsedOnce(a[0], "mul"):
                return (Fused(a[0], "-" + Operand(a[1]), negate: false), true);
            case "add":
                return ($"{Operand(a[0])} + {Operand(a[1])}", false);
            case "sub":
                return ($"{Operand(a[0])} - {Operand(a[1])}", false);
            case "mul":
                return ($"{Operand(a[0])} * {Operand(a[1])}", false);
            case "div":
                return ($"{Operand(a[0])} / {Operand(a[1])}", false);
            case "neg":
                return ($"-{Operand(a[0])}", false);
            case "log1pExp" when PairOf(node) is { } logistic:
                return (WithLogistic(node, logistic), true);
            case "binomialLogits" when Waiting(n => n.Op == "logistic" && n.Arguments[0] == a[2]) is { } probability:
                return (WithSlope(node, probability, Library() + ".BinomialLogitsAndLogistic"), true);
            case "logSumExp2" when WeightOf(node) is { } weight:
                return (WithWeight(node, weight), true);
            case "logPhi" when Waiting(n => n.Op == "inverseMills" && n.Arguments[1] == node && n.Arguments[0] == a[0]) is { } ratio:
                return (WithSlope(node, ratio, "LaneMath.LogPhiAndSlope"), true);
            case "log1pSquare" when Waiting(n => n.Op == "log1pSquareSlope" && n.Arguments[0] == a[0]) is { } slope:
                return (WithSlope(node, slope, Library() + ".Log1pSquareAndSlope"), true);
            case "digammaDelta" when MirrorOf(node) is { } mirror:
                return (WithMirror(node, mirror), true);
            case "select":
                return ($"{lane}.Select({Mask(a[0])}, {Of(a[1])}, {Of(a[2])})", true);
            case "and" or "or":
                return ($"{lane}.{(node.Op == "and" ? "And" : "Or")}({Mask(a[0])}, {Mask(a[1])})", true);
            case "not":
                return ($"{lane}.Not({Mask(a[0])})", true);
            default:
                string template = Primitives.All[node.Op].Lanes.Replace("{T}", lane);
                if (Inlined.Contains(node.Op))
                    template = template.Replace("LaneMath.", Library() + ".");
                for (int i = 0; i < a.Count; i++)
                    template = template.Replace("{" + i + "}", node.Op == "share" ? Operand(a[i]) : Of(a[i]));
                return (template, true);
        }
    }

    /// <summary>A condition: a comparison is a mask already, a data flag is compared with zero.</summary>
    private string Mask(Node node) => node.Op is "lt" or "le" or "eq" or "and" or "or" or "not"
        ? Of(node)
        : $"{lane}.LessThan({lane}.Zero, {Of(node)})";

    private bool UsedOnce(Node node, string op) =>
        node.Op == op && Known(node) is null && (!uses.TryGetValue(node, out int count) || count <= 1) && !node.Arguments.Any(x => x.IsConstant && Math.Abs(x.Value) == 1);

    private string Fused(Node product, string addend, bool negate)
    {
        string first = negate ? "-" + Operand(product.Arguments[0]) : Of(product.Arguments[0]);
        return $"{lane}.MultiplyAdd({first}, {Of(product.Arguments[1])}, {addend})";
    }

    private Node? PairOf(Node log1pExp) =>
        uses.Keys.FirstOrDefault(n => n.Op == "logistic" && n.Arguments[0] == log1pExp.Arguments[0] && Known(n) is null);

    private string WithLogistic(Node log1pExp, Node logistic)
    {
        string value = Fresh("softplus");
        string slope = Fresh("p");
        writer.Line($"{lane} {value} = {Library()}.Log1pExpAndLogistic({Of(log1pExp.Arguments[0])}, out {lane} {slope});");
        names[log1pExp] = value;
        names[logistic] = slope;
        return value;
    }

    /// <summary>The derivative of a log-sum-exp by its first argument comes with its value.</summary>
    private Node? WeightOf(Node node) => uses.Keys.FirstOrDefault(n =>
        n.Op == "share" && Known(n) is null && n.Arguments[0] == node.Arguments[0] && n.Arguments[1] == node.Arguments[1]);

    private string WithWeight(Node node, Node weight)
    {
        string value = Fresh("logSum");
        string share = Fresh("p");
        writer.Line($"{lane} {value} = {Library()}.LogSumExp2({Of(node.Arguments[0])}, {Of(node.Arguments[1])}, out {lane} {share});");
        names[node] = value;
        names[weight] = share;
        return value;
    }

    /// <summary>A node that is still to be printed.</summary>
    private Node? Waiting(Func<Node, bool> isOne) => uses.Keys.FirstOrDefault(n => isOne(n) && Known(n) is null);

    /// <summary>A function whose derivative comes with its value.</summary>
    private string WithSlope(Node node, Node slope, string method)
    {
        string value = Fresh("value");
        string name = Fresh("slope");
        writer.Line($"{lane} {value} = {method}({string.Join(", ", node.Arguments.Select(Of))}, out {lane} {name});");
        names[node] = value;
        names[slope] = name;
        return value;
    }

    /// <summary>The derivatives of a log-beta share a digamma.</summary>
    private Node? MirrorOf(Node node) => uses.Keys.FirstOrDefault(n =>
        n.Op == "digammaDelta" && n != node && Known(n) is null && n.Arguments[0] == node.Arguments[1] && n.Arguments[1] == node.Arguments[0]);

    private string WithMirror(Node node, Node mirror)
    {
        string first = Fresh("delta");
        string second = Fresh("delta");
        writer.Line($"{lane} {first} = LaneMath.DigammaDeltas({Of(node.Arguments[0])}, {Of(node.Arguments[1])}, out {lane} {second});");
        names[node] = first;
        names[mirror] = second;
        return first;
    }

    /// <summary>Writes a log-sum-exp over the iterations of a loop: one pass for the largest value, one for the sum.</summary>
    /// <param name="value">The value of an iteration.</param>
    /// <param name="loop">The loop's header.</param>
    /// <param name="inside">Makes the code of the loop's body.</param>
    public string LogSumExp(Node value, string loop, Func<LaneCode> inside)
    {
        string largest = Fresh("largest");
        string total = Fresh("total");
        void Pass(Func<LaneCode, string> statement)
        {
            writer.Open(loop);
            LaneCode inner = inside();
            inner.Count([value]);
            writer.Line(statement(inner));
            writer.Close();
        }
        writer.Line($"{lane} {largest} = {lane}.Create(double.NegativeInfinity);");
        Pass(inner => $"{largest} = {lane}.Max({largest}, {inner.Of(value)});");
        writer.Line($"{largest} = {lane}.Select({lane}.LessThan({lane}.Create(double.NegativeInfinity), {largest}), {largest}, {lane}.Zero);");
        writer.Line($"{lane} {total} = {lane}.Zero;");
        Pass(inner => $"{total} += {Library()}.Exp({inner.Operand(value)} - {largest});");
        string result = Fresh("logSumExp");
        writer.Line($"{lane} {result} = {largest} + {Library()}.Log({total});");
        return result;
    }

    /// <summary>Functions that the runtime inlines where they stand in <c>LaneMath</c>.</summary>
    private static readonly HashSet<string> Inlined =
    [
        "exp", "log", "log1p", "expm1", "log1pExp", "logistic", "logit", "tanh", "atan", "logSumExp2", "share", "xlogy", "xlog1py", "log1pSquare", "shiftedLogRatio",
    ];

    /// <summary>Inside a loop over rows one long function is worth inlining; elsewhere a call is.</summary>
    public string Library() => lane == "T" && writer.Counter.TryInline() ? "LaneMath" : "LaneCalls";

    private static string NameHint(Node node) => node.Op switch
    {
        "leaf" => node.Leaf switch
        {
            ElementLeaf element => Identifier(element.Array.Name) + "_",
            _ => "c",
        },
        "exp" => "exp",
        "log" => "log",
        "logistic" => "p",
        _ => "t",
    };

    /// <summary>A name of the model as part of a generated one. Only locals of the data part end with an underscore and a number.</summary>
    public static string Identifier(string name)
    {
        string clean = new([.. name.Where(SyntaxFacts.IsIdentifierPartCharacter)]);
        string stem = clean.TrimEnd('_');
        int digits = stem.Length - stem.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).Length;
        return digits > 0 && stem.Length > digits && stem[stem.Length - digits - 1] == '_' ? clean + "_" : clean;
    }
}

using System.Globalization;
using ProbDsl.Generator.Tests.Faults;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>Random models with a guide, parameters, networks and a minibatch, within what the documentation says is supported.</summary>
internal sealed class RandomGuidedModels(int seed)
{
    private const string Data = """
        [Data] double[] Q = [1.5, -2.3, 0.2, 2.5, -0.4]; [Data] int[] K = [2, 0, 1, 1, 2]; [Data] bool[] Has = [true, false, true, true, false];
        [Data] Vector<double>[] V = [Vector<double>.Build.Dense([1.0, -2, 0.5]), Vector<double>.Build.Dense([3.0, -2, 0]), Vector<double>.Build.Dense([-1.0, -2.5, -4]), Vector<double>.Build.Dense([0.1, 0.2, 0.3]), Vector<double>.Build.Dense([0.7, -0.2, 1.3])];
        [Observed] double[] X = [0.3, -1.2, 2.7, 0.4, 1.1]; [Data] double shared = 0.8; [Data] bool flag = true; [Data] Vector<double> W = Vector<double>.Build.Dense([0.4, -0.3, 0.9]);
        [Parameter] double a = 0.7; [Parameter] double b = -0.4; [Parameter] Vector<double> v = Vector<double>.Build.Dense([0.6, 0.1, -0.8]); [Parameter] Matrix<double> m = Matrix<double>.Build.DenseOfArray(new[,] { { 0.5, -0.1, 0.2 }, { 0.3, 0.7, -0.6 }, { 0.1, 0.2, 0.4 } });
        [Network] readonly Mlp net = new(3, 4, 3) { Activation = Activation.Tanh }; [Network] readonly Dense small = new(1, 2);
        double Bend(double x) => x > 0.1 ? Math.Tanh(x) : 0.5 * x;
        Vector<double> Mixed(Vector<double> x) { Vector<double> y = x; for (int i = 0; i < 2; i++) y = Tanh(m * y) + x; return y; }
        """;

    private readonly Random random = new(seed);
    private readonly List<string> numbers = ["a", "b", "shared"], vectors = ["v", "W"];
    private int locals;

    private string Of(params string[] ways) => ways[random.Next(ways.Length)];

    private string Literal() => Math.Round((random.NextDouble() * 3) - 1.5, 2).ToString(CultureInfo.InvariantCulture) is var text && text[0] == '-' ? $"({text})" : text;

    private string Number(int depth) => depth <= 0 ? Of(numbers[random.Next(numbers.Count)], numbers[random.Next(numbers.Count)], Literal()) : random.Next(13) switch
    {
        0 or 1 => $"({Number(depth - 1)} {Of("+", "-", "*")} {Number(depth - 1)})",
        2 => $"{Of("Math.Sin", "Math.Tanh", "Logistic", "Softplus", "Bend", "Square", "Math.Abs")}({Number(depth - 1)})",
        3 => $"Math.{Of("Log", "Sqrt")}({Positive(depth - 1)})",
        4 => $"({Number(depth - 1)} / {Positive(depth - 1)})",
        5 => $"{Vector(depth - 1)}.Sum()",
        6 => $"{Vector(depth - 1)}[{Of("0", "1", "2")}]",
        7 => $"{Vector(depth - 1)}.DotProduct({Vector(depth - 1)})",
        8 => $"LogSumExp({Vector(depth - 1)})",
        9 => $"({Condition()} ? {Number(depth - 1)} : {Number(depth - 1)})",
        10 => $"Math.{Of("Max", "Min")}({Number(depth - 1)}, {Number(depth - 1)})",
        11 => $"({Number(depth - 1)} > 0.2 ? {Number(depth - 1)} : {Number(depth - 1)})",
        _ => Number(depth - 1),
    };

    private string Positive(int depth) => Of($"Math.Exp(0.3 * {Number(depth)})", $"(0.4 + Square({Number(depth)}))", $"(0.3 + Softplus({Number(depth)}))", "1.3");

    private string Vector(int depth) => depth <= 0 ? vectors[random.Next(vectors.Count)] : random.Next(9) switch
    {
        0 or 1 => $"({Vector(depth - 1)} {Of("+", "-")} {Vector(depth - 1)})",
        2 => $"({Number(depth - 1)} * {Vector(depth - 1)})",
        3 => $"{Of("Tanh", "Softplus", "Square", "Relu", "Softmax", "LogSoftmax")}({Vector(depth - 1)})",
        4 => $"net.Forward({Vector(depth - 1)})",
        5 => $"(m * {Vector(depth - 1)})",
        6 => $"Mixed({Vector(depth - 1)})",
        7 => $"{Vector(depth - 1)}.PointwiseMultiply({Vector(depth - 1)})",
        _ => $"Concat(small.Forward(Vector<double>.Build.Dense(1, {Number(depth - 1)})), {Vector(depth - 1)}.SubVector(1, 1))",
    };

    private bool inPlate;

    private string Condition() => inPlate ? Of("Has[n]", "K[n] > 0", "Q[n] < 0.3", "!Has[n] && flag", "flag") : "flag";

    private string Distribution() => Of(
        $"Normal({Number(2)}, {Positive(1)})", $"Laplace({Number(1)}, {Positive(1)})", $"StudentT({Positive(0)} + 2, {Number(1)}, {Positive(0)})",
        $"Normal({Number(0)}, {Positive(0)})", $"Logistic({Number(1)}, {Positive(1)})");

    private string Term() => Of(
        $"Factor({Number(2)});", $"Factor({Number(1)});", $"Observe({Number(1)}, {Distribution()});", $"Observe({Of("0", "1")}, Bernoulli(Logistic(Math.Sin({Number(1)}))));",
        $"Observe({Of("0", "1", "2")}, CategoricalLogits({Vector(1)}));", $"Observe({Of("0", "2")}, PoissonLog({Number(1)}));");

    private string Statement(int depth)
    {
        int known = numbers.Count;
        string text = Unscoped(depth);
        numbers.RemoveRange(known, numbers.Count - known);
        return text;
    }

    private string Unscoped(int depth)
    {
        switch (depth > 0 ? random.Next(6) : 5)
        {
            case 0:
                return $"if ({Condition()}) {{ {Statement(depth - 1)} }} else {{ {Statement(depth - 1)} }}";
            case 1:
                string index = "i" + locals++;
                return $"for (int {index} = 0; {index} < {Of("2", "3")}; {index}++) {{ {Statement(depth - 1)} }}";
            case 2:
                string value = Number(2), name = "t" + locals++;
                numbers.Add(name);
                string after = $"{Term()} ";
                return $"double {name} = {value}; if ({Condition()}) {name} = {name} * {Literal()}; {after}";
            default:
                return Term();
        }
    }

    /// <summary>A statement in a scope of its own.</summary>
    private string Scoped() => "{ " + Statement(2) + " } ";

    /// <summary>The model, as a row without values by hand.</summary>
    public BoundRow Make(string name)
    {
        string members = Data, model = "", guide = "", inModel = "", inGuide = "";
        if (random.Next(3) == 0)
        {
            members += "[Latent] double w;";
            (model, guide) = ($"w = ~Normal({Number(1)}, {Positive(0)}); ", $"w = ~Normal({Number(0)}, {Positive(0)}); ");
            numbers.Add("w");
        }
        if (random.Next(3) == 0)
            model += Scoped();
        inPlate = true;
        numbers.AddRange(["Q[n]", "K[n]"]);
        vectors.Add("V[n]");
        string[] kinds = random.Next(5) == 0 ? [] : [.. new[] { "z", "y", "c" }.Take(1 + random.Next(2)).Concat(random.Next(4) == 0 ? ["c"] : Array.Empty<string>()).Distinct()];
        // The guide sees the data and its own earlier draws; the model draws in the other order.
        foreach (string kind in kinds)
        {
            string draw = kind switch
            {
                "z" => $"z[n] = ~Normal({Vector(2)}, Exp(0.2 * {Vector(1)})); ",
                "y" => Of($"y[n] = ~Normal({Number(2)}, {Positive(1)}); ", $"y[n] = ~Normal({Number(0)}, {Positive(0)}); "),
                _ => $"c[n] = ~BernoulliLogits({Number(1)}); ",
            };
            inGuide += draw;
            members += kind == "z" ? "[Latent(3)] Vector<double>[] z;" : $"[Latent] double[] {kind};";
            (kind == "z" ? vectors : numbers).Add(kind + "[n]");
        }
        foreach (string kind in kinds)
            (kind == "z" ? vectors : numbers).Remove(kind + "[n]");
        foreach (string kind in kinds.Reverse())
        {
            inModel += kind switch
            {
                "z" => Of("z[n] = ~StandardNormal(3); ", $"z[n] = ~Normal({Vector(1)}, Exp(0.2 * {Vector(0)})); "),
                "y" => Of("y[n] = ~Normal(0, 1); ", $"y[n] = ~Normal({Number(1)}, {Positive(1)}); "),
                _ => Of("c[n] = ~Bernoulli(0.4); ", $"c[n] = ~BernoulliLogits({Number(1)}); "),
            };
            (kind == "z" ? vectors : numbers).Add(kind + "[n]");
            if (random.Next(3) == 0)
                inModel += Scoped();
        }
        int outcome = random.Next(8);
        inModel += outcome == 0 ? $"if (Has[n]) X[n] = ~{Distribution()}; " : outcome == 1 ? $"if ({Condition()}) X[n] = ~{Distribution()}; else X[n] = ~{Distribution()}; " : $"X[n] = ~{Distribution()}; ";
        if (outcome is 0 or 2)
            members = members.Replace("[Observed]", "[Observed(Partly = true)]", StringComparison.Ordinal);
        if (outcome == 2)
            members = members.Replace("2.7, 0.4", "double.NaN, 0.4", StringComparison.Ordinal);
        else
            numbers.Add("X[n]");
        for (int i = random.Next(3); i > 0; i--)
            inModel += Scoped();
        bool hasGuide = kinds.Length > 0 || guide.Length > 0;
        return new BoundRow(name, members, $"{model}foreach (int n in Minibatch(X.Length)) {{ {inModel}}}",
            !hasGuide ? "" : inGuide.Length == 0 ? guide : $"{guide}foreach (int n in Minibatch(X.Length)) {{ {inGuide}}}");
    }
}

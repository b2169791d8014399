using System.Globalization;
using ProbDsl.Generator.Tests.Faults;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>Random models with a guide, parameters, networks and a minibatch, within what the documentation says is supported.</summary>
internal sealed partial class RandomGuidedModels(int seed)
{
    private const string Data = """
        [Data] double[] Q = [1.5, -2.3, 0.2, 2.5, -0.4]; [Data] int[] K = [2, 0, 1, 1, 2]; [Data] bool[] Has = [true, false, true, true, false];
        [Data] Vector<double>[] V = [Vector<double>.Build.Dense([1.0, -2, 0.5]), Vector<double>.Build.Dense([3.0, -2, 0]), Vector<double>.Build.Dense([-1.0, -2.5, -4]), Vector<double>.Build.Dense([0.1, 0.2, 0.3]), Vector<double>.Build.Dense([0.7, -0.2, 1.3])];
        [Observed] double[] X = [0.3, -1.2, 2.7, 0.4, 1.1]; [Data] double shared = 0.8; [Data] bool flag = true; [Data] Vector<double> W = Vector<double>.Build.Dense([0.4, -0.3, 0.9]);
        [Parameter] double a = 0.7; [Parameter] double b = -0.4; [Parameter] Vector<double> v = Vector<double>.Build.Dense([0.6, 0.1, -0.8]); [Parameter] Matrix<double> m = Matrix<double>.Build.DenseOfArray(new[,] { { 0.5, -0.1, 0.2 }, { 0.3, 0.7, -0.6 }, { 0.1, 0.2, 0.4 } });
        [Network] readonly Mlp net = new(3, 4, 3) { Activation = Activation.Tanh }; [Network] readonly Dense small = new(1, 2);
        double Bend(double x) => x > 0.1 ? Math.Tanh(x) : 0.5 * x;
        Vector<double> Mixed(Vector<double> x) { Vector<double> y = x; for (int i = 0; i < 2; i++) y = Tanh(m * y) + x; return y; }
        [Data] int[][] T = [[0, 2], [1, 1], [2, 0], [0, 0], [2, 1]]; [Data] int G = 1; [Parameter] Vector<double> logits = Vector<double>.Build.Dense([0.3, -0.5]); [Parameter(2, 3, Spread = 0.5)] Matrix<double> means;
        [Network] readonly Body body = new(); [Network] readonly Embedding places = new(3, 3); [Network] readonly Residual over = new(new Mlp(3, 3, 3) { Activation = Activation.Softplus });
        [Network] readonly Sequential chain = new(new Dense(3, 4) { Activation = Activation.Gelu }, new LayerNorm(4), new Dense(4, 3));
        (double, double) Two(double x, bool up) { if (up) return (x, 1); else return (2, x * x); }
        Vector<double> Half(Vector<double> x) { var (left, right) = Concat(x, 2 * x).Halves(); return left + Softplus(right); }
        double At(double[] values, int n, double by) { double t = values[n], s; if (t > 0) s = by * t; else { double r = t - 1; s = r / 2; } return s; }
        Vector<double> Unit(Vector<double> x) { Vector<double> y = Tanh(x) + 1.5; return y / y.L2Norm(); }
        void Shrink(double by) => Factor(-by * by);
        """;

    /// <summary>Types that all models share.</summary>
    public const string More = """
        public sealed class Body
        {
            [Network] internal readonly Dense first = new(3, 4) { Activation = Activation.Tanh };
            [Network] internal readonly Dense last = new(4, 3);
            [Parameter] internal double slope = 0.4;
            Vector<double> Bend(Vector<double> x) => Tanh(x) + slope * x;
            public Vector<double> Forward(Vector<double> input) { Vector<double> hidden = first.Forward(Bend(input)); return last.Forward(hidden) + input; }
        }
        """;

    private readonly Random random = new(seed);
    private readonly List<string> numbers = ["a", "b", "shared"], vectors = ["v", "W"], matrices = ["m"];
    private int locals;

    private string Of(params string[] ways) => ways[random.Next(ways.Length)];

    private string Literal() => Math.Round((random.NextDouble() * 3) - 1.5, 2).ToString(CultureInfo.InvariantCulture) is var text && text[0] == '-' ? $"({text})" : text;

    private string Number(int depth) => depth <= 0 ? Of(numbers[random.Next(numbers.Count)], numbers[random.Next(numbers.Count)], Literal()) : random.Next(26) switch
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
        12 => Number(depth - 1),
        13 => $"(-{Number(depth - 1)})",
        14 => inPlate ? Of("v[K[n]]", "V[n][K[n]]", "W[T[n][1]]", "V[n][T[n][K[n] % 2]]", "v[G]") : "v[G]",
        15 => inPlate ? $"(K[n] > 0 ? {Vector(depth - 1)}[K[n] - 1] : {Number(depth - 1)})" : $"{Vector(depth - 1)}[G]",
        16 => inPlate ? $"(K[n] switch {{ 0 => {Number(depth - 1)}, 1 => {Number(depth - 1)}, _ => {Vector(depth - 1)}[K[n]] }})" : Number(depth - 1),
        17 => $"{Vector(depth - 1)}.{Of("Sum", "Average")}(x => {Element(depth - 1)})",
        18 => $"{Vector(depth - 1)}.Select(x => {Element(depth - 1)}).Sum()",
        19 => $"Two({Number(depth - 1)}, {Condition()}).{Of("Item1", "Item2")}",
        20 => $"Math.Pow({Positive(depth - 1)}, {Literal()})",
        21 => $"{Of("Math.Atan", "Phi", "LogPhi", "Math.Cos", "Log1pExp")}({Number(depth - 1)})",
        22 => $"LogSumExp({Number(depth - 1)}, {Number(depth - 1)})",
        23 => inPlate ? Of("K[n] / 2", "K[n] % 2", "Math.Floor(Q[n])", "(int)Q[n]", "V[n].Max()", "(double)K[n] / 4") is var data ? $"({data} * {Number(depth - 1)})" : "" : Number(depth - 1),
        24 => inPlate ? $"At(Q, n, {Number(depth - 1)})" : Number(depth - 1),
        _ => $"{Vector(depth - 1)}.L1Norm()",
    };

    /// <summary>A function of the element x of a vector.</summary>
    private string Element(int depth) => Of($"x * {Number(Math.Min(depth, 1))}", $"Math.Tanh(x) + {Number(0)}", $"(x > 0.1 ? x * x : {Number(0)} * x)", "Math.Exp(0.2 * x)", $"Bend(x) - {Number(0)}", "x / (1 + x * x)");

    private string Positive(int depth) => Of($"Math.Exp(0.3 * {Number(depth)})", $"(0.4 + Square({Number(depth)}))", $"(0.3 + Softplus({Number(depth)}))", "1.3");

    private string Vector(int depth) => depth <= 0 ? vectors[random.Next(vectors.Count)] : random.Next(21) switch
    {
        0 or 1 => $"({Vector(depth - 1)} {Of("+", "-")} {Vector(depth - 1)})",
        2 => $"({Number(depth - 1)} * {Vector(depth - 1)})",
        3 => $"{Of("Tanh", "Softplus", "Square", "Relu", "Softmax", "LogSoftmax")}({Vector(depth - 1)})",
        4 => $"net.Forward({Vector(depth - 1)})",
        5 => $"({matrices[random.Next(matrices.Count)]} * {Vector(depth - 1)})",
        6 => $"Mixed({Vector(depth - 1)})",
        7 => $"{Vector(depth - 1)}.PointwiseMultiply({Vector(depth - 1)})",
        8 => $"{Of("body", "chain", "over")}.Forward({Vector(depth - 1)})",
        9 => inPlate ? "places.Forward(K[n])" : "v",
        10 => $"Vector<double>.Build.DenseOfArray([{Number(depth - 1)}, {Number(depth - 1)}, {Number(depth - 1)}])",
        11 => $"Concat({Vector(depth - 1)}.SubVector(0, 2), {Vector(depth - 1)}.SubVector(G, 1))",
        12 => $"Half({Vector(depth - 1)})",
        13 => $"({Vector(depth - 1)} / {Positive(depth - 1)})",
        14 => $"{Vector(depth - 1)}.PointwiseDivide(0.4 + Softplus({Vector(depth - 1)}))",
        15 => $"({Condition()} ? {Vector(depth - 1)} : {Vector(depth - 1)})",
        16 => $"{Vector(depth - 1)}.Map(x => {Element(depth - 1)})",
        17 => $"(-{Vector(depth - 1)})",
        18 => $"{Vector(depth - 1)}.{Of("PointwiseTanh", "PointwiseAbs", "PointwiseSin")}()",
        19 => $"({Vector(depth - 1)} + {Number(depth - 1)})",
        _ => $"Concat(small.Forward(Vector<double>.Build.Dense(1, {Number(depth - 1)})), {Vector(depth - 1)}.SubVector(1, 1))",
    };

    private bool inPlate;

    private string Condition() => inPlate ? Of("Has[n]", "K[n] > 0", "Q[n] < 0.3", "!Has[n] && flag", "flag", "K[n] > 0 && V[n][K[n] - 1] > 0", "Has[n] || K[n] != 1") : "flag";

    private string Distribution() => Of(
        $"Normal({Number(2)}, {Positive(1)})", $"Laplace({Number(1)}, {Positive(1)})", $"StudentT({Positive(0)} + 2, {Number(1)}, {Positive(0)})",
        $"Normal({Number(0)}, {Positive(0)})", $"Logistic({Number(1)}, {Positive(1)})");

    private string Term() => Of(
        $"Factor({Number(2)});", $"Factor({Number(1)});", $"Observe({Number(1)}, {Distribution()});", $"Observe({Of("0", "1")}, Bernoulli(Logistic(Math.Sin({Number(1)}))));",
        $"Observe({Of("0", "1", "2")}, CategoricalLogits({Vector(1)}));", $"Observe({Of("0", "2")}, PoissonLog({Number(1)}));",
        $"Observe({Positive(1)}, Gamma({Positive(0)}, {Positive(0)}));", $"Factor({Distribution()}.LogDensity({Number(1)}));", $"Observe({Vector(1)}, Normal({Vector(1)}, {Positive(0)}));");

    private string Statement(int depth)
    {
        int known = numbers.Count;
        string text = Unscoped(depth);
        numbers.RemoveRange(known, numbers.Count - known);
        return text;
    }

    private string Unscoped(int depth)
    {
        switch (depth > 0 ? random.Next(9) : 8)
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
            case 3:
                string either = "u" + locals++, first = Number(2), second = Number(2);
                numbers.Add(either);
                return $"double {either}; if ({Condition()}) {either} = {first}; else {either} = {second}; {Term()} ";
            case 4:
                string array = "q" + locals++, elements = $"[{Number(1)}, {Number(2)}, {Number(0)}]";
                numbers.AddRange([array + "[1]", array + "[0]", array + (inPlate ? "[K[n]]" : "[G]")]);
                return $"double[] {array} = {elements}; {Term()} {Term()} ";
            case 5:
                return Of($"Shrink({Number(2)});", $"{{ double Local(double x) => x * {Number(0)} + {Number(1)}; Factor(Local({Number(1)}) - Local({Number(0)})); }}");
            default:
                return Term();
        }
    }

    /// <summary>A statement in a scope of its own.</summary>
    private string Scoped() => "{ " + Statement(2) + " } ";
}

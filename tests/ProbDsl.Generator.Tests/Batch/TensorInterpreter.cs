using System.Globalization;
using ProbDsl.Generator.Batch;

namespace ProbDsl.Generator.Tests.Batch;

/// <summary>Evaluates the nodes of a batched model in double, one datum and sample at a time. Matrices are row-major.</summary>
internal sealed class TensorInterpreter(BatchIr model)
{
    private readonly Dictionary<(int Node, int Datum, int Sample), double[]> values = [];

    /// <summary>Values of the definitions of sizes that name members of the model.</summary>
    public Dictionary<string, int> Definitions { get; } = [];

    /// <summary>Members and parameters that belong to the model.</summary>
    public Dictionary<string, double[]> Globals { get; } = [];

    /// <summary>Members with one entry a datum.</summary>
    public Dictionary<string, double[][]> Data { get; } = [];

    public Dictionary<string, Func<double[], double[]>> Networks { get; } = [];

    /// <summary>Noise by name, datum and sample, repeated to the length that is asked for.</summary>
    public Func<string, int, int, double[]> Noise { get; set; } = (_, _, _) => [0.3, -0.7, 1.1];

    public double Scalar(int node, int datum = 0, int sample = 0) => Value(node, datum, sample).Single();

    public double[] Value(int node, int datum = 0, int sample = 0)
    {
        TensorNode n = model.Nodes[node];
        (int, int, int) key = (node, n.Axis == Axis.Global ? 0 : datum, n.Axis == Axis.Sample ? sample : 0);
        if (!values.TryGetValue(key, out double[]? value))
            values.Add(key, value = Evaluate(n, datum, sample));
        if (value.Length != Length(n.Shape))
            throw new InvalidOperationException($"%{node} = {n.Op} has {value.Length} values, but its shape {n.Shape} {Length(n.Shape)}");
        return value;
    }

    public int Size(string name)
    {
        SizeIr size = model.Sizes.Single(s => s.Name == name);
        return Definition(size.Definition);
    }

    private int Definition(string text)
    {
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int literal))
            return literal;
        if (Definitions.TryGetValue(text, out int given))
            return given;
        if (model.Sizes.Any(s => s.Name == text))
            return Size(text);
        if (text.StartsWith('(') && text.EndsWith(')'))
            return Definition(text[1..^1]);
        string[] parts = text.Split(' ');
        int result = Definition(parts[0]);
        for (int i = 1; i < parts.Length; i += 2)
            result = parts[i] switch
            {
                "+" => result + Definition(parts[i + 1]),
                "-" => result - Definition(parts[i + 1]),
                "*" => result * Definition(parts[i + 1]),
                "/" => result / Definition(parts[i + 1]),
                _ => throw new InvalidOperationException($"the size '{text}' is not known"),
            };
        return result;
    }

    private int Length(TensorShape shape) => shape.Rank switch { 0 => 1, 1 => Size(shape.First), _ => Size(shape.First) * Size(shape.Second) };

    private double[] Evaluate(TensorNode n, int datum, int sample)
    {
        double[] Argument(int i) => Value(n.Arguments[i], datum, sample);
        int length = Length(n.Shape);
        switch (n.Op)
        {
            case "const":
                return [n.Value];
            case "data":
                return n.Axis == Axis.Datum ? Data[n.Name][datum] : Globals[n.Name];
            case "parameter":
                return Globals[n.Name];
            case "noise":
                double[] noise = Noise(n.Name, n.Axis == Axis.Global ? 0 : datum, n.Axis == Axis.Sample ? sample : 0);
                return [.. Enumerable.Range(0, length).Select(i => noise[i % noise.Length])];
            case "position":
                return [.. Enumerable.Range(0, length).Select(i => (double)i)];
            case "size":
                return [Size(n.Name)];
            case "sum":
                return [Argument(0).Sum()];
            case "lse":
                return [Functions.LogSumExp(Argument(0))];
            case "pick":
                return [Argument(0)[(int)Argument(1)[0]]];
            case "slice":
                return [.. Argument(0).Skip(n.Name.Length == 0 ? 0 : Size(n.Name)).Take(length)];
            case "concat":
                return [.. Enumerable.Range(0, n.Arguments.Count).SelectMany(Argument)];
            case "network":
                return Networks[n.Name](Argument(0));
            case "matvec":
                (double[] m, double[] v) = (Argument(0), Argument(1));
                return [.. Enumerable.Range(0, length).Select(i => Enumerable.Range(0, v.Length).Sum(j => m[(i * v.Length) + j] * v[j]))];
            case "draw":
                return Argument(0);
            case "expand":
                return [.. Enumerable.Repeat(Argument(0)[0], Math.Max(1, length))];
            default:
                double[][] arguments = [.. Enumerable.Range(0, n.Arguments.Count).Select(Argument)];
                if (arguments.Any(a => a.Length != 1 && a.Length != length))
                    throw new InvalidOperationException($"{n.Op} of lengths {string.Join(", ", arguments.Select(a => a.Length))}");
                return [.. Enumerable.Range(0, length).Select(i => Apply(n.Op, [.. arguments.Select(a => a[a.Length == 1 ? 0 : i])]))];
        }
    }

    private static double Apply(string op, double[] x) => op switch
    {
        "add" => x[0] + x[1],
        "sub" => x[0] - x[1],
        "mul" => x[0] * x[1],
        "div" => x[0] / x[1],
        "place" => x[0],
        "neg" => -x[0],
        "exp" => Math.Exp(x[0]),
        "log" => Math.Log(x[0]),
        "log1p" => Functions.Log1p(x[0]),
        "expm1" => Functions.Expm1(x[0]),
        "sqrt" => Math.Sqrt(x[0]),
        "square" => x[0] * x[0],
        "abs" => Math.Abs(x[0]),
        "pow" => Math.Pow(x[0], x[1]),
        "lgamma" => Functions.LogGamma(x[0]),
        "logistic" => Functions.Logistic(x[0]),
        "logit" => Functions.Logit(x[0]),
        "log1pExp" => Functions.Log1pExp(x[0]),
        "tanh" => Math.Tanh(x[0]),
        "sin" => Math.Sin(x[0]),
        "cos" => Math.Cos(x[0]),
        "atan" => Math.Atan(x[0]),
        "phi" => Functions.Phi(x[0]),
        "logPhi" => Functions.LogPhi(x[0]),
        "min" => Math.Min(x[0], x[1]),
        "max" => Math.Max(x[0], x[1]),
        "xlogy" => Functions.XLogY(x[0], x[1]),
        "xlog1py" => Functions.XLog1pY(x[0], x[1]),
        "logSumExp2" => Functions.LogSumExp(x[0], x[1]),
        "logMix" => Functions.LogSumExp(Math.Log(x[0]) + x[1], Functions.Log1p(-x[0]) + x[2]),
        "xtimes" => x[0] == 0 ? 0 : x[0] * x[1],
        "log1pSquare" => Functions.Log1p(x[0] * x[0]),
        "lgammaExcess" => Functions.LogGamma(x[0]) - (x[0] * (Math.Log(x[0]) - 1)),
        "shiftedLogRatio" => (x[0] + x[1]) * Math.Log((x[0] + x[1]) / (x[0] + x[2])),
        "select" => x[0] != 0 ? x[1] : x[2],
        "lt" => x[0] < x[1] ? 1 : 0,
        "le" => x[0] <= x[1] ? 1 : 0,
        "eq" => x[0] == x[1] ? 1 : 0,
        "and" => x[0] != 0 && x[1] != 0 ? 1 : 0,
        "or" => x[0] != 0 || x[1] != 0 ? 1 : 0,
        "not" => x[0] == 0 ? 1 : 0,
        _ => throw new InvalidOperationException($"the operation '{op}' is not known"),
    };
}

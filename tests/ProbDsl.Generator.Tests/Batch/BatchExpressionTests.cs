using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Batch;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Batch;

/// <summary>What an expression of a batched model means is what C# computes: each row runs both ways.</summary>
public sealed class BatchExpressionTests
{
    /// <summary>Bodies of double E(Vector a, Vector b, double s, int k, bool f), with the members g, t, W and H of the model.</summary>
    private static readonly string[] Bodies =
    [
        "=> a * b;",
        "=> a.DotProduct(b) + (2 * a).Sum() - (b * s).Sum() + (a / 2).Sum();",
        "=> (a + b).PointwiseMultiply(a - b).Sum();",
        "=> a.PointwiseDivide(b.PointwiseExp()).Sum() + (a / b).Sum();",
        "=> (a + 1.5).Sum() + (2 - b).Sum() + (-a).Sum() + (s - a)[1];",
        "=> a.PointwiseMultiply(a).PointwiseSqrt().Sum() + b.PointwiseAbs().PointwiseLog().Sum() + a.PointwisePower(2).Sum();",
        "=> a.PointwiseTanh().Sum() + a.PointwiseMaximum(0.1).Sum() + a.L2Norm();",
        "=> (W * a).Sum() + (W * (a + g)).Sum() * Dot(c, c) + c[1];",
        "=> Math.Exp(s) + Math.Sqrt(s * s + 1) + Math.Pow(s, 2) + Math.Max(s, t) - Math.Abs(s) / 3 + Math.Tanh(s) * Math.Cos(s);",
        "=> Logistic(s) + Softplus(s) + Log1p(s * s) + LogSumExp(s, t) + Square(s) + Phi(s) + Gelu(s) + Silu(s) + Elu(s) + Relu(s) + LeakyRelu(s);",
        "=> Softplus(a).Sum() + Tanh(a + b).Sum() + Exp(a).Sum() + Logistic(b).Sum() + Square(a).Sum() + Relu(a).Sum() + Gelu(a).Sum() + Elu(a).Sum();",
        "=> Softmax(a)[2] + LogSoftmax(a)[0] + LogSumExp(a) + Softmax(a) * b;",
        "{ var (first, second) = Concat(a, g).Halves(); return first[0] + 2 * second[2] + Concat(a, b, g)[5]; }",
        "=> Concat(a, b).Parts(3)[1][0] + Concat(a, b).Parts(3)[2][1] + a.SubVector(1, 2).Sum() + a.SubVector(1, 2)[1];",
        "=> a[k] + b[0] * a[H - 1] + g[k];",
        "=> f ? s : t;",
        "=> s > 0.5 && k != 1 ? s : (k >= 2 || !f) ? 2 * t : -s;",
        "=> (double)k * s + k + H + (k == 2 ? 1 : 0);",
        "{ double sum = 0; for (int i = 0; i < 3; i++) sum += a[i] * b[2 - i]; return sum; }",
        "{ double sum = 0; for (int i = H; i > 0; i -= 2) { if (i % 2 == 1) sum -= a[i - 1]; else sum += t; } return sum; }",
        "{ Vector<double> h = a; for (int layer = 0; layer < 2; layer++) { h = Tanh(h + g); h *= 2.0; } return h.Sum(); }",
        "{ (double x, double y) = Pair(s, t); double z; z = x; z -= y; z /= 2; return z; }",
        "{ var pair = Named(a); return pair.Total + pair.Item2; }",
        "{ double Inner(double v) => v * s + t; return Inner(2) + Inner(s); }",
        "{ if (H > 2) return Scale(a, 3).Sum(); return 0; }",
        "=> Half + Limit * s;",
        "=> k switch { 1 => s, 2 => 3 * t, _ => 0.5 } + (a * k switch { 2 => 1.5, _ => s }).Sum();",
        "{ double sum = 0; foreach (Vector<double> part in Concat(a, b).Parts(2)) sum += part[1] * part[2]; return sum; }",
        "=> a.Count * s + W.RowCount + W.ColumnCount + a.Sum() / a.Count + 1.0 / count + count / 2 * s;",
        "=> Double(x: 3, y: s) + Optional(s);",
    ];

    private const string Helpers = """
            [Parameter] public Vector<double> g = Vector<double>.Build.DenseOfArray([0.4, -0.6, 0.2]);
            [Data] public double[] c = [0.5, -1.5];
            [Parameter] public double t = 0.8;
            [Parameter] public Matrix<double> W = Matrix<double>.Build.DenseOfRowArrays([0.1, 0.2, -0.3], [0.7, -0.2, 0.5]);
            const int H = 3;
            [Data] public int count = 4;
            const double Limit = 0.25;
            double Half => t / 2;
            static (double, double) Pair(double p, double q) => (p * q, p + q);
            (double Total, double Last) Named(Vector<double> v) { double total = v.Sum(); return (total, v[v.Count - 1]); }
            Vector<double> Scale(Vector<double> v, int times) { if (times == 0) return v; Vector<double> result = v * times + g; return result; }
            static double Double(double y, int x) => x * y;
            static double Optional(double v, double by = 2.5) => v * by;

        """;

    private static readonly double[][] A = [[0.3, -1.2, 0.8], [1.1, 0.4, -0.5]];
    private static readonly double[][] B = [[0.9, 0.2, -0.7], [-0.4, 1.3, 0.6]];
    private static readonly double[] S = [0.7, -0.9];
    private static readonly int[] K = [2, 1];
    private static readonly bool[] F = [true, false];

    private static readonly Lazy<(object Model, BatchIr Ir)> Built = new(Build);

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Bodies.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void MeansWhatCSharpComputes(int row)
    {
        (object model, BatchIr ir) = Built.Value;
        var interpreter = new TensorInterpreter(ir)
        {
            Definitions =
            {
                ["DataCheck.RowLength(model.a, \"a\")"] = 3, ["DataCheck.RowLength(model.b, \"b\")"] = 3, ["model.g.Count"] = 3,
                ["model.W.RowCount"] = 2, ["model.W.ColumnCount"] = 3, ["model.count"] = 4, ["model.c.Length"] = 2,
            },
            Globals = { ["g"] = [0.4, -0.6, 0.2], ["t"] = [0.8], ["W"] = [0.1, 0.2, -0.3, 0.7, -0.2, 0.5], ["c"] = [0.5, -1.5] },
            Data = { ["a"] = A, ["b"] = B, ["s"] = Column(S), ["k"] = Column(K.Select(k => (double)k)), ["f"] = Column(F.Select(f => f ? 1.0 : 0)) },
        };
        MethodInfo method = model.GetType().GetMethod($"E{row}")!;
        TermIr term = ir.Likelihood.Single(t => ir.Sources[t.Statement - 1].Text.Contains($"E{row}(", StringComparison.Ordinal));
        for (int n = 0; n < 2; n++)
        {
            double expected = (double)method.Invoke(model, [Vector<double>.Build.Dense(A[n]), Vector<double>.Build.Dense(B[n]), S[n], K[n], F[n]])!;
            Assert.Equal(expected, interpreter.Scalar(term.Node, n), 1e-12 * Math.Max(1, Math.Abs(expected)));
        }
    }

    private static double[][] Column(IEnumerable<double> values) => [.. values.Select(v => new[] { v })];

    private static (object Model, BatchIr Ir) Build()
    {
        string methods = string.Concat(Bodies.Select((body, i) => $"    public double E{i}(Vector<double> a, Vector<double> b, double s, int k, bool f) {body}\n"));
        string source = BatchSources.Usings + $$"""
            [Model]
            public partial class M
            {
                [Data] public Vector<double>[] a = [];
                [Data] public Vector<double>[] b = [];
                [Data] public double[] s = [];
                [Data] public int[] k = [];
                [Data] public bool[] f = [];
            {{Helpers}}
            {{methods}}
                void Generate()
                {
                    foreach (int n in Minibatch(a.Length))
                    {
            {{string.Concat(Bodies.Select((_, i) => $"            Factor(E{i}(a[n], b[n], s[n], k[n], f[n]));\n"))}}
                    }
                }
            }
            """;
        BatchIr ir = BatchRead.Compiled(source);
        return (LoadedModels.Load(ModelCompilation.Create(source)).Create("M"), ir);
    }
}

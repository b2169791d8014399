using MathNet.Numerics.LinearAlgebra;
using Xunit;
using static ProbDsl.Functions;

namespace ProbDsl.Tests;

public sealed class VectorFunctionTests
{
    private static readonly double[] s_reals = [-800, -3, -0.5, 0, 1e-9, 0.7, 4, 800];
    private static readonly double[] s_positive = [1e-9, 0.3, 1, 7];

    private delegate Vector<double> OverVectors(Vector<double> vector);

    private delegate Matrix<double> OverMatrices(Matrix<double> matrix);

    private static readonly Dictionary<string, (OverVectors Vectors, OverMatrices Matrices, Func<double, double> Expected)> s_functions = new()
    {
        [nameof(Exp)] = (Exp, Exp, Math.Exp),
        [nameof(Log)] = (Log, Log, Math.Log),
        [nameof(Sqrt)] = (Sqrt, Sqrt, Math.Sqrt),
        [nameof(Square)] = (Square, Square, x => x * x),
        [nameof(Tanh)] = (Tanh, Tanh, Math.Tanh),
        ["Logistic"] = (Functions.Logistic, Functions.Logistic, x => 1 / (1 + Math.Exp(-x))),
        [nameof(Softplus)] = (Softplus, Softplus, x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)))),
        [nameof(Relu)] = (Relu, Relu, x => x > 0 ? x : 0),
        [nameof(LeakyRelu)] = (LeakyRelu, LeakyRelu, x => x > 0 ? x : x / 100),
        ["LeakyReluOfSlope"] = (v => LeakyRelu(v, 0.3), m => LeakyRelu(m, 0.3), x => x > 0 ? x : 0.3 * x),
        [nameof(Elu)] = (Elu, Elu, x => x > 0 ? x : Expm1(x)),
        [nameof(Gelu)] = (Gelu, Gelu, x => 0.5 * x * Erfc(-x / Math.Sqrt(2))),
        [nameof(Silu)] = (Silu, Silu, x => x / (1 + Math.Exp(-x))),
    };

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Functions_of_vectors_and_matrices_are_those_of_their_elements(string name)
    {
        (OverVectors vectors, OverMatrices matrices, Func<double, double> expected) = s_functions[name];
        double[] points = name is nameof(Log) or nameof(Sqrt) ? s_positive : s_reals;
        Vector<double> argument = Vector<double>.Build.Dense(points), result = vectors(argument);
        Assert.Equal(points, argument);
        Matrix<double> table = matrices(Matrix<double>.Build.Dense(2, points.Length / 2, points));
        for (int k = 0; k < points.Length; k++)
        {
            double value = expected(points[k]);
            Assert.True(value == result[k] || Math.Abs(value - result[k]) <= 2e-14 * Math.Abs(value), $"{name}({points[k]:R}) is {result[k]:R}, not {value:R}");
            Assert.Equal(result[k], table[k % 2, k / 2]);
        }
        Assert.Throws<ArgumentNullException>(() => vectors(null!));
    }

    [Fact]
    public void Softmax_and_its_logarithm()
    {
        Vector<double> v = Vector<double>.Build.Dense([1000, 1001, 998]), p = Softmax(v), logs = LogSoftmax(v);
        double total = 1 + Math.E + Math.Exp(-2);
        double[] expected = [1 / total, Math.E / total, Math.Exp(-2) / total];
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(expected[k], p[k], 1e-14);
            Assert.Equal(Math.Log(expected[k]), logs[k], 1e-12);
        }
        Assert.Equal(1000 + Math.Log(total), LogSumExp(v), 1e-12);
        Matrix<double> rows = Matrix<double>.Build.DenseOfRowVectors(v, v + 5);
        for (int i = 0; i < 2; i++)
        {
            Assert.True((Softmax(rows).Row(i) - p).L2Norm() < 1e-14);
            Assert.True((LogSoftmax(rows).Row(i) - logs).L2Norm() < 1e-12);
        }
    }

    [Fact]
    public void Vectors_are_joined_and_taken_apart()
    {
        Vector<double> v = Concat(Vector<double>.Build.Dense([1, 2]), Vector<double>.Build.Dense([3]), Vector<double>.Build.Dense([4, 5, 6]));
        Assert.Equal([1, 2, 3, 4, 5, 6], v);
        (Vector<double> first, Vector<double> second) = v.Halves();
        Assert.Equal([1, 2, 3], first);
        Assert.Equal([4, 5, 6], second);
        Vector<double>[] parts = v.Parts(3);
        Assert.Equal(3, parts.Length);
        Assert.Equal([3, 4], parts[1]);
    }

    [Fact]
    public void Unequal_parts_are_refused_with_their_sizes()
    {
        Vector<double> v = Vector<double>.Build.Dense(5);
        Assert.Contains("even number of elements; the vector has 5", Assert.Throws<ArgumentException>(() => v.Halves()).Message, StringComparison.Ordinal);
        Assert.Contains("multiple of 2 elements; the vector has 5", Assert.Throws<ArgumentException>(() => v.Parts(2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => v.Parts(0));
    }
}

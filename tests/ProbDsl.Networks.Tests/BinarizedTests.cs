using ProbDsl.Networks.Tests.Sized;
using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>Grey values are probabilities of one, drawn anew with each key.</summary>
public class BinarizedTests
{
    private const int Count = 4000;

    [Fact]
    public void Numbers()
    {
        CompiledBound<double> bound = new Coins { Y = [0.5, 0.3] }.CreateBound();
        double ifOne = 2 - Math.Log(1 + Math.Exp(2)), ifZero = -Math.Log(1 + Math.Exp(2));
        double[] values = [.. Enumerable.Range(0, Count).Select(key => bound.Step([1], new BoundRequest { Key = (ulong)key, Gradient = false }).Bound)];
        Assert.All(values, v => Assert.True(Math.Abs(v - ifOne) < 1e-12 || Math.Abs(v - ifZero) < 1e-12, $"{v}"));
        Assert.Equal(0.3, values.Average(v => v > -1 ? 1.0 : 0), 5 * Math.Sqrt(0.21 / Count));
        Assert.Equal(values[7], bound.Step([1], new BoundRequest { Key = 7, Gradient = false }).Bound);
    }

    [Fact]
    public void Vectors()
    {
        CompiledBound<double> bound = new CoinImages { X = [Vector<double>.Build.DenseOfArray([0.3, 0.8])] }.CreateBound();
        double[] values = [.. Enumerable.Range(0, Count).Select(key => bound.Step([0], new BoundRequest { Key = (ulong)key, Gradient = false }).Bound)];
        double expected = (0.3 * 2) - (0.8 * 1) - Math.Log(1 + Math.Exp(2)) - Math.Log(1 + Math.Exp(-1));
        Assert.Equal(4, values.Select(v => Math.Round(v, 9)).Distinct().Count());
        Assert.Equal(expected, values.Average(), 5 * Math.Sqrt(((4 * 0.21) + 0.16) / Count));
    }
}

using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>What models with networks refuse of their data by its size: integers beyond the ends of int, where C# wraps around, and directions whose length is not one.</summary>
public sealed class BatchRangeTests
{
    private static readonly string[] Sums =
    [
        "K[n] + J[n]", "K[n] - J[n]", "K[n] * J[n]", "-K[n]", "K[n] + 1", "2 * K[n] / 3", "Twice(K[n])", "K[n] * J[n] % 7", "(K[n] > 5 ? K[n] : 1) * J[n]", "T[n][0] + T[n][1]", "K[n] + J[n] > 0 ? 1 : 2",
    ];

    private static readonly LoadedModels Models = LoadedModels.Of($$"""
        #nullable disable
        using System;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using ProbDsl.Networks;
        using ProbDsl.Runtime;
        using static ProbDsl.Distributions;
        {{string.Join('\n', Sums.Select((sum, i) => $$"""
            [Model] public partial class Sum{{i}}
            {
                [Parameter] double a = 0.5; [Observed] public double[] Y = [0.1, 0.2]; [Data] public int[] K = [1, 3]; [Data] public int[] J = [2, 5]; [Data] public int[][] T = [[1, 2], [3, 4]];
                static int Twice(int k) { int s = k; s += k; return s; }
                void Generate() { foreach (int n in Minibatch(Y.Length)) { Y[n] = ~Normal(a, 1); Factor(a * ({{sum}})); } }
            }
            """))}}
        [Model] public partial class Conditional
        {
            [Parameter] double a = 0.5; [Observed] public double[] Y = [0.1, 0.2]; [Data] public int[] K = [1, 3]; [Data] public int[] J = [2, 5];
            void Generate() { foreach (int n in Minibatch(Y.Length)) { Y[n] = ~Normal(a, 1); if (K[n] < 100) Factor(a * (K[n] * J[n])); } }
        }
        [Model] public partial class Outcome
        {
            [Parameter] double a = 1; [Observed] public Vector<double>[] Y = [Vector<double>.Build.Dense([1.0, 0.0]), Vector<double>.Build.Dense([0.6, 0.8])];
            void Generate() { foreach (int n in Minibatch(Y.Length)) { Y[n] = ~UniformOnSphere(2); Factor(a); } }
        }
        [Model] public partial class Direction
        {
            [Parameter] double a = 1; [Data] public Vector<double>[] Y = [Vector<double>.Build.Dense([1.0, 0.0]), Vector<double>.Build.Dense([0.6, 0.8])];
            [Observed] public Vector<double>[] Z = [Vector<double>.Build.Dense([1.0, 0.0]), Vector<double>.Build.Dense([0.6, 0.8])];
            void Generate() { foreach (int n in Minibatch(Z.Length)) Z[n] = ~VonMisesFisher(Y[n], Math.Exp(a)); }
        }
        [Model] public partial class Learned
        {
            [Parameter] public Vector<double> m = Vector<double>.Build.Dense([0.6, 0.8]); [Observed] public Vector<double>[] Z = [Vector<double>.Build.Dense([1.0, 0.0]), Vector<double>.Build.Dense([0.6, 0.8])];
            public double Hand() => 0.5 * (VonMisesFisher(m, 3).LogDensity(Z[0].ToArray()) + VonMisesFisher(m, 3).LogDensity(Z[1].ToArray()));
            void Generate() { foreach (int n in Minibatch(Z.Length)) Z[n] = ~VonMisesFisher(m, 3); }
        }
        [Model] public partial class Observation
        {
            [Parameter] public Vector<double> m = Vector<double>.Build.Dense([0.6, 0.8]); [Observed] public double[] Z = [0.0];
            void Generate() { foreach (int n in Minibatch(Z.Length)) { Z[n] = ~Normal(0, 1); Observe(m, UniformOnSphere(2)); } }
        }
        """, "PDSL042");

    private static Exception? Thrown(string type, params (string Field, object Value)[] fields) => Record.Exception(() => Bound(type, fields))?.InnerException;

    private static double Bound(string type, params (string Field, object Value)[] fields)
    {
        object model = Models.Create(type);
        foreach ((string field, object value) in fields)
            model.GetType().GetField(field)!.SetValue(model, value);
        var bound = (CompiledBound<double>)model.GetType().GetMethod("CreateBound")!.Invoke(model, [null])!;
        return bound.Step([.. Enumerable.Range(0, bound.DataCount)], new BoundRequest { Gradient = false }).Bound;
    }

    public static TheoryData<string> Rows => [.. Sums];

    [Theory, MemberData(nameof(Rows))]
    public void IntegersThatWouldWrapAreRefused(string sum)
    {
        int row = Array.IndexOf(Sums, sum);
        Assert.True(double.IsFinite(Bound("Sum" + row)));
        (string, object)[] large = sum.StartsWith('-') || sum.Contains(" - ", StringComparison.Ordinal)
            ? [("K", new[] { 1, int.MinValue }), ("J", new[] { 2, 5 })]
            : [("K", new[] { 1, int.MaxValue }), ("J", new[] { 2, int.MaxValue }), ("T", new int[][] { [1, 2], [int.MaxValue, 1] })];
        string message = Assert.IsType<ArgumentException>(Thrown("Sum" + row, large)).Message;
        Assert.Contains("for datum 1 is ", message, StringComparison.Ordinal);
        Assert.Contains("wraps around", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotReachedDoesNotWrap() => Assert.True(double.IsFinite(Bound("Conditional", ("K", new[] { 1, int.MaxValue }))));

    [Theory]
    [InlineData("Outcome", "the squared length of Y for datum 1 is 0.72, but the distribution of 'Y' needs a vector of length one")]
    [InlineData("Direction", "the squared length of Y[n] for datum 1 is 0.72, but 'meanDirection' of VonMisesFisher must be a vector of length one")]
    public void DirectionsHaveLengthOne(string type, string words)
    {
        Assert.True(double.IsFinite(Bound(type)));
        Vector<double>[] rows = [Vector<double>.Build.Dense([0.0, -1.0]), Vector<double>.Build.Dense([0.6, 0.6])];
        Assert.Contains(words, Assert.IsType<ArgumentException>(Thrown(type, ("Y", rows))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALearnedDirectionHasLengthOne()
    {
        object model = Models.Create("Learned");
        Assert.Equal((double)model.GetType().GetMethod("Hand")!.Invoke(model, null)!, Bound("Learned"), 1e-12);
        Assert.True(double.IsNaN(Bound("Learned", ("m", Vector<double>.Build.Dense([0.6, 0.6])))));
        Assert.True(double.IsNegativeInfinity(Bound("Observation", ("m", Vector<double>.Build.Dense([0.6, 0.6])))));
        Assert.True(double.IsFinite(Bound("Observation")));
    }
}

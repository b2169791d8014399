using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>What models with networks refuse of their data, when the bound is made: indices, parts and sizes that do not exist, outcomes that are not drawn once, missing numbers that are read.</summary>
public sealed class BatchDataTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using System;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using ProbDsl.Networks;
        using ProbDsl.Runtime;
        using static ProbDsl.Distributions;
        [Model]
        public partial class M
        {
            [Data] public int[] K { get; set; } = [0, 1, 2, 2];
            [Data] public int[] J { get; set; } = [0, 1, 2, 2];
            [Data] public int[] Region { get; set; } = [0, 1, 2, 2];
            [Data] public int[] Class { get; set; } = [0, 1, 2, 2];
            [Data] public bool[] Has { get; set; } = [true, true, true, false];
            [Data] public bool[] Else { get; set; } = [false, false, false, true];
            [Data] public int G { get; set; } = 1;
            [Data] public int Start { get; set; } = 1;
            [Data] public int Take { get; set; } = 2;
            [Data] public int Size { get; set; } = 2;
            [Data] public Vector<double>[] V { get; set; } = Rows(3);
            [Data] public int[][] T { get; set; } = [[0, 1], [1, 0], [0, 0], [1, 1]];
            [Observed] public double[] X { get; set; } = [0.3, 1, 2.7, 0.4];
            [Observed] public double[] Y { get; set; } = [0.3, 1, 2.7, 0.4];
            [Observed(Partly = true)] public double[] Z { get; set; } = [0.3, double.NaN, 2.7, 0.4];
            [Observed(Partly = true)] public double[] Read { get; set; } = [0.3, 1, 2.7, 0.4];
            [Observed] public double Whole { get; set; } = 1;
            [Parameter] double a = 0.7;
            [Parameter] Vector<double> v = Vector<double>.Build.Dense([0.6, 0.1, -0.8]);
            [Network] readonly Embedding regions = new(3, 2);
            public static Vector<double>[] Rows(int size) => [.. System.Linq.Enumerable.Range(0, 4).Select(_ => Vector<double>.Build.Dense(size, 0.5))];
            double Get(Vector<double> from, int i) => from[i];
            void Generate()
            {
                Whole = ~Gamma(2, 1);
                foreach (int n in Minibatch(X.Length))
                {
                    X[n] = ~Normal(a * V[n][K[n] - 0] + v[G], 1);
                    if (Has[n]) Y[n] = ~Normal(a, 1);
                    if (Else[n]) Y[n] = ~Normal(Get(V[n], J[n]), 1);
                    Factor(V[n].SubVector(Start, Take).Sum() + V[n].SubVector(1, 2).Sum());
                    Factor(Vector<double>.Build.Dense(Size, a).Sum() + regions.Forward(Region[n])[1] + v[T[n][K[n] > 5 ? 3 : 1]]);
                    Observe(Class[n], CategoricalLogits(v));
                    Z[n] = ~Normal(a, 1);
                    Read[n] = ~Normal(a, 1);
                    Factor(Read[n]);
                }
            }
        }
        """);

    private static readonly double NaN = double.NaN;

    /// <summary>A member, a value for it, and what the message must say.</summary>
    public static TheoryData<string, object, string[]> Refused => new()
    {
        { "K", new[] { 0, 1, 3, 2 }, ["V[n][3] ('V[n][K[n] - 0]') does not exist for datum 2", "3 elements, 0 to 2", "'X[n] = ~Normal(a * V[n][K[n] - 0] + v[G], 1);'"] },
        { "K", new[] { 0, -1, 2, 2 }, ["V[n][-1]", "datum 1"] },
        { "J", new[] { 0, 1, 2, 3 }, ["from[3] ('from[i]')", "datum 3", "'Y[n] = ~Normal(Get(V[n], J[n]), 1);'"] },
        { "G", 3, ["v[3] ('v[G]') does not exist", "'v' has 3 elements"] },
        { "G", -1, ["v[-1]"] },
        { "T", new int[][] { [0, 1], [1, 0], [0, 3], [1, 1] }, ["v[3] ('v[T[n][K[n] > 5 ? 3 : 1]]')", "datum 2"] },
        { "Region", new[] { 0, 1, 2, 3 }, ["regions[3] ('regions[Region[n]]') does not exist for datum 3", "3 elements"] },
        { "Class", new[] { 0, 1, 2, 3 }, ["categories[3] ('categories[Class[n]]') does not exist for datum 3", "'Observe(Class[n], CategoricalLogits(v));'"] },
        { "Start", 2, ["'V[n].SubVector(Start, Take)' takes 2 element(s) from 2 on, but the vector has 3", "'Factor(V[n]."] },
        { "Start", -1, ["from -1 on"] },
        { "Take", 0, ["takes 0 element(s)"] },
        { "Take", 3, ["takes 3 element(s) from 1 on"] },
        { "Size", -1, ["is -1", "no negative size"] },
        { "Has", new[] { true, false, true, false }, ["Y[1] is never drawn", "[Observed(Partly = true)]"] },
        { "Else", new[] { false, false, true, true }, ["Y[2] is drawn twice", "'Y[n] = ~Normal(Get(V[n], J[n]), 1);'"] },
        { "X", new[] { 0.3, NaN, 1, 2 }, ["X[1] is NaN"] },
        { "Z", new[] { 0.3, double.PositiveInfinity, 1, 2 }, ["Z[1] is ∞"] },
        { "Read", new[] { 0.3, 1, 2, NaN }, ["Read[3] is missing (NaN)", "reads it beside its draw"] },
        { "Whole", -1.0, ["Whole is -1", "positive"] },
        { "Whole", NaN, ["Whole is NaN"] },
    };

    [Theory, MemberData(nameof(Refused))]
    public void DataThatDoNotFitAreRefusedWithTheirStatement(string member, object value, string[] parts)
    {
        object model = Models.Create("M");
        Make(model);
        model.GetType().GetProperty(member)!.SetValue(model, value);
        ArgumentException fault = Assert.ThrowsAny<ArgumentException>(() => Make(model));
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void VectorsOfOtherSizesAreRefused()
    {
        object model = Models.Create("M");
        model.GetType().GetProperty("V")!.SetValue(model, Enumerable.Range(0, 4).Select(_ => MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(2)).ToArray());
        model.GetType().GetProperty("Take")!.SetValue(model, 1);
        Assert.Contains("'V[n].SubVector(1, 2)' takes 2 element(s) from 1 on, but the vector has 2", Assert.ThrowsAny<ArgumentException>(() => Make(model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    public void ABatchOfDataThatDoNotExistIsRefused(int datum)
    {
        CompiledBound<double> bound = Make(Models.Create("M"));
        Assert.Contains($"no datum {datum}", Assert.ThrowsAny<ArgumentException>(() => bound.Step([0, datum], new BoundRequest())).Message, StringComparison.Ordinal);
    }

    private static CompiledBound<double> Make(object model)
    {
        try
        {
            return (CompiledBound<double>)model.GetType().GetMethod("CreateBound")!.Invoke(model, [null])!;
        }
        catch (System.Reflection.TargetInvocationException fault)
        {
            throw fault.InnerException!;
        }
    }
}

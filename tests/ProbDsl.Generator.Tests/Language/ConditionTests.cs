using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Data that cannot be conditioned on are refused with the member, the index and the value.</summary>
public sealed class ConditionTests
{
    /// <summary>A member, a value for it, and what the message must name.</summary>
    public static TheoryData<string, object?, string[]> Rows => new()
    {
        { "Y", new double[] { 1, double.NaN, 2 }, ["Y", "[1]", "NaN"] },
        { "Y", null, ["Y"] },
        { "Y", new double[] { 1, 2 }, ["Y"] },
        { "X", new double[] { double.NaN, 1, 2 }, ["X", "[0]", "NaN"] },
        { "Count", new int[] { 1, 2, -3 }, ["Count", "[2]", "-3"] },
        { "Share", new double[] { 0.5, 1.5, 0.2 }, ["Share", "[1]", "1.5"] },
        { "Wins", new int[] { 0, 1, 9 }, ["Wins", "[2]", "9"] },
        { "Group", new int[] { 0, 5, 1 }, ["a", "5", "3"] },
        { "Group", new int[] { 0, -1, 1 }, ["a", "-1"] },
        { "Wait", new double[] { 1, -0.5, 2 }, ["Wait", "[1]", "-0.5"] },
        { "Jag", new double[][] { [1], [double.NaN], [2] }, ["Jag", "[1][0]"] },
        { "Flag", 2, ["Flag", "2"] },
    };

    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using ProbDsl;
        using static ProbDsl.Distributions;
        [Model]
        public partial class M
        {
            [Data] public double[] X { get; set; } = [1, 2, 3];
            [Data] public int[] Group { get; set; } = [0, 2, 1];
            [Observed] public double[] Y { get; set; } = [1, 2, 3];
            [Observed] public int[] Count { get; set; } = [0, 2, 1];
            [Observed] public double[] Share { get; set; } = [0.5, 0.2, 0.1];
            [Observed] public int[] Wins { get; set; } = [0, 2, 1];
            [Observed] public double[] Wait { get; set; } = [0.4, 2, 1];
            [Observed] public double[][] Jag { get; set; } = [[1], [2], [3]];
            [Observed] public int Flag { get; set; } = 1;
            [Latent(3)] double[] a;
            [Latent(Lower = 0)] double s;
            void Generate()
            {
                s = ~Exponential(1);
                a = ~Normal(0, s).Iid(3);
                for (int n = 0; n < X.Length; n++)
                {
                    Y[n] = ~Normal(a[Group[n]] + X[n], s);
                    Count[n] = ~Poisson(s);
                    Share[n] = ~Beta(s, 2);
                    Wins[n] = ~Binomial(3, 0.3);
                    Wait[n] = ~Exponential(s);
                    Jag[n][0] = ~Normal(0, s);
                }
                Flag = ~Bernoulli(0.5);
            }
        }
        """);

    [Theory]
    [MemberData(nameof(Rows))]
    public void BadDataAreNamed(string member, object? value, string[] says)
    {
        object model = Models.Create("M");
        model.GetType().GetProperty(member)!.SetValue(model, value);
        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => model.GetType().GetMethod("Condition")!.Invoke(model, null));
        Exception inner = thrown.InnerException!;
        Assert.True(inner is ArgumentException, inner.ToString());
        Assert.All(says, part => Assert.Contains(part, inner.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void GoodDataAreAccepted() => DensityChecks.CheckAll(LoadedModels.Condition(Models.Create("M")));

    [Fact]
    public void ChangingDataAfterwardsChangesNothing()
    {
        object model = Models.Create("M");
        ILogDensity density = LoadedModels.Condition(model);
        double[] position = new double[density.Dimension];
        double before = density.LogDensity(position);
        ((double[])model.GetType().GetProperty("Y")!.GetValue(model)!)[0] = 100;
        Assert.Equal(before, density.LogDensity(position));
    }

    [Fact]
    public void AForkIsIndependentAndAgrees()
    {
        ILogDensity density = LoadedModels.Condition(Models.Create("M"));
        ILogDensity fork = density.Fork();
        Assert.NotSame(density, fork);
        double[][] positions = [.. DensityChecks.Positions(density, 16)];
        double[] expected = [.. positions.Select(p => density.LogDensity(p))];
        double[] actual = new double[positions.Length];
        Parallel.Invoke(
            () =>
            {
                for (int i = 0; i < 2000; i++)
                    density.LogDensity(positions[i % 16]);
            },
            () =>
            {
                for (int i = 0; i < 2000; i++)
                    actual[i % 16] = fork.LogDensity(positions[i % 16]);
            });
        Assert.Equal(expected, actual);
    }
}

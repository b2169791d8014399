using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Elements of a latent are read after they are drawn, whatever data say which: otherwise running the model would use old values.</summary>
public sealed class ReadOrderTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        [Model]
        public partial class Tree
        {
            [Data] public int[] Parent { get; set; } = [-1, 0, 0, 1];
            [Observed] public double[] Y { get; set; } = [1, 2, 3, 4];
            [Latent(4)] double[] x = new double[4];
            void Generate()
            {
                for (int t = 0; t < 4; t++)
                {
                    double above = Parent[t] < 0 ? 0 : x[Parent[t]];
                    x[t] = ~Normal(above, 1);
                    Y[t] = ~Normal(x[t], 1);
                }
            }
        }
        [Model]
        public partial class Rows
        {
            [Data] public int[] Parent { get; set; } = [-1, 0, 0, 1];
            [Observed] public double[] Y { get; set; } = [1, 2, 3, 4];
            [Latent(4, 2)] Matrix<double> x = Matrix<double>.Build.Dense(4, 2);
            void Generate()
            {
                for (int t = 0; t < 4; t++)
                {
                    double above = Parent[t] < 0 ? 0 : x.Row(Parent[t]).Sum();
                    for (int k = 0; k < 2; k++)
                        x[t, k] = ~Normal(above + (k > 0 ? x[t, k - 1] : 0), 1);
                    Y[t] = ~Normal(x[t, 0], 1);
                }
            }
        }
        """);

    public static TheoryData<string, int[], string> Early => new()
    {
        { "Tree", [-1, 2, 0, 1], "x[2]" },
        { "Tree", [-1, 0, 2, 1], "x[2]" },
        { "Rows", [-1, 0, 3, 1], "x[3, 0]" },
    };

    [Theory]
    [MemberData(nameof(Early))]
    public void ElementsReadBeforeTheirDrawAreNamed(string model, int[] parents, string element)
    {
        object created = Models.Create(model);
        Assert.True(double.IsFinite(LoadedModels.Condition(created).LogDensity(new double[model == "Tree" ? 4 : 8])));
        created.GetType().GetProperty("Parent")!.SetValue(created, parents);
        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => created.GetType().GetMethod("Condition")!.Invoke(created, null));
        Assert.Contains(element + " is read before it is drawn", Assert.IsType<ArgumentException>(thrown.InnerException).Message, StringComparison.Ordinal);
        Assert.Contains("'double above = ", thrown.InnerException!.Message, StringComparison.Ordinal);
    }
}

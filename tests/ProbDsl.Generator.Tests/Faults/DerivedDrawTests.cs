using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>What is drawn for a derived member may be used for others, and its parameters are no concern of the density.</summary>
public sealed class DerivedDrawTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        using System; using ProbDsl; using ProbDsl.Inference; using static ProbDsl.Distributions;
        [Model] public partial class M
        {
            [Observed] double[] Y = [1, 2]; double[]? Other; [Latent] double b;
            [Derived] double yNew; [Derived] double twice; [Derived] int count; [Derived] double fromCount; [Derived] bool large; [Derived] double[] rep = new double[2]; [Derived] double[] next = new double[2];
            void Generate()
            {
                b = ~Normal(0, 1);
                for (int i = 0; i < 2; i++) Y[i] = ~Normal(b + (Other != null ? Other[i] : 0) + (null == Other ? 0.5 : 0), 1);
                yNew = ~Normal(b, 1);
                twice = yNew * 2;
                large = yNew > 1;
                count = ~Poisson(3);
                fromCount = count + Y[count % 2];
                for (int i = 0; i < 2; i++) rep[i] = ~Normal(b, 1);
                for (int i = 0; i < 2; i++) next[i] = ~Normal(1000, Math.Abs(rep[i]));
            }
            public static double Hand(double[] x) => Normal(0, 1).LogDensity(x[0]) + Normal(x[0] + 0.5, 1).LogDensity(1) + Normal(x[0] + 0.5, 1).LogDensity(2);
            public static double Error()
            {
                Posterior p = new M().Fit(new FitOptions { Seed = 1, Draws = 200 });
                double worst = 0;
                for (int k = 0; k < 200; k++)
                {
                    worst = Math.Max(worst, Math.Abs(p.Twice.Draws[k] - 2 * p.YNew.Draws[k]));
                    worst = Math.Max(worst, Math.Abs(p.Large.Draws[k] - (p.YNew.Draws[k] > 1 ? 1 : 0)));
                    worst = Math.Max(worst, Math.Abs(p.FromCount.Draws[k] - p.Count.Draws[k] - (p.Count.Draws[k] % 2 == 0 ? 1 : 2)));
                    worst = Math.Max(worst, Math.Abs(p.Next[0].Draws[k] - 1000) > 30 ? 1 : 0);
                }
                return p.Twice.StandardDeviation > 1 ? worst : double.NaN;
            }
        }
        """, "CS0414", "CS0649");

    [Fact]
    public void OthersAreComputedFromIt() => Assert.Equal(0, Models.Call<double>("M", "Error"), 1e-12);

    [Fact]
    public void TheDensityDoesNotKnowIt()
    {
        ILogDensity model = Models.Condition("M");
        Assert.Equal(Models.Call<double>("M", "Hand", new double[] { 0.3 }), model.LogDensity([0.3]), 1e-12);
    }
}

using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>A draw that is a larger count than its member holds is refused with the member and its statement.</summary>
public sealed class LargeCountTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using ProbDsl;
        using static ProbDsl.Distributions;
        [Model] public partial class Elements
        {
            [Observed] public int[] Y { get; set; } = [3, 2]; [Observed] public int Z { get; set; } = 1; [Observed] public int B { get; set; } = 1; [Latent] double a;
            void Generate() { a = ~Normal(30, 0.1); Z = ~Poisson(3); B = ~Bernoulli(0.5); foreach (int i in Plate(2)) Y[i] = ~PoissonLog(a); }
        }
        [Model] public partial class Vectors
        {
            [Observed] public int[] Y { get; set; } = [3, 2]; [Latent] double a;
            void Generate() { a = ~Normal(22, 0.1); Y = ~NegativeBinomial(System.Math.Exp(a) + 1e12, 0.5).Iid(2); }
        }
        [Model] public partial class Either
        {
            [Observed] public int Y { get; set; } = 3; [Observed] public int Z { get; set; } = 3; [Latent] double a;
            void Generate() { a = ~Normal(0, 0.1); Y = ~Poisson(System.Math.Exp(a)); Z = ~Poisson(System.Math.Exp(a + 30)); }
        }
        [Model] public partial class Helper
        {
            [Observed] public int Y { get; set; } = 3; [Latent] double a;
            static Poisson Many(double a) => Poisson(System.Math.Exp(a + 30));
            void Generate() { a = ~Normal(0, 0.1); Y = ~Many(a); }
        }
        [Model] public partial class Codes
        {
            [Observed] public int[] X { get; set; } = [1, 2]; [Latent] double[] z; [Parameter] double p = 30;
            void Generate() { foreach (int n in Minibatch(X.Length)) { z[n] = ~Normal(0, 1); X[n] = ~PoissonLog(z[n] + p); } }
            [Guide] void Guide() { foreach (int n in Minibatch(X.Length)) z[n] = ~Normal(0, 1); }
        }
        """, "PDSL045", "CS0649", "CS0169");

    [Theory]
    [InlineData("Elements", "Y cannot hold a draw, in 'Y[i] = ~PoissonLog(a);': A draw of PoissonLog(")]
    [InlineData("Vectors", "Y cannot hold a draw, in 'Y = ~NegativeBinomial(System.Math.Exp(a) + 1e12, 0.5).Iid(2);'")]
    [InlineData("Either", "Y or Z cannot hold a draw, in 'Y = ~Poisson(System.Math.Exp(a));' or 'Z = ~Poisson(System.Math.Exp(a + 30));'")]
    [InlineData("Helper", "Y cannot hold a draw, in 'Y = ~Many(a);': A draw of Poisson(")]
    public void SimulateNamesMemberAndStatement(string type, string words)
    {
        object model = Models.Create(type);
        Exception? thrown = Assert.Throws<TargetInvocationException>(() => model.GetType().GetMethod("Simulate")!.Invoke(model, [1UL])).InnerException;
        Assert.Contains(words, Assert.IsType<OverflowException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SampleNamesMemberAndStatement()
    {
        object model = Models.Create("Codes");
        Exception? thrown = Assert.Throws<TargetInvocationException>(() => model.GetType().GetMethod("Sample")!.Invoke(model, [2, 1UL])).InnerException;
        Assert.Contains("X cannot hold a draw, in 'X[n] = ~PoissonLog(z[n] + p);'", Assert.IsType<OverflowException>(thrown).Message, StringComparison.Ordinal);
    }
}

using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Names and class shapes that might clash with generated code.</summary>
public sealed class NamingTests
{
    private const string Usings = """
        using System;
        using System.Linq;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;

        """;

    /// <summary>Scalars under each of these names, arrays under the second half.</summary>
    private static readonly string[] Names =
    [
        "x", "d", "s", "g", "u", "lp", "S", "T", "P", "G", "position", "jacobian", "memory", "model", "names", "estimator", "row", "end", "lanes",
        "values", "constant", "site1", "body1", "masks", "gradient", "exp1", "t1", "sum1", "c1", "k", "i", "result", "value", "index0", "@class", "@in",
        "@event", "record", "var", "nint", "dynamic", "mu_1", "été", "_hidden", "p_mu", "x_mu", "d_mu", "Shared", "Kernel", "Rows", "Allocate", "withJacobian",
        "Lane1", "LaneMath", "DataCheck", "Unsafe", "Interval", "Sampling", "Rng", "Math", "System", "ProbDsl", "Posterior", "Estimator", "CopyForSimulation", "Scalar", "x_mu_3", "values_3", "µ", "x\u0302",
    ];

    public static TheoryData<string> Scalars => [.. Names];

    [Theory]
    [MemberData(nameof(Scalars))]
    public void MembersMayHaveAnyName(string name)
    {
        string source = $$"""
            {{Usings}}
            namespace Names;
            [Model]
            public partial class M
            {
                [Observed] double[] seen = [0.4, 1.2, -0.3];
                [Latent] double {{name}};
                [Latent(3)] double[] other{{name.TrimStart('@')}};
                [Derived] double twice;
                void Generate()
                {
                    {{name}} = ~Normal(0, 1);
                    other{{name.TrimStart('@')}} = ~Normal({{name}}, 1).Iid(3);
                    twice = 2 * {{name}};
                    for (int n = 0; n < seen.Length; n++)
                        seen[n] = ~Normal(other{{name.TrimStart('@')}}[n] * {{name}} + twice, 2);
                }
            }
            """;
        DensityChecks.CheckAll(LoadedModels.Of(source).Condition("Names.M"), positions: 1);
    }

    [Theory]
    [MemberData(nameof(Scalars))]
    public void ArraysDataAndLocalsMayHaveAnyName(string name)
    {
        string plain = name.TrimStart('@');
        string source = $$"""
            {{Usings}}
            namespace Names;
            [Model]
            public partial class M
            {
                [Data] double[] data{{plain}} = [0.4, 1.2, -0.3];
                [Data] int count{{plain}} = 3;
                [Latent(nameof(data{{plain}}))] double[] {{name}};
                [Latent] double scale;
                void Generate()
                {
                    scale = ~HalfNormal(1);
                    for (int q = 0; q < count{{plain}}; q++)
                        {{name}}[q] = ~Normal(0, scale);
                    Total({{name}});
                }
                void Total(double[] {{name}})
                {
                    double carried = 0;
                    for (int q = 0; q < {{name}}.Length; q++)
                        carried = 0.5 * carried + {{name}}[q] * data{{plain}}[q];
                    Factor(-carried * carried);
                }
            }
            """;
        DensityChecks.CheckAll(LoadedModels.Of(source).Condition("Names.M"), positions: 1);
    }

    private const string Plain = "[Latent] double a; void Generate() { a = ~Normal(0, 1); Factor(-a * a); }";

    public static TheoryData<string, string> Shapes => new()
    {
        { "M", "[Model] public partial class M { " + Plain + " }" },
        { "M", "[Model] internal sealed partial class M { " + Plain + " }" },
        { "M", "[Model] public partial class M { [Latent] public double A { get; private set; } public void Generate() { A = ~Normal(0, 1); Factor(-A * A); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; double Twice => 2 * a; private void Generate() => Add(); void Add() { a = ~Normal(0, 1); Factor(-Twice); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; public M() { a = 3; } void Generate() { a = ~Normal(0, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a, b; void Generate() { a = ~Normal(0, 1); b = ~Normal(a, 1); Factor(-b * b); } }" },
        { "M", "[Model] public partial class M { [Latent] double a = 2; [Latent(2)] double[] v = [1, 2]; void Generate() { a = ~Normal(0, 1); v = ~Normal(a, 1).Iid(2); Factor(v[0]); } }" },
        { "Estimator", "[Model] public partial class Estimator { " + Plain + " }" },
        { "Posterior", "[Model] public partial class Posterior { " + Plain + " }" },
        { "Normal", "[Model] public partial class Normal { [Latent] double a; void Generate() { a = ~Cauchy(0, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double mu, Mu; void Generate() { mu = ~Normal(0, 1); Mu = ~Normal(mu, 1); Factor(-Mu * Mu); } }" },
        { "M", "[Model] public partial class M { [Latent] double μ, µ; void Generate() { μ = ~Normal(0, 1); µ = ~Normal(μ, 1); Factor(-µ * µ); } }" },
        { "M", "[Model] public partial class M { [Latent(2)] double[] x; [Latent] double x_rows; void Generate() { x = ~Normal(0, 1).Iid(2); x_rows = ~Normal(x[0], 1); Factor(-x[1] * x_rows); } }" },
        { "event", "[Model] public partial class @event { " + Plain + " }" },
        { "Rng", "[Model] public partial class Rng { " + Plain + " }" },
        { "Case.M", "namespace Case { [Model] public partial class M { " + Plain + " } [Model] public partial class m { " + Plain + " } }" },
        { "Acme.ProbDsl.System.M", "namespace Acme.ProbDsl.System { [Model] public partial class M { [Data] double c = 2; [Latent] double a; void Generate() { a = ~Normal(global::System.Math.Log(c), 1); Factor(-a * a); } } }" },
        { "IOuter+M", "public partial interface IOuter { [Model] public partial class M { " + Plain + " } }" },
        { "Outer+M", "public partial record struct Outer { [Model] public partial class M { " + Plain + " } }" },
        { "Outer+M", "public partial record Outer { [Model] public partial class M { " + Plain + " } }" },
        { "My.M", "namespace My { class Rng { } class Lane1 { } class Sampling { } [Model] public partial class M { " + Plain + " } }" },
        { "My.M", "namespace My { static class Mine { public static double Normal(double x) => x; public static double Log(double x) => 2 * x; public static double Sum(double[] x) => x[0]; } [Model] public partial class M { [Data] double c = 3; [Latent] double a; void Generate() { a = ~global::ProbDsl.Distributions.Normal(Mine.Log(c), 1); Factor(-a * a); } } }" },
        { "M", "[Model] public partial class M { [Latent] double a; void Generate() => a = ~Normal(0, 1); }" },
        { "Deep.Er.M", "namespace Deep.Er; [Model] public partial class M { " + Plain + " }" },
        { "Deep.Outer+Inner+M", "namespace Deep { public partial class Outer { internal partial struct Inner { [Model] public partial class M { " + Plain + " } } } }" },
        { "M", "[Model] public partial class M { [Latent] double a; } "
            + "public partial class M { [Latent] double b; void Generate() { a = ~Normal(0, 1); b = ~Normal(a, 1); Factor(-b * b); } }" },
        { "M", "public abstract class Base { protected double Half(double v) => 0.5 * v; } "
            + "[Model] public partial class M : Base { [Latent] double a; void Generate() { a = ~Normal(0, 1); Factor(Half(a)); } }" },
        { "M", "public static class Maths { public const double Third = 1.0 / 3; } "
            + "[Model] public partial class M { [Latent] double a; void Generate() { a = ~Normal(Maths.Third, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; [Data] double Math = 3; void Generate() { a = ~Normal(Math, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; [Data] double System = 3; void Generate() { a = ~Normal(System, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; /* comment */ void Generate() { /* one */ a = ~Normal(0, 1); // two\n Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; void Generate() { a = ~new Normal(0, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; void Generate() { a = ~ProbDsl.Distributions.Normal(0, 1); Factor(-a * a); } }" },
        { "M", "[Model] public partial class M { [Latent] double a; void Generate() { this.a = ~Normal(0, 1); Factor(-this.a * a); } }" },
        { "M", "#nullable disable\n[Model] public partial class M { [Latent(2)] double[] a; void Generate() { a[0] = ~Normal(0, 1); a[1] = ~Normal(a[0], 1); Factor(a[1]); } }" },
        { "M", "[Model] public partial class M { [Observed] int y = 1; [Latent] double a; void Generate() { a = ~Normal(0, 1); y = ~BernoulliLogits(a); } }" },
        { "M", "[Model] public partial class M { [Observed] bool y = true; [Latent] double a; void Generate() { a = ~Normal(0, 1); y = ~BernoulliLogits(a) == 1; } }" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ClassesMayHaveManyShapes(string type, string source) =>
        DensityChecks.CheckAll(LoadedModels.Of(Usings + source, "PDSL049").Condition(type), positions: 1);
}

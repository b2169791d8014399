using System.Collections;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, double>;

namespace ProbDsl.Generator.Tests.Settings;

/// <summary>Classes as users declare them: their files, using directives, properties and the names around them. Rows give the density by hand.</summary>
public sealed class ClassFormTests
{
    private const string Usings = "using ProbDsl; using static ProbDsl.Distributions;\n";

    private const string Libraries = """
        namespace One { public static class Lib { public static double F(double v) => v + 1; } public sealed class Lane1; }
        namespace Other { public static class Lib { public static double F(double v) => v * 10; } public sealed class PlateTable; }
        namespace One.Ext { public static class E { public static double Twice(this double[] v) => 2 * v[0]; public static double All<T>(this T[] v, System.Func<T, double> f) => System.Linq.Enumerable.Sum(v, f); } }
        namespace Other.Ext { public static class E { public static double Twice(this double[] v) => 3 * v[0]; } }
        namespace Other.Ext { public static class Helpers { public static double Both(double x, double[] d) => x * d.Twice() + d.Within(); private static double Within(this double[] d) => d[1]; } }
        """;

    private const string Plain = "[Latent] double a; void Generate() { a = ~Normal(0, 1); Factor(-a * a); }";

    private static readonly Dictionary<string, (string[] Files, Func<Values, double> Expected)> Rows = new()
    {
        // What a base class calls and reads, the model overrides; what it calls as base, it does not.
        ["Overrides"] = ([
            Usings + """
            namespace Form;
            public abstract class Bent
            {
                public virtual double Scale => 1;
                public virtual double Bend(double v) => v;
                public virtual double Data(double v) => v + 1;
                public abstract double Shift(double v);
                public double All(double v) => 2 * Bend(v) * Scale + Shift(v) + Data(3);
            }
            [Model] public partial class M : Bent
            {
                [Latent] double a;
                public override double Scale => a;
                public override double Bend(double v) => v * v + base.Bend(v);
                public override double Data(double v) => v * a;
                public override double Shift(double v) => -v;
                void Generate() { a = ~Normal(0, 1); Factor(All(a + 1) + base.Scale); }
            }
            """], v => Density(v["a"], 0, 1) + 2 * (Math.Pow(v["a"] + 1, 2) + v["a"] + 1) * v["a"] - v["a"] - 1 + 3 * v["a"] + 1),
        // Generate() in a file with other aliases, and its file's using directives nested in the namespace.
        ["Aliases"] = ([
            Usings + "using Num = System.Single; using Lib = One.Lib;\nnamespace Form; [Model] public partial class M { [Data] double[] d = [1, 2]; [Latent] double a; static double Help(double v) => Lib.F(v) + (Num)1; double S => Lib.F(2); }",
            """
            global using System.Collections.Concurrent;
            using System;
            using ProbDsl;
            using Lib = Other.Lib;
            using Num = System.Double;
            using static ProbDsl.Distributions;
            namespace Form
            {
                using Vec = MathNet.Numerics.LinearAlgebra.Vector<double>;
                using System.Linq;
                public partial class M
                {
                    [Observed] double y = 1.5;
                    [Derived] double q;
                    void Generate()
                    {
                        Num s = Lib.F(d.Sum());
                        a = ~Normal(s, Lib.F(3));
                        Vec v = Vec.Build.Dense(2, 1.0);
                        q = Help(a) + v.Sum();
                        y = ~Normal(a + S + Help(0.5) + (double)(Num)2, 1);
                    }
                }
            }
            """], v => Density(v["a"], 30, 30) + Density(1.5, v["a"] + 3 + 2.5 + 2, 1)),
        // Each file knows another extension method of one name; a helper elsewhere knows one that the model's files do not.
        ["Extensions"] = ([
            Usings + "using One.Ext;\nnamespace Form; [Model] public partial class M { [Data] double[] d = [1, 2]; [Latent] double a; double H() => d.Twice() + d.All<double>(v => v); }",
            Usings + "using Other.Ext;\nnamespace Form; public partial class M { void Generate() { a = ~Normal(d.Twice(), 1); Factor(a * H() + Helpers.Both(a, d)); } }"],
            v => Density(v["a"], 3, 1) + (v["a"] * (2 + 3)) + (v["a"] * 3) + 2),
        // Types of the runtime's names come from using directives of one file alone.
        ["Imports"] = ([
            Usings + "using One;\nnamespace Form; [Model] public partial class M { [Data] double[] d = [1, 2]; [Latent(2)] double[] a; [Latent] double b; }",
            Usings + "using Other;\nnamespace Form; public partial class M { void Generate() { b = ~Normal(0, 1); a = ~Normal(b, 1).Iid(2); for (int i = 0; i < 2; i++) Factor(a[i] * b * d[i]); } }"],
            v => Density(v["b"], 0, 1) + Density(v["a[0]"], v["b"], 1) + Density(v["a[1]"], v["b"], 1) + (v["a[0]"] * v["b"]) + (2 * v["a[1]"] * v["b"])),
        ["StaticUsings"] = ([
            Usings + "using static System.Math; using static ProbDsl.Functions; namespace Form; [Model] public partial class M { [Data] double[] d = [1, 2]; [Latent(Lower = 0)] double a; void Generate() { a = ~HalfNormal(Max(1, 2)); Factor(Exp(a) + Log(Abs(a)) + Square(a) + Pow(a, 2) * Floor(d[1] + 0.5) + Log1p(a)); } }"],
            v => new HalfNormal(2).LogDensity(v["a"]) + Math.Exp(v["a"]) + Math.Log(v["a"]) + (3 * v["a"] * v["a"]) + Math.Log(1 + v["a"])),
        ["OwnNames"] = ([
            Usings + "namespace Form { class Lane1; class LaneMath; class Vector; class Matrix; class Position; class Model; class S; class T; class P; class G; class DataCheck; class RowBuilder; class MemoryLayout; class PlateTable; class Unsafe; class List; class Array; class Sampling; enum Interval; struct Rng; delegate void FitOptions(); interface ILane; class Nullable; class MathNet; class Functions; class Estimator; class Posterior; "
                + "[Model] public partial class M { [Data] double[] d = [1, 2]; [Latent(2, Lower = -1, Upper = 3)] double[] a; [Derived] double q; void Generate() { for (int i = 0; i < 2; i++) a[i] = ~Normal(d[i], 1); q = a[0]; Factor(System.Math.Tanh(q)); } } }"],
            v => Density(v["a[0]"], 1, 1) + Density(v["a[1]"], 2, 1) + Math.Tanh(v["a[0]"])),
        ["Spaces"] = ([
            Usings + "namespace Acme.ProbDsl.System { class Math; class Console; [Model] public partial class M { [Data] double[] d = [1, 2]; [Observed] int[] k = [1, 2]; [Latent] double a; [Derived] double q; void Generate() { a = ~Normal(d[0], 1); q = a; k = ~PoissonLog(a).Iid(2); } } }"],
            v => Density(v["a"], 1, 1) + new PoissonLog(v["a"]).LogDensity(1) + new PoissonLog(v["a"]).LogDensity(2)),
        ["SpaceAliases"] = ([
            Usings + "namespace Form { using System = global::One; using Lane1 = global::System.String; using DataCheck = global::System.Int32; using MathNet = global::MathNet.Numerics; [Model] public partial class M { [Data] double[] d = [4, 2]; [Latent] double a; void Generate() { a = ~Normal(global::System.Math.Sqrt(d[0]), 1); } } }"],
            v => Density(v["a"], 2, 1)),
        ["Letters"] = ([
            Usings + "namespace Form; [Model] public partial class M { [Latent] double μ, µ, field, value, extension, required, scoped, allows, nameof, global; void Generate() { μ = ~Normal(0, 1); µ = ~Normal(μ, 2); field = ~Normal(µ, 1); value = ~Normal(field, 1); extension = ~Normal(value, 1); required = ~Normal(extension, 1); scoped = ~Normal(required, 1); allows = ~Normal(scoped, 1); nameof = ~Normal(allows, 1); global = ~Normal(nameof, 1); } }"],
            v => Density(v["μ"], 0, 1) + Density(v["µ"], v["μ"], 2) + Density(v["field"], v["µ"], 1) + Density(v["value"], v["field"], 1) + Density(v["extension"], v["value"], 1)
                + Density(v["required"], v["extension"], 1) + Density(v["scoped"], v["required"], 1) + Density(v["allows"], v["scoped"], 1) + Density(v["nameof"], v["allows"], 1) + Density(v["global"], v["nameof"], 1)),
        ["FieldKeyword"] = ([
            Usings + "namespace Form; [Model] public partial class M { [Observed] public double[] Y { get => field ??= [1, 2]; set; } [Observed] public double[] Z { get; set => field = value ?? throw new System.ArgumentNullException(); } = [3.0]; "
                + "[Data] public double S { get => field > 0 ? field : 2; set; } double raw; [Latent] double A { get => raw; set => raw = value; } [Latent] double B { get => field; set => field = value; } void Generate() { A = ~Normal(0, S); B = ~Normal(A, 1); foreach (int i in Plate(Y.Length)) Y[i] = ~Normal(A, 1); Z[0] = ~Normal(B, 1); } }"],
            v => Density(v["A"], 0, 2) + Density(v["B"], v["A"], 1) + Density(1, v["A"], 1) + Density(2, v["A"], 1) + Density(3, v["B"], 1)),
        ["Partials"] = ([
            Usings + "namespace Form; [Model] public partial class M { [Observed] public partial double[] Y { get; set; } [Latent] double a; private partial double Half(double v); public partial M(); void Generate() { a = ~Normal(Half(3), 1); foreach (int i in Plate(Y.Length)) Y[i] = ~Normal(a, 1); } }",
            "namespace Form; public partial class M { public partial double[] Y { get => field; set => field = value; } private partial double Half(double v) => 0.5 * v; public partial M() { Y = [1.0]; } }"],
            v => Density(v["a"], 1.5, 1) + Density(1, v["a"], 1)),
        ["PrimaryConstructor"] = ([
            Usings + "namespace Form; [Model] public partial class M(double[] y, double scale) { public M() : this([1.0], 2) { } [Observed] double[] Y { get; set; } = y; [Data] double Scale { get; } = scale; [Latent] double a; void Generate() { a = ~Normal(0, Scale); foreach (int i in Plate(Y.Length)) Y[i] = ~Normal(a, 1); } }"],
            v => Density(v["a"], 0, 2) + Density(1, v["a"], 1)),
        ["Inherited"] = ([
            Usings + "namespace Form; public class Base { [Data] protected double S { get; set; } = 2; protected double[] held = [3]; protected virtual double F(double v) => v; } [Model] public partial class M : Base { [Latent] double a; void Generate() { a = ~Normal(0, S); Factor(F(a) * held[0]); } protected override double F(double v) => 3 * v; }"],
            v => Density(v["a"], 0, 2) + (9 * v["a"])),
        ["Contained"] = ([
            Usings + "public partial interface IForm { public partial record Rec(int K) { public readonly partial record struct S { [Model] internal sealed partial class M { " + Plain + " } } } }"], v => Density(v["a"], 0, 1) - (v["a"] * v["a"])),
        ["InStatic"] = ([
            Usings + "public static partial class Form { [Model] public partial class M { " + Plain + " } }"], v => Density(v["a"], 0, 1) - (v["a"] * v["a"])),
        ["FileLocal"] = ([
            Usings + "namespace Form; [Model] public partial class M { [Data] double[] d = [2]; [Latent] double a; void Generate() { a = ~Normal(H(), 1); Factor(G(a)); } double H() => Mine.Scale * Mine.First(d); double G(double v) => Mine.First(d) * v; } file static class Mine { public static double First(double[] v) => v[0]; public static double Scale => 2.5; }"],
            v => Density(v["a"], 5, 1) + (2 * v["a"])),
        ["Overflow"] = ([
            Usings + "namespace Form; [Model] public partial class M { [Data] int n = int.MaxValue; [Latent] double a; int Large(int k) => unchecked(k * 1000000); void Generate() { a = ~Normal(0, 1); int k = unchecked(n + n); unchecked { k++; k -= n; k = -(k + int.MinValue); } Factor(a * k + Large(3000) * 1e-9 + a * unchecked((byte)n)); } }"],
            v => Density(v["a"], 0, 1) + (v["a"] * unchecked(-((int.MaxValue + int.MaxValue) + 1 - int.MaxValue + int.MinValue))) + (unchecked(3000 * 1000000) * 1e-9) + (v["a"] * 255)),
    };

    public static TheoryData<string, bool> Forms
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string row in Rows.Keys)
            {
                data.Add(row, false);
                data.Add(row, true);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void DensityIsThatOfTheText(string row, bool checkedArithmetic)
    {
        (string[] files, Func<Values, double> expected) = Rows[row];
        CSharpCompilation compilation = ModelCompilation.Create([("Libraries.cs", Libraries), .. files.Select((text, i) => ($"File{i}.cs", text))]);
        LoadedModels loaded = LoadedModels.Load(GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithOverflowChecks(checkedArithmetic))).AssertClean("PDSL049", "CS8618", "CS9124").Output);
        object model = loaded.Create(row switch { "Spaces" => "Acme.ProbDsl.System.M", "Contained" => "IForm+Rec+S+M", "InStatic" => "Form+M", _ => "Form.M" });
        ILogDensity density = LoadedModels.Condition(model);
        foreach (double[] position in DensityChecks.Positions(density, 3))
            DensityChecks.Equal("log density", expected(DensityChecks.Constrained(density, position)), density.LogDensity(position, jacobian: false), 1e-11, 1);
        DensityChecks.CheckGradient(density, [.. DensityChecks.Positions(density, 1).Single()]);
        object? posterior = model.GetType().GetMethod("Fit")!.Invoke(model, [new FitOptions { Draws = 100, MaxIterations = 100 }]);
        object? copies = posterior!.GetType().GetMethod("Predict")!.Invoke(posterior, [2, 0UL]);
        Assert.Equal(2, ((ICollection)copies!).Count);
    }

    /// <summary>What is checked in the text throws where it overflows, whatever the project's setting.</summary>
    [Theory]
    [InlineData("checked(n + n)")]
    [InlineData("checked(n * 2)")]
    [InlineData("checked(-unchecked(n + 1))")]
    [InlineData("Large(3000)")]
    [InlineData("checked((byte)n)")]
    public void CheckedArithmeticThrows(string expression)
    {
        string source = Usings + "[Model] public partial class M { [Data] int n = int.MaxValue; [Data] double[] d = [1, 2]; [Latent] double a; int Large(int n) => checked(n * 1000000); void Generate() { a = ~Normal(0, 1); Factor(a * n * " + expression + "); } }";
        LoadedModels loaded = LoadedModels.Of(source);
        Assert.Contains(nameof(OverflowException), Assert.ThrowsAny<Exception>(() => loaded.Condition("M")).Message, StringComparison.Ordinal);
    }

    /// <summary>Methods that draw are part of Generate(): predictions and derived quantities take their unknowns from the posterior, too.</summary>
    [Fact]
    public void DrawsInHelpersAreThePosteriors()
    {
        LoadedModels loaded = LoadedModels.Load(GeneratorRun.Of(ModelCompilation.Create(
            ("A.cs", Usings + """
                namespace Helpers;
                [Model] public partial class M
                {
                    [Observed] public double[] Y { get; set; } = [100, 101, 99, 100, 100.5];
                    [Latent] double a;
                    [Latent(5)] double[] b;
                    [Derived] double q;
                    void Generate()
                    {
                        Prior(1000);
                        foreach (int i in Plate(Y.Length))
                            this.Outcome<int>(i, Scale());
                        q = Second();
                    }
                    void Prior(double scale) { a = ~Normal(0, scale); Prior(); }
                    double Scale() => 1;
                }
                """),
            ("B.cs", Usings + """
                using N = System.Double;
                namespace Helpers
                {
                    public partial class M
                    {
                        void Prior() { for (int i = 0; i < 5; i++) b[i] = ~Normal(a, (N)0.01); }
                        N Second() => a + 1;
                        void Outcome<T>(int i, N scale) where T : struct => Y[i] = ~Normal(b[i], scale);
                    }
                }
                """))).AssertClean().Output);
        dynamic posterior = ((dynamic)loaded.Create("Helpers.M")).Fit(new FitOptions { Draws = 500 });
        Assert.InRange((double)posterior.A.Mean, 98, 102);
        Assert.InRange((double)posterior.Q.Mean, 99, 103);
        foreach (dynamic copy in posterior.Predict(50))
            Assert.All((double[])copy.Y, y => Assert.InRange(y, 90, 110));
    }

    private static double Density(double y, double mean, double scale) => new Normal(mean, scale).LogDensity(y);
}

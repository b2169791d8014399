using System.Globalization;
using ProbDsl.Generator.Ir;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Derivatives;

/// <summary>Models made of random expressions, whole ones: value and gradient of what is generated against plain evaluation.</summary>
public sealed class RandomModels
{
    private const int Count = 80;
    private const int Depth = 4;

    private static readonly double[][] Columns =
        [[0.7, -0.2, 1.4, 0.9, -1.1, 0.3, 0.5, -0.8, 1.2, 0.1], [-1.3, 0.4, 0.8, -0.6, 0.2, 1.1, -0.9, 0.6, -0.4, 1.5], [2.2, 1.1, -0.5, 0.3, 1.7, -1.2, 0.8, 0.4, -0.1, 0.9]];

    /// <summary>The expressions, each in every form.</summary>
    internal static readonly IReadOnlyDictionary<string, (Expression Expression, string Form)> Rows = (
        from form in new[] { "Alone", "Plate", "Carried", "Stored", "Reduced", "Nested", "Terms", "Helper" }
        from index in Enumerable.Range(0, Count)
        select (Name: form + index, Value: (new RandomExpressions(new Rng((ulong)(1000 + index))).Next(Depth), form)))
        .ToDictionary(r => r.Name, r => r.Value);

    internal ModelBatch Batch { get; } = new(Rows.Select(r => (r.Key, Source(r.Key, r.Value.Expression, r.Value.Form))), "PDSL049", "PDSL061", "CS0414", "CS0219", "CS1718");

    /// <summary>What the model of a row adds, beyond its priors.</summary>
    internal static double Expected(string name, double[] u)
    {
        (Expression expression, string form) = Rows[name];
        double[] latents = [.. u];
        switch (form)
        {
            case "Alone":
                return new Evaluation(u, [0.7, -1.3, 2.2]).Of(expression);
            case "Plate":
                return Enumerable.Range(0, 10).Sum(n => new Evaluation(u, Row(n)).Of(expression));
            case "Carried":
                for (int n = 0; n < 10; n++)
                    latents[0] = Math.Tanh(new Evaluation(latents, Row(n)).Of(expression) + latents[0]);
                return latents[0];
            case "Reduced":
                double total = Enumerable.Range(0, 10).Where(n => Row(n)[0] > 0).Sum(n => new Evaluation(u, Row(n)).Of(expression));
                return Math.Atan(total / 5) + (total / 7);
            case "Nested":
                return Enumerable.Range(0, 5).Sum(i => Math.Tanh(Enumerable.Range(0, i).Sum(j => new Evaluation(u, [Columns[0][i], Columns[1][j], Columns[2][i + j]]).Of(expression))));
            case "Terms":
                return Functions.LogSumExp([.. Enumerable.Range(0, 10).Select(n => Math.Tanh(new Evaluation(u, Row(n)).Of(expression)))]);
            case "Helper":
                return Enumerable.Range(0, 10).Sum(n =>
                {
                    double value = new Evaluation(u, Row(n)).Of(expression);
                    return Row(n)[1] > 0 ? value : 2 * value;
                });
            default:
                double[] z = new double[11];
                z[0] = u[0];
                for (int n = 0; n < 10; n++)
                {
                    latents[0] = z[n];
                    latents[1] = z[n / 2];
                    z[n + 1] = Math.Sin(new Evaluation(latents, Row(n)).Of(expression));
                }
                return z.Sum(v => v * v);
        }
    }

    private static double[] Row(int n) => [Columns[0][n], Columns[1][n], Columns[2][n]];

    private static string Source(string name, Expression expression, string form)
    {
        const string Latents = "double u0 = u[0], u1 = u[1], u2 = u[2], u3 = u[3]; ";
        const string Data = "double d0 = t0[n], d1 = t1[n], d2 = t2[n]; ";
        string e = Text(expression);
        string body = form switch
        {
            "Alone" => $"double d0 = c0, d1 = c1, d2 = c2; {Latents} Factor({e});",
            "Plate" => $"foreach (int n in Plate(10)) {{ {Data} {Latents} Factor({e}); }}",
            "Carried" => $"{Latents} for (int n = 0; n < 10; n++) {{ {Data} u0 = Math.Tanh({e} + u0); }} Factor(u0);",
            "Reduced" => $"{Latents} double total = 0; for (int n = 0; n < 10; n++) {{ {Data} if (d0 > 0) total += {e}; }} Factor(Math.Atan(total / 5) + total / 7);",
            "Nested" => $"{Latents} for (int i = 0; i < 5; i++) {{ double inner = 0; for (int j = 0; j < i; j++) {{ "
                + $"double d0 = t0[i], d1 = t1[j], d2 = t2[i + j]; inner += {e}; }} Factor(Math.Tanh(inner)); }}",
            "Terms" => $"{Latents} double[] terms = new double[10]; for (int n = 0; n < 10; n++) {{ {Data} terms[n] = Math.Tanh({e}); }} Factor(LogSumExp(terms));",
            "Helper" => "foreach (int n in Plate(10)) Factor(Value(n)); "
                + $"double Value(int n) {{ {Data} {Latents} double value = {e}; if (t1[n] > 0) return value; return 2 * value; }}",
            _ => $"double u2 = u[2], u3 = u[3]; double[] z = new double[11]; z[0] = u[0]; for (int n = 0; n < 10; n++) {{ {Data} double u0 = z[n], u1 = z[n / 2]; "
                + $"z[n + 1] = Math.Sin({e}); }} foreach (int n in Plate(11)) Factor(z[n] * z[n]);",
        };
        return $$"""
            using System;
            using ProbDsl;
            using static ProbDsl.Distributions;
            using static ProbDsl.Functions;
            namespace Row.{{name}};
            [Model]
            public partial class {{name}}
            {
                [Data] double c0 = 0.7;
                [Data] double c1 = -1.3;
                [Data] double c2 = 2.2;
                [Data] double[] t0 = {{List(Columns[0])}};
                [Data] double[] t1 = {{List(Columns[1])}};
                [Data] double[] t2 = {{List(Columns[2])}};
                [Latent(4)] double[] u;
                void Generate()
                {
                    u = ~Flat().Iid(4);
                    {{body}}
                }
            }
            """;
    }

    private static string List(double[] values) => "[" + string.Join(", ", values.Select(Number)) + "]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The expression as C#.</summary>
    private static string Text(Expression expression) => expression switch
    {
        Constant constant => $"({Number(constant.Value)}d)",
        Local local => local.Name,
        Element { Index: Constant index } => "u" + Number(index.Value),
        Call call => Text(call.Op, [.. call.Arguments.Select(Text)]),
        _ => throw new NotSupportedException(),
    };

    private static string Text(string op, string[] a) => op switch
    {
        "add" => $"({a[0]} + {a[1]})",
        "sub" => $"({a[0]} - {a[1]})",
        "mul" => $"({a[0]} * {a[1]})",
        "div" => $"({a[0]} / {a[1]})",
        "neg" => $"(-{a[0]})",
        "real" => a[0],
        "lt" => $"({a[0]} < {a[1]})",
        "select" => $"({a[0]} ? {a[1]} : {a[2]})",
        "square" => $"Square({a[0]})",
        "log" or "exp" or "sqrt" or "abs" or "tanh" or "sin" or "cos" or "atan" or "min" or "max" or "pow" =>
            $"Math.{char.ToUpperInvariant(op[0])}{op[1..]}({string.Join(", ", a)})",
        "lgamma" => $"LogGamma({a[0]})",
        "lbeta" => $"LogBeta({a[0]}, {a[1]})",
        "xlogy" => $"XLogY({a[0]}, {a[1]})",
        "logSumExp2" => $"LogSumExp({a[0]}, {a[1]})",
        _ => $"{char.ToUpperInvariant(op[0])}{op[1..]}({string.Join(", ", a)})",
    };
}

/// <inheritdoc cref="RandomModels"/>
/// <param name="models">The compiled models.</param>
public sealed class RandomModelTests(RandomModels models) : IClassFixture<RandomModels>
{
    public static TheoryData<string> Names => [.. RandomModels.Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndGradientArePlain(string name)
    {
        ILogDensity model = models.Batch.Condition(name);
        double[] gradient = new double[4];
        foreach (double[] u in DensityChecks.Positions(model, 3, 1.2))
        {
            double expected = RandomModels.Expected(name, u);
            // Beyond some size differences tell nothing, and beside a kink they tell something else.
            if (!(Math.Abs(expected) < 1e5))
                continue;
            DensityChecks.Equal("log density", expected, model.LogDensityAndGradient(u, gradient), 1e-9, 1);
            for (int k = 0; k < u.Length; k++)
            {
                double wide = DensityChecks.Derivative(v => RandomModels.Expected(name, v), u, k, 1e-3);
                double narrow = DensityChecks.Derivative(v => RandomModels.Expected(name, v), u, k, 2e-4);
                if (Math.Abs(wide - narrow) < 1e-7 * (1 + Math.Abs(wide)))
                    DensityChecks.Equal($"gradient[{k}]", narrow, gradient[k], 1e-6, 1 + (1e-3 * Math.Abs(expected)));
            }
        }
        DensityChecks.CheckBlock(model);
        DensityChecks.CheckAllocations(model);
    }
}

using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>The rows that are compared with plain C#, compiled together.</summary>
public sealed class PlainModels
{
    internal static readonly IReadOnlyDictionary<string, PlainRow> Rows =
        new[] { OrderRows.All, SumRows.All, ChoiceRows.All, PlaceRows.All, LongRows.All, CallRows.All, VectorArgumentRows.All, NeededRows.All }
            .SelectMany(rows => rows).ToDictionary(row => row.Name);

    internal ModelBatch Batch { get; } = new(Rows.Values.Select(r => (r.Name, r.Source())), "PDSL049", "PDSL061", "CS0414", "CS0219");
}

/// <summary>A model means what its text means as plain C#, whatever order its values are computed in.</summary>
/// <param name="models">The compiled rows.</param>
public sealed class PlainTests(PlainModels models) : IClassFixture<PlainModels>
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (PlainRow row in PlainModels.Rows.Values)
                data.Add(row.Name, row.Text);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndGradientAreThoseOfPlainCode(string name, string text)
    {
        _ = text;
        ILogDensity model = models.Batch.Condition(name);
        object plain = models.Batch.Create(name, "Plain");
        double Expected(double[] u) => PlainRow.Expected(plain, DensityChecks.Constrained(model, u));
        double[] gradient = new double[model.Dimension];
        foreach (double[] u in DensityChecks.Positions(model, 3, 1.2))
        {
            double expected = Expected(u);
            DensityChecks.Equal("log density", expected, model.LogDensity(u, jacobian: false), 1e-11, 1);
            DensityChecks.Equal("log density with gradient", expected, model.LogDensityAndGradient(u, gradient, jacobian: false), 1e-11, 1);
            for (int k = 0; k < u.Length && !double.IsNaN(expected); k++)
                DensityChecks.Equal($"gradient[{k}]", DensityChecks.Derivative(Expected, u, k), gradient[k], 1e-6, 1 + (1e-3 * Math.Abs(expected)));
        }
        DensityChecks.CheckBlock(model);
        DensityChecks.CheckAllocations(model);
    }

    /// <summary>Elements are zero until they are assigned, in C#; a model refuses to read them before, when its data are known.</summary>
    [Theory]
    [InlineData("double[] z = new double[3]; Factor(z[0] * y); for (int i = 0; i < 3; i++) z[i] = a[i]; Factor(z[1]);")]
    [InlineData("double[] z = new double[3]; double u = z[1] + 1; for (int i = 0; i < 3; i++) z[i] = a[i] * 2; Factor(z[1] * u * x);")]
    [InlineData("double[] z = new double[3]; double u = 0; for (int i = 0; i < 3; i++) { u += z[1]; z[i] = a[i] * 2; } Factor(z[1] * u);")]
    [InlineData("double[] z = new double[4]; double u = 0; for (int i = 0; i < n; i++) { z[i] = h[i] * d[i]; u += z[g[i]] * x; } Factor(u * u);")]
    [InlineData("double[] z = new double[4]; for (int i = 0; i < n; i++) { z[i] = h[i] * d[i]; Factor(Math.Exp(LogSumExp(z))); }")]
    public void WhatIsReadBeforeItIsAssignedIsRefused(string text)
    {
        PlainRow row = PlainRow.Row(text);
        LoadedModels loaded = LoadedModels.Load(GeneratorRun.Of(row.Source()).AssertClean("PDSL049", "PDSL061", "CS0414", "CS0219").Output);
        XunitException refused = Assert.Throws<XunitException>(() => loaded.Condition($"Row.{row.Name}.{row.Name}"));
        Assert.Contains("'z' is read before it is assigned", refused.Message, StringComparison.Ordinal);
    }
}

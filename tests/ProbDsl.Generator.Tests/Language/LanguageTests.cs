using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>The rows of the language tables, compiled together.</summary>
public sealed class LanguageModels
{
    internal static readonly IReadOnlyDictionary<string, LanguageRow> Rows =
        ExpressionRows.All.Concat(StatementRows.All).Concat(RecursionRows.All).Concat(CornerRows.All).Concat(ScopeRows.All).Concat(VectorStatementRows.All).Concat(TailRows.All).Concat(SequenceRows.All).ToDictionary(row => row.Name);

    /// <summary>The rows use few of the members, and some compare latents.</summary>
    internal ModelBatch Batch { get; } = new(
        Rows.Values.Select(r => (r.Name, r.Source())), "PDSL049", "PDSL061", "CS0414");
}

/// <summary>What is supported means what it means in C#, with its gradient.</summary>
/// <param name="models">The compiled rows.</param>
public sealed class LanguageTests(LanguageModels models) : IClassFixture<LanguageModels>
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (LanguageRow row in LanguageModels.Rows.Values)
                data.Add(row.Name, row.Text);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueIsThatOfPlainCode(string name, string text)
    {
        _ = text;
        ILogDensity model = models.Batch.Condition(name);
        foreach (double[] position in DensityChecks.Positions(model, 4, 1.2))
        {
            double expected = LanguageModels.Rows[name].Expected(new Frame(DensityChecks.Constrained(model, position)));
            DensityChecks.Equal("log density", expected, model.LogDensity(position, jacobian: false), 1e-11, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsBlocksAndAllocations(string name, string text)
    {
        _ = text;
        DensityChecks.CheckAll(models.Batch.Condition(name), positions: 2, spread: 1.2);
    }
}

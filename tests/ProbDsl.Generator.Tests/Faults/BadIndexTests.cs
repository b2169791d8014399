using System.Globalization;
using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>No index reaches foreign memory, wherever it stands and whatever it selects from: it is refused when the model is conditioned.</summary>
public sealed class BadIndexTests
{
    private static readonly string[] Allowed = ["PDSL004", "PDSL049", "CS0649", "CS0169", "CS0414"];

    private static readonly Lazy<ModelBatch> Batch = new(() => new ModelBatch(
        BadIndexRows.Containers.SelectMany(c => BadIndexRows.Places.Select(p => (NameOf(c.Name, p.Name),
            BadIndexRows.Source(NameOf(c.Name, p.Name), c, p, IsByRow(p.Name) ? "Rows[i]" : "G")))), Allowed));

    private static string NameOf(string container, string place) => container + place;

    /// <summary>Places where each iteration of a loop has an index of its own.</summary>
    private static bool IsByRow(string place) => place is "ByRow" or "SumInPlate";

    public static TheoryData<string, string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, int>();
            foreach ((string container, _, int length, _) in BadIndexRows.Containers)
                foreach ((string place, _) in BadIndexRows.Places)
                    rows.Add(container, place, length);
            return rows;
        }
    }

    /// <summary>Rows whose choice stays inside a sum over latents, where data of both sides are still read.</summary>
    private static bool IsReadAnyway(string container, string place) =>
        place is "Sum" or "SumInPlate" or "Recursion" && (container.StartsWith("Data", StringComparison.Ordinal) || container == "LocalRows");

    public static TheoryData<string, string, int> SkippedRows
    {
        get
        {
            var rows = new TheoryData<string, string, int>();
            foreach ((string container, _, int length, _) in BadIndexRows.Containers)
                foreach ((string place, _) in BadIndexRows.Places)
                    if (!IsReadAnyway(container, place))
                        rows.Add(container, place, length);
            return rows;
        }
    }

    private static object ModelOf(string container, string place, int index, bool skip = false)
    {
        object model = Batch.Value.Create(NameOf(container, place));
        model.GetType().GetField("G")!.SetValue(model, index);
        model.GetType().GetField("Skip")!.SetValue(model, skip);
        ((int[])model.GetType().GetField("Rows")!.GetValue(model)!)[2] = index;
        return model;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void BadIndicesAreRefused(string container, string place, int length)
    {
        foreach (int index in new[] { -1, length, 100_000_000, int.MinValue })
        {
            object model = ModelOf(container, place, index);
            TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => model.GetType().GetMethod("Condition")!.Invoke(model, null));
            Exception inner = thrown.InnerException!;
            Assert.True(inner is ArgumentException, inner.ToString());
            Assert.Contains(index.ToString(CultureInfo.InvariantCulture), inner.Message, StringComparison.Ordinal);
            Assert.Contains(IsByRow(place) ? "Rows[i]" : "G", inner.Message, StringComparison.Ordinal);
            Assert.Contains("; in '", inner.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(SkippedRows))]
    public void TheSideThatDataDoNotChooseIsNotChecked(string container, string place, int length)
    {
        double[]? values = null;
        foreach (int index in new[] { length - 1, -1, length, 100_000_000 })
        {
            ILogDensity density = LoadedModels.Condition(ModelOf(container, place, index, skip: true));
            double[] position = [.. Enumerable.Range(0, density.Dimension).Select(k => Math.Sin(k + 1.0))];
            double[] gradient = new double[density.Dimension];
            double[] found = [density.LogDensityAndGradient(position, gradient), .. gradient];
            values ??= found;
            Assert.All(found, v => Assert.True(double.IsFinite(v)));
            Assert.Equal(values, found);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void GoodIndicesAreAccepted(string container, string place, int length)
    {
        foreach (int index in new[] { 0, length - 1 })
            foreach (double[] position in DensityChecks.Positions(LoadedModels.Condition(ModelOf(container, place, index)), 1))
                DensityChecks.CheckGradient(LoadedModels.Condition(ModelOf(container, place, index)), position);
    }

    public static TheoryData<string> ContainerNames => [.. BadIndexRows.Containers.Where(c => c.Name is not ("DataArray" or "DataVector" or "DataJagged" or "DataTable" or "DataMatrix")).Select(c => c.Name)];

    /// <summary>A constant index out of a constant size is an error of the text.</summary>
    [Theory]
    [MemberData(nameof(ContainerNames))]
    public void ConstantIndicesAreErrors(string name)
    {
        (string Name, string Element, int Length, string Before) container = BadIndexRows.Containers.First(c => c.Name == name);
        foreach (int index in new[] { -1, container.Length })
        {
            string text = index.ToString(CultureInfo.InvariantCulture);
            GeneratorRun run = GeneratorRun.Of(BadIndexRows.Source("M", container, ("Alone", $"Factor({container.Element.Replace("#", text, StringComparison.Ordinal)});"), text));
            if (name == "LocalRows" && index > 0)
                continue; // The lengths of rows are known when the model is conditioned.
            Assert.Contains(run.Diagnostics, d => d.Id == "PDSL050" && d.GetMessage(CultureInfo.InvariantCulture).Contains(text, StringComparison.Ordinal));
        }
    }
}

using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Every constraint on every container: values satisfy it, in all that the model offers, or the attribute is refused.</summary>
public sealed class ConstraintLayoutTests
{
    private static readonly (string Name, string Type, string Shape, string Element)[] Containers =
    [
        ("Scalar", "double", "", "v"),
        ("Array", "double[]", "3, ", "v[j]"),
        ("Vector", "Vector<double>", "3, ", "v[j]"),
        ("Jagged", "double[][]", "2, 3, ", "v[i][j]"),
        ("Table", "double[,]", "2, 3, ", "v[i, j]"),
        ("Matrix", "Matrix<double>", "2, 3, ", "v[i, j]"),
        ("SquareJagged", "double[][]", "3, 3, ", "v[i][j]"),
        ("SquareTable", "double[,]", "3, 3, ", "v[i, j]"),
        ("SquareMatrix", "Matrix<double>", "3, 3, ", "v[i, j]"),
    ];

    /// <summary>A name, the attribute's argument, the test of a row of values, and the coordinates of a row of n values.</summary>
    private static readonly (string Name, string Argument, Func<double[], bool> Holds, Func<int, int> Coordinates)[] Constraints =
    [
        ("Lower", "Lower = 2", row => row.All(v => v > 2), n => n),
        ("Upper", "Upper = -1", row => row.All(v => v < -1), n => n),
        ("Interval", "Lower = -1, Upper = 3", row => row.All(v => v is > -1 and < 3), n => n),
        ("Ordered", "Ordered = true", row => row.Zip(row.Skip(1)).All(p => p.First < p.Second), n => n),
        ("PositiveOrdered", "Ordered = true, Lower = 0", row => row[0] > 0 && row.Zip(row.Skip(1)).All(p => p.First < p.Second), n => n),
        ("Simplex", "Simplex = true", row => row.All(v => v > 0) && Math.Abs(row.Sum() - 1) < 1e-12, n => n - 1),
        ("Factor", "CholeskyCorrelation = true", row => Math.Abs(row.Sum(v => v * v) - 1) < 1e-12, _ => -1),
    ];

    private static bool IsRefused(string container, string constraint) => constraint switch
    {
        "Factor" => !container.StartsWith("Square", StringComparison.Ordinal),
        "Ordered" or "PositiveOrdered" or "Simplex" => container == "Scalar",
        _ => false,
    };

    public static TheoryData<string, string> Rows(bool refused)
    {
        var rows = new TheoryData<string, string>();
        foreach ((string container, _, _, _) in Containers)
            foreach ((string constraint, _, _, _) in Constraints)
                if (IsRefused(container, constraint) == refused)
                    rows.Add(container, constraint);
        return rows;
    }

    /// <summary>Weights that differ for each element, so that a value in the wrong place shows.</summary>
    private static string Source(string container, string constraint)
    {
        (_, string type, string shape, string element) = Containers.First(c => c.Name == container);
        string argument = Constraints.First(c => c.Name == constraint).Argument;
        int rank = shape.Count(c => c == ',');
        int rows = shape.StartsWith('2') ? 2 : 3;
        string loops = rank switch { 0 => "int i = 0, j = 0; ", 1 => "int i = 0; for (int j = 0; j < 3; j++) ", _ => $"for (int i = 0; i < {rows}; i++) for (int j = 0; j < 3; j++) " };
        return $$"""
            #nullable disable
            using MathNet.Numerics.LinearAlgebra;
            using ProbDsl;
            using static ProbDsl.Distributions;
            namespace Row.{{container}}{{constraint}};
            [Model]
            public partial class {{container}}{{constraint}}
            {
                [Latent({{shape}}{{argument}})] {{type}} v;
                [Observed] double Y = 0.5;
                void Generate()
                {
                    double total = 0;
                    {{loops}}total += (1 + i + 10 * j) * {{element}};
                    Y = ~Normal(total, 30);
                }
            }

            """;
    }

    private static readonly Lazy<ModelBatch> Batch = new(() => new ModelBatch(
        Rows(refused: false).Select(r => ((string)r[0] + r[1], Source((string)r[0], (string)r[1]))), "PDSL004", "CS0649", "CS0169"));

    [Theory]
    [MemberData(nameof(Rows), true)]
    public void ShapesWithoutTheConstraintAreRefused(string container, string constraint) =>
        Assert.Contains(GeneratorRun.Of(Source(container, constraint)).Diagnostics, d => d.Id == "PDSL008");

    [Theory]
    [MemberData(nameof(Rows), false)]
    public void ValuesSatisfyTheConstraint(string container, string constraint)
    {
        (_, _, Func<double[], bool> holds, Func<int, int> coordinates) = Constraints.First(c => c.Name == constraint);
        ILogDensity density = LoadedModels.Condition(Batch.Value.Create(container + constraint));
        int size = density.ParameterNames.Count;
        int rows = size is 1 or 3 ? 1 : size / 3;
        int columns = size / rows;
        Assert.Equal(constraint == "Factor" ? 3 : rows * coordinates(columns), density.Dimension);
        double[] values = new double[size];
        foreach (double[] position in DensityChecks.Positions(density, 4, 1.5))
        {
            density.Constrain(position, values);
            for (int i = 0; i < rows; i++)
                Assert.True(holds([.. values.Skip(i * columns).Take(columns)]), $"row {i}: {string.Join(", ", values)}");
            Assert.Equal(Expected(values, columns), density.LogDensity(position, jacobian: false), 1e-10);
        }
        DensityChecks.CheckAll(density);
    }

    /// <summary>The density by names: element [i,j] weighs 1 + i + 10 j.</summary>
    private static double Expected(double[] values, int columns)
    {
        double total = values.Select((v, k) => (1 + (k / columns) + (10 * (k % columns))) * v).Sum();
        return -0.5 * Math.Pow((0.5 - total) / 30, 2) - Math.Log(30) - (0.5 * Math.Log(2 * Math.PI));
    }

    [Theory]
    [MemberData(nameof(Rows), false)]
    public void NamesGoRowByRow(string container, string constraint)
    {
        object model = Batch.Value.Create(container + constraint);
        string[] names = [.. LoadedModels.Condition(model).ParameterNames];
        string[] expected = names.Length switch
        {
            1 => ["v"],
            3 => [.. Enumerable.Range(0, 3).Select(j => $"v[{j}]")],
            _ => [.. Enumerable.Range(0, names.Length).Select(k => $"v[{k / 3},{k % 3}]")],
        };
        Assert.Equal(expected, names);
    }
}

using ProbDsl.Generator.Ir;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Derivatives;

/// <summary>Every row of the table of primitives: its derivatives against differences, its lanes against its doubles.</summary>
public sealed class PrimitiveTests
{
    private const int Samples = 200;
    private const double Step = 1e-3;

    /// <summary>Rows that are constant or jump, and have no derivative for that reason.</summary>
    private static readonly HashSet<string> WithoutDerivative = ["trigamma", "lt", "le", "eq", "and", "or", "not", "idiv", "mod", "floor"];

    public static TheoryData<string> Rows => [.. CompiledPrimitives.Evaluable.Where(p => p.Domain.Length > 0).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void PartialsEqualDifferences(string name)
    {
        Primitive row = Primitives.All[name];
        foreach (double[] point in Points(row))
        {
            for (int i = 0; i < row.Arity; i++)
            {
                if (row.Partials[i] is null)
                    continue;
                if (!double.IsFinite(CompiledPrimitives.Instance.Value(name, point)))
                    continue;
                double difference = DensityChecks.Derivative(v => CompiledPrimitives.Instance.Value(name, v), point, i, Step);
                double partial = CompiledPrimitives.Instance.Partial(name, i, point);
                DensityChecks.Equal($"{name}, argument {i}, at ({string.Join(", ", point)})", difference, partial, 1e-6, 1e-3);
            }
        }
    }

    public static TheoryData<string> LaneRows => [.. CompiledPrimitives.Evaluable.Where(p => p.Domain.Length > 0 && p.Lanes.Length > 0).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(LaneRows))]
    public void LanesEqualDoubles(string name)
    {
        Primitive row = Primitives.All[name];
        foreach (double[] point in Points(row))
        {
            double value = CompiledPrimitives.Instance.Value(name, point);
            DensityChecks.Equal(name + " in one lane", value, CompiledPrimitives.Instance.Lanes1(name, point), 1e-13, 1e-3);
            DensityChecks.Equal(name + " in eight lanes", value, CompiledPrimitives.Instance.Lanes8(name, point), 1e-13, 1e-3);
        }
    }

    [Fact]
    public void EveryRowIsComplete()
    {
        foreach (Primitive row in Primitives.All.Values)
        {
            Assert.Equal(row.Arity, row.Partials.Length);
            Assert.True(row.Domain.Length == row.Arity || row.Name is "idiv" or "mod" or "real" or "floor", row.Name + " has no domain");
            bool differentiable = row.Partials.Any(p => p is not null);
            Assert.True(differentiable != WithoutDerivative.Contains(row.Name), row.Name + " has no derivative");
        }
    }

    /// <summary>Points of the row's domain, clear of its kinks.</summary>
    private static IEnumerable<double[]> Points(Primitive row)
    {
        var rng = new Rng(42);
        for (int s = 0; s < Samples; s++)
        {
            double[] point = [.. row.Domain.Select(d => d.From + ((d.To - d.From) * rng.NextDouble()))];
            if (row.Name == "select" || (row.Name is "and" or "or" or "not"))
                point = [.. point.Select((v, i) => row.Name != "select" || i == 0 ? Math.Round(rng.NextDouble()) : v)];
            bool kink = row.Name == "abs" ? Math.Abs(point[0]) < 3 * Step
                : row.Name is "min" or "max" && Math.Abs(point[0] - point[1]) < 3 * Step;
            if (!kink)
                yield return point;
        }
    }
}

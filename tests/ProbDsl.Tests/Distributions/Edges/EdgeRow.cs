using System.Globalization;
using System.Reflection;

namespace ProbDsl.Tests;

/// <summary>One row of edges.csv: a distribution, a value, and what is right there to 17 digits; see make_references.py.</summary>
/// <param name="Name">The distribution's factory.</param>
/// <param name="Arguments">The factory's arguments.</param>
/// <param name="Value">The value.</param>
/// <param name="LogDensity">The log density.</param>
/// <param name="Derivatives">Derivatives by the value and by each argument; null where there is none.</param>
/// <param name="Cdf">The distribution function; null where it is not asked for.</param>
/// <param name="LogSurvival">The log survival; null where it is not asked for.</param>
internal sealed record EdgeRow(
    string Name, object[] Arguments, double Value, double LogDensity, double?[] Derivatives, double? Cdf, double? LogSurvival)
{
    public static IReadOnlyList<EdgeRow> All { get; } = [.. Read()];

    public MethodInfo Factory => FactoryOf(Name);

    public object Distribution => Factory.Invoke(null, Arguments)!;

    public bool IsDiscrete => typeof(IDiscreteDistribution).IsAssignableFrom(Factory.ReturnType);

    /// <summary>The value and the arguments as numbers.</summary>
    public double[] Numbers => [Value, .. Arguments.Select(a => Convert.ToDouble(a, CultureInfo.InvariantCulture))];

    /// <summary>What counts as one of the value or of an argument: a scale for a location, else the number's own size.</summary>
    public double UnitOf(int i)
    {
        double[] numbers = Numbers;
        int locations = Name switch
        {
            "Normal" or "Cauchy" or "Laplace" or "Logistic" => 2,
            "HalfNormal" or "HalfCauchy" or "HalfStudentT" => 1,
            _ => 0,
        };
        if (Name == "Uniform")
            return numbers[2] - numbers[1];
        if (i < locations || (Name == "StudentT" && i is 0 or 2))
            return numbers[^1];
        return numbers[i] == 0 ? 1 : Math.Abs(numbers[i]);
    }

    public static MethodInfo FactoryOf(string name) => typeof(ProbDsl.Distributions).GetMethods()
        .Single(m => m.Name == name && m.GetParameters().All(p => p.ParameterType == typeof(double) || p.ParameterType == typeof(int)));

    public override string ToString() => $"{Name}({string.Join(", ", Numbers.Skip(1).Select(n => n.ToString("R", CultureInfo.InvariantCulture)))}) at {Value.ToString("R", CultureInfo.InvariantCulture)}";

    private static IEnumerable<EdgeRow> Read()
    {
        using Stream stream = typeof(EdgeRow).Assembly.GetManifestResourceStream("edges")!;
        using StreamReader reader = new(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(';');
            string[] given = cells[1].Split(' ');
            object[] arguments = [.. FactoryOf(cells[0]).GetParameters().Select((p, i) =>
                p.ParameterType == typeof(int) ? int.Parse(given[i], CultureInfo.InvariantCulture) : (object)Number(given[i])!.Value)];
            yield return new EdgeRow(
                cells[0], arguments, Number(cells[2])!.Value, Number(cells[3])!.Value, [.. cells[4].Split(' ').Select(Number)], Number(cells[5]), Number(cells[6]));
        }
    }

    private static double? Number(string text) => text is "" or "-" ? null : double.Parse(text, CultureInfo.InvariantCulture);
}

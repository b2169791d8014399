using System.Globalization;
using System.Reflection;
using System.Text;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Distributions;

/// <summary>A model that draws from one distribution, whose arguments are latents.</summary>
/// <param name="Factory">The method of <see cref="ProbDsl.Distributions"/>.</param>
/// <param name="Observed">Whether the draws are observed, or a latent.</param>
internal sealed record DistributionRow(MethodInfo Factory, bool Observed)
{
    private const int Size = 3;

    private Type Distribution => Factory.ReturnType;

    public string Name => $"{Distribution.Name}_{string.Concat(Factory.GetParameters().Select(TypeName))}_{(Observed ? "observed" : "latent")}";

    private Support Support => Distribution.GetCustomAttribute<DistributionAttribute>()!.Support;

    private bool IsDiscrete => typeof(IDiscreteDistribution).IsAssignableFrom(Distribution);

    private bool IsScalar => IsDiscrete || typeof(IContinuousDistribution).IsAssignableFrom(Distribution);

    private bool IsMatrix => typeof(IMatrixDistribution).IsAssignableFrom(Distribution);

    /// <summary>Every factory of every distribution, observed and, where it is continuous, as a prior.</summary>
    public static IEnumerable<DistributionRow> All() =>
        from factory in typeof(ProbDsl.Distributions).GetMethods(BindingFlags.Public | BindingFlags.Static)
        where factory.ReturnType.GetCustomAttribute<DistributionAttribute>() is not null && !NeedsNetworks(factory.ReturnType)
        from observed in new[] { true, false }
        let row = new DistributionRow(factory, observed)
        where observed ? !row.IsMatrix : !row.IsDiscrete
        select row;

    /// <summary>Whether the distribution is one that only models with networks can draw from.</summary>
    public static bool NeedsNetworks(Type type) =>
        type.IsDefined(typeof(ElementwiseAttribute)) || type == typeof(NormalMixture) || type == typeof(VonMisesFisher) || type == typeof(UniformOnSphere);

    public string Source()
    {
        var members = new StringBuilder();
        var before = new StringBuilder();
        var arguments = new List<string>();
        foreach (ParameterInfo parameter in Factory.GetParameters())
            arguments.Add(Argument(parameter, members, before));
        string call = $"~{Distribution.Name}({string.Join(", ", arguments)})";
        (string type, string value) = Values();
        string draw;
        if (Observed)
        {
            members.Append(CultureInfo.InvariantCulture, $"    [Observed] {type}[] ys = {value};\n");
            draw = $"        foreach (int n in Plate(ys.Length)) ys[n] = {call};\n";
        }
        else
        {
            string shape = IsScalar ? "" : IsMatrix ? $"({Size}, {Size})" : $"({Size})";
            members.Append(CultureInfo.InvariantCulture, $"    [Latent{shape}] {(IsScalar ? "double" : IsMatrix ? "Matrix<double>" : "double[]")} z;\n");
            draw = $"        z = {call};\n";
        }
        return $$"""
            using MathNet.Numerics.LinearAlgebra;
            using ProbDsl;
            using static ProbDsl.Distributions;
            namespace Row.{{Name}};
            [Model]
            public partial class {{Name}}
            {
            {{members}}
                void Generate()
                {
            {{before}}{{draw}}    }
            }
            """;
    }

    /// <summary>The distribution's own density at the values that the model has.</summary>
    public double Expected(IReadOnlyDictionary<string, double> values)
    {
        object[] arguments = [.. Factory.GetParameters().Select(p => ArgumentValue(p, values))];
        object distribution = Factory.Invoke(null, arguments)!;
        if (Observed)
            return IsDiscrete ? Counts().Sum(y => ((IDiscreteDistribution)distribution).LogDensity(y))
                : IsScalar ? Reals().Sum(y => ((IContinuousDistribution)distribution).LogDensity(y))
                : Vectors().Sum(y => ((IVectorDistribution)distribution).LogDensity(y));
        return IsScalar ? ((IContinuousDistribution)distribution).LogDensity(values["z"])
            : IsMatrix ? ((IMatrixDistribution)distribution).LogDensity(Square("z", values))
            : ((IVectorDistribution)distribution).LogDensity(VectorOf("z", values));
    }

    private static string TypeName(ParameterInfo parameter) => parameter.ParameterType.Name
        .Replace("`1", "", StringComparison.Ordinal).Replace("[]", "s", StringComparison.Ordinal).Replace("[,]", "Table", StringComparison.Ordinal);

    private static Support SupportOf(ParameterInfo parameter) =>
        parameter.Member is MethodInfo method
            ? method.ReturnType.GetCustomAttributes<DistributionParameterAttribute>().Single(a => a.Name == parameter.Name).Support
            : throw new InvalidOperationException();

    private string Argument(ParameterInfo parameter, StringBuilder members, StringBuilder before)
    {
        string name = "the" + parameter.Name;
        if (parameter.ParameterType == typeof(int))
            return IntegerArgument(parameter).ToString(CultureInfo.InvariantCulture);
        if (parameter.ParameterType == typeof(double))
        {
            members.Append(CultureInfo.InvariantCulture, $"    [Latent{Bounds(parameter)}] double {name};\n");
            return name;
        }
        if (parameter.ParameterType == typeof(double[]) || parameter.ParameterType == typeof(Vector<double>))
        {
            string constraint = SupportOf(parameter) switch { Support.Simplex => ", Simplex = true", Support.PositiveVector => ", Lower = 0", _ => "" };
            string type = parameter.ParameterType == typeof(double[]) ? "double[]" : "Vector<double>";
            members.Append(CultureInfo.InvariantCulture, $"    [Latent({Size}{constraint})] {type} {name};\n");
            return name;
        }
        members.Append(CultureInfo.InvariantCulture, $"    [Latent({Size}, {Size}, CholeskyCorrelation = true)] Matrix<double> {name};\n");
        string value = SupportOf(parameter) == Support.PositiveDefinite ? $"{name} * {name}.Transpose()" : name;
        if (parameter.ParameterType == typeof(Matrix<double>))
            return value;
        before.Append(CultureInfo.InvariantCulture, $$"""
                    double[,] table = new double[{{Size}}, {{Size}}];
                    Matrix<double> whole = {{value}};
                    for (int i = 0; i < {{Size}}; i++)
                        for (int j = 0; j < {{Size}}; j++)
                            table[i, j] = whole[i, j];

            """);
        return "table";
    }

    private object ArgumentValue(ParameterInfo parameter, IReadOnlyDictionary<string, double> values)
    {
        string name = "the" + parameter.Name;
        if (parameter.ParameterType == typeof(int))
            return IntegerArgument(parameter);
        if (parameter.ParameterType == typeof(double))
            return values[name];
        if (parameter.ParameterType == typeof(double[]))
            return VectorOf(name, values);
        if (parameter.ParameterType == typeof(Vector<double>))
            return Vector<double>.Build.DenseOfArray(VectorOf(name, values));
        Matrix<double> factor = Square(name, values);
        Matrix<double> matrix = SupportOf(parameter) == Support.PositiveDefinite ? factor * factor.Transpose() : factor;
        return parameter.ParameterType == typeof(Matrix<double>) ? matrix : matrix.ToArray();
    }

    private int IntegerArgument(ParameterInfo parameter) => parameter.Name == "dimension" ? Size : 7;

    private string Bounds(ParameterInfo parameter) => (Distribution.Name, parameter.Name) switch
    {
        ("Uniform", "lower") => "(Upper = -2)",
        ("Uniform", "upper") => "(Lower = 2)",
        _ => SupportOf(parameter) switch
        {
            Support.Positive or Support.NonNegative => "(Lower = 0)",
            Support.UnitInterval => "(Lower = 0, Upper = 1)",
            _ => "",
        },
    };

    private (string Type, string Text) Values() =>
        IsDiscrete ? ("int", $"[{string.Join(", ", Counts())}]")
        : IsScalar ? ("double", List(Reals()))
        : ("double[]", $"[{string.Join(", ", Vectors().Select(List))}]");

    private static string List(double[] values) => "[" + string.Join(", ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))) + "]";

    private int[] Counts() => Support switch
    {
        Support.Binary => [1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0],
        Support.Count => [4, 0, 1, 7, 2, 2, 3, 0, 12, 5, 1],
        _ => [2, 0, 1, 2, 2, 0, 1, 1, 0, 2, 2],
    };

    private double[] Reals() => Support switch
    {
        Support.UnitInterval => [0.35, 0.1, 0.9, 0.5, 0.72, 0.01, 0.99, 0.2, 0.4, 0.6],
        Support.Positive or Support.NonNegative => [1.3, 0.2, 4.5, 0.9, 2.2, 3.1, 0.05, 1.7, 0.6, 1.1],
        _ => [0.7, -1.2, 1.9, 0.05, -0.4, 1.1, -1.8, 0.3, 0.9, -0.6],
    };

    private double[][] Vectors() => Support == Support.Simplex
        ? [[0.2, 0.3, 0.5], [0.7, 0.1, 0.2], [0.05, 0.9, 0.05], [0.25, 0.25, 0.5]]
        : [[0.7, -1.2, 1.9], [0.05, -0.4, 1.1], [-1.8, 0.3, 0.9], [1.2, 0.2, -0.5]];

    private static double[] VectorOf(string name, IReadOnlyDictionary<string, double> values) =>
        [.. Enumerable.Range(0, Size).Select(k => values[$"{name}[{k}]"])];

    private static Matrix<double> Square(string name, IReadOnlyDictionary<string, double> values) =>
        Matrix<double>.Build.Dense(Size, Size, (i, j) => values[$"{name}[{i},{j}]"]);
}

using System.Globalization;
using System.Text;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;
using ProbDsl.Generator.Tests.Harness;

namespace ProbDsl.Generator.Tests.Derivatives;

/// <summary>The rows of the table of primitives, compiled: values over doubles and over lanes, and partials.</summary>
internal sealed class CompiledPrimitives
{
    private const string Head = """
        using ProbDsl.Simd;
        public static class Rows
        {
            private static double Number(bool value) => value ? 1 : 0;
            private static double Mask<T>(T value) where T : struct, ILane<T> => T.GetElement(T.Select(value, T.Create(1), T.Zero), T.Count - 1);
            private static double Last<T>(T value) where T : struct, ILane<T> => T.GetElement(value, T.Count - 1);

        """;

    private static readonly HashSet<string> Tests = ["lt", "le", "eq", "and", "or", "not"];

    private static readonly HashSet<string> OnTruth = ["and", "or", "not"];

    private readonly Dictionary<string, Func<double[], double>> values = [];
    private readonly Dictionary<string, Func<double[], double>> lanes1 = [];
    private readonly Dictionary<string, Func<double[], double>> lanes8 = [];
    private readonly Dictionary<(string, int), Func<double[], double>> partials = [];

    private CompiledPrimitives()
    {
        var text = new StringBuilder(Head);
        foreach (Primitive row in Evaluable)
        {
            text.Append(CultureInfo.InvariantCulture, $"    public static double {row.Name}_Value(double[] v) => {DataCall(row, Arguments(row))};\n");
            if (row.Lanes.Length > 0)
                text.Append(LaneMethod(row));
            for (int i = 0; i < row.Arity; i++)
                if (row.Partials[i] is { } partial)
                    text.Append(CultureInfo.InvariantCulture, $"    public static double {row.Name}_Partial{i}(double[] v) => {FormulaText(FormulaParser.Parse(partial), row)};\n");
        }
        LoadedModels rows = LoadedModels.Load(ModelCompilation.Create(text.Append('}').ToString()));
        foreach (Primitive row in Evaluable)
        {
            values[row.Name] = Method(rows, row.Name + "_Value");
            if (row.Lanes.Length > 0)
            {
                lanes1[row.Name] = Method(rows, row.Name + "_Lanes1");
                lanes8[row.Name] = Method(rows, row.Name + "_Lanes8");
            }
            for (int i = 0; i < row.Arity; i++)
                if (row.Partials[i] is not null)
                    partials[(row.Name, i)] = Method(rows, $"{row.Name}_Partial{i}");
        }
    }

    public static CompiledPrimitives Instance { get; } = new();

    /// <summary>All rows but the operations on integers, which are never differentiated.</summary>
    public static IEnumerable<Primitive> Evaluable => Primitives.All.Values.Where(p => p.Name is not ("idiv" or "mod"));

    public double Value(string name, params double[] arguments) => values[name](arguments);

    public double Lanes1(string name, params double[] arguments) => lanes1[name](arguments);

    public double Lanes8(string name, params double[] arguments) => lanes8[name](arguments);

    public double Partial(string name, int argument, params double[] arguments) => partials[(name, argument)](arguments);

    private static Func<double[], double> Method(LoadedModels rows, string name) =>
        (Func<double[], double>)rows.Delegate("Rows", name, typeof(Func<double[], double>));

    private static string[] Arguments(Primitive row) => [.. Enumerable.Range(0, row.Arity).Select(i => $"v[{i}]")];

    /// <summary>The row over doubles; truth is one or zero.</summary>
    private static string DataCall(Primitive row, string[] arguments)
    {
        object[] given = [.. arguments.Select((a, i) => OnTruth.Contains(row.Name) || (row.Name == "select" && i == 0) ? $"({a} != 0)" : (object)a)];
        string call = string.Format(CultureInfo.InvariantCulture, row.Data, given);
        return Tests.Contains(row.Name) ? $"Number({call})" : call;
    }

    private static string LaneMethod(Primitive row)
    {
        object[] given = [.. Enumerable.Range(0, row.Arity).Select(i =>
            OnTruth.Contains(row.Name) || (row.Name == "select" && i == 0) ? $"T.Not(T.Equal(T.Create(v[{i}]), T.Zero))" : (object)$"T.Create(v[{i}])")];
        string call = string.Format(CultureInfo.InvariantCulture, row.Lanes.Replace("{T}", "T", StringComparison.Ordinal), given);
        string result = Tests.Contains(row.Name) ? $"Mask<T>({call})" : $"Last<T>({call})";
        return $"    private static double {row.Name}_Lanes<T>(double[] v) where T : struct, ILane<T> => {result};\n"
            + $"    public static double {row.Name}_Lanes1(double[] v) => {row.Name}_Lanes<Lane1>(v);\n"
            + $"    public static double {row.Name}_Lanes8(double[] v) => {row.Name}_Lanes<Lane8>(v);\n";
    }

    /// <summary>A formula of a rule as C#: its arguments are a, b, c, its result r.</summary>
    private static string FormulaText(Formula formula, Primitive row)
    {
        if (formula.IsCall)
            return DataCall(Primitives.All[formula.Head], [.. formula.Arguments.Select(a => FormulaText(a, row))]);
        return formula.Head switch
        {
            "" => formula.Number.ToString("R", CultureInfo.InvariantCulture) + "d",
            "a" => "v[0]",
            "b" => "v[1]",
            "c" => "v[2]",
            "r" => row.Name + "_Value(v)",
            _ => FormulaLowering.ConstantOf(formula.Head)!.Value.ToString("R", CultureInfo.InvariantCulture) + "d",
        };
    }
}

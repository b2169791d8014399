namespace ProbDsl.Oracle.RandomModels;

/// <content>Data members with random values.</content>
internal sealed partial class Grammar
{
    /// <summary>The sizes of this model's arrays: groups and rows.</summary>
    private int[] Sizes { get; } = [2, 4];

    private int ReturnedSize => Sizes[0];

    private (St Member, Variable Variable)[] DataMembers()
    {
        Sizes[0] = choose.Between(2, 3);
        Sizes[1] = choose.Between(4, 6);
        (int k, int n) = (Sizes[0], Sizes[1]);
        var members = new List<(St, Variable)>
        {
            Data("int", "N", $"{n}", new Variable("N", "int", false) { Range = (n, n) }),
            Data("int", "K", $"{k}", new Variable("K", "int", false) { Range = (k, k) }),
            Data("double", "A", Choices.Text(choose.Number(-1.5, 1.5)), new Variable("A", "double", false)),
            Data("double", "S", Choices.Text(choose.Number(0.4, 2)), new Variable("S", "double", false) { Domain = Domain.Positive }),
            Data("bool", "Flag", choose.Chance(0.5) ? "true" : "false", new Variable("Flag", "bool", false)),
            Data("double[]", "X", List(choose.Numbers(n, -2, 2)), new Variable("X", "double[]", false, n)),
            Data("double[]", "Z", List(choose.Numbers(k, -2, 2)), new Variable("Z", "double[]", false, k)),
            Data("int[]", "G", List(choose.Integers(n, 0, k - 1)), new Variable("G", "int[]", false, n) { Range = (0, k - 1) }),
            Data("bool[]", "B", List(Enumerable.Range(0, n).Select(_ => choose.Chance(0.5) ? "true" : "false")), new Variable("B", "bool[]", false, n)),
        };
        (St, Variable)[] tables =
        [
            Data("Matrix<double>", "M", $"Matrix<double>.Build.DenseOfArray(new double[,] {Table(n, k)})", new Variable("M", "Matrix", false, n, k)),
            Data("Vector<double>", "W", $"Vector<double>.Build.DenseOfArray({ArrayOf(choose.Numbers(k, -2, 2))})", new Variable("W", "Vector", false, k)),
            Data("double[,]", "T", Table(k, n), new Variable("T", "double[,]", false, k, n)),
            Data("double[][]", "J", List(Enumerable.Range(0, n).Select(_ => List(choose.Numbers(choose.Between(k, k + 2), -2, 2)))), new Variable("J", "double[][]", false, n, k)),
        ];
        members.AddRange(tables.Where(_ => choose.Chance(0.6)));
        return [.. members];
    }

    private static (St, Variable) Data(string type, string name, string value, Variable variable) =>
        (new St(new Ex(Ty.Fixed, $"[Data] {type} {name} = {value};")), variable);

    private static string List(IEnumerable<double> values) => List(values.Select(Choices.Text));

    private static string List(IEnumerable<int> values) => List(values.Select(v => Choices.Text(v)));

    private static string List(IEnumerable<string> values) => "[" + string.Join(", ", values) + "]";

    private static string ArrayOf(IEnumerable<double> values) => "new double[] { " + string.Join(", ", values.Select(Choices.Text)) + " }";

    private string Table(int rows, int columns) =>
        "{ " + string.Join(", ", Enumerable.Range(0, rows).Select(_ => "{ " + string.Join(", ", choose.Numbers(columns, -2, 2).Select(Choices.Text)) + " }")) + " }";

    /// <summary>A positive definite table as C#.</summary>
    private string Covariance(int size)
    {
        double[,] root = new double[size, size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++)
                root[i, j] = i == j ? choose.Number(0.6, 1.4) : choose.Number(-0.5, 0.5);
        double Entry(int i, int j) => Math.Round(Enumerable.Range(0, size).Sum(l => root[i, l] * root[j, l]), 6);
        return "{ " + string.Join(", ", Enumerable.Range(0, size).Select(i =>
            "{ " + string.Join(", ", Enumerable.Range(0, size).Select(j => Choices.Text(Entry(i, j)))) + " }")) + " }";
    }
}

using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Calls and members of which some form was not read as C# reads it.</summary>
internal static class CallRows
{
    public static IEnumerable<PlainRow> All { get; } =
    [
        Row("Factor(q.Length * x);"),
        Row("for (int i = 0; i < q.GetLength(0); i++) for (int j = 0; j < q.GetLength(1); j++) Factor(q[i, j] * (i + 2 * j + 1));"),
        Row("Vector<double> m = Vector<double>.Build.DenseOfArray(a).Map(t => t * x, Zeros.Include); Factor(m[0] + 2 * m[1]);"),
        Row("Factor(Math.Sign((long)(10 * c)) * x + Math.Sign((decimal)c) * y);"),
    ];
}

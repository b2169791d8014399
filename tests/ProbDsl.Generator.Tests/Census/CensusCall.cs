using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Which arguments of a call depend on latents.</summary>
internal enum Given
{
    /// <summary>All that can.</summary>
    Latents,

    /// <summary>The first that can, which is the receiver of a method.</summary>
    First,

    /// <summary>All that can but the first.</summary>
    Rest,

    /// <summary>None.</summary>
    Data,
}

/// <summary>A call as it may stand in a model.</summary>
/// <param name="Signature">What is called, as the table names it.</param>
/// <param name="Given">Which arguments depend on latents.</param>
/// <param name="Expression">The call.</param>
/// <param name="Result">The type of what it returns.</param>
/// <param name="Changed">An array or vector that it may change.</param>
internal sealed record CensusCall(string Signature, Given Given, string Expression, Type Result, string? Changed = null)
{
    /// <summary>Statements before the call.</summary>
    public string Before { get; init; } = "";

    /// <summary>Whether only arguments between zero and one have a meaning.</summary>
    public bool IsInside { get; init; }

    /// <summary>Whether elements of what it returns are read by constants, where sizes are no bounds of loops.</summary>
    public bool IsFlat { get; init; }

    /// <summary>The call, and what adds its value up to a number in which every element counts differently.</summary>
    /// <param name="add">Makes a statement of a number.</param>
    public string Statement(Func<string, string> add) => $"{Before} {Added(add)}";

    private string Added(Func<string, string> add) => IsFlat && Flat(add) is { } flat ? flat : Looped(add);

    private string? Flat(Func<string, string> add) =>
        Result == typeof(double[]) ? $"double[] r = {Expression}; {add("r.Sum() + 0.7 * r[0]")}"
        : Result == typeof(Vector<double>) ? $"Vector<double> r = {Expression}; {add("r.Sum() + 0.7 * r[0]")}"
        : Result == typeof(Matrix<double>) ? $"Matrix<double> r = {Expression}; Vector<double> v = r * w; {add("v.Sum() + 0.7 * v[0]")}"
        : null;

    private string Looped(Func<string, string> add)
    {
        if (Result == typeof(double))
            return add(Expression);
        if (Result == typeof(bool))
            return add($"({Expression} ? 2.0 : 1.0)");
        if (Result == typeof(void))
            return Changed is null ? $"{Expression}; {add("1")}" : $"{Expression}; {Elements(Changed, add)}";
        if (IsNumber(Result))
            return add($"(double)({Expression})");
        if (Nullable.GetUnderlyingType(Result) is { } inner && IsNumber(inner))
            return add($"(double)(({Expression}) ?? 0)");
        if (Result == typeof(double[]))
            return $"double[] r = {Expression}; {Elements("r", add)}";
        if (Result == typeof(Vector<double>))
            return $"Vector<double> r = {Expression}; for (int i = 0; i < r.Count; i++) {{ {add("r[i] * (i + 1)")} }}";
        if (Result == typeof(Matrix<double>))
            return $"Matrix<double> r = {Expression}; for (int i = 0; i < r.RowCount; i++) for (int j = 0; j < r.ColumnCount; j++) {{ {add("r[i, j] * (i + 1) * (1 + 0.3 * j)")} }}";
        if (Result == typeof(double[,]))
            return $"double[,] r = {Expression}; for (int i = 0; i < r.GetLength(0); i++) for (int j = 0; j < r.GetLength(1); j++) {{ {add("r[i, j] * (i + 1) * (1 + 0.3 * j)")} }}";
        if (Result == typeof(double[][]) || Result == typeof(Vector<double>[]))
            return $"{OverloadCalls.NameOf(Result)} r = {Expression}; for (int i = 0; i < r.Length; i++) for (int j = 0; j < 2; j++) {{ {add("r[i][j] * (i + 1) * (1 + 0.3 * j)")} }}";
        if (Result == typeof(List<double>))
            return $"List<double> r = {Expression}; for (int i = 0; i < r.Count; i++) {{ {add("r[i] * (i + 1)")} }}";
        if (typeof(IEnumerable<double>).IsAssignableFrom(Result))
            return $"double[] r = {Expression}.ToArray(); {Elements("r", add)}";
        if (Result.Name.StartsWith("ValueTuple`2", StringComparison.Ordinal))
            return string.Join(' ', Result.GetGenericArguments().Select((type, i) => $"{{ {new CensusCall("", Given, $"{Expression}.Item{i + 1}", type).Statement(v => add($"{i + 1} * ({v})"))} }}"));
        return Result == typeof(string) ? add($"({Expression}).Length") : $"var r = {Expression}; {add("r is null ? 2.0 : 1.0")}";
    }

    /// <summary>Whether a type is one of numbers that C# converts to <c>double</c>.</summary>
    public static bool IsNumber(Type type) =>
        (type.IsPrimitive && type != typeof(bool) && type != typeof(char)) || type == typeof(decimal) || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128);

    private static string Elements(string name, Func<string, string> add) => name is "M" or "X"
        ? add($"{name}[0, 0] + 2 * {name}[1, 2]")
        : $"for (int i = 0; i < {name}.{(name is "r" or "a" or "d" ? "Length" : "Count")}; i++) {{ {add($"{name}[i] * (i + 1)")} }}";
}

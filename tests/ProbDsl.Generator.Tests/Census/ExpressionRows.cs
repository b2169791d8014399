using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>An expression with places for arguments.</summary>
/// <param name="Text">The expression; {0} is its first argument.</param>
/// <param name="Result">Its type.</param>
/// <param name="Arguments">The types of the arguments.</param>
internal sealed record ExpressionRow(string Text, Type Result, params Type[] Arguments)
{
    /// <summary>Statements before it.</summary>
    public string Before { get; init; } = "";

    /// <summary>What the table says, where it is not the expression.</summary>
    public string? Signature { get; init; }
}

/// <summary>The operators of C#, its indexers, ranges and patterns.</summary>
internal static class ExpressionRows
{
    private static readonly Type Number = typeof(double);
    private static readonly Type Array = typeof(double[]);
    private static readonly Type Whole = typeof(int);
    private static readonly Type Flag = typeof(bool);

    public static IEnumerable<ExpressionRow> All => [.. Numbers, .. Wholes, .. Assignments, .. Conversions, .. Indexers, .. Arrays, .. Patterns, .. Others];

    private static IEnumerable<ExpressionRow> Numbers =>
    [
        .. new[] { "+", "-", "*", "/", "%" }.Select(op => new ExpressionRow("{0} " + op + " {1}", Number, Number, Number)),
        .. new[] { "<", "<=", ">", ">=", "==", "!=" }.Select(op => new ExpressionRow("{0} " + op + " {1}", Flag, Number, Number)),
        new("-{0}", Number, Number), new("+{0}", Number, Number),
        .. new[] { "&&", "||", "&", "|", "^", "==", "!=" }.Select(op => new ExpressionRow("({0} > 0.3) " + op + " ({1} > 0.9)", Flag, Number, Number)),
        new("!({0} > 0.3)", Flag, Number), new("{0} > {1} ? {0} : 2 * {1}", Number, Number, Number), new("yes ? {0} : {1}", Number, Number, Number),
        new("checked({0} * {1})", Number, Number, Number), new("one * {0}", Number, Number), new("{0} / two", Number, Number), new("one / two * {0} + {0}", Number, Number),
    ];

    private static IEnumerable<ExpressionRow> Wholes =>
    [
        .. new[] { "+", "-", "*", "/", "%", "<<", ">>", ">>>", "&", "|", "^" }.Select(op => new ExpressionRow("{0} " + op + " {1}", Whole, Whole, Whole)),
        .. new[] { "<", "<=", ">", ">=", "==", "!=" }.Select(op => new ExpressionRow("{0} " + op + " {1}", Flag, Whole, Whole)),
        new("-{0}", Whole, Whole), new("~{0}", Whole, Whole), new("!{0}", Flag, Flag), new("-7 / two", Whole), new("-7 % two", Whole), new("7 / 2 * {0}", Number, Number), new("-7 >> 1", Whole),
        new("unchecked(int.MaxValue + one)", Whole), new("checked(int.MaxValue + one)", Whole), new("one / (one - one)", Whole), new("int.MaxValue * {0}", Number, Number),
        new("1_000_000 * 1_000_000L * {0}", Number, Number), new("(one + 2147483647) * {0}", Number, Number),
    ];

    private static IEnumerable<ExpressionRow> Assignments =>
    [
        .. new[] { "+=", "-=", "*=", "/=", "%=" }.Select(op => new ExpressionRow("z", Number, Number, Number) { Before = "double z = {0}; z " + op + " {1};", Signature = $"double {op} double" }),
        .. new[] { "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", ">>>=", "&=", "|=", "^=" }.Select(op => new ExpressionRow("z", Whole, Whole, Whole) { Before = "int z = {0}; z " + op + " {1};", Signature = $"int {op} int" }),
        .. new[] { "z++", "++z", "z--", "--z" }.Select(step => new ExpressionRow("z", Number, Number) { Before = "double z = {0}; " + step + ";", Signature = "double " + step }),
        .. new[] { "z++", "++z", "z--", "--z" }.Select(step => new ExpressionRow("z", Whole, Whole) { Before = "int z = {0}; " + step + ";", Signature = "int " + step }),
        new("z++ + z", Number, Number) { Before = "double z = {0};" }, new("(z = {1}) + z", Number, Number, Number) { Before = "double z = {0};" },
        new("z[1]", Number, Array, Number) { Before = "double[] z = [.. {0}]; z[1] += {1};", Signature = "element += double" },
        new("z[1]", Number, Array, Number) { Before = "double[] z = new double[3]; z[1] = {1}; z[0] = {0}[0];", Signature = "element = double" },
        new("x * y", Number, Number, Number) { Before = "var (x, y) = ({0}, {1});", Signature = "var (x, y) = (double, double)" },
        new("x - 2 * y", Number, Number, Number) { Before = "double x = {0}, y = {1}; (x, y) = (y, x);", Signature = "(x, y) = (y, x)" },
        new("x", Number, Number) { Before = "double? n = null; double x = n ?? {0};", Signature = "null ?? double" },
    ];

    private static IEnumerable<ExpressionRow> Conversions =>
    [
        .. new[] { "int", "long", "float", "decimal", "byte", "short", "uint", "char" }.Select(type => new ExpressionRow($"(double)({type})(10 * {{0}})", Number, Number)),
        new("(double){0}", Number, Whole), new("(double){0}", Number, Number), new("(float){0} * {1}", Number, Number, Number), new("checked((int){0})", Whole, Number),
        new("Convert.ToDouble({0})", Number, Number), new("Convert.ToInt32({0})", Whole, Number), new("double.Parse(\"0.5\") * {0}", Number, Number), new("(yes ? 1 : 0) * {0}", Number, Number),
        new("((object){0}).ToString()!", typeof(string), Number), new("{0}.ToString()", typeof(string), Number), new("$\"{{0}}\"", typeof(string), Number) { Signature = "interpolated string" },
        new("{0}.Equals({1})", Flag, Number, Number), new("{0}.CompareTo({1})", Whole, Number, Number), new("{0}.GetHashCode() > 0", Flag, Number),
    ];

    private static IEnumerable<ExpressionRow> Indexers =>
    [
        new("{0}[1]", Number, Array), new("{0}[one]", Number, Array), new("{0}[one + 1]", Number, Array), new("{0}[k[one]]", Number, Array), new("{0}[k[k[one]]]", Number, Array),
        new("{0}[^1]", Number, Array), new("{0}[^two]", Number, Array), new("{0}[new Index(1, true)]", Number, Array), new("{0}[(Index)one]", Number, Array),
        new("{0}[1..3]", Array, Array), new("{0}[..2]", Array, Array), new("{0}[1..]", Array, Array), new("{0}[^2..]", Array, Array), new("{0}[..]", Array, Array), new("{0}[one..^1]", Array, Array),
        new("{0}[new Range(1, 2)]", Array, Array), new("{0}[0..0]", Array, Array), new("{0}[1..4]", Array, Array), new("{0}[2..1]", Array, Array),
        new("{0}[3]", Number, Array), new("{0}[one + two]", Number, Array), new("{0}[-one]", Number, Array), new("{0}[(int)(2 * {1})]", Number, Array, Number), new("{0}[{1} > 0.5 ? 1 : 0]", Number, Array, Number),
        new("{0}[one, two]", Number, typeof(double[,])), new("{0}[two, one]", Number, typeof(double[,])), new("{0}[one][two]", Number, typeof(double[][])), new("{0}[one]", Array, typeof(double[][])), new("{0}[^1][^1]", Number, typeof(double[][])),
        new("{0}[one]", Number, typeof(Vector<double>)), new("{0}[^1]", Number, typeof(Vector<double>)), new("{0}[one + two]", Number, typeof(Vector<double>)),
        new("{0}[one, two]", Number, typeof(Matrix<double>)), new("{0}[two, one + two]", Number, typeof(Matrix<double>)),
    ];

    private static IEnumerable<ExpressionRow> Arrays =>
    [
        .. new[] { "Length", "LongLength", "Rank" }.Select(name => new ExpressionRow($"(double){{0}}.{name}", Number, Array)),
        new("{0}.Length", Whole, typeof(double[,])), new("{0}.GetLength(0)", Whole, typeof(double[,])), new("{0}.GetLength(1)", Whole, typeof(double[,])), new("{0}.GetUpperBound(0)", Whole, typeof(double[,])), new("{0}.Length", Whole, typeof(double[][])), new("{0}[0].Length", Whole, typeof(double[][])),
        new("{0}.Count", Whole, typeof(Vector<double>)), new("{0}.RowCount", Whole, typeof(Matrix<double>)), new("{0}.ColumnCount", Whole, typeof(Matrix<double>)),
        new("z", Array, Number, Number) { Before = "double[] z = [{0}, {1}];", Signature = "[double, double]" }, new("z", Array, Number, Array) { Before = "double[] z = [{0}, .. {1}, 2];", Signature = "[double, .. double[], 2]" },
        new("new[] { {0}, {1}, 2 }", Array, Number, Number), new("new double[2] { {0}, {1} }", Array, Number, Number), new("new double[] { one, {0} }", Array, Number), new("new double[,] { { {0}, 1 }, { {1}, 2 } }", typeof(double[,]), Number, Number),
        new("new double[][] { [{0}, {1}], [{1}, 3] }", typeof(double[][]), Number, Number), new("new double[][] { {0}, {1} }", typeof(double[][]), Array, Array), new("new List<double> { {0}, {1} }", typeof(List<double>), Number, Number),
        new("(double[]){0}.Clone()", Array, Array), new("Array.IndexOf({0}, {1})", Whole, Array, Number), new("Array.ConvertAll({0}, v => v * {1})", Array, Array, Number), new("{0}.AsSpan()[1]", Number, Array), new("new Span<double>({0})[1]", Number, Array),
        new("z[0] + z[1]", Number, Number, Number) { Before = "Span<double> z = stackalloc double[2]; z[0] = {0}; z[1] = {1};", Signature = "stackalloc" },
    ];

    private static IEnumerable<ExpressionRow> Patterns =>
    [
        new("{0} is > 0.3", Flag, Number), new("{0} is > 0.3 and < 0.5", Flag, Number), new("{0} is < 0.1 or > 0.4", Flag, Number), new("{0} is not > 0.3", Flag, Number), new("{0} is 0.5", Flag, Number), new("{0} is double v ? v : 1", Number, Number), new("{0} is var v ? v * 2 : 1", Number, Number),
        new("one is 1 or 2 ? {0} : {1}", Number, Number, Number), new("one is not 1 ? {0} : {1}", Number, Number, Number), new("yes is true ? {0} : {1}", Number, Number, Number), new("one is > 0 and < 5 ? {0} : {1}", Number, Number, Number),
        new("{0} switch { < 0.3 => {1}, < 0.5 => 2 * {1}, _ => 0.5 }", Number, Number, Number), new("one switch { 1 => {0}, 2 => {1}, _ => 0.5 }", Number, Number, Number), new("one switch { > 1 => {0}, _ => {1} }", Number, Number, Number), new("one switch { 1 or 3 => {0}, _ => {1} }", Number, Number, Number),
        new("one switch { var v when v > 5 => {0}, _ => {1} }", Number, Number, Number), new("yes switch { true => {0}, false => {1} }", Number, Number, Number), new("(one, two) switch { (1, 2) => {0}, _ => {1} }", Number, Number, Number), new("two switch { 1 => {0}, 3 => {1} }", Number, Number, Number),
        new("{0} is [var f, .., var l] ? f + 2 * l : 1", Number, Array), new("{0} is { Length: 3 } ? {1} : 1", Number, Array, Number), new("{0} is [] ? {1} : 1", Number, Array, Number), new("{0} is null ? {1} : 1", Number, Array, Number), new("{0} is not null ? {1} : 1", Number, Array, Number),
    ];

    private static IEnumerable<ExpressionRow> Others =>
    [
        new("({0}, {1}).Item2", Number, Number, Number), new("(x: {0}, y: {1}).y", Number, Number, Number), new("nameof(one).Length", Whole), new("sizeof(double)", Whole), new("default(double) + {0}", Number, Number), new("new Func<double, double>(v => v * {0})({1})", Number, Number, Number),
        new("f({1})", Number, Number, Number) { Before = "Func<double, double> f = v => v * {0};", Signature = "Func<double, double> f; f(double)" }, new("f({1})", Number, Number, Number) { Before = "double f(double v) => v * {0};", Signature = "local function" },
        new("f({1}, two)", Number, Number, Number) { Before = "static double f(double v, int n) => n == 0 ? v : v * n;", Signature = "static local function" }, new("f(v: {1}, u: {0})", Number, Number, Number) { Before = "double f(double u, double v) => u - 2 * v;", Signature = "named arguments" },
        new("f({0})", Number, Number) { Before = "double f(double u, double v = 3) => u - 2 * v;", Signature = "optional argument" }, new("f({0}, {1}, 2)", Number, Number, Number) { Before = "double f(params double[] v) => v[0] - v[1] * v[2];", Signature = "params argument" }, new("z", Number, Number) { Before = "double z = 0; f(ref z); void f(ref double v) => v = 2 * {0};", Signature = "ref argument" },
        new("((Func<double>)(() => {0}))()", Number, Number), new("{0}!", Number, Number), new("(yes ? {0} : {1})[1]", Number, Array, Array), new("({0} ?? {1})[1]", Number, Array, Array), new("{0}?.Length ?? 0", Whole, Array), new("{0}?[1] ?? 0", Number, Array), new("double.IsNaN({0})", Flag, Number), new("double.MaxValue > {0}", Flag, Number), new("double.Epsilon + {0}", Number, Number), new("Math.PI * {0}", Number, Number), new("DateTime.UnixEpoch.Year * {0}", Number, Number),
    ];
}

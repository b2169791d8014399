using System.Globalization;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Every parameter of a distribution that is a vector or a matrix, given by an expression where it is used.</summary>
internal static class VectorArgumentRows
{
    private static readonly string[] Reals = ["x * b", "(x * b + 1)", "L.Row(0)", "(X.Transpose() * w * x)", "(b + L.Row(1))", "Log(Exp(b) + 1)", "b.SubVector(0, 3).PointwiseMultiply(b)"];

    /// <summary>Three numbers that are positive, or not everywhere: the density is then NaN.</summary>
    private static readonly string[] Positives = ["Exp(b)", "(b * 2 + 1)", "(s * Exp(b))", "(b.PointwiseMultiply(b) + 0.1)", "(L.Row(0) + 0.5)", "(X.Transpose() * Exponentials())", "(Exp(L).Transpose() * Vector<double>.Build.DenseOfArray([0.5, 1.5]))"];

    private static readonly string[] Probabilities = ["Logistic(b)", "(Logistic(x) * Logistic(b))", "L.Row(0)", "Softmax(b)", "Exp(-b.PointwiseMultiply(b))"];

    private static readonly string[] Simplexes = ["Softmax(b)", "(Exp(b) / Exp(b).Sum())", "Softmax(x * b + L.Row(1))", "Softmax(a.Select(v => v * x).ToArray())", "a.Select(v => Math.Exp(v) / a.Sum(Math.Exp)).ToArray()"];

    private const string Helpers = "Vector<double> Exponentials() => Exp(Vector<double>.Build.DenseOfArray(h));";

    private static readonly (string Call, string[] Arguments)[] Uses =
    [
        ("Dirichlet({0}).LogDensity([0.2, 0.3, 0.5])", Positives),
        ("Dirichlet([1.5, 0.7, 2]).LogDensity({0})", Simplexes),
        ("Dirichlet({0}).LogDensity(Softmax(a))", ["Exp(b)", "b * 2 + 1", "a.Select(v => 1 + v * v).ToArray()", "new double[] { s, 1 + s, Math.Exp(x) }"]),
        ("Categorical({0}).LogDensity(1)", Simplexes),
        ("Categorical({0}).LogDensity(g[0])", Simplexes),
        ("CategoricalLogits({0}).LogDensity(2)", [.. Reals, "a.Select(v => v * x).ToArray()", "new double[] { s, x, 1 }"]),
        ("Mixture({0}, Normal(x, 1), Normal(0, 2), Normal(1, s)).LogDensity(0.4)", Simplexes),
        ("Mixture({0}, k => Normal(a[k], s)).LogDensity(y)", Simplexes),
        ("Mixture({0}, Poisson(s), Poisson(2), Poisson(1 + s)).LogDensity(2)", Simplexes),
        ("Normal({0}, s).LogDensity(Vector<double>.Build.DenseOfArray([0.2, -0.3, 0.5]))", Reals),
        ("Normal(b * x, {0}).LogDensity(Vector<double>.Build.DenseOfArray([0.2, -0.3, 0.5]))", Positives),
        ("Laplace(b * x, {0}).LogDensity(Vector<double>.Build.DenseOfArray([0.2, -0.3, 0.5]))", Positives),
        ("LogNormal(b * x, {0}).LogDensity(Vector<double>.Build.DenseOfArray([0.2, 0.3, 0.5]))", Positives),
        ("Poisson({0}).LogDensity(Vector<double>.Build.DenseOfArray([2, 0, 1]))", Positives),
        ("PoissonLog({0}).LogDensity(Vector<double>.Build.DenseOfArray([2, 0, 1]))", Reals),
        ("Bernoulli({0}).LogDensity(Vector<double>.Build.DenseOfArray([1, 0, 1]))", Probabilities),
        ("BernoulliLogits({0}).LogDensity(Vector<double>.Build.DenseOfArray([1, 0, 1]))", Reals),
        ("MultivariateNormal({0}, X.Transpose() * X).LogDensity(Vector<double>.Build.DenseOfArray([0.2, -0.3, 0.5]))", Reals),
        ("MultivariateNormal(b, {0}).LogDensity(Vector<double>.Build.DenseOfArray([0.2, -0.3, 0.5]))",
            ["X.Transpose() * X * s", "Matrix<double>.Build.DenseOfDiagonalVector(Exp(L.Row(0)))", "L.Transpose() * L + Matrix<double>.Build.DenseIdentity(3)"]),
        ("MultivariateNormalCholesky({0}, X.SubMatrix(0, 3, 0, 3).LowerTriangle()).LogDensity(Vector<double>.Build.DenseOfArray([0.2, -0.3, 0.5]))", Reals),
    ];

    public static IEnumerable<PlainRow> All { get; } =
    [
        .. Uses.SelectMany((use, u) => use.Arguments.Select((argument, k) => new PlainRow(
            $"Factor({string.Format(CultureInfo.InvariantCulture, use.Call, argument)});", Helpers, string.Create(CultureInfo.InvariantCulture, $"VectorArgument{u}x{k}")))),
    ];
}

using System.Reflection;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>A distribution whose parameters may be anything: C# over the numbers a, b and c, and values for them, some outside the parameters' ranges.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Distribution">C# of the distribution.</param>
/// <param name="Outcome">C# of a value.</param>
/// <param name="Values">Values of a, b and c; the first are ordinary ones.</param>
/// <param name="OutcomeType">The type of a member that can hold the value as an outcome; empty where a member is not tried.</param>
/// <param name="IsBatched">Whether a model with networks can have it.</param>
/// <param name="Plain">The log density in plain C#, where it is not the distribution's own method on the value.</param>
internal sealed record InvalidRow(string Name, string Distribution, string Outcome, IReadOnlyList<double[]> Values, string OutcomeType = "", bool IsBatched = true, string Plain = "")
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    private static readonly double[][] Positives = [[0.7, 1.2, 1], [-0.5, 1.2, 1], [0.7, -1, 1], [0, 1.2, 1], [NaN, 1, 1], [-0.5, -0.5, 1]];

    public static IReadOnlyList<InvalidRow> All { get; } = [.. Scalars(), .. Others()];

    /// <summary>All scalar distributions, by their declarations: each parameter outside and at the ends of its range while the others lie within.</summary>
    private static IEnumerable<InvalidRow> Scalars()
    {
        foreach (MethodInfo factory in typeof(ProbDsl.Distributions).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            Type type = factory.ReturnType;
            bool isDiscrete = typeof(IDiscreteDistribution).IsAssignableFrom(type);
            ParameterInfo[] numbers = [.. factory.GetParameters().Where(p => p.ParameterType == typeof(double))];
            if (type.GetCustomAttribute<DistributionAttribute>() is not { } declared || declared.Support == Support.UnitVector || numbers.Length == 0 || factory.GetParameters().Any(p => p.ParameterType != typeof(double) && p.ParameterType != typeof(int))
                || !(isDiscrete || typeof(IContinuousDistribution).IsAssignableFrom(type)))
                continue;
            Support[] supports = [.. numbers.Select(p => type.GetCustomAttributes<DistributionParameterAttribute>().Single(a => a.Name == p.Name).Support)];
            double[] valid = [.. numbers.Select((p, i) => supports[i] == Support.Real ? p.Name == "upper" ? 1.2 : 0.1 : supports[i] == Support.UnitInterval ? 0.7 : 1.3), .. Enumerable.Repeat(1.0, 3 - numbers.Length)];
            List<double[]> values = [valid];
            foreach ((Support support, int i) in supports.Select((s, i) => (s, i)))
                foreach (double bad in Bad(support, type))
                    values.Add([.. valid.Select((v, k) => k == i ? bad : v)]);
            string arguments = string.Join(", ", factory.GetParameters().Select(p => p.ParameterType == typeof(int) ? "3" : ((char)('a' + Array.IndexOf(numbers, p))).ToString()));
            string[] outcomes = declared.Support == Support.Binary ? ["0", "1"] : isDiscrete ? ["0", "1", "2"] : declared.Support == Support.UnitInterval || type == typeof(Uniform) ? ["0.3"] : ["0.3", "2.5"];
            foreach (string outcome in outcomes)
                yield return new InvalidRow($"{type.Name}At{outcome.Replace('.', '_')}", $"{type.Name}({arguments})", outcome, values, isDiscrete ? "int" : "double");
        }
    }

    private static double[] Bad(Support support, Type type) => support switch
    {
        Support.Positive or Support.NonNegative => [-0.5, -1, -2.5, 0, NaN, Infinity, -Infinity],
        Support.UnitInterval => [-0.5, 0, 1, 1.5, NaN, Infinity, -Infinity],
        _ when type == typeof(Uniform) => [-3, 3, 0.1, 1.2, NaN, Infinity, -Infinity],
        _ => [NaN, Infinity, -Infinity],
    };

    private static IEnumerable<InvalidRow> Others()
    {
        yield return new("DirichletOf", "Dirichlet([a, b, 2.0])", "[0.2, 0.3, 0.5]", Positives, IsBatched: false);
        yield return new("DirichletVectorOf", "Dirichlet(Vector<double>.Build.DenseOfArray([a, b, 2]))", "[0.2, 0.3, 0.5]", Positives, IsBatched: false);
        yield return new("NoSimplex", "Dirichlet([1.5, 2.0, 3.0])", "[a, b, 1 - a - b]", [[0.2, 0.3, 1], [-0.1, 0.3, 1], [0.8, 0.3, 1], [0, 0.3, 1], [1, 0, 1]], IsBatched: false);
        yield return new("NoSimplexSum", "Dirichlet(2.0 * Vector<double>.Build.DenseOfArray([1.0, 2, 3]))", "new double[] { a, b, 0.5 }", [[0.2, 0.3, 1], [0.3, 0.3, 1], [0.2 + 1e-7, 0.3, 1]], IsBatched: false);
        yield return new("CategoricalOf", "Categorical([a, b, 1 - a - b])", "1", [[0.2, 0.3, 1], [0.2, -0.3, 1], [0.2, 0, 1], [0.2, NaN, 1]]);
        yield return new("LkjCholeskyOf", "LkjCholesky(2, a)", "L(0.6, 0.8, 0)", [[0.7, 1, 1], [-0.5, 1, 1], [-1, 1, 1], [0, 1, 1], [NaN, 1, 1]], IsBatched: false);
        yield return new("NoFactor", "LkjCholesky(2, 1.5)", "L(a, b, 0)", [[0.6, 0.8, 1], [0.6, 0.7, 1], [0.6, -0.8, 1], [1, 0, 1], [0, 1, 1]], IsBatched: false);
        yield return new("NoTriangle", "LkjCholesky(2, 1.5)", "L(0.6, 0.8, a)", [[0, 1, 1], [0.1, 1, 1]], IsBatched: false);
        yield return new("Covariance", "MultivariateNormal(Vector<double>.Build.DenseOfArray([0.1, 0.2]), L(b, a, b))", "[0.3, 0.4]", [[1.5, 0.2, 1], [-1, 0.2, 1], [0.9, 1.1, 1], [0, 0.2, 1], [NaN, 0.2, 1]], IsBatched: false);
        yield return new("CovarianceFactor", "MultivariateNormalCholesky(Vector<double>.Build.DenseOfArray([0.1, 0.2]), L(b, a, 0))", "[0.3, 0.4]", [[1.5, 0.2, 1], [-1, 0.2, 1], [0, 0.2, 1], [NaN, 0.2, 1]], IsBatched: false);
        yield return new("MixtureOf", "Mixture([a, 1 - a], Normal(0.0, b), Normal(1.0, c))", "0.3", [[0.3, 0.5, 1], [-0.3, 0.5, 1], [1.3, 0.5, 1], [0.3, -0.5, 1], [0.3, 0.5, -1], [0.3, NaN, 1]], IsBatched: false);
        yield return new("MixtureOfGammas", "Mixture([0.5, 0.5], Gamma(a, 1.0), Gamma(b, c))", "0.3", [[0.3, 0.5, 1], [-0.3, 0.5, 1], [0.3, -0.5, 1], [0.3, 0.5, -1]], IsBatched: false);
        yield return new("TruncatedOf", "Normal(0.1, c).Truncate(a, b)", "0.3", [[0, 1, 1], [1, 0, 1], [0.3, 0.3, 1], [0, 1, -1], [0, 1, 0], [NaN, 1, 1], [0.4, 1, 1]], "double", IsBatched: false,
            "new TruncatedDistribution<Normal>(Normal(0.1, c), a, b).LogDensity(0.3)");
        yield return new("TruncatedExponential", "Exponential(c).Truncate(a, b)", "0.3", [[0, 1, 1], [1, 0, 1], [0, 1, -1], [0.4, 1, 1], [-2, 1, 1]], "double", IsBatched: false,
            "new TruncatedDistribution<Exponential>(Exponential(c), a, b).LogDensity(0.3)");
        yield return new("Copies", "Gamma(a, b).Iid(2)", "[0.3, 0.4]", Positives, IsBatched: false);
        yield return new("NormalOfVectors", "Normal(Vector<double>.Build.DenseOfArray([0.0, 1]), Vector<double>.Build.DenseOfArray([a, b]))", "Vector<double>.Build.DenseOfArray([0.3, 0.4])", Positives);
        yield return new("LaplaceOfVectors", "Laplace(Vector<double>.Build.DenseOfArray([0.0, 1]), Vector<double>.Build.DenseOfArray([a, b]))", "Vector<double>.Build.DenseOfArray([0.3, 0.4])", Positives);
        yield return new("LogNormalOfVectors", "LogNormal(Vector<double>.Build.DenseOfArray([0.0, 1]), Vector<double>.Build.DenseOfArray([a, b]))", "Vector<double>.Build.DenseOfArray([0.3, 0.4])", Positives);
        yield return new("PoissonOfVectors", "Poisson(Vector<double>.Build.DenseOfArray([a, b]))", "Vector<double>.Build.DenseOfArray([0.0, 2])", Positives);
        yield return new("BernoulliOfVectors", "Bernoulli(Vector<double>.Build.DenseOfArray([a, b]))", "Vector<double>.Build.DenseOfArray([0.0, 1])", [[0.7, 0.2, 1], [-0.5, 0.2, 1], [0.7, 1.5, 1], [0, 1, 1], [NaN, 0.5, 1]]);
        yield return new("ProductOfDataAndLatent", "Poisson(2.5 * a)", "0", Positives);
        yield return new("NegativeFactor", "Poisson(-2.5 * Math.Exp(a))", "0", Positives);
        yield return new("Differences", "Bernoulli(a - b)", "1", [[0.7, 0.2, 1], [-0.7, 0.2, 1], [1.7, 0.2, 1], [0.7, -0.5, 1]], "int");
        yield return new("Products", "Gamma(a * b, c)", "0.3", Positives, "double");
        yield return new("SurelyInRange", "Bernoulli(Logistic(a))", "1", [[0.7, 0.2, 1], [-900, 0.2, 1]], "int");
        yield return new("SurelyPositive", "Gamma(Math.Exp(b), c * c + 1)", "0.3", [[0.7, 0.2, 1], [0.7, -900, 1]], "double");
    }
}

namespace ProbDsl.Oracle.RandomModels;

/// <content>Distributions with random arguments.</content>
internal sealed partial class Grammar
{
    private static Ex Dist(string format, params Ex[] parts) => new(Ty.Fixed, format, parts);

    private Ex RealDistribution(Scope scope, int depth) => choose.Chance(0.06)
        ? Dist("{0}.Truncate(-30, upper: 40.5)", TailedDistribution(scope))
        : WithoutBounds(scope, depth);

    private Ex WithoutBounds(Scope scope, int depth = 1) => choose.Weighted(
        (5, () => Dist("Normal({0}, {1})", Number(scope, depth), Positive(scope, depth))),
        (1, () => Dist("StudentT({0}, {1}, {2})", Positive(scope, depth), Number(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Cauchy({0}, {1})", Number(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Laplace({0}, {1})", Number(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Logistic({0}, {1})", Number(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Normal(standardDeviation: {1}, mean: {0})", Number(scope, depth), Positive(scope, depth))),
        (1, () => MixtureOfEach(scope)),
        (1, () => Dist("Mixture({0}, Normal({1}, {2}), Normal({3}, {4}))", Weights(scope), Number(scope, 1), Positive(scope, 1), Number(scope, 1), Positive(scope, 1))));

    /// <summary>Distributions over real numbers that know their tails.</summary>
    private Ex TailedDistribution(Scope scope) =>
        Dist($"{choose.Of<string>(["Normal", "Logistic", "Cauchy", "Laplace"])}({{0}}, {{1}})", Number(scope, 0), Positive(scope, 0));

    /// <summary>One component for each weight.</summary>
    private Ex MixtureOfEach(Scope scope)
    {
        string k = NewName("k");
        Scope inside = scope.With(new Variable(k, "int", false) { Range = (0, 1) });
        return Dist($"Mixture({{0}}, {k} => Normal({{1}}, {{2}}))", Weights(scope), Number(inside, 1), Positive(inside, 1));
    }

    /// <summary>Two weights that sum to one.</summary>
    private Ex Weights(Scope scope)
    {
        Variable[] simplexes = [.. scope.Readable.Where(v => v.IsSimplex && v.Sizes is [2])];
        return simplexes.Length > 0 ? new Ex(Ty.Array, choose.Of(simplexes).Name) : Dist("new double[] {{ {0}, {1} }}", Lit(0.3), Lit(0.7));
    }

    /// <summary>A truncated distribution over positive numbers.</summary>
    private Ex Truncated(Scope scope, int depth) => choose.Chance(0.5)
        ? Dist("Normal({0}, {1}).Truncate(0)", Number(scope, depth), Positive(scope, depth))
        : Dist("Weibull({0}, {1}).Truncate(0, 9)", Positive(scope, depth), Positive(scope, depth));

    /// <summary>A distribution over positive numbers to draw from: the library's, or one that a user declares.</summary>
    private Ex PositiveDistribution(Scope scope, int depth) => choose.Chance(0.08) ? Dist("new Rayleigh({0})", Positive(scope, depth)) : LibraryPositive(scope, depth);

    private Ex LibraryPositive(Scope scope, int depth) => choose.Weighted(
        (2, () => Dist("HalfNormal({0})", Positive(scope, depth))),
        (1, () => Dist("HalfCauchy({0})", Positive(scope, depth))),
        (1, () => Dist("HalfStudentT({0}, {1})", Positive(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Exponential({0})", Positive(scope, depth))),
        (1, () => Dist("Gamma({0}, {1})", Positive(scope, depth), Positive(scope, depth))),
        (1, () => Dist("InverseGamma({0}, {1})", Positive(scope, depth), Positive(scope, depth))),
        (1, () => Dist("LogNormal({0}, {1})", Number(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Weibull({0}, {1})", Positive(scope, depth), Positive(scope, depth))),
        (1, () => Truncated(scope, depth)));

    private Ex UnitDistribution(Scope scope, int depth) => choose.Chance(0.3)
        ? Dist(choose.Of<string>(["Uniform(0, 1)", "ContinuousBernoulliLogits(A)"]))
        : Dist("Beta({0}, {1})", Positive(scope, depth), Positive(scope, depth));

    private Ex CountDistribution(Scope scope, int depth) => choose.Weighted(
        (1, () => Dist("Poisson({0})", Positive(scope, depth))),
        (2, () => Dist("PoissonLog({0})", Number(scope, depth))),
        (1, () => Dist("NegativeBinomial({0}, {1})", Positive(scope, depth), Positive(scope, depth))),
        (1, () => Dist("Binomial(9, {0})", Probability(scope, depth))),
        (2, () => Dist("BinomialLogits(9, {0})", Number(scope, depth))));

    private Ex BinaryDistribution(Scope scope, int depth) => choose.Chance(0.5)
        ? Dist("Bernoulli({0})", Probability(scope, depth))
        : Dist("BernoulliLogits({0})", Number(scope, depth));

    /// <summary>A distribution over 0 to <paramref name="size"/> - 1.</summary>
    private Ex CategoryDistribution(Scope scope, int size, int depth)
    {
        Variable[] simplexes = [.. scope.Readable.Where(v => v.IsSimplex && v.Sizes[^1] == size)];
        if (simplexes.Length > 0 && choose.Chance(0.6))
        {
            Variable simplex = choose.Of(simplexes);
            return Dist("Categorical({0})", simplex.Sizes.Length == 2 ? Row(scope, simplex) : new Ex(Ty.Array, simplex.Name));
        }
        return choose.Chance(0.3) ? Dist("Categorical(Softmax({0}))", Sequence(scope, size, depth)) : Dist("CategoricalLogits({0})", Sequence(scope, size, depth));
    }
}

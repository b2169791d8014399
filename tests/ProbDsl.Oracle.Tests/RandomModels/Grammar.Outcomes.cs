namespace ProbDsl.Oracle.RandomModels;

/// <content>Outcomes of other kinds: whole vectors and matrices, parts that are left out, missing values, series.</content>
internal sealed partial class Grammar
{
    /// <summary>A vector of positive numbers.</summary>
    private Ex PositiveVector(Scope scope, int size)
    {
        if (choose.Chance(0.4))
            return new Ex(Ty.Fixed, "(Functions.Softplus({0}) + 0.1)", Vector(scope, size, 1));
        string k = NewName("k");
        Scope inside = scope.With(new Variable(k, "int", false) { Range = (0, size - 1) });
        return new Ex(Ty.Fixed, $"Vector<double>.Build.Dense({size}, {k} => {{0}})", Positive(inside, 1));
    }

    /// <summary>A vector whose elements have parameters of their own.</summary>
    private (St, St[], Variable) ElementwiseOutcome(Scope scope, string name)
    {
        int size = choose.Of(Sizes);
        (double[] values, Ex distribution) = choose.Weighted<(double[], Ex)>(
            (3, () => (choose.Numbers(size, -2, 2), Dist("Normal({0}, {1})", Vector(scope, size, 1), PositiveVector(scope, size)))),
            (1, () => (choose.Numbers(size, -2, 2), Dist("Laplace({0}, {1})", Vector(scope, size, 1), PositiveVector(scope, size)))),
            (1, () => (choose.Numbers(size, 0.2, 2), Dist("LogNormal({0}, {1})", Vector(scope, size, 1), PositiveVector(scope, size)))),
            (1, () => (Counts(size, 4), Dist("Poisson({0})", PositiveVector(scope, size)))),
            (1, () => (Counts(size, 4), Dist("PoissonLog({0})", Vector(scope, size, 1)))),
            (1, () => (Counts(size, 1), Dist("BernoulliLogits({0})", Vector(scope, size, 1)))));
        return (
            Observed("Vector<double>", name, $"Vector<double>.Build.DenseOfArray({ArrayOf(values)})"),
            [St.Of($"{name} = ~{{0}};", distribution)],
            new Variable(name, "Vector", false, size));
    }

    private double[] Counts(int size, int most) => [.. choose.Integers(size, 0, most).Select(k => (double)k)];

    /// <summary>A table that is drawn element by element, or a matrix at once.</summary>
    private (St, St[], Variable) TableOutcome(Scope scope, string name)
    {
        (string row, int rows, Scope outer) = NewLoop(scope);
        (string column, int columns, Scope inner) = NewLoop(outer);
        if (choose.Chance(0.6))
            return (
                Observed("double[,]", name, Table(rows, columns)),
                [new St(Loop(row, rows), [new St(Loop(column, columns), [St.Of($"{name}[{row}, {column}] = ~{{0}};", RealDistribution(inner, 1))])])],
                new Variable(name, "double[,]", false, rows, columns));
        Scope lambda = scope.With(new Variable(row, "int", false) { Range = (0, rows - 1) }, new Variable(column, "int", false) { Range = (0, columns - 1) });
        return (
            Observed("Matrix<double>", name, $"Matrix<double>.Build.DenseOfArray(new double[,] {Table(rows, columns)})"),
            [St.Of($"{name} = ~Normal(Matrix<double>.Build.Dense({rows}, {columns}, ({row}, {column}) => {{0}}), Matrix<double>.Build.Dense({rows}, {columns}, ({row}, {column}) => {{1}}));",
                Number(lambda, 1), Positive(lambda, 1))],
            new Variable(name, "Matrix", false, rows, columns));
    }

    /// <summary>Outcomes of which some are not drawn, and some are missing.</summary>
    private (St, St[], Variable) PartlyOutcome(Scope scope, string name)
    {
        (string index, int size, Scope inside) = NewLoop(scope);
        St Member(bool missing) => new(new Ex(Ty.Fixed, $"[Observed(Partly = true)] double[] {name} = "
            + List(choose.Numbers(size, -2, 2).Select(v => missing && choose.Chance(0.3) ? "double.NaN" : Choices.Text(v))) + ";"));
        if (choose.Chance(0.5))
            return (Member(missing: true),
                [new St(Loop(index, size), [new St(new Ex(Ty.Fixed, "if ({0})", Condition(inside, 1)), [St.Of($"{name}[{index}] = ~{{0}};", RealDistribution(inside, 1))])])],
                new Variable(name, "none", false));
        Scope later = scope.With(new Variable(index, "int", false) { Range = (1, size - 1) });
        return (Member(missing: false),
            [new St(new Ex(Ty.Fixed, $"for (int {index} = 1; {index} < {size}; {index}++)"),
                [St.Of($"{name}[{index}] = ~Normal({name}[{index} - 1] * {{0}} + {{1}}, {{2}});", Number(later, 1), Number(later, 1), Positive(later, 1))])],
            new Variable(name, "double[]", false, size));
    }

    /// <summary>A vector with the factor of a correlation matrix.</summary>
    private (St, St[], Variable) CorrelatedOutcome(Scope scope, string name)
    {
        Variable[] factors = [.. scope.Readable.Where(v => v.IsFactor)];
        if (factors.Length == 0)
            return ElementwiseOutcome(scope, name);
        Variable factor = choose.Of(factors);
        int size = factor.Sizes[0];
        return (
            Observed("Vector<double>", name, $"Vector<double>.Build.DenseOfArray({ArrayOf(choose.Numbers(size, -2, 2))})"),
            [St.Of($"{name} = ~MultivariateNormalCholesky({{0}}, {factor.Name});", Vector(scope, size, 1))],
            new Variable(name, "Vector", false, size));
    }

    /// <summary>A count that is no array.</summary>
    private (St, St[], Variable) CountOutcome(Scope scope, string name) => (
        Observed("int", name, Choices.Text(choose.Between(0, 6))),
        [St.Of($"{name} = ~{{0}};", CountDistribution(scope, 1))],
        new Variable(name, "int", false) { Range = (0, 6) });
}

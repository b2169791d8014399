namespace ProbDsl.Oracle.RandomModels;

/// <content>Latents of every shape and constraint, and the statements that draw them.</content>
internal sealed partial class Grammar
{
    /// <summary>A latent: its member, the statements that draw it, and what may be read of it afterwards.</summary>
    private sealed record Latent(St Member, St[] Draws, Variable Variable);

    private static St Member(string attribute, string type, string name) => new(new Ex(Ty.Fixed, $"[Latent{attribute}] {type} {name};"));

    private Latent ScalarLatent(Scope scope)
    {
        string name = NewName("m");
        Variable variable = new(name, "double", true);
        Latent Made(string attribute, Ex prior, Domain domain) =>
            new(Member(attribute, "double", name), [St.Of($"{name} = ~{{0}};", prior)], variable with { Domain = domain, MayBoundArrays = attribute is "" or "(Lower = 0)" or "(Upper = nameof(A))" });
        return choose.Weighted<Latent>(
            (5, () => Made("", RealDistribution(scope, 1), Domain.Real)),
            (2, () => Made("(NonCentered = true)", Dist("Normal({0}, {1})", Number(scope, 1), Positive(scope, 1)), Domain.Real)),
            (5, () => Made("", PositiveDistribution(scope, 1), Domain.Positive)),
            (1, () => Made("(Lower = 0)", RealDistribution(scope, 1), Domain.Positive)),
            (2, () => Made("", UnitDistribution(scope, 1), Domain.Unit)),
            (1, () => Made("", Dist($"Uniform({choose.Of<string>(["-1.5, 2", "A - 1, A + S"])})"), Domain.Real)),
            (1, () => Made("(Lower = -1, Upper = 2.5)", RealDistribution(scope, 1), Domain.Real)),
            (1, () => Made("(Upper = nameof(A))", RealDistribution(scope, 1), Domain.Real)),
            (1, () => BoundByLatent(scope, Made)));
    }

    /// <summary>A bound that is another latent.</summary>
    private Latent BoundByLatent(Scope scope, Func<string, Ex, Domain, Latent> made)
    {
        Variable[] latents = [.. scope.Variables.Where(v => v.Latent && v.Type == "double")];
        if (latents.Length == 0)
            return made("(Lower = 0, Upper = 1)", RealDistribution(scope, 1), Domain.Unit);
        Variable bound = choose.Of(latents);
        return made($"(Lower = nameof({bound.Name}))", RealDistribution(scope, 1), bound.Domain == Domain.Real ? Domain.Real : Domain.Positive);
    }

    private Latent ArrayLatent(Scope scope) => choose.Weighted<Latent>(
        (6, () => Sequence(scope, "double[]")),
        (3, () => Sequence(scope, "Vector")),
        (2, () => OrderedLatent(scope)),
        (2, () => SimplexLatent(scope)),
        (1, () => SimplexRows(scope)),
        (1, () => FactorLatent()),
        (1, () => NormalVector(scope)),
        (2, () => ElementwiseLatent(scope)),
        (1, () => OrderedRows(scope)),
        (2, () => TableLatent(scope)));

    private string Size(int size) => size == Sizes[0]
        ? choose.Of<string>([$"{size}", "nameof(K)", "nameof(Z)"])
        : choose.Of<string>([$"{size}", "nameof(N)", "nameof(X)"]);

    private static string TypeText(string type) => type is "Vector" or "Matrix" ? type + "<double>" : type;

    private Latent Sequence(Scope scope, string type)
    {
        string name = NewName("t");
        (string index, int size, Scope inside) = NewLoop(scope);
        Variable variable = new(name, type, true, size);
        Latent Made(string arguments, Domain domain, params St[] draws) =>
            new(Member($"({Size(size)}{arguments})", TypeText(type), name), draws, variable with { Domain = domain });
        St Each(Ex prior) => new(Loop(index, size), [St.Of($"{name}[{index}] = ~{{0}};", prior)]);
        St Whole(Ex prior) => St.Of($"{name} = ~{{0}}.Iid({size});", prior);
        return choose.Weighted<Latent>(
            (3, () => Made("", Domain.Real, Each(RealDistribution(inside, 1)))),
            (2, () => Made("", Domain.Real, Whole(RealDistribution(scope, 1)))),
            (2, () => Made("", Domain.Positive, Each(PositiveDistribution(inside, 1)))),
            (1, () => Made("", Domain.Positive, Whole(LibraryPositive(scope, 1)))),
            (1, () => Made("", Domain.Unit, Each(UnitDistribution(inside, 1)))),
            (1, () => Made(", Lower = 0", Domain.Positive, Each(RealDistribution(inside, 1)))),
            (1, () => Made(", Lower = -1, Upper = 2", Domain.Real, Each(RealDistribution(inside, 1)))),
            (1, () => scope.Variables.Where(v => v.MayBoundArrays).ToArray() is { Length: > 0 } bounds
                ? Made($", {choose.Of<string>(["Lower", "Upper"])} = nameof({choose.Of(bounds).Name})", Domain.Real, Each(RealDistribution(inside, 1)))
                : Made("", Domain.Real, Whole(RealDistribution(scope, 1)))),
            (1, () => Made("", Domain.Real, Each(Dist("Uniform({0} - 1, {0} + 1.5)", new Ex(Ty.Number, "A"))))),
            (2, () => Made(", NonCentered = true", Domain.Real, Each(Dist("Normal({0}, {1})", Number(inside, 1), Positive(inside, 1))))),
            (1, () => Made(", NonCentered = true", Domain.Real, Whole(Dist("Normal({0}, {1})", Number(scope, 1), Positive(scope, 1))))),
            (2, () => Made("", Domain.Real, RandomWalk(name, index, size, scope))));
    }

    private St RandomWalk(string name, string index, int size, Scope scope) => new(
        new Ex(Ty.Fixed, $"for (int {index} = 0; {index} < {size}; {index}++)"),
        [St.Of($"{name}[{index}] = ~Normal({index} == 0 ? {{0}} : {name}[{index} - 1] * {{1}}, {{2}});", Number(scope, 0), Number(scope, 0), Positive(scope, 1))]);

    private Latent OrderedLatent(Scope scope)
    {
        string name = NewName("o");
        (string index, int size, Scope inside) = NewLoop(scope);
        bool positive = choose.Chance(0.4);
        St draw = new(Loop(index, size), [St.Of($"{name}[{index}] = ~{{0}};", WithoutBounds(inside))]);
        return new Latent(Member($"({Size(size)}, Ordered = true{(positive ? ", Lower = 0" : "")})", "double[]", name), [draw],
            new Variable(name, "double[]", true, size) { Domain = positive ? Domain.Positive : Domain.Real });
    }

    /// <summary>Rows that increase.</summary>
    private Latent OrderedRows(Scope scope)
    {
        string name = NewName("o");
        (string row, int rows, Scope outer) = NewLoop(scope);
        int columns = choose.Of(Sizes);
        string column = NewName("i");
        Scope inner = outer.With(new Variable(column, "int", false) { Range = (0, columns - 1) });
        St draw = new(Loop(row, rows), [new St(Loop(column, columns), [St.Of($"{name}[{row}][{column}] = ~{{0}};", WithoutBounds(inner))])]);
        return new Latent(Member($"({Size(rows)}, {Size(columns)}, Ordered = true)", "double[][]", name), [draw], new Variable(name, "double[][]", true, rows, columns));
    }

    /// <summary>A vector whose elements are drawn at once, each with its own parameters.</summary>
    private Latent ElementwiseLatent(Scope scope)
    {
        string name = NewName("t");
        int size = choose.Of(Sizes);
        (Ex prior, Domain domain) = choose.Weighted<(Ex, Domain)>(
            (3, () => (Dist("Normal({0}, {1})", Vector(scope, size, 1), PositiveVector(scope, size)), Domain.Real)),
            (1, () => (Dist("Normal({0}, {1})", Vector(scope, size, 1), Positive(scope, 1)), Domain.Real)),
            (1, () => (Dist($"StandardNormal({size})"), Domain.Real)),
            (1, () => (Dist("Laplace({0}, {1})", Vector(scope, size, 1), PositiveVector(scope, size)), Domain.Real)),
            (1, () => (Dist("LogNormal({0}, {1})", Vector(scope, size, 1), PositiveVector(scope, size)), Domain.Positive)));
        return new Latent(Member($"({Size(size)})", "Vector<double>", name), [St.Of($"{name} = ~{{0}};", prior)], new Variable(name, "Vector", true, size) { Domain = domain });
    }

    private Ex Concentration(int size) => Dist(
        "new double[] {{ " + string.Join(", ", Enumerable.Range(0, size).Select(k => $"{{{k}}}")) + " }}", [.. choose.Numbers(size, 0.6, 3).Select(Lit)]);

    private Latent SimplexLatent(Scope scope)
    {
        string name = NewName("s");
        int size = choose.Of(Sizes);
        St draw = choose.Chance(0.5)
            ? St.Of($"{name} = ~Dirichlet({{0}});", Concentration(size))
            : St.Of($"{name} = ~Dirichlet(new double[] {{{{ {string.Join(", ", Enumerable.Range(0, size).Select(k => $"{{{k}}}"))} }}}});",
                [.. Enumerable.Range(0, size).Select(_ => Positive(scope, 1))]);
        return new Latent(Member($"({Size(size)})", "double[]", name), [draw], new Variable(name, "double[]", true, size) { Domain = Domain.Unit, IsSimplex = true });
    }

    private Latent SimplexRows(Scope scope)
    {
        string name = NewName("s");
        (string index, int rows, _) = NewLoop(scope);
        int columns = Sizes[0];
        St draw = new(Loop(index, rows), [St.Of($"{name}[{index}] = ~Dirichlet({{0}});", Concentration(columns))]);
        return new Latent(Member($"({Size(rows)}, {Size(columns)})", "double[][]", name), [draw],
            new Variable(name, "double[][]", true, rows, columns) { Domain = Domain.Unit, IsSimplex = true });
    }

    private Latent FactorLatent()
    {
        string name = NewName("l");
        int size = Sizes[0];
        return new Latent(Member($"({Size(size)}, {Size(size)})", "Matrix<double>", name),
            [St.Of($"{name} = ~LkjCholesky({size}, {{0}});", Lit(choose.Number(0.7, 3)))], new Variable(name, "Matrix", true, size, size) { IsFactor = true });
    }

    /// <summary>A vector with a multivariate normal prior of given covariance.</summary>
    private Latent NormalVector(Scope scope)
    {
        string name = NewName("n");
        int size = Sizes[0];
        St draw = St.Of($"{name} = ~MultivariateNormal({{0}}, Matrix<double>.Build.DenseOfArray(new double[,] {Braced(Covariance(size))}));", Vector(scope, size, 1));
        return new Latent(Member($"({Size(size)})", "Vector<double>", name), [draw], new Variable(name, "Vector", true, size));
    }

    private static string Braced(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private Latent TableLatent(Scope scope)
    {
        string name = NewName("u");
        string type = choose.Of<string>(["double[,]", "Matrix", "double[][]"]);
        (string row, int rows, Scope outer) = NewLoop(scope);
        (string column, int columns, Scope inner) = NewLoop(outer);
        Variable variable = new(name, type, true, rows, columns);
        St member = Member($"({Size(rows)}, {Size(columns)})", TypeText(type), name);
        if (type == "double[][]" && choose.Chance(0.5))
            return new Latent(member, [new St(Loop(row, rows), [St.Of($"{name}[{row}] = ~{{0}}.Iid({columns});", RealDistribution(outer, 1))])], variable);
        string target = type == "double[][]" ? $"{name}[{row}][{column}]" : $"{name}[{row}, {column}]";
        bool positive = choose.Chance(0.3);
        St draw = St.Of($"{target} = ~{{0}};", positive ? PositiveDistribution(inner, 1) : RealDistribution(inner, 1));
        return new Latent(member, [new St(Loop(row, rows), [new St(Loop(column, columns), [draw])])], variable with { Domain = positive ? Domain.Positive : Domain.Real });
    }
}

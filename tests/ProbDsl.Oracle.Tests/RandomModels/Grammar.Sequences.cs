namespace ProbDsl.Oracle.RandomModels;

/// <content>Arrays, vectors, matrices, and what makes numbers of them.</content>
internal sealed partial class Grammar
{
    /// <summary>An array of numbers of a length.</summary>
    private Ex Sequence(Scope scope, int size, int depth)
    {
        Variable[] arrays = [.. scope.Readable.Where(v => v.Type == "double[]" && v.Sizes[0] == size)];
        Variable[] jagged = [.. scope.Readable.Where(v => v.Type == "double[][]" && v.Sizes[1] == size && v.Domain == Domain.Unit)];
        return choose.Weighted(
            (arrays.Length > 0 ? 6 : 0, () => new Ex(Ty.Array, choose.Of(arrays).Name)),
            (jagged.Length > 0 ? 2 : 0, () => Row(scope, choose.Of(jagged))),
            (1, () => Collection(scope, size, depth)),
            (depth > 0 ? 1 : 0, () => new Ex(Ty.Array, "Softmax({0})", Sequence(scope, size, depth - 1))),
            (depth > 0 ? 1 : 0, () => size == ReturnedSize && Call(scope, depth, "double[]") is { } call ? call : Collection(scope, size, depth - 1)));
    }

    private Ex Row(Scope scope, Variable rows) => new(Ty.Array, rows.Name + "[{0}]", Index(scope, rows.Sizes[0]));

    private Ex Collection(Scope scope, int size, int depth) => new(
        Ty.Array, "new double[] {{ " + string.Join(", ", Enumerable.Range(0, size).Select(k => $"{{{k}}}")) + " }}",
        [.. Enumerable.Range(0, size).Select(_ => Number(scope, Math.Min(depth - 1, 1)))]);

    /// <summary>A vector of MathNet's.</summary>
    private Ex Vector(Scope scope, int size, int depth)
    {
        Variable[] vectors = [.. scope.Readable.Where(v => v.Type == "Vector" && v.Sizes[0] == size)];
        Variable[] rows = [.. scope.Readable.Where(v => v.Type == "Matrix" && v.Sizes[1] == size)];
        Variable[] columns = [.. scope.Readable.Where(v => v.Type == "Matrix" && v.Sizes[0] == size)];
        return choose.Weighted(
            (vectors.Length > 0 ? 6 : 0, () => new Ex(Ty.Vector, choose.Of(vectors).Name)),
            (rows.Length > 0 ? 2 : 0, () => RowOf(scope, choose.Of(rows))),
            (columns.Length > 0 ? 1 : 0, () => ColumnOf(scope, choose.Of(columns))),
            (columns.Length > 0 && depth > 0 ? 3 : 0, () => Product(scope, choose.Of(columns), depth)),
            (depth > 0 ? 2 : 0, () => new Ex(Ty.Vector, $"({{0}} {choose.Of<string>(["+", "-"])} {{1}})", Vector(scope, size, depth - 1), Vector(scope, size, depth - 1))),
            (depth > 0 ? 2 : 0, () => new Ex(Ty.Vector, "({0} * {1})", Number(scope, depth - 1), Vector(scope, size, depth - 1))),
            (depth > 0 ? 1 : 0, () => new Ex(Ty.Vector, "{0}.PointwiseMultiply({1})", Vector(scope, size, depth - 1), Vector(scope, size, depth - 1))),
            (depth > 0 ? 1 : 0, () => new Ex(Ty.Vector, $"{{0}}.{choose.Of<string>(["PointwiseTanh", "PointwiseAbs"])}()", Vector(scope, size, depth - 1))),
            (depth > 0 ? 1 : 0, () => new Ex(Ty.Vector, $"Functions.{choose.Of<string>(["Tanh", "Logistic", "Square", "Softplus"])}({{0}})", Vector(scope, size, depth - 1))),
            (1, () => Built(scope, size, depth)));
    }

    private Ex RowOf(Scope scope, Variable matrix) => new(Ty.Vector, matrix.Name + ".Row({0})", Index(scope, matrix.Sizes[0]));

    private Ex ColumnOf(Scope scope, Variable matrix) => new(Ty.Vector, matrix.Name + ".Column({0})", Index(scope, matrix.Sizes[1]));

    private Ex Product(Scope scope, Variable matrix, int depth) =>
        new(Ty.Vector, "({0} * {1})", new Ex(Ty.Matrix, matrix.Name), Vector(scope, matrix.Sizes[1], depth - 1));

    /// <summary>A vector whose elements a lambda gives.</summary>
    private Ex Built(Scope scope, int size, int depth)
    {
        if (choose.Chance(0.3))
            return new Ex(Ty.Vector, "Vector<double>.Build.DenseOfArray({0})", Sequence(scope, size, depth));
        string k = NewName("k");
        Scope inside = scope.With(new Variable(k, "int", false) { Range = (0, size - 1) });
        return new Ex(Ty.Vector, $"Vector<double>.Build.Dense({size}, {k} => {{0}})", Number(inside, Math.Min(depth - 1, 1)));
    }

    /// <summary>A number made of a whole array or vector.</summary>
    private Ex Reduction(Scope scope, int depth)
    {
        int size = choose.Of(Sizes);
        Ex A() => Sequence(scope, size, depth - 1);
        Ex V() => Vector(scope, size, depth - 1);
        return choose.Weighted(
            (2, () => Num("Functions.Sum({0})", A())),
            (1, () => Num("{0}.Sum()", A())),
            (1, () => Num("{0}.Average()", A())),
            (1, () => Num("Functions.Mean({0})", A())),
            (3, () => Num("LogSumExp({0})", A())),
            (1, () => Num("Dot({0}, {1})", A(), A())),
            (1, () => Num("Softmax({0})[{1}]", A(), Index(scope, size))),
            (2, () => Num("{0}.Sum()", V())),
            (2, () => Num("({0} * {1})", V(), V())),
            (1, () => Num("{0}.DotProduct({1})", V(), V())),
            (1, () => Num("{0}[{1}]", V(), Index(scope, size))),
            (2, () => ByLambda(scope, size, depth)),
            (1, () => Quadratic(scope, depth)));
    }

    /// <summary>A sum or mean of what a lambda makes of each element, or of each number of a range.</summary>
    private Ex ByLambda(Scope scope, int size, int depth)
    {
        string x = NewName("x");
        string method = choose.Of<string>(["Sum", "Average"]);
        if (choose.Chance(0.4))
        {
            Scope indexed = scope.With(new Variable(x, "int", false) { Range = (0, size - 1) });
            return Num($"Enumerable.Range(0, {size}).{method}({x} => {{0}})", Number(indexed, Math.Min(depth - 1, 1)));
        }
        Scope inside = scope.With(new Variable(x, "double", scope.LatentsAllowed));
        Ex value = Number(inside, Math.Min(depth - 1, 1));
        return choose.Chance(0.3)
            ? Num($"LogSumExp({{0}}.Select({x} => {{1}}).ToArray())", Sequence(scope, size, depth - 1), value)
            : Num($"{{0}}.{method}({x} => {{1}})", Sequence(scope, size, depth - 1), value);
    }

    /// <summary>x · M · x, for a matrix that is there.</summary>
    private Ex Quadratic(Scope scope, int depth)
    {
        Variable[] matrices = [.. scope.Readable.Where(v => v.Type == "Matrix")];
        if (matrices.Length == 0)
            return Num("LogSumExp({0})", Sequence(scope, choose.Of(Sizes), depth - 1));
        Variable matrix = choose.Of(matrices);
        return Num("({0} * ({1} * {2}))", Vector(scope, matrix.Sizes[0], 1), new Ex(Ty.Matrix, matrix.Name), Vector(scope, matrix.Sizes[1], 1));
    }
}

using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Tests.Derivatives;

/// <summary>Random expressions over data and latents, whose operations stay inside their domains.</summary>
internal sealed class RandomExpressions(Rng rng)
{
    private static readonly string[] Unary =
        ["exp", "log", "log1p", "sqrt", "square", "abs", "lgamma", "logistic", "log1pExp", "tanh", "sin", "cos", "atan", "phi", "logPhi", "erf", "neg", "real"];

    private static readonly string[] Binary = ["add", "sub", "mul", "div", "add", "sub", "mul", "min", "max", "xlogy", "lbeta", "pow", "logSumExp2"];

    private static readonly ArrayInfo Latents = new(1, "latent", ArrayRole.Latent, Constant.Int(0), EquatableArray.Of<Expression>(Constant.Int(4)));

    public static Expression Latent(int index) => new Element(Latents, Constant.Int(index));

    public static Expression DataScalar(int index) => new Local(100 + index, "d" + index, Kind.Real, false);

    public Expression Next(int depth)
    {
        if (depth == 0 || rng.NextDouble() < 0.1)
            return Leaf();
        double kind = rng.NextDouble();
        if (kind < 0.4)
        {
            string op = Pick(Unary);
            Expression inner = Next(depth - 1);
            return Raw(op, op is "log" or "log1p" or "sqrt" or "lgamma" ? Positive(inner) : op == "exp" ? Raw("tanh", inner) : inner);
        }
        if (kind < 0.95)
        {
            string op = Pick(Binary);
            Expression a = Next(depth - 1);
            Expression b = Next(depth - 1);
            return op switch
            {
                "div" => Raw(op, a, Positive(b)),
                "xlogy" => Raw(op, a, Positive(b)),
                "lbeta" => Raw(op, Positive(a), Positive(b)),
                "pow" => Raw(op, Positive(a), Raw("tanh", b)),
                _ => Raw(op, a, b),
            };
        }
        return Raw("select", Raw("lt", Next(depth - 1), Next(depth - 1)), Next(depth - 1), Next(depth - 1));
    }

    /// <summary>A call as it is, without the simplifications of <see cref="Build"/>.</summary>
    public static Call Raw(string op, params Expression[] arguments) => new(op, arguments.ToEquatable(), op == "lt" ? Kind.Boolean : Kind.Real);

    private static Call Positive(Expression e) => Raw("add", Raw("log1pExp", Raw("neg", e)), new Constant(0.25, Kind.Real));

    private Expression Leaf() => (int)(8 * rng.NextDouble()) switch
    {
        0 => new Constant(Pick([0, 1, -1, 2, 0.5, -0.75, 3]), Kind.Real),
        1 or 2 => DataScalar((int)(3 * rng.NextDouble())),
        _ => Latent((int)(4 * rng.NextDouble())),
    };

    private T Pick<T>(T[] from) => from[(int)(from.Length * rng.NextDouble())];
}

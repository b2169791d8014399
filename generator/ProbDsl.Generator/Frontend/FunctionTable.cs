using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Functions of numbers that a model may apply to latents, by their signatures. One row each.</summary>
internal static class FunctionTable
{
    /// <summary>A function of numbers; over a vector or matrix, the function of each element.</summary>
    public sealed record Entry(string Name, int Arity, Func<IReadOnlyList<Expression>, Expression> Build);

    /// <summary>Those of <c>System.Math</c>; <c>double</c> has static methods with the same names.</summary>
    private static readonly Entry[] Math =
    [
        Same("Exp", "exp"), Same("Log", "log"), Same("Sqrt", "sqrt"), Same("Abs", "abs"), Same("Sin", "sin"), Same("Cos", "cos"),
        Same("Tanh", "tanh"), Same("Atan", "atan"), Same("Max", "max", 2), Same("Min", "min", 2),
        new("Pow", 2, a => Power(a[0], a[1])),
        new("Log10", 1, a => Ir.Build.Mul(Ir.Build.Call("log", a[0]), Number(1 / System.Math.Log(10)))),
        new("Log2", 1, a => Ir.Build.Mul(Ir.Build.Call("log", a[0]), Number(1 / System.Math.Log(2)))),
        new("Log", 2, a => Ir.Build.Div(Ir.Build.Call("log", a[0]), Ir.Build.Call("log", a[1]))),
        new("Tan", 1, a => Ir.Build.Div(Ir.Build.Call("sin", a[0]), Ir.Build.Call("cos", a[0]))),
        new("Sinh", 1, a => Half(Ir.Build.Sub(Ir.Build.Call("expm1", a[0]), Ir.Build.Call("expm1", Ir.Build.Neg(a[0]))))),
        new("Cosh", 1, a => Half(Ir.Build.Add(Ir.Build.Call("exp", a[0]), Ir.Build.Call("exp", Ir.Build.Neg(a[0]))))),
        new("FusedMultiplyAdd", 3, a => Ir.Build.Add(Ir.Build.Mul(a[0], a[1]), a[2])),
        new("Clamp", 3, a => Ir.Build.Call("min", Ir.Build.Call("max", a[0], a[1]), a[2])),
        new("Asin", 1, a => Ir.Build.Call("atan", Ir.Build.Div(a[0], Ir.Build.Call("sqrt", OneMinusSquare(a[0]))))),
        new("Acos", 1, a => Ir.Build.Mul(Number(2), Ir.Build.Call("atan", Ir.Build.Call("sqrt",
            Ir.Build.Div(Ir.Build.Sub(Constant.One, a[0]), Ir.Build.Add(Constant.One, a[0])))))),
        new("Atan2", 2, a => Angle(a[0], a[1])),
        new("Cbrt", 1, a => Ir.Build.Select(Ir.Build.Call("lt", a[0], Constant.Zero), Ir.Build.Neg(CubeRoot(Ir.Build.Neg(a[0]))), CubeRoot(a[0]))),
        new("Asinh", 1, a => Ir.Build.Select(Ir.Build.Call("lt", a[0], Constant.Zero), Ir.Build.Neg(PositiveAsinh(Ir.Build.Neg(a[0]))), PositiveAsinh(a[0]))),
        new("Acosh", 1, a => Acosh(a[0])),
        new("Atanh", 1, a => Half(Ir.Build.Sub(Ir.Build.Call("log1p", a[0]), Ir.Build.Call("log1p", Ir.Build.Neg(a[0]))))),
    ];

    /// <summary>Static methods of <c>double</c> that <c>System.Math</c> does not have.</summary>
    private static readonly Entry[] Numbers =
    [
        Same("ExpM1", "expm1"), Same("LogP1", "log1p"),
        new("Exp2", 1, a => Ir.Build.Call("exp", Ir.Build.Mul(a[0], Number(System.Math.Log(2))))),
        new("Exp10", 1, a => Ir.Build.Call("exp", Ir.Build.Mul(a[0], Number(System.Math.Log(10))))),
        new("Lerp", 3, a => Ir.Build.Add(Ir.Build.Mul(a[0], Ir.Build.Sub(Constant.One, a[2])), Ir.Build.Mul(a[1], a[2]))),
        new("DegreesToRadians", 1, a => Ir.Build.Mul(a[0], Number(System.Math.PI / 180))),
        new("RadiansToDegrees", 1, a => Ir.Build.Mul(a[0], Number(180 / System.Math.PI))),
    ];

    private static readonly Entry[] Functions =
    [
        Same("LogGamma", "lgamma"), Same("Digamma", "digamma"), Same("Erf", "erf"), Same("Erfc", "erfc"),
        Same("Phi", "phi"), Same("LogPhi", "logPhi"), Same("InversePhi", "inversePhi"), Same("Logistic", "logistic"), Same("Logit", "logit"),
        Same("Softplus", "log1pExp"), Same("Log1pExp", "log1pExp"), Same("Log1p", "log1p"), Same("Expm1", "expm1"), Same("Square", "square"),
        Same("LogBeta", "lbeta", 2), Same("LogChoose", "lchoose", 2), Same("XLogY", "xlogy", 2), Same("XLog1pY", "xlog1py", 2),
        Same("LogSumExp", "logSumExp2", 2),
        Same("XTimesY", "xtimes", 2), Same("Log1pSquare", "log1pSquare"), Same("Log1pSquareSlope", "log1pSquareSlope"), Same("ShiftedLogRatio", "shiftedLogRatio", 3),
        Same("LogMix", "logMix", 3), Same("LogRisingFactorial", "lrising", 2), Same("DigammaDelta", "digammaDelta", 2),
        Same("LogGammaExcess", "lgammaExcess"), Same("DigammaExcess", "digammaExcess"),
        Same("LogPhiDifference", "logPhiDifference", 2), Same("BinomialLogitsKernel", "binomialLogits", 3), Same("InverseMillsRatio", "inverseMills", 2),
        new("InverseMillsRatio", 1, a => Ir.Build.Call("inverseMills", a[0], Ir.Build.Call("logPhi", a[0]))), .. Activations,
    ];

    private static Entry[] Activations =>
    [
        new("Relu", 1, a => Ir.Build.Call("max", a[0], Constant.Zero)),
        new("LeakyRelu", 1, a => Leaky(a[0], Number(0.01))),
        new("LeakyRelu", 2, a => Leaky(a[0], a[1])),
        new("Elu", 1, a => Positive(a[0], Ir.Build.Call("expm1", Ir.Build.Call("min", a[0], Constant.Zero)))),
        new("Gelu", 1, a => Ir.Build.Mul(a[0], Ir.Build.Call("phi", a[0]))),
        new("Silu", 1, a => Ir.Build.Mul(a[0], Ir.Build.Call("logistic", a[0]))),
    ];

    /// <summary>Functions of <c>ProbDsl.Functions</c> that are applied to each element of a vector or matrix.</summary>
    private static readonly Entry[] Elementwise =
    [
        Same("Exp", "exp"), Same("Log", "log"), Same("Sqrt", "sqrt"), Same("Square", "square"), Same("Tanh", "tanh"), Same("Logistic", "logistic"),
        Same("Softplus", "log1pExp"), Same("Log1pExp", "log1pExp"), Same("LogGamma", "lgamma"), Same("Digamma", "digamma"), Same("Erf", "erf"),
        Same("Erfc", "erfc"), Same("Phi", "phi"), Same("LogPhi", "logPhi"), Same("InversePhi", "inversePhi"), Same("Logit", "logit"),
        Same("Log1p", "log1p"), Same("Expm1", "expm1"), .. Activations,
    ];

    /// <summary>MathNet's methods that apply a function of <c>System.Math</c> to each element, and that function.</summary>
    private static readonly (string Method, string Function, int Arity)[] Pointwise =
    [
        ("PointwiseExp", "Exp", 1), ("PointwiseLog", "Log", 1), ("PointwiseLog10", "Log10", 1), ("PointwiseSqrt", "Sqrt", 1), ("PointwiseAbs", "Abs", 1),
        ("PointwiseTanh", "Tanh", 1), ("PointwiseSin", "Sin", 1), ("PointwiseCos", "Cos", 1), ("PointwiseTan", "Tan", 1), ("PointwiseAtan", "Atan", 1),
        ("PointwiseAsin", "Asin", 1), ("PointwiseAcos", "Acos", 1), ("PointwiseSinh", "Sinh", 1), ("PointwiseCosh", "Cosh", 1),
        ("PointwiseAtan2", "Atan2", 2), ("PointwisePower", "Pow", 2), ("PointwiseMaximum", "Max", 2), ("PointwiseMinimum", "Min", 2),
    ];

    private static readonly HashSet<string> NotDifferentiable =
        ["Floor", "Ceiling", "Round", "Truncate", "Sign", "IEEERemainder", "Ieee754Remainder", "ILogB", "BitIncrement", "BitDecrement", "CopySign"];

    private static readonly Dictionary<string, Entry> All = Collect();

    private static Dictionary<string, Entry> Collect()
    {
        var all = new Dictionary<string, Entry>();
        void Add(string type, string name, IEnumerable<string> parameters, Entry entry) =>
            all.Add($"{type}.{name}({string.Join(", ", parameters)})", entry);
        foreach (Entry entry in Math)
        {
            Add("Math", entry.Name, Enumerable.Repeat("double", entry.Arity), entry);
            Add("double", entry.Name, Enumerable.Repeat("double", entry.Arity), entry);
        }
        foreach (Entry entry in Numbers)
            Add("double", entry.Name, Enumerable.Repeat("double", entry.Arity), entry);
        foreach (Entry entry in Functions)
            Add("Functions", entry.Name, Enumerable.Repeat("double", entry.Arity), entry);
        foreach (string type in new[] { "Vector", "Matrix" })
        {
            foreach (Entry entry in Elementwise)
                Add("Functions", entry.Name, [$"{type}<double>", .. Enumerable.Repeat("double", entry.Arity - 1)], entry);
            foreach ((string method, string function, int arity) in Pointwise)
            {
                Entry entry = Math.First(e => e.Name == function && e.Arity == arity);
                if (arity == 1)
                {
                    Add(type, method, [], entry);
                    Add(type, function, [$"{type}<T>"], entry);
                }
                else
                    foreach (string other in method == "PointwiseAtan2" ? [$"{type}<T>"] : new[] { "T", $"{type}<T>" })
                        Add(type, method, [other], entry);
            }
        }
        return all;
    }

    public static Entry? Find(string signature) => All.TryGetValue(signature, out Entry? entry) ? entry : null;

    /// <summary>Whether a method of numbers jumps or is constant in pieces.</summary>
    public static bool IsNotDifferentiable(string signature, string name) =>
        NotDifferentiable.Contains(name.StartsWith("Pointwise", StringComparison.Ordinal) ? name.Substring("Pointwise".Length) : name)
        && (signature.StartsWith("Math.", StringComparison.Ordinal) || signature.StartsWith("double.", StringComparison.Ordinal)
            || signature.StartsWith("Vector.", StringComparison.Ordinal) || signature.StartsWith("Matrix.", StringComparison.Ordinal));

    private static Entry Same(string name, string op, int arity = 1) => new(name, arity, a => Ir.Build.Call(op, a));

    private static Constant Number(double value) => new(value, Kind.Real);

    private static Expression Leaky(Expression x, Expression slope) => Positive(x, Ir.Build.Mul(slope, x));

    private static Expression Positive(Expression x, Expression otherwise) => Ir.Build.Select(Ir.Build.Call("lt", Constant.Zero, x), x, otherwise);

    private static Expression Half(Expression e) => Ir.Build.Mul(Number(0.5), e);

    private static Expression Power(Expression a, Expression b) => b is Constant { Value: 2 } ? Ir.Build.Call("square", a) : Ir.Build.Call("pow", a, b);

    /// <summary>1 - x², without cancellation near one.</summary>
    private static Expression OneMinusSquare(Expression x) => Ir.Build.Mul(Ir.Build.Sub(Constant.One, x), Ir.Build.Add(Constant.One, x));

    private static Expression CubeRoot(Expression x) => Ir.Build.Call("pow", x, Number(1.0 / 3));

    /// <summary>log(x + √(1 + x²)) for x from zero on; beyond 1e8 the one does not count, and the square might overflow.</summary>
    private static Expression PositiveAsinh(Expression x)
    {
        Expression square = Ir.Build.Call("square", x);
        Expression root = Ir.Build.Call("sqrt", Ir.Build.Add(Constant.One, square));
        return Ir.Build.Select(Ir.Build.Call("lt", Number(1e8), x), LogTwice(x),
            Ir.Build.Call("log1p", Ir.Build.Add(x, Ir.Build.Div(square, Ir.Build.Add(Constant.One, root)))));
    }

    /// <summary>log(x + √(x² - 1)), in terms of x - 1, so that it is accurate near one.</summary>
    private static Expression Acosh(Expression x)
    {
        Expression above = Ir.Build.Sub(x, Constant.One);
        return Ir.Build.Select(Ir.Build.Call("lt", Number(1e8), x), LogTwice(x),
            Ir.Build.Call("log1p", Ir.Build.Add(above, Ir.Build.Call("sqrt", Ir.Build.Mul(above, Ir.Build.Add(x, Constant.One))))));
    }

    private static Expression LogTwice(Expression x) => Ir.Build.Add(Ir.Build.Call("log", x), Number(System.Math.Log(2)));

    /// <summary>The angle of (x, y): by y / x or x / y, whichever is at most one.</summary>
    private static Expression Angle(Expression y, Expression x)
    {
        Expression below = Ir.Build.Call("lt", y, Constant.Zero);
        Expression steep = Ir.Build.Sub(
            Ir.Build.Select(below, Number(-System.Math.PI / 2), Number(System.Math.PI / 2)), Ir.Build.Call("atan", Ir.Build.Div(x, y)));
        Expression turn = Ir.Build.Select(below, Number(-System.Math.PI), Number(System.Math.PI));
        Expression flat = Ir.Build.Add(
            Ir.Build.Call("atan", Ir.Build.Div(y, x)), Ir.Build.Select(Ir.Build.Call("lt", x, Constant.Zero), turn, Constant.Zero));
        Expression width = Ir.Build.Call("abs", x);
        return Ir.Build.Select(
            Ir.Build.Call("lt", width, Ir.Build.Call("abs", y)), steep, Ir.Build.Select(Ir.Build.Call("lt", Constant.Zero, width), flat, Constant.Zero));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Functions that a model may apply to latents: C# name, number of arguments, meaning. One row each.</summary>
internal static class FunctionTable
{
    public sealed record Entry(string Name, int Arity, Func<IReadOnlyList<Expression>, Expression> Build, bool OverVectors = false);

    private static readonly Entry[] Math =
    [
        Same("Exp", "exp"), Same("Log", "log"), Same("Sqrt", "sqrt"), Same("Abs", "abs"), Same("Sin", "sin"), Same("Cos", "cos"),
        Same("Tanh", "tanh"), Same("Atan", "atan"), Same("Max", "max", 2), Same("Min", "min", 2),
        new("Pow", 2, a => Power(a[0], a[1])),
        new("Log10", 1, a => Ir.Build.Mul(Ir.Build.Call("log", a[0]), new Constant(1 / System.Math.Log(10), Kind.Real))),
        new("Log2", 1, a => Ir.Build.Mul(Ir.Build.Call("log", a[0]), new Constant(1 / System.Math.Log(2), Kind.Real))),
        new("Log", 2, a => Ir.Build.Div(Ir.Build.Call("log", a[0]), Ir.Build.Call("log", a[1]))),
        new("Tan", 1, a => Ir.Build.Div(Ir.Build.Call("sin", a[0]), Ir.Build.Call("cos", a[0]))),
        new("Sinh", 1, a => Half(Ir.Build.Sub(Ir.Build.Call("exp", a[0]), Ir.Build.Call("exp", Ir.Build.Neg(a[0]))))),
        new("Cosh", 1, a => Half(Ir.Build.Add(Ir.Build.Call("exp", a[0]), Ir.Build.Call("exp", Ir.Build.Neg(a[0]))))),
        new("FusedMultiplyAdd", 3, a => Ir.Build.Add(Ir.Build.Mul(a[0], a[1]), a[2])),
    ];

    private static readonly Entry[] Functions =
    [
        Same("LogGamma", "lgamma"), Same("Digamma", "digamma"), Same("Trigamma", "trigamma"), Same("Erf", "erf"), Same("Erfc", "erfc"),
        Same("Phi", "phi"), Same("LogPhi", "logPhi"), Same("InversePhi", "inversePhi"), Same("Logistic", "logistic"), Same("Logit", "logit"),
        Same("Softplus", "log1pExp"), Same("Log1pExp", "log1pExp"), Same("Log1p", "log1p"), Same("Expm1", "expm1"), Same("Square", "square"),
        Same("LogBeta", "lbeta", 2), Same("LogChoose", "lchoose", 2), Same("XLogY", "xlogy", 2), Same("XLog1pY", "xlog1py", 2),
        Same("LogSumExp", "logSumExp2", 2),
        Same("Exp", "exp"), Same("Log", "log"), Same("Sqrt", "sqrt"), Same("Tanh", "tanh"),
        new("Relu", 1, a => Ir.Build.Call("max", a[0], Constant.Zero), true),
        new("LeakyRelu", 1, a => Leaky(a[0], new Constant(0.01, Kind.Real)), true),
        new("LeakyRelu", 2, a => Leaky(a[0], a[1])),
        new("Elu", 1, a => Positive(a[0], Ir.Build.Call("expm1", Ir.Build.Call("min", a[0], Constant.Zero))), true),
        new("Gelu", 1, a => Ir.Build.Mul(a[0], Ir.Build.Call("phi", a[0])), true),
        new("Silu", 1, a => Ir.Build.Mul(a[0], Ir.Build.Call("logistic", a[0])), true),
    ];

    private static readonly HashSet<string> NotDifferentiable = ["Floor", "Ceiling", "Round", "Truncate", "Sign", "IEEERemainder", "ILogB", "BitIncrement", "BitDecrement"];

    public static Entry? Find(string container, string name, int arity) =>
        (container switch { "System.Math" or "double" => Math, "ProbDsl.Functions" => Functions, _ => [] })
        .FirstOrDefault(e => e.Name == name && e.Arity == arity);

    public static bool IsNotDifferentiable(string container, string name) => container is "System.Math" or "double" && NotDifferentiable.Contains(name);

    private static Entry Same(string name, string op, int arity = 1) => new(name, arity, a => Ir.Build.Call(op, a), arity == 1);

    private static Expression Leaky(Expression x, Expression slope) => Positive(x, Ir.Build.Mul(slope, x));

    private static Expression Positive(Expression x, Expression otherwise) => Ir.Build.Select(Ir.Build.Call("lt", Constant.Zero, x), x, otherwise);

    private static Expression Half(Expression e) => Ir.Build.Mul(new Constant(0.5, Kind.Real), e);

    private static Expression Power(Expression a, Expression b) => b is Constant { Value: 2 } ? Ir.Build.Call("square", a) : Ir.Build.Call("pow", a, b);
}

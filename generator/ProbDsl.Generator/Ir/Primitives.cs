using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Ir;

/// <summary>A primitive operation: how it is written over lanes and over data, and its partial derivatives.</summary>
/// <param name="Name">The name in formulas and in the IR.</param>
/// <param name="Arity">The number of arguments.</param>
/// <param name="Lanes">C# text over lanes; {T} is the lane type.</param>
/// <param name="Data">C# text over doubles, for expressions of data.</param>
/// <param name="Partials">One formula an argument over a, b, c and the result r; null where there is no derivative.</param>
/// <param name="Domain">Ranges from which the derivative test samples each argument.</param>
internal sealed record Primitive(string Name, int Arity, string Lanes, string Data, string?[] Partials, params (double From, double To)[] Domain);

/// <summary>The table of primitives. To add one, add a row; the tests walk the table.</summary>
internal static class Primitives
{
    private static readonly (double, double) Real = (-3, 3);
    private static readonly (double, double) Positive = (0.1, 5);
    private static readonly (double, double) Unit = (0.05, 0.95);

    public static readonly IReadOnlyDictionary<string, Primitive> All = new[]
    {
        new Primitive("add", 2, "({0} + {1})", "({0} + {1})", ["1", "1"], Real, Real),
        new Primitive("sub", 2, "({0} - {1})", "({0} - {1})", ["1", "-1"], Real, Real),
        new Primitive("mul", 2, "({0} * {1})", "({0} * {1})", ["b", "a"], Real, Real),
        new Primitive("div", 2, "({0} / {1})", "({0} / {1})", ["1 / b", "-r / b"], Real, Positive),
        new Primitive("neg", 1, "(-{0})", "(-{0})", ["-1"], Real),
        Unary("exp", "Exp", "System.Math.Exp({0})", "r", Real),
        Unary("log", "Log", "System.Math.Log({0})", "1 / a", Positive),
        Unary("log1p", "Log1p", "ProbDsl.Functions.Log1p({0})", "1 / (1 + a)", Positive),
        Unary("expm1", "Expm1", "ProbDsl.Functions.Expm1({0})", "r + 1", Real),
        new Primitive("sqrt", 1, "{T}.Sqrt({0})", "System.Math.Sqrt({0})", ["0.5 / r"], Positive),
        new Primitive("square", 1, "LaneMath.Square({0})", "ProbDsl.Functions.Square({0})", ["2 * a"], Real),
        new Primitive("abs", 1, "{T}.Abs({0})", "System.Math.Abs({0})", ["a < 0 ? -1 : 1"], Real),
        new Primitive("pow", 2, "LaneMath.Pow({0}, {1})", "System.Math.Pow({0}, {1})",
            ["b == 0 ? 0 : b * pow(a, b - 1)", "a == 0 ? 0 : r * log(a)"], Positive, Real),
        Unary("lgamma", "LogGamma", "ProbDsl.Functions.LogGamma({0})", "digamma(a)", Positive),
        Unary("digamma", "Digamma", "ProbDsl.Functions.Digamma({0})", "trigamma(a)", Positive),
        Unary("trigamma", "Trigamma", "ProbDsl.Functions.Trigamma({0})", null, Positive),
        Unary("logistic", "Logistic", "ProbDsl.Functions.Logistic({0})", "r * (1 - r)", Real),
        Unary("logit", "Logit", "ProbDsl.Functions.Logit({0})", "1 / (a * (1 - a))", Unit),
        Unary("log1pExp", "Log1pExp", "ProbDsl.Functions.Log1pExp({0})", "logistic(a)", Real),
        Unary("tanh", "Tanh", "System.Math.Tanh({0})", "1 - r * r", Real),
        Unary("sin", "Sin", "System.Math.Sin({0})", "cos(a)", Real),
        Unary("cos", "Cos", "System.Math.Cos({0})", "-sin(a)", Real),
        Unary("atan", "Atan", "System.Math.Atan({0})", "1 / (1 + a * a)", Real),
        Unary("phi", "Phi", "ProbDsl.Functions.Phi({0})", "exp(-0.5 * a * a - halfLogTwoPi)", Real),
        Unary("logPhi", "LogPhi", "ProbDsl.Functions.LogPhi({0})", "inverseMills(a, r)", Real),
        Binary("inverseMills", "InverseMillsRatio", "-a * r", "-r", Real, Real),
        Binary("logPhiDifference", "LogPhiDifference", "phiSlope(a, b, r)", "-phiSlope(-b, -a, r)", (0.5, 3), (-3, 0.4)),
        new Primitive("phiSlope", 3, "LaneMath.LogPhiDifferenceSlope({0}, {1}, {2})", "ProbDsl.Functions.LogPhiDifferenceSlope({0}, {1}, {2})",
            ["-a * r", null, "-r"], (0.5, 3), (-3, 0.4), Real),
        Unary("inversePhi", "InversePhi", "ProbDsl.Functions.InversePhi({0})", "exp(0.5 * r * r + halfLogTwoPi)", Unit),
        Unary("erf", "Erf", "ProbDsl.Functions.Erf({0})", "2 / sqrt(pi) * exp(-a * a)", Real),
        Unary("erfc", "Erfc", "ProbDsl.Functions.Erfc({0})", "-2 / sqrt(pi) * exp(-a * a)", Real),
        new Primitive("min", 2, "{T}.Min({0}, {1})", "System.Math.Min({0}, {1})", ["a < b ? 1 : 0", "a < b ? 0 : 1"], Real, Real),
        new Primitive("max", 2, "{T}.Max({0}, {1})", "System.Math.Max({0}, {1})", ["a < b ? 0 : 1", "a < b ? 1 : 0"], Real, Real),
        Binary("xlogy", "XLogY", "log(b)", "a == 0 ? 0 : a / b", Positive, Positive),
        Binary("xlog1py", "XLog1pY", "log1p(b)", "a == 0 ? 0 : a / (1 + b)", Positive, Positive),
        Binary("xtimes", "XTimesY", "b", "a == 0 ? 0 : a", Real, Real),
        new Primitive("binomialLogits", 3, "LaneMath.BinomialLogits({0}, {1}, {2})", "ProbDsl.Functions.BinomialLogitsKernel({0}, {1}, {2})",
            ["c", "-log1pExp(c)", "a - b * logistic(c)"], (0.1, 5), (5.5, 9), Real),
        Unary("log1pSquare", "Log1pSquare", "ProbDsl.Functions.Log1pSquare({0})", "log1pSquareSlope(a)", Real),
        Unary("log1pSquareSlope", "Log1pSquareSlope", "ProbDsl.Functions.Log1pSquareSlope({0})", "2 / (1 + a * a) - r * r", Real),
        // The reciprocal is one node of both partials.
        new Primitive("shiftedLogRatio", 3, "LaneMath.ShiftedLogRatio({0}, {1}, {2})", "ProbDsl.Functions.ShiftedLogRatio({0}, {1}, {2})",
            ["r / (a + b) + (c - b) * (1 / (a + c))", "r / (a + b) + 1", "-(a + b) * (1 / (a + c))"], Positive, Positive, Positive),
        Unary("lgammaExcess", "LogGammaExcess", "ProbDsl.Functions.LogGammaExcess({0})", "digammaExcess(a)", Positive),
        Unary("digammaExcess", "DigammaExcess", "ProbDsl.Functions.DigammaExcess({0})", "trigamma(a) - 1 / a", Positive),
        Binary("lrising", "LogRisingFactorial", "digammaDelta(a, b)", "digamma(a + b)", Positive, Positive),
        Binary("digammaDelta", "DigammaDelta", "trigamma(a + b) - trigamma(a)", "trigamma(a + b)", Positive, Positive),
        Binary("lbeta", "LogBeta", "-digammaDelta(a, b)", "-digammaDelta(b, a)", Positive, Positive),
        Binary("lchoose", "LogChoose", "digammaDelta(a - b + 1, b)", "digammaDelta(b + 1, a - 2 * b)", (5, 9), (0.5, 4)),
        new Primitive("logSumExp2", 2, "LaneMath.LogSumExp2({0}, {1})", "ProbDsl.Functions.LogSumExp({0}, {1})",
            ["share(a, b)", "1 - share(a, b)"], Real, Real),
        new Primitive("share", 2, "LaneMath.Logistic({0} - {1})", "ProbDsl.Functions.Logistic({0} - {1})",
            ["r * (1 - r)", "-r * (1 - r)"], Real, Real),
        new Primitive("logMix", 3, "LaneMath.LogMix({0}, {1}, {2})", "ProbDsl.Functions.LogMix({0}, {1}, {2})",
            ["exp(b - r) - exp(c - r)", "exp(log(a) + (b - r))", "exp(log1p(-a) + (c - r))"], Unit, Real, Real),
        new Primitive("select", 3, "{T}.Select({0}, {1}, {2})", "({0} ? {1} : {2})", [null, "a ? 1 : 0", "a ? 0 : 1"], (0, 1), Real, Real),
        Test("lt", "{T}.LessThan({0}, {1})", "({0} < {1})"),
        Test("le", "{T}.LessThanOrEqual({0}, {1})", "({0} <= {1})"),
        Test("eq", "{T}.Equal({0}, {1})", "({0} == {1})"),
        Test("and", "{T}.And({0}, {1})", "({0} && {1})"),
        Test("or", "{T}.Or({0}, {1})", "({0} || {1})"),
        new Primitive("not", 1, "{T}.Not({0})", "(!{0})", [null], (0, 1)),
        // Of data alone: it has no derivative.
        new Primitive("floor", 1, "{T}.Floor({0})", "System.Math.Floor({0})", [null]),
        // Of one number a datum: these never meet a lane.
        new Primitive("logBesselI", 2, "", "ProbDsl.Functions.LogBesselI({0}, {1})", [null, "besselRatio(a, b) + a / b"], (0.5, 4), Positive),
        new Primitive("besselRatio", 2, "", "ProbDsl.Functions.BesselRatio({0}, {1})", [null, "1 - r * r - (2 * a + 1) * r / b"], (0.5, 4), Positive),
        // Integers are data, so these never meet a lane.
        new Primitive("idiv", 2, "", "({0} / {1})", [null, null]),
        new Primitive("mod", 2, "", "({0} % {1})", [null, null]),
        new Primitive("real", 1, "", "(double){0}", ["1"]),
    }.ToDictionary(p => p.Name);

    private static Primitive Unary(string name, string method, string data, string? partial, (double, double) domain) =>
        new(name, 1, $"LaneMath.{method}({{0}})", data, [partial], domain);

    private static Primitive Binary(string name, string method, string first, string second, (double, double) a, (double, double) b) =>
        new(name, 2, $"LaneMath.{method}({{0}}, {{1}})", $"ProbDsl.Functions.{method}({{0}}, {{1}})", [first, second], a, b);

    private static Primitive Test(string name, string lanes, string data) =>
        new(name, 2, lanes, data, [null, null], Real, Real);
}

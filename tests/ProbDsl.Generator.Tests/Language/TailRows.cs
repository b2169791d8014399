using static ProbDsl.Distributions;
using static ProbDsl.Functions;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Distribution functions of latents, truncation, mixtures.</summary>
internal static class TailRows
{
    public static readonly LanguageRow[] All =
    [
        Value("Normal(x, s).LogSurvival(d[1]) + Normal(x, s).Cdf(y)", f => Normal(f.x, f.s).LogSurvival(f.d[1]) + Normal(f.x, f.s).Cdf(f.y)),
        Value("LogNormal(x, s).LogSurvival(r[0]) + LogNormal(x, s).Cdf(r[1])", f => LogNormal(f.x, f.s).LogSurvival(f.r[0]) + LogNormal(f.x, f.s).Cdf(f.r[1])),
        Value("Logistic(x, s).LogSurvival(y) + Logistic(x, s).Cdf(y)", f => Logistic(f.x, f.s).LogSurvival(f.y) + Logistic(f.x, f.s).Cdf(f.y)),
        Value("Cauchy(x, s).LogSurvival(y) + Cauchy(x, s).Cdf(y)", f => Cauchy(f.x, f.s).LogSurvival(f.y) + Cauchy(f.x, f.s).Cdf(f.y)),
        Value("Exponential(s).LogSurvival(r[0]) + Exponential(s).Cdf(r[1])", f => Exponential(f.s).LogSurvival(f.r[0]) + Exponential(f.s).Cdf(f.r[1])),
        Value("Laplace(x, s).LogSurvival(y) + Laplace(x, s).Cdf(y)", f => Laplace(f.x, f.s).LogSurvival(f.y) + Laplace(f.x, f.s).Cdf(f.y)),
        Value("Uniform(-3, 3).LogSurvival(x) + Uniform(-s - 3, 3).Cdf(y)", f => Uniform(-3, 3).LogSurvival(f.x) + Uniform(-f.s - 3, 3).Cdf(f.y)),
        Value("Weibull(1.5, s).LogSurvival(r[0]) + Weibull(r[1], 2).Cdf(r[2])", f => Weibull(1.5, f.s).LogSurvival(f.r[0]) + Weibull(f.r[1], 2).Cdf(f.r[2])),
        Value("HalfNormal(s).LogSurvival(r[0]) + HalfNormal(s).Cdf(r[1])", f => HalfNormal(f.s).LogSurvival(f.r[0]) + HalfNormal(f.s).Cdf(f.r[1])),
        Value("HalfCauchy(s).LogSurvival(r[0]) + HalfCauchy(s).Cdf(r[1])", f => HalfCauchy(f.s).LogSurvival(f.r[0]) + HalfCauchy(f.s).Cdf(f.r[1])),
        // Below the support all of the mass is above.
        Value("Exponential(s).LogSurvival(-1) + Exponential(s).Cdf(-1) + x", f => f.x),
        Value("Gamma(2, 3).LogSurvival(d[0]) * x", f => Gamma(2, 3).LogSurvival(f.d[0]) * f.x),
        Value("Normal(x, s).Truncate(lower: 0).LogDensity(d[0])", f => Normal(f.x, f.s).Truncate(lower: 0).LogDensity(f.d[0])),
        Value("Normal(x, s).Truncate(upper: d[3]).LogDensity(d[0])", f => Normal(f.x, f.s).Truncate(upper: f.d[3]).LogDensity(f.d[0])),
        Value("Cauchy(x, s).Truncate(-2, 2.5).LogDensity(d[2])", f => Cauchy(f.x, f.s).Truncate(-2, 2.5).LogDensity(f.d[2])),
        Value("Normal(x, s).Truncate(-s - 2, y + 3).LogDensity(d[0])", f => Normal(f.x, f.s).Truncate(-f.s - 2, f.y + 3).LogDensity(f.d[0])),
        Value("Exponential(s).Truncate(lower: -1, upper: 2).LogDensity(d[0])", f => Exponential(f.s).Truncate(-1, 2).LogDensity(f.d[0])),
        Value("Laplace(x, s).Truncate(-2, 2.5).LogDensity(0.25)", f => Laplace(f.x, f.s).Truncate(-2, 2.5).LogDensity(0.25)),
        Value("Laplace(x, s).Truncate(3, 3.5).LogDensity(3.25)", f => Laplace(f.x, f.s).Truncate(3, 3.5).LogDensity(3.25)),
        Value("Laplace(x, s).Truncate(-4, -3.5).LogDensity(-3.75)", f => Laplace(f.x, f.s).Truncate(-4, -3.5).LogDensity(-3.75)),
        Value("Laplace(x, s).Truncate(-s - 2, y + 3).LogDensity(d[0])", f => Laplace(f.x, f.s).Truncate(-f.s - 2, f.y + 3).LogDensity(f.d[0])),
        Value("Logistic(x, s).Truncate(-2, 2.5).LogDensity(0.25)", f => Logistic(f.x, f.s).Truncate(-2, 2.5).LogDensity(0.25)),
        Value("Logistic(x, s).Truncate(3, 3.5).LogDensity(3.25)", f => Logistic(f.x, f.s).Truncate(3, 3.5).LogDensity(3.25)),
        Value("Logistic(x, s).Truncate(-40, -39.5).LogDensity(-39.75)", f => Logistic(f.x, f.s).Truncate(-40, -39.5).LogDensity(-39.75)),
        Value("Cauchy(x, s).Truncate(3, 3.5).LogDensity(3.25)", f => Cauchy(f.x, f.s).Truncate(3, 3.5).LogDensity(3.25)),
        Value("Cauchy(x, s).Truncate(-40, -3.5).LogDensity(-21.75)", f => Cauchy(f.x, f.s).Truncate(-40, -3.5).LogDensity(-21.75)),
        Value("Cauchy(x, s).Truncate(-30, 30).LogDensity(0.0)", f => Cauchy(f.x, f.s).Truncate(-30, 30).LogDensity(0.0)),
        Value("LogNormal(x, s).Truncate(-1, 2).LogDensity(0.5)", f => LogNormal(f.x, f.s).Truncate(-1, 2).LogDensity(0.5)),
        Value("LogNormal(x, s).Truncate(0.5, 0.75).LogDensity(0.625)", f => LogNormal(f.x, f.s).Truncate(0.5, 0.75).LogDensity(0.625)),
        Value("LogNormal(x, s).Truncate(0, 2).LogDensity(1.0)", f => LogNormal(f.x, f.s).Truncate(0, 2).LogDensity(1.0)),
        Value("Weibull(1.5, s).Truncate(-1, 2).LogDensity(0.5)", f => Weibull(1.5, f.s).Truncate(-1, 2).LogDensity(0.5)),
        Value("Weibull(1.5, s).Truncate(0.5, 0.75).LogDensity(0.625)", f => Weibull(1.5, f.s).Truncate(0.5, 0.75).LogDensity(0.625)),
        Value("Weibull(1.5, s).Truncate(0, 2).LogDensity(1.0)", f => Weibull(1.5, f.s).Truncate(0, 2).LogDensity(1.0)),
        Value("HalfNormal(s).Truncate(-1, 2).LogDensity(0.5)", f => HalfNormal(f.s).Truncate(-1, 2).LogDensity(0.5)),
        Value("HalfNormal(s).Truncate(0.5, 0.75).LogDensity(0.625)", f => HalfNormal(f.s).Truncate(0.5, 0.75).LogDensity(0.625)),
        Value("HalfCauchy(s).Truncate(-1, 2).LogDensity(0.5)", f => HalfCauchy(f.s).Truncate(-1, 2).LogDensity(0.5)),
        Value("HalfCauchy(s).Truncate(0.5, 0.75).LogDensity(0.625)", f => HalfCauchy(f.s).Truncate(0.5, 0.75).LogDensity(0.625)),
        Value("Exponential(s).Truncate(0.5, 0.75).LogDensity(0.625)", f => Exponential(f.s).Truncate(0.5, 0.75).LogDensity(0.625)),
        Body("foreach (int i in Plate(3)) Observe(d[i], Normal(a[i], s).Truncate(-1.5, 1));", f => Enumerable.Range(0, 3).Sum(i => Normal(f.a[i], f.s).Truncate(-1.5, 1).LogDensity(f.d[i]))),
        Body("o = ~Laplace(x, s).Truncate(lower: -1).Iid(3);", f => new[] { 0.5, -0.75, 2 }.Sum(Laplace(f.x, f.s).Truncate(lower: -1).LogDensity), "[Observed] double[] o = [0.5, -0.75, 2];"),
        Value("Mixture([0.25, 0.75], Normal(x, s), StudentT(3, y, 1)).LogDensity(d[0])", f => Mixture([0.25, 0.75], Normal(f.x, f.s), StudentT(3, f.y, 1)).LogDensity(f.d[0])),
        Value("Mixture([1 - p, p], Poisson(s), NegativeBinomial(s, 2)).LogDensity(g[0])", f => Mixture([1 - f.p, f.p], Poisson(f.s), NegativeBinomial(f.s, 2)).LogDensity(f.g[0])),
        Value("Mixture(Softmax(a), k => Normal(b[k], s * (k + 1))).LogDensity(d[1])", f => Mixture(Softmax(f.a), k => Normal(f.b[k], f.s * (k + 1))).LogDensity(f.d[1])),
        Value("Mixture(Softmax(b), Normal(x, 1), Normal(y, 1), Normal(0, s)).LogDensity(d[1])", f => Mixture(Softmax(f.b), Normal(f.x, 1), Normal(f.y, 1), Normal(0, f.s)).LogDensity(f.d[1])),
        Body("double[] share = Softmax(a); foreach (int i in Plate(n)) o[i] = ~Mixture(share, k => Normal(d[i] * b[k], s));",
            f => Enumerable.Range(0, 4).Sum(i => Mixture(Softmax(f.a), k => Normal(f.d[i] * f.b[k], f.s)).LogDensity(i - 1.5)), "[Observed] double[] o = [-1.5, -0.5, 0.5, 1.5];"),
        Body("foreach (int i in Plate(n)) o[i] = ~Mixture([p, 1 - p], NegativeBinomial(2, 3), Poisson(s * (i + 1)));",
            f => Enumerable.Range(0, 4).Sum(i => Mixture([f.p, 1 - f.p], NegativeBinomial(2, 3), Poisson(f.s * (i + 1))).LogDensity(i)), "[Observed] int[] o = [0, 1, 2, 3];"),
        Body("o = ~Mixture([0.5, 0.5], Normal(x, 1), Normal(y, s)).Iid(2);", f => Mixture([0.5, 0.5], Normal(f.x, 1), Normal(f.y, f.s)).LogDensity(1) + Mixture([0.5, 0.5], Normal(f.x, 1), Normal(f.y, f.s)).LogDensity(2),
            "[Observed] double[] o = [1, 2];"),
    ];
}

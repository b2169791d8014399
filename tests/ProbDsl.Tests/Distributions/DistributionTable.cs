using Xunit;
using MathNet.Numerics;
using MN = MathNet.Numerics.Distributions;

namespace ProbDsl.Tests;

/// <summary>Every scalar distribution with MathNet's log density or, where it has none, the textbook's.</summary>
internal static class DistributionTable
{
    private const double Infinity = double.PositiveInfinity;

    public static readonly DistributionRow[] Continuous =
    [
        new("Normal", [1.5, 2.0], y => MN.Normal.PDFLn(1.5, 2, y)),
        new("HalfNormal", [2.0], y => Math.Log(2) + MN.Normal.PDFLn(0, 2, y), 0),
        new("Cauchy", [1.0, 2.0], y => MN.Cauchy.PDFLn(1, 2, y)),
        new("HalfCauchy", [3.0], y => Math.Log(2) + MN.Cauchy.PDFLn(0, 3, y), 0),
        new("StudentT", [4.5, 1.0, 2.0], y => MN.StudentT.PDFLn(1, 2, 4.5, y)),
        new("StudentT", [0.8, -1.0, 0.5], y => MN.StudentT.PDFLn(-1, 0.5, 0.8, y)),
        new("HalfStudentT", [3.0, 2.0], y => Math.Log(2) + MN.StudentT.PDFLn(0, 2, 3, y), 0),
        new("LogNormal", [0.5, 0.8], y => MN.LogNormal.PDFLn(0.5, 0.8, y), 0),
        new("Exponential", [1.7], y => Math.Log(1.7) - 1.7 * y, 0),
        new("Gamma", [2.5, 1.5], y => MN.Gamma.PDFLn(2.5, 1.5, y), 0),
        new("Gamma", [0.4, 2.0], y => MN.Gamma.PDFLn(0.4, 2, y), 0),
        new("Gamma", [80.0, 3.0], y => MN.Gamma.PDFLn(80, 3, y), 0),
        new("InverseGamma", [3.2, 2.0], y => MN.Gamma.PDFLn(3.2, 2, 1 / y) - 2 * Math.Log(y), 0),
        new("Beta", [2.5, 0.7], y => MN.Beta.PDFLn(2.5, 0.7, y), 0, 1),
        new("Beta", [0.3, 2.0], y => MN.Beta.PDFLn(0.3, 2, y), 0, 1),
        new("Uniform", [-1.0, 3.0], _ => -Math.Log(4), -1, 3),
        new("Laplace", [1.0, 2.0], y => MN.Laplace.PDFLn(1, 2, y)),
        new("Logistic", [1.0, 2.0], y => Math.Log(Math.Pow(1 / Math.Cosh((y - 1) / 4), 2) / 8)),
        new("Weibull", [1.5, 2.0], y => MN.Weibull.PDFLn(1.5, 2, y), 0),
        new("Weibull", [0.7, 0.5], y => MN.Weibull.PDFLn(0.7, 0.5, y), 0),
        new("ScaleMixture", [0.3, 2.0, 0.5], y => Math.Log(0.3 * MN.Normal.PDF(0, 2, y) + 0.7 * MN.Normal.PDF(0, 0.5, y))),
        new("ContinuousBernoulliLogits", [2.5], y => 2.5 * y - Math.Log(Math.Exp(2.5) - 1) + Math.Log(2.5), 0, 1),
        new("ContinuousBernoulliLogits", [-40.0], y => -40 * y + Math.Log(40), 0, 1),
        new("ContinuousBernoulliLogits", [-0.2], y => -0.2 * y - Math.Log((Math.Exp(-0.2) - 1) / -0.2), 0, 1),
        new("ContinuousBernoulliLogits", [0.0], _ => 0, 0, 1),
    ];

    public static readonly DistributionRow[] Discrete =
    [
        new("Bernoulli", [0.3], y => MN.Bernoulli.PMFLn(0.3, (int)y), 0, 1),
        new("BernoulliLogits", [-0.7], y => MN.Bernoulli.PMFLn(SpecialFunctions.Logistic(-0.7), (int)y), 0, 1),
        new("Binomial", [10, 0.3], y => MN.Binomial.PMFLn(0.3, 10, (int)y), 0, 10),
        new("Binomial", [60, 0.75], y => MN.Binomial.PMFLn(0.75, 60, (int)y), 0, 60),
        new("BinomialLogits", [12, 0.4], y => MN.Binomial.PMFLn(SpecialFunctions.Logistic(0.4), 12, (int)y), 0, 12),
        new("Poisson", [3.5], y => MN.Poisson.PMFLn(3.5, (int)y), 0, Infinity),
        new("Poisson", [40.0], y => MN.Poisson.PMFLn(40, (int)y), 0, Infinity),
        new("PoissonLog", [1.2], y => MN.Poisson.PMFLn(Math.Exp(1.2), (int)y), 0, Infinity),
        new("NegativeBinomial", [4.0, 2.5], y => MN.NegativeBinomial.PMFLn(2.5, 2.5 / 6.5, (int)y), 0, Infinity),
        new("NegativeBinomial", [15.0, 0.6], y => MN.NegativeBinomial.PMFLn(0.6, 0.6 / 15.6, (int)y), 0, Infinity),
        new("Categorical", [new[] { 0.2, 0.5, 0.3 }], y => Math.Log(new[] { 0.2, 0.5, 0.3 }[(int)y]), 0, 2),
        new("CategoricalLogits", [new[] { 1.0, -0.5, 2.0, 0.0 }], LogSoftmaxAt, 0, 3),
    ];

    /// <summary>Distributions tested in a class of their own.</summary>
    public static readonly string[] Others =
    [
        "Flat", "Dirichlet", "MultivariateNormal", "MultivariateNormalCholesky", "LkjCholesky",
        "NormalVector", "IsotropicNormal", "StandardNormal", "NormalMatrix", "LaplaceVector", "LogNormalVector", "BernoulliVector",
        "BernoulliLogitsVector", "ContinuousBernoulliLogitsVector", "PoissonVector", "PoissonLogVector",
        "UniformOnSphere", "VonMisesFisher", "NormalMixture",
    ];

    public static TheoryData<string> Names(DistributionRow[] rows) => [.. rows.Select(row => row.ToString())];

    private static double LogSoftmaxAt(double y)
    {
        double[] weights = [Math.Exp(1), Math.Exp(-0.5), Math.Exp(2), 1];
        return Math.Log(weights[(int)y] / weights.Sum());
    }
}

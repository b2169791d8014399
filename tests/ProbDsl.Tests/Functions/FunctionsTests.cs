using Xunit;
using static ProbDsl.Functions;

namespace ProbDsl.Tests;

public sealed class FunctionsTests
{
    public static TheoryData<string, double, double> Values() => new()
    {
        { nameof(LogGamma), LogGamma(5.5), 3.9578139676187165 },
        { nameof(Digamma), Digamma(1), -0.5772156649015329 },
        { nameof(Trigamma), Trigamma(1), 1.6449340668482264 },
        { nameof(LogBeta), LogBeta(2, 3), -2.4849066497880004 },
        { nameof(LogChoose), LogChoose(10, 3), 4.787491742782046 },
        { nameof(Erf), Erf(0.5), 0.5204998778130465 },
        { nameof(Erfc), Erfc(2), 0.004677734981047266 },
        { nameof(Phi), Phi(-1.96), 0.024997895148220435 },
        { nameof(LogPhi), LogPhi(-20), -203.91715537109727 },
        { nameof(InversePhi), InversePhi(0.975), 1.959963984540054 },
        { nameof(Logistic), Logistic(2), 0.8807970779778823 },
        { nameof(Logit), Logit(0.25), -1.0986122886681098 },
        { nameof(Log1pExp), Log1pExp(1), 1.3132616875182228 },
        { nameof(Softplus), Softplus(-50), 1.9287498479639178e-22 },
        { nameof(Log1p), Log1p(1e-10), 9.9999999995e-11 },
        { nameof(Expm1), Expm1(1e-10), 1.00000000005e-10 },
        { nameof(Square), Square(-3), 9 },
        { nameof(XLogY), XLogY(2, 3), 2.1972245773362196 },
        { nameof(XLog1pY), XLog1pY(2, 2), 2.1972245773362196 },
        { nameof(LogSumExp), LogSumExp(1000, 1000), 1000.6931471805599 },
        { nameof(LogSumExp), LogSumExp([1.0, 2.0, 3.0]), 3.4076059644443806 },
        { nameof(LogSumExp), LogSumExp([]), double.NegativeInfinity },
        { nameof(LogSumExp), LogSumExp([double.NegativeInfinity, 2.0]), 2.0 },
        { nameof(LogSumExp), LogSumExp([double.NaN, 2.0]), double.NaN },
        { nameof(Sum), Sum(1, 2, 3.5), 6.5 },
        { nameof(Mean), Mean([1, 2, 6]), 3 },
        { nameof(Dot), Dot([1, 2, 3], [4, 5, 6]), 32 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_are_right(string name, double value, double expected) =>
        Assert.True(value.Equals(expected) || Math.Abs(value - expected) <= 1e-15 * Math.Abs(expected), $"{name}: {value:R}, not {expected:R}");

    [Fact]
    public void Softmax_is_a_distribution_and_shift_invariant()
    {
        double[] p = Softmax([1000, 1001, 998]);
        Assert.Equal(1.0, p.Sum(), 14);
        Assert.Equal(Math.E, p[1] / p[0], 12);
        Assert.Equal(Math.Exp(2), p[0] / p[2], 12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3.0)]
    [InlineData(20.0)]
    public void Incomplete_gamma_of_integer_shape_is_a_Poisson_sum(double x)
    {
        double term = Math.Exp(-x);
        double upper = 0;
        for (int k = 0; k < 5; k++)
        {
            upper += term;
            term *= x / (k + 1);
        }

        Assert.Equal(upper, RegularizedGammaQ(5, x), 13);
        Assert.Equal(1 - upper, RegularizedGammaP(5, x), 13);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Incomplete_beta_of_integer_shapes_is_a_binomial_sum(double x)
    {
        double sum = 0;
        for (int k = 3; k <= 6; k++)
            sum += Math.Exp(LogChoose(6, k)) * Math.Pow(x, k) * Math.Pow(1 - x, 6 - k);
        Assert.Equal(sum, RegularizedBeta(x, 3, 4), 13);
    }

    [Fact]
    public void Incomplete_functions_end_at_zero_and_one()
    {
        Assert.Equal(0.0, RegularizedGammaP(2, 0));
        Assert.Equal(1.0, RegularizedGammaP(2, double.PositiveInfinity));
        Assert.Equal(1.0, RegularizedGammaQ(2, 0));
        Assert.Equal(0.0, RegularizedGammaQ(2, double.PositiveInfinity));
        Assert.Equal(0.0, RegularizedBeta(0, 2, 3));
        Assert.Equal(1.0, RegularizedBeta(1, 2, 3));
    }
}

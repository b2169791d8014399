using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests;

/// <summary>A function whose derivative comes with its value gives what the two give alone.</summary>
public sealed class PairedFunctionTests
{
    public static TheoryData<double, double, double> Outcomes
    {
        get
        {
            var rows = new TheoryData<double, double, double>();
            foreach (double logits in new[] { double.NegativeInfinity, -800, -30, -1.5, -1e-9, 0, 1e-9, 0.3, 12, 50, 900, double.PositiveInfinity })
                foreach ((double successes, double trials) in new[] { (0.0, 0.0), (0, 3), (2, 3), (3, 3) })
                    rows.Add(successes, trials, logits);
            return rows;
        }
    }

    [Theory, MemberData(nameof(Outcomes))]
    public void A_binomial_with_its_probability(double successes, double trials, double logits)
    {
        double value = LaneMath.BinomialLogitsAndLogistic(new Lane1(successes), new Lane1(trials), new Lane1(logits), out Lane1 probability).Value;
        double expected = LaneMath.BinomialLogits(new Lane1(successes), new Lane1(trials), new Lane1(logits)).Value;
        Assert.True(expected.Equals(value) || Math.Abs(expected - value) <= 1e-15 * Math.Max(1, Math.Abs(expected)), $"{value:R}, not {expected:R}");
        Assert.Equal(LaneMath.Logistic(new Lane1(logits)).Value, probability.Value, 4e-16);
    }

    [Theory]
    [InlineData(0), InlineData(0.3), InlineData(-4), InlineData(1e80), InlineData(-1e200), InlineData(double.PositiveInfinity)]
    public void The_logarithm_of_one_and_a_square(double x)
    {
        double value = LaneMath.Log1pSquareAndSlope(new Lane1(x), out Lane1 slope).Value;
        Assert.Equal(LaneMath.Log1pSquare(new Lane1(x)).Value, value);
        Assert.Equal(LaneMath.Log1pSquareSlope(new Lane1(x)).Value, slope.Value, 1e-15);
    }
}

using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Runtime;

public class CompensatedTests
{
    [Theory]
    [InlineData(2, new double[] { 1, 1e100, 1, -1e100 })]
    [InlineData(1, new double[] { 1e16, 1, -1e16 })]
    [InlineData(0, new double[] { 0.1, -0.1 })]
    [InlineData(0, new double[0])]
    public void Nothing_is_lost(double expected, double[] terms)
    {
        double sum = 0;
        double lost = 0;
        foreach (double term in terms)
            Compensated.Add(ref sum, ref lost, term);
        Assert.Equal(expected, sum + lost);
    }

    [Fact]
    public void A_million_tenths_are_a_hundred_thousand()
    {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < 1_000_000; i++)
            Compensated.Add(ref sum, ref lost, 0.1);
        Assert.Equal(100_000.0, sum + lost, 2e-11);
    }
}

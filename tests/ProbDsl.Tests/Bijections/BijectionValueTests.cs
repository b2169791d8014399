using System.Globalization;
using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Bijections;

/// <summary>Values to full precision, far out as well: computed with 80 digits, or by Stan 2.21 where it says so.</summary>
public class BijectionValueTests
{
    private const double JustBelowOne = 0.99999999999999989;

    [Theory]
    [InlineData(1, -40, 1, -40)]
    [InlineData(0, -40, 4.248354255291589e-18, -40)]
    [InlineData(0, 0.093478, 1.0979864473737426, 0.093478)]         // Stan, dogs_nonhierarchical
    public void Lower_bound(double lower, double u, double x, double logJacobian) =>
        Check(new LowerBoundCase(1, lower), [u], [x], logJacobian);

    [Theory]
    [InlineData(0, 1, -0.435198, 0.3928857826709833, -1.4332746773793723)]  // Stan, low_dim_gauss_mix
    [InlineData(0, 1, -40, 4.248354255291589e-18, -40)]
    [InlineData(0, 1, -700, 9.85967654375977e-305, -700)]
    [InlineData(0, 1, 40, JustBelowOne, -40)]                       // rounds to the bound, kept inside
    [InlineData(1, 2, -40, 1.0000000000000002, -40)]
    [InlineData(-1, 0, 40, -4.248354255291589e-18, -40)]
    [InlineData(-1, 0, 0.5, -0.37754066879814546, -1.4481539683602134)]
    [InlineData(-2, 3, 20, 2.9999999896942318, -18.390562091688206)]
    public void Between_two_bounds(double lower, double upper, double u, double x, double logJacobian) =>
        Check(new IntervalCase(1, lower, upper), [u], [x], logJacobian);

    [Theory]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e300)]
    [InlineData(800)]
    public void Nothing_lies_on_a_bound(double u)
    {
        foreach ((double lower, double upper) in ((double, double)[])[(0, 1), (-1, 0), (-3, -2), (1e10, 1e10 + 1)])
        {
            double x = 0;
            Lane1 logJacobian = Interval.Forward<Lane1, Lane1, DrawLanes<Lane1>>(
                ref u, ref x, 1, Lane1.Create(lower), Lane1.Create(upper));
            Assert.InRange(x, Math.BitIncrement(lower), Math.BitDecrement(upper));
            Assert.True(logJacobian.Value <= -800 + Math.Log(upper - lower));
        }
    }

    [Fact]
    public void Bounds_in_the_wrong_order_have_density_zero()
    {
        double u = 0.5;
        double x = 0;
        Lane1 logJacobian = Interval.Forward<Lane1, Lane1, DrawLanes<Lane1>>(ref u, ref x, 1, Lane1.Create(1), Lane1.Create(0));
        Assert.Equal(double.NegativeInfinity, logJacobian.Value);
    }

    [Fact]
    public void Long_products_of_the_interval_neither_overflow_nor_lose_terms()
    {
        const int count = 10_007;
        var u = new double[count + 8];
        var x = new double[count + 8];
        Lane1 scalar = Interval.Forward<Lane1, Lane1, DataLanes<Lane1>>(ref u[0], ref x[0], count, Lane1.Zero, Lane1.Create(1));
        Lane1 lanes = Interval.Forward<Lane1, Lane8, DataLanes<Lane8>>(ref u[0], ref x[0], count, Lane1.Zero, Lane1.Create(1));
        double expected = -count * Math.Log(4);
        Assert.Equal(expected, scalar.Value, 1e-9);
        Assert.Equal(expected, lanes.Value, 1e-9);
    }

    [Theory]
    [InlineData("-0.61936400000000005 0.77282200000000001", "-0.61936400000000005 1.5465057220963763", 0.772822)] // Stan, low_dim_gauss_mix
    public void Ascending(string u, string x, double logJacobian) =>
        Check(new OrderedCase(1, Parse(u).Length), Parse(u), Parse(x), logJacobian);

    [Theory]
    [InlineData("-0.241733 -0.315266", "0.7852658155366614 1.5148605917813445", -0.556999)] // Stan, hmm_example
    public void Positive_and_ascending(string u, string x, double logJacobian) =>
        Check(new PositiveOrderedCase(1, Parse(u).Length), Parse(u), Parse(x), logJacobian);

    [Theory]
    [InlineData("-0.061955 0.179748 0.515689 -0.359151", "0.1902711372649106 0.23092605598799665 0.2637902557970002 0.12952216714671044 0.18549038380338206", -8.186219361939944)] // Stan, normal_mixture_k
    [InlineData("0 0 0", "0.25 0.25 0.25 0.25", -5.545177444479562)]
    [InlineData("50 -60 3", "1 2.5333678203367986e-48 5.511831606849389e-22 2.7441793704236395e-23", -210.4944850177031)]
    [InlineData("300 200 -100", "1 1.5444600667236041e-130 1.5902379318025865e-260 4.2747458440447715e-217", -1395.3178687728757)]
    [InlineData("-1000 1000", "0 1 0", -2000.6931471805599)]        // elements that no double holds
    [InlineData("1000", "1 0", -1000)]
    public void Simplices(string u, string x, double logJacobian) =>
        Check(new SimplexCase(1, Parse(x).Length), Parse(u), Parse(x), logJacobian);

    [Theory]
    [InlineData("-0.517725", "1 0 -0.475942253787465 0.8794765324098809", -0.25685679607457673)] // Stan, dogs_nonhierarchical
    [InlineData("0.3 -0.7 1.2", "1 0 0 0.2913126124515909 0.9566279119002483 0 -0.6043677771171635 0.6641771771547986 0.44000939459191307", -1.957870171115406)]
    [InlineData("25 -30 0.5", "1 0 0 1 2.7775887729928042e-11 0 -1 8.648636250142789e-14 1.6597033515679146e-13", -136.77449311111684)]
    [InlineData("-300 1e-10 100", "1 0 0 -1 1.0296400444824027e-130 0 1e-10 1 7.440151952041672e-44", -797.2274112777602)]
    [InlineData("-1000", "1 0 -1 0", -1998.6137056388801)]          // 1 / cosh(u) is no double
    public void Cholesky_factors_of_correlations(string u, string x, double logJacobian) =>
        Check(new CholeskyCorrelationCase((int)Math.Sqrt(Parse(x).Length)), Parse(u), Parse(x), logJacobian);

    private static void Check(BijectionCase transform, double[] u, double[] x, double logJacobian)
    {
        const double tolerance = 4e-15;
        var draws = new Draws(transform, 1, 0);
        u.CopyTo(draws.Coordinates(0), 0);
        BijectionResult result = draws.Single<Lane1>(0, 1);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(x[i], result.X[i], 3 * tolerance * Math.Abs(x[i]));
        Assert.Equal(logJacobian, result.LogJacobian, tolerance * Math.Max(1, Math.Abs(logJacobian)));
        Assert.All(result.Du, adjoint => Assert.True(double.IsFinite(adjoint)));
    }

    private static double[] Parse(string numbers) =>
        [.. numbers.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}

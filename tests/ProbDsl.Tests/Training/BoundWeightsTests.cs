using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class BoundWeightsTests
{
    [Theory]
    [InlineData(1, 1), InlineData(3, 5), InlineData(100, 7), InlineData(2, 50)]
    public void Weights_and_bounds_are_those_of_the_definition(int batch, int samples)
    {
        double[] logWeights = Draw(batch * samples, 3), weights = new double[batch * samples], bounds = new double[batch];
        double mean = BoundWeights.ImportanceWeighted(logWeights, batch, samples, weights, bounds);
        for (int d = 0; d < batch; d++)
        {
            double[] own = [.. Enumerable.Range(0, samples).Select(k => Math.Exp(logWeights[(k * batch) + d]))];
            Assert.Equal(Math.Log(own.Average()), bounds[d], 1e-13);
            for (int k = 0; k < samples; k++)
                Assert.Equal(own[k] / own.Sum(), weights[(k * batch) + d], 1e-14);
        }
        Assert.Equal(bounds.Average(), mean, 1e-13);
    }

    [Fact]
    public void Huge_and_tiny_weights_neither_overflow_nor_vanish()
    {
        double[] logWeights = [-90_000, 5_000, -90_001, 5_000], bounds = new double[2];
        BoundWeights.ImportanceWeighted(logWeights, 2, 2, logWeights, bounds);
        Assert.Equal(-90_000 + Math.Log((1 + Math.Exp(-1)) / 2), bounds[0], 1e-9);
        Assert.Equal(5_000, bounds[1], 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-1)), logWeights[0], 1e-14);
        Assert.Equal(0.5, logWeights[1]);
    }

    [Fact]
    public void Weights_that_are_all_zero_give_minus_infinity_and_a_nan_stays_one()
    {
        double[] logWeights = [double.NegativeInfinity, double.NaN, double.NegativeInfinity, 1], weights = new double[4], bounds = new double[2];
        Assert.True(double.IsNaN(BoundWeights.ImportanceWeighted(logWeights, 2, 2, weights, bounds)));
        Assert.Equal(double.NegativeInfinity, bounds[0]);
        Assert.Equal([0, 0], [weights[0], weights[2]]);
        Assert.True(double.IsNaN(bounds[1]));
    }

    [Fact]
    public void A_leave_one_out_signal_is_the_weight_less_the_others_mean()
    {
        double[] logWeights = Draw(12, 5), signals = new double[12];
        BoundWeights.LeaveOneOut(logWeights, 3, 4, signals);
        for (int d = 0; d < 3; d++)
            for (int k = 0; k < 4; k++)
            {
                double others = Enumerable.Range(0, 4).Where(i => i != k).Average(i => logWeights[(i * 3) + d]);
                Assert.Equal(logWeights[(k * 3) + d] - others, signals[(k * 3) + d], 1e-13);
            }
        BoundWeights.LeaveOneOut(logWeights, 12, 1, signals);
        Assert.Equal(logWeights, signals);
    }

    [Fact]
    public void The_importance_weighted_signal_replaces_a_weight_by_the_others_geometric_mean()
    {
        double[] logWeights = Draw(12, 6), signals = new double[12];
        logWeights[3] = 400; // One that rules its datum: without it, the others still count.
        BoundWeights.LeaveOneOutImportanceWeighted(logWeights, 3, 4, signals);
        for (int d = 0; d < 3; d++)
            for (int k = 0; k < 4; k++)
            {
                double[] own = [.. Enumerable.Range(0, 4).Select(i => logWeights[(i * 3) + d])];
                double[] replaced = [.. own];
                replaced[k] = own.Where((_, i) => i != k).Average();
                Assert.Equal(Functions.LogSumExp(own) - Functions.LogSumExp(replaced), signals[(k * 3) + d], 1e-11);
            }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        double[] logWeights = Draw(500, 7), weights = new double[500], bounds = new double[100];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            BoundWeights.ImportanceWeighted(logWeights, 100, 5, weights, bounds);
            BoundWeights.LeaveOneOut(logWeights, 100, 5, weights);
            BoundWeights.LeaveOneOutImportanceWeighted(logWeights, 100, 5, weights);
        }
    }

    private static double[] Draw(int count, ulong seed)
    {
        double[] values = new double[count];
        new Rng(seed).FillNormal(values);
        return values;
    }
}

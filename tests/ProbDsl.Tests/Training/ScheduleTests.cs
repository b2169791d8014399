using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void Step_sizes_follow_their_schedules()
    {
        Assert.Equal(1, LearningRateSchedule.Constant.Factor(new(7.5, 10)));
        Assert.Equal(1, new StepDecay(10, 0.5).Factor(new(9.99, 100)));
        Assert.Equal(0.25, new StepDecay(10, 0.5).Factor(new(20, 100)));
        Assert.Equal(1, new CosineDecay(0.1).Factor(new(0, 40)), 1e-15);
        Assert.Equal(0.55, new CosineDecay(0.1).Factor(new(20, 40)), 1e-15);
        Assert.Equal(0.1, new CosineDecay(0.1).Factor(new(40, 40)), 1e-15);
        Assert.Equal(0.4, new WarmUp(5).Factor(new(2, 40)), 1e-15);
        Assert.Equal(0.5, new WarmUp(5, new StepDecay(10, 0.5)).Factor(new(12, 40)), 1e-15);
        Assert.True(new WarmUp(5).Factor(new(0, 40)) > 0);
    }

    [Fact]
    public void Stage_i_takes_three_to_the_i_epochs()
    {
        int epoch = 0;
        for (int stage = 0, length = 1; stage <= 7; stage++, length *= 3)
        {
            double factor = Math.Pow(10, -stage / 7.0);
            Assert.Equal(factor, LearningRateSchedule.Stages.Factor(new(epoch, 10_000)), 1e-15);
            epoch += length;
            Assert.Equal(factor, LearningRateSchedule.Stages.Factor(new(epoch - 0.001, 10_000)), 1e-15);
        }
        Assert.Equal(StagedRate.TotalEpochs, epoch);
        Assert.Equal(0.1, LearningRateSchedule.Stages.Factor(new(9_999, 10_000)), 1e-15);
        Assert.Equal(LearningRateSchedule.Stages.Factor(new(1000, 3280)), new StagedRate(0.5).Factor(new(500, 1640)), 1e-15);
    }

    [Fact]
    public void Weights_of_the_divergence_follow_their_schedules()
    {
        Assert.Equal(4, KlWeightSchedule.Constant(4).Weight(new(3, 10)));
        KlWeightSchedule warmUp = KlWeightSchedule.WarmUp(10, 0.2);
        Assert.Equal([0.2, 0.6, 1, 1], new double[] { 0, 5, 10, 50 }.Select(epoch => Math.Round(warmUp.Weight(new(epoch, 60)), 12)));
        KlWeightSchedule cyclical = KlWeightSchedule.Cyclical(4, 0.5);
        Assert.Equal([0, 0.5, 1, 1, 0, 0.5, 1], new double[] { 0, 2.5, 5, 9.9, 10, 12.5, 40 }.Select(epoch => Math.Round(cyclical.Weight(new(epoch, 40)), 12)));
        Assert.Throws<ArgumentOutOfRangeException>(() => KlWeightSchedule.Constant(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KlWeightSchedule.WarmUp(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => KlWeightSchedule.Cyclical(4, 0));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(7), InlineData(60), InlineData(5000)]
    public void The_shares_of_an_epoch_sum_to_one_and_halve(int count)
    {
        double[] shares = [.. Enumerable.Range(0, count).Select(i => MinibatchShare.Of(MinibatchWeights.Decreasing, i, count, 1.0 / count))];
        Assert.Equal(1, shares.Sum(), 1e-15);
        for (int i = 1; i < Math.Min(count, 1000); i++)
            Assert.Equal(shares[i - 1], 2 * shares[i]);
        if (count <= 60)
            Assert.Equal(Math.Pow(2, count - 1) / (Math.Pow(2, count) - 1), shares[0], 1e-15);
        Assert.Equal(0.25, MinibatchShare.Of(MinibatchWeights.Uniform, 0, count, 0.25));
    }
}

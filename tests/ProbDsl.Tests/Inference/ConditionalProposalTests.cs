using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

/// <summary>Proposals that follow a scale: on Neal's funnel the marginal density of the scale is known, and the others are Gaussian given it.</summary>
public sealed class ConditionalProposalTests
{
    private const int Dimension = 10;

    /// <summary>Steps of the quantile times the density are steps of the probability, in and beyond the nodes.</summary>
    [Theory]
    [InlineData(new double[] { -1, 0, 2, 5 }, new double[] { -3, 0, 0, -9 })]
    [InlineData(new double[] { 0, 1, 2 }, new double[] { 0, 1, 2 })]
    [InlineData(new double[] { -50, 3 }, new double[] { -700, 0 })]
    public void QuantilesBelongToTheDensity(double[] nodes, double[] logs)
    {
        const double Step = 1e-6;
        LogLinearDensity density = new(nodes, logs);
        for (double p = 0.0005; p < 1; p += 0.0205)
        {
            double width = density.Quantile(p + Step) - density.Quantile(p - Step);
            Assert.Equal(1, width * Math.Exp(density.LogDensity(density.Quantile(p))) / (2 * Step), 0.01);
        }
    }

    [Fact]
    public void TheScaleIsFound()
    {
        Assert.Equal([0], ScaleCoordinates.Find(new BatchEvaluator(new Funnel(Dimension)), Frame()));
        GaussianTarget gaussian = GaussianTarget.Random(Dimension, 3, 2);
        Assert.Empty(ScaleCoordinates.Find(new BatchEvaluator(gaussian), Frame()));
    }

    /// <summary>The scale has a normal marginal of standard deviation 3, whatever the guide's.</summary>
    [Fact]
    public void ThePathKnowsTheMarginal()
    {
        ConditionalPath.Node[] nodes = ConditionalPath.Follow(Session(), Frame(), 0)!;
        Assert.InRange(nodes[0].Place, -40, -13);
        Assert.InRange(nodes[^1].Place, 13, 60);
        ConditionalPath.Node centre = nodes.MinBy(n => Math.Abs(n.Place))!;
        Assert.All(nodes, n => Assert.Equal((centre.Place * centre.Place - n.Place * n.Place) / 18, n.LogMarginal - centre.LogMarginal, 1e-4));
    }

    /// <summary>The mean weight is the integral of the density, and a second moment that hangs on the widest part of the funnel is right.</summary>
    [Fact]
    public void WeightsOfDrawsAreThoseOfTheirDensity()
    {
        FitSession session = Session();
        ConditionalProposal proposal = new([0], ConditionalPath.Follow(session, Frame(), 0)!, new ImportanceProposal([(1, Frame())]), 0.1);
        WeightedPool pool = WeightedPool.Draw(session, proposal, 20_000, new Rng(5, 1));
        double integral = 0.5 * Math.Log(2 * Math.PI * 9) + 0.5 * (Dimension - 1) * Math.Log(2 * Math.PI);
        Assert.Equal(integral, Math.Log(pool.LogWeights.Average(Math.Exp)), 0.02);
        Assert.True(pool.Diagnosis.Efficiency > 0.5, pool.Diagnosis.ToString());
        NumberErrors.Estimate widest = NumberErrors.Weighted(pool.Column(1), pool.Weights);
        Assert.Equal(0, widest.Mean / widest.Scale, 0.03);
        Assert.Equal(Math.Exp(2.25), widest.Scale, 0.6);
    }

    private static FitSession Session() => new(new Funnel(Dimension), new FitOptions());

    /// <summary>A guide that is a third too narrow along the scale.</summary>
    private static GaussianGuide Frame()
    {
        GaussianGuide frame = new(Dimension, dense: true);
        frame.SetDiagonal([2, .. Enumerable.Repeat(1.0, Dimension - 1)]);
        return frame;
    }
}

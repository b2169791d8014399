using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

/// <summary>Proposals that follow several scales at once: on linked funnels the marginal density of the scales is known, and the others are Gaussian given them.</summary>
public sealed class ConditionalScalesTests
{
    /// <summary>The first scale has a normal marginal, whichever is held next and however many there are.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void TheOuterPathKnowsTheMarginal(int scales)
    {
        ConditionalPath.Node[] nodes = ConditionalPath.Follow(Session(scales), Frame(scales), Held(scales))!;
        ConditionalPath.Node centre = nodes.MinBy(n => Math.Abs(n.Place))!;
        double precision = 1 / (LinkedFunnels.FirstDeviation * LinkedFunnels.FirstDeviation);
        Assert.InRange(nodes[0].Place, -12, -6);
        Assert.All(nodes, n => Assert.Equal(0.5 * precision * (centre.Place * centre.Place - n.Place * n.Place), n.LogMarginal - centre.LogMarginal, 0.05));
        Assert.All(nodes, n => Assert.InRange(n.Inner.Length, 5, 60));
    }

    /// <summary>The density is normalised, so that the mean weight is one; the last scale's standard deviation is known, and that of the values after it, exp(variance / 4).</summary>
    [Theory]
    [InlineData(2, false, 0.6)]
    [InlineData(2, true, 0.6)]
    [InlineData(3, false, 0.5)]
    public void WeightsOfDrawsAreThoseOfTheirDensity(int scales, bool lastFirst, double efficiency)
    {
        FitSession session = Session(scales);
        int[] held = Held(scales);
        if (lastFirst)
            Array.Reverse(held);
        ConditionalProposal proposal = new(held, ConditionalPath.Follow(session, Frame(scales), held)!, new ImportanceProposal([(1, Frame(scales))]), 0.1);
        WeightedPool pool = WeightedPool.Draw(session, proposal, 40_000, new Rng(5, 1));
        Assert.Equal(0, Math.Log(pool.LogWeights.Average(Math.Exp)), 0.02);
        Assert.True(pool.Diagnosis.Efficiency > efficiency, pool.Diagnosis.ToString());
        double variance = LinkedFunnels.FirstDeviation * LinkedFunnels.FirstDeviation;
        for (int j = 1; j < scales; j++)
            variance = (LinkedFunnels.Link * LinkedFunnels.Link * variance) + 1;
        NumberErrors.Estimate last = NumberErrors.Weighted(pool.Column(LinkedFunnels.Group * (scales - 1)), pool.Weights);
        Assert.Equal(0, last.Mean / last.Scale, 0.03);
        Assert.Equal(1, last.Scale / Math.Sqrt(variance), 0.03);
        Assert.Equal(1, NumberErrors.Weighted(pool.Column((LinkedFunnels.Group * scales) - 1), pool.Weights).Scale / Math.Exp(variance / 4), 0.1);
    }

    /// <summary>As many coordinates are held as are needed: none of a Gaussian, one of a funnel, two of two; of three, where two do not do, none.</summary>
    [Fact]
    public void TheScalesAreFound()
    {
        Assert.Empty(Fewest(GaussianTarget.Random(6, 3, 0.5), 6));
        Assert.Equal([0], Fewest(new Funnel(6), 6));
        Assert.Equal([0, LinkedFunnels.Group], Fewest(new LinkedFunnels(2), 2 * LinkedFunnels.Group).Order());
        Assert.Empty(Fewest(new LinkedFunnels(3), 3 * LinkedFunnels.Group));
    }

    /// <summary>What is left where one of two funnels is held is what the other has, and the link between them, which is Gaussian, has none.</summary>
    [Fact]
    public void WhatIsLeftIsThatOfTheOthers()
    {
        ThirdDerivatives derivatives = ThirdDerivatives.At(new BatchEvaluator(new LinkedFunnels(2)), Frame(2))!;
        Assert.Equal(0, derivatives.Residual(0, LinkedFunnels.Group), 1e-12);
        Assert.Equal(derivatives.Residual(), derivatives.Residual(0) + derivatives.Residual(LinkedFunnels.Group), 1e-9);
        Assert.True(derivatives.Residual(0) > 0.4 * derivatives.Residual());
    }

    private static int[] Fewest(ILogDensity target, int dimension) => ThirdDerivatives.At(new BatchEvaluator(target), Narrow(dimension))!.Fewest();

    private static int[] Held(int scales) => [.. Enumerable.Range(0, scales).Select(j => j * LinkedFunnels.Group)];

    private static FitSession Session(int scales) => new(new LinkedFunnels(scales), new FitOptions());

    private static GaussianGuide Frame(int scales) => Narrow(scales * LinkedFunnels.Group);

    private static GaussianGuide Narrow(int dimension)
    {
        GaussianGuide frame = new(dimension, dense: true);
        frame.SetDiagonal([.. Enumerable.Repeat(1.0, dimension)]);
        return frame;
    }
}

using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Derivatives;

/// <summary>The expression graph keeps values, shares equal parts, and its reverse sweep gives gradients.</summary>
public sealed class GraphTests
{
    private static readonly double[] Data = [0.7, -1.3, 2.2];

    [Theory]
    [InlineData(1UL, 3)]
    [InlineData(2UL, 4)]
    [InlineData(3UL, 5)]
    [InlineData(4UL, 6)]
    public void SimplificationsKeepValues(ulong seed, int depth)
    {
        var rng = new Rng(seed);
        var expressions = new RandomExpressions(rng);
        for (int i = 0; i < 300; i++)
        {
            Expression expression = expressions.Next(depth);
            var evaluation = new Evaluation(Latents(rng), Data);
            double expected = evaluation.Of(expression);
            var graph = new Graph(_ => 0);
            if (double.IsFinite(expected) && Math.Abs(expected) < 1e8)
                DensityChecks.Equal(expression.ToString(), expected, evaluation.Of(Evaluation.ToNode(graph, expression)), 1e-9, Size(evaluation, expression));
        }
    }

    [Theory]
    [InlineData(11UL, 3)]
    [InlineData(12UL, 4)]
    [InlineData(13UL, 5)]
    public void ReverseSweepEqualsDifferences(ulong seed, int depth)
    {
        var rng = new Rng(seed);
        var expressions = new RandomExpressions(rng);
        int compared = 0;
        for (int i = 0; i < 300; i++)
        {
            Expression expression = expressions.Next(depth);
            double[] latents = Latents(rng);
            var evaluation = new Evaluation(latents, Data);
            if (Math.Abs(evaluation.Of(expression)) is not < 1e4 || NearKink(evaluation, expression))
                continue;
            var graph = new Graph(_ => 0);
            double[] gradient = evaluation.Gradient(graph, Evaluation.ToNode(graph, expression));
            for (int k = 0; k < latents.Length; k++)
                DensityChecks.Equal($"d {k} of {expression}",
                    DensityChecks.Derivative(u => new Evaluation(u, Data).Of(expression), latents, k, 1e-3), gradient[k], 1e-6, Size(evaluation, expression));
            compared++;
        }
        Assert.True(compared > 100);
    }

    [Fact]
    public void EqualNodesAreOneObject()
    {
        var graph = new Graph(_ => 0);
        Node One() => graph.Op("exp", graph.Add(Evaluation.ToNode(graph, RandomExpressions.Latent(0)), graph.Data(RandomExpressions.DataScalar(1))));
        Assert.Same(One(), One());
    }

    [Fact]
    public void WhatIsDataAloneIsOneLeaf()
    {
        var graph = new Graph(_ => 0);
        Node node = graph.Op("exp", graph.Mul(graph.Data(RandomExpressions.DataScalar(0)), graph.Data(RandomExpressions.DataScalar(1))));
        Assert.True(node is { Op: "leaf", Latent: false, Leaf: DataLeaf });
    }

    [Theory]
    [InlineData("log", "exp", "leaf")]
    [InlineData("neg", "neg", "leaf")]
    [InlineData("log", "logistic", "sub")]
    [InlineData("square", "neg", "square")]
    public void NestedOperationsSimplify(string outer, string inner, string expected)
    {
        var graph = new Graph(_ => 0);
        Node node = graph.Op(outer, graph.Op(inner, Evaluation.ToNode(graph, RandomExpressions.Latent(0))));
        Assert.Equal(expected, node.Op);
    }

    private static double[] Latents(Rng rng) => [.. Enumerable.Range(0, 4).Select(_ => (3 * rng.NextDouble()) - 1.5)];

    /// <summary>The largest number that the expression meets on its way: errors are relative to it.</summary>
    private static double Size(Evaluation evaluation, Expression expression) =>
        Walk.Parts(expression).Where(p => p.Type == Kind.Real).Max(p => Math.Abs(evaluation.Of(p)) is var v && double.IsFinite(v) ? Math.Max(1, v) : 1);

    private static bool NearKink(Evaluation evaluation, Expression expression) => Walk.Parts(expression).OfType<Call>().Any(call => call.Op switch
    {
        "abs" => Math.Abs(evaluation.Of(call.Arguments[0])) < 0.02,
        "min" or "max" or "lt" => Math.Abs(evaluation.Of(call.Arguments[0]) - evaluation.Of(call.Arguments[1])) < 0.02,
        _ => false,
    });
}

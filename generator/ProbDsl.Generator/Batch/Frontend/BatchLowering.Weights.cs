using System.Linq;
using ProbDsl.Generator.Diagnostics;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Products of data with the random weights of a Bayesian network.</content>
internal sealed partial class BatchLowering
{
    /// <summary>Reads how the products of a latent are drawn; what is not shared needs a matrix with a Gaussian guide.</summary>
    private bool TrySampling(GuidedLatent latent, TensorShape shape)
    {
        latent.Sampling = latent.Member.Option("Sampling") is int option ? (WeightSampling)option : WeightSampling.Shared;
        bool isGaussian = latent.Distribution.Parameters.Select(p => p.Name).SequenceEqual(["mean", "standardDeviation"])
            && latent.Distribution.Info.Reparameterized == "mean + standardDeviation * eps";
        if (latent.Sampling == WeightSampling.Shared || (shape.Rank == 2 && isGaussian && !latent.IsLocal))
            return true;
        context.Report(Descriptors.UnsupportedDistribution, latent.Syntax, latent.Distribution.Info.Name,
            $"{latent.Sampling} needs a matrix of the model whose guide is Normal(mean, standardDeviation) with matrices");
        return false;
    }

    /// <summary>The product of a matrix of weights with a vector of a datum; null where it is an ordinary one.</summary>
    private int? WeightProduct(int matrix, int vector)
    {
        GuidedLatent? weights = guided.Values.FirstOrDefault(l => l.Draw == matrix && graph[matrix].Op == "draw");
        if (weights is null or { Sampling: WeightSampling.Shared })
            return null;
        weights.HasProducts = true;
        Axis axis = plate is null ? Axis.Global : Axis.Sample;
        var rows = TensorShape.Vector(graph[matrix].Shape.First);
        int mean = formulas.Spread(weights.Distribution.Parameters[0].Node, graph[matrix].Shape);
        int deviation = formulas.Spread(weights.Distribution.Parameters[1].Node, graph[matrix].Shape);
        int Times(int m, int v) => graph.Make("matvec", [m, v], rows);
        int middle = Times(mean, vector);
        if (weights.Sampling == WeightSampling.LocalReparameterization)
        {
            int spread = graph.Op("sqrt", Times(graph.Op("square", deviation), graph.Op("square", vector)));
            return graph.Add(middle, graph.Mul(spread, Noise("normal", axis, rows)));
        }
        int signed = graph.Mul(vector, Noise("sign", axis, TensorShape.Vector(graph[matrix].Shape.Second)));
        return graph.Add(middle, graph.Mul(Times(graph.Mul(deviation, weights.Noise), signed), Noise("sign", axis, rows)));
    }
}

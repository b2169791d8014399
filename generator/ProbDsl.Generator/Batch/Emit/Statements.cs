using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Which statement of the model or its guide each node belongs to.</summary>
internal static class Statements
{
    public static Dictionary<int, string> Of(BatchIr model)
    {
        var result = new Dictionary<int, string>();
        var guide = model.GuideSources.ToDictionary(s => s.Number, s => s.Text);
        var generate = model.Sources.ToDictionary(s => s.Number, s => s.Text);
        foreach (BatchLatentIr latent in model.Latents.OrderBy(l => l.GuideStatement))
            foreach (int node in latent.GuideParameters.Concat([latent.Draw, latent.Guide]))
                Mark(model, node, "guide: " + (guide.TryGetValue(latent.GuideStatement, out string? text) ? text : latent.Name), result);
        foreach ((int node, int statement) in model.Latents.Select(l => (l.Prior, l.ModelStatement))
            .Concat(model.Likelihood.Select(t => (t.Node, t.Statement))).OrderBy(t => t.Item2))
            Mark(model, node, "model: " + (generate.TryGetValue(statement, out string? text) ? text : ""), result);
        foreach (BatchLatentIr latent in model.Latents.Where(l => l.Divergence >= 0))
            Mark(model, latent.Divergence, $"divergence of {latent.Name}", result);
        return result;
    }

    private static void Mark(BatchIr model, int node, string statement, Dictionary<int, string> result)
    {
        if (result.ContainsKey(node))
            return;
        result.Add(node, statement);
        foreach (int argument in model.Nodes[node].Arguments)
            Mark(model, argument, statement, result);
    }
}

using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <content>Bounds of latents that read other latents: these have their values before, and their inverses.</content>
internal sealed partial class KernelEmitter
{
    private List<LatentIr>? transformOrder;

    /// <summary>Array latents, each after those that its bounds read.</summary>
    private List<LatentIr> TransformOrder => transformOrder ??= OrderByBounds([.. ArrayLatents]);

    private List<LatentIr> OrderByBounds(List<LatentIr> open)
    {
        var ordered = new List<LatentIr>();
        foreach (LatentIr latent in open.Where(l => BoundsOf(l).Any(staged.ReadsComputed)))
            throw new InternalFault("", $"the bounds of '{latent.Name}' are made of values that are kept in memory; give it wider bounds, or make it from a latent without bounds") { IsRefusal = true };
        while (open.Count > 0)
        {
            LatentIr next = open.FirstOrDefault(l => !open.Any(other => other != l && ReadsInBounds(l, other)))
                ?? throw new InternalFault("", $"the bounds of '{open[0].Name}' and of others read one another") { IsRefusal = true };
            ordered.Add(next);
            open.Remove(next);
        }
        return ordered;
    }

    /// <summary>
    /// Latents in an order in which their coordinates can be found from their values: each after those that its bounds read, non-centred
    /// ones as <c>Generate()</c> draws them.
    /// </summary>
    public List<LatentIr> InverseOrder()
    {
        List<StoreStep> stores = [.. Stores(staged.Outputs)];
        List<LatentIr> nonCentered = [.. model.Latents.Where(IsNonCentered).OrderBy(l => stores.FindIndex(s => s.Array.Id == l.Value.Id))];
        List<LatentIr> open = [.. model.Latents.Where(l => !IsNonCentered(l))];
        var ordered = new List<LatentIr>();
        while (open.Count + nonCentered.Count > 0)
        {
            LatentIr next = open.FirstOrDefault(l => !open.Concat(nonCentered).Any(other => other != l && ReadsInBounds(l, other)))
                ?? nonCentered.Concat(open).First();
            ordered.Add(next);
            open.Remove(next);
            nonCentered.Remove(next);
        }
        return ordered;
    }

    private static bool IsNonCentered(LatentIr latent) => latent.Array != latent.Value;

    private static IEnumerable<StoreStep> Stores(Body body) =>
        body.Steps.SelectMany(s => s switch { StoreStep store => [store], NestedStep nested => Stores(nested.Body), _ => Enumerable.Empty<StoreStep>() });

    private IEnumerable<Node> BoundsOf(LatentIr latent) => new[] { staged.Bounds[latent.Name].Lower, staged.Bounds[latent.Name].Upper }.OfType<Node>();

    /// <summary>Whether the bounds of a latent are made of another one; values that are kept in memory may be of any that is not centred.</summary>
    private bool ReadsInBounds(LatentIr latent, LatentIr other) => BoundsOf(latent).Any(b => Reads(b, other, []) || (IsNonCentered(other) && staged.ReadsComputed(b)));

    private static bool Reads(Node node, LatentIr latent, HashSet<Node> seen) => seen.Add(node)
        && (node.Leaf is ElementLeaf element && (element.Array.Id == latent.Array.Id || element.Array.Id == latent.Value.Id)
            || node.Leaf is CoordinateLeaf coordinate && coordinate.Array.Id == latent.Array.Id
            || node.Arguments.Any(a => Reads(a, latent, seen)));
}

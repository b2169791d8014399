using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Batch.Autodiff;

/// <summary>Keeps the side that a condition did not choose from having a derivative: zero times NaN or infinity is zero there.</summary>
internal sealed class Guards(TensorGraph graph)
{
    private readonly Dictionary<int, bool> mayFail = [];
    private HashSet<int>? inChoices;

    /// <summary>A product with the derivative by a value, which is zero where that derivative is, whatever the other factor.</summary>
    public int Hold(int value, int derivative, int product)
    {
        if (graph[product].Op == "const" || graph[value].Op == "select" || !MayFail(value) || !InChoices().Contains(value))
            return product;
        int isZero = graph.Op("eq", derivative, graph.Constant(0));
        return graph.Op("select", isZero, graph.Constant(0), product);
    }

    /// <summary>Values on which a side of a choice depends, up to draws and networks: what lies before those has its value whichever side is chosen.</summary>
    private HashSet<int> InChoices()
    {
        if (inChoices is { } known)
            return known;
        inChoices = [];
        foreach (TensorNode node in graph.Nodes.Where(n => n.Op == "select").ToList())
            foreach (int side in node.Arguments.Skip(1))
                Mark(side, inChoices);
        return inChoices;
    }

    private void Mark(int id, HashSet<int> marked)
    {
        if (graph[id].Op is not ("draw" or "network") && marked.Add(id))
            foreach (int argument in graph[id].Arguments)
                Mark(argument, marked);
    }

    /// <summary>Whether a value or its derivative may be no finite number where its data, draws and parameters are finite.</summary>
    private bool MayFail(int id)
    {
        if (!mayFail.TryGetValue(id, out bool known))
            mayFail[id] = known = FailsItself(graph[id].Op) || graph[id].Arguments.Any(MayFail);
        return known;
    }

    private static bool FailsItself(string op) => op is "log" or "log1p" or "exp" or "expm1" or "sqrt" or "div" or "pow" or "logit" or "lgamma" or "digamma"
        or "trigamma" or "lbeta" or "lchoose" or "xlogy" or "xlog1py" or "inversePhi" or "logPhi" or "logBesselI" or "besselRatio";
}

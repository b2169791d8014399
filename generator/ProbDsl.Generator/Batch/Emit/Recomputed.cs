using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Which values are computed again where they are read rather than stored.</summary>
internal static class Recomputed
{
    private const int MostOperations = 8;
    private const int MostLoads = 3;

    /// <summary>Operations of a cycle or so, a division at most.</summary>
    public static bool Allows(TensorNode node) => node.Op is "add" or "sub" or "mul" or "div" or "neg" or "square" or "abs" or "min" or "max" or "expand" or "place";

    /// <summary>Whether few operations lead from what lies in memory to the value.</summary>
    public static bool IsWorthIt(TensorGraph graph, int id, Func<int, bool> isInMemory)
    {
        var operations = new HashSet<int>();
        var loads = new HashSet<int>();
        return Count(id) && operations.Count <= MostOperations && loads.Count(l => graph[l].Shape.Rank > 0) <= MostLoads;

        bool Count(int node)
        {
            if (!operations.Add(node) || operations.Count > MostOperations)
                return operations.Count <= MostOperations;
            foreach (int a in graph[node].Arguments)
            {
                int argument = Schedule.Resolve(graph, a);
                if (isInMemory(argument))
                    loads.Add(argument);
                else if (!Allows(graph[argument]) || !Count(argument))
                    return false;
            }
            return true;
        }
    }
}

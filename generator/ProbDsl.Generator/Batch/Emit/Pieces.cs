using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Where the pieces of an assembled vector lie.</summary>
internal static class Pieces
{
    /// <summary>Whether no element belongs to two pieces: each starts where the one before ends.</summary>
    public static bool AreApart(Memory memory, int target)
    {
        TensorNode node = memory.Graph[target];
        string end = "";
        foreach ((string offset, string size) in Of(memory, node))
        {
            if (offset != end)
                return false;
            end = end.Length == 0 ? size : end + " + " + size;
        }
        return true;
    }

    /// <summary>Whether every element belongs to one piece: the pieces are the equal parts that the vector was divided into.</summary>
    public static bool Cover(Memory memory, int target)
    {
        TensorNode node = memory.Graph[target];
        List<(string Offset, string Size)> pieces = Of(memory, node);
        string size = pieces[0].Size;
        return AreApart(memory, target) && pieces.TrueForAll(p => p.Size == size) && memory.IsPart(size, node.Shape.First, pieces.Count);
    }

    private static List<(string Offset, string Size)> Of(Memory memory, TensorNode node)
    {
        string[] offsets = node.Name.Split(';');
        return [.. node.Arguments.Select((a, i) => (offsets[i].Length == 0 ? "" : memory.Offset(offsets[i]), memory.Count(memory.Graph[a].Shape)))];
    }
}

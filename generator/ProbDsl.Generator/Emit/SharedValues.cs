using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;

namespace ProbDsl.Generator.Emit;

/// <summary>Values outside every loop that sites and the sequential part read: fields of one struct, each with its adjoint.</summary>
/// <param name="around">The names of the class: locals of kernels are named by the values that they hold, and hide none of it.</param>
internal sealed class SharedValues(ScopeNames around)
{
    private readonly Dictionary<Node, string> names = [];
    private readonly HashSet<string> taken = ["lp", "S", "Shared"];
    private readonly Dictionary<Node, string> hints = [];

    public IReadOnlyList<KeyValuePair<Node, string>> All => [.. names.OrderBy(n => n.Key.Id)];

    public void Hint(Node node, string name) => hints[node] = name;

    /// <summary>The name of a shared value, which is made shared by asking.</summary>
    public string Of(Node node)
    {
        if (!names.TryGetValue(node, out string? name))
        {
            name = hints.TryGetValue(node, out string? hint) ? hint : $"v{names.Count + 1}";
            if (name.StartsWith("d_", System.StringComparison.Ordinal))
                name = "v_" + name;
            while (around.IsTaken(name + "S") || around.IsTaken(name + "T") || !taken.Add(name))
                name += "_";
            names.Add(node, name);
        }
        return name;
    }

    public bool Contains(Node node) => names.ContainsKey(node);
}

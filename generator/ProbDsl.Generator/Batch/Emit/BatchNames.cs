using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ProbDsl.Generator.Emit;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>What members are called in the generated code: no two alike, none like a name that the code has for itself.</summary>
internal sealed class BatchNames
{
    /// <summary>Beginnings of fields: a network of such a name would meet those of a member.</summary>
    private static readonly string[] Prefixes = ["all", "batch", "code", "data", "given", "kept", "mean", "net", "random", "size", "slot"];

    /// <summary>Parameters and locals of the generated methods.</summary>
    private static readonly string[] Locals =
    [
        "bound", "cancellation", "codes", "copy", "count", "data", "draws", "from", "heldOut", "i", "key", "model", "options", "parameters", "path", "rows", "s", "samples", "seed", "start",
        "steps", "to",
    ];

    private static readonly string[] OfTuples = ["CompareTo", "Equals", "GetHashCode", "GetType", "Rest", "ToString", "ToTuple"];

    private readonly Dictionary<string, string> tags = [], parameters = [], elements = [];

    public BatchNames(BatchIr model)
    {
        HashSet<string> networks = [.. model.Members.Where(m => m.Role == BatchRole.Network).Select(m => m.Path)];
        HashSet<string> takenTags = [], takenParameters = [.. Locals], takenElements = [.. OfTuples];
        foreach (string path in model.Members.Select(m => m.Path).Concat(model.Latents.Select(l => l.Name)).Distinct())
        {
            string shown = Shown(path);
            string tag = new([.. shown.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
            tags[path] = Free(takenTags, networks.Contains(path) && Prefixes.Contains(tag) ? tag + "_2" : tag, "_2");
            if (path.Contains('.'))
                continue; // Members of networks and what tells which outcomes are known are given to no method.
            parameters[path] = Identifiers.Escape(Free(takenParameters, char.ToLowerInvariant(shown[0]) + shown.Substring(1), "_"));
            string element = char.ToUpperInvariant(shown[0]) + shown.Substring(1);
            elements[path] = Free(takenElements, Regex.IsMatch(element, "^Item[0-9]+$") ? element + "_" : element, "_");
        }
    }

    /// <summary>A member as messages and files have it: without the escape of a keyword.</summary>
    public static string Shown(string path) => path.Replace("@", "");

    /// <summary>The part of an identifier that stands for a member.</summary>
    public string Tag(string path) => tags[path];

    /// <summary>The parameter of a generated method that takes a member's values.</summary>
    public string Parameter(string path) => parameters[path];

    /// <summary>The element of a tuple that has a member's values.</summary>
    public string Element(string path) => elements[path];

    private static string Free(HashSet<string> taken, string name, string more)
    {
        string free = name;
        for (int k = 2; !taken.Add(free); k++)
            free = more == "_" ? free + more : name + "_" + k.ToString(CultureInfo.InvariantCulture);
        return free;
    }
}

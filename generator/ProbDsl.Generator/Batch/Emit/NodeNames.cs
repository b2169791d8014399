using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Names of nodes in the generated code: those of the model where there are some, else what the node computes and its number.</summary>
internal sealed class NodeNames
{
    private readonly TensorGraph graph;
    private readonly IReadOnlyDictionary<int, int> adjoints;
    private readonly Dictionary<int, string> names = [];
    private readonly Dictionary<string, string> noise = [];
    private readonly HashSet<string> taken = [];
    private readonly HashSet<string> takenNoise = [];
    private readonly BatchNames members;

    /// <param name="model">The model.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="adjoints">The value that a node is the derivative of the loss by.</param>
    /// <param name="members">What its members are called.</param>
    public NodeNames(BatchIr model, TensorGraph graph, IReadOnlyDictionary<int, int> adjoints, BatchNames members)
    {
        (this.graph, this.adjoints, this.members) = (graph, adjoints, members);
        foreach (BatchLatentIr latent in model.Latents)
        {
            Take(Schedule.Resolve(graph, latent.Draw), "draw_" + members.Tag(latent.Name));
            Take(latent.Prior, "prior_" + members.Tag(latent.Name));
            Take(latent.Guide, "guide_" + members.Tag(latent.Name));
            if (latent.Divergence >= 0)
                Take(latent.Divergence, "divergence_" + members.Tag(latent.Name));
            NameNoise(graph[latent.Draw].Arguments[0], members.Tag(latent.Name));
        }
        foreach (ObservedIr observed in model.Observed)
            foreach (TermIr term in model.Likelihood.Where(t => t.Statement == observed.Statement))
                Take(term.Node, "likelihood_" + members.Tag(observed.Name));
    }

    /// <summary>The name of a value where it is computed.</summary>
    public string Of(int id)
    {
        if (names.TryGetValue(id, out string? known))
            return known;
        TensorNode node = graph[id];
        string number = id.ToString(CultureInfo.InvariantCulture);
        string name = node.Op switch
        {
            "data" or "parameter" or "given" => members.Tag(node.Name) + "_",
            "leaf" or "weigh" => char.ToLowerInvariant(node.Name[0]) + node.Name.Substring(1),
            "noise" => "noise_" + NoiseOf(node),
            "network" => members.Tag(node.Name) + "_out",
            "networkBack" => "d_" + members.Tag(graph[node.Arguments[0]].Name) + "_in",
            "slice" => $"{Of(Schedule.Resolve(graph, node.Arguments[0]))}_part{Part(id)}",
            _ when adjoints.TryGetValue(id, out int value) => "d_" + Of(value),
            _ => Word(node.Op) + number,
        };
        return Take(id, name);
    }

    /// <summary>The latent that numbers belong to, or their own name.</summary>
    public string NoiseOf(TensorNode node) =>
        (noise.TryGetValue(node.Name, out string? latent) ? latent : node.Name.Replace('#', '_')) + (node.Axis == Axis.Datum ? "_datum" : "");

    private static string Word(string op) => op switch
    {
        "add" => "plus",
        "sub" => "minus",
        "mul" => "product",
        "div" => "ratio",
        "neg" => "negative",
        "log1pExp" => "softplus",
        "samplesum" => "sampleSum",
        "rowsum" => "rowSum",
        "lse" => "logSumExp",
        "select" => "choice",
        "expand" => "spread",
        "assemble" or "concat" => "joined",
        "matvec" or "matvecT" => "mapped",
        _ => op,
    };

    private int Part(int id) =>
        graph.Nodes.Where(n => n.Op == "slice" && n.Arguments[0] == graph[id].Arguments[0]).Select(n => n.Name).Distinct().TakeWhile(n => n != graph[id].Name).Count() + 1;

    private void NameNoise(int id, string latent)
    {
        TensorNode node = graph[id];
        if (node.Op == "noise" && !noise.ContainsKey(node.Name))
            noise.Add(node.Name, takenNoise.Add(latent) ? latent : latent + "__" + node.Name.Substring(node.Name.IndexOf('#') + 1));
        if (node.Op != "draw")
            foreach (int argument in node.Arguments)
                NameNoise(argument, latent);
    }

    private string Take(int id, string name)
    {
        if (names.TryGetValue(id, out string? known))
            return known;
        string free = name;
        for (int i = 2; Derived(free).Any(taken.Contains); i++)
            free = name + (name.EndsWith("_", System.StringComparison.Ordinal) ? "" : "_") + i.ToString(CultureInfo.InvariantCulture);
        taken.UnionWith(Derived(free));
        names.Add(id, free);
        return free;
    }

    /// <summary>The names that a pass makes of one: of its row in memory, of its lanes, of the lane that repeats it.</summary>
    private static string[] Derived(string name) => [name, RowOf(name), name + "_lanes", name + "_all"];

    /// <summary>The name of the row that holds a value's elements.</summary>
    public static string RowOf(string name) => name + (name.EndsWith("_", System.StringComparison.Ordinal) ? "row" : "_row");
}

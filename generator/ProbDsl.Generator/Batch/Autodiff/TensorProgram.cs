using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Batch.Autodiff;

/// <summary>Something to compute on a batch: values that are written to the runtime's arrays, and nodes that have effects.</summary>
/// <param name="Name">Name of the emitted method.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Outputs">Scalar nodes by the runtime's name; vectors by the name of the field they are read from.</param>
/// <param name="Effects">Nodes that write gradients.</param>
internal sealed record TensorProgram(string Name, string Summary, IReadOnlyList<KeyValuePair<string, int>> Outputs, IReadOnlyList<int> Effects)
{
    /// <summary>The name of a value that is computed and goes nowhere: what it refuses is what it is for.</summary>
    public const string NoOutput = "";
}

/// <summary>The programs of a model: its bounds with and without gradients, and what its guide and decoder give.</summary>
internal sealed class BoundPrograms
{
    private readonly BatchIr model;
    private readonly HashSet<string> discrete;
    private readonly Dictionary<int, HashSet<string>> drawsBelow = [];
    private readonly Dictionary<int, int> codes = [];

    public BoundPrograms(BatchIr model)
    {
        this.model = model;
        Graph = new TensorGraph(model.Nodes);
        discrete = [.. model.Latents.Where(l => l.IsDiscrete).Select(l => l.Name)];
    }

    public TensorGraph Graph { get; }

    /// <summary>The value whose derivatives a node was made for.</summary>
    public Dictionary<int, int> Owners { get; } = [];

    /// <summary>The value that a node is the derivative of the loss by.</summary>
    public Dictionary<int, int> Adjoints { get; } = [];

    public IReadOnlyList<TensorProgram> All()
    {
        var programs = new List<TensorProgram>
        {
            Closed("RunClosed", "The evidence lower bound with closed-form divergences where there are some, and the gradient of the loss.", gradient: true),
            Joint("RunJoint", "The log weights, and the gradient of the loss through draws and densities.", gradient: true, path: false),
            Joint("RunPath", "The log weights, and the gradient of the loss through the draws alone.", gradient: true, path: true),
            Closed("EvaluateClosed", "The evidence lower bound with closed-form divergences where there are some.", gradient: false),
            Joint("EvaluateWeights", "The log weights.", gradient: false, path: false),
        };
        List<BatchLatentIr> coded = [.. model.Latents.Where(l => l.IsLocal)];
        if (coded.Count > 0)
            programs.Add(new TensorProgram("RunEncode", "The guide's means.", [.. coded.Select(l => new KeyValuePair<string, int>("code_" + l.Name, Code(l.Name)))], []));
        List<ObservedIr> means = [.. model.Observed.Where(o => o.Mean >= 0)];
        if (means.Count > 0)
            programs.Add(new TensorProgram("RunDecode", "The means of what is observed, given the latents.",
                [.. means.Select(o => new KeyValuePair<string, int>("mean_" + o.Name, Substitute(o.Mean, Given, [])))], []));
        if (means.Count > 0 && model.Latents.Any(l => !l.IsLocal) && coded.Count == 0)
            programs.Add(new TensorProgram("RunPredict", "The means of what is observed, with a draw of the model's own latents.",
                [.. means.Select(o => new KeyValuePair<string, int>("mean_" + o.Name, o.Mean))], []));
        List<int> checks = [.. model.Places.Select(p => p.Node), .. model.Times.Select(t => t.Node), .. model.ParameterChecks.Select(c => c.Node)];
        if (checks.Count > 0)
            programs.Add(new TensorProgram("RunChecks", "Refuses indices of the data that lie outside their vectors, outcomes that are not drawn once, and parameters of the data outside their range.",
                [.. checks.Select(c => new KeyValuePair<string, int>(TensorProgram.NoOutput, c))], []));
        return programs;
    }

    /// <summary>Whether the divergence holds: the prior must not depend on draws that the latent itself leads to.</summary>
    private bool HasClosedForm(BatchLatentIr latent) =>
        latent.Divergence >= 0 && !DrawsBelow(latent.Divergence).Any(other =>
            other == latent.Name || DrawsBelow(model.Latents.First(l => l.Name == other).Draw).Contains(latent.Name));

    private HashSet<string> DrawsBelow(int node)
    {
        if (drawsBelow.TryGetValue(node, out HashSet<string>? known))
            return known;
        var result = new HashSet<string>();
        foreach (int argument in Graph[node].Arguments)
        {
            result.UnionWith(DrawsBelow(argument));
            if (Graph[argument].Op == "draw")
                result.Add(Graph[argument].Name);
        }
        drawsBelow[node] = result;
        return result;
    }

    private TensorProgram Closed(string name, string summary, bool gradient)
    {
        var outputs = new Terms(Graph);
        var reverse = new TensorReverse(Graph, path: false, discrete);
        outputs.AddLikelihood(model);
        int gateNumber = 0;
        foreach (BatchLatentIr latent in model.Latents)
        {
            if (!HasClosedForm(latent))
            {
                outputs.Add("Divergence", Graph.Op("sub", latent.Guide, latent.Prior));
                int ratio = Graph.Op("sub", latent.Prior, latent.Guide);
                Seeded(reverse, ratio, latent.IsLocal ? [ScaleOf(ratio), "Beta"] : ["GlobalScale"]);
                continue;
            }
            int divergence = latent.Divergence;
            outputs.Add("Divergence", Counted(latent, Graph.Reduce("sum", divergence)));
            if (latent.IsLocal && Graph[divergence].Shape.Rank > 0)
                divergence = Graph.Mul(Graph.Make("gate", [Graph.Make("rowsum", [divergence], Graph[divergence].Shape, axis: Axis.Global)],
                    Graph[divergence].Shape, $"{Graph[divergence].Axis}#{gateNumber++}", Axis.Global), divergence);
            int total = Counted(latent, Graph.Reduce("sum", divergence));
            Seeded(reverse, Graph.Op("neg", total), latent.IsLocal ? [ScaleOf(total), "Beta"] : ["GlobalScale"]);
        }
        foreach (TermIr term in model.Likelihood)
            Seeded(reverse, term.Node, ScaleOf(term.Node));
        foreach (BatchLatentIr latent in model.Latents.Where(l => l.IsDiscrete))
            SeedScore(reverse, latent, outputs.Nodes);
        return new TensorProgram(name, summary, outputs.All, gradient ? Run(reverse) : []);
    }

    /// <summary>The derivative of the loss by a term that counts for each sample, for each datum, or once for the data.</summary>
    private string ScaleOf(int term) => Graph[term].Axis switch { Axis.Sample => "SampleScale", Axis.Datum => "DatumScale", _ => "ShareScale" };

    /// <summary>The divergence of a latent of the plate counts once a datum, whether or not it depends on the datum.</summary>
    private int Counted(BatchLatentIr latent, int divergence) =>
        latent.IsLocal && Graph[divergence].Axis == Axis.Global ? Graph.Make("expand", [divergence], TensorShape.Scalar, axis: Axis.Datum) : divergence;

    private TensorProgram Joint(string name, string summary, bool gradient, bool path)
    {
        var outputs = new Terms(Graph);
        outputs.AddLikelihood(model);
        foreach (BatchLatentIr latent in model.Latents)
            outputs.Add("Divergence", Graph.Op("sub", latent.Guide, latent.Prior));
        if (!gradient)
            return new TensorProgram(name, summary, outputs.All, []);
        var reverse = new TensorReverse(Graph, path, discrete);
        int[] terms = outputs.Nodes;
        int Weight() => model.Latents.Any(l => l.IsLocal) ? Graph.Make("weigh", terms, TensorShape.Scalar, "Weight", Axis.Sample) : Leaf("DatumScale");
        foreach (TermIr term in model.Likelihood)
            reverse.Seed(term.Node, Graph[term.Node].Axis switch { Axis.Sample => Weight(), Axis.Datum => Leaf("DatumScale"), _ => Leaf("ShareScale") });
        foreach (BatchLatentIr latent in model.Latents)
        {
            int guide = path ? reverse.Detach(latent.Guide) : latent.Guide;
            int seed = latent.IsLocal ? Graph.Mul(Leaf("Beta"), Weight()) : Leaf("GlobalScale");
            reverse.Seed(latent.Prior, seed);
            reverse.Seed(guide, Graph.Op("neg", seed));
            if (latent.IsDiscrete)
                SeedScore(reverse, latent, terms);
        }
        IReadOnlyList<int> effects = Run(reverse);
        return new TensorProgram(name, summary, outputs.All, path ? [.. effects, .. ThroughDraws(reverse.Reached)] : effects);
    }

    /// <summary>Goes on from the draws to what they were drawn with, past the draws that those depend on.</summary>
    /// <remarks>
    /// The doubly reparameterised gradient is Σ w² ∂log w/∂z dz/dφ, with z all draws of a sample at once (Tucker et al., ICLR 2019, equation 8;
    /// for guides in layers Bauer and Mnih, ICML 2021, section 3). The second weight counts once, however many draws lie on the way from
    /// a term to a parameter: it enters here, where the sweep over the terms has ended.
    /// </remarks>
    private IReadOnlyList<int> ThroughDraws(IReadOnlyDictionary<int, int> reached)
    {
        var reverse = new TensorReverse(Graph, path: false, discrete);
        foreach (KeyValuePair<int, int> draw in reached.OrderBy(d => d.Key))
            reverse.Seed(Graph[draw.Key].Arguments[0], Graph.Mul(Graph.Leaf("leaf", "Path", Axis.Sample, TensorShape.Scalar), draw.Value));
        return Run(reverse);
    }

    /// <summary>The score function of a discrete latent: its guide's log density, weighted by how much better the draw was than expected.</summary>
    private void SeedScore(TensorReverse reverse, BatchLatentIr latent, int[] terms) =>
        reverse.Seed(latent.Guide, latent.IsLocal
            ? Graph.Make("weigh", terms, TensorShape.Scalar, "Signal", Axis.Sample)
            : Graph.Make("weigh", terms, TensorShape.Scalar, "GlobalSignal", Axis.Global));

    private IReadOnlyList<int> Run(TensorReverse reverse)
    {
        IReadOnlyList<int> effects = reverse.Run();
        foreach (KeyValuePair<int, int> owner in reverse.Owners)
            Owners[owner.Key] = owner.Value;
        foreach (KeyValuePair<int, int> adjoint in reverse.Adjoints)
            if (adjoint.Key >= model.Nodes.Count && !Adjoints.ContainsKey(adjoint.Key))
                Adjoints.Add(adjoint.Key, adjoint.Value);
        return effects;
    }

    private void Seeded(TensorReverse reverse, int root, params string[] factors) =>
        reverse.Seed(root, factors.Select(Leaf).Aggregate(Graph.Mul));

    private int Leaf(string name) => Graph.Leaf("leaf", name, Axis.Global, TensorShape.Scalar);

    /// <summary>The mean of the guide, or a draw where it has none, with the means of latents that it depends on in their places.</summary>
    private int Code(string name)
    {
        BatchLatentIr latent = model.Latents.First(l => l.Name == name);
        if (!latent.IsLocal)
            return latent.Mean >= 0 ? latent.Mean : latent.Draw;
        return Substitute(latent.Mean >= 0 ? latent.Mean : Graph[latent.Draw].Arguments[0], Code, codes);
    }

    private int Given(string name)
    {
        BatchLatentIr latent = model.Latents.First(l => l.Name == name);
        return latent.IsLocal ? Graph.Leaf("given", name, Axis.Datum, latent.Shape) : Code(name);
    }

    /// <summary>The same value on one row a datum, with others in the places of the draws.</summary>
    private int Substitute(int id, System.Func<string, int> latent, Dictionary<int, int> known)
    {
        if (known.TryGetValue(id, out int done))
            return done;
        TensorNode node = Graph[id];
        int result = id;
        if (node.Op == "draw")
            result = latent(node.Name);
        else if (node.Arguments.Count == 0 && node.Axis == Axis.Sample)
            result = Graph.Leaf(node.Op, node.Name, Axis.Datum, node.Shape);
        else if (node.Arguments.Count > 0)
        {
            int[] arguments = [.. node.Arguments.Select(a => Substitute(a, latent, known))];
            if (!arguments.SequenceEqual(node.Arguments))
                result = Ir.Primitives.All.ContainsKey(node.Op) ? Graph.Op(node.Op, arguments) : Graph.Make(node.Op, arguments, node.Shape, node.Name);
        }
        known[id] = result;
        return result;
    }

    /// <summary>Sums of terms by what they are and on which axis they live.</summary>
    private sealed class Terms(TensorGraph graph)
    {
        private readonly SortedDictionary<string, int> sums = new(System.StringComparer.Ordinal);

        public IReadOnlyList<KeyValuePair<string, int>> All => [.. sums];

        public int[] Nodes => [.. sums.Values];

        public void Add(string kind, int node)
        {
            string name = kind + graph[node].Axis;
            sums[name] = sums.TryGetValue(name, out int known) ? graph.Add(known, node) : node;
        }

        public void AddLikelihood(BatchIr model)
        {
            foreach (TermIr term in model.Likelihood)
                Add("Likelihood", term.Node);
        }
    }
}

using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Tests.Derivatives;

/// <summary>Values of expressions and of graph nodes at given latents and data.</summary>
internal sealed class Evaluation(double[] latents, double[] data)
{
    private readonly Dictionary<Node, double> known = [];

    public double Of(Expression expression) => expression switch
    {
        Constant constant => constant.Value,
        Local local => data[local.Id - 100],
        Element { Index: Constant index } => latents[(int)index.Value],
        Call call => CompiledPrimitives.Instance.Value(call.Op, [.. call.Arguments.Select(Of)]),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    public double Of(Node node)
    {
        if (!known.TryGetValue(node, out double value))
            known.Add(node, value = Compute(node));
        return value;
    }

    private double Compute(Node node) => node.Op switch
    {
        "const" => node.Value,
        "leaf" => node.Leaf switch
        {
            DataLeaf leaf => Of(leaf.Expression),
            ElementLeaf leaf => Of(new Element(leaf.Array, leaf.Index)),
            _ => throw new NotSupportedException(node.Leaf?.GetType().Name),
        },
        _ => CompiledPrimitives.Instance.Value(node.Op, [.. node.Arguments.Select(Of)]),
    };

    /// <summary>The node of an expression, as the analysis makes it.</summary>
    public static Node ToNode(Graph graph, Expression expression) => expression switch
    {
        Element element => graph.Element(element.Array, element.Index),
        Call { Latent: true } call => graph.Op(call.Op, [.. call.Arguments.Select(a => ToNode(graph, a))]),
        _ => graph.Data(expression),
    };

    /// <summary>The gradient that the reverse sweep gives.</summary>
    public double[] Gradient(Graph graph, Node root)
    {
        double[] result = new double[latents.Length];
        Sweep sweep = new Reverse(graph).Run([(root, graph.One)], _ => false);
        foreach ((Node leaf, Node adjoint) in sweep.Adjoints)
            if (leaf.Leaf is ElementLeaf { Index: Constant index })
                result[(int)index.Value] += Of(adjoint);
        return result;
    }
}

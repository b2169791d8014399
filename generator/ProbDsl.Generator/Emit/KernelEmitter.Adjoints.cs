using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <content>The way back outside loops: what flows into the coordinates.</content>
internal sealed partial class KernelEmitter
{
    private void EmitBackward(CodeWriter writer, LaneCode code, List<Node> terms, CodeWriter backSteps)
    {
        foreach (LatentIr latent in ScalarLatents)
            writer.Line($"S g_{LaneCode.Identifier(latent.Name)} = S.Zero;");
        bool Late(Node n) => staged.ReadsComputed(n);
        Sweep late = SweepOf(Seeds(terms, Late), IsEarly);
        WriteSweep(writer, code, late, IsEarly);
        if (backSteps.ToString().Length > 0)
            writer.Append(backSteps);
        // Adjoints of array elements read outside loops must be complete before the arrays' transforms run backwards.
        Sweep early = SweepOf(Seeds(terms, n => !Late(n)), _ => false);
        WriteSweep(writer, code, early, _ => false);
        foreach (LatentIr latent in Enumerable.Reverse(TransformOrder))
        {
            var boundSeeds = new List<(Node, Node)>();
            EmitReverseTransform(writer, code, latent, boundSeeds);
            if (boundSeeds.Count > 0)
                WriteSweep(writer, code, SweepOf(boundSeeds, _ => false), _ => false);
        }
        foreach (LatentIr latent in ScalarLatents)
            writer.Line($"S.Store(g_{LaneCode.Identifier(latent.Name)}, ref Unsafe.Add(ref g, (nint){PositionOf(latent)} * S.Count));");
    }

    private void EmitTopBackward(CodeWriter writer, BodyStep step)
    {
        if (step is NestedStep nested)
            writer.Line($"Step{nested.Body.Id}Backward<S>(ref s, ref x, ref d);");
        else
            sequential.Backward(writer, Single(staged.Sequential, step));
    }

    private void WriteSweep(CodeWriter writer, LaneCode outer, Sweep sweep, Func<Node, bool> isBoundary)
    {
        LaneCode code = sequential.Scope(writer, staged.Sequential, outer);
        foreach (KeyValuePair<Node, string> value in shared.All.Where(v => v.Key.Latent))
            code.Name(staged.Graph.Seed(value.Key, staged.Graph.Zero), "s.d_" + value.Value);
        code.Count(sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.Select(r => r.Adjoint)));
        foreach (ReductionAdjoint reduction in sweep.Reductions)
            sequential.WriteReductionAdjoint(writer, code, reduction, staged.Sequential, isBoundary);
        foreach (KeyValuePair<Node, Node> adjoint in sweep.Adjoints)
        {
            string text = code.Of(adjoint.Value);
            if (adjoint.Key.Leaf is CoordinateLeaf coordinate)
                writer.Line($"g_{LaneCode.Identifier(coordinate.Array.Name)} += {text};");
            else if (adjoint.Key.Leaf is ElementLeaf element)
                writer.Line($"Add(ref Unsafe.Add(ref d, (nint){fields.Integer(Staging.AddressOf(element.Array, element.Index))} * S.Count), {text});");
            else
                writer.Line($"s.d_{shared.Of(adjoint.Key)} += {text};");
        }
    }

    /// <summary>The values at which the way back from what reads arrays of the sequential part ends, until those are through.</summary>
    private bool IsEarly(Node node) => node.Variance == 0 && !staged.ReadsComputed(node);

    /// <summary>Nodes that the adjoint code outside loops will read, for counting uses.</summary>
    private IEnumerable<Node> AdjointRoots(List<Node> terms)
    {
        Sweep sweep = SweepOf(Seeds(terms, n => true), _ => false);
        return sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.Select(r => r.Adjoint));
    }

    /// <summary>The values outside every loop at which a sweep and the reductions in it end.</summary>
    private IEnumerable<Node> Boundaries(Sweep sweep) =>
        sweep.Adjoints.Select(a => a.Key).Where(n => n.Op != "leaf" && n.Variance == 0 && !staged.ReadsComputed(n))
            .Concat(sweep.Reductions.SelectMany(r => Boundaries(r.Body)));

    private List<(Node, Node)> Seeds(List<Node> terms, Func<Node, bool> wanted)
    {
        var seeds = terms.Where(t => t.Latent && wanted(t)).Select(t => (t, staged.Graph.One)).ToList();
        foreach (KeyValuePair<Node, string> value in shared.All.Where(v => v.Key.Latent && wanted(v.Key)))
            seeds.Add((value.Key, staged.HeldBack(value.Key, staged.Graph.Seed(value.Key, staged.Graph.Zero))));
        return seeds;
    }

    private Sweep SweepOf(List<(Node, Node)> seeds, Func<Node, bool> boundary) => reverse.Run(seeds, boundary);
}

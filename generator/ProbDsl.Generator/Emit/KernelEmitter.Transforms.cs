using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <content>Coordinates of latents, their transforms and the bounds of those.</content>
internal sealed partial class KernelEmitter
{
    public static string PositionOf(LatentIr latent) => $"p_{LaneCode.Identifier(latent.Name)}";

    public static string CountOf(LatentIr latent) => $"n_{LaneCode.Identifier(latent.Name)}";

    public static string AddressOf(LatentIr latent) => $"x_{LaneCode.Identifier(latent.Name)}";

    private void NameCoordinate(CodeWriter writer, LaneCode code, LatentIr latent)
    {
        string name = $"u_{LaneCode.Identifier(latent.Name)}";
        writer.Line($"S {name} = S.Load(ref Unsafe.Add(ref u, (nint){PositionOf(latent)} * S.Count));");
        code.Name(staged.Graph.Coordinate(latent.Array), name);
    }

    /// <summary>Writes the transforms of array latents; those of which bounds are made come before.</summary>
    /// <returns>The shared values that have been set for bounds.</returns>
    private HashSet<Node> EmitTransforms(CodeWriter writer, LaneCode code)
    {
        var set = new HashSet<Node>();
        foreach (LatentIr latent in TransformOrder)
        {
            foreach (Node bound in BoundsOf(latent).Where(b => !b.IsConstant && ReadsArrays(b)))
            {
                shared.Of(bound);
                if (set.Add(bound))
                    SetShared(writer, code, bound);
            }
            string call = Transform(latent, "Forward");
            writer.Line(latent.Constraint == ConstraintKind.Real ? call : $"s.lp += jacobian * {call}");
        }
        return set;
    }

    /// <summary>The call of a transform over a latent's block.</summary>
    private string Transform(LatentIr latent, string method)
    {
        string u = $"ref Unsafe.Add(ref u, (nint){PositionOf(latent)} * S.Count)";
        string x = $"ref Unsafe.Add(ref x, (nint){AddressOf(latent)} * S.Count)";
        string dx = $"ref Unsafe.Add(ref d, (nint){AddressOf(latent)} * S.Count)";
        string du = $"ref Unsafe.Add(ref g, (nint){PositionOf(latent)} * S.Count)";
        (Node? lower, Node? upper) = staged.Bounds[latent.Name];
        string bounds = string.Concat(new[] { lower, upper }.OfType<Node>().Select(b => $", {BoundText(b)}"));
        string count = CountOf(latent);
        string rows = $"rows_{LaneCode.Identifier(latent.Name)}";
        string size = $"size_{LaneCode.Identifier(latent.Name)}";
        bool forward = method == "Forward";
        string id = LaneCode.Identifier(latent.Name);
        string ends = (lower is null ? "" : $", ref d_lower_{id}") + (upper is null ? "" : $", ref d_upper_{id}");
        return latent.Constraint switch
        {
            ConstraintKind.Real when forward => $"RealLine.Forward<S, T, P>({u}, {x}, {count});",
            ConstraintKind.Real => $"RealLine.Reverse<S, T, P>({dx}, {du}, {count});",
            ConstraintKind.Lower or ConstraintKind.Upper or ConstraintKind.Interval when forward =>
                $"{TransformName(latent)}.Forward<S, T, P>({u}, {x}, {count}{bounds});",
            ConstraintKind.Lower or ConstraintKind.Upper or ConstraintKind.Interval =>
                $"{TransformName(latent)}.Reverse<S, T, P>({u}, {x}, {dx}, {du}, {count}, jacobian{bounds}{ends});",
            ConstraintKind.CholeskyCorrelation when forward => $"CholeskyCorrelation.Forward<S>({u}, {x}, {size});",
            ConstraintKind.CholeskyCorrelation => $"CholeskyCorrelation.Reverse<S>({u}, {x}, {dx}, {du}, {size}, jacobian);",
            _ when forward => $"{TransformName(latent)}.Forward<S>({u}, {x}, {rows}, {size});",
            _ => $"{TransformName(latent)}.Reverse<S>({u}, {x}, {dx}, {du}, {rows}, {size}, jacobian);",
        };
    }

    public static string TransformName(LatentIr latent) => latent.Constraint switch
    {
        ConstraintKind.Real => "RealLine",
        ConstraintKind.Lower => "LowerBound",
        ConstraintKind.Upper => "UpperBound",
        ConstraintKind.Interval => "Interval",
        ConstraintKind.Ordered => "Ordered",
        ConstraintKind.PositiveOrdered => "PositiveOrdered",
        ConstraintKind.Simplex => "Simplex",
        _ => "CholeskyCorrelation",
    };

    private string BoundText(Node bound) => bound.IsConstant ? (bound.Value == 0 ? "S.Zero" : $"S.Create({Literal.Of(bound.Value)})") : "s." + shared.Of(bound);

    private void EmitReverseTransform(CodeWriter writer, LaneCode code, LatentIr latent, List<(Node, Node)> boundSeeds)
    {
        (Node? lower, Node? upper) = staged.Bounds[latent.Name];
        string id = LaneCode.Identifier(latent.Name);
        foreach ((Node? bound, string end) in new[] { (lower, "lower"), (upper, "upper") })
        {
            if (bound is null)
                continue;
            writer.Line($"S d_{end}_{id} = S.Zero;");
            if (!bound.Latent)
                continue;
            Node seed = staged.Graph.Seed(bound, staged.Graph.Coordinate(latent.Array));
            code.Name(seed, $"d_{end}_{id}");
            boundSeeds.Add((bound, staged.HeldBack(bound, seed)));
        }
        writer.Line(Transform(latent, "Reverse"));
    }

    /// <summary>The forward part alone, for one draw: constrained values in the user's order.</summary>
    private CodeWriter EmitConstrain()
    {
        var writer = new CodeWriter(new NameCounter(fields.Names));
        bool needsOutputs = staged.Outputs.Steps.Count > 0 || staged.Scalars.Values.Concat(Bounds()).Any(staged.ReadsComputed);
        writer.Line("/// <summary>Runs the transforms, and computes the values of non-centred latents.</summary>");
        writer.Line("private Shared<S> ConstrainKernel<S, T, P>(ref double u, ref double x)");
        writer.Depth++;
        writer.Line("where S : struct, ILane<S> where T : struct, ILane<T> where P : struct, IPlate<S, T>");
        writer.Depth--;
        writer.Open();
        writer.Line("Shared<S> s = default;");
        writer.Line("S jacobian = S.Zero;");
        sequential.TopArrays(writer, staged.Outputs);
        LaneCode code = OpenScope(writer);
        foreach (Node scalar in staged.Scalars.Values)
            shared.Of(scalar);
        // What is computed last asks first for the shared values that it reads.
        var outputs = new CodeWriter(writer.Counter);
        if (needsOutputs)
            EmitOutputs(outputs);
        List<Node> all = [.. shared.All.Select(s => s.Key)];
        code.Count(all);
        foreach (Node node in all.Where(n => !ReadsArrays(n)))
            SetShared(writer, code, node);
        HashSet<Node> set = EmitTransforms(writer, code);
        foreach (Node node in all.Where(n => ReadsArrays(n) && !staged.ReadsComputed(n) && !set.Contains(n)))
            SetShared(writer, code, node);
        if (needsOutputs)
            writer.Append(outputs);
        foreach (Node node in all.Where(staged.ReadsComputed))
            SetShared(writer, code, node);
        writer.Line("return s;");
        writer.Close();
        if (shared.All.FirstOrDefault(v => !all.Contains(v.Key) && !set.Contains(v.Key)) is { Value: { } missing })
            throw new InternalFault("the values that are reported", $"nothing assigns '{missing}'");
        return writer;
    }

    /// <summary>Writes what computes the values of non-centred latents.</summary>
    private void EmitOutputs(CodeWriter writer)
    {
        sequential.StartBlock();
        foreach (BodyStep step in staged.Sequential.Steps)
            EmitTopForward(writer, step);
        foreach (BodyStep step in staged.Outputs.Steps)
        {
            if (step is NestedStep nested)
                writer.Line($"Output{nested.Body.Id}Forward<S>(ref s, ref x);");
            else
                sequential.Forward(writer, Single(staged.Outputs, step));
        }
    }

    private IEnumerable<Node> Bounds() => model.Latents.SelectMany(BoundsOf);

    /// <summary>The bounds of a latent's constraint as doubles, after the constraining kernel has run.</summary>
    public IEnumerable<string> BoundTexts(LatentIr latent) =>
        BoundsOf(latent).Select(b => b.IsConstant ? Literal.Of(b.Value) : $"Lane1.GetElement(s.{shared.Of(b)}, 0)");

    /// <summary>The name of a scalar latent's value among the shared ones.</summary>
    public string SharedName(LatentIr latent)
    {
        Node node = staged.Scalars[latent.Name];
        return shared.Of(node);
    }
}

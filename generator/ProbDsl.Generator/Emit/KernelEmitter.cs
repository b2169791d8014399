using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the kernels of a model: one method that runs them all, one for each site and each sequential block.</summary>
internal sealed class KernelEmitter
{
    private readonly ModelIr model;
    private readonly StagedModel staged;
    private readonly FieldNames fields;
    private readonly SharedValues shared = new();
    private readonly SequentialEmitter sequential;
    private readonly Reverse reverse;
    private readonly List<CodeWriter> methods = [];

    public KernelEmitter(ModelIr model, StagedModel staged, FieldNames fields)
    {
        this.model = model;
        this.staged = staged;
        this.fields = fields;
        sequential = new SequentialEmitter(staged, shared, fields);
        reverse = new Reverse(staged.Graph);
        foreach (KeyValuePair<string, Node> scalar in staged.Scalars)
            shared.Hint(scalar.Value, Identifiers.Safe(LaneCode.Identifier(scalar.Key)));
    }

    private IEnumerable<LatentIr> ArrayLatents => model.Latents.Where(l => l.Array.Dimensions.Count > 0);

    private IEnumerable<LatentIr> ScalarLatents => model.Latents.Where(l => l.Array.Dimensions.Count == 0);

    public static string PositionOf(LatentIr latent) => $"p_{LaneCode.Identifier(latent.Name)}";

    public static string CountOf(LatentIr latent) => $"n_{LaneCode.Identifier(latent.Name)}";

    public static string AddressOf(LatentIr latent) => $"x_{LaneCode.Identifier(latent.Name)}";

    /// <summary>Writes everything: the struct of shared values, the kernel, the sites, the sequential part, the transforms.</summary>
    public void Emit(CodeWriter writer)
    {
        EmitSites();
        EmitSequential();
        CodeWriter kernel = EmitKernel();
        CodeWriter outputs = EmitConstrain();
        writer.Line("/// <summary>Values outside every loop, and their adjoints.</summary>");
        writer.Open("private struct Shared<S> where S : struct, ILane<S>");
        writer.Line("public S lp;");
        foreach (KeyValuePair<Node, string> value in shared.All)
            writer.Line(value.Key.Latent ? $"public S {value.Value}, d_{value.Value};" : $"public S {value.Value};");
        writer.Close();
        writer.Line();
        writer.Append(kernel);
        foreach (CodeWriter method in methods)
        {
            writer.Line();
            writer.Append(method);
        }
        writer.Line();
        writer.Append(outputs);
        writer.Line();
        writer.Append(EmitExplain());
    }

    private void EmitSites()
    {
        foreach (Site site in staged.Sites)
        {
            var emitter = new SiteEmitter(staged, site, shared, fields);
            emitter.Prepare();
            methods.Add(emitter.Emit(Comment(site.Source, site.Reduction)));
        }
    }

    private string Comment(int source, SiteReduction reduction)
    {
        string how = reduction switch
        {
            SiteReduction.Merge => "   (equal rows merged)",
            SiteReduction.Sum => "   (sufficient statistics, a row a group)",
            SiteReduction.Quadratic => "   (sum of squares: rows reduced by QR)",
            _ => "",
        };
        return source == 0 ? "constraints" : $"({source}) {model.Sources[source - 1].Text}{how}";
    }

    private void EmitSequential()
    {
        foreach (NestedStep step in staged.Sequential.Steps.OfType<NestedStep>())
            methods.Add(sequential.Methods(step.Body, $"Step{step.Body.Id}", backward: true));
        foreach (NestedStep step in staged.Outputs.Steps.OfType<NestedStep>())
            methods.Add(sequential.Methods(step.Body, $"Output{step.Body.Id}", backward: false));
    }

    private CodeWriter EmitKernel()
    {
        // Terms and bounds first ask for the shared values that they read.
        List<Node> terms = [.. staged.Terms.Select(t => t.Value)];
        foreach (Node bound in Bounds())
            if (!bound.IsConstant)
                shared.Of(bound);
        var counter = new NameCounter();
        var topSteps = new CodeWriter(counter);
        foreach (BodyStep step in staged.Sequential.Steps)
            EmitTopForward(topSteps, step);
        var backSteps = new CodeWriter(counter);
        foreach (BodyStep step in staged.Sequential.Steps.Reverse<BodyStep>())
            EmitTopBackward(backSteps, step);

        Sweep late = SweepOf(Seeds(terms, sequential.ReadsComputed), n => !sequential.ReadsComputed(n));
        foreach (Node boundary in Boundaries(late))
            shared.Of(boundary);

        var writer = new CodeWriter(counter);
        writer.Line("/// <summary>Log density, and with G its gradient, of one draw or one block of draws.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line("private S Kernel<S, T, P, G>(ref double u, ref double g, ref double x, ref double d, bool withJacobian)");
        writer.Depth++;
        writer.Line("where S : struct, ILane<S> where T : struct, ILane<T> where P : struct, IPlate<S, T> where G : struct, IGradientMode");
        writer.Depth--;
        writer.Open();
        writer.Line("Unsafe.SkipInit(out Shared<S> s);");
        writer.Line("S jacobian = S.Create(withJacobian ? 1.0 : 0.0);");
        writer.Line("s.lp = S.Zero;");
        sequential.TopArrays(writer, staged.Sequential);
        LaneCode code = sequential.Scope(writer, staged.Sequential, null);
        code.Name(staged.Graph.Jacobian(), "jacobian");
        foreach (LatentIr latent in ScalarLatents)
            NameCoordinate(writer, code, latent);
        List<Node> early = [.. shared.All.Select(s => s.Key).Where(n => !sequential.ReadsComputed(n) && !ReadsArrays(n))];
        List<Node> later = [.. shared.All.Select(s => s.Key).Where(n => !early.Contains(n))];
        code.Count(shared.All.Select(s => s.Key).Concat(terms).Concat(AdjointRoots(terms)));
        foreach (Node node in early)
            SetShared(writer, code, node);
        EmitTransforms(writer);
        foreach (Node node in later.Where(n => !sequential.ReadsComputed(n)))
            SetShared(writer, code, node);
        foreach (KeyValuePair<Node, string> field in shared.All.Where(s => s.Key.Latent))
            writer.Line($"s.d_{field.Value} = S.Zero;");
        if (topSteps.ToString().Length > 0)
            writer.Append(topSteps);
        foreach (Node node in later.Where(sequential.ReadsComputed))
            SetShared(writer, code, node);
        foreach (Site site in staged.Sites)
            writer.Line($"Site{site.Id}<S, T, P, G>(ref s, ref x, ref d);");
        int source = 0;
        foreach (InvariantTerm term in staged.Terms)
        {
            if (term.Source > 0 && term.Source != source)
                writer.Line($"// ({term.Source}) {model.Sources[term.Source - 1].Text}");
            source = term.Source;
            string text = code.Of(term.Value);
            writer.Line($"s.lp += {text};");
        }
        writer.Open("if (G.Enabled)");
        EmitBackward(writer, code, terms, backSteps);
        writer.Close();
        writer.Line("return s.lp;");
        writer.Close();
        return writer;
    }

    /// <summary>The value alone, for one draw, with what each statement adds to it; slow, so that a NaN can be traced at no cost to kernels.</summary>
    private CodeWriter EmitExplain()
    {
        var writer = new CodeWriter();
        writer.Line("/// <summary>Adds what each statement contributes to the log density of one draw; element 0 holds transforms and constants.</summary>");
        writer.Line("private void ExplainKernel<S, T, P>(ref double u, ref double x, ref double d, double[] parts)");
        writer.Depth++;
        writer.Line("where S : struct, ILane<S> where T : struct, ILane<T> where P : struct, IPlate<S, T>");
        writer.Depth--;
        writer.Open();
        writer.Line("Unsafe.SkipInit(out Shared<S> s);");
        writer.Line("S jacobian = S.Create(1.0);");
        writer.Line("s.lp = S.Zero;");
        void Take(int source)
        {
            writer.Line($"parts[{source}] += S.GetElement(s.lp, 0);");
            writer.Line("s.lp = S.Zero;");
        }
        sequential.TopArrays(writer, staged.Sequential);
        LaneCode code = sequential.Scope(writer, staged.Sequential, null);
        code.Name(staged.Graph.Jacobian(), "jacobian");
        foreach (LatentIr latent in ScalarLatents)
            NameCoordinate(writer, code, latent);
        List<Node> values = [.. shared.All.Select(s => s.Key)];
        code.Count(values.Concat(staged.Terms.Select(t => t.Value)));
        foreach (Node node in values.Where(n => !ReadsArrays(n)))
            SetShared(writer, code, node);
        EmitTransforms(writer);
        Take(0);
        foreach (Node node in values.Where(n => ReadsArrays(n) && !sequential.ReadsComputed(n)))
            SetShared(writer, code, node);
        foreach (BodyStep step in staged.Sequential.Steps)
        {
            EmitTopForward(writer, step);
            Take(SourceOf(step));
        }
        foreach (Node node in values.Where(sequential.ReadsComputed))
            SetShared(writer, code, node);
        foreach (Site site in staged.Sites)
        {
            writer.Line($"Site{site.Id}<S, T, P, WithoutGradient>(ref s, ref x, ref d);");
            Take(site.Source);
        }
        foreach (InvariantTerm term in staged.Terms)
        {
            string text = code.Of(term.Value);
            writer.Line($"s.lp += {text};");
            Take(term.Source);
        }
        writer.Close();
        return writer;
    }

    /// <summary>The statement whose terms a step of the sequential part adds up, or 0.</summary>
    private static int SourceOf(BodyStep step) => step switch
    {
        TermStep term => term.Source,
        NestedStep nested => nested.Body.Steps.Select(SourceOf).FirstOrDefault(s => s > 0),
        _ => 0,
    };

    private bool ReadsArrays(Node node) => node.Leaf is ElementLeaf || node.Arguments.Any(ReadsArrays);

    private void SetShared(CodeWriter writer, LaneCode code, Node node)
    {
        string text = code.Of(node);
        string name = "s." + shared.Of(node);
        if (text == name)
            return;
        writer.Line($"{name} = {text};");
        if (!text.All(c => char.IsLetterOrDigit(c) || c == '_'))
            code.Name(node, name);
    }

    private IEnumerable<Node> Bounds() => staged.Bounds.Values.SelectMany(b => new[] { b.Lower, b.Upper }).OfType<Node>();

    private void NameCoordinate(CodeWriter writer, LaneCode code, LatentIr latent)
    {
        string name = $"u_{LaneCode.Identifier(latent.Name)}";
        writer.Line($"S {name} = S.Load(ref Unsafe.Add(ref u, (nint){PositionOf(latent)} * S.Count));");
        code.Name(staged.Graph.Coordinate(latent.Array), name);
    }

    /// <summary>Nodes that the adjoint code outside loops will read, for counting uses.</summary>
    private IEnumerable<Node> AdjointRoots(List<Node> terms)
    {
        Sweep sweep = SweepOf(Seeds(terms, n => true), _ => false);
        return sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.Select(r => r.Adjoint));
    }

    /// <summary>The values outside every loop at which a sweep and the reductions in it end.</summary>
    private IEnumerable<Node> Boundaries(Sweep sweep) =>
        sweep.Adjoints.Select(a => a.Key).Where(n => n.Op != "leaf" && n.Variance == 0 && !sequential.ReadsComputed(n))
            .Concat(sweep.Reductions.SelectMany(r => Boundaries(r.Body).Concat(r.Body.Adjoints.Select(a => a.Key).Where(n => n.Leaf is CoordinateLeaf))));

    private List<(Node, Node)> Seeds(List<Node> terms, Func<Node, bool> wanted)
    {
        var seeds = terms.Where(t => t.Latent && wanted(t)).Select(t => (t, staged.Graph.One)).ToList();
        foreach (KeyValuePair<Node, string> value in shared.All.Where(v => v.Key.Latent && wanted(v.Key)))
            seeds.Add((value.Key, staged.Graph.Seed(value.Key, staged.Graph.Zero)));
        return seeds;
    }

    private Sweep SweepOf(List<(Node, Node)> seeds, Func<Node, bool> boundary) => reverse.Run(seeds, boundary);

    private void EmitTransforms(CodeWriter writer)
    {
        foreach (LatentIr latent in ArrayLatents)
        {
            string call = Transform(latent, "Forward");
            writer.Line(latent.Constraint == ConstraintKind.Real ? call : $"s.lp += jacobian * {call}");
        }
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
        string rows = $"n_{LaneCode.Identifier(latent.Name)}_rows";
        string size = $"n_{LaneCode.Identifier(latent.Name)}_size";
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

    private void EmitTopForward(CodeWriter writer, BodyStep step)
    {
        if (step is NestedStep nested)
            writer.Line($"Step{nested.Body.Id}Forward<S>(ref s, ref x);");
        else
            sequential.Forward(writer, Single(step), null);
    }

    private void EmitTopBackward(CodeWriter writer, BodyStep step)
    {
        if (step is NestedStep nested)
            writer.Line($"Step{nested.Body.Id}Backward<S>(ref s, ref x, ref d);");
        else
            sequential.Backward(writer, Single(step), null);
    }

    /// <summary>The top body reduced to one step; its reductions stay known.</summary>
    private Body Single(BodyStep step)
    {
        var body = new Body(0, null);
        body.Steps.Add(step);
        body.Reductions.AddRange(staged.Sequential.Reductions);
        return body;
    }

    private void EmitBackward(CodeWriter writer, LaneCode code, List<Node> terms, CodeWriter backSteps)
    {
        foreach (LatentIr latent in ScalarLatents)
            writer.Line($"S g_{LaneCode.Identifier(latent.Name)} = S.Zero;");
        bool Late(Node n) => sequential.ReadsComputed(n);
        Sweep late = SweepOf(Seeds(terms, Late), n => !Late(n));
        WriteSweep(writer, code, late, n => !Late(n));
        if (backSteps.ToString().Length > 0)
            writer.Append(backSteps);
        // Adjoints of array elements read outside loops must be complete before the arrays' transforms run backwards.
        Sweep early = SweepOf(Seeds(terms, n => !Late(n)), _ => false);
        WriteSweep(writer, code, early, _ => false);
        var boundSeeds = new List<(Node, Node)>();
        foreach (LatentIr latent in ArrayLatents)
            EmitReverseTransform(writer, code, latent, boundSeeds);
        if (boundSeeds.Count > 0)
            WriteSweep(writer, code, SweepOf(boundSeeds, _ => false), _ => false);
        foreach (LatentIr latent in ScalarLatents)
            writer.Line($"S.Store(g_{LaneCode.Identifier(latent.Name)}, ref Unsafe.Add(ref g, (nint){PositionOf(latent)} * S.Count));");
    }

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
            boundSeeds.Add((bound, seed));
        }
        writer.Line(Transform(latent, "Reverse"));
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

    /// <summary>The forward part alone, for one draw: constrained values in the user's order.</summary>
    private CodeWriter EmitConstrain()
    {
        var writer = new CodeWriter();
        bool needsOutputs = staged.Outputs.Steps.Count > 0;
        writer.Line("/// <summary>Runs the transforms, and computes the values of non-centred latents.</summary>");
        writer.Line("private Shared<S> ConstrainKernel<S, T, P>(ref double u, ref double x)");
        writer.Depth++;
        writer.Line("where S : struct, ILane<S> where T : struct, ILane<T> where P : struct, IPlate<S, T>");
        writer.Depth--;
        writer.Open();
        writer.Line("Shared<S> s = default;");
        writer.Line("S jacobian = S.Zero;");
        sequential.TopArrays(writer, staged.Sequential);
        sequential.TopArrays(writer, staged.Outputs);
        LaneCode code = sequential.Scope(writer, staged.Sequential, null);
        code.Name(staged.Graph.Jacobian(), "jacobian");
        foreach (LatentIr latent in ScalarLatents)
            NameCoordinate(writer, code, latent);
        foreach (Node scalar in staged.Scalars.Values)
            shared.Of(scalar);
        List<Node> all = [.. shared.All.Select(s => s.Key).Where(n => !sequential.ReadsComputed(n))];
        code.Count(all);
        foreach (Node node in all.Where(n => !ReadsArrays(n)))
            SetShared(writer, code, node);
        EmitTransforms(writer);
        foreach (Node node in all.Where(ReadsArrays))
            SetShared(writer, code, node);
        if (needsOutputs)
        {
            foreach (BodyStep step in staged.Sequential.Steps)
                EmitTopForward(writer, step);
            foreach (BodyStep step in staged.Outputs.Steps)
            {
                if (step is NestedStep nested)
                    writer.Line($"Output{nested.Body.Id}Forward<S>(ref s, ref x);");
                else
                    sequential.Forward(writer, SingleOutput(step), null);
            }
        }
        writer.Line("return s;");
        writer.Close();
        return writer;
    }

    private Body SingleOutput(BodyStep step)
    {
        var body = new Body(0, null);
        body.Steps.Add(step);
        body.Reductions.AddRange(staged.Outputs.Reductions);
        return body;
    }

    /// <summary>The bounds of a latent's constraint as doubles, after the constraining kernel has run.</summary>
    public IEnumerable<string> BoundTexts(LatentIr latent)
    {
        (Node? lower, Node? upper) = staged.Bounds[latent.Name];
        return new[] { lower, upper }.OfType<Node>().Select(b => b.IsConstant ? Literal.Of(b.Value) : $"Lane1.GetElement(s.{shared.Of(b)}, 0)");
    }

    /// <summary>The name of a scalar latent's value among the shared ones.</summary>
    public string SharedName(LatentIr latent)
    {
        Node node = staged.Scalars[latent.Name];
        return shared.Of(node);
    }
}

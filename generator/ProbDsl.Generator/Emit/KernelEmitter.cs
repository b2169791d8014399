using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the kernels of a model: one method that runs them all, one for each site and each sequential block.</summary>
internal sealed partial class KernelEmitter
{
    private readonly ModelIr model;
    private readonly StagedModel staged;
    private readonly FieldNames fields;
    private readonly SharedValues shared;
    private readonly SequentialEmitter sequential;
    private readonly Reverse reverse;
    private readonly List<CodeWriter> methods = [];

    public KernelEmitter(ModelIr model, StagedModel staged, FieldNames fields)
    {
        this.model = model;
        this.staged = staged;
        this.fields = fields;
        shared = new SharedValues(fields.Names);
        sequential = new SequentialEmitter(model, staged, shared, fields);
        reverse = new Reverse(staged.Graph);
        foreach (KeyValuePair<string, Node> scalar in staged.Scalars)
            shared.Hint(scalar.Value, Identifiers.Safe(LaneCode.Identifier(scalar.Key)));
    }

    private IEnumerable<LatentIr> ArrayLatents => model.Latents.Where(l => l.Array.Dimensions.Count > 0);

    private IEnumerable<LatentIr> ScalarLatents => model.Latents.Where(l => l.Array.Dimensions.Count == 0);

    /// <summary>Writes everything: the struct of shared values, the kernel, the sites, the sequential part, the transforms.</summary>
    public void Emit(CodeWriter writer)
    {
        EmitSites();
        CodeWriter kernel, outputs;
        try
        {
            EmitSequential();
            kernel = EmitKernel();
            outputs = EmitConstrain();
        }
        catch (Exception fault) when (fault is not InternalFault and not OperationCanceledException)
        {
            throw new InternalFault(sequential.Statement, InternalFault.Describe(fault), fault);
        }
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
            InternalFault.Within(TextOf(site.Source), () =>
            {
                var emitter = new SiteEmitter(staged, site, shared, fields);
                emitter.Prepare();
                methods.Add(emitter.Emit(Comment(site.Source, site.Reduction)));
            });
    }

    private string TextOf(int source) => source == 0 ? "the constraints" : model.Sources[source - 1].Text;

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
        var counter = new NameCounter(fields.Names);
        var topSteps = new Queue<CodeWriter>();
        sequential.StartBlock();
        foreach (BodyStep step in staged.Sequential.Steps)
        {
            var text = new CodeWriter(counter);
            EmitTopForward(text, step);
            topSteps.Enqueue(text);
        }
        var backSteps = new CodeWriter(counter);
        sequential.StartBlock();
        foreach (BodyStep step in staged.Sequential.Steps.Reverse<BodyStep>())
            EmitTopBackward(backSteps, step);

        Sweep late = SweepOf(Seeds(terms, staged.ReadsComputed), IsEarly);
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
        LaneCode code = OpenScope(writer);
        code.Count(shared.All.Select(v => v.Key).Concat(terms).Concat(AdjointRoots(terms)));
        EmitForward(writer, code, "G", _ => writer.Append(topSteps.Dequeue()), take: null);
        writer.Open("if (G.Enabled)");
        EmitBackward(writer, code, terms, backSteps);
        writer.Close();
        writer.Line("return s.lp;");
        writer.Close();
        return writer;
    }

    /// <summary>The code outside every loop: scalar latents by their coordinates.</summary>
    private LaneCode OpenScope(CodeWriter writer)
    {
        sequential.TopArrays(writer, staged.Sequential);
        LaneCode code = sequential.Scope(writer, staged.Sequential, null);
        code.Name(staged.Graph.Jacobian(), "jacobian");
        foreach (LatentIr latent in ScalarLatents)
            NameCoordinate(writer, code, latent);
        return code;
    }

    /// <summary>Writes the forward half of a kernel: transforms, shared values, the sequential part, sites and terms.</summary>
    /// <param name="writer">Where the code goes.</param>
    /// <param name="code">The code outside every loop, which has counted what is used.</param>
    /// <param name="mode">The gradient mode of the sites.</param>
    /// <param name="emitStep">Writes a step of the sequential part.</param>
    /// <param name="take">Told the statement after each addition to the log density; null where adjoints follow.</param>
    private void EmitForward(CodeWriter writer, LaneCode code, string mode, Action<BodyStep> emitStep, Action<int>? take)
    {
        List<Node> values = [.. shared.All.Select(v => v.Key)];
        foreach (Node node in values.Where(n => !ReadsArrays(n)))
            SetShared(writer, code, node);
        HashSet<Node> set = EmitTransforms(writer, code);
        take?.Invoke(0);
        foreach (Node node in values.Where(n => ReadsArrays(n) && !staged.ReadsComputed(n) && !set.Contains(n)))
            SetShared(writer, code, node);
        if (take is null)
            foreach (Node node in values.Where(n => n.Latent))
                writer.Line($"s.d_{shared.Of(node)} = S.Zero;");
        sequential.StartBlock();
        foreach (BodyStep step in staged.Sequential.Steps)
        {
            emitStep(step);
            take?.Invoke(SourceOf(step));
        }
        foreach (Node node in values.Where(staged.ReadsComputed))
            SetShared(writer, code, node);
        foreach (Site site in staged.Sites)
        {
            writer.Line($"Site{site.Id}<S, T, P, {mode}>(ref s, ref x, ref d);");
            take?.Invoke(site.Source);
        }
        int source = 0;
        foreach (InvariantTerm term in staged.Terms)
        {
            if (take is not null && term.Value.Leaf is DataLeaf { Expression: DataText { Template: StagedModel.ConstantText } })
                continue;
            if (take is null && term.Source > 0 && term.Source != source)
                writer.Line($"// ({term.Source}) {model.Sources[term.Source - 1].Text}");
            source = term.Source;
            string text = code.Of(term.Value);
            writer.Line($"s.lp += {text};");
            take?.Invoke(term.Source);
        }
    }

    /// <summary>The value alone, for one draw, with what each statement adds to it; slow, so that a NaN can be traced at no cost to kernels.</summary>
    private CodeWriter EmitExplain()
    {
        var writer = new CodeWriter(new NameCounter(fields.Names));
        writer.Line("/// <summary>Adds what each statement contributes to the log density of one draw; element 0 holds transforms.</summary>");
        writer.Line("private void ExplainKernel<S, T, P>(ref double u, ref double x, ref double d, double[] parts)");
        writer.Depth++;
        writer.Line("where S : struct, ILane<S> where T : struct, ILane<T> where P : struct, IPlate<S, T>");
        writer.Depth--;
        writer.Open();
        writer.Line("Unsafe.SkipInit(out Shared<S> s);");
        writer.Line("S jacobian = S.Create(1.0);");
        writer.Line("s.lp = S.Zero;");
        LaneCode code = OpenScope(writer);
        code.Count(shared.All.Select(v => v.Key).Concat(staged.Terms.Select(t => t.Value)));
        foreach (KeyValuePair<int, DataField> constant in staged.Constants)
            writer.Line($"parts[{constant.Key}] += {constant.Value.Name};");
        EmitForward(writer, code, "WithoutGradient", step => EmitTopForward(writer, step), source =>
        {
            writer.Line($"parts[{source}] += S.GetElement(s.lp, 0);");
            writer.Line("s.lp = S.Zero;");
        });
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

    private bool ReadsArrays(Node node)
    {
        if (!readsArrays.TryGetValue(node, out bool known))
            readsArrays[node] = known = node.Leaf is ElementLeaf || node.Arguments.Any(ReadsArrays);
        return known;
    }

    private readonly Dictionary<Node, bool> readsArrays = [];

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

    private void EmitTopForward(CodeWriter writer, BodyStep step)
    {
        if (step is NestedStep nested)
            writer.Line($"Step{nested.Body.Id}Forward<S>(ref s, ref x);");
        else
            sequential.Forward(writer, Single(staged.Sequential, step));
    }

    /// <summary>The top body reduced to one step; its reductions stay known.</summary>
    private static Body Single(Body top, BodyStep step)
    {
        var body = new Body(0, null);
        body.Steps.Add(step);
        body.Reductions.AddRange(top.Reductions);
        return body;
    }
}

using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the nested class that implements ILogDensity: layout, data part, dispatch to lanes, transforms.</summary>
internal sealed class EstimatorEmitter(
    ModelIr model, MemberNames names, StagedModel staged, FieldNames fields, KernelEmitter kernels, CodeWriter kernelText, CodeWriter writer)
{
    private static readonly int[] Widths = [8, 4, 2];

    public void Emit()
    {
        writer.Line($"/// <summary>The log density of {model.ClassName}.</summary>");
        writer.Open($"internal sealed class {names.Estimator} : CompiledDensity");
        Fields();
        writer.Line();
        Constructor();
        writer.Line();
        Dispatch();
        writer.Line();
        writer.Append(kernelText);
        writer.Line();
        ConstrainMethods();
        writer.Line();
        Explain();
        writer.Line();
        Assign();
        writer.Close();
    }

    private static string Id(LatentIr latent) => LaneCode.Identifier(latent.Name);

    private IEnumerable<LatentIr> Arrays => model.Latents.Where(l => l.Array.Dimensions.Count > 0);

    private void Fields()
    {
        foreach (LatentIr latent in model.Latents)
        {
            writer.Line($"private readonly int p_{Id(latent)}; // first coordinate of {latent.Name}");
            writer.Line($"internal readonly int OutputOf_{Id(latent)};");
            if (latent.Array.Dimensions.Count == 0)
                continue;
            writer.Line($"private readonly int x_{Id(latent)}, n_{Id(latent)}, rows_{Id(latent)}, size_{Id(latent)}; // its values in memory");
            writer.Line($"internal readonly int Rows_{Id(latent)}{(latent.Array.Dimensions.Count == 2 ? $", Columns_{Id(latent)}" : "")};");
            if (latent.Array != latent.Value)
                writer.Line($"private readonly int v_{Id(latent)}; // its values, of which x_{Id(latent)} is the standardised form");
        }
        foreach (LatentIr latent in model.Latents.Where(l => l.Array.Dimensions.Count == 0 && l.Array != l.Value))
            writer.Line($"private readonly int v_{Id(latent)};");
        foreach (DataField field in staged.Fields)
        {
            string comment = field.Value is null ? "" : $" // {fields.Describe(field.Value)}";
            writer.Line($"private readonly {(field.Value is null ? "double" : DataCode.TypeOf(field.Value.Type))} {field.Name};{comment}");
        }
        foreach (Site site in staged.Sites)
            writer.Line($"private readonly PlateTable site{site.Id};");
        foreach (Body body in PreparationEmitter.BodiesOf(staged))
            writer.Line($"private readonly PlateTable body{body.Id};");
        foreach (string name in fields.Scratches.Select(f => f.Name).Concat(fields.Buffers))
            writer.Line($"private readonly int {name};");
    }

    private void Constructor()
    {
        writer.Open($"internal {names.Estimator}({model.Declaration.TypeText} model)");
        if (model.Declaration.OwnTypeCheck is { } check)
            writer.Line(check);
        foreach (MemberIr member in model.Members.Where(m => !m.IsDerived && model.Latents.All(l => l.Name != m.Name)))
            Check(member);
        writer.Line("var memory = new MemoryLayout();");
        writer.Line("var names = new List<string>();");
        writer.Line("int position = 0;");
        foreach (LatentIr latent in model.Latents)
            Layout(latent);
        PreparationEmitter.Emit(model, staged, fields, writer);
        writer.Line("Allocate(position, names.ToArray(), memory.Size);");
        writer.Close();
    }

    private void Check(MemberIr member)
    {
        if (member.Element == Kind.Real)
            writer.Line($"DataCheck.{(member.IsPartly ? "FiniteOrMissing" : "Finite")}(model.{Identifiers.Escape(member.Name)}, nameof(model.{Identifiers.Escape(member.Name)}));");
        else if (member.Shape == MemberShape.JaggedArray)
            writer.Line($"DataCheck.Rows(model.{Identifiers.Escape(member.Name)}, nameof(model.{Identifiers.Escape(member.Name)}));");
        else if (member.Shape != MemberShape.Scalar)
            writer.Line($"DataCheck.Present(model.{Identifiers.Escape(member.Name)}, nameof(model.{Identifiers.Escape(member.Name)}));");
    }

    private void Layout(LatentIr latent)
    {
        string id = Id(latent);
        string name = Literal.Of(latent.Name.TrimStart('@'));
        writer.Line($"p_{id} = position;");
        writer.Line($"OutputOf_{id} = names.Count;");
        if (latent.Array.Dimensions.Count == 0)
        {
            if (latent.Array != latent.Value)
                writer.Line($"v_{id} = memory.Reserve(1);");
            writer.Line("position++;");
            writer.Line($"names.Add({name});");
            return;
        }
        var code = new DataCode(writer);
        List<string> sizes = [.. latent.Array.Dimensions.Select(code.Of)];
        writer.Line($"Rows_{id} = {sizes[0]};");
        if (sizes.Count == 2)
            writer.Line($"Columns_{id} = {sizes[1]};");
        if (latent.Constraint == ConstraintKind.CholeskyCorrelation && !latent.Array.Dimensions[0].Equals(latent.Array.Dimensions[1]))
            writer.Line($"DataCheck.SameSize(Rows_{id}, {Literal.Of("the rows of " + latent.Name)}, Columns_{id}, {Literal.Of("the columns of " + latent.Name)});");
        writer.Line($"n_{id} = Rows_{id}{(sizes.Count == 2 ? $" * Columns_{id}" : "")};");
        writer.Line($"rows_{id} = {(sizes.Count == 2 && latent.Constraint is ConstraintKind.Ordered or ConstraintKind.PositiveOrdered or ConstraintKind.Simplex ? $"Rows_{id}" : "1")};");
        writer.Line($"size_{id} = {(sizes.Count == 2 && latent.Constraint is ConstraintKind.Ordered or ConstraintKind.PositiveOrdered or ConstraintKind.Simplex ? $"Columns_{id}" : $"Rows_{id}")};");
        writer.Line($"x_{id} = memory.Reserve(n_{id});");
        if (latent.Array != latent.Value)
            writer.Line($"v_{id} = memory.Reserve(n_{id});");
        writer.Line($"position += {CoordinateCount(latent)};");
        writer.Line($"for (int i = 0; i < Rows_{id}; i++)");
        writer.Depth++;
        if (sizes.Count == 1)
            writer.Line($"names.Add({name} + \"[\" + i + \"]\");");
        else
        {
            writer.Line($"for (int j = 0; j < Columns_{id}; j++)");
            writer.Depth++;
            writer.Line($"names.Add({name} + \"[\" + i + \",\" + j + \"]\");");
            writer.Depth--;
        }
        writer.Depth--;
    }

    private static string CoordinateCount(LatentIr latent) => latent.Constraint switch
    {
        ConstraintKind.Simplex => $"rows_{Id(latent)} * (size_{Id(latent)} - 1)",
        ConstraintKind.CholeskyCorrelation => $"size_{Id(latent)} * (size_{Id(latent)} - 1) / 2",
        _ => $"n_{Id(latent)}",
    };

    private void Dispatch()
    {
        Entry("double EvaluateSingle(ref double position, bool jacobian)", "WithoutGradient", single: true,
            call => $"Lane1.GetElement({call}, 0)", "ref Unsafe.NullRef<double>()", "ref position");
        Entry("double EvaluateSingle(ref double position, ref double gradient, bool jacobian)", "WithGradient", single: true,
            call => $"Lane1.GetElement({call}, 0)", "ref gradient", "ref position");
        Entry("void EvaluateBlock(ref double positions, ref double logDensities, bool jacobian)", "WithoutGradient", single: false,
            call => call, "ref Unsafe.NullRef<double>()", "ref positions");
        Entry("void EvaluateBlock(ref double positions, ref double logDensities, ref double gradients, bool jacobian)", "WithGradient", single: false,
            call => call, "ref gradients", "ref positions");
    }

    private void Entry(string signature, string mode, bool single, System.Func<string, string> result, string gradient, string position)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"protected override {signature}");
        string memory = single ? "Single" : "Block";
        writer.Line($"ref double x = ref {memory}Values.Start;");
        writer.Line($"ref double d = ref {memory}Adjoints.Start;");
        writer.Open("switch (BlockSize)");
        foreach (int width in Widths.Concat([1]))
        {
            string lane = $"Lane{width}";
            string kernel = single
                ? $"Kernel<Lane1, {lane}, DataLanes<{lane}>, {mode}>"
                : $"Kernel<{lane}, {lane}, DrawLanes<{lane}>, {mode}>";
            string call = $"{kernel}({position}, {gradient}, ref x, ref d, jacobian)";
            writer.Line(width == 1 ? "default:" : $"case {width}:");
            writer.Depth++;
            if (single)
                writer.Line($"return {result(call)};");
            else
            {
                writer.Line($"{lane}.Store({call}, ref logDensities);");
                writer.Line("return;");
            }
            writer.Depth--;
        }
        writer.Close();
        writer.Close();
        writer.Line();
    }

    private void Explain()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("protected override string[] Statements =>");
        writer.Line("[");
        writer.Depth++;
        writer.Line("\"transforms\",");
        foreach (SourceIr source in model.Sources)
            writer.Line($"{Literal.Of(source.Text)},");
        writer.Depth--;
        writer.Line("];");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("protected override void ExplainSingle<S>(ref double position, double[] parts) =>");
        writer.Depth++;
        writer.Line("ExplainKernel<S, S, DrawLanes<S>>(ref position, ref SingleValues.Start, ref SingleAdjoints.Start, parts);");
        writer.Depth--;
    }

    private void ConstrainMethods()
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void ConstrainSingle(ReadOnlySpan<double> position, Span<double> values)");
        writer.Line("ref double x = ref SingleValues.Start;");
        writer.Line("Shared<Lane1> s = ConstrainKernel<Lane1, Lane1, DataLanes<Lane1>>(ref MemoryMarshal.GetReference(position), ref x);");
        foreach (LatentIr latent in model.Latents)
            WriteOutput(latent);
        writer.Close();
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void UnconstrainSingle(ReadOnlySpan<double> values, Span<double> position)");
        writer.Line("ref double x = ref SingleValues.Start;");
        writer.Line("position.Clear();");
        foreach (LatentIr latent in kernels.InverseOrder())
            WriteInverse(latent);
        writer.Close();
    }

    private static bool NeedsKernel(LatentIr latent) =>
        latent.Array != latent.Value || latent.Lower is { Latent: true } || latent.Upper is { Latent: true };

    private void WriteOutput(LatentIr latent)
    {
        string id = Id(latent);
        if (latent.Array.Dimensions.Count == 0)
        {
            string value = latent.Array != latent.Value ? $"SingleValues[v_{id}]" : $"Lane1.GetElement(s.{kernels.SharedName(latent)}, 0)";
            writer.Line($"values[OutputOf_{id}] = {value};");
            return;
        }
        string from = latent.Array != latent.Value ? $"v_{id}" : $"x_{id}";
        if (latent.LiesByRows)
        {
            writer.Line($"SingleValues.Span.Slice({from}, n_{id}).CopyTo(values.Slice(OutputOf_{id}));");
            return;
        }
        writer.Line($"for (int i = 0; i < Rows_{id}; i++)");
        writer.Depth++;
        writer.Line($"for (int j = 0; j < Columns_{id}; j++)");
        writer.Depth++;
        writer.Line($"values[OutputOf_{id} + (i * Columns_{id}) + j] = SingleValues[{from} + (j * Rows_{id}) + i];");
        writer.Depth -= 2;
    }

    private void WriteInverse(LatentIr latent)
    {
        string id = Id(latent);
        bool scalar = latent.Array.Dimensions.Count == 0;
        string name = Literal.Of(latent.Name);
        writer.Open();
        if (NeedsKernel(latent) || HasBounds(latent))
            writer.Line("Shared<Lane1> s = ConstrainKernel<Lane1, Lane1, DataLanes<Lane1>>(ref MemoryMarshal.GetReference(position), ref x);");
        string source = scalar ? $"values.Slice(OutputOf_{id}, 1)" : $"values.Slice(OutputOf_{id}, n_{id})";
        if (!latent.LiesByRows)
        {
            writer.Line($"var own = new double[n_{id}];");
            writer.Line($"for (int i = 0; i < Rows_{id}; i++)");
            writer.Depth++;
            writer.Line($"for (int j = 0; j < Columns_{id}; j++)");
            writer.Depth++;
            writer.Line($"own[(j * Rows_{id}) + i] = values[OutputOf_{id} + (i * Columns_{id}) + j];");
            writer.Depth -= 2;
            source = "own";
        }
        string target = $"position.Slice(p_{id}, {(scalar ? "1" : CoordinateCount(latent))})";
        if (latent.Array != latent.Value)
        {
            WriteNonCenteredInverse(latent, source, scalar);
            writer.Close();
            return;
        }
        string bounds = string.Concat(kernels.BoundTexts(latent).Select(b => $", {b}"));
        string rows = $"rows_{id}, size_{id}";
        writer.Line(latent.Constraint switch
        {
            ConstraintKind.Real => $"RealLine.Inverse({source}, {target}, {name});",
            ConstraintKind.Lower or ConstraintKind.Upper or ConstraintKind.Interval => $"{KernelEmitter.TransformName(latent)}.Inverse({source}, {target}{bounds}, {name});",
            ConstraintKind.CholeskyCorrelation => $"CholeskyCorrelation.Inverse({source}, {target}, size_{id}, {name});",
            _ => $"{KernelEmitter.TransformName(latent)}.Inverse({source}, {target}, {rows}, {name});",
        });
        writer.Close();
    }

    private static bool HasBounds(LatentIr latent) => latent.Lower is not null || latent.Upper is not null;

    /// <summary>Location and scale come from the values at standardised zero and one.</summary>
    private void WriteNonCenteredInverse(LatentIr latent, string source, bool scalar)
    {
        string id = Id(latent);
        string count = scalar ? "1" : $"n_{id}";
        writer.Line($"double[] location = SingleValues.Span.Slice(v_{id}, {count}).ToArray();");
        writer.Line($"position.Slice(p_{id}, {count}).Fill(1.0);");
        writer.Line("ConstrainKernel<Lane1, Lane1, DataLanes<Lane1>>(ref MemoryMarshal.GetReference(position), ref x);");
        writer.Line($"for (int i = 0; i < {count}; i++)");
        writer.Depth++;
        writer.Line($"position[p_{id} + i] = ({source}[i] - location[i]) / (SingleValues[v_{id} + i] - location[i]);");
        writer.Depth--;
        if (!scalar)
            WriteDependentInverse(id, source);
    }

    /// <summary>Where elements depend on one another, as in a random walk, each is inverted with the others at their values, until all hold.</summary>
    private void WriteDependentInverse(string id, string source)
    {
        const string Run = "ConstrainKernel<Lane1, Lane1, DataLanes<Lane1>>(ref MemoryMarshal.GetReference(position), ref x);";
        writer.Line($"for (int pass = 0; pass < n_{id}; pass++)");
        writer.Open();
        writer.Line(Run);
        writer.Line("bool settled = true;");
        writer.Line($"for (int i = 0; i < n_{id}; i++)");
        writer.Depth++;
        writer.Line($"settled &= System.Math.Abs(SingleValues[v_{id} + i] - {source}[i]) <= 1e-12 * (1.0 + System.Math.Abs({source}[i]));");
        writer.Depth--;
        writer.Line("if (settled)");
        writer.Depth++;
        writer.Line("break;");
        writer.Depth--;
        writer.Line($"for (int i = 0; i < n_{id}; i++)");
        writer.Open();
        writer.Line($"position[p_{id} + i] = 0.0;");
        writer.Line(Run);
        writer.Line($"double start = SingleValues[v_{id} + i];");
        writer.Line($"position[p_{id} + i] = 1.0;");
        writer.Line(Run);
        writer.Line($"position[p_{id} + i] = ({source}[i] - start) / (SingleValues[v_{id} + i] - start);");
        writer.Close();
        writer.Close();
    }

    private void Assign()
    {
        writer.Line("/// <summary>Gives a copy of the model the unknowns of one draw.</summary>");
        writer.Open($"internal void Assign({model.Declaration.TypeText} model, ReadOnlySpan<double> values)");
        foreach (LatentIr latent in model.Latents)
        {
            string id = Id(latent);
            string target = $"model.{Identifiers.Escape(latent.Name)}";
            switch (latent.Shape)
            {
                case MemberShape.Scalar:
                    writer.Line($"{target} = values[OutputOf_{id}];");
                    break;
                case MemberShape.Array:
                    writer.Line($"values.Slice(OutputOf_{id}, n_{id}).CopyTo({target});");
                    break;
                default:
                    string element = latent.Shape switch
                    {
                        MemberShape.Vector => "[i]",
                        MemberShape.JaggedArray => "[i][j]",
                        _ => "[i, j]",
                    };
                    writer.Line($"for (int i = 0; i < Rows_{id}; i++)");
                    writer.Depth++;
                    if (latent.Array.Dimensions.Count == 2)
                    {
                        writer.Line($"for (int j = 0; j < Columns_{id}; j++)");
                        writer.Depth++;
                        writer.Line($"{target}{element} = values[OutputOf_{id} + (i * Columns_{id}) + j];");
                        writer.Depth--;
                    }
                    else
                        writer.Line($"{target}{element} = values[OutputOf_{id} + i];");
                    writer.Depth--;
                    break;
            }
        }
        writer.Close();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ProbDsl.Generator.Batch.Autodiff;
using ProbDsl.Generator.Emit;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Writes the bound of a model: its data and parameters in memory, its programs and their passes.</summary>
internal sealed class BoundEmitter
{
    private readonly BatchIr model;
    private readonly Memory memory;
    private readonly BatchNames members;
    private readonly ProgramEmitter programs;
    private readonly BoundPrograms bounds;
    private readonly IReadOnlyList<TensorProgram> all;

    public BoundEmitter(BatchIr model)
    {
        this.model = model;
        bounds = new BoundPrograms(model);
        all = bounds.All();
        members = new BatchNames(model);
        memory = new Memory(model, bounds.Graph, new NodeNames(model, bounds.Graph, bounds.Adjoints, members), members);
        programs = new ProgramEmitter(model, memory, bounds.Owners);
    }

    /// <summary>What members are called in the generated code.</summary>
    public BatchNames Members => members;

    private string Element => memory.Element;

    private IEnumerable<BatchMemberIr> PerDatum => model.Members.Where(m => m.PerDatum && m.Role is BatchRole.Data or BatchRole.Observed && IsRead(m));

    private IEnumerable<BatchMemberIr> Global => model.Members.Where(m => !m.PerDatum && m.Role is BatchRole.Data or BatchRole.Observed && IsRead(m));

    private IEnumerable<BatchMemberIr> Parameters => model.Members.Where(m => m.Role == BatchRole.Parameter);

    private IEnumerable<BatchMemberIr> Networks => model.Members.Where(m => m.Role == BatchRole.Network);

    private IEnumerable<BatchLatentIr> Coded => model.Latents.Where(l => l.IsLocal);

    private IEnumerable<BatchMemberIr> Decoded => model.Observed.Where(o => o.Mean >= 0).Select(o => model.Members.First(m => m.Path == o.Name));

    /// <summary>Per-datum members that a program reads, in their order.</summary>
    public IReadOnlyList<BatchMemberIr> InputsOf(string program)
    {
        if (all.FirstOrDefault(p => p.Name == program) is not { } known)
            return [];
        var read = new HashSet<string>(new Schedule(bounds.Graph, known).Live.Where(n => bounds.Graph[n].Op == "data").Select(n => bounds.Graph[n].Name));
        return [.. PerDatum.Where(m => read.Contains(m.Path))];
    }

    public bool Has(string program) => all.Any(p => p.Name == program);

    public void Emit(CodeWriter writer)
    {
        var texts = new CodeWriter();
        foreach (TensorProgram program in all)
        {
            if (program != all[0])
                texts.Line();
            programs.WriteProgram(texts, program, program.Name is "RunEncode" or "RunDecode" or "RunPredict" or "RunChecks" ? "private" : "protected override");
        }
        var passes = new CodeWriter();
        programs.WritePasses(passes);
        string lane = model.SinglePrecision ? "IFloatLane" : "ILane";
        writer.Line($"/// <summary>The bound of {model.ClassName} on batches, computed in lanes.</summary>");
        writer.Open($"private sealed class Bound<T> : Bound where T : struct, {lane}<T>");
        Fields(writer);
        Constructor(writer);
        Allocation(writer);
        Loading(writer);
        WriteBack(writer);
        Identity(writer);
        new CodesEmitter(model, writer).Emit(this);
        writer.Append(texts);
        writer.Append(passes);
        writer.Close();
    }

    private bool IsRead(BatchMemberIr member) => model.Nodes.Any(n => n.Op == "data" && n.Name == member.Path);

    private void Fields(CodeWriter writer)
    {
        writer.Line($"private readonly {model.Declaration.TypeText} model;");
        foreach (SizeIr size in model.Sizes)
            writer.Line($"private readonly int {size.Name}; // {size.Description}");
        foreach (BatchMemberIr parameter in Parameters)
            writer.Line($"private readonly int {memory.Slot(parameter.Path)};");
        foreach (BatchMemberIr network in Networks)
            writer.Line($"private readonly NetworkBinding<{Element}> net_{members.Tag(network.Path)};");
        foreach (BatchMemberIr data in PerDatum)
        {
            string type = data.Shape.Rank == 0 ? "double[]" : $"BatchMatrix<{Element}>";
            writer.Line($"private readonly {type} all_{members.Tag(data.Path)};");
            writer.Line($"private {type} batch_{members.Tag(data.Path)};");
        }
        foreach (BatchMemberIr data in Global)
            writer.Line($"private readonly {(data.Shape.Rank == 0 ? "double" : $"BatchMatrix<{Element}>")} data_{members.Tag(data.Path)};");
        foreach (KeyValuePair<string, TensorNode> noise in programs.Noise)
            writer.Line($"private BatchMatrix<{Element}> {noise.Key};");
        foreach (BatchLatentIr latent in Coded)
            writer.Line($"private BatchMatrix<{Element}> code_{members.Tag(latent.Name)}, given_{members.Tag(latent.Name)};");
        foreach (BatchMemberIr observed in Decoded)
            writer.Line($"private BatchMatrix<{Element}> mean_{members.Tag(observed.Path)};");
        foreach ((int node, string allocation) in programs.Fields)
            writer.Line(allocation switch
            {
                "" => $"private double {memory.Field(node)};",
                "pass" => $"private NetworkPass<{Element}> {memory.Field(node)};",
                _ when allocation.StartsWith("new double", System.StringComparison.Ordinal) => $"private double[] {memory.Field(node)};",
                _ => $"private BatchMatrix<{Element}> {memory.Field(node)};",
            });
        foreach (string pass in programs.PassNames)
            writer.Line($"private readonly Action<int, int> run{pass};");
        writer.Line();
    }

    private void Constructor(CodeWriter writer)
    {
        writer.Line($"internal Bound({model.Declaration.TypeText} model, ParameterStore<{Element}> parameters, ComputeContext<{Element}> context, bool owner, ulong seed)");
        writer.Line("    : base(parameters, context, owner)");
        writer.Open();
        writer.Line("this.model = model;");
        if (model.Declaration.OwnTypeCheck is { } check)
            writer.Line(check);
        foreach (string member in Measured())
            writer.Line($"DataCheck.Present(model.{member}, {Member(member)});");
        foreach (SizeIr size in model.Sizes)
            writer.Line(IsGiven(size) ? $"{size.Name} = BatchData.Size({size.Definition}, {Quote(size.Description)});" : $"{size.Name} = {size.Definition};");
        foreach (SameSizeIr same in model.SameSizes)
            writer.Line($"BatchData.SameSize({same.Left}, {Quote(Description(same.Left))}, {same.Right}, {Quote(Description(same.Right))}, {Quote(same.Statement)});");
        foreach (PartIr part in model.Parts)
            writer.Line($"BatchData.Part({(part.Start.Length == 0 ? "0" : part.Start)}, {part.Count}, {part.Whole}, {Quote(part.Expression)}, {Quote(part.Statement)});");
        foreach (BatchMemberIr data in PerDatum.Concat(Global).OrderBy(m => m.KnownOf.Length == 0))
            LoadAll(writer, data);
        foreach ((BatchMemberIr parameter, int number) in Parameters.Select((p, i) => (p, i)))
            writer.Line($"{memory.Slot(parameter.Path)} = NextParameter({Member(parameter.Path)}, [{Dimensions(parameter.Shape)}], {Start(parameter, number)});");
        foreach ((BatchMemberIr network, int number) in Networks.Select((n, i) => (n, i)))
        {
            // Each by a key of its own: two networks of one shape must not start alike.
            writer.Line($"model.{network.Path}.Initialize(global::ProbDsl.Runtime.Noise.Key(seed, {number}));");
            writer.Line($"net_{members.Tag(network.Path)} = Bind({Member(network.Path)}, model.{network.Path});");
        }
        foreach (string pass in programs.PassNames)
            writer.Line($"run{pass} = {pass};");
        if (Has("RunChecks"))
            writer.Line("CheckData(RunChecks);");
        writer.Close();
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override int DataCount => {model.PlateCount};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool HasGlobalLatents => {(model.Latents.Any(l => !l.IsLocal) ? "true" : "false")};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool HasLocalLatents => {(model.Latents.Any(l => l.IsLocal) ? "true" : "false")};");
        writer.Line();
        if (!model.Latents.Any(l => l.IsDiscrete))
            return;
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override bool HasDiscreteLatents => true;");
        writer.Line();
    }

    /// <summary>Reads a member of the data, checks it, and keeps it in the form that batches are gathered from.</summary>
    private void LoadAll(CodeWriter writer, BatchMemberIr data)
    {
        string name = members.Tag(data.Path), values = "model." + data.Path, member = Member(data.Path);
        string count = data.PerDatum ? "DataCount" : "1", target = data.PerDatum ? "all_" : "data_";
        string check = data.Check.Length > 0 ? $", y => {data.Check}, {Quote(data.CheckText)}" : "";
        if (data.KnownOf.Length > 0)
        {
            bool mayBeMissing = !double.IsNaN(model.Members.First(m => m.Path == data.KnownOf).Missing);
            values = $"BatchData.Known(model.{data.KnownOf}, {Member(data.KnownOf)}, {(mayBeMissing ? "true" : "false")})";
        }
        else if (!double.IsNaN(data.Missing))
            values = $"BatchData.WithoutMissing({values}, {Memory.Number(data.Missing)})";
        if (!data.PerDatum)
            writer.Line(data.Shape.Rank == 0
                ? $"{target}{name} = BatchData.Number({values}, {member}{check});"
                : $"{target}{name} = BatchData.Row<{Element}>(BatchData.Elements({values}, {member}), {member}, {memory.Count(data.Shape)}{check});");
        else
            writer.Line(data.Shape.Rank == 0
                ? $"{target}{name} = BatchData.Column({values}, {member}, {count}{check});"
                : $"{target}{name} = BatchData.Rows<{Element}>({values}, {member}, {memory.Count(data.Shape)}, {count}{check});");
    }

    /// <summary>What a training's checkpoint holds of the data, and which tensors are no network's.</summary>
    private void Identity(CodeWriter writer)
    {
        List<string> lines = [.. PerDatum.Select(d => $"Fingerprint({Member(d.Path)}, all_{members.Tag(d.Path)})"),
            .. Global.Select(d => $"Fingerprint({Member(d.Path)}, data_{members.Tag(d.Path)})")];
        if (lines.Count > 0)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"protected override IEnumerable<KeyValuePair<string, string>> Fingerprints() => [{string.Join(", ", lines)}];");
            writer.Line();
        }
        if (!Parameters.Any())
            return;
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override IReadOnlyList<string> ParameterNames => [{string.Join(", ", Parameters.Select(p => Member(p.Path)))}];");
        writer.Line();
    }

    /// <summary>Whether a vector or matrix has a size that integers of the model give, which may be negative.</summary>
    private bool IsGiven(SizeIr size) =>
        (size.Definition.Contains('-') || Regex.Matches(size.Definition, @"model\.[\w@.]+").Cast<Match>().Any(m => !Regex.IsMatch(m.Value, @"\.(Length|Count|RowCount|ColumnCount|InputSize|OutputSize)$")))
        && !size.Definition.StartsWith("DataCheck.", StringComparison.Ordinal)
        && model.Nodes.Any(n => (n.Shape.Rank > 0 && n.Shape.First == size.Name) || (n.Shape.Rank > 1 && n.Shape.Second == size.Name));

    /// <summary>Members whose own size is taken.</summary>
    private IEnumerable<string> Measured() => model.Sizes.Select(s => s.Definition).Append(model.PlateCount)
        .Select(text => Regex.Match(text, @"^model\.(\S+)\.(Length|Count|RowCount|ColumnCount)$")).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct();

    private string Start(BatchMemberIr parameter, int number)
    {
        if (parameter.Shape.Rank == 0)
            return $"[model.{parameter.Path}]";
        string count = parameter.Shape.Rank == 1 ? parameter.Shape.First : $"{parameter.Shape.First} * {parameter.Shape.Second}";
        string start = parameter is { Initial: 0, Spread: 0 }
            ? $"new double[{count}]"
            : FormattableString.Invariant($"BatchValues.Start({count}, {parameter.Initial:R}, {parameter.Spread:R}, seed, {number})");
        return $"model.{parameter.Path} is null ? {start} : BatchData.Elements(model.{parameter.Path}, {Member(parameter.Path)})";
    }

    private static string Dimensions(TensorShape shape) => shape.Rank switch { 0 => "", 1 => shape.First, _ => $"{shape.First}, {shape.Second}" };

    private string Description(string size) => model.Sizes.First(s => s.Name == size).Description;

    private void Allocation(CodeWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void Allocate()");
        foreach (BatchMemberIr data in PerDatum)
            writer.Line($"batch_{members.Tag(data.Path)} = {(data.Shape.Rank == 0 ? "new double[BatchCapacity]" : $"new(BatchCapacity, {memory.Count(data.Shape)})")};");
        foreach (KeyValuePair<string, TensorNode> noise in programs.Noise)
            writer.Line($"{noise.Key} = new({Memory.Capacity(noise.Value.Axis)}, {memory.Count(noise.Value.Shape)});");
        foreach (BatchLatentIr latent in Coded)
        {
            writer.Line($"code_{members.Tag(latent.Name)} = new(BatchCapacity, {memory.Count(latent.Shape)});");
            writer.Line($"given_{members.Tag(latent.Name)} = new(BatchCapacity, {memory.Count(latent.Shape)});");
        }
        foreach (BatchMemberIr observed in Decoded)
            writer.Line($"mean_{members.Tag(observed.Path)} = new(BatchCapacity, {memory.Count(MeanShape(observed))});");
        foreach ((int node, string allocation) in programs.Fields)
            if (allocation == "pass")
                writer.Line($"{memory.Field(node)} = CreatePass(net_{members.Tag(bounds.Graph[node].Name)}, model.{bounds.Graph[node].Name}, {Memory.Capacity(bounds.Graph[node].Axis)});");
            else if (allocation.Length > 0)
                writer.Line($"{memory.Field(node)} = {allocation};");
        writer.Close();
        writer.Line();
    }

    /// <summary>The shape of the mean of an observed member; of a categorical one the probabilities.</summary>
    public TensorShape MeanShape(BatchMemberIr observed) => bounds.Graph[all.First(p => p.Name == "RunDecode").Outputs.First(o => o.Key == "mean_" + observed.Path).Value].Shape;

    private void Loading(CodeWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void Load(ReadOnlySpan<int> batch)");
        int stream = 1000;
        foreach (BatchMemberIr data in PerDatum)
        {
            string name = members.Tag(data.Path);
            writer.Line(data.Binarized
                ? $"GatherBinarized(all_{name}, batch, batch_{name}, {stream++});"
                : $"Gather(all_{name}, batch, batch_{name});");
        }
        writer.Close();
        writer.Line();
    }

    private void WriteBack(CodeWriter writer)
    {
        List<string> current = [.. Networks.Select(n => $"IsCurrent(net_{members.Tag(n.Path)}, model.{n.Path})"),
            .. Parameters.Select(p => $"IsCurrent({memory.Slot(p.Path)}, {(p.Shape.Rank == 0 ? $"[model.{p.Path}]" : $"model.{p.Path} is null ? null : BatchData.Elements(model.{p.Path}, {Member(p.Path)})")})"),
            .. Global.Where(d => d.Role == BatchRole.Data).Select(d => d.Shape.Rank == 0
                ? $"IsCurrent(data_{members.Tag(d.Path)}, BatchData.Number(model.{d.Path}, {Member(d.Path)}))"
                : $"IsCurrent(data_{members.Tag(d.Path)}, BatchData.Elements(model.{d.Path}, {Member(d.Path)}))"),
            .. model.Sizes.Where(s => Regex.IsMatch(s.Definition, @"^model\.[^.]+$")).Select(s => $"{s.Name} == {s.Definition}")];
        writer.Line($"internal override bool IsCurrent() => {(current.Count == 0 ? "true" : string.Join(" && ", current))};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Open("public override void WriteBack()");
        foreach (BatchMemberIr network in Networks)
            writer.Line($"WriteBack(net_{members.Tag(network.Path)}, model.{network.Path});");
        foreach (BatchMemberIr parameter in Parameters)
        {
            string values = $"BatchValues.ToArray(Parameters.Value({memory.Slot(parameter.Path)}))";
            writer.Line($"model.{parameter.Path} = " + (parameter.Shape.Rank, parameter.TypeText.Contains("[]")) switch
            {
                (0, _) => $"{values}[0];",
                (1, true) => $"{values};",
                (1, false) => $"MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense({values});",
                _ => $"MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor({Dimensions(parameter.Shape)}, {values});",
            });
        }
        writer.Close();
        writer.Line();
    }

    /// <summary>A member's name as a literal.</summary>
    public static string Member(string path) => Quote(BatchNames.Shown(path));

    public static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, true);
}

using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Writes what a batched model's class gets for its user: Fit, files, evidence, Encode, Decode, Reconstruct, Sample, Interpolate, Predict.</summary>
internal sealed class BatchMembersEmitter(BatchIr model, CodeSignatures signatures, CodeWriter writer)
{
    private string Element => model.SinglePrecision ? "float" : "double";

    public void Emit()
    {
        Constructor();
        Fit();
        if (!model.HasOwnFiles && model.Members.Any(m => m.Role is BatchRole.Parameter or BatchRole.Network))
            Files();
        Evidence();
        if (signatures.HasEncode)
            Encode();
        if (signatures.HasDecode)
            Decode();
        if (signatures.HasEncode && signatures.HasDecode)
            Reconstruct();
        if (signatures.HasDecode)
            Sample();
        if (signatures.HasPredict)
            Predict();
        BoundClass();
    }

    private void Constructor()
    {
        writer.Line("private Bound fitted;");
        writer.Line();
        if (model.DeclaresConstructor || model.FieldInitializers.Count == 0)
            return;
        writer.Line($"/// <summary>Makes a model; its data are set by the initializer.</summary>");
        writer.Open($"public {model.ClassName}()");
        foreach (string line in model.FieldInitializers)
            writer.Line(line);
        writer.Close();
        writer.Line();
    }

    private void Fit()
    {
        writer.Line("/// <summary>Trains networks, parameters and guide by raising the bound.</summary>");
        writer.Line("/// <param name=\"options\">Settings; null for the defaults.</param>");
        writer.Line("/// <param name=\"heldOut\">Data that are not trained on, whose bound is measured after each epoch; null for none.</param>");
        writer.Line("/// <param name=\"cancellation\">Ends the training after the running step, with the weights as they are.</param>");
        writer.Line("/// <returns>How it went; the weights are in this model.</returns>");
        writer.Open($"public TrainingResult Fit(TrainingOptions options = null, {model.Declaration.TypeText} heldOut = null, CancellationToken cancellation = default)");
        writer.Line("options ??= new TrainingOptions();");
        writer.Line($"var bound = Bound.Create(this, new ParameterStore<{Element}>(), options.Seed);");
        writer.Line("var other = heldOut is null ? null : Bound.Create(heldOut, bound.Parameters, options.Seed, owner: false);");
        writer.Line($"TrainingResult result = new Trainer<{Element}>(bound, options, other).Train(cancellation);");
        writer.Line("fitted = bound;");
        writer.Line("return result;");
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>The bound of this model's own data with its weights as they are.</summary>");
        writer.Line("/// <param name=\"data\">Other data to measure with these weights; null for this model's own.</param>");
        writer.Open($"public Bound CreateBound({model.Declaration.TypeText} data = null)");
        writer.Line($"var own = Bound.Create(this, new ParameterStore<{Element}>(), 0);");
        writer.Line("return data is null ? own : Bound.Create(data, own.Parameters, 0, owner: false);");
        writer.Close();
        writer.Line();
        writer.Line("private Bound Current()");
        writer.Open();
        writer.Line("if (fitted is null || !fitted.IsCurrent())");
        writer.Line("    fitted = CreateBound();");
        writer.Line("return fitted;");
        writer.Close();
        writer.Line();
    }

    private void Files()
    {
        writer.Line("/// <summary>Saves the weights of all networks and all parameters, by their names, in safetensors layout.</summary>");
        writer.Line("/// <param name=\"path\">The file; it is replaced only by a complete one.</param>");
        writer.Line("public void Save(string path) => ModelWeights.Save(path, CreateBound());");
        writer.Line();
        writer.Line("/// <summary>Loads what Save has written, or the weights of a training's checkpoint.</summary>");
        writer.Line("/// <param name=\"path\">The file.</param>");
        writer.Line("/// <exception cref=\"WeightFileException\">The file is damaged or of another model; no weight and no parameter has changed.</exception>");
        writer.Open("public void Load(string path)");
        writer.Line("Bound bound = CreateBound();");
        writer.Line("ModelWeights.Load(path, bound);");
        writer.Line("bound.WriteBack();");
        writer.Line("fitted = bound;");
        writer.Close();
        writer.Line();
    }

    private void Evidence()
    {
        if (signatures.Latents.Count == 0 || model.Latents.Any(l => !l.IsLocal))
            return;
        writer.Line("/// <summary>Estimates log p of data by importance sampling from the guide: the bounds of 1 to K samples and their jackknives.</summary>");
        writer.Line("/// <param name=\"options\">Settings; null for the defaults.</param>");
        writer.Line("/// <param name=\"data\">The data; null for this model's own.</param>");
        writer.Line("/// <param name=\"cancellation\">Ends the work.</param>");
        writer.Line($"public EvidenceEstimates EstimateEvidence(EvidenceOptions options = null, {model.Declaration.TypeText} data = null, CancellationToken cancellation = default) =>");
        writer.Line("    EvidenceEstimates.Compute(CreateBound(data), options, cancellation);");
        writer.Line();
    }

    private void Encode()
    {
        writer.Line("/// <summary>The codes of data: the means of the guide.</summary>");
        writer.Line($"public {signatures.EncodeResult} Encode({signatures.EncodeParameters}) => Current().Encode({Names(signatures.EncodeInputs.Select(i => i.Path))});");
        writer.Line();
        if (signatures.EncodeInputs.Count == 1 && signatures.Latents.Count == 1)
        {
            string input = signatures.Parameter(signatures.EncodeInputs[0].Path);
            string type = signatures.EncodeInputs[0].TypeText;
            writer.Line("/// <summary>The code of one datum.</summary>");
            writer.Line($"public {Single(signatures.EncodeResult)} Encode({Single(type)} {input}) => Encode([{input}])[0];");
            writer.Line();
        }
    }

    private void Decode()
    {
        IEnumerable<string> names = signatures.Latents.Select(l => l.Name).Concat(signatures.DecodeInputs.Select(i => i.Path));
        writer.Line("/// <summary>The means of the data that codes stand for.</summary>");
        writer.Line($"public {signatures.DecodeResult} Decode({signatures.DecodeParameters}) => Current().Decode({Names(names)});");
        writer.Line();
        if (signatures.Latents.Count == 1 && signatures.DecodeInputs.Count == 0 && signatures.Observed.Count == 1)
        {
            string code = signatures.Parameter(signatures.Latents[0].Name);
            string type = Single(CodeSignatures.ArrayType(signatures.Latents[0].Shape));
            writer.Line("/// <summary>The mean of the datum that a code stands for.</summary>");
            writer.Line($"public {Single(signatures.DecodeResult)} Decode({type} {code}) => Decode([{code}])[0];");
            writer.Line();
            writer.Line("/// <summary>Means along the straight line from one code to another, both ends included.</summary>");
            writer.Open($"public {signatures.DecodeResult} Interpolate({type} from, {type} to, int steps)");
            writer.Line("ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);");
            writer.Line($"var codes = new {type}[steps];");
            writer.Line("for (int i = 0; i < steps; i++)");
            writer.Line("    codes[i] = from + ((to - from) * (i / (double)(steps - 1)));");
            writer.Line("return Decode(codes);");
            writer.Close();
            writer.Line();
        }
    }

    private void Reconstruct()
    {
        List<BatchMemberIr> inputs = [.. signatures.EncodeInputs.Concat(signatures.DecodeInputs.Where(d => signatures.EncodeInputs.All(e => e.Path != d.Path)))];
        writer.Line("/// <summary>The means of data after they were encoded.</summary>");
        writer.Open($"public {signatures.DecodeResult} Reconstruct({string.Join(", ", inputs.Select(i => $"{i.TypeText} {signatures.Parameter(i.Path)}"))})");
        writer.Line($"var codes = Encode({Names(signatures.EncodeInputs.Select(i => i.Path))});");
        IEnumerable<string> codes = signatures.Latents.Count == 1 ? ["codes"] : signatures.Latents.Select(l => "codes." + signatures.Element(l.Name));
        writer.Line($"return Decode({string.Join(", ", codes.Concat(signatures.DecodeInputs.Select(i => signatures.Parameter(i.Path))))});");
        writer.Close();
        writer.Line();
    }

    /// <summary>Draws codes from the prior by running the user's own Generate() on a copy.</summary>
    private void Sample()
    {
        List<BatchMemberIr> conditions = [.. model.Members.Where(m => m.PerDatum && m.Role == BatchRole.Data)];
        List<BatchMemberIr> outcomes = [.. model.Members.Where(m => m.PerDatum && m.Role == BatchRole.Observed && m.KnownOf.Length == 0)];
        if (outcomes.Concat(conditions).Any(o => !o.IsSettable) || signatures.DecodeInputs.Any(i => i.Role == BatchRole.Observed))
            return;
        string parameters = conditions.Count == 0 ? "int count" : string.Join(", ", conditions.Select(c => $"{c.TypeText} {signatures.Parameter(c.Path)}"));
        writer.Line("/// <summary>Means of new data: codes are drawn from the prior by running Generate(), then decoded.</summary>");
        writer.Open($"public {signatures.DecodeResult} Sample({parameters}, ulong seed = 0)");
        if (conditions.Count > 0)
            writer.Line($"int count = {signatures.Parameter(conditions[0].Path)}.Length;");
        writer.Line($"var copy = ({model.Declaration.TypeText})MemberwiseClone();");
        foreach (BatchMemberIr condition in conditions)
            writer.Line($"copy.{condition.Path} = {signatures.Parameter(condition.Path)};");
        foreach (BatchMemberIr outcome in outcomes)
            writer.Line($"copy.{outcome.Path} = new {ArrayOf(outcome.TypeText, "count")};");
        foreach (BatchLatentIr latent in model.Latents)
            if (latent.IsLocal)
                writer.Line($"copy.{latent.Name} = new {ArrayOf(CodeSignatures.ArrayType(latent.Shape), "count")};");
        writer.Line("using (global::ProbDsl.Sampling.Use(new Rng(seed)))");
        writer.Depth++;
        CountDraws.Run(writer, "copy.Generate();", model.Sources.Where(s => s.Role == "observed" && model.Members.Any(m => m.Path.TrimStart('@') == s.Description && m.Element == Kind.Integer))
            .Select(s => (s.Description, s.Text)));
        writer.Depth--;
        writer.Line($"return Decode({string.Join(", ", signatures.Latents.Select(l => "copy." + l.Name).Concat(signatures.DecodeInputs.Select(i => signatures.Parameter(i.Path))))});");
        writer.Close();
        writer.Line();
    }

    private void Predict()
    {
        if (signatures.Observed.Count != 1)
            return;
        writer.Line("/// <summary>The predictive mean of outcomes and its spread over draws of the weights.</summary>");
        writer.Line("/// <param name=\"samples\">Draws from the guide.</param>");
        writer.Line("/// <param name=\"seed\">Seed of the draws.</param>");
        writer.Open($"public PredictiveMeans Predict({signatures.PredictParameters}, int samples = 100, ulong seed = 0)");
        writer.Line("ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);");
        writer.Line("Bound bound = Current();");
        writer.Line("var draws = new PredictiveMeans(samples);");
        writer.Line("for (int s = 0; s < samples; s++)");
        writer.Line($"    draws.Add(bound.Predict({Names(signatures.PredictInputs.Select(i => i.Path))}, global::ProbDsl.Runtime.Noise.Key(seed, (ulong)s)));");
        writer.Line("return draws;");
        writer.Close();
        writer.Line();
    }

    private void BoundClass()
    {
        string lanes = model.SinglePrecision ? "Lanes.FloatHardwareWidth" : "Lanes.HardwareWidth";
        (int Width, string Type)[] types = model.SinglePrecision
            ? [(16, "FloatLane16"), (8, "FloatLane8"), (4, "FloatLane4"), (1, "FloatLane1")]
            : [(8, "Lane8"), (4, "Lane4"), (2, "Lane2"), (1, "Lane1")];
        writer.Line($"/// <summary>The bound of {model.ClassName} on batches of data.</summary>");
        writer.Open($"public abstract class Bound : GraphBound<{Element}>");
        writer.Line($"private protected Bound(ParameterStore<{Element}> parameters, ComputeContext<{Element}> context, bool owner)");
        writer.Line("    : base(parameters, context, owner)");
        writer.Open();
        writer.Close();
        writer.Line();
        writer.Line($"internal static Bound Create({model.Declaration.TypeText} model, ParameterStore<{Element}> parameters, ulong seed, bool owner = true) => {lanes} switch");
        writer.Open();
        for (int i = 0; i < types.Length; i++)
            writer.Line($"{(i == types.Length - 1 ? "_" : types[i].Width.ToString(System.Globalization.CultureInfo.InvariantCulture))} => new Bound<{types[i].Type}>(model, parameters, new ComputeContext<{Element}>(), owner, seed),");
        writer.Close("};");
        writer.Line();
        if (signatures.HasEncode)
            Abstract($"{signatures.EncodeResult} Encode({signatures.EncodeParameters})");
        if (signatures.HasDecode)
            Abstract($"{signatures.DecodeResult} Decode({signatures.DecodeParameters})");
        if (signatures.HasPredict)
            Abstract($"{signatures.DecodeResult} Predict({signatures.PredictParameters}, ulong key)");
        writer.Line("internal abstract bool IsCurrent();");
        writer.Close();
        writer.Line();
    }

    private void Abstract(string signature)
    {
        writer.Line($"internal abstract {signature};");
        writer.Line();
    }

    private string Names(IEnumerable<string> paths) => string.Join(", ", paths.Select(signatures.Parameter));

    private static string Single(string arrayType) => arrayType.EndsWith("[]", System.StringComparison.Ordinal) ? arrayType.Substring(0, arrayType.Length - 2) : arrayType;

    private static string ArrayOf(string type, string count)
    {
        int at = type.IndexOf("[]", System.StringComparison.Ordinal);
        return type.Substring(0, at) + $"[{count}]" + type.Substring(at + 2);
    }
}

using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Names and types of the generated methods that turn data into codes and codes into data.</summary>
internal sealed class CodeSignatures(BatchIr model, BoundEmitter bound)
{
    private const string Vector = "MathNet.Numerics.LinearAlgebra.Vector<double>";

    public IReadOnlyList<BatchLatentIr> Latents { get; } = [.. model.Latents.Where(l => l.IsLocal)];

    public IReadOnlyList<BatchMemberIr> Observed { get; } =
        [.. model.Observed.Where(o => o.Mean >= 0).Select(o => model.Members.First(m => m.Path == o.Name))];

    public IReadOnlyList<BatchMemberIr> EncodeInputs { get; } = bound.InputsOf("RunEncode");

    public IReadOnlyList<BatchMemberIr> DecodeInputs { get; } = bound.InputsOf("RunDecode");

    public IReadOnlyList<BatchMemberIr> PredictInputs { get; } = bound.InputsOf("RunPredict");

    public bool HasEncode => bound.Has("RunEncode") && EncodeInputs.Count > 0;

    public bool HasDecode => bound.Has("RunDecode") && Latents.Count > 0;

    public bool HasPredict => bound.Has("RunPredict") && PredictInputs.Count > 0;

    public static string ArrayType(TensorShape shape) => shape.Rank == 0 ? "double[]" : Vector + "[]";

    public string EncodeResult => Tuple(Latents.Select(l => (ArrayType(l.Shape), l.Name)));

    public string DecodeResult => Tuple(Observed.Select(o => (ArrayType(bound.MeanShape(o)), o.Path)));

    public string EncodeParameters => string.Join(", ", EncodeInputs.Select(i => $"{i.TypeText} {Parameter(i.Path)}"));

    public string DecodeParameters => string.Join(", ", Latents.Select(l => $"{ArrayType(l.Shape)} {Parameter(l.Name)}").Concat(DecodeInputs.Select(i => $"{i.TypeText} {Parameter(i.Path)}")));

    public string PredictParameters => string.Join(", ", PredictInputs.Select(i => $"{i.TypeText} {Parameter(i.Path)}"));

    public string Parameter(string path) => bound.Members.Parameter(path);

    public string Element(string path) => bound.Members.Element(path);

    private string Tuple(IEnumerable<(string Type, string Name)> items)
    {
        var list = items.ToList();
        return list.Count == 1 ? list[0].Type : "(" + string.Join(", ", list.Select(i => $"{i.Type} {Element(i.Name)}")) + ")";
    }
}

/// <summary>Writes Encode and Decode of a bound: they run in batches of what it has allocated.</summary>
internal sealed class CodesEmitter(BatchIr model, CodeWriter writer)
{
    private const int BatchSize = 256;

    public void Emit(BoundEmitter bound)
    {
        var signatures = new CodeSignatures(model, bound);
        if (signatures.HasEncode)
            Method(bound, "Encode", signatures.EncodeResult, signatures.EncodeParameters, signatures.EncodeInputs, [],
                [.. signatures.Latents.Select(l => ("code_" + bound.Members.Tag(l.Name), l.Shape))]);
        if (signatures.HasDecode)
            Method(bound, "Decode", signatures.DecodeResult, signatures.DecodeParameters, signatures.DecodeInputs, signatures.Latents,
                [.. signatures.Observed.Select(o => ("mean_" + bound.Members.Tag(o.Path), bound.MeanShape(o)))]);
        if (signatures.HasPredict)
            Method(bound, "Predict", signatures.DecodeResult, signatures.PredictParameters + ", ulong key", signatures.PredictInputs, [],
                [.. signatures.Observed.Select(o => ("mean_" + bound.Members.Tag(o.Path), bound.MeanShape(o)))]);
    }

    private void Method(
        BoundEmitter bound, string name, string result, string parameters, IReadOnlyList<BatchMemberIr> inputs, IReadOnlyList<BatchLatentIr> given,
        IReadOnlyList<(string Field, TensorShape Shape)> outputs)
    {
        string first = bound.Members.Parameter(given.Count > 0 ? given[0].Name : inputs[0].Path);
        writer.Line("/// <inheritdoc/>");
        writer.Open($"internal override {result} {name}({parameters})");
        foreach (string parameter in given.Select(l => l.Name).Concat(inputs.Select(i => i.Path)))
            writer.Line($"ArgumentNullException.ThrowIfNull({bound.Members.Parameter(parameter)});");
        writer.Line($"int count = {first}.Length;");
        for (int i = 0; i < outputs.Count; i++)
            writer.Line($"var result{i} = new {CodeSignatures.ArrayType(outputs[i].Shape).Replace("[]", "[count]")};");
        writer.Open($"for (int start = 0; start < count; start += {BatchSize})");
        writer.Line($"int rows = global::System.Math.Min({BatchSize}, count - start);");
        writer.Line($"BeginGiven(rows, {(name == "Predict" ? "key" : "0")}, start);");
        foreach (BatchLatentIr latent in given)
            writer.Line($"BatchValues.Read({bound.Members.Parameter(latent.Name)}, {BoundEmitter.Member(latent.Name)}, start, rows, given_{bound.Members.Tag(latent.Name)});");
        foreach (BatchMemberIr input in inputs)
            writer.Line($"BatchValues.Read({bound.Members.Parameter(input.Path)}, {BoundEmitter.Member(input.Path)}, start, rows, batch_{bound.Members.Tag(input.Path)});");
        writer.Line($"Run{name}();");
        for (int i = 0; i < outputs.Count; i++)
            writer.Line($"BatchValues.Write({outputs[i].Field}, rows, result{i}, start);");
        writer.Close();
        writer.Line(outputs.Count == 1 ? "return result0;" : $"return ({string.Join(", ", outputs.Select((_, i) => $"result{i}"))});");
        writer.Close();
        writer.Line();
    }
}

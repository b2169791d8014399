using System.Globalization;
using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>Files of all that a model learns: the weights of its networks and its parameters, in safetensors layout under their own names.</summary>
public static class ModelWeights
{
    /// <summary>The text of <see cref="ParametersName"/>: names of tensors that belong to no network, one a line.</summary>
    internal const string ParametersName = "parameters";

    private const string FormatText = "probdsl.model";

    /// <summary>Saves the parameters of a bound.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="path">The file; it is replaced only by a complete one.</param>
    /// <param name="bound">The bound, made of the model as it is.</param>
    public static void Save<E>(string path, CompiledBound<E> bound)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(bound);
        StoredTensor[] tensors = [.. bound.Parameters.Slots.Select((slot, number) => StoredTensor.Create<E>(slot.Name, slot.Shape, bound.Parameters.Value(number)))];
        Dictionary<string, string> metadata = new() { ["format"] = FormatText, [ParametersName] = string.Join('\n', bound.ParameterNames) };
        Safetensors.Write(path, tensors, Safetensors.WithChecksum(tensors, metadata));
    }

    /// <summary>Loads the parameters of a bound, also out of a training's checkpoint. All are checked before the first is written.</summary>
    /// <typeparam name="E">float or double; the file may hold numbers of another size.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="bound">The bound, whose parameters are set.</param>
    /// <exception cref="WeightFileException">The file is damaged, lacks a tensor, has one too many, or one of another shape; or a number is not finite. Nothing has changed.</exception>
    public static void Load<E>(string path, CompiledBound<E> bound)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(bound);
        SafetensorsFile file = Safetensors.Read(path);
        HashSet<string> expected = new(StringComparer.Ordinal);
        List<E[]> loaded = [];
        foreach (ParameterSlot slot in bound.Parameters.Slots)
        {
            E[] values = new E[slot.Count];
            file.Require(slot.Name, slot.Shape).CopyTo<E>(values);
            int bad = Array.FindIndex(values, value => !E.IsFinite(value));
            if (bad >= 0)
                throw new WeightFileException(path, string.Create(CultureInfo.InvariantCulture, $"tensor '{slot.Name}' must hold finite numbers, but element {bad} is {values[bad]}."));
            loaded.Add(values);
            expected.Add(slot.Name);
        }
        expected.UnionWith(file.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith(TrainingCheckpoint.Prefix, StringComparison.Ordinal)));
        file.RequireNoOthers(expected);
        for (int number = 0; number < loaded.Count; number++)
            loaded[number].CopyTo(bound.Parameters.Value(number));
    }
}

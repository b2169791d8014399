using System.Globalization;
using ProbDsl.Networks;

namespace ProbDsl;

/// <summary>Saves and loads the weights of networks, without a model's <c>[Parameter]</c> members, which its own <c>Save</c> and <c>Load</c> keep too: files in safetensors layout, a tensor <c>encoder.0.weight</c> for the tensor <c>0.weight</c> of the network <c>encoder</c>.</summary>
public static class NetworkWeights
{
    private const string FormatName = "format";
    private const string FormatText = "probdsl.weights";

    /// <summary>Saves weights: as <c>F32</c> where that keeps every one of them exactly, as after training in single precision, else as <c>F64</c>.</summary>
    /// <param name="path">The file; it is replaced only by a complete one.</param>
    /// <param name="networks">The networks by name.</param>
    /// <exception cref="ArgumentException">A tensor has no weights yet, or two have the same name.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Network> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        (string Name, NetworkTensor Tensor)[] all = [.. Tensors(networks)];
        foreach ((string name, NetworkTensor tensor) in all)
            if (!tensor.IsInitialized)
                throw new ArgumentException($"The tensor '{name}' has no weights yet: train the model, or call Initialize.", nameof(networks));
        bool single = all.All(entry => entry.Tensor.Values.All(value => (float)value == value || double.IsNaN(value)));
        StoredTensor[] stored = [.. all.Select(entry => single
            ? StoredTensor.Create<float>(entry.Name, entry.Tensor.Shape, Array.ConvertAll(entry.Tensor.Values, value => (float)value))
            : StoredTensor.Create<double>(entry.Name, entry.Tensor.Shape, entry.Tensor.Values))];
        Safetensors.Write(path, stored, Safetensors.WithChecksum(stored, new Dictionary<string, string> { [FormatName] = FormatText }));
    }

    /// <summary>Loads weights of any floating-point type, also out of a model's file or a training's checkpoint, whose parameters are passed over. All tensors are checked before the first is written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="networks">The networks by name: the file must hold exactly their tensors.</param>
    /// <exception cref="WeightFileException">The file is truncated, lacks a tensor, has one too many, or one of another shape or type; or a weight is no finite number. No weight has changed.</exception>
    public static void Load(string path, IReadOnlyDictionary<string, Network> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        SafetensorsFile file = Safetensors.Read(path);
        List<(NetworkTensor Tensor, double[] Values)> loaded = [];
        HashSet<string> expected = new(StringComparer.Ordinal);
        foreach ((string name, NetworkTensor tensor) in Tensors(networks))
        {
            double[] values = new double[tensor.Values.Length];
            file.Require(name, tensor.Shape).CopyTo<double>(values);
            int bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0)
                throw new WeightFileException(path, string.Create(CultureInfo.InvariantCulture, $"tensor '{name}' must hold finite numbers, but element {bad} is {values[bad]}."));
            loaded.Add((tensor, values));
            expected.Add(name);
        }
        // The parameters of a model are no weights of its networks: its own Load reads both.
        expected.UnionWith(file.Metadata.GetValueOrDefault(Inference.ModelWeights.ParametersName, "").Split('\n'));
        expected.UnionWith(file.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith(Inference.TrainingCheckpoint.Prefix, StringComparison.Ordinal)));
        file.RequireNoOthers(expected);
        foreach ((NetworkTensor tensor, double[] values) in loaded)
        {
            values.CopyTo(tensor.Values, 0);
            tensor.MarkChanged();
        }
    }

    private static IEnumerable<(string Name, NetworkTensor Tensor)> Tensors(IReadOnlyDictionary<string, Network> networks) =>
        networks.SelectMany(entry => entry.Value.Tensors.Select(tensor => ($"{entry.Key}.{tensor.Name}", tensor)));
}

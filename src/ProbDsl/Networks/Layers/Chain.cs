using System.Text;

namespace ProbDsl.Networks;

/// <summary>What networks that apply layers one after the other have in common.</summary>
internal static class Chain
{
    /// <summary>The tensors of all layers under their names in the whole; the layers are checked.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="kind">The whole's name in messages.</param>
    public static NetworkTensor[] Tensors(IReadOnlyList<Network> layers, string kind)
    {
        if (layers.Count == 0)
            throw new ArgumentException($"{kind}: at least one layer was expected, found none.", nameof(layers));
        List<NetworkTensor> all = [];
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i] is null)
                throw new ArgumentException($"{kind}: layer {i} is null.", nameof(layers));
            if (i > 0 && layers[i].InputSize != layers[i - 1].OutputSize)
                throw new ArgumentException(
                    $"{kind}: layer {i} ({layers[i].Summary}) expects {layers[i].InputSize} inputs, but layer {i - 1} ({layers[i - 1].Summary}) gives {layers[i - 1].OutputSize}.",
                    nameof(layers));
            foreach (NetworkTensor tensor in layers[i].Tensors)
            {
                if (all.Find(tensor.IsSame) is { } known)
                    throw new ArgumentException($"{kind}: layer {i} has the weights of '{known.Name}' again; every layer needs its own.", nameof(layers));
                all.Add(tensor.Within($"{i}"));
            }
        }
        return [.. all];
    }

    /// <summary>The paths of the layers as one.</summary>
    public static string Path(IReadOnlyList<Network> layers)
    {
        var text = new StringBuilder(layers[0].Path);
        foreach (Network layer in layers.Skip(1))
        {
            string path = layer.Path, start = $"{layer.InputSize} ";
            text.Append(path.StartsWith(start, StringComparison.Ordinal) ? path[(start.Length - 1)..] : $" → {path}");
        }
        return text.ToString();
    }
}

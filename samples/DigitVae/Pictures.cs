using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Data;

namespace ProbDsl.Samples;

/// <summary>The pictures of a trained autoencoder, grids of images.</summary>
/// <param name="model">The autoencoder.</param>
/// <param name="test">Held-out images.</param>
/// <param name="folder">Where the files go.</param>
internal sealed class Pictures(DigitVae model, Images test, string folder)
{
    private const int Side = 12;

    /// <summary>Held-out images, each followed by what the decoder makes of its code.</summary>
    public string Reconstructions()
    {
        Vector<double>[] originals = test.ToVectors()[..Math.Min(Side * Side / 2, test.Count)];
        Vector<double>[] decoded = model.Reconstruct(originals);
        return Write("reconstructions.png", [.. originals.Zip(decoded).SelectMany(pair => new[] { pair.First, pair.Second })], Side);
    }

    /// <summary>What codes drawn from the prior stand for.</summary>
    public string Samples(ulong seed) => Write("samples.png", model.Sample(Side * Side, seed), Side);

    /// <summary>A map of the codes: of two dimensions, quantiles of the prior (Kingma and Welling, appendix A); of more, the surface between the codes of four test images.</summary>
    /// <param name="codes">The codes of the test images.</param>
    public string LatentMap(Vector<double>[] codes)
    {
        Vector<double>[] places = new Vector<double>[Side * Side];
        Vector<double>[] corners = codes[0].Count > 2 ? [.. Apart(codes).Select(image => codes[image])] : [];
        for (int k = 0; k < places.Length; k++)
        {
            int across = k % Side, down = k / Side;
            double x = across / (Side - 1.0), y = down / (Side - 1.0);
            places[k] = corners is [var a, var b, var c, var d]
                ? ((1 - y) * (((1 - x) * a) + (x * b))) + (y * (((1 - x) * c) + (x * d)))
                : Vector<double>.Build.Dense([Quantile(across), Quantile(down)]);
        }
        return Write("latent-map.png", model.Decode(places), Side);
    }

    /// <summary>Four of the first test images, each with the code that is farthest from those before it.</summary>
    private static List<int> Apart(Vector<double>[] codes)
    {
        List<int> chosen = [0];
        while (chosen.Count < 4)
            chosen.Add(Enumerable.Range(0, Math.Min(codes.Length, 100)).MaxBy(n => chosen.Min(other => (codes[n] - codes[other]).L2Norm())));
        return chosen;
    }

    private static double Quantile(int place) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (place + 0.5) / Side);

    private string Write(string name, Vector<double>[] vectors, int columns)
    {
        string path = Path.Combine(folder, name);
        PngGrid.Write(path, Images.FromVectors(vectors, test.Height, test.Width), columns);
        return path;
    }
}

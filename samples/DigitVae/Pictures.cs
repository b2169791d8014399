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

    /// <summary>What the decoder makes of a code as two of its dimensions pass through quantiles of the prior (Kingma and Welling, appendix A).</summary>
    /// <param name="centre">The code whose other dimensions are kept.</param>
    /// <param name="across">The dimension from left to right.</param>
    /// <param name="down">The dimension from top to bottom.</param>
    public string LatentMap(Vector<double> centre, int across, int down)
    {
        Vector<double>[] codes = new Vector<double>[Side * Side];
        for (int k = 0; k < codes.Length; k++)
        {
            codes[k] = centre.Clone();
            codes[k][across] = Quantile(k % Side);
            codes[k][down] = Quantile(k / Side);
        }
        return Write("latent-map.png", model.Decode(codes), Side);
    }

    private static double Quantile(int place) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (place + 0.5) / Side);

    private string Write(string name, Vector<double>[] vectors, int columns)
    {
        string path = Path.Combine(folder, name);
        PngGrid.Write(path, Images.FromVectors(vectors, test.Height, test.Width), columns);
        return path;
    }
}

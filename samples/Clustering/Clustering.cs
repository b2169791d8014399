using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Samples;

/// <summary>
/// A variational autoencoder whose prior is a mixture of normals, the component summed out: clusters are where the codes
/// gather (Dilokthanakul et al., "Deep unsupervised clustering with Gaussian mixture variational autoencoders", 2016; the prior
/// as of Jiang et al., "Variational deep embedding", IJCAI 2017).
/// </summary>
[Model(Precision = Precision.Single)]
public partial class Clustering(int pixels, int hidden, int codes, int components)
{
    /// <summary>The images, whose grey values are the probabilities of white.</summary>
    [Observed, Binarized] public required Vector<double>[] X { get; set; }

    /// <summary>Dimensions of a code.</summary>
    [Data] public int Codes { get; } = codes;

    /// <summary>Components of the prior.</summary>
    [Data] public int Components { get; } = components;

    [Latent(nameof(Codes))] Vector<double>[] z;

    [Parameter(nameof(Components))] Vector<double> logits;
    [Parameter(nameof(Components), nameof(Codes), Spread = 2)] Matrix<double> means;
    [Parameter(nameof(Components), nameof(Codes))] Matrix<double> raws;

    [Network] readonly Mlp encoder = new(pixels, hidden, hidden, 2 * codes) { Activation = Activation.Relu };
    [Network] readonly Mlp decoder = new(codes, hidden, hidden, pixels) { Activation = Activation.Relu };

    /// <summary>The trained prior.</summary>
    public NormalMixture Prior => NormalMixture(logits, means, 0.05 + Softplus(raws));

    /// <summary>Puts the components where codes gather, with the spread and the weight that they have there.</summary>
    /// <param name="places">The codes.</param>
    /// <param name="clusters">A first guess of the cluster of each.</param>
    public void Place(Vector<double>[] places, int[] clusters)
    {
        Matrix<double> centres = means.Clone(), scales = raws.Clone();
        Vector<double> weights = Vector<double>.Build.Dense(Components, 1);
        foreach (var cluster in clusters.Zip(places).GroupBy(pair => pair.First))
        {
            Vector<double>[] members = [.. cluster.Select(pair => pair.Second)];
            weights[cluster.Key] += members.Length;
            for (int j = 0; j < Codes; j++)
            {
                double centre = members.Average(code => code[j]);
                centres[cluster.Key, j] = centre;
                double deviation = Math.Sqrt(members.Average(code => (code[j] - centre) * (code[j] - centre)));
                scales[cluster.Key, j] = Math.Log(Math.Exp(Math.Max(deviation, 0.1)) - 1); // Softplus gives the deviation back.
            }
        }
        (means, raws, logits) = (centres, scales, weights.PointwiseLog());
    }

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~NormalMixture(logits, means, 0.05 + Softplus(raws));
            X[n] = ~BernoulliLogits(decoder.Forward(z[n]));
        }
    }

    [Guide]
    void Encode()
    {
        foreach (int n in Minibatch(X.Length))
        {
            var (mean, raw) = encoder.Forward(X[n]).Halves();
            z[n] = ~Normal(mean, Softplus(raw));
        }
    }
}

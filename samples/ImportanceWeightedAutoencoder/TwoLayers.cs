using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Samples;

/// <summary>
/// An autoencoder of binary images with two stochastic layers: the prior of the lower code is a network of the upper one, the
/// guide goes up from the image (Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, section 5).
/// </summary>
/// <param name="pixels">Pixels of an image.</param>
/// <param name="hidden">Units of the hidden layers beside the image; half as many between the codes.</param>
/// <param name="codes">Dimensions of the upper code; twice as many of the lower one.</param>
[Model(Precision = Precision.Single)]
public partial class TwoLayers(int pixels, int hidden, int codes)
{
    /// <summary>One image a row: grey values to train on, from which zeros and ones are drawn at each use, or zeros and ones.</summary>
    [Observed, Binarized] public required Vector<double>[] X { get; set; }

    /// <summary>Dimensions of the lower code.</summary>
    [Data] public int LowerCodes { get; } = 2 * codes;

    /// <summary>Dimensions of the upper code.</summary>
    [Data] public int UpperCodes { get; } = codes;

    [Latent(nameof(LowerCodes))] Vector<double>[] lower = [];
    [Latent(nameof(UpperCodes))] Vector<double>[] upper = [];

    [Network] readonly Mlp imageToLower = OneLayer.Perceptron(pixels, hidden, 4 * codes);
    [Network] readonly Mlp lowerToUpper = OneLayer.Perceptron(2 * codes, hidden / 2, 2 * codes);
    [Network] readonly Mlp upperToLower = OneLayer.Perceptron(codes, hidden / 2, 4 * codes);
    [Network] readonly Mlp lowerToImage = OneLayer.Perceptron(2 * codes, hidden, pixels);

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            upper[n] = ~StandardNormal(UpperCodes);
            var (mean, raw) = upperToLower.Forward(upper[n]).Halves();
            lower[n] = ~Normal(mean, Softplus(raw));
            X[n] = ~BernoulliLogits(lowerToImage.Forward(lower[n]));
        }
    }

    [Guide]
    void Encode()
    {
        foreach (int n in Minibatch(X.Length))
        {
            var (mean, raw) = imageToLower.Forward(X[n]).Halves();
            lower[n] = ~Normal(mean, Softplus(raw));
            var (above, width) = lowerToUpper.Forward(lower[n]).Halves();
            upper[n] = ~Normal(above, Softplus(width));
        }
    }
}

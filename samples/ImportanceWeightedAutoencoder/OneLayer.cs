using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Samples;

/// <summary>An autoencoder of binary images with one stochastic layer.</summary>
/// <param name="pixels">Pixels of an image.</param>
/// <param name="hidden">Units of the hidden layer, on both sides.</param>
/// <param name="codes">Dimensions of a code.</param>
[Model(Precision = Precision.Single)]
public partial class OneLayer(int pixels, int hidden, int codes)
{
    /// <summary>One image a row: grey values to train on, from which zeros and ones are drawn at each use, or zeros and ones.</summary>
    [Observed, Binarized] public required Vector<double>[] X { get; set; }

    /// <summary>Dimensions of a code.</summary>
    [Data] public int Codes { get; } = codes;

    [Latent(nameof(Codes))] Vector<double>[] z = [];

    [Network] readonly Mlp encoder = Perceptron(pixels, hidden, 2 * codes);
    [Network] readonly Mlp decoder = Perceptron(codes, hidden, pixels);

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~StandardNormal(Codes);
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

    /// <summary>A network with one layer of tanh; its biases start apart, which spreads the hidden units over the bends of tanh.</summary>
    internal static Mlp Perceptron(params int[] sizes) =>
        new(sizes) { Activation = Activation.Tanh, WeightInitializer = Initializers.FanInUniform, BiasInitializer = Initializers.Uniform(1) };
}

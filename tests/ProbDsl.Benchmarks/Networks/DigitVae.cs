using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>The variational autoencoder of Kingma and Welling on images of 28 × 28 pixels: the network whose training step is timed.</summary>
[Model(Precision = Precision.Single)]
public partial class DigitVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(20)] Vector<double>[] z;
    [Network] readonly Mlp encoder = new(784, 400, 40) { Activation = Activation.Tanh };
    [Network] readonly Mlp decoder = new(20, 400, 784) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~StandardNormal(20);
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

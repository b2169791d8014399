// Models of every kind, small enough for finite differences. The build compiles this file a second time in single precision.
namespace ProbDsl.Networks.Tests.Doubles;

/// <summary>The variational autoencoder of Kingma and Welling on binary data.</summary>
[Model]
public partial class BinaryVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(3)] Vector<double>[] z;
    [Network] readonly Mlp encoder = new(7, 6, 6) { Activation = Activation.Tanh };
    [Network] readonly Mlp decoder = new(3, 6, 7) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~StandardNormal(3);
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

/// <summary>Two stochastic layers, as of Burda, Grosse and Salakhutdinov: the prior of the lower one is a network of the upper one.</summary>
[Model]
public partial class TwoLayerVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(4)] Vector<double>[] lower;
    [Latent(2)] Vector<double>[] upper;
    [Network] readonly Mlp first = new(7, 5, 8) { Activation = Activation.Tanh };
    [Network] readonly Mlp second = new(4, 5, 4) { Activation = Activation.Tanh };
    [Network] readonly Mlp prior = new(2, 5, 8) { Activation = Activation.Tanh };
    [Network] readonly Mlp decoder = new(4, 5, 7) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            upper[n] = ~StandardNormal(2);
            var (mean, raw) = prior.Forward(upper[n]).Halves();
            lower[n] = ~Normal(mean, Softplus(raw));
            X[n] = ~BernoulliLogits(decoder.Forward(lower[n]));
        }
    }

    [Guide]
    void Encode()
    {
        foreach (int n in Minibatch(X.Length))
        {
            var (mean, raw) = first.Forward(X[n]).Halves();
            lower[n] = ~Normal(mean, Softplus(raw));
            var (above, width) = second.Forward(lower[n]).Halves();
            upper[n] = ~Normal(above, Softplus(width));
        }
    }
}

/// <summary>Gaussian outcomes with one shared, learned scale, and a condition that both sides see.</summary>
[Model]
public partial class ConditionalVae
{
    [Observed] public required Vector<double>[] Y { get; set; }
    [Data] public required Vector<double>[] Condition { get; set; }
    [Latent(2)] Vector<double>[] z;
    [Parameter] double logScale = -0.3;
    [Network] readonly Mlp encoder = new(9, 6, 4) { Activation = Activation.Softplus };
    [Network] readonly Mlp decoder = new(5, 6, 6) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(Y.Length))
        {
            z[n] = ~StandardNormal(2);
            Y[n] = ~Normal(decoder.Forward(Concat(z[n], Condition[n])), 0.05 + Math.Exp(logScale));
        }
    }

    [Guide]
    void Encode()
    {
        foreach (int n in Minibatch(Y.Length))
        {
            var (mean, raw) = encoder.Forward(Concat(Y[n], Condition[n])).Halves();
            z[n] = ~Normal(mean, Softplus(raw));
        }
    }
}

/// <summary>A mixture of Gaussians as the prior, its component summed out.</summary>
[Model]
public partial class MixtureVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(2)] Vector<double>[] z;
    [Parameter(3)] Vector<double> logits;
    [Parameter(3, 2)] Matrix<double> means = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 0.2 }, { -1.0, 0.5 }, { 0.1, -1.2 } });
    [Parameter(3, 2)] Matrix<double> raws;
    [Network] readonly Mlp encoder = new(7, 6, 4) { Activation = Activation.Tanh };
    [Network] readonly Mlp decoder = new(2, 6, 7) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~NormalMixture(logits, means, Softplus(raws));
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

/// <summary>Bernoulli codes, trained by the score function.</summary>
[Model]
public partial class BinaryCodes
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(3)] Vector<double>[] code;
    [Parameter(3)] Vector<double> prior;
    [Network] readonly Mlp encoder = new(7, 6, 3) { Activation = Activation.Tanh };
    [Network] readonly Mlp decoder = new(3, 6, 7) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            code[n] = ~BernoulliLogits(prior);
            X[n] = ~BernoulliLogits(decoder.Forward(code[n]));
        }
    }

    [Guide]
    void Encode()
    {
        foreach (int n in Minibatch(X.Length))
        {
            code[n] = ~BernoulliLogits(encoder.Forward(X[n]));
        }
    }
}

/// <summary>A Bayesian network for regression: Bayes by Backprop with a scale mixture as the prior.</summary>
[Model]
public partial class BayesianRegression
{
    [Data] public required Vector<double>[] X { get; set; }
    [Observed] public required double[] Y { get; set; }
    [Latent(5, 2)] Matrix<double> w1;
    [Latent(5)] Vector<double> b1;
    [Latent(5)] Vector<double> w2;
    [Parameter(5, 2)] Matrix<double> w1Mean;
    [Parameter(5, 2)] Matrix<double> w1Raw;
    [Parameter(5)] Vector<double> b1Mean;
    [Parameter(5)] Vector<double> b1Raw;
    [Parameter(5)] Vector<double> w2Mean;
    [Parameter(5)] Vector<double> w2Raw;

    void Generate()
    {
        w1 = ~ScaleMixture(0.5, 1, 0.1).Iid(5, 2);
        b1 = ~ScaleMixture(0.5, 1, 0.1).Iid(5);
        w2 = ~Normal(0, 1).Iid(5);
        foreach (int n in Minibatch(X.Length))
        {
            Vector<double> hidden = Tanh((w1 * X[n]) + b1);
            Y[n] = ~Normal(w2.DotProduct(hidden), 0.3);
        }
    }

    [Guide]
    void Weights()
    {
        w1 = ~Normal(w1Mean, Softplus(w1Raw));
        b1 = ~Normal(b1Mean, Softplus(b1Raw));
        w2 = ~Normal(w2Mean, Softplus(w2Raw));
    }
}

/// <summary>The Bayesian network for regression. Its products drawn in place of its weights.</summary>
[Model]
public partial class LocalRegression
{
    [Data] public required Vector<double>[] X { get; set; }
    [Observed] public required double[] Y { get; set; }
    [Latent(5, 2, Sampling = WeightSampling.LocalReparameterization)] Matrix<double> w1;
    [Latent(5)] Vector<double> b1;
    [Latent(5)] Vector<double> w2;
    [Parameter(5, 2)] Matrix<double> w1Mean;
    [Parameter(5, 2)] Matrix<double> w1Raw;
    [Parameter(5)] Vector<double> b1Mean;
    [Parameter(5)] Vector<double> b1Raw;
    [Parameter(5)] Vector<double> w2Mean;
    [Parameter(5)] Vector<double> w2Raw;

    void Generate()
    {
        w1 = ~ScaleMixture(0.5, 1, 0.1).Iid(5, 2);
        b1 = ~ScaleMixture(0.5, 1, 0.1).Iid(5);
        w2 = ~Normal(0, 1).Iid(5);
        foreach (int n in Minibatch(X.Length))
        {
            Vector<double> hidden = Tanh((w1 * X[n]) + b1);
            Y[n] = ~Normal(w2.DotProduct(hidden), 0.3);
        }
    }

    [Guide]
    void Weights()
    {
        w1 = ~Normal(w1Mean, Softplus(w1Raw));
        b1 = ~Normal(b1Mean, Softplus(b1Raw));
        w2 = ~Normal(w2Mean, Softplus(w2Raw));
    }
}

/// <summary>The Bayesian network for regression. Its weights drawn with random signs for each datum.</summary>
[Model]
public partial class FlipoutRegression
{
    [Data] public required Vector<double>[] X { get; set; }
    [Observed] public required double[] Y { get; set; }
    [Latent(5, 2, Sampling = WeightSampling.Flipout)] Matrix<double> w1;
    [Latent(5)] Vector<double> b1;
    [Latent(5)] Vector<double> w2;
    [Parameter(5, 2)] Matrix<double> w1Mean;
    [Parameter(5, 2)] Matrix<double> w1Raw;
    [Parameter(5)] Vector<double> b1Mean;
    [Parameter(5)] Vector<double> b1Raw;
    [Parameter(5)] Vector<double> w2Mean;
    [Parameter(5)] Vector<double> w2Raw;

    void Generate()
    {
        w1 = ~ScaleMixture(0.5, 1, 0.1).Iid(5, 2);
        b1 = ~ScaleMixture(0.5, 1, 0.1).Iid(5);
        w2 = ~Normal(0, 1).Iid(5);
        foreach (int n in Minibatch(X.Length))
        {
            Vector<double> hidden = Tanh((w1 * X[n]) + b1);
            Y[n] = ~Normal(w2.DotProduct(hidden), 0.3);
        }
    }

    [Guide]
    void Weights()
    {
        w1 = ~Normal(w1Mean, Softplus(w1Raw));
        b1 = ~Normal(b1Mean, Softplus(b1Raw));
        w2 = ~Normal(w2Mean, Softplus(w2Raw));
    }
}

/// <summary>A classifier: categorical outcomes, a network of the user's own with a residual sum, layer norm and dropout off.</summary>
[Model]
public partial class Classifier
{
    [Data] public required Vector<double>[] X { get; set; }
    [Observed] public required int[] Label { get; set; }
    [Network] readonly OwnNetwork net = new();

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            Label[n] = ~CategoricalLogits(net.Forward(X[n]));
        }
    }
}

/// <summary>Layers put together by an ordinary method.</summary>
public sealed class OwnNetwork
{
    [Network] public readonly Dense first = new(4, 6);
    [Network] public readonly LayerNorm norm = new(6);
    [Network] public readonly Dense second = new(6, 6);
    [Network] public readonly Dense last = new(6, 3);

    public Vector<double> Forward(Vector<double> x)
    {
        Vector<double> hidden = Tanh(norm.Forward(first.Forward(x)));
        hidden = hidden + Relu(second.Forward(hidden));
        return last.Forward(hidden);
    }
}

/// <summary>x = z + noise with its exact posterior as the guide.</summary>
[Model]
public partial class ExactGuide
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(2)] Vector<double>[] z;
    [Parameter] double shrinkage = 0.5;
    [Parameter] double logScale = 0.5 * Math.Log(0.5);

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~StandardNormal(2);
            X[n] = ~Normal(z[n], 1);
        }
    }

    [Guide]
    void Posterior()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~Normal(shrinkage * X[n], Math.Exp(logScale));
        }
    }
}

/// <summary>Parameters that start where their attributes say.</summary>
[Model]
public partial class StartingPoints
{
    [Data] public required Vector<double>[] X { get; set; }
    [Observed] public required double[] Y { get; set; }
    [Parameter(3, Initial = -3)] Vector<double> raw;
    [Parameter(3)] Vector<double> plain;
    [Parameter(3, Initial = 7, Spread = 7)] Vector<double> given = Vector<double>.Build.DenseOfArray([1, 2, 3]);
    [Parameter(300, 3, Initial = 2, Spread = 0.5)] Matrix<double> wide;
    [Parameter(300, 3, Initial = 2, Spread = 0.5)] Matrix<double> alike;

    /// <summary>What a training leaves.</summary>
    public Matrix<double> Wide => wide;

    void Generate()
    {
        foreach (int n in Minibatch(Y.Length))
        {
            Y[n] = ~Normal((wide * X[n]).Sum() + (alike * X[n]).Sum() + (plain + given + raw).DotProduct(X[n]), 1);
        }
    }
}

/// <summary>Codes on the sphere, their concentration from the network.</summary>
[Model]
public partial class SphericalVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(4)] Vector<double>[] z;
    [Network] readonly Mlp encoder = new(7, 6, 5) { Activation = Activation.Tanh };
    [Network] readonly Mlp decoder = new(4, 6, 7) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~UniformOnSphere(4);
            X[n] = ~BernoulliLogits(decoder.Forward(z[n]));
        }
    }

    [Guide]
    void Encode()
    {
        foreach (int n in Minibatch(X.Length))
        {
            Vector<double> output = encoder.Forward(X[n]);
            Vector<double> direction = output.SubVector(0, 4);
            z[n] = ~VonMisesFisher(direction / Math.Sqrt(direction.DotProduct(direction)), 1 + Softplus(output[4]));
        }
    }
}

/// <summary>A label, embedded, as the condition of the decoder, and a convolution in the encoder.</summary>
[Model]
public partial class LabelledVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Data] public required int[] Label { get; set; }
    [Latent(2)] Vector<double>[] z;
    [Network] readonly Embedding labels = new(3, 2);
    [Network] readonly Sequential encoder = new(new Conv2d(1, 3, 3, 2, 2) { Activation = Activation.Tanh }, new Dense(8, 4));
    [Network] readonly Mlp decoder = new(4, 5, 9) { Activation = Activation.Tanh };

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~StandardNormal(2);
            X[n] = ~BernoulliLogits(decoder.Forward(Concat(z[n], labels.Forward(Label[n]))));
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

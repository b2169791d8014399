// Models whose sizes are known only when they are made.
namespace ProbDsl.Networks.Tests.Sized;

/// <summary>An autoencoder on zeros and ones, its networks open to tests.</summary>
[Model]
public partial class SizedVae(int pixels = 7, int codes = 3, int? encoded = null, int? decoded = null)
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Data] public int Codes { get; } = codes;
    [Latent(nameof(Codes))] Vector<double>[] z;
    [Network] public readonly Mlp encoder = new(pixels, 6, encoded ?? (2 * codes)) { Activation = Activation.Tanh };
    [Network] public readonly Mlp decoder = new(codes, 6, decoded ?? pixels) { Activation = Activation.Tanh };

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
}

/// <summary>An autoencoder on grey values, by the normalised density.</summary>
[Model]
public partial class GreyVae
{
    [Observed] public required Vector<double>[] X { get; set; }
    [Latent(2)] Vector<double>[] z;
    [Network] readonly Mlp encoder = new(7, 6, 4);
    [Network] readonly Mlp decoder = new(2, 6, 7);

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            z[n] = ~StandardNormal(2);
            X[n] = ~ContinuousBernoulliLogits(decoder.Forward(z[n]));
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

/// <summary>Outcomes that are numbers from zero to one.</summary>
[Model]
[System.Diagnostics.CodeAnalysis.SuppressMessage("ProbDsl", "PDSL045", Justification = "Numbers that are neither are what the tests give it.")]
public partial class Answers
{
    [Data] public required double[][] Features { get; set; }
    [Observed] public required double[] Outcome { get; set; }
    [Parameter] Vector<double> slope = Vector<double>.Build.Dense(2);

    /// <summary>Takes the parameter's value away.</summary>
    public void Forget() => slope = null!;

    void Generate()
    {
        foreach (int n in Minibatch(Features.Length))
        {
            Outcome[n] = ~BernoulliLogits((slope[0] * Features[n][0]) + (slope[1] * Features[n][1]));
        }
    }
}

/// <summary>Two networks of one shape.</summary>
[Model]
public partial class Twins
{
    [Data] public required Vector<double>[] X { get; set; }
    [Observed] public required double[] Y { get; set; }
    [Network] public readonly Mlp first = new(3, 4, 1);
    [Network] public readonly Mlp second = new(3, 4, 1);

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            Y[n] = ~Normal(first.Forward(X[n])[0] * second.Forward(X[n])[0], 1);
        }
    }
}

/// <summary>Probabilities that become zeros and ones at each use.</summary>
[Model]
[System.Diagnostics.CodeAnalysis.SuppressMessage("ProbDsl", "PDSL045", Justification = "Binarized values are numbers.")]
public partial class Coins
{
    [Observed, Binarized] public required double[] Y { get; set; }
    [Parameter] double logit = 2;

    void Generate()
    {
        foreach (int n in Minibatch(Y.Length))
        {
            Y[n] = ~BernoulliLogits(logit);
        }
    }
}

/// <summary>Images whose grey values become zeros and ones at each use.</summary>
[Model]
public partial class CoinImages
{
    [Observed, Binarized] public required Vector<double>[] X { get; set; }
    [Parameter] Vector<double> logits = Vector<double>.Build.DenseOfArray([2, -1]);

    void Generate()
    {
        foreach (int n in Minibatch(X.Length))
        {
            X[n] = ~BernoulliLogits(logits);
        }
    }
}

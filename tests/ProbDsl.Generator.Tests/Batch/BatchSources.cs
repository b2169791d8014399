namespace ProbDsl.Generator.Tests.Batch;

/// <summary>Sources of batched models.</summary>
internal static class BatchSources
{
    public const string Usings = """
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using ProbDsl.Networks;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;

        """;

    public const string DigitVae = Usings + """
        namespace Models;

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

            [Guide] void Encode()
            {
                foreach (int n in Minibatch(X.Length))
                {
                    var (mean, raw) = encoder.Forward(X[n]).Halves();
                    z[n] = ~Normal(mean, Softplus(raw));
                }
            }
        }
        """;

    /// <summary>Regression by a small network whose weights are latent.</summary>
    public const string BayesianRegression = Usings + """
        namespace Models;

        [Model]
        public partial class BayesianRegression
        {
            [Data] public required Vector<double>[] X { get; set; }
            [Observed] public required double[] Y { get; set; }
            [Latent(16, 4)] Matrix<double> hidden;
            [Latent(16)] Vector<double> output;
            [Parameter(16, 4)] Matrix<double> hiddenMean;
            [Parameter(16, 4)] Matrix<double> hiddenRaw;
            [Parameter(16)] Vector<double> outputMean;
            [Parameter(16)] Vector<double> outputRaw;

            void Generate()
            {
                hidden = ~ScaleMixture(0.5, 1, 0.1).Iid(16, 4);
                output = ~Normal(0, 1).Iid(16);
                foreach (int n in Minibatch(X.Length))
                    Y[n] = ~Normal(output.DotProduct(Tanh(hidden * X[n])), 0.3);
            }

            [Guide] void Weights()
            {
                hidden = ~Normal(hiddenMean, Softplus(hiddenRaw));
                output = ~Normal(outputMean, Softplus(outputRaw));
            }
        }
        """;

    /// <summary>A model given by its members, the statements of Generate() and those of its guide.</summary>
    public static string Model(string members, string generate, string guide, string more = "") => $$"""
        {{Usings}}
        [Model]
        public partial class M
        {
        {{members}}
            void Generate()
            {
                {{generate}}
            }

            [Guide] void Encode()
            {
                {{guide}}
            }
        }
        {{more}}
        """;
}

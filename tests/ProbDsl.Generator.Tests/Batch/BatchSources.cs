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

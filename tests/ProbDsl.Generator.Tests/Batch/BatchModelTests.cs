using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Batch;
using Xunit;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Generator.Tests.Batch;

/// <summary>The terms of whole models, computed by hand with the library's own distributions.</summary>
public sealed class BatchModelTests
{
    private static readonly double[][] X = [[0, 1, 1, 0], [1, 0, 0.5, 1]];

    private static Vector<double> V(params double[] values) => Vector<double>.Build.Dense(values);

    /// <summary>A network of two inputs or four, by a formula that is easily written twice.</summary>
    private static double[] Encode(double[] x) => [x[0] - x[1], 0.3 * x[2], 0.2 + x[3], -0.4 * x[0]];

    private static double[] Decode(double[] z) => [z[0], z[1], z[0] - z[1], z[0] * z[1]];

    private static TensorInterpreter Interpreter(BatchIr ir) => new(ir)
    {
        Definitions =
        {
            ["DataCheck.RowLength(model.X, \"X\")"] = 4, ["model.X.Length"] = 2, ["model.encoder.InputSize"] = 4, ["model.encoder.OutputSize"] = 4,
            ["model.decoder.InputSize"] = 2, ["model.decoder.OutputSize"] = 4,
        },
        Data = { ["X"] = X },
        Networks = { ["encoder"] = Encode, ["decoder"] = Decode },
        Noise = (_, datum, sample) => [0.5 - datum, 0.2 * sample - 0.7],
    };

    [Fact]
    public void TermsOfAnAutoencoder()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.DigitVae.Replace("784, 400, 40", "4, 3, 4", StringComparison.Ordinal)
            .Replace("20, 400, 784", "2, 3, 4", StringComparison.Ordinal).Replace("(20)", "(2)", StringComparison.Ordinal));
        TensorInterpreter interpreter = Interpreter(ir);
        BatchLatentIr z = Assert.Single(ir.Latents);
        for (int n = 0; n < 2; n++)
            for (int k = 0; k < 2; k++)
            {
                double[] code = Encode(X[n]);
                Vector<double> mean = V(code[0], code[1]), sd = V(Softplus(code[2]), Softplus(code[3]));
                Vector<double> draw = mean + sd.PointwiseMultiply(V(0.5 - n, 0.2 * k - 0.7));
                Assert.Equal(draw, interpreter.Value(z.Draw, n, k));
                Assert.Equal(StandardNormal(2).LogDensity(draw.ToArray()), interpreter.Scalar(z.Prior, n, k), 1e-12);
                Assert.Equal(Normal(mean, sd).LogDensity(draw.ToArray()), interpreter.Scalar(z.Guide, n, k), 1e-12);
                Assert.Equal(BernoulliLogits(V(Decode(draw.ToArray()))).LogDensity(X[n]), interpreter.Scalar(ir.Likelihood.Single().Node, n, k), 1e-12);
                Assert.Equal(mean, interpreter.Value(z.Mean, n, k));
                Assert.Equal(V(Decode(draw.ToArray())).Map(Functions.Logistic), interpreter.Value(ir.Observed.Single().Mean, n, k));
                double[] divergence = interpreter.Value(z.Divergence, n, k);
                for (int j = 0; j < 2; j++)
                    Assert.Equal((0.5 * (sd[j] * sd[j] + mean[j] * mean[j] - 1)) - Math.Log(sd[j]), divergence[j], 1e-12);
            }
        Assert.True(z.IsLocal && !z.IsDiscrete);
    }

    private const string Observations = """
            [Observed] public Vector<double>[] X { get; set; } = [];
            [Network] readonly Mlp encoder = new(4, 4);
            [Network] readonly Mlp decoder = new(2, 4);
            [Latent(2)] Vector<double>[] z;
        """;

    private const string Guide = "foreach (int n in Minibatch(X.Length)) { var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, Softplus(raw)); }";

    private static Vector<double> Code(int n, int k) =>
        V(Encode(X[n])[..2]) + V(Encode(X[n])[2..]).Map(Softplus).PointwiseMultiply(V(0.5 - n, 0.2 * k - 0.7));

    private static string Vae(string prior, string outcome, string members = "", string before = "") => BatchSources.Model(
        Observations + members, $"{before} foreach (int n in Minibatch(X.Length)) {{ {prior} {outcome} }}", Guide);

    [Fact]
    public void AMixturePriorSumsItsComponentsOut()
    {
        BatchIr ir = BatchRead.Compiled(Vae("z[n] = ~NormalMixture(logits, means, Exp(logSds));", "X[n] = ~Normal(decoder.Forward(z[n]), 0.3);",
            "[Parameter(3)] Vector<double> logits = null!; [Parameter(3, 2, Spread = 1)] Matrix<double> means = null!; [Parameter(3, 2)] Matrix<double> logSds = null!;"));
        TensorInterpreter interpreter = Interpreter(ir);
        double[] logits = [0.2, -1, 0.5], means = [0.1, 0.4, -1, 2, 0.3, -0.3], logSds = [0, 0.1, -0.5, 0.2, 0.7, -0.1];
        (interpreter.Globals["logits"], interpreter.Globals["means"], interpreter.Globals["logSds"]) = (logits, means, logSds);
        Vector<double> z = Code(1, 0);
        double expected = LogSumExp(Enumerable.Range(0, 3).Select(k => logits[k] - LogSumExp(logits) + Enumerable.Range(0, 2)
            .Sum(j => Normal(means[(2 * k) + j], Math.Exp(logSds[(2 * k) + j])).LogDensity(z[j]))).ToArray());
        Assert.Equal(expected, interpreter.Scalar(ir.Latents[0].Prior, 1), 1e-12);
        Assert.Equal(-1, ir.Latents[0].Divergence);
        Assert.Equal(Normal(V(Decode(z.ToArray())), 0.3).LogDensity(X[1]), interpreter.Scalar(ir.Likelihood[0].Node, 1), 1e-12);
    }

    [Fact]
    public void ALearnedPriorHasItsClosedForm()
    {
        BatchIr ir = BatchRead.Compiled(Vae("z[n] = ~Normal(location, Exp(logScale));", "X[n] = ~Normal(decoder.Forward(z[n]), 0.3);",
            "[Parameter] Vector<double> location = Vector<double>.Build.Dense(2); [Parameter] Vector<double> logScale = Vector<double>.Build.Dense(2);"));
        TensorInterpreter interpreter = Interpreter(ir);
        interpreter.Definitions["model.location.Count"] = interpreter.Definitions["model.logScale.Count"] = 2;
        (interpreter.Globals["location"], interpreter.Globals["logScale"]) = ([0.3, -0.2], [0.4, -0.5]);
        double[] code = Encode(X[0]);
        (double m, double s) = (code[0], Softplus(code[2]));
        double expected = 0.4 - Math.Log(s) + (0.5 * ((s * s) + ((m - 0.3) * (m - 0.3))) / Math.Exp(0.8)) - 0.5;
        Assert.Equal(expected, interpreter.Value(ir.Latents[0].Divergence)[0], 1e-12);
    }

    [Fact]
    public void CopiesOfANumberAreSummed()
    {
        BatchIr ir = BatchRead.Compiled(Vae("z[n] = ~Normal(0.5, 2).Iid(2);", "X[n] = ~Uniform(0, 2).Iid(4);"), "PDSL049");
        TensorInterpreter interpreter = Interpreter(ir);
        Assert.Equal(Normal(0.5, 2).Iid(2).LogDensity(Code(0, 1).ToArray()), interpreter.Scalar(ir.Latents[0].Prior, 0, 1), 1e-12);
        Assert.Equal(-4 * Math.Log(2), interpreter.Scalar(ir.Likelihood[0].Node), 1e-12);
        Assert.Equal(("y >= 0 && y <= 2", "from 0 to 2"), (ir.Members[0].Check, ir.Members[0].CheckText));
        Assert.Equal(2, interpreter.Value(ir.Latents[0].Divergence).Length);
    }

    [Fact]
    public void ACategoryIsPickedAndItsMeanIsThatOfTheProbabilities()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(
            "[Data] Vector<double>[] X = []; [Observed] int[] y = []; [Network] readonly Mlp encoder = new(4, 4); [Latent] double w;",
            "w = ~Normal(0, 1); foreach (int n in Minibatch(X.Length)) y[n] = ~CategoricalLogits(w * encoder.Forward(X[n]));", "w = ~Normal(0.2, 0.5);"));
        TensorInterpreter interpreter = Interpreter(ir);
        interpreter.Data["y"] = [[2], [0]];
        double w = 0.2 + (0.5 * 0.5);
        double[] logits = [.. Encode(X[1]).Select(v => v * w)];
        Assert.Equal(logits[0] - LogSumExp(logits), interpreter.Scalar(ir.Likelihood[0].Node, 1), 1e-12);
        Assert.Equal(Softmax(logits), interpreter.Value(ir.Observed[0].Mean, 1), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal("y >= 0 && y < size_encoder_out", ir.Members.Single(m => m.Path == "y").Check);
        Assert.False(ir.Latents[0].IsLocal);
        Assert.Equal(Axis.Global, ir.Nodes[ir.Latents[0].Draw].Axis);
        Assert.Equal(0, ir.Nodes[ir.Latents[0].Draw].Shape.Rank);
    }

    [Fact]
    public void DiscreteCodesAreDrawnFromUniformNoise()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(Observations.Replace("[Latent(2)]", "[Latent(4)]", StringComparison.Ordinal).Replace("new(2, 4)", "new(4, 4)", StringComparison.Ordinal),
            "foreach (int n in Minibatch(X.Length)) { z[n] = ~Bernoulli(0.5 + 0 * X[n]); X[n] = ~BernoulliLogits(decoder.Forward(z[n])); }",
            "foreach (int n in Minibatch(X.Length)) z[n] = ~BernoulliLogits(encoder.Forward(X[n]));"));
        TensorInterpreter interpreter = Interpreter(ir);
        interpreter.Definitions["model.decoder.InputSize"] = 4;
        interpreter.Noise = (name, _, _) => name.StartsWith("uniform", StringComparison.Ordinal) ? [0.3, 0.9] : throw new InvalidOperationException(name);
        Assert.True(ir.Latents[0].IsDiscrete);
        Assert.Equal([1, 0, 1, 0], interpreter.Value(ir.Latents[0].Draw, 1).Zip(Encode(X[1]), (z, _) => z));
        Assert.Equal(4 * Math.Log(0.5), interpreter.Scalar(ir.Latents[0].Prior, 1), 1e-12);
        Assert.Equal(BernoulliLogits(V(Encode(X[1]))).LogDensity([1, 0, 1, 0]), interpreter.Scalar(ir.Latents[0].Guide, 1), 1e-12);
        Assert.True(ir.Latents[0].Divergence >= 0);
    }

    [Fact]
    public void TwoLayersOfLatents()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(Observations + "[Latent(2)] Vector<double>[] top;",
            "foreach (int n in Minibatch(X.Length)) { top[n] = ~StandardNormal(2); z[n] = ~Normal(Tanh(top[n]), 0.5); X[n] = ~BernoulliLogits(decoder.Forward(z[n])); }",
            "foreach (int n in Minibatch(X.Length)) { var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, Softplus(raw)); top[n] = ~Normal(2 * z[n], 0.1); }"));
        TensorInterpreter interpreter = Interpreter(ir);
        Assert.Equal(["z", "top"], ir.Latents.Select(l => l.Name));
        Vector<double> z = Code(1, 1), top = (2 * z) + (0.1 * V(-0.5, -0.5));
        Assert.Equal(Normal(top.Map(Math.Tanh), 0.5).LogDensity(z.ToArray()), interpreter.Scalar(ir.Latents[0].Prior, 1, 1), 1e-12);
        Assert.Equal(Normal(2 * z, 0.1).LogDensity(top.ToArray()), interpreter.Scalar(ir.Latents[1].Guide, 1, 1), 1e-11);
        Assert.Equal((2, 1), (ir.Latents[0].ModelStatement, ir.Latents[0].GuideStatement));
        Assert.Equal((1, 2), (ir.Latents[1].ModelStatement, ir.Latents[1].GuideStatement));
    }

    [Theory]
    [InlineData("Shared")]
    [InlineData("LocalReparameterization")]
    [InlineData("Flipout")]
    public void WeightsOfABayesianNetwork(string sampling)
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(
            $"const int H = 2; const int D = 4; [Data] Vector<double>[] X = []; [Observed] double[] y = []; [Latent(nameof(H), nameof(D), Sampling = WeightSampling.{sampling})] Matrix<double> W; [Parameter(nameof(H), nameof(D))] Matrix<double> m = null!; [Parameter(nameof(H), nameof(D))] Matrix<double> rho = null!;",
            "W = ~ScaleMixture(0.5, 1, 0.1).Iid(H, D); foreach (int n in Minibatch(X.Length)) y[n] = ~Normal((W * X[n]).Sum(), 0.1);",
            "W = ~Normal(m, Softplus(rho));"));
        TensorInterpreter interpreter = Interpreter(ir);
        double[] m = [0.1, 0.2, 0.3, 0.4, -0.1, -0.2, -0.3, -0.4], rho = [0, 1, -1, 0.5, 0.2, -0.3, 0.7, -2];
        (interpreter.Globals["m"], interpreter.Globals["rho"], interpreter.Data["y"]) = (m, rho, [[0.4], [-0.2]]);
        Dictionary<string, double[]> noise = new() { ["normal#1"] = [0.3, -0.5, 1.2, 0.1], ["normal#2"] = [0.6, -0.9], ["sign#2"] = [1, -1, -1, 1], ["sign#3"] = [-1, 1] };
        interpreter.Noise = (name, _, _) => noise[name];
        double[] deviation = [.. rho.Select((r, i) => Softplus(r) * noise["normal#1"][i % 4])], x = X[1];
        double Row(int h, Func<int, double> entry) => Enumerable.Range(0, 4).Sum(j => entry((4 * h) + j));
        double mean = Enumerable.Range(0, 2).Sum(h => sampling switch
        {
            "Shared" => Row(h, i => (m[i] + deviation[i]) * x[i % 4]),
            "LocalReparameterization" => Row(h, i => m[i] * x[i % 4]) + (Math.Sqrt(Row(h, i => Square(Softplus(rho[i]) * x[i % 4]))) * noise["normal#2"][h]),
            _ => Row(h, i => m[i] * x[i % 4]) + (Row(h, i => deviation[i] * x[i % 4] * noise["sign#2"][i % 4]) * noise["sign#3"][h]),
        });
        Assert.Equal(Normal(mean, 0.1).LogDensity(-0.2), interpreter.Scalar(ir.Likelihood[0].Node, 1), 1e-10);
        BatchLatentIr w = ir.Latents[0];
        Assert.Equal(Enumerable.Range(0, 8).Sum(i => ScaleMixture(0.5, 1, 0.1).LogDensity(m[i] + deviation[i])), interpreter.Scalar(w.Prior), 1e-10);
        Assert.Equal(Enumerable.Range(0, 8).Sum(i => Normal(m[i], Softplus(rho[i])).LogDensity(m[i] + deviation[i])), interpreter.Scalar(w.Guide), 1e-10);
        Assert.Equal(TensorShape.Matrix("size_2", "size_4"), w.Shape);
    }

    [Fact]
    public void AUsersOwnNetworkIsInlined()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(
            "[Observed] public Vector<double>[] X = []; [Network] readonly Mlp encoder = new(4, 4); [Network] readonly Residual decoder = new(); [Latent(2)] Vector<double>[] z;",
            "foreach (int n in Minibatch(X.Length)) { z[n] = ~StandardNormal(2); X[n] = ~BernoulliLogits(decoder.Forward(z[n])); }", Guide,
            """
            public sealed class Residual
            {
                [Network] internal readonly Mlp first = new(2, 4);
                [Network] internal readonly Mlp second = new(4, 4);
                [Parameter] internal double scale = 0.5;
                public Vector<double> Forward(Vector<double> input) { Vector<double> h = first.Forward(input); return h + scale * this.second.Forward(Squash(h)); }
                static Vector<double> Squash(Vector<double> v) => Tanh(v);
            }
            """));
        TensorInterpreter interpreter = Interpreter(ir);
        foreach ((string path, int size) in new[] { ("first.InputSize", 2), ("first.OutputSize", 4), ("second.InputSize", 4), ("second.OutputSize", 4) })
            interpreter.Definitions["model.decoder." + path] = size;
        interpreter.Globals["decoder.scale"] = [0.5];
        (interpreter.Networks["decoder.first"], interpreter.Networks["decoder.second"]) = (Decode, Encode);
        Vector<double> h = V(Decode(Code(0, 0).ToArray())), logits = h + (0.5 * V(Encode(h.Map(Math.Tanh).ToArray())));
        Assert.Equal(BernoulliLogits(logits).LogDensity(X[0]), interpreter.Scalar(ir.Likelihood[0].Node), 1e-12);
        Assert.Equal(["encoder", "decoder.first", "decoder.second"], ir.Members.Where(m => m.Role == BatchRole.Network).Select(m => m.Path));
    }

    [Fact]
    public void BinarizedDataAreProbabilities()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.DigitVae.Replace("[Observed]", "[Observed, Binarized]", StringComparison.Ordinal));
        BatchMemberIr x = ir.Members.Single(m => m.Path == "X");
        Assert.True(x.Binarized);
        Assert.Equal(("y >= 0 && y <= 1", "from 0 to 1"), (x.Check, x.CheckText));
        Assert.True(ir.SinglePrecision);
    }

    [Fact]
    public void AModelWithoutLatentsNeedsNoGuide()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Usings + """
            [Model] public partial class M
            {
                [Data] Vector<double>[] X = [];
                [Observed] double[] y = [];
                [Parameter] Vector<double> w = Vector<double>.Build.Dense(3);
                void Generate() { foreach (int n in Minibatch(X.Length)) y[n] = ~Normal(w * X[n], 1); }
            }
            """);
        Assert.Empty(ir.Latents);
        Assert.Equal("model.X.Length", ir.PlateCount);
        Assert.Contains(ir.SameSizes, s => (s.Left, s.Right) == ("size_w", "size_X"));
    }

    [Fact]
    public void DifferentCountsOfThePlatesAreCompared()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(Observations + "[Data] int count = 3;",
            "foreach (int n in Minibatch(X.Length)) { z[n] = ~StandardNormal(2); X[n] = ~BernoulliLogits(decoder.Forward(z[n])); }",
            Guide.Replace("X.Length", "count", StringComparison.Ordinal)));
        Assert.Contains(ir.Sizes, s => s.Definition == "model.count");
        Assert.Contains(ir.SameSizes, s => s.Statement.Contains("X.Length", StringComparison.Ordinal));
    }

    [Fact]
    public void AVectorOfEqualElementsIsThePriorOfCodes()
    {
        BatchIr ir = BatchRead.Compiled(Vae("z[n] = ~Bernoulli(Vector<double>.Build.Dense(2, 0.3));", "X[n] = ~BernoulliLogits(decoder.Forward(z[n]));")
            .Replace("z[n] = ~Normal(mean, Softplus(raw));", "z[n] = ~BernoulliLogits(mean + raw);", StringComparison.Ordinal));
        TensorInterpreter interpreter = Interpreter(ir);
        double[] z = interpreter.Value(ir.Latents[0].Draw, 1);
        Assert.Equal(z.Sum(v => Bernoulli(0.3).LogDensity((int)v)), interpreter.Scalar(ir.Latents[0].Prior, 1), 1e-12);
        double[] code = Encode(X[1]);
        double p = Logistic(code[1] + code[3]);
        Assert.Equal((p * Math.Log(p / 0.3)) + ((1 - p) * Math.Log((1 - p) / 0.7)), interpreter.Value(ir.Latents[0].Divergence, 1)[1], 1e-12);
    }

    [Fact]
    public void TermsThatAreNoDraws()
    {
        BatchIr ir = BatchRead.Compiled(Vae("z[n] = ~StandardNormal(2);", "X[n] = ~Laplace(decoder.Forward(z[n]), Vector<double>.Build.Dense(4, scale)); Observe(z[n].Sum(), Normal(1, 2)); Factor(-z[n].L2Norm());",
            "[Parameter] double scale = 0.5;", "Factor(-scale);"));
        TensorInterpreter interpreter = Interpreter(ir);
        interpreter.Globals["scale"] = [0.5];
        Vector<double> z = Code(1, 0);
        double[] terms = [.. ir.Likelihood.Select(t => interpreter.Scalar(t.Node, 1))];
        Assert.Equal([-0.5, Laplace(V(Decode(z.ToArray())), V(0.5, 0.5, 0.5, 0.5)).LogDensity(X[1]), Normal(1, 2).LogDensity(z.Sum()), -z.L2Norm()], terms, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(Axis.Global, ir.Nodes[ir.Likelihood[0].Node].Axis);
        Assert.Equal([1, 3, 4, 5], ir.Likelihood.Select(t => t.Statement));
    }

    /// <summary>Bayes by Backprop on a network of two layers, with the log of the noise a latent too.</summary>
    [Fact]
    public void ABayesianNetworkOfTwoLayers()
    {
        BatchIr ir = BatchRead.Compiled(BatchSources.Model(
            """
                const int Hidden = 3;
                [Data] public Vector<double>[] X = [];
                [Observed] public double[] y = [];
                [Latent(nameof(Hidden), 4)] Matrix<double> w1;
                [Latent(nameof(Hidden))] Vector<double> b1;
                [Latent(1, nameof(Hidden))] Matrix<double> w2;
                [Latent] double noise;
                [Parameter(nameof(Hidden), 4)] Matrix<double> m1 = null!;
                [Parameter(nameof(Hidden), 4)] Matrix<double> r1 = null!;
                [Parameter(nameof(Hidden))] Vector<double> mb = null!;
                [Parameter(1, nameof(Hidden))] Matrix<double> m2 = null!;
                [Parameter] double mn = 0;
                [Parameter] double rn = 0;
                double Predict(Vector<double> x) => (w2 * Relu(w1 * x + b1))[0];
            """,
            """
                w1 = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden, 4);
                b1 = ~ScaleMixture(0.5, 1, 0.1).Iid(Hidden);
                w2 = ~ScaleMixture(0.5, 1, 0.1).Iid(1, Hidden);
                noise = ~LogNormal(-1, 0.5);
                foreach (int n in Minibatch(X.Length))
                    y[n] = ~Normal(Predict(X[n]), noise);
            """,
            """
                w1 = ~Normal(m1, Softplus(r1));
                b1 = ~Normal(mb, 0.1);
                w2 = ~Normal(m2, Exp(m2));
                noise = ~LogNormal(mn, Softplus(rn));
            """));
        Assert.Equal([2, 1, 2, 0], ir.Latents.Select(l => l.Shape.Rank));
        Assert.Equal([-1, -1, -1], ir.Latents.Take(3).Select(l => l.Divergence));
        Assert.True(ir.Latents[3].Divergence >= 0);
        Assert.All(ir.Latents, l => Assert.Equal(Axis.Global, ir.Nodes[l.Draw].Axis));
        TensorInterpreter interpreter = Interpreter(ir);
        interpreter.Data["y"] = [[0.4], [0.1]];
        double[] m1 = [.. Enumerable.Range(0, 12).Select(i => 0.1 * i)];
        (interpreter.Globals["m1"], interpreter.Globals["r1"], interpreter.Globals["mb"], interpreter.Globals["m2"]) = (m1, m1, [0.1, -2, 0.3], [0.5, 1, -1]);
        (interpreter.Globals["mn"], interpreter.Globals["rn"]) = ([-0.5], [0.2]);
        interpreter.Noise = (_, _, _) => [0.5];
        double[] w1 = [.. m1.Select(m => m + (0.5 * Softplus(m)))], b1 = [0.15, -1.95, 0.35], w2 = [.. new[] { 0.5, 1, -1 }.Select(m => m + (0.5 * Math.Exp(m)))];
        double mean = Enumerable.Range(0, 3).Sum(h => w2[h] * Math.Max(0, b1[h] + Enumerable.Range(0, 4).Sum(j => w1[(4 * h) + j] * X[0][j])));
        double noise = Math.Exp(-0.5 + (0.5 * Softplus(0.2)));
        Assert.Equal(Normal(mean, noise).LogDensity(0.4), interpreter.Scalar(ir.Likelihood[0].Node), 1e-10);
    }
}

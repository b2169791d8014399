using ProbDsl.Generator.Tests.Faults;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>Models as they are written from the pages alone, each compared with its own text.</summary>
internal static class UserModels
{
    private const string Images = "[Observed] public Vector<double>[] X { get; set; } = [V(0.9, 0.1, 0.4, 1), V(0, 0.2, 0.7, 0.5), V(1, 1, 0, 0), V(0.3, 0.3, 0.6, 0.1), V(0, 1, 0, 1)]; static Vector<double> V(params double[] v) => Vector<double>.Build.Dense(v);";
    private const string Inputs = "[Data] public Vector<double>[] X { get; set; } = [V(0.9, -0.1), V(0, 1.2), V(-1, 1), V(0.3, 0.3), V(2, -1)]; static Vector<double> V(params double[] v) => Vector<double>.Build.Dense(v); [Observed] public double[] Y { get; set; } = [0.3, 1.4, 2.5, 0.7, 1.1];";
    private const string Series = "[Observed] public double[][] Y { get; set; } = [[0.1, 0.5, -0.3, 1.1], [1, 0.9, 0.4, 0.2], [-1, -2, -1.5, 0], [0.3, 0.1, 0.2, 0.4], [2, 1, 1.5, 0.3]];";

    private static string Plate(string body, string count = "X.Length") => $"foreach (int n in Minibatch({count})) {{ {body} }}";

    /// <summary>Autoencoders of all kinds.</summary>
    private static readonly BoundRow[] Autoencoders =
    [
        new("GaussianVae", Images + "[Latent(2)] Vector<double>[] z; [Network] readonly Mlp encoder = new(4, 5, 4); [Network] readonly Mlp decoder = new(2, 5, 4); [Parameter] double logSd = -0.5;",
            Plate("z[n] = ~StandardNormal(2); X[n] = ~Normal(decoder.Forward(z[n]), Math.Exp(logSd));"),
            Plate("var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, Softplus(raw));")),
        new("ConvolutionalVae", Images + "[Latent(1)] Vector<double>[] z; [Network] readonly Sequential encoder = new(new Conv2d(1, 2, 2, 3, 2) { Padding = 1, Activation = Activation.Relu }, new AvgPool2d(3, 3, 3, 3), new Dense(3, 2)); [Network] readonly Sequential decoder = new(new Dense(1, 4) { Activation = Activation.Silu }, new ConvTranspose2d(4, 1, 1, 1, 2));",
            Plate("z[n] = ~StandardNormal(1); X[n] = ~ContinuousBernoulliLogits(decoder.Forward(z[n]));"),
            Plate("var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, 0.01 + Softplus(raw));")),
        new("LabelledConditionalVae", Images + "[Data] public int[] Label { get; set; } = [0, 2, 1, 1, 0]; [Latent(2)] Vector<double>[] z; [Network] readonly Embedding labels = new(3, 2); [Network] readonly Mlp encoder = new(6, 5, 4) { Activation = Activation.Elu }; [Network] readonly Mlp decoder = new(4, 5, 4);",
            Plate("z[n] = ~StandardNormal(2); Vector<double> code = Concat(z[n], labels.Forward(Label[n])); X[n] = ~BernoulliLogits(decoder.Forward(code));"),
            Plate("Vector<double> input = Concat(X[n], labels.Forward(Label[n])); Vector<double>[] parts = encoder.Forward(input).Parts(2); z[n] = ~Normal(parts[0], Exp(0.5 * parts[1]));")),
        new("LadderVae", Images + "[Latent(2)] Vector<double>[] lower; [Latent(1)] Vector<double>[] upper; [Network] readonly Mlp up = new(4, 4, 4); [Network] readonly Mlp top = new(2, 3, 2); [Network] readonly Mlp down = new(1, 3, 4); [Network] readonly Mlp decoder = new(2, 4, 4);",
            Plate("upper[n] = ~StandardNormal(1); var (m, r) = down.Forward(upper[n]).Halves(); lower[n] = ~Normal(m, 0.1 + Softplus(r)); X[n] = ~BernoulliLogits(decoder.Forward(lower[n]));"),
            Plate("var (m, r) = up.Forward(X[n]).Halves(); lower[n] = ~Normal(m, Softplus(r)); var (m2, r2) = top.Forward(lower[n]).Halves(); upper[n] = ~Normal(m2, Softplus(r2));")),
        new("PositiveCodes", Images + "[Latent(2)] Vector<double>[] z; [Network] readonly Dense encoder = new(4, 4); [Network] readonly Dense decoder = new(2, 4);",
            Plate("z[n] = ~LogNormal(Vector<double>.Build.Dense(2, 0.1), Vector<double>.Build.Dense(2, 0.7)); X[n] = ~BernoulliLogits(decoder.Forward(z[n].Map(x => Math.Log(x))));"),
            Plate("var (m, r) = encoder.Forward(X[n]).Halves(); z[n] = ~LogNormal(m, Softplus(r));")),
        new("BinaryCodes", Images + "[Latent(3)] Vector<double>[] c; [Parameter(3)] Vector<double> prior; [Network] readonly Mlp encoder = new(4, 5, 3); [Network] readonly Mlp decoder = new(3, 5, 4);",
            Plate("c[n] = ~BernoulliLogits(prior); X[n] = ~BernoulliLogits(decoder.Forward(2 * c[n] - 1));"), Plate("c[n] = ~BernoulliLogits(encoder.Forward(X[n]));")),
        new("MixturePrior", Images + "[Latent(2)] Vector<double>[] z; [Parameter(3)] Vector<double> logits; [Parameter(3, 2, Spread = 1)] Matrix<double> means; [Parameter(3, 2, Initial = -1)] Matrix<double> raws; [Network] readonly Mlp encoder = new(4, 5, 4); [Network] readonly Mlp decoder = new(2, 5, 4);",
            Plate("z[n] = ~NormalMixture(logits, means, 0.05 + Softplus(raws)); X[n] = ~BernoulliLogits(decoder.Forward(z[n]));"),
            Plate("var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, Softplus(raw));")),
        new("SphericalVae", Images + "[Latent(3)] Vector<double>[] z; [Network] readonly Mlp encoder = new(4, 5, 4); [Network] readonly Mlp decoder = new(3, 5, 4);",
            Plate("z[n] = ~UniformOnSphere(3); X[n] = ~BernoulliLogits(decoder.Forward(z[n]));"),
            Plate("Vector<double> output = encoder.Forward(X[n]); Vector<double> raw = output.SubVector(0, 3); z[n] = ~VonMisesFisher(raw / raw.L2Norm(), 1 + Softplus(output[3]));")),
        new("RobustDecoder", Images + "[Latent(2)] Vector<double>[] z; [Network] readonly Mlp encoder = new(4, 5, 4); [Network] readonly Mlp decoder = new(2, 5, 8);",
            Plate("z[n] = ~Normal(Vector<double>.Build.Dense(2), Vector<double>.Build.Dense(2, 1)); var (m, s) = decoder.Forward(z[n]).Halves(); X[n] = ~Laplace(m, 0.1 + Softplus(s));"),
            Plate("var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Laplace(mean, 0.2 + Softplus(raw));")),
        new("PlanarFlow", Images + "[Latent(2)] Vector<double>[] z; [Parameter] Vector<double> u = V(0.3, -0.2); [Parameter] Vector<double> w = V(0.5, 0.4); [Parameter] double b = 0.1; [Network] readonly Mlp encoder = new(4, 5, 4); [Network] readonly Mlp decoder = new(2, 5, 4); Vector<double> Bent(Vector<double> x) => x + u * Math.Tanh(w * x + b); double LogSlope(Vector<double> x) { double t = Math.Tanh(w.DotProduct(x) + b); return Math.Log(Math.Abs(1 + (1 - t * t) * (u * w))); }",
            Plate("z[n] = ~StandardNormal(2); Factor(LogSlope(z[n])); X[n] = ~BernoulliLogits(decoder.Forward(Bent(Bent(z[n]))));"),
            Plate("var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, Softplus(raw));")),
        new("SharedAndOwnCodes", Images + "[Latent] double shift; [Latent(2)] Vector<double>[] z; [Parameter] double m = 0.2; [Parameter] double r = -1; [Network] readonly Mlp encoder = new(4, 5, 4); [Network] readonly Mlp decoder = new(2, 5, 4);",
            "shift = ~Normal(0, 2); " + Plate("z[n] = ~StandardNormal(2); X[n] = ~Normal(decoder.Forward(z[n]) + shift, 0.3);"),
            "shift = ~Normal(m, Softplus(r)); " + Plate("var (mean, raw) = encoder.Forward(X[n] - shift).Halves(); z[n] = ~Normal(mean, Softplus(raw));")),
    ];

    /// <summary>Regressions, classifiers, counts, survival, factorisations.</summary>
    private static readonly BoundRow[] Regressions =
    [
        new("MeanAndSpread", Inputs + "[Network] readonly Mlp net = new(2, 6, 2) { Activation = Activation.Gelu };", Plate("var (m, s) = net.Forward(X[n]).Halves(); Y[n] = ~Normal(m[0], 0.05 + Softplus(s[0]));")),
        new("HeavyTails", Inputs + "[Network] readonly Mlp net = new(2, 6, 1); [Parameter] double logScale = 0; [Parameter] double rawDegrees = 1;", Plate("Y[n] = ~StudentT(1 + Softplus(rawDegrees), net.Forward(X[n])[0], Math.Exp(logScale));")),
        new("Quantiles", Inputs + "[Network] readonly Mlp net = new(2, 6, 1); const double Tau = 0.9; double Check(double r) => r > 0 ? Tau * r : (Tau - 1) * r;", Plate("Y[n] = ~Normal(0, 1); double rest = Y[n] - net.Forward(X[n])[0]; Factor(-Check(rest));")),
        new("MixtureDensityNetwork", Inputs + "[Network] readonly Mlp net = new(2, 6, 9);",
            Plate("Vector<double>[] p = net.Forward(X[n]).Parts(3); Vector<double> z = (Y[n] - p[1]).PointwiseDivide(0.1 + Softplus(p[2])); Y[n] = ~Uniform(-10, 10); Factor(LogSumExp(LogSoftmax(p[0]) - 0.5 * Square(z) - (0.1 + Softplus(p[2])).Map(x => Math.Log(x))));")),
        new("Ordinal", Inputs + "[Data] public int[] Grade { get; set; } = [0, 1, 2, 1, 0]; [Network] readonly Dense score = new(2, 1); [Parameter] double first = -0.5; [Parameter] double step = 0.3;",
            Plate("double eta = score.Forward(X[n])[0], c0 = first, c1 = first + Math.Exp(step); Y[n] = ~Normal(0, 1); Factor(Grade[n] switch { 0 => Math.Log(Logistic(c0 - eta)), 2 => Math.Log(1 - Logistic(c1 - eta)), _ => Math.Log(Logistic(c1 - eta) - Logistic(c0 - eta)) });")),
        new("WeightedClasses", Inputs + "[Observed] public int[] Label { get; set; } = [0, 1, 2, 1, 0]; [Data] public double[] Weight { get; set; } = [1, 2, 0.5]; [Network] readonly Mlp net = new(2, 6, 3) { Activation = Activation.Relu };",
            Plate("Vector<double> logits = net.Forward(X[n]); Label[n] = ~CategoricalLogits(logits); Y[n] = ~Normal(logits[Label[n]], Weight[Label[n]]);")),
        new("FactorisedRatings", "[Data] public int[] User { get; set; } = [0, 1, 2, 1, 0]; [Data] public int[] Item { get; set; } = [1, 1, 0, 2, 3]; [Observed] public double[] Y { get; set; } = [3, 4, 1, 5, 2]; [Network] readonly Embedding users = new(3, 2); [Network] readonly Embedding items = new(4, 2); [Parameter(4)] Vector<double> bias; [Parameter] double level = 3;",
            Plate("Y[n] = ~Normal(level + bias[Item[n]] + users.Forward(User[n]).DotProduct(items.Forward(Item[n])), 1);", "Y.Length")),
        new("CountsWithExposure", Inputs + "[Observed] public int[] Count { get; set; } = [0, 3, 1, 7, 2]; [Data] public double[] Exposure { get; set; } = [1, 2, 0.5, 10, 3]; [Network] readonly Mlp net = new(2, 4, 1); [Parameter] double logShape = 0.5;",
            Plate("Y[n] = ~Normal(0, 2); Count[n] = ~NegativeBinomial(Exposure[n] * Math.Exp(net.Forward(X[n])[0]), Math.Exp(logShape));")),
        new("ZeroInflated", Inputs + "[Data] public int[] Count { get; set; } = [0, 3, 1, 0, 2]; [Network] readonly Mlp net = new(2, 4, 2);",
            Plate("Vector<double> o = net.Forward(X[n]); double rate = Softplus(o[0]); Y[n] = ~Normal(0, 2); if (Count[n] == 0) Factor(Math.Log(Logistic(o[1]) + Logistic(-o[1]) * Math.Exp(-rate))); else { Factor(Math.Log(Logistic(-o[1]))); Observe(Count[n], Poisson(rate)); }")),
        new("CensoredTimes", Inputs.Replace("[Observed]", "[Observed(Partly = true)]", StringComparison.Ordinal) + "[Data] public bool[] Censored { get; set; } = [true, false, false, true, false]; [Network] readonly Mlp net = new(2, 4, 1); [Parameter] double logShape = 0.2;",
            Plate("double shape = Math.Exp(logShape), scale = Math.Exp(net.Forward(X[n])[0]); if (Censored[n]) Factor(-Math.Pow(Y[n] / scale, shape)); else Y[n] = ~Weibull(shape, scale);")),
        new("TwoTasks", Inputs.Replace("[Observed]", "[Observed(Partly = true)]", StringComparison.Ordinal).Replace("2.5", "double.NaN", StringComparison.Ordinal) + "[Observed] public bool[] Bought { get; set; } = [true, false, false, true, false]; [Network] readonly Mlp trunk = new(2, 5, 4) { OutputActivation = Activation.Tanh }; [Network] readonly Dense amount = new(4, 1); [Network] readonly Dense buys = new(4, 1);",
            Plate("Vector<double> h = trunk.Forward(X[n]); Bought[n] = ~BernoulliLogits(buys.Forward(h)[0]) == 1; Y[n] = ~Normal(amount.Forward(h)[0], 0.7);")),
        new("WeightsByBackprop", Inputs + "[Latent(3, 2)] Matrix<double> first; [Latent(3)] Vector<double> last; [Parameter(3, 2, Spread = 0.5)] Matrix<double> firstMean; [Parameter(3, 2, Initial = -2)] Matrix<double> firstRho; [Parameter(3, Spread = 0.3)] Vector<double> lastMean; [Parameter(3, Initial = -2)] Vector<double> lastRho; [Parameter] double logNoise = -0.5;",
            "first = ~ScaleMixture(0.5, 1, 0.1).Iid(3, 2); last = ~Normal(0, 1).Iid(3); " + Plate("Vector<double> hidden = Relu(first * X[n]); Y[n] = ~Normal(last * hidden, Math.Exp(logNoise));"),
            "first = ~Normal(firstMean, Softplus(firstRho)); last = ~Normal(lastMean, Softplus(lastRho));"),
        new("PenalisedLine", Inputs + "[Parameter] double slope = 0.4; [Parameter] double level = 0.1; [Parameter] double logSd = 0; readonly double strength = 0.3; double Line(double x) => level + slope * x;",
            "Factor(-strength * (slope * slope + level * level)); " + Plate("double x = X[n][0] > 0 ? X[n][0] : X[n][1]; Y[n] = ~Normal(Line(x), Math.Exp(logSd));")),
        new("CouplingFlow", Inputs + "[Network] readonly Mlp shift = new(1, 4, 1); [Network] readonly Mlp scale = new(1, 4, 1) { OutputActivation = Activation.Tanh }; (double, double) Couple(double fixedPart, double moved) { Vector<double> at = Vector<double>.Build.Dense(1, fixedPart); double s = scale.Forward(at)[0]; return ((moved - shift.Forward(at)[0]) * Math.Exp(-s), -s); }",
            Plate("var (a, da) = Couple(X[n][0], X[n][1]); var (b, db) = Couple(a, X[n][0]); Observe(a, Normal(0, 1)); Observe(b, Normal(0, 1)); Factor(da + db); Y[n] = ~Normal(a + b, 1);")),
    ];

    /// <summary>Sequences of a fixed length, one a datum.</summary>
    private static readonly BoundRow[] Sequences =
    [
        new("Autoregression", Series.Replace("[Observed]", "[Data]", StringComparison.Ordinal) + "[Observed] public double[] Next { get; set; } = [1, 2, 3, 4, 5]; [Parameter] double phi = 0.6; [Parameter] double logSd = -0.2;",
            Plate("for (int t = 1; t < 4; t++) Observe(Y[n][t], Normal(phi * Y[n][t - 1], Math.Exp(logSd))); Next[n] = ~Normal(phi * Y[n][3], Math.Exp(logSd));", "Y.Length")),
        new("RecurrentNetwork", Series.Replace("[Observed]", "[Data]", StringComparison.Ordinal) + "[Observed] public double[] Next { get; set; } = [1, 2, 3, 4, 5]; [Network] readonly Dense cell = new(4, 3) { Activation = Activation.Tanh }; [Network] readonly Dense output = new(3, 1);",
            Plate("Vector<double> h = Vector<double>.Build.Dense(3); for (int t = 0; t < 4; t++) h = cell.Forward(Concat(h, Vector<double>.Build.Dense(1, Y[n][t]))); Next[n] = ~Normal(output.Forward(h)[0], 1);", "Y.Length")),
        new("KalmanFilter", Series.Replace("[Observed]", "[Data]", StringComparison.Ordinal) + "[Observed] public double[] Next { get; set; } = [1, 2, 3, 4, 5]; [Parameter] double phi = 0.6; [Parameter] double logQ = -0.2; [Parameter] double logR = 0.1;",
            Plate("double m = 0, p = 1, q = Math.Exp(logQ), r = Math.Exp(logR); for (int t = 0; t < 4; t++) { double f = p + r, gain = p / f; Observe(Y[n][t], Normal(m, Math.Sqrt(f))); m += gain * (Y[n][t] - m); p = (1 - gain) * p; m = phi * m; p = phi * phi * p + q; } Next[n] = ~Normal(m, Math.Sqrt(p + r));", "Y.Length")),
        new("HiddenStates", Series.Replace("[Observed]", "[Data]", StringComparison.Ordinal) + "[Observed] public double[] Next { get; set; } = [1, 2, 3, 4, 5]; [Parameter] double stay = 1.2; [Parameter] double low = -1; [Parameter] double high = 1; [Network] readonly Dense emit = new(1, 1); double LogNormalAt(double y, double mean) => -0.5 * (y - mean) * (y - mean) - 0.9189385332046727;",
            Plate("double keep = Math.Log(Logistic(stay)), leave = Math.Log(Logistic(-stay)), a = LogNormalAt(Y[n][0], low), b = LogNormalAt(Y[n][0], high); for (int t = 1; t < 4; t++) { double a1 = LogSumExp(a + keep, b + leave) + LogNormalAt(Y[n][t], low); b = LogSumExp(a + leave, b + keep) + LogNormalAt(Y[n][t], high); a = a1; } Factor(LogSumExp(a, b)); Next[n] = ~Normal(emit.Forward(Vector<double>.Build.Dense(1, a - b))[0], 1);", "Y.Length")),
        new("StateSpaceVae", Series.Replace("[Observed] public double[][] Y", "[Observed] public Vector<double>[] Y", StringComparison.Ordinal).Replace("[[", "[V([", StringComparison.Ordinal).Replace("], [", "]), V([", StringComparison.Ordinal).Replace("]];", "])]; static Vector<double> V(double[] v) => Vector<double>.Build.Dense(v);", StringComparison.Ordinal)
            + "[Latent] double[] z0; [Latent] double[] z1; [Network] readonly Mlp encoder = new(4, 4, 4); [Network] readonly Mlp move = new(1, 3, 1); [Network] readonly Mlp decoder = new(2, 4, 4);",
            Plate("z0[n] = ~Normal(0, 1); z1[n] = ~Normal(z0[n] + move.Forward(Vector<double>.Build.Dense(1, z0[n]))[0], 0.5); Y[n] = ~Normal(decoder.Forward(Vector<double>.Build.DenseOfArray([z0[n], z1[n]])), 0.4);", "Y.Length"),
            Plate("Vector<double> h = encoder.Forward(Y[n]); z0[n] = ~Normal(h[0], Softplus(h[1])); z1[n] = ~Normal(h[2] + z0[n], Softplus(h[3]));", "Y.Length")),
    ];

    public static BoundRow[] All { get; } = [.. Autoencoders, .. Regressions, .. Sequences];
}

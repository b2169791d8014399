namespace ProbDsl.Generator.Tests.Diagnostics;

/// <content>Rows about guides, networks and models with them.</content>
internal static partial class DiagnosticCases
{
    private const string Members = DiagnosticCase.Autoencoder;
    private const string Guide = DiagnosticCase.AutoencoderGuide;
    private const string Outcome = "X[n] = ~BernoulliLogits(decoder.Forward(z[n]));";
    private const string Generate = "foreach (int n in Minibatch(X.Length)) { z[n] = ~StandardNormal(2); " + Outcome + " }";

    private static string Prior(string prior) => Generate.Replace("z[n] = ~StandardNormal(2);", prior, StringComparison.Ordinal);

    private static string Code(string draw) => $"foreach (int n in Minibatch(X.Length)) {{ {draw} }}";

    private static IEnumerable<DiagnosticCase> Guides() =>
    [
        DiagnosticCase.Model("PDSL070", "[Parameter] double a = 1; [Latent] double x;", "x = ~Normal(a, 1); Factor(x);", ["'M'", "'x'", "[Guide]"]),
        DiagnosticCase.Guided("PDSL071", Members + "[Latent] double [|w|];", "w = ~Normal(0, 1); " + Generate, Guide, ["'w'", "'Encode'"]),
        DiagnosticCase.Guided("PDSL072", Members + "[Latent] double w;", "w = ~Normal(0, 1); " + Generate, "w = ~Normal(0, 1); [|w = ~Normal(1, 1);|] " + Guide, ["'w'", "more than once"]),
        DiagnosticCase.Guided("PDSL073", Members, Generate, Guide.Replace("var (mean", "[|X[n] = ~BernoulliLogits(X[n]);|] var (mean", StringComparison.Ordinal), ["'X'", "observed"]),
        DiagnosticCase.Guided("PDSL073", Members + "[Data] double s = 1;", Generate, "[|s = ~Normal(0, 1);|] " + Guide, ["'s'", "no latent"]),
        DiagnosticCase.Guided("PDSL073", Members, Generate, "[|Factor(1.0);|] " + Guide, ["'Factor'"]),
        DiagnosticCase.Guided("PDSL074", Members, Prior("z[n] = ~[|StandardNormal(3)|];"), Guide, ["2 elements", "3 elements"]),
        DiagnosticCase.Guided("PDSL074", Members.Replace("new(2, 8, 4)", "new(3, 8, 4)", StringComparison.Ordinal),
            Generate.Replace("decoder.Forward(z[n])", "[|decoder.Forward(z[n])|]", StringComparison.Ordinal), Guide, ["the input of 'decoder' (3)", "2 elements"]),
        DiagnosticCase.Guided("PDSL074", Members.Replace("new(4, 8, 4)", "new(4, 8, 5)", StringComparison.Ordinal), Generate,
            Guide.Replace("encoder.Forward(X[n]).Halves()", "[|encoder.Forward(X[n]).Halves()|]", StringComparison.Ordinal), ["a multiple of 2", "the output of 'encoder' (5)"]),
        DiagnosticCase.InPlate("PDSL074", "Factor([|z[n] * decoder.Forward(z[n])|]);", ["2 elements", "the output of 'decoder' (4)"]),
        DiagnosticCase.InPlate("PDSL074", "Factor([|W * z[n]|] * z[n]);", ["3 elements", "2 elements"], "[Parameter(2, 3)] Matrix<double> W = null!;"),
        DiagnosticCase.InPlate("PDSL074", "Factor([|decoder.Forward(z[n]).SubVector(2, 3)|].Sum());", ["the output of 'decoder' (4)", "a part up to 5"]),
        DiagnosticCase.Guided("PDSL075", Members.Replace("new(4, 8, 4)", "new Mlp(4, 8, 6)", StringComparison.Ordinal), Generate,
            Guide.Replace("Normal(mean, Softplus(raw))", "[|Normal(mean, Softplus(raw))|]", StringComparison.Ordinal), ["'z'", "2 elements", "a half of the output of 'encoder' (3)"]),
        DiagnosticCase.Guided("PDSL075", Members, Generate, Code("z[n] = ~[|StandardNormal(3)|];"), ["'z'", "2 elements", "3 elements"]),
        DiagnosticCase.Guided("PDSL076", Members + "[Latent] double s;", "s = ~Gamma(2, 1); " + Generate, "s = ~[|Normal(0, 1)|]; " + Guide,
            ["'s'", "Normal", "any real number", "Gamma", "a positive number", "LogNormal"]),
        DiagnosticCase.Guided("PDSL076", Members, Generate, Code("z[n] = ~[|BernoulliLogits(encoder.Forward(X[n]).SubVector(0, 2))|];"), ["'z'", "StandardNormal", "use Normal"]),
        DiagnosticCase.Guided("PDSL077", Members.Replace("[Latent(2)] Vector<double>[] z", "[Latent(9)] double[] z", StringComparison.Ordinal),
            "foreach (int n in Minibatch(X.Length)) { z[n] = ~Normal(0, 1); X[n] = ~BernoulliLogits(z[n] * X[n]); }", "z = ~[|Normal(0, 1).Iid(9)|];", ["'z'", "no plate", "Minibatch"]),
        DiagnosticCase.Guided("PDSL078", Members + "[Latent(9)] double[] s;", Prior("s[n] = ~Normal(0, 1); z[n] = ~Normal(s[n] * X[n].SubVector(0, 2), 1);"),
            "s = ~[|Normal(0, 1).Iid(9)|]; " + Guide, ["'s'", "inside the loop"]),
        DiagnosticCase.Guided("PDSL079", Members + "[Latent] double s;", "s = ~Gamma(2, 1); " + Generate, "s = ~[|Gamma(2, 1)|]; " + Guide, ["'s'", "Gamma", "LogNormal"]),
        DiagnosticCase.Guided("PDSL080", Members + "[Network] string [|text|] = \"\";", Generate, Guide, ["'text'", "'string'", "Forward"]),
        DiagnosticCase.Guided("PDSL080", Members + "[Network] readonly Own own = new();", Generate, Guide.Replace("encoder.Forward", "own.Forward", StringComparison.Ordinal), ["'inner'", "private in 'Own'", "internal"],
            "public class Own { [Network] private readonly Mlp inner = new(4, 4); public Vector<double> Forward(Vector<double> v) => [|inner|].Forward(v); }"),
        DiagnosticCase.Guided("PDSL081", Members + "[Network] readonly Mlp wide = new(2, 8);", Generate.Replace(Outcome, "var (mean, raw) = wide.Forward(z[n]).Halves(); X[n] = ~[|Normal(mean, Softplus(raw))|];", StringComparison.Ordinal), Guide,
            ["'X'", "0.1 + Softplus(raw)"]),
        DiagnosticCase.Guided("PDSL082", Members, Generate, Guide + " } [Guide] void [|Second|]() {", ["'Second'", "one method"]),
        DiagnosticCase.InPlate("PDSL083", "Factor(z[n].Sum() * [|double.RootN(X[n][0], 3)|]);", ["'Double.RootN'", "[Data] member"]),
        DiagnosticCase.Guided("PDSL084", Members + "[Parameter(3)] Vector<double> logits = null!; [Parameter(3, 2)] Matrix<double> means = null!;", Prior("z[n] = ~[|NormalMixture(logits, means, Exp(means))|];"), Guide, ["'means'", "Spread"]),
        DiagnosticCase.InPlate("PDSL083", "Factor(z[n].Sum() * [|X[n].AbsoluteMaximumIndex()|]);", ["AbsoluteMaximumIndex"]),
    ];

    private static IEnumerable<DiagnosticCase> Batches() =>
    [
        DiagnosticCase.Guided("PDSL003", Members + "[Observed] double[] [|y|] = [];", Generate, Guide, ["'y'", "observed"]),
        DiagnosticCase.Guided("PDSL003", Members + "[Latent] double [|w|];", Generate, "w = ~Normal(0, 1); " + Guide, ["'w'", "a latent"]),
        DiagnosticCase.InPlate("PDSL005", "[|X[n] = ~BernoulliLogits(decoder.Forward(z[n]));|]", ["'X'"]),
        DiagnosticCase.InPlate("PDSL010", "[|X[n]|] = z[n];", ["'X' is an outcome"]),
        DiagnosticCase.InPlate("PDSL050", "Factor([|z[n][2]|]);", ["'z[n]' has no element 2", "0 to 1"]),
        DiagnosticCase.InPlate("PDSL050", "Factor([|X[n][-1]|] * z[n][0]);", ["'X[n]' has no element -1"]),
        DiagnosticCase.InPlate("PDSL010", "[|z[n]|] = X[n];", ["'z'"]),
        DiagnosticCase.InPlate("PDSL021", "Factor(-b);", ["'b' is a number", "initializer"], "[[|Parameter(Initial = 1)|]] double b = 0;"),
        DiagnosticCase.InPlate("PDSL021", "Factor(-c.Sum());", ["Spread", "zero or above"], "[[|Parameter(2, Spread = -1)|]] Vector<double> c = null!;"),
        DiagnosticCase.Guided("PDSL007", Members + "[Parameter] int [|k|] = 1;", Generate, Guide, ["'k'", "'int'"]),
        DiagnosticCase.Guided("PDSL008", Members.Replace("[Latent(2)]", "[[|Latent|]]", StringComparison.Ordinal), Generate, Guide, ["'z'", "0 dimension(s)", "[Latent(20)]"]),
        DiagnosticCase.Guided("PDSL008", Members.Replace("[Latent(2)]", "[[|Latent(\"Missing\")|]]", StringComparison.Ordinal), Generate, Guide, ["'Missing'"]),
        DiagnosticCase.InPlate("PDSL008", "y[n] = ~[|Normal(X[n], 1)|];", ["'y'", "a number a datum", "Normal draws a vector"], "[Observed] double[] y = [];"),
        DiagnosticCase.InPlate("PDSL020", "[|while (X.Length > 4) { Factor(1.0); }|]", ["loop"]),
        DiagnosticCase.InPlate("PDSL020", "if ([|z[n][0] > 0|]) Factor(t[n]);", ["depends on a latent", "condition ? a : b"], "[Data] double[] t = [];"),
        DiagnosticCase.InPlate("PDSL020", "[|for (int i = 0; i < X.Length; i++) Factor(1.0);|]", ["not constants", "Minibatch"]),
        DiagnosticCase.InPlate("PDSL020", "[|for (int i = 0; i < 300; i++) Factor(1.0);|]", ["256 iterations"]),
        DiagnosticCase.Guided("PDSL020", Members, Generate + " foreach (int n in [|Minibatch(X.Length)|]) Factor(1.0);", Guide, ["a second plate"]),
        DiagnosticCase.InPlate("PDSL021", "Factor([|n|]);", ["'n'", "X[n]"]),
        DiagnosticCase.InPlate("PDSL021", "Factor(X[[|n + 1|]].Sum());", ["'n + 1'", "X[n]"]),
        DiagnosticCase.InPlate("PDSL021", "Factor([|X[0]|].Sum());", ["'X' has one entry a datum"]),
        DiagnosticCase.InPlate("PDSL021", "Factor([|W[0, 1]|]);", ["products and sums"], "[Parameter(2, 3)] Matrix<double> W = null!;"),
        DiagnosticCase.InPlate("PDSL021", "Factor(([|z[n] * W|]).Sum());", ["matrix * vector"], "[Parameter(2, 2)] Matrix<double> W = null!;"),
        DiagnosticCase.InPlate("PDSL013", "Factor(Total);", ["static"], "[Data] static double [|Total|] = 1;"),
        DiagnosticCase.Guided("PDSL021", Members, Generate.Replace(Outcome, Outcome + " last = z[n];", StringComparison.Ordinal).Insert(0, "Vector<double> last = null!; ")
            + " [|Factor(last.Sum());|]", Guide, ["outside the plate"]),
        DiagnosticCase.Guided("PDSL021", Members.Replace("[Latent(2)]", "[[|Latent(2, Lower = 0)|]]", StringComparison.Ordinal), Generate, Guide, ["'Lower'", "prior"]),
        DiagnosticCase.InPlate("PDSL022", "Factor([|double.Hypot(z[n][0], 1)|]);", ["'Double.Hypot(double, double)'"]),
        DiagnosticCase.InPlate("PDSL023", "Factor(Power(t[n], 3));", ["'Power'"], "[Data] double[] t = []; static double Power(double v, int k) => [|Power(v, k - 1)|] * v;"),
        DiagnosticCase.InPlate("PDSL025", "Factor([|~Normal(0, 1)|]);", []),
        DiagnosticCase.InPlate("PDSL026", "double [|v = ~Normal(0, 1)|]; Factor(v);", ["'v'"]),
        DiagnosticCase.InPlate("PDSL029", "y[n] = ~[|MultivariateNormal(X[n], W)|];", ["MultivariateNormal"], "[Observed] Vector<double>[] y = []; [Data] Matrix<double> W = null!;"),
        DiagnosticCase.InPlate("PDSL041", "y[n] = ~Normal(0, [|-1|]);", ["positive"], "[Observed] double[] y = [];"),
        DiagnosticCase.InPlate("PDSL042", "y[n] = ~Normal(0, [|wide.Forward(z[n])[0]|]);", ["'wide.Forward(z[n])[0]'", "standardDeviation of Normal"], "[Observed] double[] y = []; [Network] readonly Mlp wide = new(2, 1);"),
        DiagnosticCase.InPlate("PDSL042", "y[n] = ~Bernoulli([|p|]);", ["'p'", "from 0 to 1"], "[Observed] int[] y = []; [Parameter] double p = 0.5;"),
        DiagnosticCase.InPlate("PDSL042", "y[n] = ~Normal(0, [|z[n][1]|]);", ["'z[n][1]'"], "[Observed] double[] y = [];"),
        DiagnosticCase.InPlate("PDSL044", "y[n] = (int)[|~Normal(0, 1)|];", ["'y'"], "[Observed] int[] y = [];"),
        DiagnosticCase.Guided("PDSL048", Members + "[Latent] double w;", "Factor([|w|]); w = ~Normal(0, 1); " + Generate, "w = ~Normal(0, 1); " + Guide, ["'w'"]),
        DiagnosticCase.Guided("PDSL049", Members + "[Latent] double [|w|];", "w = ~Normal(0, 1); " + Generate, "w = ~Normal(0, 1); " + Guide, ["'w'"]),
        DiagnosticCase.InPlate("PDSL060", "Factor([|Math.Floor(z[n][0])|]);", ["'Floor'"]),
        DiagnosticCase.InPlate("PDSL061", "Factor([|z[n][0] > 0|] ? 1.0 : 2.0);", []),
    ];
}

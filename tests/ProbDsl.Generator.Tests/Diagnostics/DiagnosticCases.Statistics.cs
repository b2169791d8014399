namespace ProbDsl.Generator.Tests.Diagnostics;

/// <content>Rows about statistics and derivatives.</content>
internal static partial class DiagnosticCases
{
    private static IEnumerable<DiagnosticCase> Statistics() =>
    [
        DiagnosticCase.Model("PDSL040", "[Latent(Lower = -1)] double s;", "[|s = ~HalfNormal(1);|] Factor(s);", ["'s'", "HalfNormal", "a positive number"]),
        DiagnosticCase.Model("PDSL040", "[Latent(Upper = 2)] double p;", "[|p = ~Beta(1, 1);|] Factor(p);", ["'p'", "Beta"]),
        DiagnosticCase.Model("PDSL040", "[Latent(Lower = 3, Upper = 2)] double p;", "[|p = ~Normal(0, 1);|] Factor(p);", ["empty interval"]),
        DiagnosticCase.Model("PDSL040", "[Latent(2)] double[] a;", "a[0] = ~Normal(0, 1); [|a[1] = ~HalfNormal(1);|] Factor(a[0] + a[1]);", ["'a'"]),
        DiagnosticCase.Model("PDSL040", "[Latent(3, Ordered = true)] double[] a;", "[|a = ~Dirichlet(new double[] { 1, 1, 1 });|] Factor(a[0]);", ["'a'", "Dirichlet"]),
        DiagnosticCase.Model("PDSL041", "[Latent] double x;", "x = ~Normal(0, [|-1|]); Factor(x);", ["'standardDeviation' of Normal", "positive", "-1"]),
        DiagnosticCase.Model("PDSL041", "[Latent] double x;", "x = ~Normal(0, [|0|]); Factor(x);", ["positive"]),
        DiagnosticCase.Model("PDSL041", "[Latent] double x; [Observed] int k = 1;", "x = ~Gamma([|-2.5|], 1); Factor(x); k = ~Binomial(3, 0.5);", ["'shape' of Gamma", "-2.5"]),
        DiagnosticCase.Model("PDSL041", "[Observed] int k = 1; [Latent] double x;", "x = ~Normal(0, 1); Factor(x); k = ~Bernoulli([|1.5|]);", ["from 0 to 1"]),
        DiagnosticCase.Statement("PDSL042", "y2 = ~Normal(0, [|x|]);", ["'x'", "standardDeviation of Normal", "Math.Exp"], "[Observed] double y2 = 1;"),
        DiagnosticCase.Statement("PDSL042", "k = ~Bernoulli([|x|]);", ["'x'", "from 0 to 1"], "[Observed] int k = 1;"),
        DiagnosticCase.Statement("PDSL042", "k = ~Bernoulli([|s|]);", ["'s'", "from 0 to 1"], "[Observed] int k = 1;"),
        DiagnosticCase.Model("PDSL043", "[Latent] int [|k|];", "k = ~Poisson(3);", ["'k'"]),
        DiagnosticCase.Model("PDSL043", "[Latent(3)] int[] [|z|];", "foreach (int i in Plate(3)) z[i] = ~Poisson(3);", ["'z'", "LogSumExp"]),
        DiagnosticCase.Model("PDSL043", "[Latent] double k;", "k = [|~Poisson(3)|]; Factor(k);", ["'k'", "Poisson"]),
        DiagnosticCase.Model("PDSL044", "[Observed] int[] k = [1]; [Latent] double x;", "x = ~Normal(0, 1); k[0] = (int)[|~Normal(x, 1)|];", ["'k'", "Normal", "double"]),
        DiagnosticCase.Model("PDSL045", "[Observed] double[] k = [1]; [Latent] double x;", "x = ~Normal(0, 1); k[0] = [|~PoissonLog(x)|];", ["'k'", "PoissonLog", "int"]),
        DiagnosticCase.Statement("PDSL046", "if (x > 0) { [|z = ~Normal(0, 1);|] }", ["condition on a latent"], "[Observed] double z = 1;"),
        DiagnosticCase.Statement("PDSL046", "double[] m = new double[1]; m[0] = s; if (x > 0) { [|m[0]|] = x; } Factor(m[0]);", []),
        DiagnosticCase.Model("PDSL047", "[Latent(NonCentered = true)] double s;", "[|s = ~HalfNormal(2);|] Factor(s);", ["'s'", "HalfNormal", "[Reparameterized]"]),
        DiagnosticCase.Model("PDSL047", "[Latent(NonCentered = true)] double s;", "[|s = ~Gamma(2, 1);|] Factor(s);", ["Gamma"]),
        DiagnosticCase.Model("PDSL047", "[Latent(NonCentered = true, Lower = 0)] double s;", "[|s = ~Normal(2, 1);|] Factor(s);", ["'s'", "its values are bounded"]),
        DiagnosticCase.Model("PDSL048", "[Latent] double x; [Latent] double z;", "z = ~Normal([|x|], 1); x = ~Normal(0, 1); Factor(z);", ["'x'", "draw it first"]),
        DiagnosticCase.Model("PDSL048", "[Latent] double x; [Derived] double z;", "x = ~Normal(0, 1); Factor(-x * [|z|]); z = x * 2;", ["'z'"]),
        DiagnosticCase.Model("PDSL048", "[Latent(4)] double[] x = null!;", "for (int t = 0; t < 4; t++) x[t] = ~Normal([|x[t]|], 1); Factor(x[1]);", ["'x[t]'"]),
        DiagnosticCase.Model("PDSL048", "[Latent(4)] double[] x = null!;", "for (int t = 0; t < 4; t++) x[t] = ~Normal([|x|].Sum(), 1); Factor(x[1]);", ["'x'"]),
        DiagnosticCase.Model("PDSL048", "[Latent(4)] double[] x = null!;", "double a = [|x[0]|]; for (int t = 0; t < 4; t++) x[t] = ~Normal(a, 1);", ["'x'"]),
        DiagnosticCase.Model("PDSL048", "[Latent(4)] double[] x = null!;", "double a = 0; for (int t = 0; t < 4; t++) a += [|x[t]|]; for (int t = 0; t < 4; t++) x[t] = ~Normal(a, 1);", ["'x'"]),
        DiagnosticCase.Model("PDSL049", "[Latent] double x; [Latent] double [|z|];", "x = ~Normal(0, 1); z = ~Normal(x, 1);", ["'z'", "nothing depends on it"]),
    ];

    private static IEnumerable<DiagnosticCase> Sizes() =>
    [
        DiagnosticCase.Statement("PDSL050", "Factor(a[[|3|]]);", ["'a' has no element 3", "3 elements, 0 to 2"]),
        DiagnosticCase.Statement("PDSL050", "Factor(a[[|-1|]]);", ["'a' has no element -1"]),
        DiagnosticCase.Statement("PDSL050", "for (int k = 0; k < 4; k++) Factor(a[[|k|]]);", ["'a' has no element 3, which 'k' reaches"]),
        DiagnosticCase.Statement("PDSL050", "for (int k = 0; k < 3; k++) Factor(a[[|k + 1|]]);", ["which 'k + 1' reaches"]),
        DiagnosticCase.Statement("PDSL050", "Factor(x > 0 ? a[[|5|]] : 0);", ["'a' has no element 5"]),
        DiagnosticCase.Statement("PDSL050", "double[] z = new double[2]; z[[|2|]] = x; Factor(z[0]);", ["'z' has no element 2"]),
        DiagnosticCase.Statement("PDSL050", "Factor(d[[|-1|]] * x);", ["'d'", "indices start at 0"]),
        DiagnosticCase.Statement("PDSL050", "Factor(m[[|2|], 0]);", ["'m' has no row 2"], "[Latent(2, 3)] Matrix<double> m;"),
        DiagnosticCase.Statement("PDSL050", "Factor(m[0, [|3|]]);", ["'m' has no column 3"], "[Latent(2, 3)] Matrix<double> m;"),
        DiagnosticCase.Statement("PDSL050", "Factor(m.Column([|3|]).Sum());", ["'m' has no column 3"], "[Latent(2, 3)] Matrix<double> m;"),
        DiagnosticCase.Model("PDSL051", "[[|Latent(3, Ordered = true, Lower = 1)|]] double[] a;", "foreach (int k in Plate(3)) a[k] = ~Normal(0, 1); Factor(a[0]);", ["'a'", "increasing values", "Lower = 0"]),
        DiagnosticCase.Model("PDSL051", "[[|Latent(3, Simplex = true, Upper = 0.5)|]] double[] a;", "foreach (int k in Plate(3)) a[k] = ~Flat(); Factor(a[0]);", ["'a'", "between 0 and 1"]),
        DiagnosticCase.Model("PDSL040", "[Latent(3, Ordered = true)] double[] a;", "foreach (int k in Plate(3)) [|a[k] = ~Uniform(0, 1);|] Factor(a[0]);", ["'a'", "keep no other bound", "Uniform"]),
        DiagnosticCase.Statement("PDSL052", "z = ~MultivariateNormal(zero, [|m|]);", ["'covariance' of MultivariateNormal", "'m'", "LkjCholesky"], Square),
        DiagnosticCase.Statement("PDSL052", "z = ~MultivariateNormal(zero, [|2 * m + m.Transpose()|]);", ["'m'", "symmetric"], Square),
        DiagnosticCase.Statement("PDSL052", "z = ~MultivariateNormalCholesky(zero, [|m|]);", ["'factor'", "lower triangular"], Square),
        DiagnosticCase.Statement("PDSL052", "z = ~MultivariateNormal(zero, [|m|]);", ["'m' is the Cholesky factor", "MultivariateNormalCholesky(mean, m)"], Square.Replace("2)]", "2, CholeskyCorrelation = true)]", StringComparison.Ordinal)),
    ];

    private static IEnumerable<DiagnosticCase> Names() =>
    [
        new DiagnosticCase("PDSL053", "using ProbDsl;\n[Model]\npublic partial class M\n{\n    [Latent] double x;\n    void Generate() { x = ~[|Normal|](0, 1); Distributions.Factor(x); }\n}\n", 2001, "'Normal' is a method of ProbDsl.Distributions", "using static ProbDsl.Distributions;"),
        new DiagnosticCase("PDSL053", "using ProbDsl;\nusing static ProbDsl.Distributions;\n[Model]\npublic partial class M\n{\n    [Latent] double x;\n    void Generate() { x = ~Normal(0, [|Softplus|](1)); Factor(x); }\n}\n", 2002, "'Softplus' is a method of ProbDsl.Functions"),
    ];

    private const string Square = "[Latent(2, 2)] Matrix<double> m; [Observed] double[] z = [1, 2]; double[] zero = [0, 0];";

    private static IEnumerable<DiagnosticCase> Differentiation() =>
    [
        DiagnosticCase.Statement("PDSL060", "Factor([|Math.Floor(x)|]);", ["'Floor'", "smooth"]),
        DiagnosticCase.Statement("PDSL060", "Factor([|Math.Round(x)|]);", ["'Round'"]),
        DiagnosticCase.Statement("PDSL060", "Factor([|Math.Sign(x)|]);", ["'Sign'"]),
        DiagnosticCase.Statement("PDSL060", "Factor(d[[|(int)x|]]);", ["'(int)'"]),
        DiagnosticCase.Statement("PDSL060", "Factor([|x % 2|]);", ["'%'"]),
        DiagnosticCase.Statement("PDSL061", "if ([|x > 0|]) Factor(s);", ["jump"]),
        DiagnosticCase.Statement("PDSL061", "Factor([|x > s|] ? x : 2 * s);", ["depends on a latent"]),
    ];
}

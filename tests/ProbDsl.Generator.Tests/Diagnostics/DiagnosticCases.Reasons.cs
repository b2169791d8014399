namespace ProbDsl.Generator.Tests.Diagnostics;

/// <content>What a message says is true of the case at hand, and its advice can be followed.</content>
internal static partial class DiagnosticCases
{
    // Rows of several files have one diagnostic, hence the offset of the line.
    private static IEnumerable<DiagnosticCase> Reasons() => ReasonRows().Select(row => row with { Line = row.Line + 2000 });

    private static IEnumerable<DiagnosticCase> ReasonRows() =>
    [
        DiagnosticCase.Model("PDSL003", "[Derived] double [|r|]; [Latent] double x;", "x = ~Normal(0, 1); Factor(x);", ["'r' is derived", "never assigns it"]),
        DiagnosticCase.Model("PDSL003", "[Derived] int [|r|]; [Latent] double x;", "x = ~Normal(0, 1); Factor(x);", ["'r' is derived"]),
        DiagnosticCase.Model("PDSL003", "[Derived] bool [|r|]; [Latent] double x;", "x = ~Normal(0, 1); Factor(x);", ["'r' is derived"]),
        DiagnosticCase.Model("PDSL003", "[Derived] double[] [|r|]; [Latent] double x;", "x = ~Normal(0, 1); Factor(x);", ["'r' is derived"]),
        // Draws of derived members have no value in the density.
        DiagnosticCase.Statement("PDSL021", "r = ~Normal(x, 1); [|Factor(r * x);|]", ["a draw of 'r'", "[Derived]", "[Latent]"], "[Derived] double r;"),
        DiagnosticCase.Statement("PDSL021", "r[0] = ~Normal(x, 1); r[1] = ~Normal(x, 2); [|Factor(r[1] * x);|]", ["a draw of 'r'"], "[Derived] double[] r = new double[2];"),
        DiagnosticCase.Statement("PDSL021", "for (int i = 0; i < 2; i++) r[i] = ~Normal(x, 1); double t = 0; for (int i = 0; i < 2; i++) t += r[i]; double u = t * 2; [|Factor(u);|]", ["a draw of 'r'"], "[Derived] double[] r = new double[2];"),
        DiagnosticCase.Statement("PDSL021", "r = ~Normal(x, 1); if (r > 0) [|Factor(x);|]", ["a draw of 'r'"], "[Derived] double r;"),
        DiagnosticCase.Statement("PDSL021", "r = ~Normal(x, 1); double[] t = new double[2]; t[0] = r; t[1] = 2; [|Factor(t[0] * x);|]", ["a draw of 'r'"], "[Derived] double r;"),
        DiagnosticCase.Statement("PDSL021", "[|k|] = 3;", ["'k'", "local variable", "[Derived]"], "int k;"),
        DiagnosticCase.Model("PDSL007", "[Data] string[] [|names|] = []; [Latent] double z;", "z = ~Normal(0, 1); Factor(-z);", ["'names'", "leave out [Data]"]),
        DiagnosticCase.Model("PDSL007", "[Data] Vector<double>[] [|v|] = []; [Latent] double z;", "z = ~Normal(0, 1); Factor(-z);", ["'v'", "double[][]"]),
        DiagnosticCase.Model("PDSL008", "string[] levels = [\"a\", \"b\"]; [[|Latent(nameof(levels))|]] double[] b;", "b[0] = ~Normal(0, 1); Factor(b[0]);", ["'levels'", "int levelsSize => levels.Length"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(-2)|]] double[] b;", "b = ~Normal(0, 1).Iid(0); Factor(b.Sum());", ["dimension -2", "zero or above"]),
        DiagnosticCase.Model("PDSL008", "[Latent, Data] double [|b|];", "b = ~Normal(0, 1); Factor(b);", ["[Latent] and [Data]", "one of them"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(Lower = double.PositiveInfinity)|]] double b;", "b = ~Normal(0, 1); Factor(b);", ["lower bound Infinity", "finite"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(Upper = double.NaN)|]] double b;", "b = ~Normal(0, 1); Factor(b);", ["upper bound NaN", "finite"]),
        DiagnosticCase.Statement("PDSL021", "Factor([|v|] switch { Arm.Low => x, _ => s });", ["switch on '(int)v'"], "enum Arm { Low, High } Arm v = Arm.High;"),
        DiagnosticCase.Statement("PDSL021", "if (raw[0] is { } u) Factor([|u|] * x);", ["a pattern declares", "is not null"], "double?[] raw = [1.5, null];"),
        DiagnosticCase.Statement("PDSL021", "foreach (int i in Plate(n)) [|Normal(x, s)|];", ["adds nothing", "'member = ~Normal(x, s)'"]),
        DiagnosticCase.Statement("PDSL021", "Factor(g[0] switch { 0 => x, 1 => [|throw new System.ArgumentException()|] });", ["'_ => throw ...'"]),
        DiagnosticCase.Statement("PDSL025", "bool low = n > 2; y2 = low ? [|~Normal(x, 1)|] : 0;", ["'if' and 'else'"], "[Derived] double y2;"),
        DiagnosticCase.Statement("PDSL027", "[|for (long i = 0; i < 3; i++) Factor(x);|]", ["'i' is a long"]),
        DiagnosticCase.Statement("PDSL027", "[|for (int i = 0; i < x; i++) Factor(x);|]", ["ends at an int", "'x' is a double"]),
        DiagnosticCase.Statement("PDSL027", "var pairs = new[] { (1, 2.0) }; [|foreach ((int i, double v) in pairs) Factor(x * v);|]", ["one variable"]),
        DiagnosticCase.Model("PDSL045", "[Observed] Vector<double> k = Vector<double>.Build.Dense(2); [Latent(2)] Vector<double> b;", "b = ~Normal(0, 1).Iid(2); k = [|~PoissonLog(b)|];", ["PoissonLog is discrete", "as int[]"]),
        DiagnosticCase.Model("PDSL047", "[Latent(NonCentered = true)] double b;", "[|b = ~StudentT(4, 0, 1);|] Factor(b);", ["StudentT declares no [Reparameterized] draw"]),
    ];
}

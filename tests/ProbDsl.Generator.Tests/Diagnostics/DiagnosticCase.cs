using System.Runtime.CompilerServices;

namespace ProbDsl.Generator.Tests.Diagnostics;

/// <summary>A source that causes a diagnostic.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Source">The source; the place of the diagnostic stands between [| and |].</param>
/// <param name="Line">The line of the row, which names the test.</param>
/// <param name="Says">Parts of the message.</param>
internal sealed record DiagnosticCase(string Id, string Source, int Line, params string[] Says)
{
    private const string Usings = """
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using ProbDsl.Networks;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;

        """;

    /// <summary>The members of most rows.</summary>
    private const string Members = """
            [Data] double[] d = [1.5, 2.5, 3.5];
            [Data] int[] g = [0, 1, 2];
            [Data] int n = 3;
            [Observed] double[] y = [0.1, 0.2, 0.3];
            [Observed] int[] counts = [0, 1, 2];
            [Latent] double x;
            [Latent] double s;
            [Latent(3)] double[] a;

        """;

    /// <summary>Statements that make the members right.</summary>
    private const string Start = """
                x = ~Normal(0, 1);
                s = ~HalfNormal(1);
                foreach (int i in Plate(n))
                {
                    a[i] = ~Normal(x, s);
                    y[i] = ~Normal(a[i], s);
                    counts[i] = ~PoissonLog(x);
                }

        """;

    /// <summary>A row whose whole file is given, usings aside.</summary>
    public static DiagnosticCase File(string id, string source, string[] says, [CallerLineNumber] int line = 0) =>
        new(id, Usings + source, line, says);

    /// <summary>A row given by the members and statements of its model.</summary>
    public static DiagnosticCase Model(string id, string members, string statements, string[] says, [CallerLineNumber] int line = 0) =>
        new(id, Usings + $"[Model]\npublic partial class M\n{{\n{members}\n    void Generate()\n    {{\n{statements}\n    }}\n}}\n", line, says);

    /// <summary>A row given by a model with networks, in a file of its own, hence the offset of the line: its members, the statements of Generate() and those of the guide.</summary>
    public static DiagnosticCase Guided(string id, string members, string generate, string guide, string[] says, string more = "", [CallerLineNumber] int line = 0) =>
        new(id, $"{Usings}[Model]\npublic partial class M\n{{\n{members}\n    void Generate()\n    {{\n{generate}\n    }}\n\n    [Guide] void Encode()\n    {{\n{guide}\n    }}\n}}\n{more}", line + 1000, says);

    /// <summary>A row given by a member and a statement in the plate of a right autoencoder.</summary>
    public static DiagnosticCase InPlate(string id, string statement, string[] says, string members = "", [CallerLineNumber] int line = 0) =>
        Guided(id, Autoencoder + members, $"foreach (int n in Minibatch(X.Length)) {{ z[n] = ~StandardNormal(2); X[n] = ~BernoulliLogits(decoder.Forward(z[n])); {statement} }}", AutoencoderGuide, says, "", line);

    /// <summary>The members of an autoencoder with two codes and four pixels.</summary>
    public const string Autoencoder = """
            [Observed] public Vector<double>[] X = [];
            [Latent(2)] Vector<double>[] z;
            [Network] readonly Mlp encoder = new(4, 8, 4);
            [Network] readonly Mlp decoder = new(2, 8, 4);

        """;

    public const string AutoencoderGuide =
        "foreach (int n in Minibatch(X.Length)) { var (mean, raw) = encoder.Forward(X[n]).Halves(); z[n] = ~Normal(mean, Softplus(raw)); }";

    /// <summary>A row given by a statement that follows a right model's.</summary>
    public static DiagnosticCase Statement(string id, string statement, string[] says, string members = "", [CallerLineNumber] int line = 0) =>
        Model(id, Members + members, Start + statement, says, line);
}

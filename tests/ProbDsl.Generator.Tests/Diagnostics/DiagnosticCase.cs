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

    /// <summary>A row given by a statement that follows a right model's.</summary>
    public static DiagnosticCase Statement(string id, string statement, string[] says, string members = "", [CallerLineNumber] int line = 0) =>
        Model(id, Members + members, Start + statement, says, line);
}

using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Texts of a census, in which the line of each call ends with its number.</summary>
internal static class CensusSource
{
    public const string Usings = """
        using MathNet.Numerics;
        using MathNet.Numerics.LinearAlgebra;
        using MathNet.Numerics.LinearAlgebra.Factorization;
        using ProbDsl;
        using static ProbDsl.Distributions;
        """;

    /// <summary>A model of several calls: the derivative of its log density by t[i] is the value of call i.</summary>
    public static string Model(string name, IReadOnlyList<CensusCall> calls, int[] pack) => $$"""
        {{Usings}}
        [Model]
        public partial class {{name}}
        {
        {{CensusMembers.Latents}}
        [Latent({{pack.Length}})] public double[] t = [];
        {{CensusMembers.Data}}
        void Generate()
        {
        {{CensusMembers.Priors}}
        foreach (int n in Plate({{pack.Length}})) t[n] = ~Flat();
        {{string.Join('\n', pack.Select((k, i) => $"{{ {calls[k].Statement(v => $"Factor(t[{i}] * ({v}));")} }} //#{k}"))}}
        }
        }
        """;

    /// <summary>The calls at whose lines diagnostics stand.</summary>
    public static IEnumerable<(int Call, Diagnostic Diagnostic)> Marked(string source, IEnumerable<Diagnostic> diagnostics)
    {
        string[] lines = source.Split('\n');
        foreach (Diagnostic diagnostic in diagnostics.Where(d => d.Location.IsInSource))
        {
            string line = lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line];
            int mark = line.LastIndexOf("//#", StringComparison.Ordinal);
            if (mark >= 0)
                yield return (int.Parse(line.AsSpan(mark + 3), CultureInfo.InvariantCulture), diagnostic);
        }
    }
}

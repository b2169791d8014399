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

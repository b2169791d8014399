using System.Globalization;
using System.Runtime.CompilerServices;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>C# of a model, and the same computed by hand.</summary>
/// <param name="Text">Statements that add to the log density.</param>
/// <param name="Expected">What they add.</param>
/// <param name="Members">Further members of the model, such as helper methods.</param>
/// <param name="Group">The table.</param>
/// <param name="Line">The line of the row in its file.</param>
internal sealed record LanguageRow(string Text, Func<Frame, double> Expected, string Members, string Group, int Line)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Group}{Line}");

    /// <summary>A row that is one expression.</summary>
    public static LanguageRow Value(string expression, Func<Frame, double> expected, string members = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new($"Factor({expression});", expected, members, Path.GetFileNameWithoutExtension(file), line);

    /// <summary>A row of several statements.</summary>
    public static LanguageRow Body(string statements, Func<Frame, double> expected, string members = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(statements, expected, members, Path.GetFileNameWithoutExtension(file), line);

    public string Source() => $$"""
        using System;
        using System.Linq;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;
        namespace Row.{{Name}};
        [Model]
        public partial class {{Name}}
        {
        {{Frame.Members}}
            void Generate()
            {
        {{Frame.Priors}}
        {{Text}}
            }
        {{Members}}
        }
        """;
}

using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using ProbDsl.Generator.Tests.Language;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Statements that add to the log density; the same text, compiled as plain C#, says what they add.</summary>
/// <param name="Text">The statements.</param>
/// <param name="Members">Helper methods.</param>
/// <param name="Name">The row's name: its table and its line there.</param>
internal sealed record PlainRow(string Text, string Members, string Name)
{
    public static PlainRow Row(string text, string members = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(text, members, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file)}{line}"));

    /// <summary>The model, and beside it a class without any generated half whose own <c>Factor</c> adds up what it is given.</summary>
    public string Source() => $$"""
        using System;
        using System.Collections.Generic;
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
        #pragma warning disable
        public sealed class Plain
        {
        {{Frame.Members}}
            double addedUp;
            void Factor(double value) => addedUp += value;
            static IEnumerable<int> Plate(int count) => Enumerable.Range(0, count);
            public double Run()
            {
                addedUp = 0;
        {{Text}}
                return addedUp;
            }
        {{Members}}
        }
        """;

    /// <summary>What the plain class adds up for values of the latents.</summary>
    public static double Expected(object plain, IReadOnlyDictionary<string, double> values)
    {
        var frame = new Frame(values);
        foreach (string latent in new[] { "x", "y", "s", "p", "a", "b", "h", "r", "L", "q" })
            plain.GetType().GetField(latent, BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(plain, typeof(Frame).GetField(latent)!.GetValue(frame));
        return (double)plain.GetType().GetMethod("Run")!.Invoke(plain, null)!;
    }
}

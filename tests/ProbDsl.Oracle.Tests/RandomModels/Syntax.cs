using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>The type of an expression, as far as one may stand for another.</summary>
internal enum Ty
{
    Number,
    Integer,
    Truth,
    Array,
    Vector,
    Matrix,

    /// <summary>A distribution, a target, a lambda: nothing else may stand there.</summary>
    Fixed,
}

/// <summary>A piece of C#: text with places for other pieces.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Format">Its text, with <c>{0}</c> and so on for the parts.</param>
/// <param name="Parts">The parts.</param>
internal sealed record Ex(Ty Type, string Format, params Ex[] Parts)
{
    public string Text => Parts.Length == 0 ? Format : string.Format(CultureInfo.InvariantCulture, Format, [.. Parts.Select(p => (object)p.Text)]);

    /// <summary>Simpler pieces of the same type, the simplest first.</summary>
    public IEnumerable<Ex> Simpler()
    {
        foreach (string literal in Literals.TakeWhile(l => l != Format))
            yield return new Ex(Type, literal);
        foreach (Ex part in Parts.Where(p => p.Type == Type && p.Type != Ty.Fixed))
            yield return part;
        for (int k = 0; k < Parts.Length; k++)
            foreach (Ex simpler in Parts[k].Simpler())
                yield return this with { Parts = [.. Parts[..k], simpler, .. Parts[(k + 1)..]] };
    }

    private string[] Literals => Type switch
    {
        Ty.Number => ["0.5"],
        Ty.Integer => ["0", "1"],
        Ty.Truth => ["true", "false"],
        _ => [],
    };
}

/// <summary>A statement.</summary>
/// <param name="Head">The statement itself, or what stands before a block.</param>
/// <param name="Body">The block's statements; null where there is no block.</param>
/// <param name="Otherwise">The block behind <c>else</c>, if there is one.</param>
internal sealed record St(Ex Head, St[]? Body = null, St[]? Otherwise = null)
{
    public static St Of(string format, params Ex[] parts) => new(new Ex(Ty.Fixed, format, parts));

    public void Write(StringBuilder text, int depth)
    {
        string indent = new(' ', 4 * depth);
        text.Append(indent).Append(Head.Text).Append('\n');
        if (Body is null)
            return;
        Block(Body);
        if (Otherwise is not null)
        {
            text.Append(indent).Append("else\n");
            Block(Otherwise);
        }

        void Block(St[] statements)
        {
            text.Append(indent).Append("{\n");
            foreach (St statement in statements)
                statement.Write(text, depth + 1);
            text.Append(indent).Append("}\n");
        }
    }

    /// <summary>What may stand instead of the statement: its blocks, or itself with something simpler in it.</summary>
    public IEnumerable<St[]> Simpler()
    {
        if (Body is not null && !Head.Text.StartsWith("for", StringComparison.Ordinal))
        {
            yield return Body;
            if (Otherwise is not null)
                yield return Otherwise;
        }
        if (Otherwise is not null)
            yield return [this with { Otherwise = null }];
        if (Body is not null)
            foreach (St[] body in Lists.Simpler(Body))
                yield return [this with { Body = body }];
        if (Otherwise is not null)
            foreach (St[] otherwise in Lists.Simpler(Otherwise))
                yield return [this with { Otherwise = otherwise }];
        foreach (Ex head in Head.Simpler())
            yield return [this with { Head = head }];
    }
}

/// <summary>Lists of statements, made shorter.</summary>
internal static class Lists
{
    public static IEnumerable<St[]> Simpler(St[] list)
    {
        for (int size = list.Length / 2; size > 1; size /= 2)
            for (int start = 0; start + size <= list.Length; start += size)
                yield return [.. list[..start], .. list[(start + size)..]];
        for (int k = list.Length - 1; k >= 0; k--)
            yield return [.. list[..k], .. list[(k + 1)..]];
        for (int k = 0; k < list.Length; k++)
            foreach (St[] simpler in list[k].Simpler())
                yield return [.. list[..k], .. simpler, .. list[(k + 1)..]];
    }
}

/// <summary>A whole random model.</summary>
/// <param name="Seed">The seed that it was made from.</param>
/// <param name="Members">Its members with their data, one a line.</param>
/// <param name="Helpers">Its helper methods.</param>
/// <param name="Body">The statements of <c>Generate()</c>.</param>
internal sealed record RandomModel(ulong Seed, St[] Members, St[] Helpers, St[] Body)
{
    /// <summary>The class alone.</summary>
    public string Class(string name)
    {
        var text = new StringBuilder($"[Model]\npublic partial class {name}\n{{\n");
        foreach (St member in Members)
            member.Write(text, 1);
        St generate = new(new Ex(Ty.Fixed, "void Generate()"), Body);
        foreach (St method in Helpers.Prepend(generate))
        {
            text.Append('\n');
            method.Write(text, 1);
        }
        return text.Append("}\n").ToString();
    }

    /// <summary>A file with the model in the namespace <c>Row.NAME</c>.</summary>
    public string Source(string name) => $$"""
        using System;
        using System.Linq;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;
        namespace Row.{{name}};

        [Distribution(Support.Positive)]
        [DistributionParameter("scale", Support.Positive)]
        [LogDensity("log(y) - 2 * log(scale) - 0.5 * square(y / scale)")]
        public readonly record struct Rayleigh(double Scale)
        {
            public static double operator ~(Rayleigh d) => d.Scale * Math.Sqrt(-2 * Math.Log(Sampling.Current.NextDouble()));
        }

        """ + Class(name);

    /// <summary>Simpler models, the boldest steps first.</summary>
    public IEnumerable<RandomModel> Simpler()
    {
        RandomModel tidy = Tidy();
        if (tidy.Members.Length < Members.Length || tidy.Helpers.Length < Helpers.Length)
            yield return tidy;
        foreach (St[] body in Lists.Simpler(Body))
            yield return this with { Body = body };
        for (int k = 0; k < Helpers.Length; k++)
        {
            yield return this with { Helpers = [.. Helpers[..k], .. Helpers[(k + 1)..]] };
            foreach (St[] body in Lists.Simpler(Helpers[k].Body!))
                yield return this with { Helpers = [.. Helpers[..k], Helpers[k] with { Body = body }, .. Helpers[(k + 1)..]] };
        }
        for (int k = 0; k < Members.Length; k++)
            yield return this with { Members = [.. Members[..k], .. Members[(k + 1)..]] };
    }

    /// <summary>The model without helpers and members that nothing names.</summary>
    private RandomModel Tidy()
    {
        static bool Names(string text, string name) => Regex.IsMatch(text, $@"\b{name}\b");
        string body = new RandomModel(Seed, [], [], Body).Class("M");
        St[] helpers = [.. Helpers.Where((h, k) => Names(body + new RandomModel(Seed, [], [.. Helpers.Where((_, other) => other != k)], []).Class("M"), NameOf(h)))];
        string code = new RandomModel(Seed, [], helpers, Body).Class("M");
        string attributes = string.Join(' ', Members.Select(m => m.Head.Text.Split(']')[0]));
        return this with { Helpers = helpers, Members = [.. Members.Where(m => Names(code, NameOf(m)) || Names(attributes, NameOf(m)))] };
    }

    /// <summary>The word that a declaration declares: the last one before its value, its parameters or its end.</summary>
    private static string NameOf(St declaration) =>
        Regex.Match(Regex.Replace(declaration.Head.Text, @"^\[[^\]]*\] ", ""), @"(\w+)(\(| =|;)").Groups[1].Value;
}

using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Operators, conversions, indexers, ranges, patterns and the like, with the arguments of a census.</summary>
internal static class ExpressionCalls
{
    private static readonly (string Name, string Operator)[] Binary =
    [
        ("op_Addition", "+"), ("op_Subtraction", "-"), ("op_Multiply", "*"), ("op_Division", "/"), ("op_Modulus", "%"), ("op_Equality", "=="), ("op_Inequality", "!="),
    ];

    /// <summary>The operators that a type defines.</summary>
    public static IEnumerable<CensusCall> OperatorsOf(Type type)
    {
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsSpecialName && m.Name.StartsWith("op_", StringComparison.Ordinal))
            .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.ToString(), StringComparer.Ordinal))
        {
            Type[] types = [.. method.GetParameters().Select(p => p.ParameterType)];
            string? text = method.Name switch
            {
                "op_UnaryNegation" => "-{0}",
                "op_UnaryPlus" => "+{0}",
                _ => Binary.FirstOrDefault(b => b.Name == method.Name).Operator is { } found ? "{0} " + found + " {1}" : null,
            };
            foreach (CensusCall call in Calls(text is null ? $"{OverloadCalls.NameOf(type)}.{method.Name}" : Described(text, types), text, method.ReturnType, types))
                yield return call;
        }
    }

    /// <summary>All rows of the tables.</summary>
    public static IEnumerable<CensusCall> All() => ExpressionRows.All.SelectMany(row => Calls(row.Signature ?? Described(row.Text, row.Arguments), row.Text, row.Result, row.Arguments, row.Before));

    private static string Described(string text, Type[] types) =>
        string.Format(CultureInfo.InvariantCulture, Braces(text), [.. types.Select(OverloadCalls.NameOf)]);

    private static IEnumerable<CensusCall> Calls(string signature, string? text, Type result, Type[] types, string before = "")
    {
        int count = types.Count(CensusMembers.CanBeLatent);
        Given[] variants = count == 0 ? [Given.Data] : count == 1 ? [Given.Latents, Given.Data] : [Given.Latents, Given.First, Given.Rest, Given.Data];
        foreach (Given given in variants)
        {
            var numbers = new Dictionary<Type, int>();
            int latents = 0;
            var arguments = new List<string>();
            foreach (Type type in types)
            {
                bool can = CensusMembers.CanBeLatent(type);
                int place = can ? latents++ : 0;
                bool latent = can && given switch { Given.Latents => true, Given.First => place == 0, Given.Rest => place > 0, _ => false };
                arguments.Add(CensusMembers.Argument(type, numbers[type] = numbers.GetValueOrDefault(type, -1) + 1, latent)!);
            }
            yield return new CensusCall(signature, given, text is null ? "" : Filled(text, arguments), result) { Before = Filled(before, arguments) };
        }
    }

    private static string Filled(string text, List<string> arguments) => string.Format(CultureInfo.InvariantCulture, Braces(text), [.. arguments]);

    /// <summary>Braces that are no places are doubled.</summary>
    private static string Braces(string text) =>
        Regex.Replace(text, @"\{(?!\d\})|(?<!\{\d)\}", m => m.Value + m.Value);
}

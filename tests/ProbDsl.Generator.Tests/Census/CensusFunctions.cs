using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Writes functions for parameters that take one: of their arguments and of a number from outside.</summary>
internal static class CensusFunctions
{
    public static bool IsOne(Type type) => type.IsGenericType && (type.Name.StartsWith("Func`", StringComparison.Ordinal) || IsAction(type));

    public static string? Write(Type type, bool latent)
    {
        Type[] types = type.GetGenericArguments();
        if (IsAction(type))
            return $"{Parameters(types)} => {{ }}";
        string? sum = Sum(types[..^1]);
        return sum is not null && Body(sum, types[..^1], types[^1], latent) is { } body ? $"{Parameters(types[..^1])} => {body}" : null;
    }

    private static bool IsAction(Type type) => type.Name.StartsWith("Action`", StringComparison.Ordinal);

    private static string Parameters(Type[] types) => $"({string.Join(", ", types.Select((t, i) => $"{OverloadCalls.NameOf(t)} v{i}"))})";

    private static string? Sum(Type[] types)
    {
        var terms = new List<string>();
        foreach (Type type in types)
        {
            string name = $"v{terms.Count}";
            if (type == typeof(IEnumerable<double>))
                name += ".Sum()";
            else if (type != typeof(double) && type != typeof(int) && type != typeof(Vector<double>))
                return null;
            terms.Add(terms.Count == 0 ? $"0.7 * {name}" : name);
        }
        return terms.Count == 0 ? "0.5" : string.Join(" + ", terms);
    }

    private static string? Body(string sum, Type[] given, Type result, bool latent)
    {
        string outside = latent ? "p" : "c";
        if (result == typeof(double) || (result == typeof(Vector<double>) && given.Contains(result)))
            return $"({sum}) * {outside}";
        if (result == typeof(bool))
            return $"{sum} > {outside}";
        if (result == typeof(IEnumerable<double>))
            return latent ? "a" : "d";
        if (result == typeof(string))
            return "\"x\"";
        return CensusCall.IsNumber(Nullable.GetUnderlyingType(result) ?? result) ? $"({OverloadCalls.NameOf(result)})(10 * ({sum}) * {outside})" : null;
    }
}

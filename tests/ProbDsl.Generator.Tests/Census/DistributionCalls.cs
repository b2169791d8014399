using System.Reflection;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Calls of every member of every distribution.</summary>
internal static class DistributionCalls
{
    private static readonly string[] OfRecords = ["GetHashCode", "Equals", "GetType", "Deconstruct", "PrintMembers"];

    public static IEnumerable<CensusCall> All()
    {
        foreach (MethodInfo maker in typeof(global::ProbDsl.Distributions).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => !m.IsGenericMethodDefinition && m.ReturnType.GetCustomAttribute<DistributionAttribute>() is not null)
            .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.ToString(), StringComparer.Ordinal))
            foreach (CensusCall call in Of(maker))
                yield return call;
    }

    private static IEnumerable<CensusCall> Of(MethodInfo maker)
    {
        Type type = maker.ReturnType;
        string name = $"{maker.Name}({string.Join(", ", maker.GetParameters().Select(p => OverloadCalls.NameOf(p.ParameterType)))})";
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => !OfRecords.Contains(m.Name) && m.DeclaringType == type)
            .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.ToString(), StringComparer.Ordinal))
        {
            bool isProperty = method.IsSpecialName;
            if (isProperty && !method.Name.StartsWith("get_", StringComparison.Ordinal))
                continue;
            bool many = method.Name is "LogDensity" or "Cdf" or "LogSurvival";
            string signature = $"{name}.{(isProperty ? method.Name[4..] : method.Name)}{(isProperty ? "" : $"({string.Join(", ", method.GetParameters().Select(p => OverloadCalls.NameOf(p.ParameterType)))})")}";
            foreach (Given given in many ? Enum.GetValues<Given>() : [Given.Latents, Given.Data])
                yield return new CensusCall(signature, given, Text(maker, method, given, isProperty) ?? "", method.ReturnType) { IsInside = true };
        }
    }

    /// <summary>A value's first argument depends on latents where only the first does: it is a parameter.</summary>
    private static string? Text(MethodInfo maker, MethodInfo method, Given given, bool isProperty)
    {
        bool parameters = given is Given.Latents or Given.First;
        var counts = new Dictionary<Type, int>();
        List<string?> arguments = [.. maker.GetParameters().Select(p => Parameter(maker.ReturnType, p, counts, parameters))];
        if (arguments.Contains(null))
            return null;
        string distribution = $"{maker.Name}({string.Join(", ", arguments)})";
        if (isProperty)
            return $"{distribution}.{method.Name[4..]}";
        List<string?> values = [.. method.GetParameters().Select(p => Value(maker.ReturnType, p.ParameterType, given is Given.Latents or Given.Rest))];
        return values.Contains(null) ? null : $"{distribution}.{method.Name}({string.Join(", ", values)})";
    }

    private static string? Parameter(Type distribution, ParameterInfo parameter, Dictionary<Type, int> counts, bool latent)
    {
        Type type = parameter.ParameterType;
        Support? support = distribution.GetCustomAttributes<DistributionParameterAttribute>().FirstOrDefault(a => string.Equals(a.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))?.Support;
        int number = counts[type] = counts.GetValueOrDefault(type, -1) + 1;
        string? plain = CensusMembers.Argument(type, number, latent);
        return parameter.Name is "dimension" ? "3" : support switch
        {
            Support.Simplex => $"Functions.Softmax({plain})",
            Support.PositiveDefinite => latent ? "(M * M.Transpose())" : "(X * X.Transpose())",
            Support.UnitVector => $"({plain} / {plain}.L2Norm())",
            Support.CholeskyFactor => latent ? "M.LowerTriangle()" : "X.LowerTriangle()",
            _ => plain,
        };
    }

    private static string? Value(Type distribution, Type type, bool latent)
    {
        if (type == typeof(Rng))
            return "new Rng(1)";
        Support support = distribution.GetCustomAttribute<DistributionAttribute>()!.Support;
        if (type == typeof(double))
            return latent ? "a[1]" : "d[1]";
        return support == Support.Simplex ? $"Functions.Softmax({(latent ? "a2" : "d2")})" : CensusMembers.Argument(type, 1, latent) ?? (type == typeof(int) ? "one" : null);
    }
}

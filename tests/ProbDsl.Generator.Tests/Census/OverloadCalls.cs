using System.Reflection;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Writes calls of every public overload of a type.</summary>
internal static class OverloadCalls
{
    private static readonly string[] OfEveryObject = ["GetHashCode", "Equals", "ReferenceEquals", "GetType"];

    /// <summary>The calls of a type's methods; those that cannot be written have no text.</summary>
    /// <param name="type">The type.</param>
    /// <param name="receiver">The type of the receiver of instance methods, or null where there are none.</param>
    /// <param name="target">The text of a receiver that is no argument, such as a builder.</param>
    public static IEnumerable<CensusCall> Of(Type type, Type? receiver = null, string? target = null)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        foreach (MethodInfo definition in type.GetMethods(All).Where(m => !m.IsSpecialName && !OfEveryObject.Contains(m.Name) && m.GetCustomAttribute<ObsoleteAttribute>() is null)
            .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.ToString(), StringComparer.Ordinal))
        {
            if (Closed(definition) is not { } method)
                continue;
            string signature = $"{NameOf(type)}.{method.Name}({string.Join(", ", definition.GetParameters().Select(p => (p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "") + NameOf(p.ParameterType)))})";
            bool[] forms = definition.GetParameters().Any(p => p.IsOptional) ? [false, true] : [true];
            foreach (bool whole in forms)
                foreach (Given given in Variants(method, receiver, whole))
                    yield return new CensusCall(
                        signature + (whole && forms.Length > 1 ? " in full" : ""), given, Call(definition, method, given, receiver, target, whole) ?? "", method.ReturnType,
                        receiver is null ? null : CensusMembers.Argument(receiver, 0, given is Given.Latents or Given.First));
        }
    }

    private static IEnumerable<Given> Variants(MethodInfo method, Type? receiver, bool whole)
    {
        int count = method.GetParameters().Count(p => !p.IsOut && (whole || !p.IsOptional) && (CensusMembers.CanBeLatent(p.ParameterType) || CensusFunctions.IsOne(p.ParameterType)))
            + (receiver is not null && !method.IsStatic && CensusMembers.CanBeLatent(receiver) ? 1 : 0);
        return count == 0 ? [Given.Data] : count == 1 ? [Given.Latents, Given.Data] : [Given.Latents, Given.First, Given.Rest, Given.Data];
    }

    private static MethodInfo? Closed(MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
            return method;
        try
        {
            return method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => typeof(double))]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Call(MethodInfo definition, MethodInfo method, Given given, Type? receiver, string? target, bool whole)
    {
        int latents = 0;
        bool Latent(bool can)
        {
            int place = can ? latents++ : 0;
            return can && given switch { Given.Latents => true, Given.First => place == 0, Given.Rest => place > 0, _ => false };
        }
        var counts = new Dictionary<Type, int>();
        int Next(Type type) => counts[type] = counts.GetValueOrDefault(type, -1) + 1;
        string on = method.IsStatic ? NameOf(method.DeclaringType!)
            : receiver is not null ? CensusMembers.Argument(receiver, Next(receiver), Latent(CensusMembers.CanBeLatent(receiver)))! : target!;
        var arguments = new List<string>();
        foreach (ParameterInfo parameter in method.GetParameters().Where(p => whole || !p.IsOptional))
        {
            Type type = parameter.ParameterType;
            if (type.IsByRef && !parameter.IsOut)
                return null;
            string? argument = parameter.IsOut ? "out _"
                : Special(method, parameter) is { } special ? special
                : CensusFunctions.IsOne(type) ? CensusFunctions.Write(type, Latent(true))
                : CensusMembers.Argument(type, Next(type), Latent(CensusMembers.CanBeLatent(type))) ?? (type.IsEnum ? $"{NameOf(type)}.{Enum.GetNames(type)[0]}" : null);
            if (argument is null)
                return null;
            arguments.Add(parameter.IsDefined(typeof(ParamArrayAttribute)) && argument.StartsWith("new[] { ", StringComparison.Ordinal) ? argument["new[] { ".Length..^2] : argument);
        }
        return $"{on}.{method.Name}{TypeArguments(definition)}({string.Join(", ", arguments)}){(method.Name == "InfiniteSequence" ? ".Take(4)" : "")}";
    }

    /// <summary>Arguments that must fit the others.</summary>
    private static string? Special(MethodInfo method, ParameterInfo parameter) => (method.Name, parameter.Name) switch
    {
        ("DenseOfRowMajor" or "DenseOfColumnMajor" or "SparseOfRowMajor" or "SparseOfColumnMajor", "columns") => "d.Length",
        ("Row", "columnIndex") or ("Column", "rowIndex") => "one",
        ("DenseOfDiagonalArray" or "DenseOfDiagonalVector" or "DiagonalOfDiagonalArray" or "DiagonalOfDiagonalVector" or "SparseOfDiagonalArray" or "SparseOfDiagonalVector", "rows" or "columns") => "d.Length",
        ("DenseOfIndexed" or "SparseOfIndexed", "length" or "rows" or "columns") => "d.Length",
        _ => null,
    };

    /// <summary>Type arguments where the compiler does not find them.</summary>
    private static string TypeArguments(MethodInfo definition)
    {
        if (!definition.IsGenericMethodDefinition)
            return "";
        Type[] parameters = definition.GetGenericArguments();
        return parameters.All(p => definition.GetParameters().Any(g => Mentions(g.ParameterType, p)))
            ? ""
            : $"<{string.Join(", ", parameters.Select(_ => "double"))}>";
    }

    private static bool Mentions(Type type, Type parameter) =>
        type == parameter || (type.HasElementType && Mentions(type.GetElementType()!, parameter)) || (type.IsGenericType && type.GetGenericArguments().Any(t => Mentions(t, parameter)));

    /// <summary>A type as C# writes it.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsByRef)
            return NameOf(type.GetElementType()!);
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return NameOf(inner) + "?";
        string? keyword = Type.GetTypeCode(type) switch
        {
            TypeCode.Double => "double", TypeCode.Int32 => "int", TypeCode.Boolean => "bool", TypeCode.Single => "float", TypeCode.Decimal => "decimal",
            TypeCode.Int64 => "long", TypeCode.Int16 => "short", TypeCode.Byte => "byte", TypeCode.SByte => "sbyte", TypeCode.UInt16 => "ushort",
            TypeCode.UInt32 => "uint", TypeCode.UInt64 => "ulong", TypeCode.String => "string", TypeCode.Char => "char", _ => null,
        };
        if (keyword is not null && !type.IsEnum)
            return keyword;
        if (type == typeof(object) || type == typeof(void) || type == typeof(nint) || type == typeof(nuint))
            return type == typeof(object) ? "object" : type == typeof(void) ? "void" : type == typeof(nint) ? "nint" : "nuint";
        string name = type.Name.Split('`')[0];
        return !type.IsGenericType ? name
            : name == "ValueTuple" ? $"({string.Join(", ", type.GetGenericArguments().Select(NameOf))})"
            : $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}

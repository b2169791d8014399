using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Batch.Frontend;
using ProbDsl.Generator.Diagnostics;

namespace ProbDsl.Generator.Frontend;

/// <summary>Refuses members that cannot stand beside what is generated into their class.</summary>
internal static class MemberChecks
{
    /// <summary>What every model gets, with the types of its parameters.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Ordinary = new Dictionary<string, string[]>
    {
        ["Condition"] = [],
        ["Fit"] = ["ProbDsl.FitOptions"],
        ["Simulate"] = ["ulong"],
    };

    /// <summary>What models with networks get; a method of the user's may be an overload.</summary>
    private static readonly HashSet<string> WithNetworks =
    [
        "Fit", "CreateBound", "EstimateEvidence", "Encode", "Decode", "Reconstruct", "Interpolate", "Sample", "Predict", "Bound", "Current", "fitted",
    ];

    public static void Run(ModelContext context, INamedTypeSymbol model, Location location, bool isBatched)
    {
        if (isBatched ? WithNetworks.Contains(model.Name) : Ordinary.ContainsKey(model.Name))
            context.Report(Descriptors.NameTaken, location, model.Name);
        foreach (ISymbol member in model.GetMembers().Where(m => !m.IsImplicitlyDeclared))
        {
            if (isBatched ? IsTakenWithNetworks(member) : IsTaken(member))
                context.Report(Descriptors.NameTaken, member.Locations[0], member.Name);
            if (member.IsStatic && (ModelReader.RoleOf(member) is not null || BatchLowering.RoleOf(member) is not null))
                context.Report(Descriptors.StaticMember, member.Locations[0], member.Name);
        }
    }

    private static bool IsTakenWithNetworks(ISymbol member) => WithNetworks.Contains(member.Name)
        && (member is not IMethodSymbol method || member.Name is "Bound" or "fitted" || (member.Name == "Current" && method.Parameters.IsEmpty));

    private static bool IsTaken(ISymbol member) => Ordinary.TryGetValue(member.Name, out string[]? parameters)
        && (member is not IMethodSymbol method || (method.Arity == 0 && method.Parameters.Select(p => p.Type.ToDisplayString().TrimEnd('?')).SequenceEqual(parameters)));
}

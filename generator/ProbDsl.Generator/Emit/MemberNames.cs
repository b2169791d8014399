using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>The names of what is generated into a model class beside the user's members, and of the members of its posterior.</summary>
internal sealed class MemberNames
{
    private readonly ScopeNames own;
    private readonly Dictionary<string, string> backing = [];
    private readonly Dictionary<string, string> properties = [];

    public MemberNames(ModelIr model)
    {
        own = new ScopeNames(model.Declaration.Members.Concat(["Condition", "Fit", "Simulate"]).Concat(model.Copies.Select(c => c.Name)));
        Estimator = own.Give("Estimator");
        Posterior = own.Give("Posterior");
        Copy = own.Give("CopyForSimulation");
        GeneratePredictive = own.Give("GeneratePredictive");
        GenerateDerived = own.Give("GenerateDerived");
        AddDerived = own.Give("AddDerived");
        foreach (MemberIr member in model.Members)
            backing[member.Name] = own.Give("BackingOf_" + LaneCode.Identifier(member.Name));
        NameProperties([.. model.Latents.Select(l => l.Name), .. model.Members.Where(m => m.IsDerived).Select(m => m.Name)]);
        Hidden = [.. model.Declaration.Hidden, .. properties.Values.Where(p => RuntimeNames.All.ContainsKey(p) && model.Declaration.Hidden.All(h => h.Name != p))
            .Select(p => (p, RuntimeNames.All[p]))];
    }

    public string Estimator { get; }

    public string Posterior { get; }

    public string Copy { get; }

    public string GeneratePredictive { get; }

    public string GenerateDerived { get; }

    public string AddDerived { get; }

    /// <summary>Names of the runtime that are written in full.</summary>
    public IReadOnlyCollection<(string Name, string Full)> Hidden { get; }

    /// <summary>The accessor of the field behind a member.</summary>
    public string BackingOf(string member) => backing[member];

    /// <summary>The posterior's property for an unknown or a derived quantity.</summary>
    public string Property(string member) => properties[member];

    /// <summary>Members of every posterior, its fields, and those of every object.</summary>
    private static readonly string[] OfPosteriors =
    [
        "Result", "Summary", "Predict", "Scalar", "Vector", "Matrix", "Rows", "model", "estimator",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    ];

    /// <summary>Names begin with a capital; where two would be one, those that the user writes so keep theirs.</summary>
    private void NameProperties(string[] members)
    {
        var posterior = new ScopeNames(OfPosteriors.Concat([Posterior]));
        var wanted = members.ToDictionary(m => m, Capitalized);
        foreach (string member in members.Where(m => wanted[m] == m && !posterior.IsTaken(m)).ToList())
            properties[member] = posterior.Give(member);
        foreach (string member in members.Where(m => !properties.ContainsKey(m)))
        {
            string name = posterior.IsTaken(wanted[member]) ? wanted[member] + "Value" : wanted[member];
            bool isShared = members.Count(m => wanted[m] == wanted[member]) > 1;
            properties[member] = posterior.Give(isShared && !posterior.IsTaken(member) ? member : name);
        }
    }

    private static string Capitalized(string name)
    {
        string trimmed = name.TrimStart('_');
        return trimmed.Length == 0 ? name : char.ToUpperInvariant(trimmed[0]) + trimmed.Substring(1);
    }
}

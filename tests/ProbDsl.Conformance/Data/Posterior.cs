using System.Text.Json;

namespace ProbDsl.Conformance;

/// <summary>A posterior of posteriordb, written in ProbDsl.</summary>
/// <param name="Name">Its name in posteriors.json.</param>
/// <param name="Load">Builds the model from the data; the result conditions the model on them.</param>
/// <param name="Names">Stan's parameters whose ProbDsl name is not the same in camel case: <c>theta_trans=-</c> has no counterpart among the
/// constrained values (a non-centred latent reports its natural value), <c>n=trials</c> is renamed.</param>
/// <param name="ByLargest">Whether a gradient is compared relative to its largest coordinate: the log density is huge at the random points.</param>
public sealed record Posterior(string Name, Func<JsonElement, Func<ILogDensity>> Load, string Names = "", bool ByLargest = false)
{
    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The indices in a model's <see cref="ILogDensity.ParameterNames"/> of Stan's constrained values; -1 where there is no counterpart.</summary>
    public int[] Places(IReadOnlyList<string> stanNames, IReadOnlyList<string> parameterNames)
    {
        Dictionary<string, string> renamed = Names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Dictionary<string, int> places = parameterNames.Select((name, index) => (Canonical(name), index)).ToDictionary();
        return [.. stanNames.Select(Place)];

        int Place(string stanName)
        {
            string[] parts = stanName.Split('.');
            string name = renamed.TryGetValue(parts[0], out string? given) ? given : CamelCase(parts[0]);
            if (name == "-")
                return -1;
            string key = string.Join('.', [name, .. parts[1..].Select(i => $"{int.Parse(i) - 1}")]);
            return places.TryGetValue(key, out int place)
                ? place
                : throw new InvalidOperationException($"{Name}: no parameter {key} for Stan's {stanName} among {string.Join(", ", parameterNames.Take(20))}");
        }
    }

    /// <summary>The name and its indices, whatever the brackets: <c>z[1,0]</c> and <c>z[1][0]</c> are <c>z.1.0</c>.</summary>
    private static string Canonical(string name) => name.Replace("][", ".").Replace(", ", ".").Replace(',', '.').Replace('[', '.').TrimEnd(']');

    private static string CamelCase(string name)
    {
        string[] words = name.Split('_');
        return string.Concat(words.Select((w, i) => i == 0 ? char.ToLowerInvariant(w[0]) + w[1..] : char.ToUpperInvariant(w[0]) + w[1..]));
    }
}

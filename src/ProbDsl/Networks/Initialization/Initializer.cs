using System.Globalization;

namespace ProbDsl.Networks;

/// <summary>How the initial values of a tensor are drawn; <see cref="Initializers"/> has them by name.</summary>
/// <param name="name">The name, as it is shown.</param>
public abstract class Initializer(string name)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Overwrites the values of a tensor.</summary>
    /// <param name="tensor">The tensor, which says its fans.</param>
    /// <param name="random">The stream to draw from.</param>
    public abstract void Fill(NetworkTensor tensor, Rng random);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A name with its argument.</summary>
    internal static string With(string name, double argument) => string.Create(CultureInfo.InvariantCulture, $"{name}({argument})");
}

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Where the values of a variable lie.</summary>
internal enum Domain
{
    Real,
    Positive,

    /// <summary>Between 0 and 1.</summary>
    Unit,
}

/// <summary>A name that expressions may read.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">Its C# type: <c>double</c>, <c>int</c>, <c>bool</c>, <c>double[]</c>, <c>int[]</c>, <c>bool[]</c>, <c>double[][]</c>, <c>double[,]</c>, <c>Vector</c>, <c>Matrix</c>.</param>
/// <param name="Latent">Whether it depends on latents.</param>
/// <param name="Sizes">The dimensions; of an array of arrays, the number of rows and the shortest row's length.</param>
internal sealed record Variable(string Name, string Type, bool Latent, params int[] Sizes)
{
    public Domain Domain { get; init; }

    /// <summary>The smallest and the largest value of an integer or of an array's integers.</summary>
    public (int Low, int High) Range { get; init; }

    /// <summary>Whether the values sum to one.</summary>
    public bool IsSimplex { get; init; }

    /// <summary>Whether it is the Cholesky factor of a correlation matrix.</summary>
    public bool IsFactor { get; init; }

    /// <summary>Whether it may be assigned again: a local that an enclosing loop may carry.</summary>
    public bool IsAssignable { get; init; }

    /// <summary>Whether it is a latent that is made of its coordinate and data alone, which bounds of arrays may be.</summary>
    public bool MayBoundArrays { get; init; }

    public bool IsSequence => Type is "double[]" or "Vector";

    public bool IsTable => Type is "double[,]" or "Matrix";
}

/// <summary>The names that are visible at a place, and what may be done there.</summary>
/// <param name="Variables">The names.</param>
/// <param name="LatentsAllowed">Whether expressions may depend on latents.</param>
internal sealed record Scope(IReadOnlyList<Variable> Variables, bool LatentsAllowed = true)
{
    public IEnumerable<Variable> Readable => Variables.Where(v => LatentsAllowed || !v.Latent);

    public Scope With(params Variable[] more) => this with { Variables = [.. Variables, .. more] };

    /// <summary>The same place, for an expression that data alone decide.</summary>
    public Scope Data => this with { LatentsAllowed = false };
}

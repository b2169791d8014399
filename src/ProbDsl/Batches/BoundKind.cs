namespace ProbDsl;

/// <summary>Which lower bound of the evidence is estimated.</summary>
public enum BoundKind
{
    /// <summary>The evidence lower bound, averaged over the samples.</summary>
    Elbo,

    /// <summary>The importance-weighted bound of K samples (Burda et al. 2016, equation 8).</summary>
    ImportanceWeighted,
}

namespace ProbDsl;

/// <summary>The family of Gaussian guides that a fit chooses from, over the unconstrained coordinates.</summary>
public enum GuideFamily
{
    /// <summary>Independent coordinates: 2 D parameters. Ignores posterior correlation, so it understates marginal scales.</summary>
    MeanField,

    /// <summary>Any mean and covariance, held as mean and Cholesky factor: D + D (D + 1) / 2 parameters.</summary>
    FullRank,
}

namespace ProbDsl;

/// <summary>How the gradient of the bound is estimated.</summary>
public enum GradientEstimator
{
    /// <summary>Closed-form divergences where the algebra has them (estimator B of Kingma and Welling 2014), else the joint form; for an importance-weighted bound the joint form.</summary>
    Automatic,

    /// <summary>The joint Monte Carlo form (estimator A).</summary>
    Joint,

    /// <summary>Without the score of the guide: sticking the landing (Roeder et al. 2017), and for an importance-weighted bound its doubly reparameterised form (Tucker et al. 2019).</summary>
    PathDerivative,
}

namespace ProbDsl;

/// <summary>What a fit is doing.</summary>
public enum FitPhase
{
    /// <summary>Looking for a point of finite density and climbing to a mode.</summary>
    Initializing,

    /// <summary>Moving the guide.</summary>
    Optimizing,

    /// <summary>Averaging out Monte Carlo noise around the optimum.</summary>
    Averaging,

    /// <summary>Drawing from the guide and weighing the draws.</summary>
    Sampling,

    /// <summary>The fit has ended.</summary>
    Finished,
}

namespace ProbDsl;

/// <summary>No starting point with a finite log density and gradient was found.</summary>
public sealed class InitializationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to try.</param>
    public InitializationException(string message)
        : base(message)
    {
    }
}

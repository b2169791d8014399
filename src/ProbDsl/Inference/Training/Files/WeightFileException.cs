namespace ProbDsl;

/// <summary>A file of weights or a checkpoint cannot be read, or is not what it was taken for. Nothing in memory has changed.</summary>
public sealed class WeightFileException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What was expected and what was found.</param>
    /// <param name="inner">The cause, if another exception is.</param>
    public WeightFileException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}

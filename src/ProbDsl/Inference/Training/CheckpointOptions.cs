using System.Globalization;

namespace ProbDsl;

/// <summary>Where and when a training is saved. The file is replaced only by a complete one.</summary>
/// <param name="Path">The file, in safetensors layout; its folder must exist.</param>
public sealed record class CheckpointOptions(string Path)
{
    /// <summary>Epochs between two savings, at least 1. The end of the training is saved too, also of a cancelled one.</summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>Whether a training goes on from the file where it exists.</summary>
    public bool Resume { get; init; }

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path))
            throw new ArgumentException("CheckpointOptions.Path must name a file, but is empty.", nameof(Path));
        string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path));
        if (folder is not null && !Directory.Exists(folder))
            throw new ArgumentException($"CheckpointOptions.Path must lie in a folder that exists, but '{folder}' does not.", nameof(Path));
        if (EveryEpochs < 1)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"CheckpointOptions.EveryEpochs must be at least 1, but is {EveryEpochs}."), nameof(EveryEpochs));
    }
}

namespace ProbDsl.Tests;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile()
    {
    }

    public TemporaryFile(byte[] content) => File.WriteAllBytes(Name, content);

    public TemporaryFile(string content) => File.WriteAllText(Name, content);

    public string Name { get; } = Path.Combine(Path.GetTempPath(), $"probdsl-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Name);
}

using Xunit;

namespace ProbDsl.Conformance;

/// <summary>A theory that needs posteriordb; without it, it is skipped and says so.</summary>
public sealed class ConformanceTheoryAttribute : TheoryAttribute
{
    public ConformanceTheoryAttribute()
    {
        if (PosteriorDb.Folder is null)
            Skip = PosteriorDb.Absent;
    }
}

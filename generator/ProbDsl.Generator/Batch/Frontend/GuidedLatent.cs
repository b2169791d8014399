using Microsoft.CodeAnalysis;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>The members of ProbDsl.WeightSampling.</summary>
internal enum WeightSampling
{
    Shared,
    LocalReparameterization,
    Flipout,
}

/// <summary>A latent as the guide draws it, and, once <c>Generate()</c> has been read, its prior.</summary>
internal sealed class GuidedLatent(BatchMember member, BatchDistribution distribution, bool isLocal, SyntaxNode syntax)
{
    public BatchMember Member { get; } = member;

    public BatchDistribution Distribution { get; } = distribution;

    public bool IsLocal { get; } = isLocal;

    /// <summary>The guide's distribution, for messages.</summary>
    public SyntaxNode Syntax { get; } = syntax;

    public int Draw { get; set; }

    /// <summary>The noise of the draw.</summary>
    public int Noise { get; set; }

    /// <summary>How its products with data are drawn: a member of WeightSampling.</summary>
    public WeightSampling Sampling { get; set; }

    public int GuideDensity { get; set; }

    public int GuideStatement { get; set; }

    public int Mean { get; set; } = -1;

    /// <summary>Whether Generate() has a statement for it, be it a wrong one.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Whether a product of it has been drawn in its place.</summary>
    public bool HasProducts { get; set; }

    public int? Prior { get; set; }

    public int ModelStatement { get; set; }

    public int Divergence { get; set; } = -1;
}

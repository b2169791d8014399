namespace ProbDsl.Inference;

/// <summary>Adapts a proposal round by round until its draws are weighed evenly enough, and returns the best that was found.</summary>
internal sealed class ProposalSearch(FitSession session, GaussianGuide guide, IReadOnlyList<GaussianGuide> others, Rng rng)
{
    private const int MostRounds = 10;
    /// <summary>One round at least: the tails of the first proposal are those of the guide.</summary>
    private const int LeastRounds = 1;

    private const int MostFailures = 3;
    private const int MostComponents = 6;
    private const int LeastDraws = 2000;
    private const int MostDraws = 4000;
    private const int DrawsPerCoordinate = 40;

    /// <summary>The shares of modes apart from the guide's, together.</summary>
    private const double OtherShare = 0.5;

    /// <summary>The first share of Gaussians where the guide falls short along a coordinate, together.</summary>
    private const double ConditionalShare = 0.3;

    /// <summary>The share of every later proposal that they keep as they are, so that no weight there can be great: what is fitted to draws may leave them again by chance.</summary>
    private const double DefensiveShare = 0.15;

    /// <summary>Proposals of this efficiency with a k-hat below <see cref="GoodKHat"/> are not improved on.</summary>
    private const double GoodEfficiency = 0.6;

    private const double GoodKHat = 0.5;

    private readonly List<GaussianGuide> _conditional = [];

    /// <summary>The best proposal, and draws from it.</summary>
    public (ImportanceProposal Proposal, WeightedPool Pool) Run(ImportanceProposal current, WeightedPool pool)
    {
        _conditional.AddRange(new ConditionalModes(session, Frame()).Find());
        if (others.Count + _conditional.Count > 0)
        {
            double own = others.Count > 0 ? 1 - OtherShare : 1;
            current = WithConditional([(own, Frame()), .. others.Select(o => (OtherShare / others.Count, o))], ConditionalShare);
            pool = Draw(current);
        }
        (ImportanceProposal Proposal, WeightedPool Pool) best = (current, pool);
        int failures = 0;
        for (int round = 0; round < MostRounds && failures < MostFailures && !session.Options.CancellationToken.IsCancellationRequested; round++)
        {
            if (round >= LeastRounds && pool.Diagnosis.Efficiency >= GoodEfficiency && IsEven(pool))
                break;
            ImportanceProposal? next = Adapt(current, pool, round);
            if (next is null)
                break;
            current = next;
            pool = Draw(current);
            if (Score(pool) > Score(best.Pool))
            {
                failures = 0;
                best = (current, pool);
            }
            else
                failures++;
        }
        return best;
    }

    /// <summary>The next proposal from draws of the current one; null where there is none.</summary>
    public ImportanceProposal? Adapt(ImportanceProposal current, WeightedPool pool, int round)
    {
        if (guide.Dimension > FitOptions.FullRankLimit)
            return round < 2 && pool.EffectiveDraws > 50 ? ProposalAdaptation.Diagonal(guide, pool) : null;
        // In the first round the Gaussians along the coordinates are fitted to the draws as the others are; later those that came of it are.
        (double Share, GaussianGuide Guide)[] fitted = round == 0 ? [.. current.Components] : [.. current.Components.Where(c => !_conditional.Contains(c.Guide))];
        bool enlarge = round > 0 && fitted.Length < MostComponents && guide.Dimension <= ProposalAdaptation.MostCoordinatesOfMixtures;
        ImportanceProposal dense = new(current.Components[0].Guide.IsDense ? fitted : [(1, Frame())]);
        return ProposalAdaptation.Next(Frame(), dense, pool, enlarge) is { } next ? WithConditional(next.Components, DefensiveShare) : null;
    }

    private ImportanceProposal WithConditional(IReadOnlyList<(double Share, GaussianGuide Guide)> components, double share) => _conditional.Count == 0
        ? new ImportanceProposal(components)
        : new ImportanceProposal([.. components.Select(c => ((1 - share) * c.Share, c.Guide)), .. _conditional.Select(c => (share / _conditional.Count, c))]);

    private GaussianGuide Frame()
    {
        if (guide.IsDense)
            return guide;
        GaussianGuide dense = new(guide.Dimension, dense: true);
        guide.Mean.CopyTo(dense.Mean, 0);
        dense.SetDiagonal(guide.Scales);
        return dense;
    }

    private WeightedPool Draw(ImportanceProposal proposal) =>
        WeightedPool.Draw(session, proposal, Math.Clamp(DrawsPerCoordinate * guide.Dimension, LeastDraws, MostDraws), rng);

    private static bool IsEven(WeightedPool pool) => pool.Diagnosis.IsBounded || pool.Diagnosis.KHat < GoodKHat;

    /// <summary>Effective draws per draw for the number that is known worst, less where the weights have a heavy tail.</summary>
    private static double Score(WeightedPool pool)
    {
        double variance = 0;
        for (int p = 0; p < pool.Columns.Length / pool.Count; p++)
        {
            NumberErrors.Estimate estimate = NumberErrors.Weighted(pool.Column(p), pool.Weights);
            variance = Math.Max(variance, Math.Max(estimate.MeanError * estimate.MeanError, estimate.ScaleError * estimate.ScaleError));
        }
        return (IsEven(pool) ? 1 : pool.Diagnosis.IsWeighable ? 0.7 : 0.3) / (variance * pool.Count);
    }
}

namespace ProbDsl.Inference;

/// <summary>Adapts a proposal round by round until its draws are weighed evenly enough, and returns the best that was found.</summary>
internal sealed class ProposalSearch(FitSession session, GaussianGuide guide, IReadOnlyList<GaussianGuide> others, IReadOnlyList<GaussianGuide> own, Rng rng)
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

    /// <summary>Scales that are tried, one at a time.</summary>
    private const int MostScales = 2;

    /// <summary>The same of proposals that follow a scale, of which a share lies far out by design.</summary>
    private const double GoodConditionalEfficiency = 0.4;

    /// <summary>The share of a mixture that joins those, and is adapted.</summary>
    private const double MixedShare = 0.3;

    private readonly List<GaussianGuide> _conditional = [.. own];

    /// <summary>The best proposal, and draws from it.</summary>
    public (Proposal Proposal, WeightedPool Pool) Run(ImportanceProposal current, WeightedPool pool)
    {
        int[] scales = others.Count == 0 && guide.Dimension is > 1 and <= FitOptions.FullRankLimit ? ScaleCoordinates.Find(session.Evaluator, Frame()) : [];
        _conditional.AddRange(new ConditionalModes(session, Frame()).Find(except: scales.Length > 0 ? scales[0] : -1));
        (Proposal Proposal, WeightedPool Pool) best = (current, pool);
        if (others.Count + _conditional.Count > 0)
        {
            double own = others.Count > 0 ? 1 - OtherShare : 1;
            current = WithConditional([(own, Frame()), .. others.Select(o => (OtherShare / others.Count, o))], ConditionalShare);
            pool = Draw(current);
            best = (current, pool);
        }
        foreach (int[] held in Held(scales))
        {
            if (ConditionalPath.Follow(session, Frame(), held) is not { } nodes)
                continue;
            ConditionalProposal conditional = new(held, nodes, WithConditional([(1, Frame())], ConditionalShare), IsMixed ? MixedShare : DefensiveShare);
            WeightedPool drawn = Draw(conditional);
            if (Adapt(conditional, drawn, round: 0) is { } adapted)
            {
                conditional = (ConditionalProposal)adapted;
                drawn = Draw(conditional);
            }
            if (drawn.Diagnosis.Efficiency >= GoodConditionalEfficiency && IsEven(drawn))
                return (conditional, drawn);
            if (Score(drawn) > Score(best.Pool))
                best = (conditional, pool = drawn);
        }
        return Adapted(current, pool, best);
    }

    /// <summary>Coordinates to follow: scales one at a time; where none of those will do, the fewest together, given which the others are much nearer to Gaussian than they are with none held.</summary>
    private IEnumerable<int[]> Held(int[] scales)
    {
        int[] tried = [.. scales.Take(MostScales)];
        foreach (int scale in tried)
            yield return [scale];
        if (others.Count > 0 || !IsMixed || guide.Dimension < 3)
            yield break;
        int[] together = ThirdDerivatives.At(session.Evaluator, Frame())?.Fewest() ?? [];
        if (together.Length > 1 || (together.Length == 1 && !tried.Contains(together[0])))
            yield return together;
    }

    /// <summary>Adapts Gaussians to draws round by round, as long as that makes the best proposal better.</summary>
    private (Proposal Proposal, WeightedPool Pool) Adapted(ImportanceProposal current, WeightedPool pool, (Proposal Proposal, WeightedPool Pool) best)
    {
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

    /// <summary>The next proposal from draws of the current one; null where there is none. Of a conditional one the defence is adapted, which looks for what lies beside the path.</summary>
    public Proposal? Adapt(Proposal proposal, WeightedPool pool, int round) => proposal switch
    {
        ConditionalProposal conditional => IsMixed && Adapt(conditional.Defence, pool, round) is { } defence ? conditional.With(defence) : null,
        ImportanceProposal mixture => Adapt(mixture, pool, round),
        _ => null,
    };

    private ImportanceProposal? Adapt(ImportanceProposal current, WeightedPool pool, int round)
    {
        if (guide.Dimension > FitOptions.FullRankLimit)
            return round < 2 && pool.EffectiveDraws > 50 ? ProposalAdaptation.Diagonal(guide, pool) : null;
        // In the first round the Gaussians along the coordinates are fitted to the draws as the others are; later those that came of it are.
        (double Share, GaussianGuide Guide)[] fitted = round == 0 ? [.. current.Components] : [.. current.Components.Where(c => !_conditional.Contains(c.Guide))];
        bool enlarge = round > 0 && fitted.Length < MostComponents && IsMixed;
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

    /// <summary>Whether mixtures of Gaussians are fitted, for which there must not be too many coordinates.</summary>
    private bool IsMixed => guide.Dimension <= ProposalAdaptation.MostCoordinatesOfMixtures;

    private WeightedPool Draw(Proposal proposal) =>
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

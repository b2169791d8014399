using System.Buffers;

namespace ProbDsl.Inference;

/// <summary>Which draws a fit reports, and what is known of the numbers they give.</summary>
/// <param name="Columns">The model's own values, [value][draw].</param>
/// <param name="IsWeighted">Whether the draws follow the weights.</param>
/// <param name="Diagnosis">Of the weights that the errors rest on.</param>
/// <param name="Errors">One for each value.</param>
/// <param name="Trust">What is known of them.</param>
internal sealed record WeighedDraws(double[] Columns, bool IsWeighted, ImportanceDiagnosis Diagnosis, ReportedError[] Errors, FitTrust Trust);

/// <summary>
/// Measures by importance weights how far the guide's means and standard deviations are off; where they are not right as they are, looks for
/// a proposal from which weighted draws are, and judges those.
/// </summary>
internal sealed class DrawWeighing
{
    /// <summary>Draws from the tails that join those of the optimiser's last step: enough where weights are so nearly equal that they move nothing.</summary>
    private const int FirstTails = 64;

    private const int FewestDraws = 320;

    private const double NearlyEqual = 0.98;

    private const int FirstDraws = 1280;
    private const int MostDraws = 40_000;

    /// <summary>Effective draws that are aimed at: a standard error of 0.013 standard deviations.</summary>
    private const int EffectiveDraws = 6000;

    /// <summary>Numbers of the guide that were asked for unweighted are relied on where they are off by less than this.</summary>
    private const double MostShift = 0.1;

    /// <summary>Weighted numbers are relied on where their standard errors are below this.</summary>
    private const double MostError = 0.04;

    /// <summary>More draws are weighed until standard errors are below this, as far as they are at hand: for as few values as one; for many less, so that the greatest error of all is below <see cref="AimedGreatest"/>.</summary>
    private const double AimedError = 0.02;

    private const double AimedGreatest = 0.04;

    /// <summary>Of values of less kurtosis a standard deviation is known to 6 % from 4,000 draws.</summary>
    private const double RareKurtosis = 58;

    /// <summary>The shape of a tail beyond which there is no variance.</summary>
    private const double InfiniteVariance = 0.5;

    private const int MostAttempts = 9;
    private const int LeastDraws = 4000;

    private const int MostValues = 1 << 24;

    private readonly FitSession _session;
    private readonly GaussianGuide _guide;
    private readonly KnownDraws? _known;
    private readonly Rng _rng;
    private readonly int _width;
    private NumberErrors.Estimate[] _plain = [];
    private double[][] _plainValues = [];

    /// <summary>Prepares.</summary>
    /// <param name="session">The fit.</param>
    /// <param name="guide">The guide.</param>
    /// <param name="known">The draws of the optimiser's last step, where there are any.</param>
    public DrawWeighing(FitSession session, GaussianGuide guide, KnownDraws? known = null)
    {
        _session = session;
        _guide = guide;
        _known = known;
        _rng = new Rng(session.Options.Seed, 5);
        _width = session.Evaluator.Model.ParameterNames.Count;
    }

    /// <summary>The evidence lower bound of the guide.</summary>
    public double Elbo { get; private set; }

    /// <summary>Its standard error.</summary>
    public double ElboStandardError { get; private set; }

    /// <summary>Gaussians at modes that the guide does not cover.</summary>
    public IReadOnlyList<GaussianGuide> OtherModes { get; private set; } = [];

    /// <summary>Chooses the draws.</summary>
    public WeighedDraws Run()
    {
        FitOptions options = _session.Options;
        ImportanceProposal proposal = new([(1, _guide)]);
        GuideCheck check = Check(proposal);
        WeightedPool pool = check.Pool;
        (Elbo, ElboStandardError, _plain) = (check.Elbo, check.ElboStandardError, check.Plain);
        if (pool.Infinite > 0)
            return Own(check, FitTrust.Improper);
        if (options.CancellationToken.IsCancellationRequested)
            return Own(check, FitTrust.Unmeasured);
        OtherModes others = new(_session, _guide);
        OtherModes = others.Find(Elbo, [.. _plain.Select(p => p.Scale)]);
        if (check.IsRight && OtherModes.Count == 0)
            return Own(check, others.IsComplete ? FitTrust.Guide : FitTrust.MissingModes);
        (_plainValues, _plain) = PlainValues();
        ProposalSearch search = new(_session, _guide, OtherModes, others.OwnModes, _rng);
        (Proposal found, pool) = search.Run(proposal, pool);
        (WeightedPool final, ReportedError[] errors) = DrawFinal(search, found, pool);
        if (!final.Diagnosis.IsWeighable)
            return Own(final, FitTrust.Unweighable);
        errors = [.. errors.Select((e, p) => IsRare(final, p) ? e with { ScaleError = double.PositiveInfinity } : e)];
        if (!options.ImportanceResampling)
            return Own(final, errors.All(e => e.GuideOff <= MostShift && e.Error <= MostError) ? FitTrust.Guide : FitTrust.GuideIsOff);
        (double[] columns, double resamplingError) = Resampling.Draw(_session.Evaluator.Model, final, options.Draws, _rng);
        FitTrust trust = !final.Diagnosis.HasErrors || !errors.All(e => e.Error <= MostError) ? FitTrust.FewEffectiveDraws
            : resamplingError > MostError ? FitTrust.FewDraws
            : !others.IsComplete ? FitTrust.MissingModes
            : FitTrust.Weighted;
        return new WeighedDraws(columns, true, final.Diagnosis, errors, trust);
    }

    /// <summary>By the draws of the optimiser's last step and some from the tails, where these suffice to show that the guide is right; else by more draws.</summary>
    private GuideCheck Check(ImportanceProposal proposal)
    {
        if (_known is not null)
        {
            WeightedPool pool = WeightedPool.Extend(_session, _known, FirstTails, new Rng(_session.Options.Seed, 6));
            GuideCheck first = new(_guide, pool, _known.Count, NearlyEqual);
            if (first.IsRight)
                return first;
        }

        int count = Limited(FirstDraws);
        return new GuideCheck(_guide, WeightedPool.Draw(_session, proposal, count, _rng), proposal.GaussianCount(count), leastEfficiency: 0.5);
    }

    /// <summary>
    /// The draws that are reported: those of the first proposal that gives every number with a small error and agrees with the one before it.
    /// Each proposal is made from what the draws of the last one show of the target.
    /// </summary>
    /// <remarks>The standard error of weighted draws knows nothing of what no draw came near; that another proposal finds the same does.</remarks>
    private (WeightedPool Pool, ReportedError[] Errors) DrawFinal(ProposalSearch search, Proposal proposal, WeightedPool pool)
    {
        double wanted = Math.Max(EffectiveDraws, _session.Options.Draws) / Math.Max(pool.Diagnosis.Efficiency, 1e-3);
        double aimed = Math.Min(AimedError, AimedGreatest / (1 + Math.Sqrt(2 * Math.Log(2 * _width))));
        NumberErrors.Estimate[]? before = null;
        for (int attempt = 0; ; attempt++)
        {
            WeightedPool final = Draw(proposal, wanted);
            NumberErrors.Estimate[] now = [.. Enumerable.Range(0, _width).Select(p => NumberErrors.Weighted(final.Column(p), final.Weights))];
            ReportedError[] errors = Errors(final, before is null ? now : [.. now.Zip(before, NumberErrors.WithDisagreement)]);
            double error = errors.Max(e => e.Error);
            // Where no more draws can be had, small errors do.
            bool isGood = final.Diagnosis.HasErrors && error <= (final.Count < MostCount ? aimed : AimedError);
            if (isGood && before is not null || attempt == MostAttempts || _session.Options.CancellationToken.IsCancellationRequested)
                return (final, errors);
            before = final.Diagnosis.IsWeighable ? now : null;
            wanted = Math.Clamp(final.Count * (error / aimed) * (error / aimed), LeastDraws, 4.0 * final.Count);
            if (search.Adapt(proposal, final, round: attempt + 1) is { } next)
                proposal = next;
        }
    }

    /// <summary>
    /// Whether a standard deviation hangs on a few draws far out, so that its standard error says nothing: what draws contribute to the second moment has, by the shape of its tail, no variance.
    /// </summary>
    private static bool IsRare(WeightedPool pool, int value)
    {
        ReadOnlySpan<double> column = pool.Column(value);
        if (!(NumberErrors.Kurtosis(column, pool.Weights) > RareKurtosis))
            return false;
        double mean = NumberErrors.Weighted(column, pool.Weights).Mean;
        double[] contributions = new double[pool.Count];
        for (int s = 0; s < contributions.Length; s++)
            contributions[s] = Math.Log(pool.Weights[s]) + 2 * Math.Log(Math.Abs(column[s] - mean));
        ImportanceDiagnosis tail = ParetoSmoothedImportanceSampling.Diagnose(contributions, pool.Dimension);
        return tail.KHat > InfiniteVariance && !tail.IsBounded;
    }

    private WeightedPool Draw(Proposal proposal, double count) =>
        WeightedPool.Draw(_session, proposal, (int)Math.Min(count, MostCount), _rng);

    private int MostCount => Limited(Math.Max(MostDraws, 2 * _session.Options.Draws));

    private int Limited(int draws) => Math.Min(draws, Math.Max(FewestDraws, MostValues / (_width + _guide.Dimension)));

    /// <summary>The guide's own draws, of which a check has said all.</summary>
    private WeighedDraws Own(GuideCheck check, FitTrust trust) =>
        new(OwnColumns(_session.Options.Draws, _rng), false, check.Diagnosis, check.Errors(_session.Evaluator.Model.ParameterNames), trust);

    /// <summary>The guide's own draws, of which weighted ones say all.</summary>
    private WeighedDraws Own(WeightedPool pool, FitTrust trust) => new(OwnColumns(_session.Options.Draws, _rng), false, pool.Diagnosis, Errors(pool), trust);

    private double[] OwnColumns(int draws, Rng rng)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(_guide.Dimension * draws);
        Span<double> positions = rented.AsSpan(0, _guide.Dimension * draws);
        MatchedNoise.Fill(_guide, draws, rng, positions);
        _guide.TransformInPlace(positions, draws);
        double[] columns = DrawColumns.Constrain(_session.Evaluator.Model, positions, draws);
        ArrayPool<double>.Shared.Return(rented);
        return columns;
    }

    /// <summary>The guide's moments, and values of its own draws in any order, where finite.</summary>
    private (double[][] Values, NumberErrors.Estimate[] Moments) PlainValues()
    {
        double[] columns = OwnColumns(FirstDraws, new Rng(_session.Options.Seed, 9));
        double[][] values = [.. Enumerable.Range(0, _width).Select(p => Array.FindAll(columns[(p * FirstDraws)..((p + 1) * FirstDraws)], double.IsFinite))];
        double[] even = new double[FirstDraws];
        return (values, Array.ConvertAll(values, column =>
        {
            even.AsSpan(0, column.Length).Fill(1.0 / column.Length);
            return NumberErrors.Weighted(column, even.AsSpan(0, column.Length));
        }));
    }

    private ReportedError[] Errors(WeightedPool pool) =>
        Errors(pool, [.. Enumerable.Range(0, _width).Select(p => NumberErrors.Weighted(pool.Column(p), pool.Weights))]);

    private ReportedError[] Errors(WeightedPool pool, NumberErrors.Estimate[] estimates)
    {
        IReadOnlyList<string> names = _session.Evaluator.Model.ParameterNames;
        var errors = new ReportedError[_width];
        for (int p = 0; p < _width; p++)
            errors[p] = ReportedError.Of(names[p], _plain[p], estimates[p], NumberErrors.QuantileShift(_plainValues[p], pool.Column(p), pool.Weights));
        return errors;
    }
}

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
    /// <summary>Enough where weights are so nearly equal that they move nothing.</summary>
    private const int FewestDraws = 320;

    private const double NearlyEqual = 0.98;

    private const int FirstDraws = 1280;
    private const int MostDraws = 40_000;

    /// <summary>Effective draws that are aimed at: a standard error of 0.013 standard deviations.</summary>
    private const int EffectiveDraws = 6000;

    /// <summary>The guide's own numbers are reported where they are off by less than this, twice the standard error included.</summary>
    private const double LeastShift = 0.04;

    /// <summary>Numbers of the guide that were asked for unweighted are relied on where they are off by less than this.</summary>
    private const double MostShift = 0.1;

    /// <summary>The same of probabilities to lie below a quantile.</summary>
    private const double LeastQuantileShift = 0.015;

    /// <summary>Weighted numbers are relied on where their standard errors are below this.</summary>
    private const double MostError = 0.04;

    /// <summary>More draws are weighed until standard errors are below this, as far as they are at hand.</summary>
    private const double AimedError = 0.02;

    /// <summary>Of values of less kurtosis a standard deviation is known to 6 % from 4,000 draws.</summary>
    private const double RareKurtosis = 58;

    /// <summary>The shape of a tail beyond which there is no variance.</summary>
    private const double InfiniteVariance = 0.5;

    private const int MostAttempts = 9;
    private const int LeastDraws = 4000;

    private const int MostValues = 1 << 24;

    private readonly FitSession _session;
    private readonly GaussianGuide _guide;
    private readonly Rng _rng;
    private readonly int _width;
    private readonly NumberErrors.Estimate[] _plain;
    private readonly NumberErrors.Estimate[] _near;
    private double[][] _plainValues = [];
    private double[] _plainWeights = [];

    /// <summary>Prepares.</summary>
    public DrawWeighing(FitSession session, GaussianGuide guide)
    {
        _session = session;
        _guide = guide;
        _rng = new Rng(session.Options.Seed, 5);
        _width = session.Evaluator.Model.ParameterNames.Count;
        _plain = new NumberErrors.Estimate[_width];
        _near = new NumberErrors.Estimate[_width];
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
        WeightedPool pool = WeightedPool.Draw(_session, proposal, Limited(FewestDraws), new Rng(_session.Options.Seed, 6));
        bool right = MeasureGuide(pool, NearlyEqual);
        if (!right)
        {
            pool = WeightedPool.Draw(_session, proposal, Limited(FirstDraws), _rng);
            right = MeasureGuide(pool, leastEfficiency: 0.5);
        }
        if (pool.Infinite > 0)
            return Own(pool, FitTrust.Improper);
        if (options.CancellationToken.IsCancellationRequested)
            return Own(pool, FitTrust.Unmeasured);
        OtherModes others = new(_session, _guide);
        OtherModes = others.Find(Elbo, [.. _plain.Select(p => p.Scale)]);
        if (right && OtherModes.Count == 0)
            return Own(pool, others.IsComplete ? FitTrust.Guide : FitTrust.MissingModes, isRight: true);
        ProposalSearch search = new(_session, _guide, OtherModes, _rng);
        (proposal, pool) = search.Run(proposal, pool);
        (WeightedPool final, ReportedError[] errors) = DrawFinal(search, proposal, pool);
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

    /// <summary>
    /// The draws that are reported: those of the first proposal that gives every number with a small error and agrees with the one before it.
    /// Each proposal is made from what the draws of the last one show of the target.
    /// </summary>
    /// <remarks>The standard error of weighted draws knows nothing of what no draw came near; that another proposal finds the same does.</remarks>
    private (WeightedPool Pool, ReportedError[] Errors) DrawFinal(ProposalSearch search, ImportanceProposal proposal, WeightedPool pool)
    {
        double wanted = Math.Max(EffectiveDraws, _session.Options.Draws) / Math.Max(pool.Diagnosis.Efficiency, 1e-3);
        NumberErrors.Estimate[]? before = null;
        for (int attempt = 0; ; attempt++)
        {
            WeightedPool final = Draw(proposal, wanted);
            NumberErrors.Estimate[] now = [.. Enumerable.Range(0, _width).Select(p => NumberErrors.Weighted(final.Column(p), final.Weights))];
            ReportedError[] errors = Errors(final, before is null ? now : [.. now.Zip(before, NumberErrors.WithDisagreement)]);
            double error = errors.Max(e => e.Error);
            bool isGood = final.Diagnosis.HasErrors && error <= AimedError;
            if (isGood && before is not null || attempt == MostAttempts || _session.Options.CancellationToken.IsCancellationRequested)
                return (final, errors);
            before = final.Diagnosis.IsWeighable ? now : null;
            wanted = Math.Clamp(final.Count * (error / AimedError) * (error / AimedError), LeastDraws, 4.0 * final.Count);
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
        return ParetoSmoothedImportanceSampling.TailShape(contributions) > InfiniteVariance;
    }

    private WeightedPool Draw(ImportanceProposal proposal, double count) =>
        WeightedPool.Draw(_session, proposal, Limited((int)Math.Min(count, Math.Max(MostDraws, 2 * _session.Options.Draws))), _rng);

    private int Limited(int draws) => Math.Min(draws, Math.Max(FewestDraws, MostValues / (_width + _guide.Dimension)));

    /// <summary>The guide's own draws.</summary>
    private WeighedDraws Own(WeightedPool pool, FitTrust trust, bool isRight = false)
    {
        int draws = _session.Options.Draws;
        double[] rented = ArrayPool<double>.Shared.Rent(_guide.Dimension * draws);
        Span<double> positions = rented.AsSpan(0, _guide.Dimension * draws);
        MatchedNoise.Fill(_guide, draws, _rng, positions);
        _guide.TransformInPlace(positions, draws);
        double[] columns = DrawColumns.Constrain(_session.Evaluator.Model, positions, draws);
        ArrayPool<double>.Shared.Return(rented);
        return new WeighedDraws(columns, false, pool.Diagnosis, isRight ? OwnErrors() : Errors(pool), trust);
    }

    /// <summary>Where the guide is right, by the draws that follow its Gaussian alone: their differences from the weighted ones are known far better.</summary>
    private ReportedError[] OwnErrors() => [.. Enumerable.Range(0, _width).Select(p =>
        ErrorOf(p, _near[p], NumberErrors.QuantileShift(_plainValues[p], _plainValues[p], _plainWeights)))];

    private ReportedError[] Errors(WeightedPool pool) =>
        Errors(pool, [.. Enumerable.Range(0, _width).Select(p => NumberErrors.Weighted(pool.Column(p), pool.Weights))]);

    private ReportedError[] Errors(WeightedPool pool, NumberErrors.Estimate[] estimates)
    {
        var errors = new ReportedError[_width];
        for (int p = 0; p < _width; p++)
            errors[p] = ErrorOf(p, estimates[p], NumberErrors.QuantileShift(_plainValues[p], pool.Column(p), pool.Weights));
        return errors;
    }

    private ReportedError ErrorOf(int value, NumberErrors.Estimate estimate, double quantileShift)
    {
        string name = _session.Evaluator.Model.ParameterNames[value];
        return estimate.Scale > 0
            ? new ReportedError(name, (_plain[value].Mean - estimate.Mean) / estimate.Scale, _plain[value].Scale / estimate.Scale, quantileShift, estimate.MeanError, estimate.ScaleError)
            : new ReportedError(name, 0, 1, 0, 0, 0);
    }

    /// <summary>
    /// The bound and the guide's moments, from the draws that follow its Gaussian; true where these, weighted, show every mean and standard
    /// deviation right, and all draws, those with heavier tails included, say the same.
    /// </summary>
    private bool MeasureGuide(WeightedPool pool, double leastEfficiency)
    {
        int count = ImportanceProposal.GaussianCount(pool.Count);
        _plainValues = [.. Enumerable.Range(0, _width).Select(p => pool.Column(p)[..count].ToArray())];
        double[] logWeights = pool.GaussianLogWeights(_guide, count);
        MeasureBound(logWeights);
        double[] even = new double[count];
        Array.Fill(even, 1.0 / count);
        ImportanceDiagnosis diagnosis = ParetoSmoothedImportanceSampling.Judge(logWeights, _guide.Dimension);
        double[] weights = Array.ConvertAll(logWeights, w => double.IsNaN(w) ? 0 : Math.Exp(w));
        _plainWeights = weights;
        bool right = diagnosis.Efficiency > leastEfficiency && pool.Diagnosis.IsWeighable;
        double deviations = 1.5 + Math.Sqrt(2 * Math.Log(2 * _width));
        for (int p = 0; p < _width; p++)
        {
            ReadOnlySpan<double> values = pool.Column(p);
            _plain[p] = NumberErrors.Weighted(values[..count], even);
            NumberErrors.Estimate near = NumberErrors.WeightedLessPlain(values[..count], weights);
            _near[p] = near;
            if (near.Scale == 0 || !right)
                continue;
            NumberErrors.Estimate all = NumberErrors.Weighted(values, pool.Weights);
            right = Math.Abs(_plain[p].Mean - near.Mean) / near.Scale + 2 * near.MeanError < LeastShift
                && Math.Abs(Math.Log(_plain[p].Scale / near.Scale)) + 2 * near.ScaleError < LeastShift
                && Math.Abs(all.Mean - near.Mean) / near.Scale < Math.Min(deviations * all.MeanError, MostShift)
                && Math.Abs(Math.Log(all.Scale / near.Scale)) < Math.Min(deviations * all.ScaleError, MostShift)
                && NumberErrors.QuantileShift(values[..count], values[..count], weights) < LeastQuantileShift;
        }
        return right;
    }

    /// <summary>The bound over the draws whose density is finite, where nearly all are; -∞ where the guide reaches beyond the support.</summary>
    private void MeasureBound(double[] logWeights)
    {
        double[] finite = Array.FindAll(logWeights, double.IsFinite);
        bool nearlyAll = finite.Length >= 0.99 * logWeights.Length;
        (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(finite);
        Elbo = nearlyAll ? mean : double.NegativeInfinity;
        ElboStandardError = nearlyAll ? Math.Sqrt(variance / finite.Length) : double.NaN;
    }
}

using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Looks for modes that the guide does not cover: at images of those that are known, and by climbs from dispersed points.</summary>
/// <remarks>
/// A climb ends as soon as it comes among the guide's own draws, so that it costs little where there is one mode. Climbs go on as long as a mode was reached by one climb alone: by the estimate of Good
/// (Biometrika 40, 1953) the chance that the next climb ends at a mode not seen before is the share of climbs that ended where no other did.
/// </remarks>
internal sealed class OtherModes
{
    private const int ClimbsAtOnce = 8;
    private const int MostClimbs = 32;
    private const int MostModes = 24;
    private const int MostSteps = 150;
    private const int LaplacePasses = 10;

    /// <summary>Half of the climbs begin around the guide, at this many of its standard deviations.</summary>
    private const double Dispersion = 5;

    /// <summary>Modes of less mass than this part of the guide's are of no interest.</summary>
    private const double LeastMass = 1e-3;

    /// <summary>Places between the guide's mean and a mode at which a valley is looked for.</summary>
    private const int PlacesBetween = 15;

    /// <summary>A valley of less depth below the lower end is none: a straight way leaves a bent crest, and the density of a Gaussian falls by so much at one standard deviation.</summary>
    private const double ShallowValley = 0.5;

    /// <summary>The search counts as complete where the chance that one more climb finds another mode is estimated to be below this.</summary>
    private const double MostUnseen = 0.1;

    private readonly FitSession _session;
    private readonly GaussianGuide _guide;
    private readonly int _dimension;
    private readonly double[] _difference;
    private readonly List<Mode> _found = [];
    private double _elbo;

    public OtherModes(FitSession session, GaussianGuide guide)
    {
        _session = session;
        _guide = guide;
        _dimension = guide.Dimension;
        _difference = new double[_dimension];
    }

    /// <summary>Whether in all likelihood every mode was found that matters.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Laplace approximations at modes of the guide's own hill that lie beyond its draws: no valley is between, the guide is too narrow.</summary>
    public IReadOnlyList<GaussianGuide> OwnModes => [.. _found.Where(m => m.IsOwn && !m.IsSmall).Select(m => m.Guide)];

    /// <summary>Laplace approximations at modes apart from the guide, with no more than negligible overlap.</summary>
    /// <param name="elbo">The guide's evidence lower bound, to compare masses with.</param>
    /// <param name="deviations">The standard deviation of each of the model's values.</param>
    public List<GaussianGuide> Find(double elbo, double[] deviations)
    {
        if (_dimension > FitOptions.FullRankLimit || !_guide.IsDense || _session.Options.InitialPosition is not null)
            return [];
        _elbo = elbo;
        SymmetricImages images = new(_session.Evaluator.Model);
        LookAtImages(images, _guide.Mean, deviations);
        Rng rng = new(_session.Options.Seed, 8);
        int climbs = 0;
        int alone = 0;
        while (climbs < MostClimbs && _session.StopReason() is null && _found.Count < MostModes)
        {
            for (int i = 0; i < ClimbsAtOnce; i++, climbs++)
                ClimbFrom(Start(rng, climbs), isImage: false);
            foreach (Mode mode in _found.Where(m => !m.HasImages && !m.IsSmall).ToList())
                LookAtImages(images, mode.Guide.Mean, deviations, mode);
            alone = _found.Count(m => m.Climbs == 1 && !m.IsImage && !m.IsOwn);
            if (alone == 0)
                break;
        }
        IsComplete = _found.Count < MostModes && alone <= MostUnseen * climbs;
        return [.. _found.Where(m => !m.IsSmall && !m.IsOwn).Select(m => m.Guide)];
    }

    /// <summary>Climbs from those images of a mode at which the density is nearly as great.</summary>
    private void LookAtImages(SymmetricImages images, double[] position, double[] deviations, Mode? of = null)
    {
        if (of is not null)
            of.HasImages = true;
        double here = _session.Evaluator.Evaluate(position);
        foreach (double[] image in images.Of(position, deviations))
        {
            if (_session.StopReason() is not null || _found.Count >= MostModes)
                return;
            if (KnownAt(image) < 0 && _session.Evaluator.Evaluate(image) > here - 0.5 * _dimension - 5)
                ClimbFrom(image, isImage: true);
        }
    }

    /// <summary>By turns uniform within ±2 of the origin, as the first search is, and around the guide.</summary>
    private double[] Start(Rng rng, int climb)
    {
        double[] start = new double[_dimension];
        if (climb % 2 == 0)
        {
            for (int k = 0; k < _dimension; k++)
                start[k] = 4 * rng.NextDouble() - 2;
            return start;
        }
        for (int k = 0; k < _dimension; k++)
            _difference[k] = Dispersion * rng.NextNormal();
        _guide.Push(_difference, start);
        TensorPrimitives.Add(start, _guide.Mean, start);
        return start;
    }

    /// <summary>Climbs, and adds the mode that it ends at or counts one that is known.</summary>
    private void ClimbFrom(double[] position, bool isImage)
    {
        int known = Climb(position);
        if (known == Nowhere)
            return;
        if (known == New)
        {
            GaussianGuide mode = new(_dimension, dense: true);
            position.CopyTo(mode.Mean, 0);
            if (!new LaplaceRefiner(_session.Evaluator).Refine(mode, LaplacePasses, _session.Options.CancellationToken))
                return;
            known = KnownAt(mode.Mean);
            if (known < 0)
            {
                double value = _session.Evaluator.Evaluate(mode.Mean);
                double logMass = value + mode.LogDeterminant + 0.5 * _dimension * Math.Log(2 * Math.PI);
                _found.Add(new Mode(mode, isImage, IsSmall: !(logMass > _elbo + Math.Log(LeastMass)), IsOwn: !isImage && IsOwnHill(mode.Mean, value)));
                known = _found.Count;
            }
        }
        if (known > 0 && !isImage)
            _found[known - 1].Climbs++;
    }

    private const int Nowhere = -2;
    private const int New = -1;

    /// <summary>Climbs in place; returns the mode that it came to: 0 for the guide, else the number of the one found before, or <see cref="New"/>, or <see cref="Nowhere"/>.</summary>
    private int Climb(double[] position)
    {
        if (KnownAt(position) is >= 0 and int there)
            return there;
        Lbfgs climber = new(_session.Evaluator);
        climber.Start(position);
        if (!double.IsFinite(climber.Value) || !TensorPrimitives.IsFiniteAll<double>(climber.Gradient))
            return Nowhere;
        double earlier = climber.Value;
        while (climber.Iterations < MostSteps && _session.StopReason() is null && climber.Step())
        {
            if (KnownAt(climber.Position) is >= 0 and int known)
                return known;
            if (climber.Iterations % 5 != 0)
                continue;
            if (climber.Value - earlier < 0.01)
                break;
            earlier = climber.Value;
        }
        climber.Position.CopyTo(position, 0);
        return climber.Iterations < MostSteps ? New : Nowhere;
    }

    /// <summary>Whether no valley lies on the straight way from the guide's mean to a mode.</summary>
    private bool IsOwnHill(double[] mode, double value)
    {
        double lower = Math.Min(value, _session.Evaluator.Evaluate(_guide.Mean)) - ShallowValley;
        for (int i = 1; i <= PlacesBetween; i++)
        {
            for (int k = 0; k < _dimension; k++)
                _difference[k] = _guide.Mean[k] + ((mode[k] - _guide.Mean[k]) * i / (PlacesBetween + 1));
            if (!(_session.Evaluator.Evaluate(_difference) >= lower))
                return false;
        }
        return true;
    }

    /// <summary>0 where draws of the guide lie, else the number of the mode whose draws do, or <see cref="New"/>.</summary>
    private int KnownAt(double[] position)
    {
        double limit = _dimension + 5 * Math.Sqrt(2 * _dimension) + 5;
        if (SquaredDistance(_guide, position) < limit)
            return 0;
        int index = _found.FindIndex(other => SquaredDistance(other.Guide, position) < limit);
        return index < 0 ? New : index + 1;
    }

    private double SquaredDistance(GaussianGuide guide, double[] position)
    {
        TensorPrimitives.Subtract(position, guide.Mean, _difference);
        Dense.SolveLower(guide.Factor, _dimension, _difference);
        return TensorPrimitives.SumOfSquares<double>(_difference);
    }

    /// <summary>A mode where no draws of the guide are.</summary>
    /// <param name="Guide">The Laplace approximation there.</param>
    /// <param name="IsImage">Whether it was found as the image of another.</param>
    /// <param name="IsSmall">Whether its mass is negligible.</param>
    /// <param name="IsOwn">Whether it is of the guide's own hill.</param>
    private sealed record Mode(GaussianGuide Guide, bool IsImage, bool IsSmall, bool IsOwn)
    {
        /// <summary>Climbs from dispersed points that ended here.</summary>
        public int Climbs { get; set; }

        /// <summary>Whether its images were looked at.</summary>
        public bool HasImages { get; set; }
    }
}

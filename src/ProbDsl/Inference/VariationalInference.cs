using System.Globalization;

namespace ProbDsl.Inference;

/// <summary>Automatic variational inference with Gaussian guides on the unconstrained space.</summary>
/// <remarks>
/// Maximises the evidence lower bound E_q[log p(x) - log q(x)] over Gaussians q, from a Laplace approximation at a mode. Kucukelbir
/// et al., "Automatic differentiation variational inference", JMLR 18 (2017), poses the problem; see
/// <see cref="VariationalOptimizer"/> for how it is solved here.
/// </remarks>
public static class VariationalInference
{
    /// <summary>The largest dimension for which <see cref="VariationalOptimizer.Automatic"/> works with dense matrices.</summary>
    public const int DenseLimit = 256;

    private const int TrialSteps = 8;
    private const int FirstTrialSteps = 3;
    private const int Finalists = 3;

    /// <summary>Fits a Gaussian guide and draws from it.</summary>
    /// <param name="model">The log density; used by this thread alone until the call returns.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The draws with their verdict. A fit that ends early is returned too, marked not converged.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the model has no unknowns.</exception>
    /// <exception cref="InitializationException">No point with a finite log density was found.</exception>
    public static FitResult Fit(ILogDensity model, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new FitOptions();
        int dimension = model.Dimension;
        if (dimension < 1)
            throw new ArgumentException("The model has no unknowns to infer.", nameof(model));
        options.Validate(dimension);
        GuideFamily family = options.Family ?? (dimension <= FitOptions.FullRankLimit ? GuideFamily.FullRank : GuideFamily.MeanField);
        FitSession session = new(model, options);
        bool natural = options.Optimizer == VariationalOptimizer.NaturalGradient
            || (options.Optimizer == VariationalOptimizer.Automatic && dimension <= DenseLimit);
        Initialization initialization = new(session, dense: dimension <= DenseLimit || natural || family == GuideFamily.FullRank);
        GaussianGuide frame = initialization.Run();
        GaussianGuide guide = GuideFor(family, frame);
        EngineOutcome outcome;
        if (natural)
            (guide, outcome) = RunNatural(session, family, guide, frame, initialization);
        else
            outcome = new AdamEngine(session, guide).Run();
        return GuideSampler.Finish(session, guide, family, outcome);
    }

    /// <summary>
    /// Runs from the mode; where that does not settle at once, also takes a few steps from points on the way there, and goes on from
    /// where the evidence lower bound is greatest.
    /// </summary>
    /// <remarks>
    /// A hierarchy's mode can lie far from its mass, or not exist because the density grows without bound as a scale vanishes. The
    /// remedy is in the spirit of Pathfinder (Zhang et al., JMLR 23, 2022), which judges the whole path by its bound.
    /// </remarks>
    private static (GaussianGuide Guide, EngineOutcome Outcome) RunNatural(
        FitSession session, GuideFamily family, GaussianGuide guide, GaussianGuide frame, Initialization initialization)
    {
        NaturalGradientEngine first = new(session, guide, frame);
        if (first.Run(TrialSteps) is { } early)
            return (guide, early);
        if (TailProbe.FindImproper(session, guide) is { } improper)
            return (guide, new EngineOutcome(false, improper, IsImproper: true));
        if (initialization.IsMode && first.IsNearOptimum)
            return (guide, first.Run());
        List<(NaturalGradientEngine Engine, GaussianGuide Guide)> candidates = [];
        LaplaceRefiner refiner = new(session.Evaluator);
        foreach (double[] point in initialization.Path)
        {
            if (session.StopReason() is not null)
                break;
            GaussianGuide otherFrame = new(frame.Dimension, dense: true);
            point.CopyTo(otherFrame.Mean, 0);
            refiner.RefineScale(otherFrame, passes: 3);
            GaussianGuide other = GuideFor(family, otherFrame);
            NaturalGradientEngine engine = new(session, other, otherFrame);
            engine.Run(FirstTrialSteps);
            candidates.Add((engine, other));
        }
        candidates.Sort((x, y) => y.Engine.Elbo.CompareTo(x.Engine.Elbo));
        (NaturalGradientEngine Engine, GaussianGuide Guide) best = (first, guide);
        for (int i = 0; i < Math.Min(Finalists, candidates.Count); i++)
        {
            if (candidates[i].Engine.Run(TrialSteps - FirstTrialSteps) is { Converged: true } end)
                return (candidates[i].Guide, end);
            if (candidates[i].Engine.Elbo > best.Engine.Elbo)
                best = candidates[i];
        }
        return (best.Guide, best.Engine.Run());
    }

    /// <summary>The frame itself for a full-rank guide; for a mean-field one the diagonal with the frame's conditional scales.</summary>
    private static GaussianGuide GuideFor(GuideFamily family, GaussianGuide frame)
    {
        if (family == GuideFamily.FullRank || !frame.IsDense)
            return frame;
        int n = frame.Dimension;
        GaussianGuide guide = new(n, dense: false);
        frame.Mean.CopyTo(guide.Mean, 0);
        double[] unit = new double[n];
        for (int k = 0; k < n; k++)
        {
            // The mean-field optimum of a Gaussian has variance 1 / precision_kk = 1 / |L⁻¹ e_k|².
            Array.Clear(unit);
            unit[k] = 1;
            Dense.SolveLower(frame.Factor, n, unit);
            guide.Scales[k] = 1 / Math.Sqrt(Dense.Dot(unit, unit));
        }
        return guide;
    }

    /// <summary>Formats without regard to the machine's culture.</summary>
    internal static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

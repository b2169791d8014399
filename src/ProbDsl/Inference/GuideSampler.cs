using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Draws from a fitted guide, weighs the draws and assembles the result.</summary>
internal static class GuideSampler
{
    private const int LeastKept = 2000;

    /// <summary>Draws weighed at least: with fewer, the shape of the weights' tail is mostly noise.</summary>
    private const int LeastWeighed = 20_000;

    /// <summary>Draws weighed where that leaves the verdict open.</summary>
    private const int MostWeighed = 160_000;

    /// <summary>From this k-hat on the verdict is open, unless the divergence is so great as to decide it.</summary>
    private const double OpenVerdict = 0.55;

    /// <summary>Draws, weighs, optionally resamples, and maps to the model's own values.</summary>
    public static FitResult Finish(FitSession session, GaussianGuide guide, GuideFamily family, EngineOutcome outcome)
    {
        FitOptions options = session.Options;
        session.Report(FitPhase.Sampling, session.Steps, double.NaN);
        int count = Math.Max(LeastKept, options.ImportanceResampling ? 5 * options.Draws : options.Draws);
        double[] noise = MatchedNoise(guide, count, options.Seed);
        double[] positions = new double[noise.Length];
        double[] logWeights = new double[count];
        Weigh(session, guide, noise, positions, logWeights);
        (double elbo, double variance) = ConvergenceDiagnostics.MeanAndVariance(logWeights);
        double error = Math.Sqrt(variance / count);
        ImportanceDiagnosis diagnosis = Diagnose(session, guide, logWeights);
        bool resample = options.ImportanceResampling && diagnosis.IsWeighable;
        int[] chosen = resample ? Resample(logWeights, options.Draws, options.Seed) : FirstOf(options.Draws);
        int dimension = guide.Dimension;
        double[] standardDeviations = new double[dimension];
        for (int k = 0; k < dimension; k++)
            standardDeviations[k] = guide.StandardDeviation(k);
        session.Trace.Add(new ElboEstimate(session.Steps, session.Evaluator.Gradients, elbo, error));
        FitResult result = new(session.Evaluator.Model.ParameterNames, options.Draws, Constrain(session.Evaluator.Model, positions, count, chosen))
        {
            Family = family,
            Converged = outcome.Converged,
            Reason = outcome.Reason,
            Iterations = session.Steps,
            Gradients = session.Evaluator.Gradients,
            Importance = diagnosis,
            Elbo = elbo,
            ElboStandardError = error,
            IsResampled = resample,
            LogWeights = resample ? new double[options.Draws] : logWeights[..options.Draws],
            ElboTrace = [.. session.Trace],
            GuideMean = [.. guide.Mean],
            GuideStandardDeviation = standardDeviations,
            Elapsed = session.Elapsed,
        };
        session.Report(FitPhase.Finished, session.Steps, elbo);
        return result;
    }

    /// <summary>Weighs more draws, which are not kept, until the verdict is clear.</summary>
    /// <remarks>
    /// The tail is the greatest 3 sqrt(S) of S weights. Of few draws it still holds the bulk of the log weights, a polynomial of the
    /// noise with maxima of its own, to which no Pareto tail can be fitted: k-hat then scatters between 0 and 8.
    /// </remarks>
    private static ImportanceDiagnosis Diagnose(FitSession session, GaussianGuide guide, double[] logWeights)
    {
        Rng rng = new(session.Options.Seed, 7);
        double[] all = Extend(session, guide, rng, logWeights, LeastWeighed);
        ImportanceDiagnosis diagnosis = ParetoSmoothedImportanceSampling.Diagnose(all, guide.Dimension);
        bool open = diagnosis.KHat >= OpenVerdict && diagnosis.Divergence <= 2 * ImportanceDiagnosis.MostDivergencePerCoordinate * guide.Dimension;
        if (!open || all.Length >= MostWeighed || session.Options.CancellationToken.IsCancellationRequested)
            return diagnosis;
        return ParetoSmoothedImportanceSampling.Diagnose(Extend(session, guide, rng, all, MostWeighed), guide.Dimension);
    }

    private static double[] Extend(FitSession session, GaussianGuide guide, Rng rng, double[] logWeights, int count)
    {
        if (count <= logWeights.Length)
            return logWeights;
        double[] all = new double[count];
        logWeights.CopyTo(all, 0);
        double[] noise = new double[guide.Dimension * BatchEvaluator.Stride];
        double[] batch = new double[noise.Length];
        for (int start = logWeights.Length; start < count; start += BatchEvaluator.Stride)
        {
            if (session.Options.CancellationToken.IsCancellationRequested)
                return all[..start];
            rng.FillNormal(noise);
            WeighBatch(session, guide, noise, batch, all.AsSpan(start, Math.Min(BatchEvaluator.Stride, count - start)));
        }
        return all;
    }

    /// <summary>
    /// Standard normal noise [coordinate][draw] whose sample means are zero and whose sample covariance (for a diagonal guide, whose
    /// sample variances) is the identity, so that summaries of the draws carry no Monte Carlo error in these moments.
    /// </summary>
    private static double[] MatchedNoise(GaussianGuide guide, int count, ulong seed)
    {
        int n = guide.Dimension;
        double[] noise = new double[n * count];
        new Rng(seed, 5).FillNormal(noise);
        for (int k = 0; k < n; k++)
        {
            Span<double> row = noise.AsSpan(k * count, count);
            (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(row);
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.Divide(row, Math.Sqrt(variance), row);
        }
        if (!guide.IsDense || count < 4 * n)
            return noise;
        double[] gram = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
                gram[i * n + j] = TensorPrimitives.Dot(noise.AsSpan(i * count, count), noise.AsSpan(j * count, count)) / (count - 1);
        if (!Dense.TryCholesky(gram, n))
            return noise;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = noise.AsSpan(i * count, count);
            for (int j = 0; j < i; j++)
                TensorPrimitives.MultiplyAdd(noise.AsSpan(j * count, count), -gram[i * n + j], row, row);
            TensorPrimitives.Divide(row, gram[i * n + i], row);
        }
        return noise;
    }

    private static void Weigh(FitSession session, GaussianGuide guide, double[] noise, double[] positions, double[] logWeights)
    {
        const int Stride = BatchEvaluator.Stride;
        int n = guide.Dimension;
        int count = logWeights.Length;
        double[] batchNoise = new double[n * Stride];
        double[] batch = new double[n * Stride];
        for (int start = 0; start < count; start += Stride)
        {
            int size = Math.Min(Stride, count - start);
            for (int k = 0; k < n; k++)
                noise.AsSpan(k * count + start, size).CopyTo(batchNoise.AsSpan(k * Stride));
            WeighBatch(session, guide, batchNoise, batch, logWeights.AsSpan(start, size));
            for (int k = 0; k < n; k++)
                batch.AsSpan(k * Stride, size).CopyTo(positions.AsSpan(k * count + start));
        }
    }

    /// <summary>log p - log q of a batch of draws, whose positions are written.</summary>
    private static void WeighBatch(FitSession session, GaussianGuide guide, double[] noise, double[] positions, Span<double> logWeights)
    {
        int n = guide.Dimension;
        double constant = guide.LogDeterminant + 0.5 * n * Math.Log(2 * Math.PI);
        guide.Transform(noise, logWeights.Length, 1, positions);
        session.Evaluator.Evaluate(positions, logWeights.Length, logWeights);
        for (int k = 0; k < n; k++)
            for (int s = 0; s < logWeights.Length; s++)
                logWeights[s] += 0.5 * noise[k * BatchEvaluator.Stride + s] * noise[k * BatchEvaluator.Stride + s];
        TensorPrimitives.Add(logWeights, constant, logWeights);
    }

    /// <summary>Systematic resampling: the number of copies of a draw differs from its expectation by less than one.</summary>
    private static int[] Resample(double[] logWeights, int draws, ulong seed)
    {
        double[] normalizedLogWeights = [.. logWeights];
        ParetoSmoothedImportanceSampling.Smooth(normalizedLogWeights);
        Rng rng = new(seed, 6);
        int[] chosen = new int[draws];
        double offset = rng.NextDouble();
        double cumulative = Math.Exp(normalizedLogWeights[0]);
        int index = 0;
        for (int i = 0; i < draws; i++)
        {
            double target = (i + offset) / draws;
            while (cumulative < target && index < normalizedLogWeights.Length - 1)
                cumulative += Math.Exp(normalizedLogWeights[++index]);
            chosen[i] = index;
        }
        rng.Shuffle<int>(chosen);
        return chosen;
    }

    private static int[] FirstOf(int draws)
    {
        int[] chosen = new int[draws];
        for (int i = 0; i < draws; i++)
            chosen[i] = i;
        return chosen;
    }

    /// <summary>The model's own values of the chosen draws, [parameter][draw].</summary>
    private static double[] Constrain(ILogDensity model, double[] positions, int count, int[] chosen)
    {
        int n = model.Dimension;
        int width = model.ParameterNames.Count;
        double[] position = new double[n];
        double[] values = new double[width];
        double[] columns = new double[width * chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            for (int k = 0; k < n; k++)
                position[k] = positions[k * count + chosen[i]];
            model.Constrain(position, values);
            for (int p = 0; p < width; p++)
                columns[p * chosen.Length + i] = values[p];
        }
        return columns;
    }
}

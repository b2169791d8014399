using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Draws from a fitted guide, weighs the draws and assembles the result.</summary>
internal static class GuideSampler
{
    private const int LeastWeighed = 2000;

    /// <summary>Draws, weighs, optionally resamples, and maps to the model's own values.</summary>
    public static FitResult Finish(FitSession session, GaussianGuide guide, GuideFamily family, EngineOutcome outcome)
    {
        FitOptions options = session.Options;
        session.Report(FitPhase.Sampling, session.Steps, double.NaN);
        int wanted = options.ImportanceResampling ? 5 * options.Draws : options.Draws;
        int count = Math.Max(LeastWeighed, wanted);
        double[] noise = MatchedNoise(guide, count, options.Seed);
        double[] positions = new double[noise.Length];
        double[] logWeights = new double[count];
        (double elbo, double error) = Weigh(session, guide, noise, positions, logWeights);
        double[] smoothed = [.. logWeights];
        double shape = ParetoSmoothedImportanceSampling.Smooth(smoothed);
        bool resample = options.ImportanceResampling && shape < ParetoSmoothedImportanceSampling.ReliableLimit;
        int[] chosen = resample ? Resample(smoothed, options.Draws, options.Seed) : FirstOf(options.Draws);
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
            KHat = shape,
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

    private static (double Elbo, double StandardError) Weigh(FitSession session, GaussianGuide guide, double[] noise, double[] positions, double[] logWeights)
    {
        const int Stride = BatchEvaluator.Stride;
        int n = guide.Dimension;
        int count = logWeights.Length;
        double constant = guide.LogDeterminant + 0.5 * n * Math.Log(2 * Math.PI);
        double[] batchNoise = new double[n * Stride];
        double[] batch = new double[n * Stride];
        for (int start = 0; start < count; start += Stride)
        {
            int size = Math.Min(Stride, count - start);
            for (int k = 0; k < n; k++)
                noise.AsSpan(k * count + start, size).CopyTo(batchNoise.AsSpan(k * Stride));
            guide.Transform(batchNoise, size, 1, batch);
            session.Evaluator.Evaluate(batch, size, logWeights.AsSpan(start));
            for (int k = 0; k < n; k++)
            {
                batch.AsSpan(k * Stride, size).CopyTo(positions.AsSpan(k * count + start));
                for (int s = 0; s < size; s++)
                    logWeights[start + s] += 0.5 * batchNoise[k * Stride + s] * batchNoise[k * Stride + s];
            }
        }
        TensorPrimitives.Add(logWeights, constant, logWeights);
        (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(logWeights);
        return (mean, Math.Sqrt(variance / count));
    }

    /// <summary>Systematic resampling: the number of copies of a draw differs from its expectation by less than one.</summary>
    private static int[] Resample(double[] normalizedLogWeights, int draws, ulong seed)
    {
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

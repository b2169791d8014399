using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <content>The terms of the bound, and how their gradients are weighted.</content>
public abstract partial class GraphBound<E>
{
    private double[] logWeight = [];
    private double[] boundOfDatum = [];
    private BoundRequest current;
    private bool hasWeighed;

    /// <summary>Log likelihood of each sample.</summary>
    protected double[] LikelihoodSample { get; private set; } = [];

    /// <summary>Log likelihood of each datum that no sample enters.</summary>
    protected double[] LikelihoodDatum { get; private set; } = [];

    /// <summary>Divergence, or minus the log ratio of prior and guide, of each sample.</summary>
    protected double[] DivergenceSample { get; private set; } = [];

    /// <summary>Divergence of each datum that no sample enters.</summary>
    protected double[] DivergenceDatum { get; private set; } = [];

    /// <summary>Divergence, or minus the log ratio of prior and guide, of the model's own latents.</summary>
    protected double DivergenceGlobal { get; set; }

    /// <summary>Log likelihood terms outside the plate.</summary>
    protected double LikelihoodGlobal { get; set; }

    /// <summary>Derivative of the loss by the log weight of each sample.</summary>
    protected double[] Weight { get; private set; } = [];

    /// <summary>Factor of the path derivative through each sample's draws.</summary>
    protected double[] Path { get; private set; } = [];

    /// <summary>Derivative of the loss by the guide's log density of each sample's discrete draws: the score function's signal.</summary>
    protected double[] Signal { get; private set; } = [];

    /// <summary>The same for discrete draws of the model's own latents.</summary>
    protected double GlobalSignal { get; private set; }

    /// <summary>Derivative of the loss by a datum's terms: minus one over the batch.</summary>
    protected double DatumScale { get; private set; }

    /// <summary>Derivative of the loss by a sample's terms where all samples count alike.</summary>
    protected double SampleScale { get; private set; }

    /// <summary>Derivative of the loss by log terms of the model's own latents.</summary>
    protected double GlobalScale { get; private set; }

    /// <summary>Derivative of the loss by terms of the likelihood outside the plate.</summary>
    protected double ShareScale { get; private set; }

    /// <summary>Factor of the divergences of the plate's latents, β.</summary>
    protected double Beta { get; private set; }

    /// <summary>The bound on a batch and, where asked for, the gradient of the loss.</summary>
    /// <param name="batch">Indices of data.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="ArgumentException">The bound is not one that the model has.</exception>
    public sealed override BoundValue Step(ReadOnlySpan<int> batch, in BoundRequest request)
    {
        if (request.Bound == BoundKind.ImportanceWeighted && !HasLocalLatents)
            throw new ArgumentException("An importance-weighted bound needs latents of each datum, and this model has none: use BoundKind.Elbo.", nameof(request));
        if (request.Bound == BoundKind.ImportanceWeighted && HasGlobalLatents)
            throw new ArgumentException("An importance-weighted bound is not defined on minibatches of a model with latents of its own: use BoundKind.Elbo.", nameof(request));
        if (request is { Bound: BoundKind.ImportanceWeighted, Estimator: GradientEstimator.PathDerivative, Gradient: true } && HasDiscreteLatents)
            throw new ArgumentException(
                "The doubly reparameterised gradient of an importance-weighted bound needs draws that have derivatives, and this model's guide draws a discrete latent: use GradientEstimator.Joint.", nameof(request));
        foreach (int datum in batch)
            if ((uint)datum >= (uint)DataCount)
                throw new ArgumentException($"There is no datum {datum}: the data have {DataCount} entries{(DataCount > 0 ? $", 0 to {DataCount - 1}" : "")}.", nameof(batch));
        Prepare(batch.Length, request.Samples);
        current = request;
        Batch = batch.Length;
        Samples = HasGlobalLatents ? 1 : request.Samples;
        int repeats = HasGlobalLatents ? request.Samples : 1;
        Beta = request.KlWeight;
        DatumScale = -1.0 / (Batch * (double)repeats);
        SampleScale = DatumScale / Samples;
        double share = Batch / (double)DataCount;
        double globalWeight = double.IsNaN(request.GlobalWeight) ? share * request.KlWeight : request.GlobalWeight;
        (GlobalScale, ShareScale) = (globalWeight * DatumScale, share * DatumScale);
        Load(batch, request.Key);
        if (request.Gradient)
            Parameters.BeginGradient();
        BoundValue sum = default;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            Key = Noise.Key(request.Key, (ulong)repeat);
            Mode = new PassMode(request.Training, Key);
            BoundValue value = Evaluate(request, share, globalWeight);
            sum = new BoundValue(sum.Bound + value.Bound, sum.LogLikelihood + value.LogLikelihood, sum.Divergence + value.Divergence);
        }
        if (request.Gradient)
            Parameters.EndGradient();
        return new BoundValue(sum.Bound / repeats, sum.LogLikelihood / repeats, sum.Divergence / repeats);
    }

    /// <inheritdoc/>
    public sealed override void LogWeights(ReadOnlySpan<int> batch, int samples, ulong key, Span<double> logWeights)
    {
        Step(batch, new BoundRequest
        {
            Bound = HasLocalLatents && !HasGlobalLatents ? BoundKind.ImportanceWeighted : BoundKind.Elbo,
            Estimator = GradientEstimator.Joint,
            Samples = samples,
            Key = key,
            Gradient = false,
            Training = false,
        });
        logWeight.AsSpan(0, SampleRows).CopyTo(logWeights);
    }

    /// <summary>Weighs the samples; the emitted code calls it between the log weights and their gradient.</summary>
    protected void Weigh()
    {
        for (int k = 0; k < Samples; k++)
            for (int d = 0; d < Batch; d++)
            {
                int row = (k * Batch) + d;
                logWeight[row] = LikelihoodSample[row] + LikelihoodDatum[d] - (Beta * (DivergenceSample[row] + DivergenceDatum[d]));
            }
        hasWeighed = true;
        Span<double> weights = Weight.AsSpan(0, SampleRows);
        if (current.Bound == BoundKind.ImportanceWeighted)
        {
            BoundWeights.ImportanceWeighted(logWeight.AsSpan(0, SampleRows), Batch, Samples, weights, boundOfDatum);
            // ∂w/∂log w = w (1 - w), times β where the score of the guide is: with β = 1 the weight itself.
            for (int row = 0; row < weights.Length; row++)
                Path[row] = 1 - (Beta * (1 - weights[row]));
            BoundWeights.LeaveOneOutImportanceWeighted(logWeight.AsSpan(0, SampleRows), Batch, Samples, Signal);
        }
        else
        {
            weights.Fill(1.0 / Samples);
            Path.AsSpan(0, SampleRows).Fill(1);
            BoundWeights.LeaveOneOut(logWeight.AsSpan(0, SampleRows), Batch, Samples, Signal);
        }
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] *= DatumScale;
            Signal[row] *= current.Bound == BoundKind.ImportanceWeighted ? DatumScale : SampleScale;
        }
        if (!HasGlobalLatents)
            return;
        GlobalSignal = (ShareScale * LikelihoodGlobal) - (GlobalScale * DivergenceGlobal);
        foreach (double weight in logWeight.AsSpan(0, SampleRows))
            GlobalSignal += SampleScale * weight;
    }

    /// <summary>Gates of free bits: one for dimensions whose mean divergence over the batch is above the free nats, else zero.</summary>
    /// <param name="sums">Divergences summed over the rows.</param>
    /// <param name="gates">Receives the gates.</param>
    /// <param name="size">Number of dimensions.</param>
    /// <param name="rows">Rows that were summed.</param>
    protected void FreeBits(BatchMatrix<E> sums, BatchMatrix<E> gates, int size, int rows)
    {
        Span<E> sum = sums.Row(0);
        Span<E> gate = gates.Row(0);
        for (int j = 0; j < size; j++)
            gate[j] = current.FreeBits <= 0 || double.CreateChecked(sum[j]) > current.FreeBits * rows ? E.One : E.Zero;
    }

    private void AllocateTerms()
    {
        LikelihoodSample = new double[SampleCapacity];
        DivergenceSample = new double[SampleCapacity];
        LikelihoodDatum = new double[BatchCapacity];
        DivergenceDatum = new double[BatchCapacity];
        boundOfDatum = new double[BatchCapacity];
        indicesOfBatch = new int[BatchCapacity];
        logWeight = new double[SampleCapacity];
        Weight = new double[SampleCapacity];
        Path = new double[SampleCapacity];
        Signal = new double[SampleCapacity];
    }

    private void Load(ReadOnlySpan<int> batch, ulong key)
    {
        Key = key;
        Array.Clear(LikelihoodSample);
        Array.Clear(LikelihoodDatum);
        Array.Clear(DivergenceSample);
        Array.Clear(DivergenceDatum);
        (LikelihoodGlobal, DivergenceGlobal) = (0, 0);
        batch.CopyTo(indicesOfBatch);
        Load(batch);
    }

    private BoundValue Evaluate(in BoundRequest request, double share, double globalWeight)
    {
        hasWeighed = false;
        bool weighted = request.Bound == BoundKind.ImportanceWeighted || request.Estimator != GradientEstimator.Automatic;
        if (!request.Gradient && weighted)
            EvaluateWeights();
        else if (!request.Gradient)
            EvaluateClosed();
        else if (request.Estimator == GradientEstimator.PathDerivative)
            RunPath();
        else if (weighted)
            RunJoint();
        else
            RunClosed();
        if (weighted && !hasWeighed)
            Weigh();
        double shared = LikelihoodGlobal * share / Batch;
        double likelihood = Mean(LikelihoodSample, SampleRows) + Mean(LikelihoodDatum, Batch) + shared;
        double local = Mean(DivergenceSample, SampleRows) + Mean(DivergenceDatum, Batch);
        double bound = request.Bound == BoundKind.ImportanceWeighted
            ? Mean(boundOfDatum, Batch) + shared
            : likelihood - (Beta * local) - (DivergenceGlobal * globalWeight / Batch);
        return new BoundValue(bound, likelihood, local + (DivergenceGlobal * share / Batch));
    }

    private static double Mean(double[] values, int count)
    {
        double sum = 0;
        foreach (double value in values.AsSpan(0, count))
            sum += value;
        return sum / count;
    }
}

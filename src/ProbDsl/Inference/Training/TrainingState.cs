using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>Where a training stands: all that changes besides the parameters and the optimiser's memory.</summary>
internal sealed class TrainingState<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Complete epochs.</summary>
    internal int Epoch { get; set; }

    /// <summary>Steps of the running epoch that are done.</summary>
    internal int Step { get; set; }

    /// <summary>The complete epochs.</summary>
    internal List<TrainingEpoch> Records { get; } = [];

    /// <summary>Sums over the running epoch's data: of the bound, the log likelihood and the divergence, and their number.</summary>
    internal double[] Sums { get; } = new double[4];

    /// <summary>Time spent on the running epoch before it was interrupted.</summary>
    internal double EarlierSeconds { get; set; }

    /// <summary>The epoch with the best held-out bound, from 1; 0 for none.</summary>
    internal int BestEpoch { get; set; }

    /// <summary>The best held-out bound.</summary>
    internal double BestBound { get; set; } = double.NegativeInfinity;

    /// <summary>The weights after the best epoch; null where they are not kept.</summary>
    internal AlignedBuffer<E>? Best { get; set; }

    /// <summary>The mean bound of the running epoch so far.</summary>
    internal double MeanBound => Sums[0] / Sums[3];

    /// <summary>Adds a step's value.</summary>
    internal void Add(in BoundValue value, int data)
    {
        Sums[0] += value.Bound * data;
        Sums[1] += value.LogLikelihood * data;
        Sums[2] += value.Divergence * data;
        Sums[3] += data;
        Step++;
    }

    /// <summary>Ends the running epoch.</summary>
    internal void EndEpoch(double heldOut, double learningRate, double klWeight, double seconds)
    {
        Epoch++;
        Records.Add(new TrainingEpoch(Epoch, MeanBound, Sums[1] / Sums[3], Sums[2] / Sums[3], heldOut, learningRate, klWeight, EarlierSeconds + seconds));
        Array.Clear(Sums);
        (Step, EarlierSeconds) = (0, 0);
    }
}

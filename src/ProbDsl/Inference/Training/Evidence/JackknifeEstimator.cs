using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Inference;

/// <summary>Jackknife variational inference: importance-weighted bounds of fewer samples taken off the bound of all, so that m orders of its bias cancel.</summary>
/// <remarks>
/// <para>
/// Nowozin, "Debiasing evidence approximations: on importance-weighted autoencoders and jackknife variational inference", ICLR
/// 2018: Σ_j c(K, m, j) L̄_{K-j} for j = 0 … m, with Sharot's weights c(K, m, j) = (-1)^j (K-j)^m / ((m-j)! j!) (equation 19)
/// and L̄_{K-j} the mean of the bound over all C(K, K-j) subsets of the samples (equation 21). The bias falls as K^-(m+1); order
/// 0 is the importance-weighted bound itself.
/// </para>
/// <para>
/// Because the weights sum to one, what is summed are the differences L̄_{K-j} - L_K, that is the means of log(1 - u) with u
/// the omitted samples' share of all weight: small numbers that are exact, against weights as large as K^m. The means are logs of products,
/// one multiplication a subset over lanes; where little weight is left a subset's sum is put together from sums over runs of the
/// sorted weights, none of which cancels. Cost: Σ_j C(K, j) multiplications for one datum, so that K = 5,000 takes order 2 in a
/// few milliseconds; <see cref="MostSubsets"/> is the limit.
/// </para>
/// </remarks>
public sealed class JackknifeEstimator
{
    /// <summary>The most subsets of one datum.</summary>
    public const long MostSubsets = 10_000_000_000;

    /// <summary>The share of weight left below which a difference of shares would have lost digits.</summary>
    private const double LeastShare = 1.0 / 1024;

    /// <summary>Factors of at least <see cref="LeastShare"/> whose product cannot underflow: 1024^64 is 2^640.</summary>
    private const int LongestRun = 64;

    private readonly double[] differences;
    private readonly double[] coefficients;
    private readonly double[] sorted;
    private readonly double[] shares;
    private readonly double[][] tails;
    private readonly int[] omitted;
    private double logs;
    private Vector512<double> lanes;
    private double single;
    private int factors;

    /// <summary>Allocates for a number of samples and an order.</summary>
    /// <param name="samples">K, at least 1.</param>
    /// <param name="order">m, from 0 to K - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is out of its range, or the subsets are too many.</exception>
    public JackknifeEstimator(int samples, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (order < 0 || order >= samples)
            throw new ArgumentOutOfRangeException(nameof(order), order, Invariant($"The order of a jackknife must lie between 0 and {samples - 1}, one less than the samples."));
        double subsets = Enumerable.Range(0, order + 1).Sum(j => Subsets(samples, j));
        if (subsets > MostSubsets)
            throw new ArgumentOutOfRangeException(nameof(order), order, Invariant($"Order {order} of {samples} samples would take {subsets:G3} subsets a datum, more than {MostSubsets}: take fewer samples or a lower order."));
        (Samples, Order) = (samples, order);
        coefficients = [.. Enumerable.Range(0, order + 1).Select(j => Coefficient(samples, order, j))];
        differences = new double[order + 1];
        (sorted, shares) = (new double[samples], new double[samples]);
        tails = [.. Enumerable.Range(0, order + 1).Select(_ => new double[samples + 1])];
        omitted = new int[order];
    }

    /// <summary>K.</summary>
    public int Samples { get; }

    /// <summary>m.</summary>
    public int Order { get; }

    /// <summary>Sharot's weight c(K, m, j); those of j = 0 … m sum to one.</summary>
    public static double Coefficient(int samples, int order, int omitted)
    {
        double value = 1;
        for (int i = 1; i <= omitted; i++)
            value *= -(double)(samples - omitted) / i;
        for (int i = 1; i <= order - omitted; i++)
            value *= (double)(samples - omitted) / i;
        return value;
    }

    /// <summary>The estimate of one datum's log evidence.</summary>
    /// <param name="logWeights">K log weights.</param>
    public double Estimate(ReadOnlySpan<double> logWeights)
    {
        double bound = Prepare(logWeights);
        if (!double.IsFinite(bound))
            return bound;
        for (int j = 1; j <= Order; j++)
            bound += coefficients[j] * differences[j];
        return bound;
    }

    /// <summary>The mean of the importance-weighted bound over all subsets that omit that many of the samples.</summary>
    /// <param name="logWeights">K log weights.</param>
    /// <param name="omittedCount">From 0 to <see cref="Order"/>.</param>
    public double SubsetMean(ReadOnlySpan<double> logWeights, int omittedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(omittedCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(omittedCount, Order);
        return Prepare(logWeights) + differences[omittedCount];
    }

    /// <summary>Sorts the weights, sums their tails and finds all differences; the bound of all samples.</summary>
    private double Prepare(ReadOnlySpan<double> logWeights)
    {
        if (logWeights.Length != Samples)
            throw new ArgumentException(Invariant($"The estimator is for {Samples} samples, but {logWeights.Length} weights were given."), nameof(logWeights));
        logWeights.CopyTo(sorted);
        Array.Sort(sorted);
        Array.Reverse(sorted);
        Array.Clear(differences);
        double largest = sorted[0];
        if (!double.IsFinite(largest))
            return double.IsNaN(sorted[^1]) ? double.NaN : largest;
        // Whatever largest weights a subset omits, the largest that it keeps is the unit of one of these sums.
        for (int unit = 0; unit <= Order; unit++)
        {
            tails[unit][Samples] = 0;
            for (int i = Samples - 1; i >= unit; i--)
                tails[unit][i] = tails[unit][i + 1] + Math.Exp(sorted[i] - sorted[unit]);
        }
        double whole = tails[0][0];
        for (int i = 0; i < Samples; i++)
            shares[i] = Math.Exp(sorted[i] - largest) / whole;
        for (int j = 1; j <= Order; j++)
        {
            (logs, lanes, single, factors) = (0, Vector512<double>.One, 1, 0);
            Omit(j, 0, 0, 1);
            Fold();
            differences[j] = (logs / Subsets(Samples, j)) - double.LogP1(-(double)j / Samples);
        }
        return largest + Math.Log(whole / Samples);
    }

    /// <summary>Sums log of the share that is left over all ways to omit so many more samples from a place on.</summary>
    private void Omit(int more, int depth, int from, double left)
    {
        for (int i = from; i <= Samples - more; i++)
        {
            double rest = left - shares[i];
            if (more == 1 && rest >= LeastShare)
            {
                MultiplyAll(left, shares.AsSpan(i)); // Shares fall, so that more is left of all that follow.
                return;
            }
            omitted[depth] = i;
            if (more > 1)
                Omit(more - 1, depth + 1, i + 1, rest);
            else
                logs += LogShare(depth + 1);
        }
    }

    /// <summary>Multiplies the running products by left - share for every share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAll(double left, ReadOnlySpan<double> from)
    {
        Vector512<double> running = lanes, start = Vector512.Create(left);
        ref double first = ref MemoryMarshal.GetReference(from);
        int i = 0;
        for (; i + Vector512<double>.Count <= from.Length; i += Vector512<double>.Count)
        {
            running *= start - Vector512.LoadUnsafe(ref first, (nuint)i);
            if (++factors < LongestRun)
                continue;
            lanes = running;
            Fold();
            running = lanes;
        }
        lanes = running;
        for (; i < from.Length; i++)
        {
            single *= left - from[i];
            if (++factors >= LongestRun)
                Fold();
        }
    }

    /// <summary>Moves the running products to their logarithm.</summary>
    private void Fold()
    {
        logs += Math.Log(single);
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            logs += Math.Log(lanes[lane]);
        (lanes, single, factors) = (Vector512<double>.One, 1, 0);
    }

    /// <summary>log of the share that is left without the first so many of <see cref="omitted"/>, from sums over the runs between them.</summary>
    private double LogShare(int count)
    {
        int unit = 0;
        while (unit < count && omitted[unit] == unit)
            unit++;
        double[] tail = tails[unit];
        double sum = 0;
        int start = unit;
        for (int c = unit; c < count; c++)
        {
            sum += tail[start] - tail[omitted[c]];
            start = omitted[c] + 1;
        }
        sum += tail[start];
        return sorted[unit] - sorted[0] + Math.Log(sum / tails[0][0]);
    }

    private static double Subsets(int samples, int omitted)
    {
        double count = 1;
        for (int i = 1; i <= omitted; i++)
            count = count * (samples - omitted + i) / i;
        return count;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

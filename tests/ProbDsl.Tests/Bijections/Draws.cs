using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Bijections;

/// <summary>Random coordinates, bounds and adjoints of several draws of a transform, and its results for them.</summary>
public sealed class Draws
{
    private const double Untouched = -12345.678;

    private const int Guard = 16;

    private readonly BijectionCase transform;
    private readonly double[][] u;
    private readonly double[][] dx;
    private readonly double[][] bounds;

    public Draws(BijectionCase transform, int count, int seed)
    {
        this.transform = transform;
        var random = new Random(seed);
        u = Make(count, transform.Coordinates, _ => 4 * random.NextDouble() - 2);
        dx = Make(count, transform.Values, _ => 4 * random.NextDouble() - 2);
        bounds = Make(count, transform.Bounds.Length, b => transform.Bounds[b]);
        for (int draw = 1; draw < count; draw++)
            for (int b = 0; b < bounds[draw].Length; b++)
                bounds[draw][b] += 0.1 * random.NextDouble();
    }

    public double[] Coordinates(int draw) => u[draw];

    public double[] Adjoints(int draw) => dx[draw];

    public double[] Bounds(int draw) => bounds[draw];

    /// <summary>The transform and its adjoint for one draw, its elements over the lane <typeparamref name="T"/>.</summary>
    public BijectionResult Single<T>(int draw, double jacobian)
        where T : struct, ILane<T> =>
        Evaluate<Lane1, T, DataLanes<T>>(draw, jacobian)[0];

    /// <summary>The transform and its adjoint for as many draws as the lane holds, from the first.</summary>
    public BijectionResult[] Block<T>(double jacobian)
        where T : struct, ILane<T> =>
        Evaluate<T, T, DrawLanes<T>>(0, jacobian);

    private BijectionResult[] Evaluate<S, T, P>(int first, double jacobian)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        double[] packedU = Pack<S>(u, first);
        double[] packedDx = Pack<S>(dx, first);
        double[] packedX = Empty(transform.Values * S.Count);
        double[] packedDu = Empty(transform.Coordinates * S.Count);
        S[] packedBounds = BoundLanes<S>(first);
        S[] dBounds = new S[packedBounds.Length];
        S logJacobian = transform.Forward<S, T, P>(ref packedU[0], ref packedX[0], packedBounds);
        transform.Reverse<S, T, P>(
            ref packedU[0], ref packedX[0], ref packedDx[0], ref packedDu[0], S.Create(jacobian), packedBounds, dBounds);
        AssertUntouched(packedX, transform.Values * S.Count);
        AssertUntouched(packedDu, transform.Coordinates * S.Count);
        var results = new BijectionResult[S.Count];
        for (int lane = 0; lane < S.Count; lane++)
            results[lane] = new(
                Unpack<S>(packedX, transform.Values, lane),
                S.GetElement(logJacobian, lane),
                Unpack<S>(packedDu, transform.Coordinates, lane),
                [.. dBounds.Select(d => S.GetElement(d, lane))]);
        return results;
    }

    private S[] BoundLanes<S>(int first)
        where S : struct, ILane<S>
    {
        var result = new S[transform.Bounds.Length];
        for (int b = 0; b < result.Length; b++)
        {
            var lanes = new double[S.Count];
            for (int lane = 0; lane < S.Count; lane++)
                lanes[lane] = bounds[first + lane][b];
            result[b] = S.Load(in lanes[0]);
        }
        return result;
    }

    private static double[] Pack<S>(double[][] draws, int first)
        where S : struct, ILane<S>
    {
        int size = draws[0].Length;
        double[] packed = Empty(size * S.Count);
        for (int i = 0; i < size; i++)
            for (int lane = 0; lane < S.Count; lane++)
                packed[i * S.Count + lane] = draws[first + lane][i];
        return packed;
    }

    private static double[] Unpack<S>(double[] packed, int size, int lane)
        where S : struct, ILane<S> =>
        [.. Enumerable.Range(0, size).Select(i => packed[i * S.Count + lane])];

    private static double[] Empty(int size)
    {
        var array = new double[size + Guard];
        Array.Fill(array, Untouched);
        return array;
    }

    private static void AssertUntouched(double[] array, int from)
    {
        for (int i = from; i < array.Length; i++)
            Assert.Equal(Untouched, array[i]);
    }

    private static double[][] Make(int count, int size, Func<int, double> next) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(next).ToArray())];
}

/// <summary>What a transform and its adjoint give for one draw.</summary>
public sealed record BijectionResult(double[] X, double LogJacobian, double[] Du, double[] DBounds);

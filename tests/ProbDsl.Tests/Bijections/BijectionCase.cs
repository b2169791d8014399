using ProbDsl.Runtime;
using ProbDsl.Simd;

namespace ProbDsl.Tests.Bijections;

/// <summary>One transform at one size, with everything that the tests need to call it.</summary>
public abstract class BijectionCase(int coordinates, int values, params double[] bounds)
{
    public int Coordinates { get; } = coordinates;

    public int Values { get; } = values;

    /// <summary>The bounds of the first draw; other draws have bounds a little beside these.</summary>
    public double[] Bounds { get; } = bounds;

    /// <summary>The values whose derivatives by the coordinates form the square Jacobian.</summary>
    public virtual IEnumerable<int> FreeValues => Enumerable.Range(0, Values);

    public abstract S Forward<S, T, P>(ref double u, ref double x, S[] bounds)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>;

    public abstract void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>;

    public abstract void Inverse(double[] x, double[] u, string name);
}

public sealed class RealLineCase(int size) : BijectionCase(size, size)
{
    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds)
    {
        RealLine.Forward<S, T, P>(ref u, ref x, Values);
        return S.Zero;
    }

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        RealLine.Reverse<S, T, P>(ref dx, ref du, Values);

    public override void Inverse(double[] x, double[] u, string name) => RealLine.Inverse(x, u, name);
}

public sealed class LowerBoundCase(int size, double lower) : BijectionCase(size, size, lower)
{
    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        LowerBound.Forward<S, T, P>(ref u, ref x, Values, bounds[0]);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        LowerBound.Reverse<S, T, P>(ref u, ref x, ref dx, ref du, Values, jacobian, bounds[0], ref dBounds[0]);

    public override void Inverse(double[] x, double[] u, string name) => LowerBound.Inverse(x, u, Bounds[0], name);
}

public sealed class UpperBoundCase(int size, double upper) : BijectionCase(size, size, upper)
{
    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        UpperBound.Forward<S, T, P>(ref u, ref x, Values, bounds[0]);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        UpperBound.Reverse<S, T, P>(ref u, ref x, ref dx, ref du, Values, jacobian, bounds[0], ref dBounds[0]);

    public override void Inverse(double[] x, double[] u, string name) => UpperBound.Inverse(x, u, Bounds[0], name);
}

public sealed class IntervalCase(int size, double lower, double upper) : BijectionCase(size, size, lower, upper)
{
    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        Interval.Forward<S, T, P>(ref u, ref x, Values, bounds[0], bounds[1]);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        Interval.Reverse<S, T, P>(
            ref u, ref x, ref dx, ref du, Values, jacobian, bounds[0], bounds[1], ref dBounds[0], ref dBounds[1]);

    public override void Inverse(double[] x, double[] u, string name) => Interval.Inverse(x, u, Bounds[0], Bounds[1], name);
}

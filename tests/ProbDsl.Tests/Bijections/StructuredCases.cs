using ProbDsl.Runtime;

namespace ProbDsl.Tests.Bijections;

public sealed class OrderedCase(int rows, int size) : BijectionCase(rows * size, rows * size)
{
    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        Ordered.Forward<S>(ref u, ref x, rows, size);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        Ordered.Reverse(ref u, ref x, ref dx, ref du, rows, size, jacobian);

    public override void Inverse(double[] x, double[] u, string name) => Ordered.Inverse(x, u, rows, size, name);
}

public sealed class PositiveOrderedCase(int rows, int size) : BijectionCase(rows * size, rows * size)
{
    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        PositiveOrdered.Forward<S>(ref u, ref x, rows, size);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        PositiveOrdered.Reverse(ref u, ref x, ref dx, ref du, rows, size, jacobian);

    public override void Inverse(double[] x, double[] u, string name) => PositiveOrdered.Inverse(x, u, rows, size, name);
}

public sealed class SimplexCase(int rows, int size) : BijectionCase(rows * Math.Max(0, size - 1), rows * size)
{
    public override IEnumerable<int> FreeValues =>
        Enumerable.Range(0, rows * size).Where(i => i % size != size - 1);

    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        Simplex.Forward<S>(ref u, ref x, rows, size);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        Simplex.Reverse(ref u, ref x, ref dx, ref du, rows, size, jacobian);

    public override void Inverse(double[] x, double[] u, string name) => Simplex.Inverse(x, u, rows, size, name);
}

public sealed class CholeskyCorrelationCase(int size) : BijectionCase(size * (size - 1) / 2, size * size)
{
    public override IEnumerable<int> FreeValues =>
        Enumerable.Range(0, size * size).Where(i => i % size < i / size);

    public override S Forward<S, T, P>(ref double u, ref double x, S[] bounds) =>
        CholeskyCorrelation.Forward<S>(ref u, ref x, size);

    public override void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, S jacobian, S[] bounds, S[] dBounds) =>
        CholeskyCorrelation.Reverse(ref u, ref x, ref dx, ref du, size, jacobian);

    public override void Inverse(double[] x, double[] u, string name) => CholeskyCorrelation.Inverse(x, u, size, name);
}

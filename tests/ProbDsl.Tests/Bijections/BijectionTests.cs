using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Bijections;

public class BijectionTests
{
    public static TheoryData<string, int> Rows => BijectionTable.Rows;

    [Theory, MemberData(nameof(Rows))]
    public void Inverse_returns_the_coordinates(string name, int size)
    {
        BijectionCase transform = BijectionTable.Create(name, size);
        var draws = new Draws(transform, 1, size);
        double[] x = draws.Single<Lane1>(0, 1).X;
        var back = new double[transform.Coordinates];
        transform.Inverse(x, back, "x");
        AssertClose(draws.Coordinates(0), back, 1e-11);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Log_Jacobian_is_the_logarithm_of_the_determinant(string name, int size)
    {
        BijectionCase transform = BijectionTable.Create(name, size);
        var draws = new Draws(transform, 1, size);
        int n = transform.Coordinates;
        int[] free = [.. transform.FreeValues];
        Assert.Equal(n, free.Length);
        var jacobian = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            double[] column = Derivative(ref draws.Coordinates(0)[j], () => draws.Single<Lane1>(0, 1).X);
            for (int i = 0; i < n; i++)
                jacobian[i, j] = column[free[i]];
        }
        AssertClose(LogDeterminant(jacobian), draws.Single<Lane1>(0, 1).LogJacobian, 1e-8);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Reverse_is_the_derivative_by_every_argument(string name, int size)
    {
        BijectionCase transform = BijectionTable.Create(name, size);
        var draws = new Draws(transform, 1, size);
        foreach (double jacobian in (double[])[0, 1])
        {
            BijectionResult result = draws.Single<Lane1>(0, jacobian);
            for (int j = 0; j < transform.Coordinates; j++)
                AssertClose(Slope(ref draws.Coordinates(0)[j], draws, jacobian), result.Du[j], 1e-7);
            for (int b = 0; b < transform.Bounds.Length; b++)
                AssertClose(Slope(ref draws.Bounds(0)[b], draws, jacobian), result.DBounds[b], 1e-7);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Every_lane_type_gives_the_same(string name, int size)
    {
        BijectionCase transform = BijectionTable.Create(name, size);
        var draws = new Draws(transform, 8, size);
        foreach (double jacobian in (double[])[0, 1])
        {
            BijectionResult[] expected = [.. Enumerable.Range(0, 8).Select(draw => draws.Single<Lane1>(draw, jacobian))];
            AssertSame(expected[0], draws.Single<Lane2>(0, jacobian));
            AssertSame(expected[0], draws.Single<Lane4>(0, jacobian));
            AssertSame(expected[0], draws.Single<Lane8>(0, jacobian));
            AssertSame(expected, draws.Block<Lane1>(jacobian));
            AssertSame(expected, draws.Block<Lane2>(jacobian));
            AssertSame(expected, draws.Block<Lane4>(jacobian));
            AssertSame(expected, draws.Block<Lane8>(jacobian));
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Nothing_is_allocated(string name, int size)
    {
        BijectionCase transform = BijectionTable.Create(name, size);
        AssertAllocatesNothing<Lane1, Lane8, DataLanes<Lane8>>(transform);
        AssertAllocatesNothing<Lane4, Lane4, DrawLanes<Lane4>>(transform);
    }

    private static void AssertAllocatesNothing<S, T, P>(BijectionCase transform)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        var u = new double[(transform.Coordinates + 8) * S.Count];
        var x = new double[(transform.Values + 8) * S.Count];
        S[] bounds = [.. transform.Bounds.Select(S.Create)];
        var dBounds = new S[bounds.Length];
        long before = 0;
        for (int repeat = 0; repeat < 3; repeat++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            transform.Forward<S, T, P>(ref u[0], ref x[0], bounds);
            transform.Reverse<S, T, P>(ref u[0], ref x[0], ref x[0], ref u[0], S.Zero, bounds, dBounds);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double Slope(ref double argument, Draws draws, double jacobian) =>
        Derivative(ref argument, () => [Objective(draws, jacobian)])[0];

    private static double Objective(Draws draws, double jacobian)
    {
        BijectionResult result = draws.Single<Lane1>(0, jacobian);
        double sum = jacobian * result.LogJacobian;
        for (int i = 0; i < result.X.Length; i++)
            sum += result.X[i] * draws.Adjoints(0)[i];
        return sum;
    }

    /// <summary>Central differences, extrapolated once (Richardson).</summary>
    private static double[] Derivative(ref double argument, Func<double[]> function)
    {
        const double h = 1e-3;
        double centre = argument;
        var values = new double[4][];
        double[] steps = [-h, h, -2 * h, 2 * h];
        for (int k = 0; k < 4; k++)
        {
            argument = centre + steps[k];
            values[k] = function();
        }
        argument = centre;
        return [.. Enumerable.Range(0, values[0].Length).Select(i =>
            (8 * (values[1][i] - values[0][i]) - (values[3][i] - values[2][i])) / (12 * h))];
    }

    /// <summary>log |det a| by elimination with partial pivoting.</summary>
    private static double LogDeterminant(double[,] a)
    {
        int n = a.GetLength(0);
        double result = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j < n; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            result += Math.Log(Math.Abs(a[k, k]));
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }
        return result;
    }

    private static void AssertSame(BijectionResult[] expected, BijectionResult[] actual)
    {
        for (int draw = 0; draw < actual.Length; draw++)
            AssertSame(expected[draw], actual[draw]);
    }

    private static void AssertSame(BijectionResult expected, BijectionResult actual)
    {
        const double tolerance = 1e-13;
        AssertClose(expected.X, actual.X, tolerance);
        AssertClose(expected.LogJacobian, actual.LogJacobian, tolerance);
        AssertClose(expected.Du, actual.Du, tolerance);
        AssertClose(expected.DBounds, actual.DBounds, tolerance);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            AssertClose(expected[i], actual[i], tolerance);
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)),
            FormattableString.Invariant($"expected {expected:R}, got {actual:R}"));
}

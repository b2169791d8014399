namespace ProbDsl.Oracle;

/// <summary>How the elements of a latent hang together.</summary>
internal enum Structure
{
    /// <summary>Not at all: each has its own coordinate.</summary>
    Elements,

    /// <summary>Each row increases.</summary>
    Ordered,

    /// <summary>Each row increases and is positive.</summary>
    PositiveOrdered,

    /// <summary>Each row is positive and sums to one.</summary>
    Simplex,

    /// <summary>The whole is the Cholesky factor of a correlation matrix.</summary>
    CholeskyCorrelation,
}

/// <summary>Constrained values of unconstrained coordinates and their log-Jacobians.</summary>
/// <remarks>Plainly after the Stan Reference Manual 2.21, chapter 10; shares nothing with the library's bijections.</remarks>
internal static class Transforms
{
    public static (double Value, double LogJacobian) Bounded(double u, double? lower, double? upper) => (lower, upper) switch
    {
        (null, null) => (u, 0),
        ({ } a, null) => (a + Math.Exp(u), u),
        (null, { } b) => (b - Math.Exp(u), u),
        ({ } a, { } b) => (u > 0 ? b - ((b - a) * Logistic(-u)) : a + ((b - a) * Logistic(u)), Math.Log(b - a) + LogLogistic(u) + LogLogistic(-u)),
    };

    /// <summary>A whole vector, or a factor row by row.</summary>
    /// <param name="structure">The constraint.</param>
    /// <param name="u">The coordinates.</param>
    /// <param name="size">The length of the vector; the rows of a factor.</param>
    public static (double[] Values, double LogJacobian) Whole(Structure structure, ReadOnlySpan<double> u, int size) => structure switch
    {
        Structure.Ordered => Ordered(u, positive: false),
        Structure.PositiveOrdered => Ordered(u, positive: true),
        Structure.Simplex => Simplex(u, size),
        Structure.CholeskyCorrelation => CholeskyCorrelation(u, size),
        _ => throw new ArgumentOutOfRangeException(nameof(structure)),
    };

    public static int Coordinates(Structure structure, int size) => structure switch
    {
        Structure.Simplex => size - 1,
        Structure.CholeskyCorrelation => size * (size - 1) / 2,
        _ => size,
    };

    private static (double[] Values, double LogJacobian) Ordered(ReadOnlySpan<double> u, bool positive)
    {
        double[] x = new double[u.Length];
        double logJacobian = 0;
        for (int k = 0; k < x.Length; k++)
        {
            bool free = k == 0 && !positive;
            x[k] = free ? u[k] : (k == 0 ? 0 : x[k - 1]) + Math.Exp(u[k]);
            logJacobian += free ? 0 : u[k];
        }
        return (x, logJacobian);
    }

    /// <summary>Stick breaking; what is left of the stick is carried as a logarithm, so that nothing cancels.</summary>
    private static (double[] Values, double LogJacobian) Simplex(ReadOnlySpan<double> u, int size)
    {
        double[] x = new double[size];
        double logRest = 0;
        double logJacobian = 0;
        for (int k = 0; k < size; k++)
        {
            double shifted = k < size - 1 ? u[k] - Math.Log(size - 1 - k) : 0;
            double logValue = logRest + (k < size - 1 ? LogLogistic(shifted) : 0);
            x[k] = Math.Exp(logValue);
            logJacobian += logValue;
            logRest += LogLogistic(-shifted);
        }
        return (x, logJacobian);
    }

    private static (double[] Values, double LogJacobian) CholeskyCorrelation(ReadOnlySpan<double> u, int size)
    {
        double[] factor = new double[size * size];
        double logJacobian = 0;
        int next = 0;
        for (int i = 0; i < size; i++)
        {
            double logRest = 0; // of the row's squared length, halved
            for (int j = 0; j < i; j++)
            {
                double logCosh = LogCosh(u[next]);
                factor[(i * size) + j] = Math.Tanh(u[next]) * Math.Exp(logRest);
                logRest -= logCosh;
                logJacobian -= (i + 1 - j) * logCosh;
                next++;
            }
            factor[(i * size) + i] = Math.Exp(logRest);
        }
        return (factor, logJacobian);
    }

    private static double Logistic(double u) => u >= 0 ? 1 / (1 + Math.Exp(-u)) : Math.Exp(u) / (1 + Math.Exp(u));

    private static double LogLogistic(double u) => Math.Min(u, 0) - Log1p(Math.Exp(-Math.Abs(u)));

    private static double LogCosh(double u) => Math.Abs(u) + Log1p(Math.Exp(-2 * Math.Abs(u))) - Math.Log(2);

    private static double Log1p(double x) => MathNet.Numerics.SpecialFunctions.Log1p(x);
}

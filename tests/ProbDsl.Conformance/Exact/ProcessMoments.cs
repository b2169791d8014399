namespace ProbDsl.Conformance.Exact;

/// <summary>Moments of <see cref="ShortProcess"/>: given length and height all is Gaussian, and over these two the trapezoidal rule is taken.</summary>
internal static class ProcessMoments
{
    private const int Points = 121;

    /// <summary>The moments of length, height and the white values.</summary>
    public static IReadOnlyDictionary<string, Moments> Of(double[] x, double[] y)
    {
        string[] names = ["length", "height", .. x.Select((_, i) => $"white[{i}]")];
        double[] values = new double[names.Length];
        double[] variances = new double[names.Length];
        WeightedMoments moments = new(names.Length);
        for (int a = 0; a < Points; a++)
            for (int b = 0; b < Points; b++)
            {
                double logLength = -3.5 + (7.0 * a / (Points - 1));
                double logHeight = -6 + (9.0 * b / (Points - 1));
                double standardised = (logLength - 0.5) / 0.5;
                double height = Math.Exp(logHeight);
                double logPrior = (-0.5 * standardised * standardised) - (height * height / 8) + logHeight;
                (values[0], values[1]) = (Math.Exp(logLength), height);
                moments.Add(logPrior + Condition(x, y, values, variances), values, variances);
            }

        return moments.ByName(names);
    }

    /// <summary>Means and variances of the white values given length and height; returns the log marginal likelihood up to a constant.</summary>
    private static double Condition(double[] x, double[] y, double[] values, double[] variances)
    {
        int n = x.Length;
        (double length, double height) = (values[0], values[1]);
        Matrix<double> covariance = Matrix<double>.Build.Dense(n, n,
            (i, j) => (height * height * Math.Exp(-0.5 * (x[i] - x[j]) * (x[i] - x[j]) / (length * length))) + (i == j ? 1e-8 : 0));
        Matrix<double> factor = covariance.Cholesky().Factor;
        Matrix<double> identity = Matrix<double>.Build.DenseIdentity(n);
        double noise = ShortProcess.Noise * ShortProcess.Noise;
        Vector<double> seen = Vector<double>.Build.DenseOfArray(y);
        Matrix<double> posterior = (identity + (factor.Transpose() * factor / noise)).Cholesky().Solve(identity);
        Vector<double> mean = posterior * (factor.Transpose() * seen) / noise;
        for (int k = 0; k < n; k++)
            (values[2 + k], variances[2 + k]) = (mean[k], posterior[k, k]);
        var marginal = (covariance + (noise * identity)).Cholesky();
        return -0.5 * (seen.DotProduct(marginal.Solve(seen)) + marginal.DeterminantLn);
    }
}

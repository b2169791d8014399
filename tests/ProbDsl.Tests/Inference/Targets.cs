using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Tests.Inference;

/// <summary>A Gaussian of given mean and covariance, normalised, so that its log evidence is zero.</summary>
internal sealed class GaussianTarget : HandWrittenDensity
{
    private readonly double[] _precision;
    private readonly double _constant;

    public GaussianTarget(double[] mean, Matrix<double> covariance)
        : base(mean.Length)
    {
        Mean = mean;
        Covariance = covariance;
        Matrix<double> scale = Matrix<double>.Build.DiagonalOfDiagonalVector(covariance.Diagonal().PointwiseSqrt());
        Matrix<double> inverse = scale.Inverse();
        Matrix<double> correlation = inverse * covariance * inverse;
        Precision = inverse * correlation.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(mean.Length)) * inverse;
        Precision = (Precision + Precision.Transpose()) / 2;
        _precision = Precision.ToRowMajorArray();
        double logDeterminant = correlation.Cholesky().DeterminantLn + 2 * scale.Diagonal().PointwiseLog().Sum();
        _constant = -0.5 * logDeterminant - 0.5 * mean.Length * Math.Log(2 * Math.PI);
    }

    public double[] Mean { get; }

    public Matrix<double> Covariance { get; }

    public Matrix<double> Precision { get; }

    /// <summary>Random correlations by a random factor, scales log-uniform between 10^-spread and 10^spread.</summary>
    public static GaussianTarget Random(int dimension, ulong seed, double spread)
    {
        Rng rng = new(seed);
        Matrix<double> factor = Matrix<double>.Build.Dense(dimension, dimension + 2, (_, _) => rng.NextNormal());
        Matrix<double> covariance = factor * factor.Transpose();
        double[] scales = new double[dimension];
        double[] mean = new double[dimension];
        for (int k = 0; k < dimension; k++)
        {
            scales[k] = Math.Pow(10, spread * (2 * rng.NextDouble() - 1)) / Math.Sqrt(covariance[k, k]);
            mean[k] = 3 * rng.NextNormal() * scales[k] * Math.Sqrt(covariance[k, k]) + rng.NextNormal();
        }
        Matrix<double> diagonal = Matrix<double>.Build.DiagonalOfDiagonalArray(scales);
        return new GaussianTarget(mean, diagonal * covariance * diagonal);
    }

    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        double value = _constant;
        for (int i = 0; i < Dimension; i++)
        {
            double sum = 0;
            for (int j = 0; j < Dimension; j++)
                sum -= _precision[i * Dimension + j] * (position[j] - Mean[j]);
            gradient[i] = sum;
            value += 0.5 * sum * (position[i] - Mean[i]);
        }
        return value;
    }
}

/// <summary>Eight schools, non-centred: mu ~ N(0, 5), tau ~ HalfCauchy(5) on the log scale, theta = mu + tau eta.</summary>
internal sealed class EightSchools : HandWrittenDensity
{
    private static readonly double[] _y = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] _sigma = [15, 10, 16, 11, 9, 11, 10, 18];

    public EightSchools()
        : base(10) =>
        ParameterNames = ["mu", "tau", .. Enumerable.Range(0, 8).Select(j => $"theta[{j}]")];

    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        double mu = position[0];
        double tau = Math.Exp(position[1]);
        double ratio = tau / 5 * (tau / 5);
        double value = -mu * mu / 50 - Math.Log(1 + ratio) + position[1];
        gradient[0] = -mu / 25;
        gradient[1] = 1 - 2 * ratio / (1 + ratio);
        for (int j = 0; j < 8; j++)
        {
            double eta = position[2 + j];
            double residual = (_y[j] - mu - tau * eta) / _sigma[j];
            value -= 0.5 * (eta * eta + residual * residual);
            double slope = residual / _sigma[j];
            gradient[0] += slope;
            gradient[1] += slope * tau * eta;
            gradient[2 + j] = slope * tau - eta;
        }
        return value;
    }

    public override void Constrain(ReadOnlySpan<double> position, Span<double> values)
    {
        values[0] = position[0];
        values[1] = Math.Exp(position[1]);
        for (int j = 0; j < 8; j++)
            values[2 + j] = position[0] + values[1] * position[2 + j];
    }
}

/// <summary>Eight schools, centred: the density has no mode, it grows without bound as tau vanishes.</summary>
internal sealed class CentredEightSchools : HandWrittenDensity
{
    private static readonly double[] _y = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] _sigma = [15, 10, 16, 11, 9, 11, 10, 18];

    public CentredEightSchools()
        : base(10) =>
        ParameterNames = ["mu", "tau", .. Enumerable.Range(0, 8).Select(j => $"theta[{j}]")];

    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        double mu = position[0];
        double tau = Math.Exp(position[1]);
        double ratio = tau / 5 * (tau / 5);
        double value = -mu * mu / 50 - Math.Log(1 + ratio) - 7 * position[1];
        gradient[0] = -mu / 25;
        gradient[1] = -7 - 2 * ratio / (1 + ratio);
        for (int j = 0; j < 8; j++)
        {
            double theta = position[2 + j];
            double z = (theta - mu) / tau;
            double residual = (_y[j] - theta) / _sigma[j];
            value -= 0.5 * (z * z + residual * residual);
            gradient[0] += z / tau;
            gradient[1] += z * z;
            gradient[2 + j] = residual / _sigma[j] - z / tau;
        }
        return value;
    }

    public override void Constrain(ReadOnlySpan<double> position, Span<double> values)
    {
        position.CopyTo(values);
        values[1] = Math.Exp(position[1]);
    }
}

/// <summary>Neal's funnel: v ~ N(0, 3), x_k ~ N(0, exp(v / 2)).</summary>
internal sealed class Funnel(int dimension) : HandWrittenDensity(dimension)
{
    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        double v = position[0];
        double inverse = Math.Exp(-v);
        double value = -v * v / 18 - 0.5 * (Dimension - 1) * v;
        gradient[0] = -v / 9 - 0.5 * (Dimension - 1);
        for (int k = 1; k < Dimension; k++)
        {
            double x = position[k];
            value -= 0.5 * x * x * inverse;
            gradient[0] += 0.5 * x * x * inverse;
            gradient[k] = -x * inverse;
        }
        return value;
    }
}

/// <summary>Funnels whose scales hang together, normalised: s₁ ~ N(0, 1.5), sⱼ ~ N(0.8 sⱼ₋₁, 1), and after each scale three values x ~ N(0, exp(sⱼ/2)).</summary>
internal sealed class LinkedFunnels(int scales) : HandWrittenDensity(scales * Group)
{
    public const double FirstDeviation = 1.5;
    public const double Link = 0.8;
    public const int Group = 4;

    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        gradient.Clear();
        double value = -0.5 * Dimension * Math.Log(2 * Math.PI) - Math.Log(FirstDeviation);
        for (int at = 0; at < Dimension; at += Group)
        {
            double before = at == 0 ? 0 : position[at - Group];
            double precision = at == 0 ? 1 / (FirstDeviation * FirstDeviation) : 1;
            double off = position[at] - Link * before;
            double inverse = Math.Exp(-position[at]);
            value -= 0.5 * off * off * precision + 0.5 * (Group - 1) * position[at];
            gradient[at] -= off * precision + 0.5 * (Group - 1);
            if (at > 0)
                gradient[at - Group] += Link * off;
            foreach (int k in Enumerable.Range(at + 1, Group - 1))
            {
                value -= 0.5 * position[k] * position[k] * inverse;
                gradient[at] += 0.5 * position[k] * position[k] * inverse;
                gradient[k] = -position[k] * inverse;
            }
        }
        return value;
    }
}

/// <summary>Linear regression y ~ N(b · (1, x, x²), sigma) with x in calendar years: predictors almost collinear, on scales from 1 to 10^7.</summary>
internal sealed class RawYearRegression : HandWrittenDensity
{
    private readonly double[] _x;
    private readonly double[] _y;

    public RawYearRegression()
        : base(4)
    {
        Rng rng = new(11);
        _x = [.. Enumerable.Range(0, 60).Select(i => 1960.0 + i)];
        _y = [.. _x.Select(x => 14 + 0.02 * (x - 1990) + 0.0005 * (x - 1990) * (x - 1990) + 0.2 * rng.NextNormal())];
    }

    /// <summary>The least-squares coefficients, computed in centred coordinates and mapped back.</summary>
    public (double[] Mean, double[] StandardError, double Sigma) LeastSquares()
    {
        const double Centre = 1989.5;
        Matrix<double> design = Matrix<double>.Build.Dense(_x.Length, 3, (i, k) => Math.Pow(_x[i] - Centre, k));
        Vector<double> y = Vector<double>.Build.DenseOfArray(_y);
        Matrix<double> inverse = (design.Transpose() * design).Inverse();
        Vector<double> fit = inverse * (design.Transpose() * y);
        double sigma = Math.Sqrt((y - design * fit).DotProduct(y - design * fit) / (_x.Length - 3));
        Matrix<double> map = Matrix<double>.Build.DenseOfArray(new[,] { { 1, -Centre, Centre * Centre }, { 0, 1, -2 * Centre }, { 0, 0, 1 } });
        Matrix<double> covariance = map * inverse * map.Transpose() * (sigma * sigma);
        return ((map * fit).ToArray(), covariance.Diagonal().PointwiseSqrt().ToArray(), sigma);
    }

    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        double sigma = Math.Exp(position[3]);
        gradient.Clear();
        double value = -_x.Length * position[3];
        gradient[3] = -_x.Length;
        for (int i = 0; i < _x.Length; i++)
        {
            double z = (_y[i] - position[0] - _x[i] * (position[1] + _x[i] * position[2])) / sigma;
            value -= 0.5 * z * z;
            gradient[0] += z / sigma;
            gradient[1] += z / sigma * _x[i];
            gradient[2] += z / sigma * _x[i] * _x[i];
            gradient[3] += z * z;
        }
        return value;
    }
}

/// <summary>Poisson regression with a log link, whose posterior is slightly skewed.</summary>
internal sealed class PoissonRegression : HandWrittenDensity
{
    private readonly double[,] _x;
    private readonly double[] _y;

    public PoissonRegression(int rows, int columns)
        : base(columns)
    {
        Rng rng = new(5);
        _x = new double[rows, columns];
        _y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            double rate = 0.5;
            for (int k = 0; k < columns; k++)
            {
                _x[i, k] = k == 0 ? 1 : rng.NextNormal();
                rate += 0.3 * Math.Sin(k) * _x[i, k];
            }
            double product = rng.NextDouble();
            while (product > Math.Exp(-Math.Exp(rate)))
            {
                _y[i]++;
                product *= rng.NextDouble();
            }
        }
    }

    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        double value = 0;
        for (int k = 0; k < Dimension; k++)
        {
            value -= position[k] * position[k] / 8;
            gradient[k] = -position[k] / 4;
        }
        for (int i = 0; i < _y.Length; i++)
        {
            double eta = 0;
            for (int k = 0; k < Dimension; k++)
                eta += _x[i, k] * position[k];
            double rate = Math.Exp(eta);
            value += _y[i] * eta - rate;
            for (int k = 0; k < Dimension; k++)
                gradient[k] += (_y[i] - rate) * _x[i, k];
        }
        return value;
    }
}

/// <summary>A density given by a function of one coordinate.</summary>
internal sealed class ScalarTarget(Func<double, (double Value, double Slope)> density) : HandWrittenDensity(1)
{
    public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        (double value, gradient[0]) = density(position[0]);
        return value;
    }
}

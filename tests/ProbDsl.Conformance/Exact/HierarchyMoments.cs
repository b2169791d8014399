namespace ProbDsl.Conformance.Exact;

/// <summary>
/// The exact posterior of a normal hierarchy y = level of the group + slope x + noise, level ~ N(mean, tau): given tau and the scale of
/// the noise all else is normal and integrated over by hand, and those two by the trapezoidal rule over their logarithms.
/// </summary>
internal sealed class HierarchyMoments
{
    private readonly double[] _count;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double _xx;
    private readonly double _xy;
    private readonly double _yy;
    private readonly double _observations;
    private readonly double _locationScale;

    /// <summary>Sums over each group, with weights one over the square of the known part of the noise's scale.</summary>
    /// <param name="groups">The number of groups.</param>
    /// <param name="group">The group of each datum.</param>
    /// <param name="x">The predictor; zeros for none.</param>
    /// <param name="y">The outcome.</param>
    /// <param name="error">The known part of the noise's scale.</param>
    /// <param name="locationScale">The standard deviation of the normal priors, at zero, of mean and slope.</param>
    public HierarchyMoments(int groups, int[] group, double[] x, double[] y, double[] error, double locationScale)
    {
        _count = new double[groups];
        _x = new double[groups];
        _y = new double[groups];
        _observations = y.Length;
        _locationScale = locationScale;
        for (int i = 0; i < y.Length; i++)
        {
            double weight = 1 / (error[i] * error[i]);
            _count[group[i]] += weight;
            _x[group[i]] += weight * x[i];
            _y[group[i]] += weight * y[i];
            _xx += weight * x[i] * x[i];
            _xy += weight * x[i] * y[i];
            _yy += weight * y[i] * y[i];
        }
    }

    /// <summary>Moments of mean, slope, tau, the noise's scale, and the levels, in this order.</summary>
    /// <param name="logTau">Values of log tau, equally spaced.</param>
    /// <param name="logNoise">Values of the logarithm of the noise's scale, equally spaced.</param>
    /// <param name="logPrior">Log prior density of tau and the noise's scale.</param>
    /// <param name="names">The names of the moments.</param>
    public IReadOnlyDictionary<string, Moments> Integrate(double[] logTau, double[] logNoise, Func<double, double, double> logPrior, IReadOnlyList<string> names)
    {
        int groups = _count.Length;
        double[] values = new double[4 + groups];
        double[] variances = new double[values.Length];
        WeightedMoments moments = new(values.Length);
        foreach (double lt in logTau)
            foreach (double ln in logNoise)
            {
                (double tau, double noise) = (Math.Exp(lt), Math.Exp(ln));
                double logWeight = Condition(tau, noise, values, variances) + logPrior(tau, noise) + lt + ln;
                moments.Add(logWeight, values, variances);
            }

        return moments.ByName(names);
    }

    /// <summary>Means and variances given tau and the noise's scale; returns the log marginal likelihood.</summary>
    private double Condition(double tau, double noise, double[] values, double[] variances)
    {
        double between = 1 / (tau * tau);
        double within = 1 / (noise * noise);

        // The precision of (mean, slope) and its product with their mean, once the levels are integrated over.
        double prior = 1 / (_locationScale * _locationScale);
        (double mm, double ms, double ss) = (prior, 0, prior + _xx * within);
        (double hm, double hs) = (0, _xy * within);
        double logMarginal = -_observations * Math.Log(noise) - 0.5 * _yy * within;
        for (int j = 0; j < _count.Length; j++)
        {
            double precision = between + _count[j] * within;
            mm += between - between * between / precision;
            ms += between * _x[j] * within / precision;
            ss -= Square(_x[j] * within) / precision;
            hm += between * _y[j] * within / precision;
            hs -= _x[j] * within * _y[j] * within / precision;
            logMarginal += 0.5 * Square(_y[j] * within) / precision - 0.5 * Math.Log(precision) - Math.Log(tau);
        }

        double determinant = mm * ss - ms * ms;
        (double vm, double vs, double vms) = (ss / determinant, mm / determinant, -ms / determinant);
        (double mean, double slope) = (vm * hm + vms * hs, vms * hm + vs * hs);
        logMarginal += 0.5 * (hm * mean + hs * slope) - 0.5 * Math.Log(determinant);
        (values[0], values[1], values[2], values[3]) = (mean, slope, tau, noise);
        (variances[0], variances[1], variances[2], variances[3]) = (vm, vs, 0, 0);
        for (int j = 0; j < _count.Length; j++)
        {
            double precision = between + _count[j] * within;
            (double a, double b) = (between / precision, -_x[j] * within / precision);
            values[4 + j] = _y[j] * within / precision + a * mean + b * slope;
            variances[4 + j] = 1 / precision + a * a * vm + 2 * a * b * vms + b * b * vs;
        }

        return logMarginal;
    }
}

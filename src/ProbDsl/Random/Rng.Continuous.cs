namespace ProbDsl;

/// <content>Samplers of continuous variables.</content>
public sealed partial class Rng
{
    /// <summary>A standard normal variable; takes one word of the stream.</summary>
    public double NextNormal() => NormalQuantile.Value(NextDouble());

    /// <summary>A standard exponential variable; takes one word of the stream.</summary>
    public double NextExponential() => -Math.Log(NextDouble());

    /// <summary>A gamma variable with the given shape and rate one.</summary>
    /// <param name="shape">Shape, positive; anything else gives NaN.</param>
    /// <remarks>
    /// Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), with their
    /// G(a) = G(a + 1) U^(1/a) below one.
    /// </remarks>
    public double NextGamma(double shape) => shape < 1 ? Math.Exp(NextLogGamma(shape)) : NextGammaAboveOne(shape);

    /// <summary>The logarithm of a gamma variable, finite even where a small shape makes the variable itself underflow.</summary>
    /// <param name="shape">Shape, positive; anything else gives NaN.</param>
    public double NextLogGamma(double shape)
    {
        if (!(shape > 0))
            return double.NaN;
        return shape < 1
            ? Math.Log(NextGammaAboveOne(shape + 1)) - NextExponential() / shape
            : Math.Log(NextGammaAboveOne(shape));
    }

    private double NextGammaAboveOne(double shape)
    {
        if (!double.IsFinite(shape))
            return shape;
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal(), root = 1 + c * x;
            if (root <= 0)
                continue;
            double v = root * root * root;
            if (Math.Log(NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }

    /// <summary>A chi-squared variable.</summary>
    /// <param name="degreesOfFreedom">Degrees of freedom, positive; anything else gives NaN.</param>
    public double NextChiSquared(double degreesOfFreedom) => 2 * NextGamma(0.5 * degreesOfFreedom);

    /// <summary>A standard Student t variable: a normal over the root of a scaled chi-squared.</summary>
    /// <param name="degreesOfFreedom">Degrees of freedom, positive; anything else gives NaN.</param>
    public double NextStudentT(double degreesOfFreedom)
    {
        double z = NextNormal();
        if (double.IsPositiveInfinity(degreesOfFreedom))
            return z;
        return z * Math.Exp(0.5 * (Math.Log(0.5 * degreesOfFreedom) - NextLogGamma(0.5 * degreesOfFreedom)));
    }

    /// <summary>A beta variable, computed in logarithms so that small shapes do not give 0 / 0.</summary>
    /// <param name="alpha">First shape, positive; anything else gives NaN.</param>
    /// <param name="beta">Second shape, positive; anything else gives NaN.</param>
    public double NextBeta(double alpha, double beta)
    {
        double difference = NextLogGamma(beta) - NextLogGamma(alpha);
        return 1 / (1 + Math.Exp(difference));
    }

    /// <summary>A standard Cauchy variable, by inversion.</summary>
    public double NextCauchy()
    {
        double u = NextDouble() - 0.5;
        return Math.Tan(Math.PI * u);
    }

    /// <summary>Fills the span with a point of the simplex, Dirichlet distributed.</summary>
    /// <param name="concentration">Concentrations, positive.</param>
    /// <param name="destination">Receives as many weights.</param>
    public void NextDirichlet(ReadOnlySpan<double> concentration, Span<double> destination)
    {
        double maximum = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < concentration.Length; k++)
        {
            destination[k] = NextLogGamma(concentration[k]);
            maximum = Math.Max(maximum, destination[k]);
        }
        for (int k = 0; k < concentration.Length; k++)
        {
            destination[k] = Math.Exp(destination[k] - maximum);
            sum += destination[k];
        }
        for (int k = 0; k < concentration.Length; k++)
            destination[k] /= sum;
    }
}

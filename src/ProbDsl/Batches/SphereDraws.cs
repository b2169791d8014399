namespace ProbDsl.Runtime;

/// <summary>Draws of the cosine between a von Mises-Fisher variable and its mean direction, and how they move with the concentration.</summary>
public static class SphereDraws
{
    // Nodes and weights of the Gauss-Legendre rule of 16 points on [0, 1], by symmetry.
    private static readonly double[] _nodes =
    [
        0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438,
        0.7554044083550030, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
    ];

    private static readonly double[] _weights =
    [
        0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767,
        0.1246289712555339, 0.0951585116824928, 0.0622535239386479, 0.0271524594117541,
    ];

    /// <summary>Draws the cosine w, whose density is proportional to exp(κ w) (1 - w²)^((n - 3) / 2).</summary>
    /// <remarks>
    /// Wood, "Simulation of the von Mises Fisher distribution" (1994), algorithm VM*; its symmetric beta variable by Ulrich's polar form,
    /// "Computer generation of distributions on the m-sphere" (1984), so that a try takes three uniform numbers.
    /// </remarks>
    /// <param name="key">Key of the evaluation.</param>
    /// <param name="stream">Number of the draw's statement.</param>
    /// <param name="row">Row of the batch.</param>
    /// <param name="dimension">The number n of elements, two or more.</param>
    /// <param name="concentration">Concentration κ, positive; anything else gives NaN.</param>
    public static double Cosine(ulong key, int stream, int row, int dimension, double concentration)
    {
        if (!(concentration > 0) || double.IsInfinity(concentration))
            return double.NaN;
        ulong state = Noise.Key(Noise.Key(key, (ulong)stream), (ulong)row);
        double n = dimension - 1;
        double b = n / ((2 * concentration) + Math.Sqrt((4 * concentration * concentration) + (n * n)));
        double x = (1 - b) / (1 + b);
        double c = (concentration * x) + (n * Math.Log(1 - (x * x)));
        for (ulong attempt = 0; ; attempt++)
        {
            double u = Uniform(state, 3 * attempt);
            double angle = Uniform(state, (3 * attempt) + 1);
            double symmetric = dimension == 2
                ? Math.Cos(Math.PI * angle)
                : Math.Sqrt(1 - Math.Pow(u, 2.0 / (dimension - 2))) * Math.Cos(2 * Math.PI * angle);
            double beta = 0.5 * (1 + symmetric);
            double w = (1 - ((1 + b) * beta)) / (1 - ((1 - b) * beta));
            if ((concentration * w) + (n * Math.Log(1 - (x * w))) - c >= Math.Log(Uniform(state, (3 * attempt) + 2)))
                return Math.Clamp(w, -1 + 1e-12, 1 - 1e-12);
        }
    }

    /// <summary>The derivative of a drawn cosine by the concentration at a fixed quantile.</summary>
    /// <remarks>
    /// Implicit reparameterisation (Figurnov, Mohamed and Mnih 2018, equation 6): dw/dκ = -(∂F/∂κ) / p(w), with
    /// ∂F/∂κ = ∫ (t - A(κ)) p(t) dt from -1 to w (or minus that from w to 1), A the ratio of Bessel functions. With t = cos φ the integrand is
    /// smooth in φ, also where the density has a pole or a root at the ends.
    /// </remarks>
    /// <param name="cosine">The cosine w.</param>
    /// <param name="dimension">The number n of elements.</param>
    /// <param name="concentration">Concentration κ.</param>
    public static double CosineSlope(double cosine, int dimension, double concentration)
    {
        if (!(concentration > 0))
            return double.NaN;
        double ratio = Functions.BesselRatio((0.5 * dimension) - 1, concentration);
        double angle = Math.Acos(cosine);
        // Towards the nearer end of the density's mass, so that what is added up does not cancel.
        bool upper = cosine > ratio;
        double sum = 0;
        (double from, double to) = upper ? (0.0, angle) : (angle, Math.PI);
        double logDensity = (concentration * cosine) + ((dimension - 3) * Math.Log(Math.Sin(angle)));
        const int Pieces = 8;
        double width = (to - from) / Pieces;
        for (int piece = 0; piece < Pieces; piece++)
        {
            double middle = from + ((piece + 0.5) * width);
            for (int i = 0; i < _nodes.Length; i++)
                foreach (double node in (ReadOnlySpan<double>)[middle - (0.5 * width * _nodes[i]), middle + (0.5 * width * _nodes[i])])
                {
                    double t = Math.Cos(node);
                    double log = (concentration * t) + ((dimension - 2) * Math.Log(Math.Sin(node))) - logDensity;
                    sum += 0.5 * width * _weights[i] * (t - ratio) * Math.Exp(log);
                }
        }
        return upper ? sum : -sum;
    }

    private static double Uniform(ulong state, ulong index) => ((Noise.Key(state, index) >> 11) + 0.5) * (1.0 / (1UL << 53));
}

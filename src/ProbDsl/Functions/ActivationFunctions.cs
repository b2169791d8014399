namespace ProbDsl;

public static partial class Functions
{
    private const double LeakySlope = 0.01;

    /// <summary>max(x, 0).</summary>
    /// <param name="x">Any real.</param>
    public static double Relu(double x) => Math.Max(x, 0);

    /// <summary>x where it is positive, else x / 100.</summary>
    /// <param name="x">Any real.</param>
    public static double LeakyRelu(double x) => LeakyRelu(x, LeakySlope);

    /// <summary>x where it is positive, else slope · x.</summary>
    /// <remarks>Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models" (2013).</remarks>
    /// <param name="x">Any real.</param>
    /// <param name="slope">From 0 to 1.</param>
    public static double LeakyRelu(double x, double slope) => x > 0 ? x : slope * x;

    /// <summary>x where it is positive, else eˣ - 1.</summary>
    /// <remarks>Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units" (2016), with α = 1.</remarks>
    /// <param name="x">Any real.</param>
    public static double Elu(double x) => x > 0 ? x : Expm1(x);

    /// <summary>x Φ(x), with the standard normal distribution function itself, not one of its approximations.</summary>
    /// <remarks>Hendrycks and Gimpel, "Gaussian error linear units" (2016).</remarks>
    /// <param name="x">Any real.</param>
    public static double Gelu(double x) => x * Phi(x);

    /// <summary>x / (1 + e⁻ˣ).</summary>
    /// <remarks>Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function approximation" (2018).</remarks>
    /// <param name="x">Any real.</param>
    public static double Silu(double x) => x * Logistic(x);
}

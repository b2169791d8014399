namespace ProbDsl.Tests;

/// <summary>Double exponential quadrature: the trapezoidal rule after a substitution that decays doubly exponentially.</summary>
/// <remarks>Takahasi and Mori, "Double exponential formulas for numerical integration", Publ. RIMS 9 (1974).</remarks>
internal static class Quadrature
{
    private const double Step = 1.0 / 128, Limit = 5.5;

    /// <summary>∫ f over (lower, upper); the real line is folded at one, where the table's Laplace row has its corner.</summary>
    public static double Integrate(Func<double, double> f, double lower, double upper)
    {
        if (double.IsInfinity(lower))
            return Integrate(t => f(1 + t) + f(1 - t), 0, double.PositiveInfinity);
        double sum = 0;
        for (double t = -Limit; t <= Limit; t += Step)
        {
            (double y, double weight) = Node(t, lower, upper);
            double value = weight > 0 && double.IsFinite(weight) && y > lower && y < upper ? f(y) * weight : 0;
            sum += double.IsNaN(value) ? throw new ArithmeticException($"NaN at {y}") : value;
        }
        return sum * Step;
    }

    private static (double Y, double Weight) Node(double t, double lower, double upper)
    {
        double s = 0.5 * Math.PI * Math.Sinh(t), ds = 0.5 * Math.PI * Math.Cosh(t);
        if (double.IsInfinity(upper))
            return (lower + Math.Exp(s), Math.Exp(s) * ds);
        double half = 0.5 * (upper - lower), c = Math.Cosh(s);
        double y = t < 0 ? lower + half * Math.Exp(s) / c : upper - half * Math.Exp(-s) / c;
        return (y, half * ds / (c * c));
    }
}

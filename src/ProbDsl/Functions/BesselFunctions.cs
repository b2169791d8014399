namespace ProbDsl;

public static partial class Functions
{
    /// <summary>log I_ν(x), the logarithm of the modified Bessel function of the first kind.</summary>
    /// <remarks>
    /// NIST DLMF 10.25.2, Σₖ (x/2)^(ν + 2k) / (k! Γ(ν + k + 1)), summed outwards from its largest term: all terms are positive, and
    /// those that count are about √x many. The derivative by x is <see cref="BesselRatio"/> + ν / x.
    /// </remarks>
    /// <param name="order">ν, zero or above.</param>
    /// <param name="x">Zero or above; 0 gives -∞, or 0 where ν = 0.</param>
    public static double LogBesselI(double order, double x)
    {
        if (!(x > 0))
            return x == 0 ? (order == 0 ? 0 : double.NegativeInfinity) : double.NaN;
        BesselTerms terms = new(order, x);
        return terms.LogLargest + Math.Log(terms.Sum);
    }

    /// <summary>I_(ν+1)(x) / I_ν(x), from 0 at x = 0 to 1 at ∞: the mean length of a von Mises-Fisher vector of dimension 2ν + 2 and concentration x.</summary>
    /// <remarks>The same series, each term of I_(ν+1) being that of I_ν times (x/2) / (ν + k + 1).</remarks>
    /// <param name="order">ν, zero or above.</param>
    /// <param name="x">Zero or above.</param>
    public static double BesselRatio(double order, double x)
    {
        if (!(x > 0))
            return x == 0 ? 0 : double.NaN;
        BesselTerms terms = new(order, x);
        return 0.5 * x * terms.WeightedSum / terms.Sum;
    }

    /// <summary>The sums of the series over its largest term, plain and weighted with 1 / (ν + k + 1).</summary>
    private readonly struct BesselTerms
    {
        private const double Negligible = 1e-18;

        internal BesselTerms(double order, double x)
        {
            double quarter = 0.25 * x * x;
            double peak = Math.Floor(0.5 * x * x / (order + Math.Sqrt(order * order + x * x)));
            LogLargest = (order + 2 * peak) * Math.Log(0.5 * x) - LogGamma(peak + 1) - LogGamma(order + peak + 1);
            double sum = 0, weighted = 0;
            void Add(double term, double k)
            {
                sum += term;
                weighted += term / (order + k + 1);
            }
            double up = 1;
            for (double k = peak; up > Negligible; k++)
            {
                Add(up, k);
                up *= quarter / ((k + 1) * (order + k + 1));
            }
            double down = 1;
            for (double k = peak; k > 0; k--)
            {
                down *= k * (order + k) / quarter;
                if (down < Negligible)
                    break;
                Add(down, k - 1);
            }
            (Sum, WeightedSum) = (sum, weighted);
        }

        internal double LogLargest { get; }

        internal double Sum { get; }

        internal double WeightedSum { get; }
    }
}

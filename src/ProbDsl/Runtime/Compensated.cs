namespace ProbDsl.Runtime;

/// <summary>Summation that carries the rounding error along (Neumaier 1974).</summary>
public static class Compensated
{
    /// <summary>Adds a term to a sum; <paramref name="lost"/> collects what rounding drops.</summary>
    /// <param name="sum">The running sum.</param>
    /// <param name="lost">The running correction, to be added at the end.</param>
    /// <param name="term">The term.</param>
    public static void Add(ref double sum, ref double lost, double term)
    {
        double next = sum + term;
        lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
        sum = next;
    }
}

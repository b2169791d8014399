namespace ProbDsl;

/// <summary>Probabilities as logarithms.</summary>
internal static class LogSpace
{
    /// <summary>log(1 - exp(x)), for x of zero or below; what rounding takes above zero counts as zero.</summary>
    internal static double LogOfComplement(double x)
    {
        if (x >= 0)
            return double.NegativeInfinity;
        return x < -LogConstants.LogTwo ? Functions.Log1p(-Math.Exp(x)) : Math.Log(-Functions.Expm1(x));
    }
}

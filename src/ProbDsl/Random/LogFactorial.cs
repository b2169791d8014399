namespace ProbDsl;

/// <summary>log k! for the rejection samplers, to a few ulps.</summary>
internal static class LogFactorial
{
    private static readonly double[] s_table = CreateTable(32);

    /// <summary>log k! for an integer k of zero or above: a table, then Stirling's series (DLMF 5.11.1).</summary>
    internal static double Value(double k)
    {
        if (k < s_table.Length)
            return s_table[(int)k];
        double n = k + 1, inverse = 1 / n, square = inverse * inverse;
        double correction = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return (n - 0.5) * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI) + correction;
    }

    private static double[] CreateTable(int length)
    {
        double[] table = new double[length];
        for (int k = 2; k < length; k++)
            table[k] = table[k - 1] + Math.Log(k);
        return table;
    }
}

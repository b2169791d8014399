using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>Φ⁻¹(p), the standard normal quantile function, to within 4 ulp.</summary>
    /// <remarks>
    /// Minimax rational functions: of q² in the centre |q| ≤ 0.425 with q = p - 1/2, of √(-log min(p, 1 - p)) in two pieces of the tails (the
    /// division of the line is that of Wichura, Applied Statistics 37, 1988). 0 gives -∞, 1 gives ∞, outside gives NaN.
    /// </remarks>
    /// <param name="p">From 0 to 1.</param>
    [MethodImpl(Called)]
    public static T InversePhi<T>(T p)
        where T : struct, ILane<T>
    {
        T q = p - T.Create(0.5);
        T result = CentralQuantile(q);
        T isTail = T.LessThan(T.Create(0.425), T.Abs(q));
        return T.Any(isTail) ? T.Select(isTail, TailQuantile(p, q), result) : result;
    }

    [MethodImpl(Inlined)]
    private static T CentralQuantile<T>(T q)
        where T : struct, ILane<T>
    {
        T r = T.MultiplyAdd(-q, q, T.Create(0.180625));
        T r2 = r * r;
        T r4 = r2 * r2;
        T numerator = Septic(
            r, r2, r4,
            3.387132872796367, 142.42058624880232, 2299.5209390431505, 17952.92709961522,
            70190.29048789994, 128718.7148572334, 90956.13998606575, 13452.521345160883);
        numerator = T.MultiplyAdd(T.Create(-576.4154628228782), r4 * r4, numerator);
        T denominator = Septic(
            r, r2, r4,
            1.0, 45.052791686890956, 792.2361857753137, 6895.724431919056,
            31144.572455988957, 70000.15642483319, 68145.60815792254, 20041.18374520775);
        return q * (numerator / denominator);
    }

    [MethodImpl(Inlined)]
    private static T TailQuantile<T>(T p, T q)
        where T : struct, ILane<T>
    {
        T smaller = T.MinNative(T.Create(1.0) - p, p);
        T r = T.Sqrt(-Log(smaller));
        T magnitude = NearTailQuantile(r - T.Create(1.6));
        T isFar = T.LessThan(T.Create(5.0), r);
        if (T.Any(isFar))
            magnitude = T.Select(isFar, FarTailQuantile(r - T.Create(5.0)), magnitude);
        magnitude = T.Select(T.Equal(smaller, T.Zero), T.Create(double.PositiveInfinity), magnitude);
        return T.Or(magnitude, T.And(q, T.Create(-0.0)));
    }

    /// <summary>For √(-log p) from 1.6 to 5; relative error 2^-55.7.</summary>
    [MethodImpl(Inlined)]
    private static T NearTailQuantile<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T numerator = Septic(
            u, u2, u4,
            1.4234371107496835, 4.630431270162399, 5.769780693285231, 3.648159369486835,
            1.2706158245569548, 0.24181870765002436, 0.02272778853726884, 0.0007746711780367983);
        T denominator = Septic(
            u, u2, u4,
            1.0, 2.053257259327217, 1.6765052342984958, 0.6898470729214965,
            0.14812684525265826, 0.015201313113469627, 0.0005476830159330408, 1.050697382905467e-09);
        return numerator / denominator;
    }

    /// <summary>For √(-log p) from 5 to 27.4; relative error 2^-54.7.</summary>
    [MethodImpl(Inlined)]
    private static T FarTailQuantile<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T numerator = Septic(
            u, u2, u4,
            6.657904643501104, 5.461728655888557, 1.783283136498094, 0.2961122299043399,
            0.026468715471717495, 0.0012381571965724525, 2.6969610745978624e-05, 1.9944646420525952e-07);
        T denominator = Septic(
            u, u2, u4,
            1.0, 0.5995233623495411, 0.1367662628924118, 0.014843747631224237,
            0.0007841688051029915, 1.8365591261219612e-05, 1.4102902973789877e-07, 1.999116898631974e-15);
        return numerator / denominator;
    }
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double PiLow = 1.2246467991473532e-16;

    /// <summary>sin(πa) and cos(πa) in two parts, up to one common sign, for a ≥ 0; their product and quotient have the right sign.</summary>
    /// <remarks>
    /// a is reduced exactly to the nearest integer and then to the nearest half. What the rounding of πd and of its square lost goes
    /// into the low parts, by sin(r + e) = sin r + e cos r and cos(r + e) = cos r - e sin r.
    /// </remarks>
    [MethodImpl(Inlined)]
    private static void SinCosOfPiTimes<T>(T a, out T sin, out T sinLow, out T cos, out T cosLow)
        where T : struct, ILane<T>
    {
        T d = a - T.Round(a);                       // in [-1/2, 1/2]
        T magnitude = T.Abs(d);
        T isOuter = T.LessThan(T.Create(0.25), magnitude);
        T u = T.Select(isOuter, T.Create(0.5) - magnitude, magnitude);
        T pi = T.Create(Math.PI);
        T r = u * pi;
        T rLow = T.MultiplyAdd(u, T.Create(PiLow), T.MultiplyAdd(u, pi, -r));
        T square = r * r;
        T squareLow = T.MultiplyAdd(r, r, -square);

        T cosRest = CosRest(square, out T leading) - T.MultiplyAdd(r, rLow, T.Create(0.5) * squareLow);
        T cosine = TwoSumOfOrdered(leading, cosRest, out T cosineLow);
        T sinRest = T.MultiplyAdd(rLow, cosine, r * square * SinPolynomial(square));
        T sine = TwoSumOfOrdered(r, sinRest, out T sineLow);

        T sign = T.And(d, T.Create(-0.0));
        sin = T.Or(T.Select(isOuter, cosine, sine), sign);
        sinLow = T.AddBits(T.Select(isOuter, cosineLow, sineLow), sign);        // adding the sign bit flips it
        cos = T.Select(isOuter, sine, cosine);
        cosLow = T.Select(isOuter, sineLow, cosineLow);
    }
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>sin(πa) and cos(πa) up to one common sign, for a ≥ 0; their product and quotient have the right sign.</summary>
    /// <remarks>a is reduced exactly to the nearest integer and then to the nearest half.</remarks>
    [MethodImpl(Inlined)]
    private static void SinCosOfPiTimes<T>(T a, out T sin, out T cos)
        where T : struct, ILane<T>
    {
        T d = a - T.Round(a);                       // in [-1/2, 1/2]
        T magnitude = T.Abs(d);
        T isOuter = T.LessThan(T.Create(0.25), magnitude);
        T r = T.Select(isOuter, T.Create(0.5) - magnitude, magnitude) * T.Create(Math.PI);
        T sinOfReduced = SinOfReduced(r);
        T cosOfReduced = CosOfReduced(r);
        sin = T.Or(T.Select(isOuter, cosOfReduced, sinOfReduced), T.And(d, T.Create(-0.0)));
        cos = T.Select(isOuter, sinOfReduced, cosOfReduced);
    }
}

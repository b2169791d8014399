using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    // Polynomials are evaluated by Horner's scheme, which has the fewest operations: lanes of single precision mostly run over long
    // arrays, where the chains of neighbouring elements overlap. Coefficients ascend.

    /// <summary>c0 + c1 x + c2 x².</summary>
    [MethodImpl(Inlined)]
    private static T Quadratic<T>(T x, float c0, float c1, float c2)
        where T : struct, IFloatLane<T> =>
        T.MultiplyAdd(T.MultiplyAdd(T.Create(c2), x, T.Create(c1)), x, T.Create(c0));

    /// <summary>c0 + c1 x + c2 x² + x³ rest.</summary>
    [MethodImpl(Inlined)]
    private static T Cubic<T>(T x, float c0, float c1, float c2, T rest)
        where T : struct, IFloatLane<T> =>
        T.MultiplyAdd(T.MultiplyAdd(T.MultiplyAdd(rest, x, T.Create(c2)), x, T.Create(c1)), x, T.Create(c0));
}

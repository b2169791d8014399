using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    // Polynomials are evaluated by Estrin's scheme: independent pieces of low degree, joined by powers of x. The chain of
    // dependent multiply-adds is then short, and the pieces fill the pipelines. Coefficients ascend.

    /// <summary>c0 + c1 x.</summary>
    [MethodImpl(Inlined)]
    private static T Linear<T>(T x, double c0, double c1)
        where T : struct, ILane<T> =>
        T.MultiplyAdd(T.Create(c1), x, T.Create(c0));

    /// <summary>c0 + c1 x + c2 x².</summary>
    [MethodImpl(Inlined)]
    private static T Quadratic<T>(T x, T x2, double c0, double c1, double c2)
        where T : struct, ILane<T> =>
        T.MultiplyAdd(T.Create(c2), x2, Linear(x, c0, c1));

    /// <summary>c0 + c1 x + c2 x² + c3 x³.</summary>
    [MethodImpl(Inlined)]
    private static T Cubic<T>(T x, T x2, double c0, double c1, double c2, double c3)
        where T : struct, ILane<T> =>
        T.MultiplyAdd(Linear(x, c2, c3), x2, Linear(x, c0, c1));

    /// <summary>c0 + … + c7 x⁷.</summary>
    [MethodImpl(Inlined)]
    private static T Septic<T>(
        T x, T x2, T x4, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        where T : struct, ILane<T> =>
        T.MultiplyAdd(Cubic(x, x2, c4, c5, c6, c7), x4, Cubic(x, x2, c0, c1, c2, c3));
}

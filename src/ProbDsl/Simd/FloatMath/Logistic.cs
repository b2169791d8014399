using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>1 / (1 + e⁻ˣ), to within 3 ulp.</summary>
    /// <remarks>With e = exp(-|x|): 1 / (1 + e) for x ≥ 0, else e / (1 + e). -∞ gives 0, ∞ gives 1.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Logistic<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0f)));
        return T.Select(T.LessThan(x, T.Zero), e, one) / (one + e);
    }
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>Φ(x), the standard normal distribution function, to within 5 ulp in both tails.</summary>
    /// <remarks>-∞ gives 0, ∞ gives 1; results below the normal range are rounded to subnormals.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Phi<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T a = T.MinNative(T.Create(15f), T.Abs(x));     // the tail is zero from 14.2
        T square = a * a;
        T lost = T.MultiplyAdd(a, a, -square);
        T tail = ExpOfSum(T.MaxNative(T.Create(ExpUnderflow), square * T.Create(-0.5f)), lost * T.Create(-0.5f)) * ScaledNormalTail(a);
        return T.Select(T.LessThan(T.Zero, x), T.Create(1f) - tail, tail);
    }

    /// <summary>exp(x²/2) (1 - Φ(x)), for x in [0, 15].</summary>
    /// <remarks>Times x + 4 it is a polynomial of degree 9 in t = (x - 4) / (x + 4), minimax; its relative error is 2^-26.7.</remarks>
    [MethodImpl(Inlined)]
    private static T ScaledNormalTail<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T inverse = T.Create(1f) / (x + T.Create(4f));
        T ratio = x * inverse;
        T t = (ratio + ratio) - T.Create(1f);       // written so, its error vanishes towards x = 0
        T p = Cubic(t, -0.00351021416f, 0.00156840927f, 0.000174663917f, T.Create(-0.000134194153f));
        p = Cubic(t, -0.186523661f, 0.0604034886f, -0.00752400607f, p);
        return Cubic(t, 0.755285144f, -0.607896566f, 0.387136906f, p) * inverse;
    }
}

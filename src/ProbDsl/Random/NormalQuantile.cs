using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl;

/// <summary>The quantile function of the standard normal, the transform behind normal random numbers.</summary>
/// <remarks>
/// Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16;
/// relative accuracy about 1e-16. One uniform gives one normal, so that a position in the stream names a normal, and the
/// arithmetic of a lane is that of the scalar, so that the width of the hardware changes nothing.
/// </remarks>
internal static class NormalQuantile
{
    private const double CentralHalfWidth = 0.425, FarTailStart = 5;

    /// <summary>The z with Φ(z) = <paramref name="p"/>, for p in (0, 1).</summary>
    internal static double Value(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= CentralHalfWidth)
            return Central(new Lane1(q)).Value;
        double r = Math.Sqrt(-LaneMath.Log(new Lane1(Math.Min(p, 1 - p))).Value);
        double z = r <= FarTailStart ? Tail(new Lane1(r)).Value : FarTail(new Lane1(r)).Value;
        return q < 0 ? -z : z;
    }

    /// <summary>Replaces random words by standard normals; the length is a multiple of the lane's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TransformWords<T>(Span<double> words)
        where T : struct, ILane<T>
    {
        ref double first = ref MemoryMarshal.GetReference(words);
        for (int i = 0; i < words.Length; i += T.Count)
        {
            ref double block = ref Unsafe.Add(ref first, i);
            T.Store(Value(OpenUnit.FromWords(T.Load(in block))), ref block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Value<T>(T p)
        where T : struct, ILane<T>
    {
        T q = p - T.Create(0.5);
        T r = T.Sqrt(-LaneMath.Log(T.Min(p, T.Create(1.0) - p)));
        T tail = Tail(r);
        T isFar = T.LessThan(T.Create(FarTailStart), r);
        if (T.Sum(T.And(isFar, T.Create(1.0))) > 0) // About one lane in 10¹¹.
            tail = T.Select(isFar, FarTail(r), tail);
        tail = T.Select(T.LessThan(q, T.Zero), -tail, tail);
        return T.Select(T.LessThanOrEqual(T.Abs(q), T.Create(CentralHalfWidth)), Central(q), tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Central<T>(T q)
        where T : struct, ILane<T>
    {
        T r = T.Create(0.180625) - q * q;
        T numerator = Polynomial(r, 3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
            4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3);
        T denominator = Polynomial(r, 1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
            2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3);
        return q * numerator / denominator;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tail<T>(T root)
        where T : struct, ILane<T>
    {
        T r = root - T.Create(1.6);
        return Polynomial(r, 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
            1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4)
            / Polynomial(r, 1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T FarTail<T>(T root)
        where T : struct, ILane<T>
    {
        T r = root - T.Create(FarTailStart);
        return Polynomial(r, 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
            2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
            / Polynomial(r, 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
            7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Polynomial<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        where T : struct, ILane<T>
    {
        T square = x * x;
        T low = T.MultiplyAdd(T.MultiplyAdd(T.Create(c3), x, T.Create(c2)), square, T.MultiplyAdd(T.Create(c1), x, T.Create(c0)));
        T high = T.MultiplyAdd(T.MultiplyAdd(T.Create(c7), x, T.Create(c6)), square, T.MultiplyAdd(T.Create(c5), x, T.Create(c4)));
        return T.MultiplyAdd(high, square * square, low);
    }
}

using System.Numerics;
namespace ProbDsl;
/// <summary>x</summary>
public static class Noise
{
    /// <summary>x</summary>
    public static ulong Key(ulong seed, ulong n) => seed * 0x9E3779B97F4A7C15UL + n * 0xBF58476D1CE4E5B9UL + 1;
    /// <summary>x</summary>
    public static void Normal<E>(ulong key, ulong stream, ulong start, Span<E> x) where E : unmanaged, IBinaryFloatingPointIeee754<E>
    { var r = new Rng(Key(key, stream * 1000003 + start)); for (int i = 0; i < x.Length; i++) x[i] = E.CreateChecked(r.NextNormal()); }
    /// <summary>x</summary>
    public static void Uniform<E>(ulong key, ulong stream, ulong start, Span<E> x) where E : unmanaged, IBinaryFloatingPointIeee754<E>
    { var r = new Rng(Key(key, stream * 1000003 + start)); for (int i = 0; i < x.Length; i++) x[i] = E.CreateChecked(Math.Clamp(r.NextDouble(), 1e-7, 1 - 1e-7)); }
    /// <summary>x</summary>
    public static void Sign<E>(ulong key, ulong stream, ulong start, Span<E> x) where E : unmanaged, IBinaryFloatingPointIeee754<E>
    { var r = new Rng(Key(key, stream * 1000003 + start)); for (int i = 0; i < x.Length; i++) x[i] = r.NextDouble() < 0.5 ? -E.One : E.One; }
    /// <summary>x</summary>
    public static void Bernoulli<E>(ulong key, ulong stream, ulong start, ReadOnlySpan<E> p, Span<E> x) where E : unmanaged, IBinaryFloatingPointIeee754<E>
    { var r = new Rng(Key(key, stream * 1000003 + start)); for (int i = 0; i < x.Length; i++) x[i] = r.NextDouble() < double.CreateChecked(p[i]) ? E.One : E.Zero; }
}

using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>The logarithm of a product of non-negative factors that may neither overflow nor underflow: one logarithm for all.</summary>
/// <remarks>The product is kept as mantissa · 2^exponent. A factor zero gives -∞, a NaN gives NaN.</remarks>
internal struct LogProduct<T>
    where T : struct, ILane<T>
{
    /// <summary>Smaller factors have fewer digits, or none, so that the logarithm of each is to be computed in another way.</summary>
    public const double SmallestFactor = 1e-290;

    private T mantissa;
    private T exponent;

    /// <summary>The empty product.</summary>
    public static LogProduct<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { mantissa = T.Create(1.0), exponent = T.Zero };
    }

    /// <summary>Multiplies by a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Multiply(T factor)
    {
        T.SplitExponent(mantissa * factor, out mantissa, out T carry);
        exponent += carry;
    }

    /// <summary>The logarithm of the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T Log() => T.MultiplyAdd(exponent, T.Create(0.6931471805599453), LaneMath.Log(mantissa));
}

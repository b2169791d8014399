using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

/// <summary>A fixed number of doubles that are computed with in lockstep; one lane holds one draw or one datum.</summary>
/// <typeparam name="T">The implementing lane type.</typeparam>
/// <remarks>
/// Numeric code is written once over this interface and instantiated for <see cref="Lane1"/> (a scalar),
/// <see cref="Lane2"/>, <see cref="Lane4"/> and <see cref="Lane8"/> (128, 256 and 512 bits). A mask is a lane value
/// whose bits are all ones (true) or all zeros (false).
/// </remarks>
public interface ILane<T>
    where T : struct, ILane<T>
{
    /// <summary>The number of doubles in the lane.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract T Zero { get; }

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    static abstract T Create(double value);

    /// <summary>Reads <see cref="Count"/> consecutive doubles, unaligned.</summary>
    static abstract T Load(ref readonly double source);

    /// <summary>Writes <see cref="Count"/> consecutive doubles, unaligned.</summary>
    static abstract void Store(T value, ref double destination);

    /// <summary>Reads the first <paramref name="count"/> doubles, or <see cref="Count"/> if that is less; the other lanes are zero and their memory is not touched.</summary>
    static abstract T LoadPartial(ref readonly double source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes, or <see cref="Count"/> if that is less; memory behind them is not touched.</summary>
    static abstract void StorePartial(T value, ref double destination, int count);

    /// <summary>The value with the lanes from <paramref name="count"/> on made zero, whatever they held; all lanes are kept for <see cref="Count"/> and above.</summary>
    static abstract T KeepFirst(T value, int count);

    /// <summary>The numbers <paramref name="start"/>, <paramref name="start"/> + 1, …: the indices of elements along a vector.</summary>
    static abstract T Position(int start);

    /// <summary>Reads <c>source[indices[l]]</c> into lane l, for <see cref="Count"/> consecutive indices.</summary>
    static abstract T Gather(ref readonly double source, ref readonly int indices);

    /// <summary>Adds lane l to <c>destination[indices[l]]</c>, one lane after the other, so that equal indices add up.</summary>
    static abstract void ScatterAdd(T value, ref double destination, ref readonly int indices);

    /// <summary>Lane-wise sum.</summary>
    static abstract T operator +(T left, T right);

    /// <summary>Lane-wise difference.</summary>
    static abstract T operator -(T left, T right);

    /// <summary>Lane-wise product.</summary>
    static abstract T operator *(T left, T right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract T operator /(T left, T right);

    /// <summary>Lane-wise negation.</summary>
    static abstract T operator -(T value);

    /// <summary>Lane-wise <c>a * b + c</c>, fused where the hardware can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>Lane-wise square root.</summary>
    static abstract T Sqrt(T value);

    /// <summary>Lane-wise absolute value.</summary>
    static abstract T Abs(T value);

    /// <summary>Lane-wise minimum; a NaN on either side gives NaN.</summary>
    static abstract T Min(T left, T right);

    /// <summary>Lane-wise maximum; a NaN on either side gives NaN.</summary>
    static abstract T Max(T left, T right);

    /// <summary>Lane-wise rounding to the nearest integer, ties to even.</summary>
    static abstract T Round(T value);

    /// <summary>Lane-wise rounding towards negative infinity.</summary>
    static abstract T Floor(T value);

    /// <summary>Mask of the lanes where left is less than right.</summary>
    static abstract T LessThan(T left, T right);

    /// <summary>Mask of the lanes where left is at most right.</summary>
    static abstract T LessThanOrEqual(T left, T right);

    /// <summary>Mask of the lanes where both sides are equal.</summary>
    static abstract T Equal(T left, T right);

    /// <summary>Bitwise and.</summary>
    static abstract T And(T left, T right);

    /// <summary>Bitwise or.</summary>
    static abstract T Or(T left, T right);

    /// <summary>Bitwise complement; the negation of a mask.</summary>
    static abstract T Not(T value);

    /// <summary>Lane-wise choice: <paramref name="whenTrue"/> where the mask is set, else <paramref name="whenFalse"/>.</summary>
    static abstract T Select(T mask, T whenTrue, T whenFalse);

    /// <summary>Sum over the lanes, pairwise.</summary>
    static abstract double Sum(T value);

    /// <summary>The largest value in any lane; NaN where one is.</summary>
    static abstract double MaxElement(T value);

    /// <summary>The value in one lane.</summary>
    static abstract double GetElement(T value, int lane);

    /// <summary>Lane-wise <c>bits(value) &lt;&lt; count</c> on the 64-bit patterns.</summary>
    static abstract T ShiftLeftBits(T value, int count);

    /// <summary>Lane-wise logical <c>bits(value) &gt;&gt; count</c> on the 64-bit patterns.</summary>
    static abstract T ShiftRightBits(T value, int count);

    /// <summary>Lane-wise sum of the 64-bit patterns as integers.</summary>
    static abstract T AddBits(T left, T right);

    /// <summary>Lane-wise difference of the 64-bit patterns as integers.</summary>
    static abstract T SubtractBits(T left, T right);

    /// <summary>All lanes hold this 64-bit pattern.</summary>
    static abstract T CreateBits(long bits);

    /// <summary>Lane-wise minimum in one instruction; a NaN on the right gives NaN, a NaN on the left an unspecified side.</summary>
    static abstract T MinNative(T left, T right);

    /// <summary>Lane-wise maximum in one instruction; a NaN on the right gives NaN, a NaN on the left an unspecified side.</summary>
    static abstract T MaxNative(T left, T right);

    /// <summary>Lane-wise <c>value * 2^floor(exponent)</c>, rounded once, for an exponent of magnitude up to 2000 and a value from 1/2 to 2.</summary>
    static abstract T ScaleByPowerOfTwo(T value, T exponent);

    /// <summary>Splits a lane so that <c>value = mantissa * 2^exponent</c> with the mantissa in [3/4, 3/2) and an integer exponent.</summary>
    /// <remarks>
    /// Zero gives mantissa one and exponent -infinity, infinity gives mantissa one and exponent infinity; a negative value
    /// or a NaN gives a NaN mantissa. Subnormal values are split exactly.
    /// </remarks>
    static abstract void SplitExponent(T value, out T mantissa, out T exponent);

    /// <summary>Whether the mask is set in any lane.</summary>
    static abstract bool Any(T mask);

    /// <summary>Whether <see cref="Lookup"/> is one instruction.</summary>
    static abstract bool HasLookup { get; }

    /// <summary>Lane-wise choice among sixteen values by the four lowest bits of the pattern.</summary>
    /// <param name="low">The values 0 to 7.</param>
    /// <param name="high">The values 8 to 15.</param>
    /// <param name="indices">Bit patterns, of which the four lowest bits count.</param>
    static abstract T Lookup(Vector512<double> low, Vector512<double> high, T indices);
}

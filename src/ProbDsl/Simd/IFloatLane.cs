namespace ProbDsl.Simd;

/// <summary>A fixed number of floats that are computed with in lockstep: <see cref="ILane{T}"/> in single precision.</summary>
/// <typeparam name="T">The implementing lane type.</typeparam>
/// <remarks>
/// Numeric code is written once over this interface and instantiated for <see cref="FloatLane1"/> (a scalar),
/// <see cref="FloatLane4"/>, <see cref="FloatLane8"/> and <see cref="FloatLane16"/> (128, 256 and 512 bits). The members have the names
/// of those of <see cref="ILane{T}"/>, so that the same text compiles over both. A mask is a lane value whose bits are all ones (true)
/// or all zeros (false).
/// </remarks>
public interface IFloatLane<T>
    where T : struct, IFloatLane<T>
{
    /// <summary>The number of floats in the lane.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract T Zero { get; }

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    static abstract T Create(float value);

    /// <summary>All lanes equal to <paramref name="value"/>, rounded.</summary>
    static abstract T Create(double value);

    /// <summary>All lanes hold this 32-bit pattern.</summary>
    static abstract T CreateBits(int bits);

    /// <summary>The numbers <paramref name="start"/>, <paramref name="start"/> + 1, …: the indices of elements along a vector.</summary>
    /// <remarks>Exact below 2²⁴; beyond, indices are rounded.</remarks>
    static abstract T Position(int start);

    /// <summary>Reads <see cref="Count"/> consecutive floats, unaligned.</summary>
    static abstract T Load(ref readonly float source);

    /// <summary>Writes <see cref="Count"/> consecutive floats, unaligned.</summary>
    static abstract void Store(T value, ref float destination);

    /// <summary>Reads the first <paramref name="count"/> floats, or <see cref="Count"/> if that is less; the other lanes are zero and their memory is not touched.</summary>
    static abstract T LoadPartial(ref readonly float source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes, or <see cref="Count"/> if that is less; memory behind them is not touched.</summary>
    static abstract void StorePartial(T value, ref float destination, int count);

    /// <summary>The value with the lanes from <paramref name="count"/> on made zero, whatever they held; all lanes are kept for <see cref="Count"/> and above.</summary>
    static abstract T KeepFirst(T value, int count);

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

    /// <summary>Lane-wise rounding to the nearest integer, ties to even.</summary>
    static abstract T Round(T value);

    /// <summary>Lane-wise rounding towards negative infinity.</summary>
    static abstract T Floor(T value);

    /// <summary>Lane-wise minimum; a NaN on either side gives NaN.</summary>
    static abstract T Min(T left, T right);

    /// <summary>Lane-wise maximum; a NaN on either side gives NaN.</summary>
    static abstract T Max(T left, T right);

    /// <summary>Lane-wise minimum in one instruction; a NaN on the right gives NaN, a NaN on the left an unspecified side.</summary>
    static abstract T MinNative(T left, T right);

    /// <summary>Lane-wise maximum in one instruction; a NaN on the right gives NaN, a NaN on the left an unspecified side.</summary>
    static abstract T MaxNative(T left, T right);

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

    /// <summary>Whether the mask is set in any lane.</summary>
    static abstract bool Any(T mask);

    /// <summary>Sum over the lanes, pairwise in single precision.</summary>
    static abstract double Sum(T value);

    /// <summary>The largest value in any lane; NaN where one is.</summary>
    static abstract double MaxElement(T value);

    /// <summary>The value in one lane.</summary>
    static abstract double GetElement(T value, int lane);

    /// <summary>Lane-wise <c>bits(value) &lt;&lt; count</c> on the 32-bit patterns.</summary>
    static abstract T ShiftLeftBits(T value, int count);

    /// <summary>Lane-wise logical <c>bits(value) &gt;&gt; count</c> on the 32-bit patterns.</summary>
    static abstract T ShiftRightBits(T value, int count);

    /// <summary>Lane-wise sum of the 32-bit patterns as integers.</summary>
    static abstract T AddBits(T left, T right);

    /// <summary>Lane-wise difference of the 32-bit patterns as integers.</summary>
    static abstract T SubtractBits(T left, T right);

    /// <summary>The 32-bit patterns, read as signed integers, as numbers, rounded to nearest.</summary>
    static abstract T IntegerToNumber(T bits);

    /// <summary>Lane-wise <c>value * 2^floor(exponent)</c>, rounded once, for an exponent of magnitude up to 250 and a value from 1/2 to 2.</summary>
    static abstract T ScaleByPowerOfTwo(T value, T exponent);

    /// <summary>Splits a lane so that <c>value = mantissa * 2^exponent</c> with the mantissa in [3/4, 3/2) and an integer exponent.</summary>
    /// <remarks>
    /// Zero gives mantissa one and exponent -infinity, infinity gives mantissa one and exponent infinity; a negative value
    /// or a NaN gives a NaN mantissa. Subnormal values are split exactly.
    /// </remarks>
    static abstract void SplitExponent(T value, out T mantissa, out T exponent);

    /// <summary>A function of one argument computed on lanes of doubles and rounded.</summary>
    static abstract T InDouble<TFunction>(T x)
        where TFunction : IDoubleFunction;

    /// <summary>A function of two arguments computed on lanes of doubles and rounded.</summary>
    static abstract T InDouble<TFunction>(T x, T y)
        where TFunction : IDoubleFunction2;
}

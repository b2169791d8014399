using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>How the rows of a plate meet the lanes: one row at a time with draws as lanes, or rows as lanes of one draw.</summary>
/// <typeparam name="TDraw">Lane type of the values outside the plate: one draw, or a block of draws.</typeparam>
/// <typeparam name="TRow">Lane type inside the plate.</typeparam>
/// <remarks>Generated kernels are written once over this interface; both instantiations come from the same text.</remarks>
public interface IPlate<TDraw, TRow>
    where TDraw : struct, ILane<TDraw>
    where TRow : struct, ILane<TRow>
{
    /// <summary>Rows advanced by one step of the loop.</summary>
    static abstract int Width { get; }

    /// <summary>A value from outside the plate, for every row of the step.</summary>
    static abstract TRow Spread(TDraw value);

    /// <summary>An element of an array of values from outside the plate, for every row of the step.</summary>
    static abstract TRow Spread(ref double array, nint element);

    /// <summary>The sum over the rows of the step, as a value outside the plate.</summary>
    static abstract TDraw Sum(TRow value);

    /// <summary>A data column at the rows of the step.</summary>
    static abstract TRow Column(ref double column, nint row);

    /// <summary>The value where the row counts, zero where it is padding.</summary>
    static abstract TRow Keep(ref double masks, nint row, TRow value);

    /// <summary>The value where the row counts, zero where it is padding, of weight zero: there a value that is not finite does not become NaN.</summary>
    static abstract TRow Counted(TRow weight, TRow value);

    /// <summary>The elements of an array selected by an index column at the rows of the step.</summary>
    static abstract TRow Element(ref double array, ref int index, nint row, bool consecutive);

    /// <summary>Adds to the elements of an array selected by an index column at the rows of the step.</summary>
    static abstract void AddTo(ref double array, ref int index, nint row, bool consecutive, TRow value);
}

/// <summary>Draws as lanes: the plate's rows are visited one by one and data are broadcast.</summary>
/// <typeparam name="T">The lane type of a block of draws.</typeparam>
public readonly struct DrawLanes<T> : IPlate<T, T>
    where T : struct, ILane<T>
{
    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Spread(T value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Spread(ref double array, nint element) => T.Load(ref Unsafe.Add(ref array, element * T.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column(ref double column, nint row) => T.Create(Unsafe.Add(ref column, row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Keep(ref double masks, nint row, T value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Counted(T weight, T value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Element(ref double array, ref int index, nint row, bool consecutive) =>
        T.Load(ref Unsafe.Add(ref array, (nint)Unsafe.Add(ref index, row) * T.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref double array, ref int index, nint row, bool consecutive, T value)
    {
        ref double target = ref Unsafe.Add(ref array, (nint)Unsafe.Add(ref index, row) * T.Count);
        T.Store(T.Load(ref target) + value, ref target);
    }
}

/// <summary>Rows as lanes: one draw, whose values are broadcast, against several rows of data at once.</summary>
/// <typeparam name="T">The lane type that holds the rows.</typeparam>
/// <remarks>Columns are padded with rows of weight zero, so that the last step needs no mask.</remarks>
public readonly struct DataLanes<T> : IPlate<Lane1, T>
    where T : struct, ILane<T>
{
    /// <inheritdoc/>
    public static int Width => T.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Spread(Lane1 value) => T.Create(Lane1.GetElement(value, 0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Spread(ref double array, nint element) => T.Create(Unsafe.Add(ref array, element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Sum(T value) => Lane1.Create(T.Sum(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Column(ref double column, nint row) => T.Load(ref Unsafe.Add(ref column, row));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Keep(ref double masks, nint row, T value) => T.And(T.Load(ref Unsafe.Add(ref masks, row)), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Counted(T weight, T value) => T.Select(T.Equal(weight, T.Zero), T.Zero, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Element(ref double array, ref int index, nint row, bool consecutive)
    {
        ref int first = ref Unsafe.Add(ref index, row);
        return consecutive ? T.Load(ref Unsafe.Add(ref array, (nint)first)) : T.Gather(ref array, ref first);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(ref double array, ref int index, nint row, bool consecutive, T value)
    {
        ref int first = ref Unsafe.Add(ref index, row);
        if (consecutive)
        {
            ref double target = ref Unsafe.Add(ref array, (nint)first);
            T.Store(T.Load(ref target) + value, ref target);
        }
        else
            T.ScatterAdd(value, ref array, ref first);
    }
}

/// <summary>Whether a kernel computes the gradient; a type, so that the other half of the code disappears.</summary>
public interface IGradientMode
{
    /// <summary>True where adjoints are computed.</summary>
    static abstract bool Enabled { get; }
}

/// <summary>The kernel computes log density and gradient.</summary>
public readonly struct WithGradient : IGradientMode
{
    /// <inheritdoc/>
    public static bool Enabled => true;
}

/// <summary>The kernel computes the log density alone.</summary>
public readonly struct WithoutGradient : IGradientMode
{
    /// <inheritdoc/>
    public static bool Enabled => false;
}

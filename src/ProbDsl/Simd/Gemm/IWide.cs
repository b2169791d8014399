namespace ProbDsl.Simd;

/// <summary>A register of elements as the matrix kernels see it.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
/// <typeparam name="T">The element: float or double.</typeparam>
internal unsafe interface IWide<TSelf, T>
    where TSelf : struct, IWide<TSelf, T>
    where T : unmanaged
{
    /// <summary>Elements of a register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest tile: with two registers a row, the accumulators, one row of B and one broadcast must fit the register file.</summary>
    static abstract int Rows { get; }

    /// <summary>All zeros.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The same value in every element.</summary>
    static abstract TSelf Create(T value);

    /// <summary>Reads a register.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>Writes a register.</summary>
    static abstract void Store(TSelf value, T* destination);

    /// <summary>a b + c, fused where the hardware fuses.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a b.</summary>
    static abstract TSelf Multiply(TSelf a, TSelf b);

    /// <summary>a + b.</summary>
    static abstract TSelf Add(TSelf a, TSelf b);

    /// <summary>The sum of the elements.</summary>
    static abstract T Sum(TSelf value);
}

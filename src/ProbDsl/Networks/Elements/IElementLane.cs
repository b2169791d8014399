using System.Numerics;

namespace ProbDsl.Networks;

/// <summary>A register of floats or doubles as the elementwise parts of networks see it: formulas are written once for both.</summary>
/// <remarks>A mask has all bits of an element set (true) or none (false).</remarks>
/// <typeparam name="L">The register.</typeparam>
/// <typeparam name="E">The element: float or double.</typeparam>
internal interface IElementLane<L, E>
    where L : struct, IElementLane<L, E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Elements of a register; it divides <see cref="Runtime.BatchMatrix{E}.RowMultiple"/>.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every element.</summary>
    static abstract L Create(double value);

    /// <summary>The same value in every element.</summary>
    static abstract L Create(E value);

    /// <summary>Reads <see cref="Count"/> consecutive elements.</summary>
    static abstract L Load(ref readonly E source);

    /// <summary>Writes <see cref="Count"/> consecutive elements.</summary>
    static abstract void Store(L value, ref E destination);

    /// <summary>Reads the first elements, then zeros.</summary>
    static abstract L LoadPartial(ref readonly E source, int count);

    /// <summary>Writes the first elements.</summary>
    static abstract void StorePartial(L value, ref E destination, int count);

    /// <summary>Elementwise sum.</summary>
    static abstract L operator +(L left, L right);

    /// <summary>Elementwise difference.</summary>
    static abstract L operator -(L left, L right);

    /// <summary>Elementwise product.</summary>
    static abstract L operator *(L left, L right);

    /// <summary>Elementwise quotient.</summary>
    static abstract L operator /(L left, L right);

    /// <summary>Elementwise <c>a * b + c</c>.</summary>
    static abstract L MultiplyAdd(L a, L b, L c);

    /// <summary>Elementwise maximum.</summary>
    static abstract L Max(L left, L right);

    /// <summary>Mask of the elements where left is less than right.</summary>
    static abstract L LessThan(L left, L right);

    /// <summary>Elementwise choice by a mask.</summary>
    static abstract L Select(L mask, L whenTrue, L whenFalse);

    /// <summary>The sum of the elements.</summary>
    static abstract E Sum(L value);

    /// <summary>e to the power of each element.</summary>
    static abstract L Exp(L x);

    /// <summary>e to the power of each element, less one.</summary>
    static abstract L Expm1(L x);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract L Tanh(L x);

    /// <summary>1 / (1 + e^-x).</summary>
    static abstract L Logistic(L x);

    /// <summary>log(1 + e^x).</summary>
    static abstract L Log1pExp(L x);

    /// <summary>The distribution function of the standard normal distribution.</summary>
    static abstract L Phi(L x);
}

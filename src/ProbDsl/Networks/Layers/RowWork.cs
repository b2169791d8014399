using System.Numerics;
using System.Numerics.Tensors;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>Elementwise work on the first rows of matrices of equal stride.</summary>
internal static class RowWork
{
    /// <summary>Rows that a thread takes at once.</summary>
    public const int Grain = 16;

    /// <summary>The first rows, with what lies between them.</summary>
    public static Span<E> Rows<E>(this BatchMatrix<E> matrix, int start, int end)
        where E : unmanaged => matrix.Span[(start * matrix.Stride)..(end * matrix.Stride)];

    /// <summary>c = a + b.</summary>
    public static void Add<E>(BatchMatrix<E> a, BatchMatrix<E> b, BatchMatrix<E> c, int start, int end)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => TensorPrimitives.Add<E>(a.Rows(start, end), b.Rows(start, end), c.Rows(start, end));

    /// <summary>c = a b, element by element.</summary>
    public static void Multiply<E>(BatchMatrix<E> a, BatchMatrix<E> b, BatchMatrix<E> c, int start, int end)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => TensorPrimitives.Multiply<E>(a.Rows(start, end), b.Rows(start, end), c.Rows(start, end));
}

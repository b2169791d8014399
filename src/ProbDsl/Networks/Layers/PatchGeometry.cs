using System.Numerics;
using System.Numerics.Tensors;

namespace ProbDsl.Networks;

/// <summary>The patches of a planar image that a square kernel covers as it moves, the image being padded with zeros.</summary>
/// <remarks>A channel is <c>height × width</c> numbers row by row; its patches are a matrix of kernel places by positions of the kernel.</remarks>
/// <param name="Channels">Planes of the image.</param>
/// <param name="Height">Rows of a plane.</param>
/// <param name="Width">Columns of a plane.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Stride">How far the kernel moves.</param>
/// <param name="Padding">Zeros on each side.</param>
internal sealed record PatchGeometry(int Channels, int Height, int Width, int Kernel, int Stride, int Padding)
{
    /// <summary>Positions from top to bottom.</summary>
    public int Down { get; } = ((Height + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>Positions from left to right.</summary>
    public int Across { get; } = ((Width + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>Positions of the kernel.</summary>
    public int Positions => Down * Across;

    /// <summary>Numbers of a plane.</summary>
    public int Plane => Height * Width;

    /// <summary>Numbers that the kernel covers in all planes.</summary>
    public int Length => Channels * Kernel * Kernel;

    /// <summary>Copies the patches of one plane.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="patches">Kernel² rows at a distance of <paramref name="stride"/>, in each a number for every position.</param>
    /// <param name="stride">Numbers from a row to the next.</param>
    public void Unfold<E>(ReadOnlySpan<E> plane, Span<E> patches, int stride)
        where E : unmanaged
    {
        for (int place = 0; place < Kernel * Kernel; place++)
        {
            (int y, int x) = Math.DivRem(place, Kernel);
            (int first, int last) = Inside(x);
            for (int down = 0; down < Down; down++)
            {
                Span<E> line = patches.Slice((place * stride) + (down * Across), Across);
                int row = (down * Stride) + y - Padding;
                if (row < 0 || row >= Height || first >= last)
                {
                    line.Clear();
                    continue;
                }
                line[..first].Clear();
                line[last..].Clear();
                ReadOnlySpan<E> source = plane.Slice((row * Width) + (first * Stride) + x - Padding, ((last - first - 1) * Stride) + 1);
                if (Stride == 1)
                    source.CopyTo(line[first..]);
                else
                    for (int i = first, j = 0; i < last; i++, j += Stride)
                        line[i] = source[j];
            }
        }
    }

    /// <summary>Adds the patches of one plane to where they were taken from: the transpose of <see cref="Unfold"/>.</summary>
    /// <param name="patches">As there.</param>
    /// <param name="stride">As there.</param>
    /// <param name="plane">The plane, whose numbers are overwritten.</param>
    public void Fold<E>(ReadOnlySpan<E> patches, int stride, Span<E> plane)
        where E : unmanaged, INumberBase<E>
    {
        plane.Clear();
        for (int place = 0; place < Kernel * Kernel; place++)
        {
            (int y, int x) = Math.DivRem(place, Kernel);
            (int first, int last) = Inside(x);
            for (int down = 0; down < Down && first < last; down++)
            {
                int row = (down * Stride) + y - Padding;
                if (row < 0 || row >= Height)
                    continue;
                ReadOnlySpan<E> line = patches.Slice((place * stride) + (down * Across) + first, last - first);
                Span<E> target = plane.Slice((row * Width) + (first * Stride) + x - Padding, ((last - first - 1) * Stride) + 1);
                if (Stride == 1)
                    TensorPrimitives.Add(target, line, target);
                else
                    for (int i = 0, j = 0; i < line.Length; i++, j += Stride)
                        target[j] += line[i];
            }
        }
    }

    /// <summary>The positions, from left to right, at which a column of the kernel lies inside the image.</summary>
    private (int First, int Last) Inside(int x)
    {
        int first = Math.Max(0, (Padding - x + Stride - 1) / Stride);
        int last = (Width - 1 + Padding - x) < 0 ? 0 : ((Width - 1 + Padding - x) / Stride) + 1;
        return (Math.Min(first, Across), Math.Min(last, Across));
    }
}

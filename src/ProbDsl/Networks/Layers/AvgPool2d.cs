namespace ProbDsl.Networks;

/// <summary>The mean of every square.</summary>
/// <param name="channels">Planes of the input.</param>
/// <param name="height">Rows of the input.</param>
/// <param name="width">Columns of the input.</param>
/// <param name="window">Rows and columns of a square.</param>
/// <exception cref="ArgumentException">A size is below one, or the window larger than the image.</exception>
public sealed class AvgPool2d(int channels, int height, int width, int window) : PoolLayer(channels, height, width, window)
{
    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new PoolPass<E>(this, binding, capacity, takesLargest: false);
}

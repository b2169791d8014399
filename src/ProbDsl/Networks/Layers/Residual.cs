namespace ProbDsl.Networks;

/// <summary>x + inner(x): He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016.</summary>
/// <remarks>The tensors are those of the inner network, their names after <c>inner.</c></remarks>
public sealed class Residual : Network
{
    /// <summary>A sum of the input and a network of it.</summary>
    /// <param name="inner">A network whose outputs are as many as its inputs.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public Residual(Network inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (inner.InputSize != inner.OutputSize)
            throw new ArgumentException($"Residual: the inner network must give as many elements as it takes; {inner.Summary} takes {inner.InputSize} and gives {inner.OutputSize}.", nameof(inner));
        Inner = inner;
        Tensors = [.. inner.Tensors.Select(t => t.Within("inner"))];
    }

    /// <summary>The inner network.</summary>
    public Network Inner { get; }

    /// <inheritdoc/>
    public override int InputSize => Inner.InputSize;

    /// <inheritdoc/>
    public override int OutputSize => Inner.OutputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <inheritdoc/>
    protected internal override string Path => $"{InputSize} → [+ {Inner.Path}] → {OutputSize}";

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new ResidualPass<E>(this, binding, capacity);
}

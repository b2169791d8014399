namespace ProbDsl.Networks;

/// <summary>In training sets each element to zero with a given probability and divides the others by what remains; otherwise leaves all as they are.</summary>
/// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, JMLR 15 (2014), in the inverted form. The mask is a function of the pass's seed, the row and the element.</remarks>
public sealed class Dropout : Network
{
    /// <summary>A layer.</summary>
    /// <param name="size">Elements of input and output.</param>
    /// <param name="rate">The probability of zero, from 0 to less than 1.</param>
    /// <exception cref="ArgumentException">The size or the rate is out of range.</exception>
    public Dropout(int size, double rate)
    {
        InputSize = Positive(size, nameof(size));
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentException(FormattableString.Invariant($"Dropout: the rate must be from 0 to less than 1, found {rate}."), nameof(rate));
        Rate = rate;
    }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int OutputSize => InputSize;

    /// <summary>The probability of zero.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    protected internal override string Path => FormattableString.Invariant($"{InputSize} → {OutputSize} (rate {Rate})");

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new DropoutPass<E>(this, binding, capacity);
}

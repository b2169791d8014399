using System.Collections;

namespace ProbDsl;

/// <summary>The posterior of a vector, element by element.</summary>
public sealed class VectorPosterior : IReadOnlyList<ScalarPosterior>
{
    private readonly ScalarPosterior[] _elements;

    internal VectorPosterior(FitResult result, int offset, int length)
    {
        _elements = new ScalarPosterior[length];
        for (int i = 0; i < length; i++)
            _elements[i] = new ScalarPosterior(result, offset + i);
    }

    /// <inheritdoc/>
    public int Count => _elements.Length;

    /// <summary>The means of the elements.</summary>
    public double[] Mean => Array.ConvertAll(_elements, element => element.Mean);

    /// <summary>The standard deviations of the elements.</summary>
    public double[] StandardDeviation => Array.ConvertAll(_elements, element => element.StandardDeviation);

    /// <inheritdoc/>
    public ScalarPosterior this[int index] => _elements[index];

    /// <inheritdoc/>
    public IEnumerator<ScalarPosterior> GetEnumerator() => ((IEnumerable<ScalarPosterior>)_elements).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", (IEnumerable<ScalarPosterior>)_elements);
}

using System.Collections;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

public static partial class Distributions
{
    /// <summary>The indices 0 to <paramref name="count"/> - 1 of conditionally independent repetitions.</summary>
    /// <param name="count">The number of repetitions.</param>
    public static Plate Plate(int count) => new(count);

    /// <summary>The indices 0 to <paramref name="count"/> - 1 of a plate of which an engine may use a part at each step, its terms rescaled by count / part.</summary>
    /// <remarks>Local latents belong to the data of the part, global ones to the model. Running <c>Generate()</c> itself enumerates all.</remarks>
    /// <param name="count">The number of repetitions.</param>
    public static Plate Minibatch(int count) => new(count);

    /// <summary>Adds a term to the model's log density. Running <c>Generate()</c> itself ignores it.</summary>
    /// <param name="logDensity">The term, in nats.</param>
    public static void Factor(double logDensity) => _ = logDensity;

    /// <summary>Scores a value that is no member under a distribution. Running <c>Generate()</c> itself ignores it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="distribution">The distribution of the value.</param>
    public static void Observe(double value, IContinuousDistribution distribution) => _ = (value, distribution);

    /// <summary>Scores a vector that is no member under a distribution. Running <c>Generate()</c> itself ignores it.</summary>
    /// <param name="value">The vector, as long as the distribution's.</param>
    /// <param name="distribution">The distribution of the vector.</param>
    public static void Observe(double[] value, IVectorDistribution distribution) => _ = (value, distribution);

    /// <inheritdoc cref="Observe(double[], IVectorDistribution)"/>
    public static void Observe(Vector<double> value, IVectorDistribution distribution) => _ = (value, distribution);

    /// <summary>Scores a matrix that is no member under a distribution. Running <c>Generate()</c> itself ignores it.</summary>
    /// <param name="value">The matrix, as large as the distribution's.</param>
    /// <param name="distribution">The distribution of the matrix.</param>
    public static void Observe(Matrix<double> value, IMatrixDistribution distribution) => _ = (value, distribution);

    /// <summary>Scores an integer that is no member under a distribution. Running <c>Generate()</c> itself ignores it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="distribution">The distribution of the value.</param>
    public static void Observe(int value, IDiscreteDistribution distribution) => _ = (value, distribution);
}

/// <summary>An enumerable range of indices whose iterations are conditionally independent.</summary>
/// <param name="Count">The number of repetitions.</param>
public readonly record struct Plate(int Count) : IEnumerable<int>
{
    /// <summary>An enumerator that allocates nothing.</summary>
    public Enumerator GetEnumerator() => new(Count);

    /// <inheritdoc/>
    IEnumerator<int> IEnumerable<int>.GetEnumerator() => Enumerable.Range(0, Count).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => Enumerable.Range(0, Count).GetEnumerator();

    /// <summary>Counts up to the size of the plate.</summary>
    public struct Enumerator(int count)
    {
        private readonly int count = count;

        /// <summary>The current index.</summary>
        public int Current { get; private set; } = -1;

        /// <summary>Advances to the next index.</summary>
        public bool MoveNext() => ++Current < count;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>The base of generated estimators: scratch memory, argument checks, and the choice of lanes.</summary>
public abstract class CompiledDensity : ILogDensity
{
    /// <inheritdoc/>
    public int Dimension { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ParameterNames => Names;

    /// <inheritdoc/>
    public int BlockSize { get; } = Lanes.HardwareWidth;

    /// <summary>The names of the constrained values.</summary>
    protected string[] Names { get; private set; } = [];

    /// <summary>Values of arrays for one draw.</summary>
    protected AlignedArray SingleValues { get; private set; } = new(0);

    /// <summary>Adjoints of arrays for one draw.</summary>
    protected AlignedArray SingleAdjoints { get; private set; } = new(0);

    /// <summary>Values of arrays for a block of draws.</summary>
    protected AlignedArray BlockValues { get; private set; } = new(0);

    /// <summary>Adjoints of arrays for a block of draws.</summary>
    protected AlignedArray BlockAdjoints { get; private set; } = new(0);

    private int MemorySize { get; set; }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> position, bool jacobian = true)
    {
        CheckLength(position.Length, Dimension, nameof(position));
        return EvaluateSingle(ref MemoryMarshal.GetReference(position), jacobian);
    }

    /// <inheritdoc/>
    public double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        CheckLength(position.Length, Dimension, nameof(position));
        CheckLength(gradient.Length, Dimension, nameof(gradient));
        SingleAdjoints.Span.Clear();
        return EvaluateSingle(ref MemoryMarshal.GetReference(position), ref MemoryMarshal.GetReference(gradient), jacobian);
    }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<double> positions, Span<double> logDensities, bool jacobian = true)
    {
        CheckLength(positions.Length, Dimension * BlockSize, nameof(positions));
        CheckLength(logDensities.Length, BlockSize, nameof(logDensities));
        EvaluateBlock(ref MemoryMarshal.GetReference(positions), ref MemoryMarshal.GetReference(logDensities), jacobian);
    }

    /// <inheritdoc/>
    public void LogDensityAndGradient(
        ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients, bool jacobian = true)
    {
        CheckLength(positions.Length, Dimension * BlockSize, nameof(positions));
        CheckLength(logDensities.Length, BlockSize, nameof(logDensities));
        CheckLength(gradients.Length, Dimension * BlockSize, nameof(gradients));
        BlockAdjoints.Span.Clear();
        EvaluateBlock(ref MemoryMarshal.GetReference(positions), ref MemoryMarshal.GetReference(logDensities),
            ref MemoryMarshal.GetReference(gradients), jacobian);
    }

    /// <inheritdoc/>
    public void Constrain(ReadOnlySpan<double> position, Span<double> values)
    {
        CheckLength(position.Length, Dimension, nameof(position));
        CheckLength(values.Length, Names.Length, nameof(values));
        ConstrainSingle(position, values);
    }

    /// <inheritdoc/>
    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position)
    {
        CheckLength(values.Length, Names.Length, nameof(values));
        CheckLength(position.Length, Dimension, nameof(position));
        UnconstrainSingle(values, position);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StatementContribution> Explain(ReadOnlySpan<double> position)
    {
        CheckLength(position.Length, Dimension, nameof(position));
        string[] statements = Statements;
        var parts = new double[statements.Length];
        ExplainSingle(ref MemoryMarshal.GetReference(position), parts);
        return [.. statements.Zip(parts, (statement, part) => new StatementContribution(statement, part))];
    }

    /// <inheritdoc/>
    public ILogDensity Fork()
    {
        var copy = (CompiledDensity)MemberwiseClone();
        copy.Allocate(Dimension, Names, MemorySize);
        return copy;
    }

    /// <summary>Adds to an element in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static void Add<S>(ref double element, S value)
        where S : struct, ILane<S> => S.Store(S.Load(ref element) + value, ref element);

    /// <summary>Allocates scratch memory.</summary>
    /// <param name="dimension">The number of unconstrained coordinates.</param>
    /// <param name="parameterNames">The names of the constrained values.</param>
    /// <param name="size">The number of array elements in memory.</param>
    protected void Allocate(int dimension, string[] parameterNames, int size)
    {
        Dimension = dimension;
        Names = parameterNames;
        MemorySize = size;
        int padded = size + PlateTable.Padding;
        SingleValues = new AlignedArray(padded);
        SingleAdjoints = new AlignedArray(padded);
        BlockValues = new AlignedArray(padded * BlockSize);
        BlockAdjoints = new AlignedArray(padded * BlockSize);
    }

    /// <summary>What <see cref="ExplainSingle"/> reports on: transforms first, then each statement.</summary>
    protected abstract string[] Statements { get; }

    /// <summary>Adds to each element what its statement contributes.</summary>
    protected abstract void ExplainSingle(ref double position, double[] parts);

    /// <summary>Log density of one draw.</summary>
    protected abstract double EvaluateSingle(ref double position, bool jacobian);

    /// <summary>Log density and gradient of one draw.</summary>
    protected abstract double EvaluateSingle(ref double position, ref double gradient, bool jacobian);

    /// <summary>Log densities of a block of draws.</summary>
    protected abstract void EvaluateBlock(ref double positions, ref double logDensities, bool jacobian);

    /// <summary>Log densities and gradients of a block of draws.</summary>
    protected abstract void EvaluateBlock(ref double positions, ref double logDensities, ref double gradients, bool jacobian);

    /// <summary>Constrained values of one draw.</summary>
    protected abstract void ConstrainSingle(ReadOnlySpan<double> position, Span<double> values);

    /// <summary>Unconstrained coordinates of one draw.</summary>
    protected abstract void UnconstrainSingle(ReadOnlySpan<double> values, Span<double> position);

    private static void CheckLength(int given, int expected, string argument)
    {
        if (given != expected)
            ThrowLength(given, expected, argument);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLength(int given, int expected, string argument) =>
        throw new ArgumentException($"{argument} has {given} value(s), but the model needs {expected}", argument);
}

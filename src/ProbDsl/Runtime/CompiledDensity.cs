using System.Numerics;
using System.Numerics.Tensors;
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
        return Number(EvaluateSingle(ref MemoryMarshal.GetReference(position), jacobian), position, jacobian);
    }

    /// <inheritdoc/>
    public double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        CheckLength(position.Length, Dimension, nameof(position));
        CheckLength(gradient.Length, Dimension, nameof(gradient));
        SingleAdjoints.Span.Clear();
        return Number(EvaluateSingle(ref MemoryMarshal.GetReference(position), ref MemoryMarshal.GetReference(gradient), jacobian), position, jacobian);
    }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<double> positions, Span<double> logDensities, bool jacobian = true)
    {
        CheckLength(positions.Length, Dimension * BlockSize, nameof(positions));
        CheckLength(logDensities.Length, BlockSize, nameof(logDensities));
        EvaluateBlock(ref MemoryMarshal.GetReference(positions), ref MemoryMarshal.GetReference(logDensities), jacobian);
        Numbers(logDensities, positions, jacobian);
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
        Numbers(logDensities, positions, jacobian);
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
        ExplainSingle<Lane1>(ref MemoryMarshal.GetReference(position), parts);
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

    /// <summary>What <see cref="ExplainSingle{S}"/> reports on: transforms first, then each statement.</summary>
    protected abstract string[] Statements { get; }

    /// <summary>Adds to each element what its statement contributes.</summary>
    protected abstract void ExplainSingle<S>(ref double position, double[] parts)
        where S : struct, ILane<S>;

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

    /// <summary>The log density, or -∞ in place of what is not a number because a number on the way left the range of double.</summary>
    /// <remarks>
    /// A parameter that overflows has no density; but where kernels take sums of terms apart, as n log(1 + eˣ) - x Σ y, ∞ - ∞ can be all
    /// that is left of it. What is not a number for another reason, such as the logarithm of a negative number, stays so.
    /// </remarks>
    private double Number(double logDensity, ReadOnlySpan<double> position, bool jacobian) =>
        double.IsNaN(logDensity) ? Limit(position, jacobian) : logDensity;

    /// <inheritdoc cref="Number"/>
    private void Numbers(Span<double> logDensities, ReadOnlySpan<double> positions, bool jacobian)
    {
        bool areNumbers = true;
        int lane = 0;
        for (; lane <= logDensities.Length - Vector<double>.Count; lane += Vector<double>.Count)
        {
            Vector<double> some = new(logDensities[lane..]);
            areNumbers &= Vector.EqualsAll(some, some);
        }
        for (; lane < logDensities.Length; lane++)
            areNumbers &= !double.IsNaN(logDensities[lane]);
        if (!areNumbers)
            Limits(logDensities, positions, jacobian);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Limits(Span<double> logDensities, ReadOnlySpan<double> positions, bool jacobian)
    {
        for (int lane = 0; lane < logDensities.Length; lane++)
        {
            if (!double.IsNaN(logDensities[lane]))
                continue;
            double[] position = new double[Dimension];
            for (int k = 0; k < position.Length; k++)
                position[k] = positions[k * BlockSize + lane];
            logDensities[lane] = Limit(position, jacobian);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Limit(ReadOnlySpan<double> position, bool jacobian)
    {
        if (!TensorPrimitives.IsFiniteAll(position))
            return double.NaN;
        var parts = new double[Statements.Length];
        RangeLane.HasLeft = false;
        ExplainSingle<RangeLane>(ref MemoryMarshal.GetReference(position), parts);
        double sum = TensorPrimitives.Sum<double>(parts.AsSpan(jacobian ? 0 : 1));
        return !double.IsNaN(sum) ? sum : RangeLane.HasLeft ? double.NegativeInfinity : double.NaN;
    }

    private static void CheckLength(int given, int expected, string argument)
    {
        if (given != expected)
            ThrowLength(given, expected, argument);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLength(int given, int expected, string argument) =>
        throw new ArgumentException($"{argument} has {given} value(s), but the model needs {expected}", argument);
}

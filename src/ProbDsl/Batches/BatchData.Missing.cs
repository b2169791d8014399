using Vector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace ProbDsl.Runtime;

/// <content>Outcomes of which some may be missing, which NaN stands for.</content>
public static partial class BatchData
{
    /// <summary>Numbers, with another in the place of those that are missing.</summary>
    /// <param name="values">The numbers; a NaN is missing.</param>
    /// <param name="instead">What stands for a missing one.</param>
    public static double WithoutMissing(double values, double instead) => double.IsNaN(values) ? instead : values;

    /// <inheritdoc cref="WithoutMissing(double, double)"/>
    public static double[]? WithoutMissing(double[]? values, double instead) => values is null ? null : Array.ConvertAll(values, v => WithoutMissing(v, instead));

    /// <inheritdoc cref="WithoutMissing(double, double)"/>
    public static double[][]? WithoutMissing(double[][]? values, double instead) => values is null ? null : Array.ConvertAll(values, v => WithoutMissing(v, instead)!);

    /// <inheritdoc cref="WithoutMissing(double, double)"/>
    public static Vector? WithoutMissing(Vector? values, double instead) => values?.Map(v => WithoutMissing(v, instead), MathNet.Numerics.LinearAlgebra.Zeros.Include);

    /// <inheritdoc cref="WithoutMissing(double, double)"/>
    public static Vector[]? WithoutMissing(Vector[]? values, double instead) => values is null ? null : Array.ConvertAll(values, v => WithoutMissing(v, instead)!);

    /// <summary>One for each number that is known, zero for each that is missing.</summary>
    /// <param name="values">The numbers; a NaN is missing.</param>
    /// <param name="member">The member that holds them.</param>
    /// <param name="mayBeMissing">Whether a number may be missing: it may not where the model reads it beside its draw.</param>
    /// <exception cref="ArgumentException">A number is missing that may not be.</exception>
    public static double Known(double values, string member, bool mayBeMissing) => Known(values, member, -1, -1, mayBeMissing);

    /// <inheritdoc cref="Known(double, string, bool)"/>
    public static double[]? Known(double[]? values, string member, bool mayBeMissing) => values is null ? null : KnownOf(values, member, -1, mayBeMissing);

    /// <inheritdoc cref="Known(double, string, bool)"/>
    public static double[][]? Known(double[][]? values, string member, bool mayBeMissing) =>
        values is null ? null : [.. values.Select((row, n) => row is null ? null! : KnownOf(row, member, n, mayBeMissing))];

    /// <inheritdoc cref="Known(double, string, bool)"/>
    public static Vector? Known(Vector? values, string member, bool mayBeMissing) =>
        values is null ? null : Vector.Build.Dense(KnownOf(values.ToArray(), member, -1, mayBeMissing));

    /// <inheritdoc cref="Known(double, string, bool)"/>
    public static Vector[]? Known(Vector[]? values, string member, bool mayBeMissing) =>
        values is null ? null : [.. values.Select((row, n) => row is null ? null! : Vector.Build.Dense(KnownOf(row.ToArray(), member, n, mayBeMissing)))];

    private static double[] KnownOf(double[] values, string member, int row, bool mayBeMissing)
    {
        double[] known = new double[values.Length];
        for (int i = 0; i < known.Length; i++)
            known[i] = Known(values[i], member, row, i, mayBeMissing);
        return known;
    }

    private static double Known(double value, string member, int row, int index, bool mayBeMissing)
    {
        if (!double.IsNaN(value))
            return 1;
        if (mayBeMissing)
            return 0;
        string place = member + (row < 0 ? "" : $"[{row}]") + (index < 0 ? "" : $"[{index}]");
        throw new ArgumentException(
            $"{place} is missing (NaN), but the model reads it beside its draw; give what else is read, as by a guide, in a [Data] member with a number in the place of what is missing", member);
    }
}

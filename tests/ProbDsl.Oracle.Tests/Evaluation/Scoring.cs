using System.ComponentModel;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Oracle;

/// <summary>What rewritten models call where the user's text draws or scores: see <see cref="ModelRewriter"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scoring
{
    [ThreadStatic]
    private static OracleRun? t_run;

    private static OracleRun Run => t_run ?? throw new InvalidOperationException("a rewritten model runs outside an oracle");

    /// <summary>Runs a body whose draws and terms go to <paramref name="run"/>.</summary>
    internal static void Within(OracleRun run, Action body)
    {
        (OracleRun? before, t_run) = (t_run, run);
        try
        {
            body();
        }
        finally
        {
            t_run = before;
        }
    }

    /// <summary>Notes an index of the element that the statement draws: C# evaluates it once, before the distribution.</summary>
    public static int At(int index)
    {
        Run.Indices.Push(index);
        return index;
    }

    /// <inheritdoc cref="At(int)"/>
    public static Index At(Index index)
    {
        Run.Indices.Push(index);
        return index;
    }

    /// <summary>The value of a latent, or of the part of it that the noted indices say, scored under its prior.</summary>
    public static T Latent<T>(string member, int indexCount, string statement, object distribution) =>
        (T)Run.DrawLatent(member, indexCount, statement, distribution);

    /// <summary>The value that an observed member holds, scored under its distribution.</summary>
    public static T Observed<T>(string member, int indexCount, string statement, object distribution) =>
        (T)Run.ScoreObserved(member, indexCount, statement, distribution);

    /// <summary>The result of an operation, which a run may move by a unit in its last place.</summary>
    public static double Rounded(double value) => t_run is { } run ? run.Rounding.Of(value) : value;

    /// <summary>A copy of a vector that a function is given, whose elements a run may move.</summary>
    public static double[] Given(double[] values) => t_run is { Rounding.Moves: true } run ? Array.ConvertAll(values, run.Rounding.Moved) : values;

    /// <summary>As <see cref="Rounded(double)"/>, of a function whose limit is a number that it does not reach.</summary>
    public static double Saturating(double value)
    {
        if (value is 0 or 1 or -1)
            t_run?.Rounding.Edge();
        return Rounded(value);
    }

    /// <inheritdoc cref="Rounded(double)"/>
    public static double[] Rounded(double[] values)
    {
        for (int k = 0; k < values.Length; k++)
            values[k] = Saturating(values[k]);
        return values;
    }

    /// <inheritdoc cref="Rounded(double)"/>
    public static Vector<double> Rounded(Vector<double> values)
    {
        values.MapInplace(Rounded, Zeros.Include);
        return values;
    }

    /// <inheritdoc cref="Rounded(double)"/>
    public static Matrix<double> Rounded(Matrix<double> values)
    {
        values.MapInplace(Rounded, Zeros.Include);
        return values;
    }

    /// <summary>A term.</summary>
    public static void Factor(string statement, double logDensity) => Run.Add(statement, logDensity);

    /// <summary>A value that is no member, scored.</summary>
    public static void Observe(string statement, object value, object distribution) => Run.Add(statement, Densities.Score(value, distribution));
}

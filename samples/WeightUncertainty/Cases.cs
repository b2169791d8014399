using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Data;

namespace ProbDsl.Samples;

/// <summary>Cases of a regression: predictors and an outcome.</summary>
/// <param name="X">The predictors of each case.</param>
/// <param name="Y">The outcome of each case.</param>
public sealed record Cases(Vector<double>[] X, double[] Y)
{
    /// <summary>The curve of Blundell et al., section 5.2: y = x + 0.3 sin(2π(x + ε)) + 0.3 sin(4π(x + ε)) + ε with ε of standard deviation 0.02 and x between 0 and 0.5.</summary>
    /// <param name="count">The number of cases.</param>
    /// <param name="seed">Equal seeds give equal cases.</param>
    public static Cases Curve(int count, ulong seed)
    {
        Rng random = new(seed);
        double[] x = new double[count], y = new double[count];
        for (int n = 0; n < count; n++)
        {
            x[n] = 0.5 * random.NextDouble();
            y[n] = Curve(x[n] + (0.02 * random.NextNormal()));
        }
        return new([.. x.Select(value => Vector<double>.Build.Dense(1, value))], y);
    }

    /// <summary>The curve itself.</summary>
    public static double Curve(double x) => x + (0.3 * Math.Sin(2 * Math.PI * x)) + (0.3 * Math.Sin(4 * Math.PI * x));

    /// <summary>Reads a table of numbers whose last column is the outcome. Columns are separated by commas, or else by blanks.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A line is no row of numbers, there are fewer than two columns or ten cases, or a column is constant.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Cases Read(string path)
    {
        bool hasCommas = File.ReadLines(path).FirstOrDefault(line => line.Trim().Length > 0)?.Contains(',') ?? false;
        Vector<double>[] rows = Csv.ReadVectors(path, hasCommas ? ',' : ' ');
        if (rows.Length < 10)
            throw new InvalidDataException($"'{path}': a training needs 10 cases or more, found {rows.Length}.");
        int columns = rows[0].Count;
        if (columns < 2)
            throw new InvalidDataException($"'{path}': a case has one predictor or more and its outcome in the last column, found {columns} column.");
        for (int k = 0; k < columns; k++)
            if (rows.All(row => row[k] == rows[0][k]))
                throw new InvalidDataException($"'{path}': column {k + 1} is {rows[0][k]} in every case, so that it says nothing.");
        return new([.. rows.Select(row => row.SubVector(0, columns - 1))], [.. rows.Select(row => row[columns - 1])]);
    }

    /// <summary>A part for training and the rest, in a random order.</summary>
    /// <param name="heldOut">The fraction that is held out.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    public (Cases Training, Cases HeldOut) Split(double heldOut, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, Y.Length)];
        new Rng(seed, 1).Shuffle<int>(order);
        int count = Math.Max(1, (int)Math.Round(heldOut * Y.Length));
        return (Take(order[count..]), Take(order[..count]));
    }

    private Cases Take(int[] indices) => new([.. indices.Select(n => X[n])], [.. indices.Select(n => Y[n])]);
}

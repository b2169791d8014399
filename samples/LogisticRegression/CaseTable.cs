using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Samples;

/// <summary>Cases read from a CSV file: a header row, predictors, and an outcome of 0 or 1 in the last column.</summary>
/// <param name="Names">Names of the predictors.</param>
/// <param name="Predictors">One array for each case.</param>
/// <param name="Outcomes">0 or 1 for each case.</param>
public sealed record CaseTable(IReadOnlyList<string> Names, IReadOnlyList<double[]> Predictors, int[] Outcomes)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no such table; the message gives file, line and column.</exception>
    public static CaseTable Read(string path)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            BadDataFound = bad => throw new InvalidDataException($"{path}, line {bad.Context.Parser?.RawRow}: malformed quotes near '{bad.Field}'."),
            TrimOptions = TrimOptions.Trim,
        };
        using StreamReader text = new(path);
        using CsvParser parser = new(text, configuration);
        if (!parser.Read())
            throw new InvalidDataException($"{path}: the file is empty; it needs a header row and rows of numbers.");
        string[] header = [.. parser.Record!];
        CheckHeader(path, header);
        List<double[]> predictors = [];
        List<int> outcomes = [];
        while (parser.Read())
        {
            double[] numbers = ReadRow(path, parser, header);
            double outcome = numbers[^1];
            if (outcome is not (0 or 1))
                throw Fault(path, parser, header, header.Length - 1, $"the outcome must be 0 or 1, not {parser[header.Length - 1]}");
            predictors.Add(numbers[..^1]);
            outcomes.Add((int)outcome);
        }
        if (outcomes.Count == 0)
            throw new InvalidDataException($"{path}: there is a header row, but no case below it.");
        if (outcomes.Distinct().Count() < 2)
            throw new InvalidDataException($"{path}: the {outcomes.Count} outcomes in column '{header[^1]}' are all equal; there is nothing to explain.");
        return new CaseTable(header[..^1], predictors, [.. outcomes]);
    }

    /// <summary>The predictors with mean 0 and standard deviation 1, and the original standard deviations.</summary>
    /// <exception cref="InvalidDataException">A predictor is the same in every case.</exception>
    public (Matrix<double> X, double[] Scales) Standardize()
    {
        Matrix<double> x = Matrix<double>.Build.DenseOfRows(Predictors);
        double[] scales = new double[x.ColumnCount];
        for (int k = 0; k < x.ColumnCount; k++)
        {
            Vector<double> column = x.Column(k);
            double mean = column.Average();
            scales[k] = Math.Sqrt((column - mean).DotProduct(column - mean) / (x.RowCount - 1));
            if (!(scales[k] > 1e-12 * Math.Abs(mean)))
                throw new InvalidDataException($"Predictor '{Names[k]}' (column {k + 1}) is the same in every case; remove it.");
            x.SetColumn(k, (column - mean) / scales[k]);
        }
        return (x, scales);
    }

    private static void CheckHeader(string path, string[] header)
    {
        if (header.Length < 2)
            throw new InvalidDataException($"{path}, line 1: the header has {header.Length} column; it needs a predictor and, last, the outcome.");
        for (int k = 0; k < header.Length; k++)
        {
            if (header[k].Length == 0)
                throw new InvalidDataException($"{path}, line 1, column {k + 1}: the column has no name.");
            if (double.TryParse(header[k], CultureInfo.InvariantCulture, out _))
                throw new InvalidDataException($"{path}, line 1, column {k + 1}: '{header[k]}' is a number; the first row must hold the columns' names.");
        }
    }

    private static double[] ReadRow(string path, CsvParser parser, string[] header)
    {
        if (parser.Count != header.Length)
            throw new InvalidDataException($"{path}, line {parser.RawRow}: {parser.Count} values, but the header has {header.Length} columns.");
        double[] numbers = new double[header.Length];
        for (int k = 0; k < numbers.Length; k++)
            if (!double.TryParse(parser[k], CultureInfo.InvariantCulture, out numbers[k]) || !double.IsFinite(numbers[k]))
                throw Fault(path, parser, header, k, parser[k].Length == 0 ? "the value is missing" : $"'{parser[k]}' is no finite number");
        return numbers;
    }

    private static InvalidDataException Fault(string path, CsvParser parser, string[] header, int column, string problem) =>
        new($"{path}, line {parser.RawRow}, column {column + 1} ('{header[column]}'): {problem}.");
}

using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Data;

/// <summary>Reads tables of numbers from text: one row a line, the columns separated by a character, or by blanks.</summary>
/// <remarks>
/// A first line of which no field is a number is taken for a header. Numbers are written with a point. Empty lines do not count.
/// </remarks>
public static class Csv
{
    /// <summary>Reads a vector a row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">What separates columns; a blank stands for any number of blanks and tabs.</param>
    /// <exception cref="InvalidDataException">A row is longer or shorter than the first, or a field is no finite number: the message names file, line and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Vector<double>[] ReadVectors(string path, char delimiter = ',') =>
        [.. ReadRows(path, delimiter).Select(row => Vector<double>.Build.Dense(row))];

    /// <summary>Reads a matrix.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">What separates columns; a blank stands for any number of blanks and tabs.</param>
    /// <exception cref="InvalidDataException">There is no row, a row is longer or shorter than the first, or a field is no finite number.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Matrix<double> ReadMatrix(string path, char delimiter = ',')
    {
        List<double[]> rows = ReadRows(path, delimiter);
        return rows.Count > 0
            ? Matrix<double>.Build.DenseOfRowArrays(rows)
            : throw new InvalidDataException($"'{path}': a matrix needs a row of numbers; the file has none.");
    }

    private static List<double[]> ReadRows(string path, char delimiter)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<double[]> rows = [];
        bool first = true;
        int columns = 0, firstLine = 0;
        foreach ((int line, string[] fields) in delimiter == ' ' ? Blanks(path) : Delimited(path, delimiter))
        {
            if (first)
                (columns, firstLine) = (fields.Length, line);
            else if (fields.Length != columns)
                throw new InvalidDataException($"'{path}', line {line}: expected {columns} columns as in line {firstLine}, found {fields.Length}.");
            bool isHeader = first && !fields.Any(field => IsNumber(field, out _));
            first = false;
            if (!isHeader)
                rows.Add(Numbers(path, line, fields));
        }
        return rows;
    }

    private static double[] Numbers(string path, int line, string[] fields)
    {
        double[] row = new double[fields.Length];
        for (int k = 0; k < fields.Length; k++)
        {
            if (!IsNumber(fields[k], out row[k]))
                throw new InvalidDataException($"'{path}', line {line}, column {k + 1}: expected a finite number, found '{fields[k]}'.");
        }
        return row;
    }

    private static bool IsNumber(string field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static IEnumerable<(int Line, string[] Fields)> Delimited(string path, char delimiter)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture) { Delimiter = delimiter.ToString(), TrimOptions = TrimOptions.Trim, BadDataFound = null };
        using CsvParser parser = new(new StreamReader(path), configuration);
        while (parser.Read())
            yield return (parser.RawRow, parser.Record ?? []);
    }

    private static IEnumerable<(int Line, string[] Fields)> Blanks(string path)
    {
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 0)
                yield return (line, fields);
        }
    }
}

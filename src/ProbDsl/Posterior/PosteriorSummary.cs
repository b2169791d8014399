using System.Globalization;
using System.Text;
using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>A table of posterior means, standard deviations and quantiles, headed by the verdict of the fit.</summary>
public sealed class PosteriorSummary
{
    private readonly SummaryRow[] _rows;

    /// <summary>Summarises every value of a fit.</summary>
    /// <param name="result">The fit.</param>
    public PosteriorSummary(FitResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
        _rows = new SummaryRow[result.ParameterNames.Count];
        for (int p = 0; p < _rows.Length; p++)
        {
            ScalarPosterior value = new(result, p);
            _rows[p] = new SummaryRow(value.Name, value.Mean, value.StandardDeviation, value.Quantile(0.05), value.Median, value.Quantile(0.95));
        }
    }

    /// <summary>The fit.</summary>
    public FitResult Result { get; }

    /// <summary>One row for each value.</summary>
    public IReadOnlyList<SummaryRow> Rows => _rows;

    /// <summary>The lines above the table: verdict, bound and cost.</summary>
    public IReadOnlyList<string> Header =>
    [
        Result.Verdict,
        VariationalInference.Invariant($"ELBO {Result.Elbo:F3} ± {Result.ElboStandardError:G2}; {Result.DrawCount} {(Result.IsResampled ? "draws resampled by importance" : "draws")}; {Result.Iterations} iterations, {Result.Gradients} gradients, {Result.Elapsed.TotalSeconds:F3} s."),
    ];

    /// <summary>The headings of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Name", "Mean", "StdDev", "5%", "Median", "95%"];

    /// <summary>The cells of one row as text.</summary>
    /// <param name="row">A row.</param>
    public static string[] Cells(SummaryRow row) =>
        [row.Name, Format(row.Mean), Format(row.StandardDeviation), Format(row.Q5), Format(row.Median), Format(row.Q95)];

    /// <summary>Writes the rows as comma-separated values with a heading, every digit kept, RFC 4180.</summary>
    /// <param name="writer">Receives the text.</param>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("name,mean,sd,q5,median,q95\n");
        foreach (SummaryRow row in _rows)
        {
            string name = row.Name.AsSpan().ContainsAny(",\"\n") ? $"\"{row.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : row.Name;
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{name},{row.Mean:R},{row.StandardDeviation:R},{row.Q5:R},{row.Median:R},{row.Q95:R}\n"));
        }
    }

    /// <summary>The header and an aligned table, the same in every culture.</summary>
    public override string ToString()
    {
        List<string[]> table = [[.. Columns]];
        foreach (SummaryRow row in _rows)
            table.Add(Cells(row));
        int[] widths = new int[Columns.Count];
        foreach (string[] line in table)
            for (int c = 0; c < widths.Length; c++)
                widths[c] = Math.Max(widths[c], line[c].Length);
        StringBuilder text = new();
        foreach (string line in Header)
            text.Append(line).Append('\n');
        foreach (string[] line in table)
        {
            text.Append(line[0].PadRight(widths[0]));
            for (int c = 1; c < widths.Length; c++)
                text.Append("  ").Append(line[c].PadLeft(widths[c]));
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Four significant digits, in positional notation between 0.001 and 100,000.</summary>
    internal static string Format(double value)
    {
        double size = Math.Abs(value);
        if (!double.IsFinite(value) || size == 0)
            return value.ToString("0.###", CultureInfo.InvariantCulture);
        if (size is < 1e-3 or >= 1e5)
            return value.ToString("0.000E+0", CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}

using System.Globalization;

namespace ProbDsl.Tests.Simd;

/// <summary>Arguments and values of a function to about 32 digits, in two parts; see Reference/generate.py.</summary>
internal sealed record Reference(double[] X, double[] Y, double[] High, double[] Low, bool HasTwoArguments)
{
    public static Reference Read(string name)
    {
        using Stream stream = typeof(Reference).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no reference table '{name}'.");
        using StreamReader reader = new(stream);
        double[][] rows =
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()),
        ];
        bool two = rows[0].Length == 4;
        return new Reference(
            [.. rows.Select(r => r[0])], [.. rows.Select(r => two ? r[1] : 1.0)],
            [.. rows.Select(r => r[^2])], [.. rows.Select(r => r[^1])], two);
    }
}

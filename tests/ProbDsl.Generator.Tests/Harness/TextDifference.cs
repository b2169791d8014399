using System.Globalization;
using System.Text;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>The lines by which two texts differ, by the longest common subsequence.</summary>
internal static class TextDifference
{
    private const int MostLines = 60;

    public static string Of(string expected, string actual)
    {
        string[] a = expected.Split('\n');
        string[] b = actual.Split('\n');
        int[,] common = CommonLengths(a, b);
        var text = new StringBuilder();
        int i = 0;
        int j = 0;
        int shown = 0;
        while ((i < a.Length || j < b.Length) && shown < MostLines)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                i++;
                j++;
                continue;
            }
            bool removed = j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(CultureInfo.InvariantCulture, $"{(removed ? i + 1 : j + 1),5} {(removed ? '-' : '+')} {(removed ? a[i] : b[j])}\n");
            _ = removed ? i++ : j++;
            shown++;
        }
        return text.ToString();
    }

    private static int[,] CommonLengths(string[] a, string[] b)
    {
        int[,] lengths = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
            for (int j = b.Length - 1; j >= 0; j--)
                lengths[i, j] = a[i] == b[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        return lengths;
    }
}

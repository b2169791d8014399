using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ProbDsl.Generator.Ir;

/// <summary>C# text with places {0}, {1}, … for the texts of arguments.</summary>
internal static class Template
{
    // Braces of the text itself, which are no places.
    private const char Open = '\uFDD0';
    private const char Close = '\uFDD1';

    /// <summary>Text that is copied as it is, whatever braces it has.</summary>
    public static string Escape(string text) => text.Replace('{', Open).Replace('}', Close);

    /// <summary>The text with arguments in their places; each is asked for once.</summary>
    public static string Fill(string template, Func<int, string> argument)
    {
        var result = new StringBuilder(template.Length);
        var texts = new Dictionary<int, string>();
        for (int at = 0; at < template.Length; at++)
        {
            char c = template[at];
            int end = c == '{' ? template.IndexOf('}', at) : -1;
            if (end > at + 1 && int.TryParse(template.Substring(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                if (!texts.TryGetValue(number, out string? text))
                    texts.Add(number, text = argument(number));
                // Two signs in a row would be another operator.
                result.Append(text.Length > 0 && text[0] == '-' && result.Length > 0 && result[result.Length - 1] == '-' ? $"({text})" : text);
                at = end;
            }
            else
                result.Append(c == Open ? '{' : c == Close ? '}' : c);
        }
        return result.ToString();
    }
}

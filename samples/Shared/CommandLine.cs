using System.Globalization;

namespace ProbDsl.Samples;

/// <summary>Options of the form <c>--name value</c>, checked against those a sample knows.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes a command line apart.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="known">The names of the options, without the dashes.</param>
    /// <exception cref="ArgumentException">An option is unknown, without a value, or given twice.</exception>
    public CommandLine(string[] arguments, params string[] known)
    {
        string all = string.Join(", ", known.Select(name => "--" + name));
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string name = arguments[i].StartsWith("--", StringComparison.Ordinal) ? arguments[i][2..] : "";
            if (!known.Contains(name))
                throw new ArgumentException($"'{arguments[i]}' is no option of this sample; they are {all}.");
            if (i + 1 == arguments.Length)
                throw new ArgumentException($"--{name} needs a value.");
            if (!_values.TryAdd(name, arguments[i + 1]))
                throw new ArgumentException($"--{name} is given twice.");
        }
    }

    /// <summary>The value of an option, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>The value of an option that is an integer.</summary>
    /// <param name="name">The option.</param>
    /// <param name="fallback">What it is where it is not given.</param>
    /// <param name="least">The least valid value.</param>
    /// <exception cref="ArgumentException">The value is no integer, or too small.</exception>
    public int Integer(string name, int fallback, int least = 1) => Text(name) is string text ? Integer(name, text, least) : fallback;

    /// <summary>The value of an option that is a list of integers, separated by commas.</summary>
    /// <param name="name">The option.</param>
    /// <param name="fallback">What it is where it is not given.</param>
    /// <param name="least">The least valid value.</param>
    /// <param name="most">The greatest valid value.</param>
    /// <exception cref="ArgumentException">A value is no integer, out of range, or there twice.</exception>
    public int[] Integers(string name, int[] fallback, int least = 1, int most = int.MaxValue)
    {
        if (Text(name) is not string text)
            return fallback;
        int[] values = [.. text.Split(',').Select(part => Integer(name, part, least))];
        foreach (int value in values)
            if (value > most)
                throw new ArgumentException($"--{name} must be at most {most}, but is {value}.");
        return values.Distinct().Count() == values.Length ? values : throw new ArgumentException($"--{name} has a value twice: {text}.");
    }

    /// <summary>The seed, 1 where it is not given.</summary>
    /// <exception cref="ArgumentException">The value is no integer from zero.</exception>
    public ulong Seed() => Text("seed") is not string text ? 1
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed
        : throw new ArgumentException($"--seed must be an integer from 0, but is '{text}'.");

    private static int Integer(string name, string text, int least) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw new ArgumentException($"--{name} must be an integer of at least {least}, but is '{text}'.");
}

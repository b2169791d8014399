using System.Globalization;
using ProbDsl.Generator.Tests.Harness;
using Xunit.Sdk;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Everything that must hold of a random model: values, gradients, blocks, near the origin and far from it.</summary>
internal static class ModelCheck
{
    private const double GradientTolerance = 2e-5;
    private const double SharesOfRounding = 1e-15;

    /// <summary>How many of the positions are near the origin.</summary>
    private const int Near = 3;

    public static Failure? Of(object model, OracleModels oracles)
    {
        ILogDensity density;
        try
        {
            density = LoadedModels.Condition(model);
        }
        catch (XunitException refused)
        {
            return new Failure("refused data", refused.Message);
        }
        OracleCheck check = new(model, density, oracles.Of(model));
        double[][] positions = [.. Positions(density.Dimension)];
        static string Kind(string difference) => difference.Contains("but was NaN", StringComparison.Ordinal) ? "NaN" : "value";
        if (check.Differences(positions.Take(Near)).FirstOrDefault() is { } difference)
            return new Failure(Kind(difference), difference);
        if (check.Differences(positions.Skip(Near)).FirstOrDefault() is { } farAway)
            return new Failure(Kind(farAway) + " far away", farAway);
        foreach (double[] position in positions.Take(2))
            if (Gradient(density, check, position) is { } wrong)
                return new Failure("gradient", wrong);
        return Block(density, check, positions) is { } lane ? new Failure("block", lane) : null;
    }

    private static IEnumerable<double[]> Positions(int dimension)
    {
        var rng = new Random(dimension + 1);
        double[] Random(double spread) => [.. Enumerable.Range(0, dimension).Select(_ => spread * ((2 * rng.NextDouble()) - 1))];
        yield return Random(0.7);
        yield return Random(1.5);
        yield return new double[dimension];
        yield return Random(5);
        yield return Random(30);
        yield return [.. Enumerable.Range(0, dimension).Select(_ => rng.Next(2) == 0 ? 30.0 : -30)];
    }

    /// <summary>The gradient against differences of two widths, extrapolated; coordinates at which the widths disagree lie at a kink.</summary>
    private static string? Gradient(ILogDensity density, OracleCheck check, double[] position)
    {
        double[] gradient = new double[position.Length];
        double value = density.LogDensityAndGradient(position, gradient);
        double alone = density.LogDensity(position);
        if (!double.IsFinite(alone))
            return null;
        if (!(Math.Abs(value - alone) <= 1e-10 * (1 + Math.Abs(alone))))
            return Text($"the log density is {alone:R}, with its gradient {value:R}");
        double noise = check.Noise(position);
        if (!double.IsFinite(noise) || check.Oracle.Evaluate(position).HasLeftRange)
            return null; // A rounding more, and the text itself gives no number; or infinities on the way, which a sum may leave behind and a derivative not.
        for (int k = 0; k < position.Length; k++)
        {
            double wide = DensityChecks.Derivative(u => density.LogDensity(u), position, k, 2e-3);
            double narrow = DensityChecks.Derivative(u => density.LogDensity(u), position, k, 5e-4);
            double size = 1 + Math.Abs(wide) + (1e-2 * Math.Abs(value));
            double doubt = Math.Abs(wide - narrow) + (noise / 1e-4);
            if (!double.IsFinite(wide) || !double.IsFinite(narrow) || doubt > 1e-4 * size)
                continue;
            // Shares of sums of exponentials, which derivatives are made of, are known to the digits that the log density has behind its point.
            double shares = Math.Abs(gradient[k]) * Math.Min(1, SharesOfRounding * Math.Abs(value));
            if (!(Math.Abs(gradient[k] - narrow) <= (GradientTolerance * size) + (10 * doubt) + shares))
                return Text($"derivative by coordinate {k}: differences give {narrow:R}, but the gradient is {gradient[k]:R}");
        }
        return null;
    }

    /// <summary>Blocks of positions against one position at a time.</summary>
    private static string? Block(ILogDensity density, OracleCheck check, double[][] positions)
    {
        int lanes = density.BlockSize;
        double[] block = new double[density.Dimension * lanes];
        for (int l = 0; l < lanes; l++)
            for (int k = 0; k < density.Dimension; k++)
                block[(k * lanes) + l] = positions[l % positions.Length][k];
        double[] values = new double[lanes];
        double[] valuesOnly = new double[lanes];
        double[] gradients = new double[block.Length];
        double[] gradient = new double[density.Dimension];
        density.LogDensityAndGradient(block, values, gradients);
        density.LogDensity(block, valuesOnly);
        for (int l = 0; l < Math.Min(lanes, positions.Length); l++)
        {
            double value = density.LogDensityAndGradient(positions[l], gradient);
            if (!double.IsFinite(value) && !double.IsFinite(values[l]) && !double.IsFinite(valuesOnly[l]))
                continue;
            double size = 1 + Math.Abs(value);
            if ((!Agree(value, values[l], 1e-9 * size) || !Agree(value, valuesOnly[l], 1e-9 * size))
                && check.Allowed(positions[l]) is var allowed && (!Agree(value, values[l], allowed) || !Agree(value, valuesOnly[l], allowed)))
                return Text($"lane {l}: {value:R} alone, {values[l]:R} in a block with gradient, {valuesOnly[l]:R} in a block");
            for (int k = 0; k < gradient.Length; k++)
                if (!Agree(gradient[k], gradients[(k * lanes) + l], 1e-7 * (size + Math.Abs(gradient[k])))
                    && !Agree(gradient[k], gradients[(k * lanes) + l], check.Allowed(positions[l]) / size * (size + Math.Abs(gradient[k]))))
                    return Text($"lane {l}: derivative by coordinate {k} is {gradient[k]:R} alone, {gradients[(k * lanes) + l]:R} in a block");
        }
        return null;
    }

    private static bool Agree(double a, double b, double allowed) =>
        a.Equals(b) || (!double.IsFinite(a) && !double.IsFinite(b)) || Math.Abs(a - b) <= allowed;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

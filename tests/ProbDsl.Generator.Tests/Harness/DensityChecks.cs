using System.Globalization;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>What must hold of every conditioned model.</summary>
internal static class DensityChecks
{
    private const double GradientTolerance = 1e-6;

    /// <summary>Gradient against differences, blocks against single positions, and no allocation.</summary>
    public static void CheckAll(ILogDensity model, int positions = 3, double spread = 1)
    {
        foreach (double[] position in Positions(model, positions, spread))
            CheckGradient(model, position);
        CheckBlock(model, spread);
        CheckAllocations(model);
        CheckConstrain(model, spread);
    }

    /// <summary>Positions that are the same in every run.</summary>
    public static IEnumerable<double[]> Positions(ILogDensity model, int count, double spread = 1)
    {
        var rng = new Rng(20250701);
        for (int i = 0; i < count; i++)
            yield return [.. Enumerable.Range(0, model.Dimension).Select(_ => spread * ((2 * rng.NextDouble()) - 1))];
    }

    public static void CheckGradient(ILogDensity model, double[] position)
    {
        double[] gradient = new double[model.Dimension];
        foreach (bool jacobian in new[] { true, false })
        {
            double value = model.LogDensityAndGradient(position, gradient, jacobian);
            Equal("log density, with and without gradient", model.LogDensity(position, jacobian), value, 1e-12, 1);
            if (!double.IsFinite(value))
                throw new XunitException(Text($"log density is {value} at {List(position)}"));
            for (int k = 0; k < position.Length; k++)
                Equal(Text($"gradient[{k}], jacobian {jacobian}, at {List(position)}"),
                    Derivative(u => model.LogDensity(u, jacobian), position, k), gradient[k], GradientTolerance, 1 + (1e-3 * Math.Abs(value)));
        }
    }

    /// <summary>Central differences of two steps, extrapolated (Richardson): the error is of fourth order in the step.</summary>
    public static double Derivative(Func<double[], double> function, double[] position, int k, double step = 2e-3)
    {
        double At(double offset)
        {
            double[] moved = [.. position];
            moved[k] += offset;
            return function(moved);
        }
        double wide = (At(step) - At(-step)) / (2 * step);
        double narrow = (At(step / 2) - At(-step / 2)) / step;
        return ((4 * narrow) - wide) / 3;
    }

    public static void CheckBlock(ILogDensity model, double spread = 1)
    {
        int lanes = model.BlockSize;
        int dimension = model.Dimension;
        double[][] each = [.. Positions(model, lanes, spread)];
        double[] block = new double[dimension * lanes];
        for (int l = 0; l < lanes; l++)
            for (int k = 0; k < dimension; k++)
                block[(k * lanes) + l] = each[l][k];
        double[] values = new double[lanes];
        double[] valuesOnly = new double[lanes];
        double[] gradients = new double[block.Length];
        double[] gradient = new double[dimension];
        foreach (bool jacobian in new[] { true, false })
        {
            model.LogDensityAndGradient(block, values, gradients, jacobian);
            model.LogDensity(block, valuesOnly, jacobian);
            for (int l = 0; l < lanes; l++)
            {
                double value = model.LogDensityAndGradient(each[l], gradient, jacobian);
                Equal(Text($"log density of lane {l}"), value, values[l], 1e-11, 1);
                Equal(Text($"log density alone of lane {l}"), value, valuesOnly[l], 1e-11, 1);
                for (int k = 0; k < dimension; k++)
                    Equal(Text($"gradient[{k}] of lane {l}"), gradient[k], gradients[(k * lanes) + l], 1e-10, 1);
            }
        }
    }

    public static void CheckAllocations(ILogDensity model)
    {
        double[] position = new double[model.Dimension];
        double[] gradient = new double[model.Dimension];
        double[] block = new double[model.Dimension * model.BlockSize];
        double[] gradients = new double[block.Length];
        double[] values = new double[model.BlockSize];
        void All()
        {
            model.LogDensity(position);
            model.LogDensityAndGradient(position, gradient);
            model.LogDensity(block, values);
            model.LogDensityAndGradient(block, values, gradients);
        }
        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated != 0)
            throw new XunitException(Text($"{allocated} bytes were allocated by evaluations"));
    }

    /// <summary>Constraining and unconstraining are inverse to one another.</summary>
    public static void CheckConstrain(ILogDensity model, double spread = 1)
    {
        double[] values = new double[model.ParameterNames.Count];
        double[] again = new double[values.Length];
        double[] back = new double[model.Dimension];
        foreach (double[] position in Positions(model, 2, spread))
        {
            model.Constrain(position, values);
            model.Unconstrain(values, back);
            for (int k = 0; k < back.Length; k++)
                Equal(Text($"unconstrained coordinate {k}"), position[k], back[k], 1e-8, 1);
            model.Constrain(back, again);
            for (int k = 0; k < values.Length; k++)
                Equal(model.ParameterNames[k], values[k], again[k], 1e-8, 1);
        }
    }

    /// <summary>Compares relative to the larger of both sides and the scale.</summary>
    public static void Equal(string what, double expected, double actual, double tolerance, double scale = 0)
    {
        if (expected.Equals(actual))
            return;
        double size = Math.Max(scale, Math.Max(Math.Abs(expected), Math.Abs(actual)));
        if (!(Math.Abs(expected - actual) <= tolerance * size))
            throw new XunitException(Text($"{what}: expected {expected:R}, but was {actual:R} (relative difference {Math.Abs(expected - actual) / size:E2})"));
    }

    /// <summary>The model's values at a position, by name.</summary>
    public static Dictionary<string, double> Constrained(ILogDensity model, double[] position)
    {
        double[] values = new double[model.ParameterNames.Count];
        model.Constrain(position, values);
        return model.ParameterNames.Zip(values).ToDictionary(p => p.First, p => p.Second);
    }

    private static string List(double[] values) => "[" + string.Join(", ", values.Select(v => Text($"{v:R}"))) + "]";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

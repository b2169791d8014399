namespace ProbDsl.Conformance.Language;

/// <summary>Loops of every direction and step, nested, over rectangular data.</summary>
[Model]
public partial class Loops
{
    [Data] public required double[,] Table { get; init; }

    [Latent(4)] double[] x;

    void Generate()
    {
        for (int i = 3; i >= 0; i--)
            x[i] = ~Normal(i, 1 + i);
        for (int i = 0; i < Table.GetLength(0); i += 2)
        {
            for (int j = i + 1; j < Table.GetLength(1); j++)
                Factor(-Table[i, j] * Square(x[i] - x[j]));
        }
    }
}

/// <summary>A random walk: each latent is drawn around the one before it.</summary>
[Model]
public partial class RandomWalk
{
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(Y))] double[] state;
    [Latent] double drift;
    [Latent] double sigma;

    void Generate()
    {
        drift = ~Normal(0, 1);
        sigma = ~HalfNormal(1);
        state[0] = ~Normal(0, 1);
        for (int t = 1; t < Y.Length; t++)
            state[t] = ~Normal(state[t - 1] + drift, sigma);
        for (int t = 0; t < Y.Length; t++)
            Y[t] = ~StudentT(4, state[t], 0.5);
    }
}

/// <summary>Branches on data: if, else, nested conditional expressions, switch expressions, booleans.</summary>
[Model]
public partial class Branches
{
    [Data] public required int[] Group { get; init; }
    [Data] public required bool Robust { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(3)] double[] effect;
    [Latent] double scale;

    void Generate()
    {
        scale = ~Exponential(2);
        foreach (int g in Plate(3))
            effect[g] = ~Normal(0, 2);
        for (int n = 0; n < Y.Length; n++)
        {
            double mean = Group[n] switch { 0 => effect[0], 1 => effect[1] - effect[0], _ => 0.5 * effect[2] };
            bool first = Group[n] == 0;
            if (!Robust || first)
            {
                mean += n % 2 == 0 ? 0.1 : -0.1;
                Y[n] = ~Normal(mean, scale);
            }
            else if (Group[n] == 1)
            {
                Y[n] = ~Laplace(mean, scale);
            }
            else
            {
                Y[n] = ~Cauchy(mean, scale);
            }
        }
    }
}

/// <summary>Helpers with loops, locals, arrays and returns in branches; static, instance, and of another class.</summary>
[Model]
public partial class Helpers
{
    [Data] public required double[] Knots { get; init; }
    [Data] public required double[] X { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(Knots))] double[] weight;
    [Latent(Lower = 0.1, Upper = 3)] double width;

    void Generate()
    {
        width = ~Flat();
        weight = ~Laplace(0, 1).Iid(Knots.Length);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(Curve(X[n]), Noise(X[n]));
    }

    double Curve(double x)
    {
        double sum = 0;
        for (int k = 0; k < Knots.Length; k++)
            sum += weight[k] * Bump((x - Knots[k]) / width);
        return sum;
    }

    static double Bump(double z)
    {
        double squared = z * z;
        return Math.Exp(-0.5 * squared);
    }

    static double Noise(double x)
    {
        if (x < 0)
            return 0.5;
        return 0.5 + Rates.Slope * x;
    }
}

/// <summary>Constants of another class.</summary>
public static class Rates
{
    public const double Slope = 0.25;
}

/// <summary>A scalar recursion with latent coefficients, read backwards at the end.</summary>
[Model]
public partial class Recursion
{
    [Data] public required double[] Input { get; init; }
    [Observed] public required double Last { get; set; }

    [Latent(Lower = -1, Upper = 1)] double memory;
    [Latent(Upper = 2)] double gain;

    void Generate()
    {
        memory = ~Flat();
        gain = ~Normal(1, 1);
        double level = 0, peak = 0;
        foreach (double input in Input)
        {
            level = memory * level + gain * Math.Tanh(input);
            peak += level * level;
        }

        Factor(-0.1 * peak);
        Last = ~Normal(level, 0.3);
    }
}

/// <summary>Elements of a computed array feed later elements, forwards and then backwards.</summary>
[Model]
public partial class ComputedArrays
{
    [Data] public required int T { get; init; }

    [Latent] double a;
    [Latent] double b;

    void Generate()
    {
        a = ~Normal(0.5, 0.1);
        b = ~Normal(0.2, 0.1);
        double[] forward = new double[T];
        double[] backward = new double[T];
        forward[0] = a;
        for (int t = 1; t < T; t++)
            forward[t] = Math.Sin(forward[t - 1]) + b;
        backward[T - 1] = forward[T - 1];
        for (int t = T - 2; t >= 0; t--)
            backward[t] = a * backward[t + 1] * forward[t];
        double[,] table = new double[T, 2];
        for (int t = 0; t < T; t++)
        {
            table[t, 0] = backward[t];
            table[t, 1] = table[t, 0] - forward[T - 1 - t];
        }

        double sum = 0;
        for (int t = 0; t < T; t++)
            sum += table[t, 0] * table[t, 1];
        Factor(sum);
    }
}

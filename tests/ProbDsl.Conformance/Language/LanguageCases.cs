namespace ProbDsl.Conformance.Language;

/// <summary>A model that uses a part of the language, and its log density written as plain C#.</summary>
/// <param name="Name">The model.</param>
/// <param name="Condition">Conditions it on its data.</param>
/// <param name="Expected">The log density, without Jacobian, of constrained values by name.</param>
internal sealed record LanguageCase(string Name, Func<ILogDensity> Condition, Func<Func<string, double>, double> Expected);

/// <summary>The models of this folder with their data.</summary>
internal static partial class LanguageCases
{
    public static IReadOnlyList<LanguageCase> All { get; } =
    [
        Loops(), RandomWalk(), Branches(robust: false), Branches(robust: true), Helpers(), Recursion(), ComputedArrays(),
        ConstraintKinds(), LinearAlgebraOperators(), MultivariateNormals(), NonCentredHierarchy(), Indexing(),
        FunctionsOfLatents(), ContinuousDistributions(), DiscreteDistributions(), AwkwardNames(), OwnDistribution(),
    ];

    private static double[] Many(Func<string, double> v, string name, int count) => [.. Enumerable.Range(0, count).Select(i => v($"{name}[{i}]"))];

    private static LanguageCase Loops()
    {
        double[,] table = { { 0.1, 0.2, 0.3, 0.4 }, { 0.5, 0.6, 0.7, 0.8 }, { 0.9, 1.0, 1.1, 1.2 }, { 1.3, 1.4, 1.5, 1.6 } };
        return new("Loops", new Loops { Table = table }.Condition, v =>
        {
            double[] x = Many(v, "x", 4);
            double prior = Enumerable.Range(0, 4).Sum(i => Normal(i, 1 + i).LogDensity(x[i]));
            return prior - 0.2 * Square(x[0] - x[1]) - 0.3 * Square(x[0] - x[2]) - 0.4 * Square(x[0] - x[3]) - 1.2 * Square(x[2] - x[3]);
        });
    }

    private static LanguageCase RandomWalk()
    {
        double[] y = [0.3, 0.1, -0.4, 0.9, 1.4];
        return new("RandomWalk", new RandomWalk { Y = y }.Condition, v =>
        {
            double[] s = Many(v, "state", 5);
            double sum = Normal(0, 1).LogDensity(v("drift")) + HalfNormal(1).LogDensity(v("sigma")) + Normal(0, 1).LogDensity(s[0]);
            for (int t = 1; t < 5; t++)
                sum += Normal(s[t - 1] + v("drift"), v("sigma")).LogDensity(s[t]);
            return sum + y.Select((value, t) => StudentT(4, s[t], 0.5).LogDensity(value)).Sum();
        });
    }

    private static LanguageCase Branches(bool robust)
    {
        int[] group = [0, 1, 2, 1, 0];
        double[] y = [0.2, -0.4, 1.1, 0.6, -0.9];
        return new($"Branches({robust})", new Branches { Group = group, Y = y, Robust = robust }.Condition, v =>
        {
            double[] e = Many(v, "effect", 3);
            double[] mean = [e[0], e[1] - e[0], 0.5 * e[2], e[1] - e[0], e[0]];
            double scale = v("scale");
            double sum = Exponential(2).LogDensity(scale) + e.Sum(x => Normal(0, 2).LogDensity(x));
            double sign(int n) => n % 2 == 0 ? 0.1 : -0.1;
            for (int n = 0; n < 5; n++)
            {
                sum += !robust || group[n] == 0 ? Normal(mean[n] + sign(n), scale).LogDensity(y[n])
                    : group[n] == 1 ? Laplace(mean[n], scale).LogDensity(y[n])
                    : Cauchy(mean[n], scale).LogDensity(y[n]);
            }

            return sum;
        });
    }

    private static LanguageCase Helpers()
    {
        double[] knots = [-1, 0, 1.5];
        double[] x = [-0.7, 0.2, 0.9, 2.1];
        double[] y = [0.1, 0.5, -0.3, 0.8];
        return new("Helpers", new Helpers { Knots = knots, X = x, Y = y }.Condition, v =>
        {
            double[] w = Many(v, "weight", 3);
            double sum = w.Sum(value => Laplace(0, 1).LogDensity(value));
            for (int n = 0; n < x.Length; n++)
            {
                double curve = Enumerable.Range(0, 3).Sum(k => w[k] * Math.Exp(-0.5 * Square((x[n] - knots[k]) / v("width"))));
                sum += Normal(curve, x[n] < 0 ? 0.5 : 0.5 + 0.25 * x[n]).LogDensity(y[n]);
            }

            return sum;
        });
    }

    private static LanguageCase Recursion()
    {
        double[] input = [0.5, -1, 2, 0.3, 0.9, -0.2];
        return new("Recursion", new Recursion { Input = input, Last = 0.4 }.Condition, v =>
        {
            double level = 0, peak = 0;
            foreach (double value in input)
            {
                level = v("memory") * level + v("gain") * Math.Tanh(value);
                peak += level * level;
            }

            return Normal(1, 1).LogDensity(v("gain")) - 0.1 * peak + Normal(level, 0.3).LogDensity(0.4);
        });
    }

    private static LanguageCase ComputedArrays() => new("ComputedArrays", new ComputedArrays { T = 6 }.Condition, v =>
    {
        double a = v("a"), b = v("b");
        double[] forward = new double[6], backward = new double[6];
        forward[0] = a;
        for (int t = 1; t < 6; t++)
            forward[t] = Math.Sin(forward[t - 1]) + b;
        backward[5] = forward[5];
        for (int t = 4; t >= 0; t--)
            backward[t] = a * backward[t + 1] * forward[t];
        double sum = Normal(0.5, 0.1).LogDensity(a) + Normal(0.2, 0.1).LogDensity(b);
        for (int t = 0; t < 6; t++)
            sum += backward[t] * (backward[t] - forward[5 - t]);
        return sum;
    });

    private static LanguageCase NonCentredHierarchy()
    {
        int[] group = [0, 1, 2, 2];
        double[] y = [0.4, -0.3, 1.2, 0.7];
        return new("NonCentredHierarchy", new NonCentredHierarchy { Group = group, Y = y }.Condition, v =>
        {
            // The standardised values carry the density: theta's own, times the scale.
            double mu = v("mu"), tau = v("tau"), shift = v("shift");
            double[] theta = Many(v, "theta", 3);
            double sum = Normal(0, 5).LogDensity(mu) + HalfCauchy(2).LogDensity(tau) + Normal(mu, 2 * tau).LogDensity(shift) + Math.Log(2 * tau);
            sum += theta.Sum(t => Normal(mu, tau).LogDensity(t) + Math.Log(tau));
            return sum + y.Select((value, n) => Normal(theta[group[n]] + shift, 1).LogDensity(value)).Sum();
        });
    }

    private static LanguageCase Indexing()
    {
        int[] first = [0, 2, 4, 1], second = [1, 3, 0, 2], wins = [1, 0, 1, 1];
        int[][] neighbours = [[1, 2], [], [4], [0, 1, 2], [3]];
        return new("Indexing", new Indexing { First = first, Second = second, Neighbours = neighbours, Wins = wins }.Condition, v =>
        {
            double[] s = Many(v, "skill", 5);
            double sum = s.Sum(x => Normal(0, 1).LogDensity(x));
            for (int n = 0; n < 4; n++)
                sum += BernoulliLogits(s[first[n]] - s[second[n]] + 0.1 * s[(first[n] + second[n]) % 5]).LogDensity(wins[n]);
            for (int i = 0; i < 5; i++)
                sum -= neighbours[i].Sum(j => 0.5 * Square(s[i] - s[j]));
            return sum;
        });
    }
}

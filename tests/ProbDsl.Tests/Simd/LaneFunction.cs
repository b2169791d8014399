using ProbDsl.Simd;

namespace ProbDsl.Tests.Simd;

/// <summary>One row of the table of lane functions: how to evaluate it on every lane type, and what it promises.</summary>
internal sealed class LaneFunction
{
    private readonly Evaluator[] _evaluators;

    private LaneFunction(string name, double bound, params Evaluator[] evaluators)
    {
        (Name, Bound, _evaluators) = (name, bound, evaluators);
    }

    private delegate void Evaluator(double[] x, double[] y, double[] results);

    /// <summary>The name of the reference table.</summary>
    public string Name { get; }

    /// <summary>The largest error allowed, in units in the last place of <see cref="Scale"/>.</summary>
    public double Bound { get; }

    /// <summary>The lane function that the row evaluates: a method's name, without what the row takes of its results.</summary>
    public string Method { get; private init; } = "";

    /// <summary>The magnitude whose last place counts, by argument and result; the result's own where none is given.</summary>
    public Func<double, double, double> Scale { get; init; } = (_, result) => result;

    /// <summary>The lane types that a function is evaluated on, by index.</summary>
    public static IReadOnlyList<string> LaneTypes { get; } = ["Lane1", "Lane2", "Lane4", "Lane8", "PlainLane"];

    /// <summary>A row of a function of one argument.</summary>
    public static LaneFunction Of(
        string name, double bound, Func<Lane1, Lane1> f1, Func<Lane2, Lane2> f2, Func<Lane4, Lane4> f4, Func<Lane8, Lane8> f8,
        Func<PlainLane, PlainLane> plain, Func<double, double, double>? scale = null) =>
        new(name, bound, Unary(f1), Unary(f2), Unary(f4), Unary(f8), Unary(plain)) { Method = f1.Method.Name.Split('_')[0], Scale = scale ?? ((_, result) => result) };

    /// <summary>A row of a function of two arguments.</summary>
    public static LaneFunction Of2(
        string name, double bound, Func<Lane1, Lane1, Lane1> f1, Func<Lane2, Lane2, Lane2> f2, Func<Lane4, Lane4, Lane4> f4,
        Func<Lane8, Lane8, Lane8> f8, Func<PlainLane, PlainLane, PlainLane> plain, Func<double, double, double>? scale = null) =>
        new(name, bound, Binary(f1), Binary(f2), Binary(f4), Binary(f8), Binary(plain)) { Method = f1.Method.Name.Split('_')[0], Scale = scale ?? ((_, result) => result) };

    /// <summary>Evaluates the function at each argument, on lanes of the given type.</summary>
    public double[] Evaluate(int laneType, double[] x, double[] y)
    {
        int padded = (x.Length + 7) / 8 * 8;
        double[] results = new double[padded];
        _evaluators[laneType](Pad(x, padded), Pad(y, padded), results);
        return results[..x.Length];
    }

    private static double[] Pad(double[] values, int length)
    {
        double[] padded = new double[length];
        Array.Fill(padded, 1.0);
        values.CopyTo(padded, 0);
        return padded;
    }

    private static Evaluator Unary<T>(Func<T, T> function)
        where T : struct, ILane<T> =>
        Binary<T>((x, _) => function(x));

    private static Evaluator Binary<T>(Func<T, T, T> function)
        where T : struct, ILane<T> =>
        (x, y, results) =>
        {
            for (int i = 0; i < x.Length; i += T.Count)
                T.Store(function(T.Load(in x[i]), T.Load(in y[i])), ref results[i]);
        };
}

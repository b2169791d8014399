using ProbDsl.Simd;

namespace ProbDsl.Tests.Simd;

/// <summary>One row of the table of functions over lanes of floats: how to evaluate it on every lane type, what it should be, and where.</summary>
internal sealed class FloatFunction
{
    private const int Count = 20_000;       // arguments a range

    private readonly Evaluator[] _evaluators;
    private readonly Func<double, double, double> _expected;

    private FloatFunction(string name, double bound, Func<double, double, double> expected, params Evaluator[] evaluators) =>
        (Name, Bound, _expected, _evaluators) = (name, bound, expected, evaluators);

    private delegate void Evaluator(float[] x, float[] y, float[] results);

    public static IReadOnlyList<string> LaneTypes { get; } = ["FloatLane1", "FloatLane4", "FloatLane8", "FloatLane16"];

    public string Name { get; }

    /// <summary>The largest error allowed, in units in the last place of <see cref="Scale"/>.</summary>
    public double Bound { get; }

    public bool HasTwoArguments { get; private init; }

    /// <summary>The magnitude whose last place counts.</summary>
    public Func<double, double> Scale { get; init; } = result => result;

    /// <summary>Ranges that the first argument is drawn from, evenly; where both ends have one sign and differ much, evenly in the logarithm.</summary>
    public (float From, float To)[] X { get; init; } = [(-3, 3)];

    /// <summary>The same for the second argument.</summary>
    public (float From, float To)[] Y { get; init; } = [(-3, 3)];

    public static FloatFunction Of(
        string name, double bound, Func<FloatLane1, FloatLane1> f1, Func<FloatLane4, FloatLane4> f4, Func<FloatLane8, FloatLane8> f8,
        Func<FloatLane16, FloatLane16> f16, Func<Lane1, Lane1> expected, (float From, float To)[] x) =>
        new(name, bound, (a, _) => expected(new(a)).Value, Unary(f1), Unary(f4), Unary(f8), Unary(f16)) { X = x };

    public static FloatFunction Of2(
        string name, double bound, Func<FloatLane1, FloatLane1, FloatLane1> f1, Func<FloatLane4, FloatLane4, FloatLane4> f4,
        Func<FloatLane8, FloatLane8, FloatLane8> f8, Func<FloatLane16, FloatLane16, FloatLane16> f16, Func<Lane1, Lane1, Lane1> expected,
        (float From, float To)[] x, (float From, float To)[] y, Func<double, double>? scale = null) =>
        new(name, bound, (a, b) => expected(new(a), new(b)).Value, Binary(f1), Binary(f4), Binary(f8), Binary(f16))
        {
            HasTwoArguments = true, X = x, Y = y, Scale = scale ?? (result => result),
        };

    public double Expected(float x, float y) => _expected(x, y);

    /// <summary>Arguments from all ranges, their number a multiple of every lane's.</summary>
    public (float[] X, float[] Y) Arguments()
    {
        System.Random random = new(20260);
        float[] x = [.. X.SelectMany(range => Draw(random, range))];
        float[] y = [.. X.SelectMany((_, i) => Draw(random, Y[i % Y.Length]))];
        return (x, y);
    }

    /// <summary>Evaluates the function at each argument, on lanes of the given type; as many arguments as are a multiple of 16.</summary>
    public float[] Evaluate(int laneType, float[] x, float[] y)
    {
        float[] results = new float[x.Length];
        _evaluators[laneType](x, y, results);
        return results;
    }

    private static IEnumerable<float> Draw(System.Random random, (float From, float To) range)
    {
        bool isLogarithmic = range.From * range.To > 0 && (range.To / range.From > 10 || range.From / range.To > 10);
        for (int i = 0; i < Count; i++)
        {
            double t = random.NextDouble();
            yield return isLogarithmic
                ? (float)(range.From * Math.Pow(range.To / (double)range.From, t))
                : (float)(range.From + (range.To - (double)range.From) * t);
        }
    }

    private static Evaluator Unary<T>(Func<T, T> function)
        where T : struct, IFloatLane<T> =>
        Binary<T>((x, _) => function(x));

    private static Evaluator Binary<T>(Func<T, T, T> function)
        where T : struct, IFloatLane<T> =>
        (x, y, results) =>
        {
            for (int i = 0; i < x.Length; i += T.Count)
                T.Store(function(T.Load(in x[i]), T.Load(in y[i])), ref results[i]);
        };
}

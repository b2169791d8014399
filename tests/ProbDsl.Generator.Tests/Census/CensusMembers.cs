using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>The members of a census model, and how arguments of each type are written with them.</summary>
internal static class CensusMembers
{
    /// <summary>Latents without a constraint or prior, so that positions are their values. Matrices lie by columns.</summary>
    public const string Latents = """
        [Latent] public double p;
        [Latent] public double s;
        [Latent(3)] public double[] a = [];
        [Latent(3)] public double[] a2 = [];
        [Latent(3)] public Vector<double> b = null!;
        [Latent(3)] public Vector<double> b2 = null!;
        [Latent(3, 3)] public Matrix<double> M = null!;
        [Latent(3, 3)] public Matrix<double> N = null!;
        [Latent(2, 3)] public double[,] q = null!;
        [Latent(2, 3)] public double[][] g = null!;
        """;

    public const string Priors = """
        p = ~Flat();
        s = ~Flat();
        foreach (int n in Plate(3)) { a[n] = ~Flat(); a2[n] = ~Flat(); b[n] = ~Flat(); b2[n] = ~Flat(); }
        foreach (int n in Plate(3)) for (int o = 0; o < 3; o++) { M[n, o] = ~Flat(); N[n, o] = ~Flat(); }
        foreach (int n in Plate(2)) for (int o = 0; o < 3; o++) { q[n, o] = ~Flat(); g[n][o] = ~Flat(); }
        """;

    /// <summary>How many numbers the latents are.</summary>
    public const int Count = 2 + 12 + 18 + 12;

    public const string Data = """
        [Data] public double c = 0.45;
        [Data] public double h = 0.8;
        [Data] public int one = 1;
        [Data] public int two = 2;
        [Data] public bool yes = true;
        [Data] public double[] d = [0.3, 0.6, 0.9];
        [Data] public double[] d2 = [0.7, 0.2, 0.5];
        [Data] public int[] k = [2, 0, 1];
        [Data] public double[,] u = new double[,] { { 0.5, 0.1, 0.2 }, { 0.4, 0.8, 0.3 } };
        [Data] public double[][] e = [[0.25, 0.35, 0.15], [0.55, 0.45, 0.95]];
        [Data] public Vector<double> w = Vector<double>.Build.DenseOfArray([0.4, 0.65, 0.2]);
        [Data] public Vector<double> w2 = Vector<double>.Build.DenseOfArray([0.1, 0.5, 0.85]);
        [Data] public Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,] { { 0.95, 0.1, 0.2 }, { 0.3, 0.85, 0.4 }, { 0.1, 0.5, 0.7 } });
        [Data] public Matrix<double> Z = Matrix<double>.Build.DenseOfArray(new double[,] { { 0.75, 0.2, 0.05 }, { 0.15, 0.65, 0.25 }, { 0.35, 0.45, 0.9 } });
        """;

    /// <summary>Plain C# that gives the latents their values.</summary>
    public const string Setter = """
        public void Set(double[] x)
        {
            p = x[0];
            s = x[1];
            a = x[2..5];
            a2 = x[5..8];
            b = Vector<double>.Build.DenseOfArray(x[8..11]);
            b2 = Vector<double>.Build.DenseOfArray(x[11..14]);
            M = Matrix<double>.Build.Dense(3, 3, x[14..23]);
            N = Matrix<double>.Build.Dense(3, 3, x[23..32]);
            q = new double[2, 3];
            for (int i = 0; i < 6; i++)
                q[i / 3, i % 3] = x[32 + i];
            g = [x[38..41], x[41..44]];
        }
        """;

    /// <summary>Values between zero and one, and values of both signs. No two are the same; both matrices have an inverse.</summary>
    public static readonly IReadOnlyList<double[]> Positions = [At(inside: true), At(inside: false)];

    private static double[] At(bool inside)
    {
        double[] x = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            double fraction = (0.37 + (i * 0.6180339887498949)) % 1;
            x[i] = inside ? 0.05 + (0.6 * fraction) : (3 * fraction) - 1.6;
        }
        x[1] += inside ? 0.3 : 0.6;
        for (int i = 0; i < 3; i++)
        {
            x[14 + (4 * i)] += 0.9;
            x[23 + (4 * i)] += 1.1;
        }
        return x;
    }

    /// <summary>An argument of a type, or null where the census has none.</summary>
    /// <param name="type">The type of the parameter.</param>
    /// <param name="number">How many of this type were before it in the call.</param>
    /// <param name="latent">Whether it depends on latents.</param>
    public static string? Argument(Type type, int number, bool latent)
    {
        string Pick(string[] names) => names[number % names.Length];
        if (type == typeof(double))
            return latent ? number switch { 0 => "p", 1 => "s", _ => "(s + 3)" } : number switch { 0 => "c", 1 => "h", _ => "(h + 3)" };
        if (type == typeof(double[]) || type == typeof(IEnumerable<double>) || type == typeof(ReadOnlySpan<double>))
            return Pick(latent ? ["a", "a2"] : ["d", "d2"]);
        if (type == typeof(Vector<double>))
            return Pick(latent ? ["b", "b2"] : ["w", "w2"]);
        if (type == typeof(Matrix<double>))
            return Pick(latent ? ["M", "N"] : ["X", "Z"]);
        if (type == typeof(double[,]))
            return latent ? "q" : "u";
        if (type == typeof(double[][]))
            return latent ? "g" : "e";
        if (type == typeof(Vector<double>[]))
            return latent ? "new[] { b, b2 }" : "new[] { w, w2 }";
        if (type == typeof(IOrderedEnumerable<double>))
            return latent ? "a.OrderBy(v => v)" : "d.OrderBy(v => v)";
        return type == typeof(List<double>) ? $"new List<double>({(latent ? "a" : "d")})" : Other(type, number, latent);
    }

    /// <summary>Whether an argument of this type can depend on latents.</summary>
    public static bool CanBeLatent(Type type) => Argument(type, 0, true) is { } latent && latent != Argument(type, 0, false);

    private static string? Other(Type type, int number, bool latent)
    {
        string number1 = latent ? "p" : "c";
        string number2 = latent ? "s" : "h";
        if (type == typeof(int))
            return number switch { 0 => "one", 1 => "two", 2 => "two", _ => "one" };
        if (type == typeof(nint) || type == typeof(nuint))
            return $"({(type == typeof(nint) ? "nint" : "nuint")}){(number == 0 ? "one" : "two")}";
        if (type == typeof(bool) || type == typeof(int[]))
            return type == typeof(bool) ? "yes" : "k";
        if (type == typeof(string) || type == typeof(IFormatProvider))
            return type == typeof(string) ? "\"G3\"" : "System.Globalization.CultureInfo.InvariantCulture";
        if (type == typeof(Permutation))
            return "new Permutation([2, 0, 1])";
        if (type == typeof(Zeros))
            return "Zeros.Include";
        if (type.FullName == "System.Index")
            return "^1";
        if (type.FullName == "System.Range")
            return "1..3";
        if (type == typeof(IComparer<double>))
            return "Comparer<double>.Default";
        if (type == typeof(IEqualityComparer<double>))
            return "EqualityComparer<double>.Default";
        if (type == typeof(Random))
            return "new Random(3)";
        if (type == typeof(IEnumerable<(int, double)>))
            return $"new[] {{ (0, {number1}), (2, {number2}) }}";
        if (type == typeof(IEnumerable<Tuple<int, double>>))
            return $"new[] {{ Tuple.Create(0, {number1}), Tuple.Create(2, {number2}) }}";
        if (type == typeof(IEnumerable<(int, int, double)>))
            return $"new[] {{ (0, 1, {number1}), (1, 0, {number2}) }}";
        if (type == typeof(IEnumerable<Tuple<int, int, double>>))
            return $"new[] {{ Tuple.Create(0, 1, {number1}), Tuple.Create(1, 0, {number2}) }}";
        if (type == typeof(IEnumerable<Vector<double>>))
            return latent ? "new[] { b, b2 }" : "new[] { w, w2 }";
        if (type == typeof(IEnumerable<double[]>) || type == typeof(IEnumerable<IEnumerable<double>>))
            return latent ? "new[] { a, a2 }" : "new[] { d, d2 }";
        if (type == typeof(Matrix<double>[,]))
            return latent ? "new[,] { { M, N } }" : "new[,] { { X, Z } }";
        return CensusCall.IsNumber(type) ? $"({OverloadCalls.NameOf(type)})({(number == 0 ? "c" : "h")} * 10)" : Sequence(type);
    }

    /// <summary>Sequences of other types than double, of data.</summary>
    private static string? Sequence(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IEnumerable<>))
            return null;
        Type item = type.GetGenericArguments()[0];
        Type number = Nullable.GetUnderlyingType(item) ?? item;
        return CensusCall.IsNumber(number) ? $"d.Select(v => ({OverloadCalls.NameOf(item)})(10 * v))" : null;
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>The values that the rows of the language tables use, under the names that their models give them.</summary>
internal sealed class Frame
{
    /// <summary>Names of the C# members: data first, then latents.</summary>
    public const string Members = """
            [Data] double c = 1.3;
            [Data] int n = 4;
            [Data] bool yes = true;
            [Data] double[] d = [0.3, -1.2, 0.7, 2.1];
            [Data] int[] g = [2, 0, 1, 2];
            [Data] bool[] flags = [true, false, true, true];
            [Data] double[][] jag = [[0.5], [1.5, -0.2], [], [0.1, 0.2, 0.3]];
            [Data] int[][] groups = [[0, 2], [1], [], [2, 1, 0]];
            [Data] double[,] t = { { 0.5, -1, 2 }, { 1.5, 0.25, -0.75 } };
            [Data] Vector<double> w = Vector<double>.Build.DenseOfArray([0.4, -0.6, 1.1, 0.2]);
            [Data] Matrix<double> X = Matrix<double>.Build.DenseOfArray(
                new double[,] { { 1, 0.5, -0.3 }, { 0.2, 1.1, 0.4 }, { -0.7, 0.6, 0.9 }, { 0.1, -0.2, 1.2 } });
            [Latent] double x;
            [Latent] double y;
            [Latent(Lower = 0)] double s;
            [Latent(Lower = 0, Upper = 1)] double p;
            [Latent(3)] double[] a;
            [Latent(3)] Vector<double> b;
            [Latent(4)] double[] h;
            [Latent(4, Lower = 0)] double[] r;
            [Latent(2, 3)] Matrix<double> L;
            [Latent(2, 3)] double[,] q;

        """;

    /// <summary>Every latent has a prior that adds nothing.</summary>
    public const string Priors = """
                x = ~Flat();
                y = ~Flat();
                s = ~Flat();
                p = ~Flat();
                for (int element = 0; element < 3; element++)
                {
                    a[element] = ~Flat();
                    b[element] = ~Flat();
                    L[0, element] = ~Flat();
                    L[1, element] = ~Flat();
                    q[0, element] = ~Flat();
                    q[1, element] = ~Flat();
                }
                for (int element = 0; element < 4; element++)
                {
                    h[element] = ~Flat();
                    r[element] = ~Flat();
                }

        """;

    public double c = 1.3;
    public int n = 4;
    public bool yes = true;
    public double[] d = [0.3, -1.2, 0.7, 2.1];
    public int[] g = [2, 0, 1, 2];
    public bool[] flags = [true, false, true, true];
    public double[][] jag = [[0.5], [1.5, -0.2], [], [0.1, 0.2, 0.3]];
    public int[][] groups = [[0, 2], [1], [], [2, 1, 0]];
    public double[,] t = { { 0.5, -1, 2 }, { 1.5, 0.25, -0.75 } };
    public Vector<double> w = Vector<double>.Build.DenseOfArray([0.4, -0.6, 1.1, 0.2]);
    public Matrix<double> X = Matrix<double>.Build.DenseOfArray(
        new double[,] { { 1, 0.5, -0.3 }, { 0.2, 1.1, 0.4 }, { -0.7, 0.6, 0.9 }, { 0.1, -0.2, 1.2 } });

    public Frame(IReadOnlyDictionary<string, double> values)
    {
        double[] Array(string name, int size) => [.. Enumerable.Range(0, size).Select(i => values[$"{name}[{i}]"])];
        x = values["x"];
        y = values["y"];
        s = values["s"];
        p = values["p"];
        a = Array("a", 3);
        b = Vector<double>.Build.DenseOfArray(Array("b", 3));
        h = Array("h", 4);
        r = Array("r", 4);
        L = Matrix<double>.Build.Dense(2, 3, (i, j) => values[$"L[{i},{j}]"]);
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 3; j++)
                q[i, j] = values[$"q[{i},{j}]"];
    }

    public double x;
    public double y;
    public double s;
    public double p;
    public double[] a;
    public Vector<double> b;
    public double[] h;
    public double[] r;
    public Matrix<double> L;
    public double[,] q = new double[2, 3];
}

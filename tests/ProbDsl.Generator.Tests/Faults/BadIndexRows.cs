namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Containers and places for an element whose index is the data member <c>G</c>.</summary>
internal static class BadIndexRows
{
    /// <summary>A name, an element of the container at the index #, the number of elements, and what makes the container.</summary>
    public static readonly (string Name, string Element, int Length, string Before)[] Containers =
    [
        ("LatentArray", "a[#]", 3, ""),
        ("LatentVector", "b[#]", 3, ""),
        ("LatentMatrixRow", "L[#, 1]", 2, ""),
        ("LatentMatrixColumn", "L[0, #]", 3, ""),
        ("LatentTableRow", "q[#, 0]", 2, ""),
        ("LatentTableColumn", "q[0, #]", 3, ""),
        ("LatentJagged", "u[0][#]", 3, ""),
        ("LatentSimplexColumn", "phi[0, #]", 3, ""),
        ("NonCentred", "z[#]", 3, ""),
        ("PartOfRow", "L.Row(#)[1]", 2, ""),
        ("PartOfColumn", "L.Column(#)[1]", 3, ""),
        ("DataArray", "d[#] * x", 4, ""),
        ("DataVector", "w[#] * x", 3, ""),
        ("DataJagged", "jag[1][#] * x", 2, ""),
        ("DataTable", "t[1, #] * x", 3, ""),
        ("DataMatrix", "X[#, 0] * x", 2, ""),
        ("LocalLatent", "v[#]", 2, "double[] v = new double[2]; v[0] = x; v[1] = 2 * x;"),
        ("LocalData", "v[#] * x", 2, "double[] v = new double[2]; v[0] = 1; v[1] = 2;"),
        ("LocalRows", "v[0][#]", 2, "double[][] v = new double[1][]; v[0] = new double[2]; v[0][0] = x; v[0][1] = 2 * x;"),
        ("Computed", "v[#]", 3, "Vector<double> v = b * x;"),
        ("Derived", "e[#]", 3, "for (int k = 0; k < 3; k++) e[k] = a[k] * x;"),
    ];

    /// <summary>A name and statements that use the element @.</summary>
    public static readonly (string Name, string Statements)[] Places =
    [
        ("Alone", "Factor(@);"),
        ("InPlate", "foreach (int i in Plate(4)) Factor(d[i] * Math.Exp(@));"),
        ("ByRow", "foreach (int i in Plate(4)) Factor(d[i] * Math.Exp(@));"),
        ("NeverReached", "foreach (int i in Plate(4)) if (!Skip) Factor(d[i] * Math.Exp(@));"),
        ("Argument", "foreach (int i in Plate(4)) Y[i] = ~Normal(@, 1);"),
        ("Sum", "double total = 0; for (int i = 0; i < 4; i++) total += d[i] * @; Factor(total * total);"),
        ("SumInPlate", "foreach (int n in Plate(3)) { double total = 0; for (int i = 0; i < 4; i++) total += (d[i] + n) * @; Factor(total * a[n]); }"),
        ("Recursion", "double level = 0; for (int i = 0; i < 4; i++) level = level * x + d[i] * @; Factor(level);"),
        ("Helper", "Factor(Twice(@));"),
        ("Reduction", "Factor(Functions.LogSumExp(@, x));"),
    ];

    public const string Members = """
            public int G;
            public bool Skip;
            public int[] Rows = [0, 0, 0, 0];
            [Data] readonly double[] d = [0.3, -1.2, 0.7, 0.1];
            [Data] readonly double[][] jag = [[0.5], [1.5, -0.2]];
            [Data] readonly double[,] t = { { 0.5, -1, 2 }, { 1.5, 0.25, -0.75 } };
            [Data] readonly Vector<double> w = Vector<double>.Build.DenseOfArray([0.4, -0.6, 1.1]);
            [Data] readonly Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0.5 }, { 0.2, 1.1 } });
            [Latent] double x;
            [Latent(3)] double[] a;
            [Latent(3)] Vector<double> b;
            [Latent(2, 3)] Matrix<double> L;
            [Latent(2, 3)] double[,] q;
            [Latent(2, 3)] double[][] u;
            [Latent(2, 3, Simplex = true)] Matrix<double> phi;
            [Latent(3, NonCentered = true)] double[] z;
            [Derived] double[] e = new double[3];
            static double Twice(double v) => 2 * v;

        """;

    public const string Priors = """
                x = ~Normal(0, 1);
                for (int k = 0; k < 3; k++)
                {
                    a[k] = ~Normal(0, 1);
                    b[k] = ~Normal(0, 1);
                    z[k] = ~Normal(x, 1);
                    for (int r = 0; r < 2; r++)
                    {
                        L[r, k] = ~Normal(0, 1);
                        q[r, k] = ~Normal(0, 1);
                        u[r][k] = ~Normal(0, 1);
                        phi[r, k] = ~Flat();
                    }
                }

        """;

    /// <summary>A model that uses the element where <c>Skip</c> is false.</summary>
    public static string Source(string name, (string Name, string Element, int Length, string Before) container, (string Name, string Statements) place, string index)
    {
        string statements = place.Statements.Replace("@", $"(Skip ? 0.1 : {container.Element.Replace("#", index, StringComparison.Ordinal)})", StringComparison.Ordinal);
        string outcome = place.Name == "Argument" ? "    [Observed] double[] Y = [1, 2, 3, 4];\n" : "";
        string body = container.Before.Length > 0 ? "        " + container.Before + "\n" : "";
        return $"""
            #nullable disable
            using System;
            using MathNet.Numerics.LinearAlgebra;
            using ProbDsl;
            using static ProbDsl.Distributions;
            namespace Row.{name};
            [Model]
            public partial class {name}
            {"{"}
            {Members}{outcome}    void Generate()
                {"{"}
            {Priors}{body}        {statements}
                {"}"}
            {"}"}

            """;
    }
}

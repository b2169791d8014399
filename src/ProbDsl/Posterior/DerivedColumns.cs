using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

/// <summary>Collects the derived quantities of a model, draw by draw, and appends them to a fit.</summary>
/// <param name="result">The fit whose draws are walked through.</param>
public sealed class DerivedColumns(FitResult result)
{
    private readonly List<string> names = [];
    private readonly List<double[]> columns = [];
    private int draw = -1;
    private int next;

    /// <summary>Begins the next draw.</summary>
    public void Begin()
    {
        draw++;
        next = 0;
    }

    /// <summary>Adds a number.</summary>
    public void Add(string name, double value) => Put(name, value);

    /// <summary>Adds a truth value, as 0 or 1.</summary>
    public void Add(string name, bool value) => Put(name, value ? 1 : 0);

    /// <summary>Adds a vector.</summary>
    public void Add(string name, IReadOnlyList<double>? values)
    {
        for (int i = 0; i < (values?.Count ?? 0); i++)
            Put($"{name}[{i}]", values![i]);
    }

    /// <summary>Adds a vector of integers.</summary>
    public void Add(string name, int[]? values) => Add(name, values is null ? null : Array.ConvertAll(values, v => (double)v));

    /// <summary>Adds a vector of truth values.</summary>
    public void Add(string name, bool[]? values) => Add(name, values is null ? null : Array.ConvertAll(values, v => v ? 1.0 : 0.0));

    /// <summary>Adds a table of rows.</summary>
    public void Add(string name, double[][]? rows)
    {
        for (int i = 0; i < (rows?.Length ?? 0); i++)
            for (int j = 0; j < rows![i].Length; j++)
                Put($"{name}[{i},{j}]", rows[i][j]);
    }

    /// <summary>Adds a table of rows of integers.</summary>
    public void Add(string name, int[][]? rows) => Add(name, rows is null ? null : Array.ConvertAll(rows, row => Array.ConvertAll(row, v => (double)v)));

    /// <summary>Adds a table of rows of truth values.</summary>
    public void Add(string name, bool[][]? rows) => Add(name, rows is null ? null : Array.ConvertAll(rows, row => Array.ConvertAll(row, v => v ? 1.0 : 0.0)));

    /// <summary>Adds a table of integers.</summary>
    public void Add(string name, int[,]? table)
    {
        for (int i = 0; i < (table?.GetLength(0) ?? 0); i++)
            for (int j = 0; j < table!.GetLength(1); j++)
                Put($"{name}[{i},{j}]", table[i, j]);
    }

    /// <summary>Adds a table of truth values.</summary>
    public void Add(string name, bool[,]? table)
    {
        for (int i = 0; i < (table?.GetLength(0) ?? 0); i++)
            for (int j = 0; j < table!.GetLength(1); j++)
                Put($"{name}[{i},{j}]", table[i, j] ? 1 : 0);
    }

    /// <summary>Adds a table.</summary>
    public void Add(string name, double[,]? table)
    {
        for (int i = 0; i < (table?.GetLength(0) ?? 0); i++)
            for (int j = 0; j < table!.GetLength(1); j++)
                Put($"{name}[{i},{j}]", table[i, j]);
    }

    /// <summary>Adds a vector.</summary>
    public void Add(string name, Vector<double>? vector) => Add(name, (IReadOnlyList<double>?)vector?.ToArray());

    /// <summary>Adds a matrix.</summary>
    public void Add(string name, Matrix<double>? matrix) => Add(name, matrix?.ToArray());

    /// <summary>The fit with the derived quantities behind its own.</summary>
    public FitResult ToResult() => result.With(names, columns);

    private void Put(string name, double value)
    {
        if (draw == 0)
        {
            names.Add(name);
            columns.Add(new double[result.DrawCount]);
        }
        else if (next >= names.Count || names[next] != name)
            throw new InvalidOperationException($"the derived quantity {name} is not there in every draw; give it the same size in each run of Generate()");
        columns[next++][draw] = value;
    }
}

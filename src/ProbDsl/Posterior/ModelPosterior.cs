using System.Globalization;

namespace ProbDsl;

/// <summary>The base of the posterior that is generated for each model, with one typed member for each unknown.</summary>
public abstract class ModelPosterior
{
    /// <summary>Wraps a result.</summary>
    /// <param name="result">The fit.</param>
    protected ModelPosterior(FitResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>The fit: draws, verdict and diagnostics.</summary>
    public FitResult Result { get; }

    /// <summary>A table of all unknowns with the verdict of the fit.</summary>
    public PosteriorSummary Summary() => new(Result);

    /// <inheritdoc/>
    public override string ToString() => Summary().ToString();

    /// <summary>The posterior of one number.</summary>
    /// <param name="index">Its place among the parameter names.</param>
    protected ScalarPosterior Scalar(int index) => new(Result, index);

    /// <summary>The posterior of a vector.</summary>
    /// <param name="offset">The place of its first element among the parameter names.</param>
    /// <param name="length">The number of elements.</param>
    protected VectorPosterior Vector(int offset, int length) => new(Result, offset, length);

    /// <summary>The posterior of a matrix, stored by rows.</summary>
    /// <param name="offset">The place of its first element among the parameter names.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    protected MatrixPosterior Matrix(int offset, int rows, int columns) => new(Result, offset, rows, columns);

    /// <summary>The posterior of a derived number.</summary>
    /// <param name="name">Its name.</param>
    protected ScalarPosterior Scalar(string name) => Scalar(OffsetOf(name));

    /// <summary>The posterior of a derived vector.</summary>
    /// <param name="name">Its name.</param>
    protected VectorPosterior Vector(string name)
    {
        int length = Result.ParameterNames.Count(n => n.StartsWith(name + "[", StringComparison.Ordinal));
        return Vector(length == 0 ? 0 : OffsetOf(name + "[0]"), length);
    }

    /// <summary>The posterior of a derived matrix.</summary>
    /// <param name="name">Its name.</param>
    protected MatrixPosterior Matrix(string name)
    {
        int all = Result.ParameterNames.Count(n => n.StartsWith(name + "[", StringComparison.Ordinal));
        int columns = Result.ParameterNames.Count(n => n.StartsWith(name + "[0,", StringComparison.Ordinal));
        return Matrix(all == 0 ? 0 : OffsetOf(name + "[0,0]"), columns == 0 ? 0 : all / columns, columns);
    }

    /// <summary>The posterior of a derived array of arrays.</summary>
    /// <param name="name">Its name.</param>
    protected RowsPosterior Rows(string name)
    {
        var lengths = new List<int>();
        foreach (string element in Result.ParameterNames)
        {
            if (!element.StartsWith(name + "[", StringComparison.Ordinal))
                continue;
            int row = int.Parse(element.AsSpan(name.Length + 1, element.IndexOf(',', StringComparison.Ordinal) - name.Length - 1), CultureInfo.InvariantCulture);
            while (lengths.Count <= row)
                lengths.Add(0);
            lengths[row]++;
        }
        int first = 0;
        while (first < lengths.Count && lengths[first] == 0)
            first++;
        return new RowsPosterior(Result, first == lengths.Count ? 0 : OffsetOf($"{name}[{first},0]"), lengths);
    }

    private int OffsetOf(string name)
    {
        for (int i = 0; i < Result.ParameterNames.Count; i++)
            if (Result.ParameterNames[i] == name)
                return i;
        throw new ArgumentException($"the posterior has no value named '{name}'", nameof(name));
    }
}

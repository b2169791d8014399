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
}

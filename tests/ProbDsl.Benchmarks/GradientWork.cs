using ProbDsl.Conformance;

namespace ProbDsl.Benchmarks;

/// <summary>Gradients of one posterior at its golden points, one at a time and a block at a time.</summary>
internal sealed class GradientWork
{
    private readonly double[][] positions;
    private readonly double[][] blocks;
    private readonly double[] gradient;
    private readonly double[] gradients;
    private readonly double[] logDensities;
    private int next;

    /// <summary>Prepares the work on a conditioned model.</summary>
    public GradientWork(ILogDensity model, Golden golden)
    {
        Model = model;
        positions = [.. golden.Points.Where(p => p.Name.StartsWith("points", StringComparison.Ordinal)).Select(p => p.Position)];
        blocks = [.. positions.Select((_, first) => Block(first))];
        gradient = new double[model.Dimension];
        gradients = new double[model.Dimension * model.BlockSize];
        logDensities = new double[model.BlockSize];
    }

    /// <summary>The model.</summary>
    public ILogDensity Model { get; }

    /// <summary>The gradient at the next point.</summary>
    public double Single() => Model.LogDensityAndGradient(Next(positions), gradient);

    /// <summary>The gradients at the next <see cref="ILogDensity.BlockSize"/> points.</summary>
    public double Block()
    {
        Model.LogDensityAndGradient(Next(blocks), logDensities, gradients);
        return logDensities[0];
    }

    private double[] Next(double[][] of)
    {
        next = next + 1 < of.Length ? next + 1 : 0;
        return of[next];
    }

    private double[] Block(int first)
    {
        int lanes = Model.BlockSize;
        double[] block = new double[Model.Dimension * lanes];
        for (int l = 0; l < lanes; l++)
        {
            double[] position = positions[(first + l) % positions.Length];
            for (int k = 0; k < position.Length; k++)
                block[k * lanes + l] = position[k];
        }

        return block;
    }
}

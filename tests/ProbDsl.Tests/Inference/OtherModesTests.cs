using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

/// <summary>Modes where no draws of the guide are: apart from it only where a valley lies between.</summary>
public sealed class OtherModesTests
{
    /// <summary>A guide that is too narrow, and beside the mode of its own hill.</summary>
    [Fact]
    public void AModeOfTheGuidesOwnHillIsNotAnother()
    {
        double[] mode = [1, 0, 0, 0];
        OtherModes modes = Modes(new GaussianTarget(mode, Matrix<double>.Build.DenseIdentity(4)), 4);
        Assert.Empty(modes.Find(-1, [1, 1, 1, 1]));
        Assert.True(modes.IsComplete);
        GaussianGuide own = Assert.Single(modes.OwnModes);
        Assert.Equal(mode, own.Mean, (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void AModeBehindAValleyIs()
    {
        OtherModes modes = Modes(new TwoHills(), 1);
        GaussianGuide other = Assert.Single(modes.Find(-1, [1]));
        Assert.Equal(1, other.Mean[0], 0.01);
        Assert.Empty(modes.OwnModes);
    }

    private static OtherModes Modes(ILogDensity target, int dimension)
    {
        GaussianGuide guide = new(dimension, dense: true);
        guide.SetDiagonal([.. Enumerable.Repeat(0.1, dimension)]);
        return new OtherModes(new FitSession(target, new FitOptions()), guide);
    }

    /// <summary>A half of N(0, 0.2) and a half of N(1, 0.2), between which the density falls to a tenth.</summary>
    private sealed class TwoHills() : HandWrittenDensity(1)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double x = position[0];
            double near = -12.5 * x * x;
            double far = -12.5 * (x - 1) * (x - 1);
            double value = Functions.LogSumExp(near, far);
            gradient[0] = -25 * ((x * Math.Exp(near - value)) + ((x - 1) * Math.Exp(far - value)));
            return value - Math.Log(2 * 0.2) - (0.5 * Math.Log(2 * Math.PI));
        }
    }
}

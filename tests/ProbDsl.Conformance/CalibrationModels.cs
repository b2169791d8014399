namespace ProbDsl.Conformance;

/// <summary>A straight line with known noise; its posterior is normal, and its coefficients are correlated.</summary>
[Model]
public partial class CalibratedLine
{
    [Data] public required double[] X { get; init; }
    [Data] public double Noise { get; init; } = 1;
    [Observed] public required double[] Y { get; set; }

    [Latent] public double Intercept { get; private set; }
    [Latent] public double Slope { get; private set; }

    void Generate()
    {
        Intercept = ~Normal(0, 2);
        Slope = ~Normal(0, 1);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(Intercept + Slope * X[n], Noise);
    }
}

/// <summary>Levels measured one by one: the posterior is a product of normals of different widths.</summary>
[Model]
public partial class CalibratedLevels
{
    [Data] public required double[] Noise { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(Y))] public double[] Level { get; private set; } = [];

    void Generate()
    {
        foreach (int j in Plate(Y.Length))
        {
            Level[j] = ~Normal(0, 1);
            Y[j] = ~Normal(Level[j], Noise[j]);
        }
    }
}

/// <summary>Counts at one rate: the posterior is a gamma distribution, whose logarithm is skewed.</summary>
[Model]
public partial class CalibratedRate
{
    [Observed] public required int[] Counts { get; set; }

    [Latent] public double Rate { get; private set; }

    void Generate()
    {
        Rate = ~Gamma(2, 1);
        foreach (int n in Plate(Counts.Length))
            Counts[n] = ~Poisson(Rate);
    }
}

/// <summary>A location and a scale from few measurements: heavy tails and a skewed logarithm of the scale.</summary>
[Model]
public partial class CalibratedScale
{
    [Observed] public required double[] Y { get; set; }

    [Latent] public double Mean { get; private set; }
    [Latent] public double Scale { get; private set; }

    void Generate()
    {
        Mean = ~Normal(0, 2);
        Scale = ~HalfNormal(2);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(Mean, Scale);
    }
}

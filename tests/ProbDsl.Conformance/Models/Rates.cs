namespace ProbDsl.Conformance.Models;

/// <summary>One rate.</summary>
[Model]
public partial class Rate1
{
    [Data] public required int N { get; init; }
    [Observed] public required int K { get; set; }

    [Latent] double theta;

    void Generate()
    {
        theta = ~Beta(1, 1);
        K = ~Binomial(N, theta);
    }
}

/// <summary>The difference of two rates.</summary>
[Model]
public partial class Rate2
{
    [Data] public required int N1 { get; init; }
    [Data] public required int N2 { get; init; }
    [Observed] public required int K1 { get; set; }
    [Observed] public required int K2 { get; set; }

    [Latent] double theta1;
    [Latent] double theta2;
    [Derived] double delta;

    void Generate()
    {
        theta1 = ~Beta(1, 1);
        theta2 = ~Beta(1, 1);
        K1 = ~Binomial(N1, theta1);
        K2 = ~Binomial(N2, theta2);
        delta = theta1 - theta2;
    }
}

/// <summary>A rate common to two experiments.</summary>
[Model]
public partial class Rate3
{
    [Data] public required int[] N { get; init; }
    [Observed] public required int[] K { get; set; }

    [Latent] double theta;

    void Generate()
    {
        theta = ~Beta(1, 1);
        foreach (int i in Plate(K.Length))
            K[i] = ~Binomial(N[i], theta);
    }
}

namespace ProbDsl.Conformance.Models;

/// <summary>Two-parameter logistic item response: discrimination, difficulty, ability.</summary>
[Model]
public partial class Irt2Pl
{
    [Data] public required int Items { get; init; }
    [Data] public required int Persons { get; init; }

    /// <summary>1 where the answer is right, by item and person.</summary>
    [Observed] public required int[][] Y { get; set; }

    [Latent(Lower = 0)] double sigmaTheta;
    [Latent(nameof(Persons))] double[] theta;
    [Latent(Lower = 0)] double sigmaA;
    [Latent(nameof(Items))] double[] a;
    [Latent] double muB;
    [Latent(Lower = 0)] double sigmaB;
    [Latent(nameof(Items))] double[] b;

    void Generate()
    {
        sigmaTheta = ~Cauchy(0, 2);
        theta = ~Normal(0, sigmaTheta).Iid(Persons);
        sigmaA = ~Cauchy(0, 2);
        a = ~LogNormal(0, sigmaA).Iid(Items);
        muB = ~Normal(0, 5);
        sigmaB = ~Cauchy(0, 2);
        b = ~Normal(muB, sigmaB).Iid(Items);
        foreach (int i in Plate(Items))
            foreach (int j in Plate(Persons))
                Y[i][j] = ~BernoulliLogits(a[i] * (theta[j] - b[i]));
    }
}

/// <summary>Law school admission test: a Rasch model with a common discrimination.</summary>
[Model]
public partial class Lsat
{
    [Data] public required int Items { get; init; }

    /// <summary>1 where the answer is right, by person and item.</summary>
    [Observed] public required int[][] Right { get; set; }

    [Latent(nameof(Items))] double[] alpha;
    [Latent(nameof(Right))] double[] theta;
    [Latent(Lower = 0)] double beta;

    void Generate()
    {
        foreach (int k in Plate(Items))
            alpha[k] = ~Normal(0, 100);
        beta = ~Normal(0, 100);
        foreach (int i in Plate(Right.Length))
        {
            theta[i] = ~Normal(0, 1);
            for (int k = 0; k < Items; k++)
                Right[i][k] = ~BernoulliLogits(beta * theta[i] - alpha[k]);
        }
    }
}

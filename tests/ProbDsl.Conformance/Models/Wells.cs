namespace ProbDsl.Conformance.Models;

/// <summary>Households in Bangladesh that switch to a safe well, by distance.</summary>
[Model]
public partial class WellsDistance
{
    [Data] public required double[] Dist { get; init; }
    [Observed] public required int[] Switched { get; set; }

    [Latent(2)] double[] beta;

    void Generate()
    {
        beta = ~Flat().Iid(2);
        foreach (int n in Plate(Switched.Length))
            Switched[n] = ~BernoulliLogits(beta[0] + beta[1] * Dist[n]);
    }
}

/// <summary>Logistic regression on a design matrix of any width.</summary>
[Model]
public partial class LogisticRegression
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required int K { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double alpha;
    [Latent(nameof(K))] Vector<double> beta;

    void Generate()
    {
        alpha = ~Flat();
        beta = ~Flat().Iid(K);
        var eta = X * beta;
        foreach (int n in Plate(Y.Length))
            Y[n] = ~BernoulliLogits(alpha + eta[n]);
    }
}

/// <summary>Votes by income; a single slope held in a vector.</summary>
[Model]
public partial class NesLogit
{
    [Data] public required int[] Income { get; init; }
    [Observed] public required int[] Vote { get; set; }

    [Latent] double alpha;
    [Latent(1)] double[] beta;

    void Generate()
    {
        alpha = ~Flat();
        beta[0] = ~Flat();
        foreach (int n in Plate(Vote.Length))
            Vote[n] = ~BernoulliLogits(alpha + beta[0] * Income[n]);
    }
}

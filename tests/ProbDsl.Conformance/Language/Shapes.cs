namespace ProbDsl.Conformance.Language;

#pragma warning disable PDSL049 // Priors alone: nothing is observed here.
/// <summary>Constraints of every kind, given and inferred.</summary>
[Model]
public partial class ConstraintKinds
{
    [Latent(Lower = 2)] double above;
    [Latent(Upper = -1)] double below;
    [Latent] double inferred;
    [Latent(3, Ordered = true)] double[] ordered;
    [Latent(3, Ordered = true, Lower = 0)] double[] positiveOrdered;
    [Latent(4)] double[] simplex;
    [Latent(3, 3)] Matrix<double> factor;
    [Latent(2, Lower = 0)] Vector<double> scales;
    [Latent(2, 2)] double[,] table;
    [Latent(2, 3)] double[][] rows;

    void Generate()
    {
        above = ~Normal(0, 1);
        below = ~Cauchy(0, 1);
        inferred = ~Uniform(-2, 5);
        for (int k = 0; k < 3; k++)
        {
            ordered[k] = ~Normal(k, 1);
            positiveOrdered[k] = ~Exponential(1 + k);
        }

        simplex = ~Dirichlet([1.5, 2, 0.7, 3]);
        factor = ~LkjCholesky(3, 1.5);
        scales = ~HalfCauchy(2).Iid(2);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                table[i, j] = ~Normal(i - j, 1);
            rows[i] = ~Normal(0, 1 + i).Iid(3);
        }
    }
}

#pragma warning restore PDSL049

/// <summary>Operators of vectors and matrices.</summary>
[Model]
public partial class LinearAlgebraOperators
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required Vector<double> W { get; init; }
    [Observed] public required Vector<double> Y { get; set; }

    [Latent(3)] Vector<double> beta;
    [Latent(2, 3)] Matrix<double> gamma;

    void Generate()
    {
        beta = ~Normal(0, 1).Iid(3);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
                gamma[i, j] = ~Normal(0, 1);
        }

        Vector<double> mean = X * beta - 2 * W + W.PointwiseMultiply(W) / 3;
        Vector<double> mixed = gamma * beta;
        double dot = beta.DotProduct(X.Row(0)) + X.Row(1) * beta;
        Factor(dot - mixed[0] * mixed[1]);
        foreach (int n in Plate(Y.Count))
            Y[n] = ~Normal(mean[n] + 1, 0.7);
    }
}

/// <summary>Multivariate normals, by covariance and by factor, of data and of a latent.</summary>
[Model]
public partial class MultivariateNormals
{
    [Data] public required Matrix<double> Covariance { get; init; }
    [Data] public required Matrix<double> Factor0 { get; init; }
    [Observed] public required double[][] Y { get; set; }

    [Latent(2)] Vector<double> mean;
    [Latent(2)] Vector<double> shift;

    void Generate()
    {
        mean = ~MultivariateNormal(Vector<double>.Build.Dense(2), Covariance);
        shift = ~MultivariateNormalCholesky(mean, Factor0);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~MultivariateNormal(shift, Covariance);
    }
}

/// <summary>Latents told by standardised values: scalar, array, and hierarchical.</summary>
[Model]
public partial class NonCentredHierarchy
{
    [Data] public required int[] Group { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent] double tau;
    [Latent(3, NonCentered = true)] double[] theta;
    [Latent(NonCentered = true)] double shift;

    void Generate()
    {
        mu = ~Normal(0, 5);
        tau = ~HalfCauchy(2);
        shift = ~Normal(mu, 2 * tau);
        for (int j = 0; j < 3; j++)
            theta[j] = ~Normal(mu, tau);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(theta[Group[n]] + shift, 1);
    }
}

/// <summary>Latents that are indexed by data, twice, and by arithmetic on data.</summary>
[Model]
public partial class Indexing
{
    [Data] public required int[] First { get; init; }
    [Data] public required int[] Second { get; init; }
    [Data] public required int[][] Neighbours { get; init; }
    [Observed] public required int[] Wins { get; set; }

    [Latent(5)] double[] skill;

    void Generate()
    {
        skill = ~Normal(0, 1).Iid(5);
        foreach (int n in Plate(Wins.Length))
            Wins[n] = ~BernoulliLogits(skill[First[n]] - skill[Second[n]] + 0.1 * skill[(First[n] + Second[n]) % 5]);
        for (int i = 0; i < Neighbours.Length; i++)
        {
            foreach (int j in Neighbours[i])
                Factor(-0.5 * Square(skill[i] - skill[j]));
        }
    }
}

namespace ProbDsl.Conformance.MoreModels;

/// <summary>Graded answers: a rating scale model with persons regressed on covariates.</summary>
[Model]
public partial class RatingScale
{
    [Data] public required int Items { get; init; }
    [Data] public required int Persons { get; init; }
    [Data] public required int Steps { get; init; }
    [Data] public required int K { get; init; }
    [Data] public required Matrix<double> W { get; init; }
    [Data] public required int[] Item { get; init; }
    [Data] public required int[] Person { get; init; }
    [Observed] public required int[] Y { get; set; }

    int FreeItems => Items - 1;

    int FreeSteps => Steps - 1;

    [Latent(nameof(Items))] double[] alpha;
    [Latent(nameof(FreeItems))] double[] betaFree;
    [Latent(nameof(FreeSteps))] double[] kappaFree;
    [Latent(nameof(Persons))] double[] theta;
    [Latent(nameof(K))] double[] lambda;

    void Generate()
    {
        alpha = ~LogNormal(1, 1).Iid(Items);
        betaFree = ~Normal(0, 3).Iid(FreeItems);
        kappaFree = ~Normal(0, 3).Iid(FreeSteps);
        lambda = ~StudentT(3, 0, 1).Iid(K);
        double lastBeta = -Sum(betaFree);
        double lastKappa = -Sum(kappaFree);
        Observe(lastBeta, Normal(0, 3));
        Observe(lastKappa, Normal(0, 3));

        foreach (int j in Plate(Persons))
        {
            double mean = 0;
            for (int k = 0; k < K; k++)
                mean += W[j, k] * lambda[k];
            theta[j] = ~Normal(mean, 1);
        }

        foreach (int n in Plate(Y.Length))
        {
            double beta = Item[n] < FreeItems ? betaFree[Item[n]] : lastBeta;
            double step = alpha[Item[n]] * theta[Person[n]] - beta;
            double[] logits = new double[Steps + 1];
            logits[0] = 0;
            double sum = 0;
            for (int s = 0; s < Steps; s++)
            {
                double kappa = s < FreeSteps ? kappaFree[s] : lastKappa;
                sum += step - kappa;
                logits[s + 1] = sum;
            }

            Y[n] = ~CategoricalLogits(logits);
        }
    }
}

/// <summary>Handwritten digits: a network with one hidden layer whose weights have shrinking priors.</summary>
[Model]
public partial class OneHiddenLayer
{
    [Data] public required int Pixels { get; init; }
    [Data] public required int Hidden { get; init; }
    [Data] public required int FreeClasses { get; init; }
    [Data] public required Matrix<double> X { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double sigma2Alpha;
    [Latent] double sigma2Beta;
    [Latent(nameof(Pixels), nameof(Hidden))] Matrix<double> alpha;
    [Latent(nameof(Hidden), nameof(FreeClasses))] Matrix<double> beta;
    [Latent(nameof(Hidden))] double[] alpha1;
    [Latent(nameof(FreeClasses))] double[] beta1;

    void Generate()
    {
        sigma2Alpha = ~InverseGamma(0.25, 0.25 * Square(0.05 / Square(Pixels)));
        sigma2Beta = ~InverseGamma(0.25, 0.25 * Square(0.05 / Square(Hidden)));
        alpha1 = ~Normal(0, 1).Iid(Hidden);
        beta1 = ~Normal(0, 1).Iid(FreeClasses);
        for (int j = 0; j < Hidden; j++)
        {
            for (int p = 0; p < Pixels; p++)
                alpha[p, j] = ~Normal(0, Math.Sqrt(sigma2Alpha));
            for (int c = 0; c < FreeClasses; c++)
                beta[j, c] = ~Normal(0, Math.Sqrt(sigma2Beta));
        }

        foreach (int n in Plate(Y.Length))
        {
            double[] hidden = new double[Hidden];
            for (int j = 0; j < Hidden; j++)
            {
                double input = alpha1[j];
                for (int p = 0; p < Pixels; p++)
                    input += X[n, p] * alpha[p, j];
                hidden[j] = Math.Tanh(input);
            }

            double[] logits = new double[FreeClasses + 1];
            logits[0] = 1;
            for (int c = 0; c < FreeClasses; c++)
            {
                double output = beta1[c];
                for (int j = 0; j < Hidden; j++)
                    output += hidden[j] * beta[j, c];
                logits[c + 1] = output;
            }

            Y[n] = ~CategoricalLogits(logits);
        }
    }
}

/// <summary>Topics of words with any number of topics, the topic of each word summed out over an array.</summary>
[Model]
public partial class Lda
{
    [Data] public required int Documents { get; init; }
    [Data] public required int Words { get; init; }
    [Data] public required double[] Alpha { get; init; }
    [Data] public required double[] Eta { get; init; }
    [Data] public required int[] Word { get; init; }
    [Data] public required int[] Document { get; init; }

    [Latent(nameof(Documents), nameof(Alpha))] double[][] theta;
    [Latent(nameof(Alpha), nameof(Words))] double[][] phi;

    void Generate()
    {
        int topics = Alpha.Length;
        foreach (int m in Plate(Documents))
            theta[m] = ~Dirichlet(Alpha);
        foreach (int k in Plate(topics))
            phi[k] = ~Dirichlet(Eta);
        foreach (int n in Plate(Word.Length))
        {
            double[] gamma = new double[topics];
            for (int k = 0; k < topics; k++)
                gamma[k] = Math.Log(theta[Document[n]][k]) + Math.Log(phi[k][Word[n]]);
            Factor(LogSumExp(gamma));
        }
    }
}

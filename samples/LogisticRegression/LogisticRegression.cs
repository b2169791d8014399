using MathNet.Numerics.LinearAlgebra;
using static ProbDsl.Distributions;

namespace ProbDsl.Samples;

/// <summary>Logistic regression of a binary outcome on standardised predictors, with weakly informative priors.</summary>
/// <remarks>Priors: Gelman et al., "A weakly informative default prior distribution for logistic and other regression models",
/// Annals of Applied Statistics 2 (2008), with normals in place of the paper's Cauchys.</remarks>
[Model]
public partial class LogisticRegression
{
    /// <summary>The predictors, a row for each case, each column with mean 0 and standard deviation 1.</summary>
    [Data] public required Matrix<double> X { get; init; }

    /// <summary>The number of predictors.</summary>
    [Data] public required int Predictors { get; init; }

    /// <summary>The outcomes, 0 or 1.</summary>
    [Observed] public required int[] Outcome { get; set; }

    [Latent] double intercept;
    [Latent(nameof(Predictors))] Vector<double> slopes;

    void Generate()
    {
        intercept = ~Normal(0, 5);
        slopes = ~Normal(0, 2.5).Iid(Predictors);
        var logits = X * slopes;
        foreach (int n in Plate(Outcome.Length))
            Outcome[n] = ~BernoulliLogits(intercept + logits[n]);
    }
}

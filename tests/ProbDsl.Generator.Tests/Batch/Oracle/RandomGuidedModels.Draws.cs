using ProbDsl.Generator.Tests.Faults;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <content>Latents with their guides and priors, outcomes of all kinds, and the model that they make.</content>
internal sealed partial class RandomGuidedModels
{
    private const string VectorOutcomes = "Vector<double>.Build.Dense([1.0, 0, 1]), Vector<double>.Build.Dense([0.0, 0, 1]), Vector<double>.Build.Dense([0.0, 1, 0]), Vector<double>.Build.Dense([1.0, 1, 0]), Vector<double>.Build.Dense([0.0, 0, 0])";

    /// <summary>The model, as a row without values by hand.</summary>
    public BoundRow Make(string name)
    {
        string members = Data, model = "", guide = "", inModel = "", inGuide = "";
        foreach (string kind in new[] { "w", "g", "M" }.Where(_ => random.Next(6) == 0))
        {
            members += kind switch { "w" => "[Latent] double w;", "g" => "[Latent(3)] Vector<double> g;", _ => "[Latent(3, 3)] Matrix<double> M;" };
            model = $"{kind} = ~{GlobalPrior(kind)}; " + model;
            guide += $"{kind} = ~{GlobalGuide(kind)}; ";
        }
        foreach (string kind in new[] { "w", "g", "M" }.Where(k => guide.Contains(k + " = ~", StringComparison.Ordinal)))
            (kind switch { "w" => numbers, "g" => vectors, _ => matrices }).Add(kind);
        if (random.Next(3) == 0)
            model += Scoped();
        inPlate = true;
        numbers.AddRange(["Q[n]", "K[n]"]);
        vectors.Add("V[n]");
        string[] kinds = [.. new[] { "z", "y", "c", "p", "l", "e", "s" }.OrderBy(_ => random.Next()).Take(Math.Max(0, random.Next(5) - 1))];
        // The guide sees the data and its own earlier draws; the model draws in the other order.
        foreach (string kind in kinds)
        {
            inGuide += $"{kind}[n] = ~{Guide(kind)}; ";
            members += IsVector(kind) ? $"[Latent(3)] Vector<double>[] {kind};" : $"[Latent] double[] {kind};";
            (IsVector(kind) ? vectors : numbers).Add(kind + "[n]");
        }
        foreach (string kind in kinds)
            (IsVector(kind) ? vectors : numbers).Remove(kind + "[n]");
        foreach (string kind in kinds.Reverse())
        {
            inModel += $"{kind}[n] = ~{Prior(kind)}; ";
            (IsVector(kind) ? vectors : numbers).Add(kind + "[n]");
            if (random.Next(3) == 0)
                inModel += Scoped();
        }
        inModel += Outcome(ref members);
        foreach (string outcome in new[] { "C", "B", "R", "F", "L" }.Where(_ => random.Next(6) == 0))
            inModel += VectorOutcome(outcome, ref members);
        for (int i = random.Next(3); i > 0; i--)
            inModel += Scoped();
        bool hasGuide = kinds.Length > 0 || guide.Length > 0;
        return new BoundRow(name, members, $"{model}foreach (int n in Minibatch(X.Length)) {{ {inModel}}}",
            !hasGuide ? "" : inGuide.Length == 0 ? guide : $"{guide}foreach (int n in Minibatch(X.Length)) {{ {inGuide}}}");
    }

    private static bool IsVector(string kind) => kind is "z" or "s";

    private string GlobalPrior(string kind) => kind switch
    {
        "w" => $"Normal({Number(1)}, {Positive(0)})",
        "g" => Of("Normal(0, 1).Iid(3)", "ScaleMixture(0.5, 1, 0.1).Iid(3)", $"Normal({Vector(1)}, Exp(0.2 * {Vector(0)}))"),
        _ => Of("Normal(0, 1.5).Iid(3, 3)", "ScaleMixture(0.4, 1, 0.2).Iid(3, 3)"),
    };

    private string GlobalGuide(string kind) => kind switch
    {
        "w" => $"Normal({Number(0)}, {Positive(0)})",
        "g" => $"Normal({Vector(1)}, Exp(0.2 * {Vector(0)}))",
        _ => "Normal(m, 0.1 + Softplus(m))",
    };

    private string Guide(string kind) => kind switch
    {
        "z" => Of($"Normal({Vector(2)}, Exp(0.2 * {Vector(1)}))", $"Normal({Vector(1)}, {Positive(1)})"),
        "y" => Of($"Normal({Number(2)}, {Positive(1)})", $"Normal({Number(0)}, {Positive(0)})"),
        "c" => Of($"BernoulliLogits({Number(1)})", $"Bernoulli(Logistic({Number(1)}))"),
        "p" => $"LogNormal({Number(1)}, {Positive(0)})",
        "l" => $"Laplace({Number(1)}, {Positive(0)})",
        "e" => $"Exponential({Positive(1)})",
        _ => $"VonMisesFisher(Unit({Vector(1)}), 1 + {Positive(1)})",
    };

    private string Prior(string kind) => kind switch
    {
        "z" => Of("StandardNormal(3)", $"Normal({Vector(1)}, Exp(0.2 * {Vector(0)}))", "NormalMixture(logits, means, 0.3 + Softplus(means))", "Normal(0, 1.5).Iid(3)"),
        "y" => Of("Normal(0, 1)", $"Normal({Number(1)}, {Positive(1)})", $"StudentT(3, {Number(0)}, {Positive(0)})"),
        "c" => Of("Bernoulli(0.4)", $"BernoulliLogits({Number(1)})"),
        "p" => Of($"LogNormal({Number(1)}, {Positive(0)})", $"Gamma({Positive(0)}, {Positive(0)})", "HalfNormal(1.2)"),
        "l" => Of($"Laplace({Number(1)}, {Positive(0)})", $"Normal({Number(0)}, {Positive(0)})"),
        "e" => Of($"Exponential({Positive(0)})", $"Gamma(1.5, {Positive(0)})"),
        _ => "UniformOnSphere(3)",
    };

    /// <summary>The outcome that each model has: drawn always, under a condition, under either, or missing.</summary>
    private string Outcome(ref string members)
    {
        int way = random.Next(8);
        if (way is 0 or 1)
            members = members.Replace("[Observed]", "[Observed(Partly = true)]", StringComparison.Ordinal);
        if (way == 1)
            members = members.Replace("2.7, 0.4", "double.NaN, 0.4", StringComparison.Ordinal);
        string text = way switch
        {
            0 => $"if (Has[n]) X[n] = ~{Distribution()}; ",
            2 => $"if (Has[n]) X[n] = ~{Distribution()}; else X[n] = ~{Distribution()}; ",
            _ => $"X[n] = ~{Distribution()}; ",
        };
        if (way != 1)
            numbers.Add("X[n]");
        return text;
    }

    private string VectorOutcome(string kind, ref string members)
    {
        members += kind switch
        {
            "C" => "[Observed(Partly = true)] Vector<double>[] C = [" + VectorOutcomes.Replace("0.0, 1, 0", "double.NaN, 1, 0", StringComparison.Ordinal).Replace("0.0, 0, 0", "double.NaN, double.NaN, double.NaN", StringComparison.Ordinal) + "];",
            "B" => "[Observed] Vector<double>[] B = [" + VectorOutcomes + "];",
            "R" => "[Observed] int[] R = [0, 3, 1, 7, 2];",
            "F" => "[Observed] bool[] F = [true, false, true, true, false];",
            _ => "[Observed] int[] L = [0, 2, 1, 0, 1];",
        };
        return kind switch
        {
            "C" => Of($"C[n] = ~Normal({Vector(2)}, Exp(0.2 * {Vector(0)})); ", $"C[n] = ~Normal({Vector(1)}, {Positive(1)}); "),
            "B" => Of($"B[n] = ~BernoulliLogits({Vector(2)}); ", $"B[n] = ~PoissonLog({Vector(1)}); ", $"B[n] = ~ContinuousBernoulliLogits({Vector(1)}); "),
            "R" => Of($"R[n] = ~PoissonLog({Number(1)}); ", $"R[n] = ~Poisson({Positive(1)}); ", $"R[n] = ~NegativeBinomial({Positive(0)}, {Positive(1)}); "),
            "F" => $"F[n] = ~BernoulliLogits({Number(2)}) == 1; ",
            _ => Of($"L[n] = ~CategoricalLogits({Vector(2)}); ", $"L[n] = ~Categorical(Softmax({Vector(1)})); "),
        };
    }
}

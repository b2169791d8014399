namespace ProbDsl.Conformance.Language;

/// <content>Shapes, functions and distributions.</content>
internal static partial class LanguageCases
{
    private static LanguageCase ConstraintKinds() => new("ConstraintKinds", new ConstraintKinds().Condition, v =>
    {
        double sum = Normal(0, 1).LogDensity(v("above")) + Cauchy(0, 1).LogDensity(v("below")) + Uniform(-2, 5).LogDensity(v("inferred"));
        for (int k = 0; k < 3; k++)
            sum += Normal(k, 1).LogDensity(v($"ordered[{k}]")) + Exponential(1 + k).LogDensity(v($"positiveOrdered[{k}]"));
        sum += Dirichlet([1.5, 2, 0.7, 3]).LogDensity(Many(v, "simplex", 4));
        sum += LkjCholesky(3, 1.5).LogDensity(Matrix<double>.Build.Dense(3, 3, (i, j) => v($"factor[{i},{j}]")));
        sum += Many(v, "scales", 2).Sum(s => HalfCauchy(2).LogDensity(s));
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                sum += Normal(i - j, 1).LogDensity(v($"table[{i},{j}]"));
            for (int j = 0; j < 3; j++)
                sum += Normal(0, 1 + i).LogDensity(v($"rows[{i},{j}]"));
        }

        return sum;
    });

    private static LanguageCase LinearAlgebraOperators()
    {
        Matrix<double> x = Matrix<double>.Build.Dense(4, 3, (i, j) => Math.Sin(i + 2 * j));
        Vector<double> w = Vector<double>.Build.Dense(4, i => 0.3 * i - 0.5);
        Vector<double> y = Vector<double>.Build.Dense(4, i => Math.Cos(i));
        return new("LinearAlgebraOperators", new LinearAlgebraOperators { X = x, W = w, Y = y }.Condition, v =>
        {
            Vector<double> beta = Vector<double>.Build.Dense(Many(v, "beta", 3));
            Matrix<double> gamma = Matrix<double>.Build.Dense(2, 3, (i, j) => v($"gamma[{i},{j}]"));
            Vector<double> mean = x * beta - 2 * w + w.PointwiseMultiply(w) / 3;
            Vector<double> mixed = gamma * beta;
            double sum = beta.Sum(b => Normal(0, 1).LogDensity(b)) + gamma.Enumerate().Sum(g => Normal(0, 1).LogDensity(g));
            sum += beta * x.Row(0) + x.Row(1) * beta - mixed[0] * mixed[1];
            return sum + y.Select((value, n) => Normal(mean[n] + 1, 0.7).LogDensity(value)).Sum();
        });
    }

    private static LanguageCase MultivariateNormals()
    {
        Matrix<double> covariance = Matrix<double>.Build.DenseOfArray(new[,] { { 2.0, 0.6 }, { 0.6, 1.5 } });
        Matrix<double> factor = Matrix<double>.Build.DenseOfArray(new[,] { { 1.2, 0 }, { -0.4, 0.9 } });
        double[][] y = [[0.1, 0.7], [-0.5, 1.3]];
        return new("MultivariateNormals", new MultivariateNormals { Covariance = covariance, Factor0 = factor, Y = y }.Condition, v =>
        {
            Vector<double> mean = Vector<double>.Build.Dense(Many(v, "mean", 2)), shift = Vector<double>.Build.Dense(Many(v, "shift", 2));
            double sum = Density(mean, Vector<double>.Build.Dense(2), covariance) + Density(shift, mean, factor * factor.Transpose());
            return sum + y.Sum(row => Density(Vector<double>.Build.Dense(row), shift, covariance));
        });

        static double Density(Vector<double> y, Vector<double> mean, Matrix<double> covariance)
        {
            Vector<double> d = y - mean;
            return -0.5 * (d * covariance.Inverse() * d) - 0.5 * Math.Log(covariance.Determinant()) - d.Count * 0.5 * Math.Log(2 * Math.PI);
        }
    }

    private static LanguageCase FunctionsOfLatents() => new("FunctionsOfLatents", new FunctionsOfLatents().Condition, v =>
    {
        double x = v("x"), p = v("p"), q = v("q");
        double sum = Normal(0, 1).LogDensity(x) + Gamma(2, 1).LogDensity(p) + Beta(2, 2).LogDensity(q);
        sum += Math.Exp(-p) + Math.Log(1 + p) + Math.Sqrt(p) + Math.Pow(p, 1.5) + Math.Pow(p, q);
        sum += Math.Sin(x) * Math.Cos(q) + Math.Tanh(x) + Math.Atan(x);
        sum += Math.Abs(x - 10) + Math.Min(x, 10 + p) + Math.Max(q, -3);
        sum += Logistic(x) + Logit(q) + Log1pExp(x) + Log1p(p) + Expm1(-p) + Square(x);
        sum += LogGamma(p + 1) + Digamma(p + 1) + LogBeta(p, q) + Phi(x) + LogPhi(x) + InversePhi(q) + Erf(x) + Erfc(x);
        sum += LogSumExp(x, q) + XLogY(p, q) + LogChoose(7, p / (1 + p));
        double[] all = [x, p, q];
        return sum + Math.Log(all.Sum(Math.Exp)) + all.Sum() + all.Average();
    });

    private static LanguageCase ContinuousDistributions()
    {
        double[] y = [0.3, -0.2, 0.5, 1.1, 0.8, 0.6, 1.7, 0.4, 0.9, 1.3, 0.7, 0.2, 0.35, -1];
        return new("ContinuousDistributions", new ContinuousDistributions { Y = y }.Condition, v =>
        {
            double location = v("location"), scale = v("scale"), shape = v("shape");
            double sum = Logistic(0.2, 0.7).LogDensity(location) + LogNormal(0, 0.5).LogDensity(scale) + Weibull(2, 1.5).LogDensity(shape);
            IContinuousDistribution[] distributions =
            [
                Cauchy(location, scale), StudentT(1 + shape, location, scale), Laplace(location, scale), Logistic(location, scale),
                LogNormal(location, scale), Gamma(shape, scale), InverseGamma(shape, scale), Weibull(shape, scale), HalfNormal(scale),
                HalfCauchy(scale), HalfStudentT(shape, scale), Exponential(scale), Beta(shape, scale), Uniform(-5, 5 + scale),
            ];
            return sum + distributions.Select((d, n) => d.LogDensity(y[n])).Sum();
        });
    }

    private static LanguageCase DiscreteDistributions()
    {
        int[] y = [2, 3, 1, 0, 4, 1, 5, 2, 0];
        return new("DiscreteDistributions", new DiscreteDistributions { Trials = 6, Y = y }.Condition, v =>
        {
            double logRate = v("logRate"), probability = v("probability"), dispersion = v("dispersion");
            double[] shares = Many(v, "shares", 3), logits = Many(v, "logits", 3);
            double sum = Normal(0, 1).LogDensity(logRate) + Beta(2, 3).LogDensity(probability) + Gamma(2, 0.5).LogDensity(dispersion);
            sum += Dirichlet([1, 2, 3]).LogDensity(shares) + logits.Sum(l => Normal(0, 1).LogDensity(l));
            IDiscreteDistribution[] distributions =
            [
                Poisson(Math.Exp(logRate)), PoissonLog(logRate), Bernoulli(probability), BernoulliLogits(logRate), Binomial(6, probability),
                BinomialLogits(6, logRate), NegativeBinomial(Math.Exp(logRate), dispersion), Categorical(shares), CategoricalLogits(logits),
            ];
            return sum + distributions.Select((d, n) => d.LogDensity(y[n])).Sum();
        });
    }

    private static LanguageCase AwkwardNames() => new("AwkwardNames", new AwkwardNames { T = 1.5, position = [0.2, -0.8] }.Condition, v =>
    {
        double lp = v("lp"), gradient = v("gradient"), happening = v("event");
        double[] u = Many(v, "u", 2);
        double sum = Normal(0, 1.5).LogDensity(lp) + Normal(lp, 1).LogDensity(gradient) + Normal(gradient, 2).LogDensity(happening);
        sum += u.Sum(x => Normal(happening, 1).LogDensity(x));
        sum += Normal(lp + gradient, 1).LogDensity(0.2) - 0.1 * (StudentT(3, u[0], 1).LogDensity(-0.8) + u[1] * u[1]);
        return sum + Normal(u[1], 1).LogDensity(-0.8);
    });

    private static LanguageCase OwnDistribution()
    {
        double[] waves = [0.8, 2.1, 1.4];
        return new("OwnDistribution", new OwnDistribution { Waves = waves }.Condition, v =>
            new Rayleigh(2).LogDensity(v("scale")) + waves.Sum(w => new Rayleigh(v("scale")).LogDensity(w)));
    }
}

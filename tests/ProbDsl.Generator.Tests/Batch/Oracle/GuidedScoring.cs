using System.ComponentModel;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>What rewritten guides and models call where the user's text draws or scores: see <see cref="GuidedRewriter"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GuidedScoring
{
    [ThreadStatic]
    private static GuidedRun? t_run;

    private static GuidedRun Run => t_run ?? throw new InvalidOperationException("a rewritten model runs outside an oracle");

    internal static void Within(GuidedRun run, Action body)
    {
        (GuidedRun? before, t_run) = (t_run, run);
        try
        {
            body();
        }
        finally
        {
            t_run = before;
        }
    }

    /// <summary>The data of the batch, one after the other, in the place of all.</summary>
    public static IEnumerable<int> Batch(int count)
    {
        foreach (int datum in Run.Batch.Where(d => d < count))
        {
            Run.Datum = datum;
            yield return datum;
        }
        Run.Datum = -1;
    }

    /// <summary>A draw of the guide, by the noise that the generated bound used, and its density.</summary>
    public static T Draw<T>(string member, object distribution)
    {
        object value = Run.DrawOf(member, distribution);
        Run.Guide(Densities.Score(value, distribution));
        return (T)value;
    }

    /// <summary>The product of a datum's vector with weights that are drawn by local reparameterisation (1) or flipout (2).</summary>
    public static Vector<double> Product(string member, int sampling, Vector<double> x) => Run.Product(member, sampling, x);

    /// <summary>The guide's draw, scored under its prior.</summary>
    public static T Prior<T>(T value, object distribution)
    {
        Run.Prior(Densities.Score(value!, distribution));
        return value;
    }

    /// <summary>An outcome, scored.</summary>
    public static T Observed<T>(T value, object distribution)
    {
        Run.Likelihood(Densities.ScoreKnown(value!, distribution));
        return value;
    }

    /// <summary>A term.</summary>
    public static void Factor(double logDensity) => Run.Likelihood(logDensity);

    /// <summary>A value that is no member, scored.</summary>
    public static void Observe(object value, object distribution) => Run.Likelihood(Densities.Score(value, distribution));
}

/// <summary>One run of guide and model for one sample: the terms of the plate by their datum, those outside by themselves.</summary>
internal sealed class GuidedRun(IReadOnlyList<int> batch, Func<string, int, int, double[]> noise, Func<int, int, double, double> cosine, Func<string, int, int, double[]> product)
{
    private readonly Dictionary<string, object> guides = [];
    private readonly Dictionary<string, int> products = new() { ["normal"] = 0, ["sign"] = 0 };
    private int datum = -1;

    public IReadOnlyList<int> Batch { get; } = batch;

    /// <summary>The datum at hand; -1 outside the plate.</summary>
    public int Datum
    {
        get => datum;
        set
        {
            datum = value;
            (products["normal"], products["sign"]) = (0, 0);
        }
    }

    public Dictionary<int, double> Likelihoods { get; } = [];

    public Dictionary<int, double> Divergences { get; } = [];

    /// <summary>Kingma, Salimans and Welling (2015), equation 6; Wen et al. (2018), equation 4.</summary>
    public Vector<double> Product(string member, int sampling, Vector<double> x)
    {
        var guide = (NormalMatrix)guides[member];
        int row = Batch.ToList().IndexOf(Datum);
        if (sampling == 1)
        {
            double[] eps = product("normal", products["normal"]++, row);
            Vector<double> variance = guide.StandardDeviation.PointwisePower(2) * x.PointwisePower(2);
            return (guide.Mean * x) + variance.PointwiseSqrt().PointwiseMultiply(Vector<double>.Build.Dense(eps));
        }
        double[] weights = noise(member, -1, 0);
        Matrix<double> deviation = guide.StandardDeviation.PointwiseMultiply(Matrix<double>.Build.DenseOfRowMajor(guide.Mean.RowCount, guide.Mean.ColumnCount, weights));
        Vector<double> before = Vector<double>.Build.Dense(product("sign", products["sign"]++, row)), after = Vector<double>.Build.Dense(product("sign", products["sign"]++, row));
        return (guide.Mean * x) + after.PointwiseMultiply(deviation * x.PointwiseMultiply(before));
    }

    public void Likelihood(double value) => Add(Likelihoods, value);

    public void Guide(double value) => Add(Divergences, value);

    public void Prior(double value) => Add(Divergences, -value);

    private void Add(Dictionary<int, double> sums, double value) => sums[Datum] = sums.GetValueOrDefault(Datum) + value;

    /// <summary>A draw: the formula of the distribution's documentation on the noise.</summary>
    public object DrawOf(string member, object distribution)
    {
        guides[member] = distribution;
        double[] numbers = noise(member, Datum, Datum < 0 ? 0 : Batch.ToList().IndexOf(Datum));
        switch (distribution)
        {
            case Normal normal:
                return normal.Mean + (normal.StandardDeviation * numbers[0]);
            case LogNormal logNormal:
                return Math.Exp(logNormal.LogMean + (logNormal.LogStandardDeviation * numbers[0]));
            case Bernoulli bernoulli:
                return numbers[0] < bernoulli.Probability ? 1.0 : 0.0;
            case BernoulliLogits bernoulli:
                return numbers[0] < Functions.Logistic(bernoulli.Logits) ? 1.0 : 0.0;
            case NormalVector normals:
                return Elements(numbers, (k, eps) => normals.Mean[k] + (normals.StandardDeviation[k] * eps));
            case IsotropicNormal normals:
                return Elements(numbers, (k, eps) => normals.Mean[k] + (normals.StandardDeviation * eps));
            case LogNormalVector logNormals:
                return Elements(numbers, (k, eps) => Math.Exp(logNormals.LogMean[k] + (logNormals.LogStandardDeviation[k] * eps)));
            case BernoulliLogitsVector bernoullis:
                return Elements(numbers, (k, u) => u < Functions.Logistic(bernoullis.Logits[k]) ? 1 : 0);
            case Laplace laplace:
                return laplace.Location + (laplace.Scale * LaplaceOf(numbers[0]));
            case Exponential exponential:
                return -Functions.LogPhi(-numbers[0]) / exponential.Rate;
            case StandardNormal:
                return Elements(numbers, (_, eps) => eps);
            case LaplaceVector laplaces:
                return Elements(numbers, (k, eps) => laplaces.Location[k] + (laplaces.Scale[k] * LaplaceOf(eps)));
            case VonMisesFisher sphere:
                return OnSphere(sphere, Vector<double>.Build.Dense(numbers), cosine(Datum < 0 ? 0 : Batch.ToList().IndexOf(Datum), numbers.Length, sphere.Concentration));
            case NormalMatrix normals:
                return Matrix<double>.Build.Dense(normals.Mean.RowCount, normals.Mean.ColumnCount, (i, j) => normals.Mean[i, j] + (normals.StandardDeviation[i, j] * numbers[(i * normals.Mean.ColumnCount) + j]));
            default:
                throw new InvalidOperationException($"the oracle does not draw from {distribution.GetType().Name}");
        }
    }

    /// <summary>A Laplace draw of scale one by normal noise: the quantile of its probability, from the nearer end.</summary>
    private static double LaplaceOf(double eps) => eps < 0 ? Functions.LogPhi(eps) + Math.Log(2) : -Functions.LogPhi(-eps) - Math.Log(2);

    private static Vector<double> OnSphere(VonMisesFisher sphere, Vector<double> noise, double cosine)
    {
        Vector<double> mean = sphere.MeanDirection, across = noise - (noise * mean * mean);
        return (cosine * mean) + (Math.Sqrt(1 - (cosine * cosine)) / across.L2Norm() * across);
    }

    private static Vector<double> Elements(double[] noise, Func<int, double, double> draw) => Vector<double>.Build.Dense(noise.Length, k => draw(k, noise[k]));
}

/// <summary>Scores a value under a distribution by the distribution's own density.</summary>
internal static class Densities
{
    /// <summary>The density of what is not missing: NaN stands for a missing number.</summary>
    public static double ScoreKnown(object value, object distribution) => value switch
    {
        double number when double.IsNaN(number) => 0,
        Vector<double> vector when vector.Any(double.IsNaN) => vector.Select((v, k) => double.IsNaN(v) ? 0 : Score(v, Element(distribution, k))).Sum(),
        _ => Score(value, distribution),
    };

    private static object Element(object distribution, int k) => distribution switch
    {
        NormalVector normals => new Normal(normals.Mean[k], normals.StandardDeviation[k]),
        IsotropicNormal normals => new Normal(normals.Mean[k], normals.StandardDeviation),
        LogNormalVector logNormals => new LogNormal(logNormals.LogMean[k], logNormals.LogStandardDeviation[k]),
        BernoulliLogitsVector bernoullis => new BernoulliLogits(bernoullis.Logits[k]),
        _ => throw new InvalidOperationException($"{distribution.GetType().Name} has no distributions of elements here"),
    };

    public static double Score(object value, object distribution) => distribution switch
    {
        IContinuousDistribution continuous => continuous.LogDensity(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        IDiscreteDistribution discrete => discrete.LogDensity(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)),
        IVectorDistribution vector => vector.LogDensity(value is Vector<double> elements ? elements.ToArray() : (double[])value),
        IMatrixDistribution matrix => matrix.LogDensity((Matrix<double>)value),
        _ => throw new InvalidOperationException($"{distribution.GetType().Name} has no density"),
    };
}

using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class JackknifeTests
{
    [Theory]
    [InlineData(1, 0), InlineData(2, 1), InlineData(5, 0), InlineData(5, 4), InlineData(50, 1), InlineData(50, 2), InlineData(50, 3), InlineData(5000, 2)]
    public void Weights_sum_to_one(int samples, int order)
    {
        double[] weights = [.. Enumerable.Range(0, order + 1).Select(j => JackknifeEstimator.Coefficient(samples, order, j))];
        Assert.Equal(1, weights.Sum(), 1e-15 * weights.Sum(Math.Abs));
    }

    [Fact]
    public void Weights_are_sharots()
    {
        Assert.Equal([50, -49], Enumerable.Range(0, 2).Select(j => JackknifeEstimator.Coefficient(50, 1, j))); // The jackknife of Quenouille: K and -(K - 1).
        Assert.Equal([1250, -2401, 1152], Enumerable.Range(0, 3).Select(j => JackknifeEstimator.Coefficient(50, 2, j)));
    }

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            TheoryData<string, int, int> cases = [];
            foreach (string kind in new[] { "even", "normal", "heavy", "one", "two", "extreme" })
                foreach ((int samples, int order) in new[] { (1, 0), (2, 1), (4, 2), (5, 4), (8, 3), (8, 7), (40, 2), (23, 3) })
                    cases.Add(kind, samples, order);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Subset_means_and_estimates_are_those_of_all_subsets(string kind, int samples, int order)
    {
        double[] logWeights = Draw(kind, samples);
        JackknifeEstimator estimator = new(samples, order);
        double estimate = 0, size = 0;
        for (int j = 0; j <= order; j++)
        {
            double expected = Enumerate(logWeights, samples - j).Average();
            Assert.Equal(expected, estimator.SubsetMean(logWeights, j), 1e-13 * (1 + Math.Abs(expected)));
            double term = JackknifeEstimator.Coefficient(samples, order, j) * expected;
            (estimate, size) = (estimate + term, size + Math.Abs(term));
        }
        Assert.Equal(estimate, estimator.Estimate(logWeights), 1e-13 * (1 + size));
    }

    [Fact]
    public void The_estimate_does_not_depend_on_the_order_or_the_unit_of_weights()
    {
        double[] logWeights = Draw("heavy", 60), shifted = [.. logWeights.Select(value => value - 4096)];
        new Rng(1).Shuffle<double>(shifted);
        JackknifeEstimator estimator = new(60, 3);
        Assert.Equal(estimator.Estimate(logWeights), estimator.Estimate(shifted) + 4096, 1e-7);
    }

    [Fact]
    public void Five_thousand_samples_take_order_two()
    {
        double[] logWeights = Draw("normal", 5000);
        double mean = logWeights.Average(Math.Exp);
        double first = new JackknifeEstimator(5000, 1).Estimate(logWeights), second = new JackknifeEstimator(5000, 2).Estimate(logWeights);
        // For so many samples the jackknife of order one is the delta method's correction, the squared error of the mean over two.
        double correction = logWeights.Sum(value => Math.Pow(Math.Exp(value) - mean, 2)) / (5000.0 * 4999) / (2 * mean * mean);
        Assert.Equal(Math.Log(mean) + correction, first, 0.03 * correction);
        Assert.Equal(first, second, 0.03 * correction);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Impossible_orders_are_refused()
    {
        Assert.Contains("between 0 and 3", Assert.Throws<ArgumentOutOfRangeException>(() => new JackknifeEstimator(4, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("subsets a datum", Assert.Throws<ArgumentOutOfRangeException>(() => new JackknifeEstimator(5000, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new JackknifeEstimator(4, 1).Estimate([1, 2, 3]));
    }

    [Fact]
    public void Weights_that_are_no_numbers_or_zero_are_seen()
    {
        JackknifeEstimator estimator = new(3, 1);
        Assert.True(double.IsNaN(estimator.Estimate([1, double.NaN, 2])));
        Assert.Equal(double.NegativeInfinity, estimator.Estimate([double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity]));
        double[] one = [0, 0, double.NegativeInfinity];
        Assert.Equal((3 * Math.Log(2 / 3.0)) - (2 * 2 * Math.Log(0.5) / 3), estimator.Estimate(one), 1e-13);
    }

    private static double[] Draw(string kind, int samples)
    {
        double[] values = new double[samples];
        new Rng(17).FillNormal(values);
        for (int k = 0; k < samples; k++)
        {
            values[k] = kind switch
            {
                "even" => 2.5,
                "normal" => values[k] - 100,
                "heavy" => (5 * values[k]) + 30,
                "one" => k == samples / 2 ? 40 : values[k],
                "two" => k < 2 ? 60 + k : values[k],
                _ => 500 * values[k],
            };
        }
        return values;
    }

    /// <summary>The bound of every subset of that size, each by a log-sum-exp of its own.</summary>
    private static IEnumerable<double> Enumerate(double[] logWeights, int size)
    {
        int[] chosen = [.. Enumerable.Range(0, size)];
        while (true)
        {
            double largest = chosen.Max(i => logWeights[i]);
            yield return largest + Math.Log(chosen.Sum(i => Math.Exp(logWeights[i] - largest)) / size);
            int place = size - 1;
            while (place >= 0 && chosen[place] == logWeights.Length - size + place)
                place--;
            if (place < 0)
                yield break;
            chosen[place]++;
            for (int i = place + 1; i < size; i++)
                chosen[i] = chosen[i - 1] + 1;
        }
    }
}

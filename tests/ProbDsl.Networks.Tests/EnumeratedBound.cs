using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>The evidence lower bound of BinaryCodes with the expectation over its eight codes written out.</summary>
internal static class EnumeratedBound
{
    public static double Of(ParameterStore<double> store, Vector<double> x)
    {
        ReadOnlySpan<double> prior = store.Value(0);
        double[] logits = Mlp(store, 1, [.. x]);
        double bound = 0;
        for (int code = 0; code < 8; code++)
        {
            double[] bits = [code & 1, (code >> 1) & 1, (code >> 2) & 1];
            double logGuide = 0;
            for (int j = 0; j < 3; j++)
                logGuide += (bits[j] * logits[j]) - Log1pExp(logits[j]);
            double[] decoded = Mlp(store, 5, bits);
            double logJoint = 0;
            for (int j = 0; j < 3; j++)
                logJoint += (bits[j] * prior[j]) - Log1pExp(prior[j]);
            for (int i = 0; i < decoded.Length; i++)
                logJoint += (x[i] * decoded[i]) - Log1pExp(decoded[i]);
            bound += Math.Exp(logGuide) * (logJoint - logGuide);
        }
        return bound;
    }

    private static double[] Mlp(ParameterStore<double> store, int first, double[] input) =>
        Layer(store, first + 2, [.. Layer(store, first, input).Select(Math.Tanh)]);

    private static double[] Layer(ParameterStore<double> store, int weight, double[] input)
    {
        ReadOnlySpan<double> w = store.Value(weight);
        ReadOnlySpan<double> b = store.Value(weight + 1);
        double[] output = new double[b.Length];
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = b[i];
            for (int j = 0; j < input.Length; j++)
                output[i] += w[(i * input.Length) + j] * input[j];
        }
        return output;
    }
}

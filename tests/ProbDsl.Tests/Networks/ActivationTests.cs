using ProbDsl.Networks;
using Xunit;

namespace ProbDsl.Tests.Networks;

public sealed class ActivationTests
{
    private static readonly double[] Arguments = [.. Enumerable.Range(-53, 107).Select(i => (0.15 * i) + 0.011)];

    public static TheoryData<Activation, int> Table
    {
        get
        {
            var rows = new TheoryData<Activation, int>();
            foreach (Activation activation in Enum.GetValues<Activation>())
                foreach (int bits in new[] { 128, 256, 512 })
                    rows.Add(activation, bits);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Values_are_those_of_the_formula(Activation activation, int bits)
    {
        double[] values = Apply(activation, bits, Arguments);
        for (int i = 0; i < values.Length; i++)
            Assert.True(Math.Abs(values[i] - Reference(activation, Arguments[i])) < 1e-13 * Math.Max(1, Math.Abs(values[i])), $"f({Arguments[i]}) = {values[i]}");
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Derivatives_equal_finite_differences(Activation activation, int bits)
    {
        const double h = 1e-4;
        double[] At(double offset) => Apply(activation, bits, [.. Arguments.Select(x => x + offset)]);
        double[] far = At(2 * h), near = At(h), nearBelow = At(-h), farBelow = At(-2 * h), derivatives = Derive(activation, bits, Arguments);
        for (int i = 0; i < Arguments.Length; i++)
        {
            double difference = ((8 * (near[i] - nearBelow[i])) - (far[i] - farBelow[i])) / (12 * h);
            Assert.True(Math.Abs(difference - derivatives[i]) < 1e-9, $"f'({Arguments[i]}) = {derivatives[i]}, by differences {difference}");
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Single_precision_agrees(Activation activation, int bits)
    {
        float[] x = [.. Arguments.Select(a => (float)a)], y = new float[x.Length], d = new float[x.Length];
        float[] ones = new float[x.Length];
        Array.Fill(ones, 1f);
        ActivationKernels<float> kernels = ActivationKernels<float>.Of(activation, bits);
        kernels.Apply(in x[0], ref y[0], x.Length);
        kernels.Derive(in ones[0], in (kernels.DerivesFromArgument ? x : y)[0], ref d[0], x.Length);
        double[] values = Apply(activation, bits, Arguments), derivatives = Derive(activation, bits, Arguments);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.True(Math.Abs(y[i] - values[i]) < 1e-6 * Math.Max(1, Math.Abs(values[i])), $"f({x[i]}) = {y[i]}");
            Assert.True(Math.Abs(d[i] - derivatives[i]) < 2e-6, $"f'({x[i]}) = {d[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Nothing_is_written_beyond_the_count(Activation activation, int bits)
    {
        ActivationKernels<float> kernels = ActivationKernels<float>.Of(activation, bits);
        for (int count = 0; count < 40; count++)
        {
            float[] y = new float[64], kept = new float[64], sums = new float[64], ones = new float[64];
            foreach (float[] array in new[] { y, kept, sums })
                array.AsSpan(count).Fill(7);
            Array.Fill(ones, 1f);
            kernels.AddAndApply(ref y[0], in ones[0], ref kept[0], count);
            kernels.DeriveAndSum(in ones[0], in (kernels.DerivesFromArgument ? kept : y)[0], ref y[0], ref sums[0], count);
            foreach (float[] array in new[] { y, kept, sums })
                Assert.All(array[count..], v => Assert.Equal(7, v));
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Far_arguments_give_finite_results(Activation activation, int bits)
    {
        double[] far = [-1e4, -800, -100, 0, 100, 800, 1e4];
        Assert.All(Apply(activation, bits, far), v => Assert.True(double.IsFinite(v)));
        Assert.All(Derive(activation, bits, far), v => Assert.InRange(v, -0.2, 1.2));
        Assert.True(double.IsNaN(Apply(activation, bits, [double.NaN])[0]));
    }

    private static double[] Apply(Activation activation, int bits, double[] x)
    {
        double[] y = new double[x.Length];
        ActivationKernels<double>.Of(activation, bits).Apply(in x[0], ref y[0], x.Length);
        return y;
    }

    private static double[] Derive(Activation activation, int bits, double[] x)
    {
        ActivationKernels<double> kernels = ActivationKernels<double>.Of(activation, bits);
        double[] kept = kernels.DerivesFromArgument ? x : Apply(activation, bits, x);
        double[] ones = new double[x.Length], result = new double[x.Length];
        Array.Fill(ones, 1);
        kernels.Derive(in ones[0], in kept[0], ref result[0], x.Length);
        return result;
    }

    private static double Reference(Activation activation, double x) => activation switch
    {
        Activation.Identity => x,
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => x > 0 ? x : 0.01 * x,
        Activation.Tanh => Math.Tanh(x),
        Activation.Logistic => 1 / (1 + Math.Exp(-x)),
        Activation.Softplus => Math.Log(1 + Math.Exp(x)),
        Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
        Activation.Gelu => x * MathNet.Numerics.SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2,
        Activation.Silu => x / (1 + Math.Exp(-x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };
}

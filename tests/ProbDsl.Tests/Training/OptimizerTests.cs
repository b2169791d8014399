using System.Numerics;
using ProbDsl.Inference;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Training;

/// <summary>Every rule against its formula, written out for one number at a time.</summary>
public sealed class OptimizerTests
{
    private const double Rate = 0.07;

    private delegate double Formula(int step, double value, double gradient, double[] memory);

    public static TheoryData<string> Rules => ["Adam", "AdamW", "Momentum", "Nesterov", "RmsProp", "Sgd"];

    [Theory, MemberData(nameof(Rules))]
    public void Double_steps_follow_the_formula(string rule) => Compare<double>(rule, 1e-12);

    [Theory, MemberData(nameof(Rules))]
    public void Float_steps_follow_the_formula(string rule) => Compare<float>(rule, 2e-4);

    [Theory, MemberData(nameof(Rules))]
    public void A_quadratic_is_minimised(string rule)
    {
        Optimizer optimizer = rule == "AdamW" ? new AdamW { WeightDecay = 1e-4 } : Rule(rule).Optimizer;
        ParameterStore<double> store = Store<double>(5);
        OptimizerState<double> state = optimizer.CreateState<double>(store.Length);
        for (int t = 1; t <= 3000; t++)
        {
            for (int i = 0; i < 5; i++)
                store.Gradient(0)[i] = (i + 1) * (store.Value(0)[i] - i);
            state.Step(store, 0.05 / (1 + (0.02 * t)));
        }
        for (int i = 0; i < 5; i++)
            Assert.Equal(i, store.Value(0)[i], 0.02);
    }

    [Theory]
    [InlineData("Adam"), InlineData("Momentum"), InlineData("RmsProp")]
    public void Threads_change_no_bit(string rule)
    {
        using WorkTeam team = new(3);
        ParameterStore<float> alone = Store<float>(50_001), shared = Store<float>(50_001);
        OptimizerState<float> first = Rule(rule).Optimizer.CreateState<float>(alone.Length), second = Rule(rule).Optimizer.CreateState<float>(alone.Length);
        ComputeContext<float> context = new(team);
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < 50_001; i++)
                alone.Gradient(0)[i] = shared.Gradient(0)[i] = MathF.Sin(i + t);
            first.Step(alone, Rate);
            second.Step(shared, Rate, context);
        }
        Assert.Equal(alone.Values.Span.ToArray(), shared.Values.Span.ToArray());
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        ComputeContext<float> context = new();
        foreach (string rule in new[] { "Adam", "AdamW", "Momentum", "RmsProp" })
        {
            ParameterStore<float> store = Store<float>(100_000);
            OptimizerState<float> state = Rule(rule).Optimizer.CreateState<float>(store.Length);
            _ = store.Gradients;
            state.Step(store, Rate, context);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int t = 0; t < 10; t++)
                state.Step(store, Rate, context);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Clipping_limits_the_norm_or_each_element()
    {
        Momentum plain = new(1) { Decay = 0 };
        ParameterStore<double> store = Store<double>(2);
        store.Value(0).Clear();
        (store.Gradient(0)[0], store.Gradient(0)[1]) = (3, -4);
        Assert.Equal(5, GradientNorm.Of(store.Gradients), 1e-15);
        plain.CreateState<double>(store.Length).Step(store, 1, new GradientScale(0.4, double.PositiveInfinity), null);
        Assert.Equal([-1.2, 1.6], store.Value(0).ToArray().Select(value => Math.Round(value, 12)));
        store.Value(0).Clear();
        plain.CreateState<double>(store.Length).Step(store, 1, new GradientScale(1, 3.5), null);
        Assert.Equal([-3.0, 3.5], store.Value(0).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(double.NaN));
    }

    [Theory]
    [InlineData(0, 1), InlineData(1, 1), InlineData(5000, 1), InlineData(70_000, 1)]
    public void The_norm_is_that_of_all_elements(int length, double scale)
    {
        ProbDsl.Runtime.AlignedBuffer<double> vector = new((length + 15) / 16 * 16);
        new Rng(3).FillNormal(vector.Span[..length]);
        double expected = Math.Sqrt(vector.Span.ToArray().Sum(value => value * value)) * scale;
        Assert.Equal(expected, GradientNorm.Of(vector), 1e-10 * (1 + expected));
    }

    [Fact]
    public void A_gradient_that_is_no_number_is_not_hidden_by_clipping()
    {
        ParameterStore<float> store = Store<float>(2);
        store.Gradient(0)[0] = float.NaN;
        new Momentum(1).CreateState<float>(store.Length).Step(store, 1, new GradientScale(1, 3.5), null);
        Assert.True(float.IsNaN(store.Value(0)[0]));
        Assert.False(GradientNorm.IsFinite(store.Values));
    }

    [Fact]
    public void Constants_out_of_range_are_named()
    {
        Assert.Contains("Adam.LearningRate must be positive and finite, but is -1", Message(new Adam(-1)), StringComparison.Ordinal);
        Assert.Contains("Adam.Beta2 must be in [0, 1), but is 1", Message(new Adam { Beta2 = 1 }), StringComparison.Ordinal);
        Assert.Contains("AdamW.WeightDecay", Message(new AdamW { WeightDecay = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("Momentum.Decay", Message(new Momentum { Decay = -0.1 }), StringComparison.Ordinal);
        Assert.Contains("RmsProp.Epsilon", Message(new RmsProp { Epsilon = 0 }), StringComparison.Ordinal);

        static string Message(Optimizer optimizer) => Assert.Throws<ArgumentException>(optimizer.Validate).Message;
    }

    private static (Optimizer Optimizer, Formula Formula) Rule(string name) => name switch
    {
        "Adam" => (new Adam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3 }, (t, x, g, s) => x - AdamStep(t, g, s, 0.8, 0.95, 1e-3)),
        "AdamW" => (new AdamW { WeightDecay = 0.3 }, (t, x, g, s) => x - (Rate * 0.3 * x) - AdamStep(t, g, s, 0.9, 0.999, 1e-8)),
        "Momentum" => (new Momentum(), (_, x, g, s) => x - (Rate * (s[0] = (0.9 * s[0]) + g))),
        "Nesterov" => (new Momentum { Nesterov = true }, (_, x, g, s) => x - (Rate * (g + (0.9 * (s[0] = (0.9 * s[0]) + g))))),
        "RmsProp" => (new RmsProp { Epsilon = 1e-3 }, (_, x, g, s) => x - (Rate * g / (Math.Sqrt(s[0] = (0.99 * s[0]) + (0.01 * g * g)) + 1e-3))),
        _ => (new Momentum { Decay = 0 }, (_, x, g, _) => x - (Rate * g)),
    };

    private static double AdamStep(int t, double g, double[] s, double beta1, double beta2, double epsilon)
    {
        s[0] = (beta1 * s[0]) + ((1 - beta1) * g);
        s[1] = (beta2 * s[1]) + ((1 - beta2) * g * g);
        return Rate * (s[0] / (1 - Math.Pow(beta1, t))) / (Math.Sqrt(s[1] / (1 - Math.Pow(beta2, t))) + epsilon);
    }

    private static void Compare<E>(string rule, double tolerance)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        (Optimizer optimizer, Formula formula) = Rule(rule);
        ParameterStore<E> store = Store<E>(37);
        OptimizerState<E> state = optimizer.CreateState<E>(store.Length);
        double[] expected = [.. store.Value(0).ToArray().Select(double.CreateChecked)];
        double[][] memory = [.. expected.Select(_ => new double[2])];
        Rng rng = new(5);
        for (int t = 1; t <= 20; t++)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                float gradient = (float)rng.NextNormal();
                store.Gradient(0)[i] = E.CreateChecked(gradient);
                expected[i] = formula(t, expected[i], gradient, memory[i]);
            }
            state.Step(store, Rate);
        }
        Assert.Equal(20, state.Steps);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], double.CreateChecked(store.Value(0)[i]), tolerance * (1 + Math.Abs(expected[i])));
        Assert.All(store.Values.Span[37..].ToArray(), value => Assert.Equal(E.Zero, value));
    }

    private static ParameterStore<E> Store<E>(int length)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        ParameterStore<E> store = new();
        Rng rng = new(4);
        store.Add("all", [length], [.. Enumerable.Range(0, length).Select(_ => (double)(float)rng.NextNormal())]);
        return store;
    }
}

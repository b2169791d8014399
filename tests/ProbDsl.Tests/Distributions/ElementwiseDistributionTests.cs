using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace ProbDsl.Tests;

/// <summary>Distributions of independent elements: each element is the distribution over numbers of the same factory.</summary>
public sealed class ElementwiseDistributionTests
{
    private const int Rows = 2, Columns = 3, Size = Rows * Columns;

    private static readonly MethodInfo[] s_factories =
        [.. typeof(Distributions).GetMethods().Where(factory => factory.ReturnType.IsDefined(typeof(ElementwiseAttribute)))];

    public static TheoryData<string> Names => [.. s_factories.Select(factory => factory.ReturnType.Name)];

    private static MethodInfo Factory(string name) => s_factories.Single(factory => factory.ReturnType.Name == name);

    [Fact]
    public void Every_elementwise_distribution_has_a_factory() =>
        Assert.Equal(
            typeof(Normal).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(ElementwiseAttribute))).Select(type => type.Name).Order(),
            s_factories.Select(factory => factory.ReturnType.Name).Order());

    [Theory, MemberData(nameof(Names))]
    public void Elements_are_those_of_the_distribution_over_numbers(string name)
    {
        object whole = Create(name), elements = Enumerable.Range(0, Size).Select(k => Element(name, k)).ToArray();
        double[] y = Values(whole), means = new double[Size], variances = new double[Size], draws = new double[Size];
        Rng rng = new(4);
        double logDensity = 0;
        for (int k = 0; k < Size; k++)
        {
            if (((object[])elements)[k] is IContinuousDistribution d)
            {
                (means[k], variances[k], draws[k]) = (d.Mean, d.Variance, d.Sample(rng));
                logDensity += d.LogDensity(y[k]);
            }
            else
            {
                var b = (IDiscreteDistribution)((object[])elements)[k];
                (means[k], variances[k], draws[k]) = (b.Mean, b.Variance, b.Sample(rng));
                logDensity += b.LogDensity((int)y[k]);
            }
        }
        Assert.Equal(logDensity, Score(whole, y), 1e-12 * Math.Abs(logDensity));
        Assert.Equal(draws, Draw(whole, new Rng(4)));
        Near(means, Property(whole, "Mean"));
        Near(variances, Property(whole, "Variance"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Formulas_are_those_of_an_element(string name)
    {
        object whole = Create(name);
        Type type = whole.GetType();
        double[] y = Values(whole), means = Property(whole, "Mean");
        string formula = type.GetCustomAttribute<LogDensityAttribute>()!.Formula;
        double sum = 0;
        for (int k = 0; k < Size; k++)
        {
            Dictionary<string, object> values = Factory(name).GetParameters().ToDictionary(p => p.Name!, p => (object)(p.ParameterType == typeof(int) ? Size : Parameter(p, k)));
            Assert.Equal(means[k], FormulaEvaluator.Evaluate(type.GetCustomAttribute<MeanAttribute>()!.Formula, values), 1e-12);
            values["y"] = y[k];
            sum += FormulaEvaluator.Evaluate(formula, values);
        }
        Assert.Equal(sum, Score(whole, y), 1e-11 * Math.Abs(sum));
        Type number = Element(name, 0).GetType();
        Assert.Equal(number.GetCustomAttribute<ReparameterizedAttribute>()?.Formula, type == typeof(StandardNormal) ? Normal.DrawFormula : type.GetCustomAttribute<ReparameterizedAttribute>()?.Formula);
        Assert.Equal(number.GetCustomAttribute<DrawnFromUniformAttribute>()?.Formula, type.GetCustomAttribute<DrawnFromUniformAttribute>()?.Formula);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_tilde_draws_from_the_current_stream_and_sizes_are_checked(string name)
    {
        object whole = Create(name);
        using (Sampling.Use(new Rng(9)))
        {
            object drawn = whole.GetType().GetMethod("op_OnesComplement")!.Invoke(null, [whole])!;
            Assert.Equal(Draw(whole, new Rng(9)), drawn is VectorDraw vector ? vector.ToArray() : Flat((Matrix<double>)drawn));
        }
        if (whole is IVectorDistribution d)
        {
            Assert.Equal(Size, d.Dimension);
            Assert.Equal(double.NegativeInfinity, d.LogDensity(new double[Size - 1]));
        }
        else
        {
            Assert.Equal(double.NegativeInfinity, ((IMatrixDistribution)whole).LogDensity(Matrix<double>.Build.Dense(Rows, Columns + 1)));
        }
        ParameterInfo[] parameters = Factory(name).GetParameters();
        if (parameters.Length < 2 || parameters[1].ParameterType == typeof(double))
            return;
        object[] arguments = [Argument(parameters[0], Columns), Argument(parameters[1], Columns + 1)];
        Exception thrown = Assert.Throws<TargetInvocationException>(() => Factory(name).Invoke(null, arguments)).InnerException!;
        string expected = parameters[0].ParameterType == typeof(Vector<double>) ? $"has {Rows * Columns} elements" : $"has {Rows} x {Columns} elements";
        Assert.IsType<ArgumentException>(thrown);
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"'{parameters[1].Name}' has", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.8)]
    public void Soft_targets_score_minus_a_cross_entropy(double y)
    {
        Vector<double> p = Vector<double>.Build.Dense([0.3, 0.9]), logits = p.Map(Functions.Logit);
        double expected = y * Math.Log(0.3) + (1 - y) * Math.Log(0.7) + (1 - y) * Math.Log(0.9) + y * Math.Log(0.1);
        Assert.Equal(expected, Distributions.Bernoulli(p).LogDensity([y, 1 - y]), 1e-13);
        Assert.Equal(expected, Distributions.BernoulliLogits(logits).LogDensity([y, 1 - y]), 1e-13);
        Assert.Equal(double.NegativeInfinity, Distributions.BernoulliLogits(logits).LogDensity([y, 1.1]));
        Assert.Equal(double.NegativeInfinity, Distributions.Bernoulli(p).LogDensity([y, -0.1]));
        Assert.True(double.IsNaN(Distributions.Bernoulli(p + 0.5).LogDensity([0, 1])));
    }

    [Fact]
    public void Iid_matrices_repeat_their_element()
    {
        IidMatrixDistribution<ScaleMixture> d = Distributions.ScaleMixture(0.4, 1, 0.1).Iid(2, 3);
        Matrix<double> drawn;
        using (Sampling.Use(new Rng(2)))
            drawn = ~d;
        Rng rng = new(2);
        Assert.Equal(d.Element.Sample(rng), drawn[0, 0]);
        Assert.Equal(d.Element.Sample(rng), drawn[0, 1]);
        Assert.Equal((2, 3), (drawn.RowCount, drawn.ColumnCount));
        Assert.Equal(drawn.Enumerate().Sum(d.Element.LogDensity), d.LogDensity(drawn), 1e-12);
        Assert.Equal(double.NegativeInfinity, d.LogDensity(drawn.Transpose()));
        Assert.Equal(0, d.Mean[1, 2]);
        Assert.Equal(d.Element.Variance, d.Variance[1, 2]);
    }

    [Fact]
    public void A_minibatch_enumerates_everything_when_the_model_is_run() =>
        Assert.Equal([0, 1, 2, 3], Distributions.Minibatch(4));

    private static void Near(double[] expected, double[] actual)
    {
        for (int k = 0; k < Size; k++)
            Assert.Equal(expected[k], actual[k], 1e-14 * Math.Max(1, Math.Abs(expected[k])));
    }

    private static object Create(string name)
    {
        MethodInfo factory = Factory(name);
        return factory.Invoke(null, [.. factory.GetParameters().Select(parameter => Argument(parameter, Columns))])!;
    }

    private static object Argument(ParameterInfo parameter, int columns)
    {
        if (parameter.ParameterType == typeof(int))
            return Size;
        if (parameter.ParameterType == typeof(double))
            return Parameter(parameter, 0);
        return parameter.ParameterType == typeof(Vector<double>)
            ? Vector<double>.Build.Dense(Rows * columns, k => Parameter(parameter, k))
            : Matrix<double>.Build.Dense(Rows, columns, (i, j) => Parameter(parameter, i * Columns + j));
    }

    /// <summary>The distribution of one element.</summary>
    private static object Element(string name, int k)
    {
        MethodInfo factory = Factory(name);
        if (factory.ReturnType == typeof(StandardNormal))
            return new Normal(0, 1);
        double[] arguments = [.. factory.GetParameters().Select(parameter => Parameter(parameter, k))];
        return typeof(Distributions).GetMethod(factory.Name, [.. arguments.Select(_ => typeof(double))])!.Invoke(null, [.. arguments.Cast<object>()])!;
    }

    private static double Parameter(ParameterInfo parameter, int k)
    {
        Support support = ((MethodInfo)parameter.Member).ReturnType.GetCustomAttributes<DistributionParameterAttribute>().Single(a => a.Name == parameter.Name).Support;
        int at = parameter.ParameterType == typeof(double) ? 0 : k;
        return support switch
        {
            Support.Positive or Support.NonNegative => 0.5 + 0.3 * at,
            Support.UnitInterval => 0.1 + 0.15 * at,
            _ => -1.5 + 0.7 * at,
        };
    }

    private static double[] Values(object whole) => whole.GetType().GetCustomAttribute<DistributionAttribute>()!.Support switch
    {
        Support.Positive => [0.4, 1.2, 3, 0.9, 2, 0.1],
        Support.UnitInterval => [0, 1, 1, 0, 0, 1],
        Support.Count => [0, 1, 3, 2, 5, 1],
        _ => [0.4, -1.2, 3, 0.9, -2, 0.1],
    };

    private static double Score(object whole, double[] y) =>
        whole is IVectorDistribution vector ? vector.LogDensity(y) : ((IMatrixDistribution)whole).LogDensity(Matrix<double>.Build.Dense(Rows, Columns, (i, j) => y[i * Columns + j]));

    private static double[] Draw(object whole, Rng rng) =>
        whole is IVectorDistribution vector ? vector.Sample(rng) : Flat(((IMatrixDistribution)whole).Sample(rng));

    private static double[] Property(object whole, string name)
    {
        object value = whole.GetType().GetProperty(name)!.GetValue(whole)!;
        return value is Vector<double> vector ? vector.ToArray() : Flat((Matrix<double>)value);
    }

    private static double[] Flat(Matrix<double> matrix) => matrix.ToRowMajorArray();
}

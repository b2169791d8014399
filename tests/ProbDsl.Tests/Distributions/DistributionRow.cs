using System.Reflection;

namespace ProbDsl.Tests;

/// <summary>One row of the table of distributions: a factory's name, its arguments and an independent log density.</summary>
/// <param name="Name">Name of the struct and of its factory.</param>
/// <param name="Arguments">Arguments of the factory.</param>
/// <param name="Oracle">The log density by other code.</param>
/// <param name="Lower">Lower end of the support.</param>
/// <param name="Upper">Upper end of the support.</param>
internal sealed record DistributionRow(
    string Name, object[] Arguments, Func<double, double> Oracle, double Lower = double.NegativeInfinity, double Upper = double.PositiveInfinity)
{
    public Type Type => typeof(Normal).Assembly.GetType("ProbDsl." + Name)!;

    public string Formula => Type.GetCustomAttribute<LogDensityAttribute>()!.Formula;

    public DistributionParameterAttribute[] Parameters => [.. Type.GetCustomAttributes<DistributionParameterAttribute>()];

    public IContinuousDistribution Continuous => (IContinuousDistribution)Create(Arguments);

    public IDiscreteDistribution Discrete => (IDiscreteDistribution)Create(Arguments);

    public object Create(object[] arguments) =>
        typeof(Distributions).GetMethod(Name, [.. arguments.Select(argument => argument.GetType())])!.Invoke(null, arguments)!;

    /// <summary>The arguments by the names that the formulas use.</summary>
    public Dictionary<string, object> Values(object y)
    {
        Dictionary<string, object> values = new() { ["y"] = y };
        for (int k = 0; k < Arguments.Length; k++)
            values.Add(Parameters[k].Name, Arguments[k]);
        return values;
    }

    /// <summary>The distribution with one parameter outside its support, for each parameter that has an outside.</summary>
    public IEnumerable<object> Invalid()
    {
        for (int k = 0; k < Parameters.Length; k++)
        {
            object? outside = Parameters[k].Support switch
            {
                Support.Positive or Support.NonNegative => -1.5,
                Support.UnitInterval => 1.5,
                Support.Count => -1,
                _ => null,
            };
            if (outside is not null)
                yield return Create([.. Arguments.Select((argument, i) => i == k ? outside : argument)]);
        }
    }

    public override string ToString() => $"{Name}({string.Join(", ", Arguments.Select(Text))})";

    private static string Text(object argument) =>
        argument is double[] vector ? $"[{string.Join(", ", vector.Select(x => FormattableString.Invariant($"{x}")))}]" : FormattableString.Invariant($"{argument}");
}

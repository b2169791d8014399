using Xunit;
using System.Reflection;

namespace ProbDsl.Tests;

/// <summary>Every distribution of the library has its row, and its attributes, factory and operator agree.</summary>
public sealed class CompletenessTests
{
    private static IEnumerable<Type> All =>
        typeof(Normal).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(DistributionAttribute)));

    public static TheoryData<string> Names => [.. All.Select(type => type.Name)];

    private static Type Get(string name) => All.Single(type => type.Name == name);

    [Fact]
    public void Every_distribution_is_tested()
    {
        IEnumerable<string> rows = DistributionTable.Continuous.Concat(DistributionTable.Discrete).Select(row => row.Name);
        Assert.Equal(All.Select(type => type.Name).Order(), rows.Concat(DistributionTable.Others).Distinct().Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void Factory_and_constructor_take_the_declared_parameters(string name)
    {
        Type type = Get(name);
        string[] declared = [.. type.GetCustomAttributes<DistributionParameterAttribute>().Select(parameter => parameter.Name)];
        MethodInfo[] factories = [.. typeof(Distributions).GetMethods().Where(method => method.ReturnType == type)];
        Assert.NotEmpty(factories);
        Assert.True(type.IsDefined(typeof(ElementwiseAttribute)) || factories.All(factory => factory.Name == name));
        Assert.All(factories, factory => Assert.Equal(declared, factory.GetParameters().Select(parameter => parameter.Name)));
        Assert.Contains(type.GetConstructors().Select(constructor => constructor.GetParameters()).Append([]), parameters =>
            declared.SequenceEqual(parameters.Select(parameter => parameter.Name!), StringComparer.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Names))]
    public void Attributes_and_the_tilde_are_there(string name)
    {
        Type type = Get(name);
        Assert.NotNull(type.GetCustomAttribute<LogDensityAttribute>());
        Assert.NotNull(type.GetMethod("op_OnesComplement"));
        DistributionAttribute attribute = type.GetCustomAttribute<DistributionAttribute>()!;
        bool interval = attribute.Support is Support.Interval or Support.IntegerInterval;
        Assert.Equal(interval, attribute.Lower is not null && attribute.Upper is not null);
    }

    [Fact]
    public void Names_shared_with_the_functions_are_told_apart_by_their_arguments()
    {
        Logistic distribution = Shared.Distribution();
        Assert.Equal(new Logistic(0, 1), distribution);
        Assert.Equal(0.5, Shared.Function());
    }
}

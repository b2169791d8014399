using System.Runtime.CompilerServices;
using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>What a model throws for its data, it throws when it is conditioned.</summary>
public sealed class ThrowTests
{
    [Theory]
    [InlineData("Factor(g switch { 0 => x, 1 => 2 * x });", typeof(SwitchExpressionException), "2")]
    [InlineData("Factor(g switch { 0 => x, > 2 => 2 * x });", typeof(SwitchExpressionException), "2")]
    [InlineData("Factor(g switch { 0 => x, _ => throw new ArgumentException(nameof(g) + g) });", typeof(ArgumentException), "g2")]
    [InlineData("Factor(g switch { 2 => throw new ArgumentException(\"two\"), _ => x });", typeof(ArgumentException), "two")]
    [InlineData("Factor(g < 2 ? x : throw new ArgumentException(\"large\"));", typeof(ArgumentException), "large")]
    [InlineData("Factor(x * (g >= 2 ? throw new ArgumentException(\"large\") : 1));", typeof(ArgumentException), "large")]
    [InlineData("double[] d = g < 2 ? [1, 2] : throw new ArgumentException(\"large\"); Factor(d[0] * x);", typeof(ArgumentException), "large")]
    public void Data_throw(string statements, Type exception, string message)
    {
        LoadedModels models = LoadedModels.Of($$"""
            using System; using ProbDsl; using static ProbDsl.Distributions;
            [Model] public partial class M { [Data] public int g { get; set; } [Latent] double x; void Generate() { x = ~Normal(0, 1); {{statements}} } }
            """, "CS8509");
        object model = models.Create("M");
        LoadedModels.Condition(model);
        model.GetType().GetProperty("g")!.SetValue(model, 2);
        XunitException thrown = Assert.Throws<XunitException>(() => LoadedModels.Condition(model));
        Assert.Contains(exception.FullName!, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }
}

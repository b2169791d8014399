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

    /// <summary>A helper or property that does nothing but throw is called where the model comes to it.</summary>
    [Theory]
    [InlineData("double Bad() => throw new ArgumentException(\"bad\");", "for (int i = 0; i < 2; i++) Factor(i < 5 - 2 * g ? x * i : x * Bad());")]
    [InlineData("int Bad() => throw new ArgumentException(\"bad\");", "for (int i = 0; i < 2; i++) if (g > 1) Factor(x * Bad());")]
    [InlineData("double Bad => throw new ArgumentException(\"bad\");", "Factor(g < 2 ? x : Bad);")]
    [InlineData("double Bad { get => throw new ArgumentException(\"bad\"); }", "double u = x; if (g >= 2) u = Bad; Factor(u);")]
    [InlineData("double[] Bad => throw new ArgumentException(\"bad\");", "if (g >= 2) for (int i = 0; i < 2; i++) Factor(Bad[i] * x);")]
    [InlineData("double Bad => g < 2 ? 1.5 : throw new ArgumentException(\"bad\");", "Factor(Normal(0, Bad).LogDensity(x));")]
    [InlineData("static double Bad(double v) => throw new ArgumentException(\"bad\");", "Factor(g < 2 ? x : x * Bad(g));")]
    public void Helpers_throw(string members, string statements)
    {
        LoadedModels models = LoadedModels.Of($$"""
            using System; using ProbDsl; using static ProbDsl.Distributions;
            [Model] public partial class M { [Data] public int g { get; set; } [Latent] double x; {{members}} void Generate() { x = ~Normal(0, 1); {{statements}} } }
            """);
        object model = models.Create("M");
        LoadedModels.Condition(model);
        model.GetType().GetProperty("g")!.SetValue(model, 2);
        XunitException thrown = Assert.Throws<XunitException>(() => LoadedModels.Condition(model));
        Assert.Contains("System.ArgumentException: bad", thrown.Message, StringComparison.Ordinal);
    }
}

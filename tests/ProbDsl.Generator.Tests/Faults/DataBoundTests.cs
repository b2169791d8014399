using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Bounds of latents that data decide are finite and leave values between them.</summary>
public sealed class DataBoundTests
{
    [Theory]
    [InlineData("double Hi = double.PositiveInfinity; [Latent(Lower = 0, Upper = nameof(Hi))] double b;", "Hi is Infinity, but a bound of 'b' must be finite")]
    [InlineData("double Hi = double.NaN; [Latent(Lower = 0, Upper = nameof(Hi))] double b;", "Hi is NaN, but a bound of 'b' must be finite")]
    [InlineData("double Lo = double.NegativeInfinity; [Latent(Lower = nameof(Lo))] double b;", "Lo is -Infinity, but a bound of 'b' must be finite")]
    [InlineData("double Lo => -1 / Zero; double Zero = 0; [Latent(Lower = nameof(Lo))] double b;", "a bound of 'b' must be finite")]
    [InlineData("[Data] double Hi = -1; [Latent(Lower = 0, Upper = nameof(Hi))] double b;", "Hi is -1, but it must be above the lower bound of 'b'")]
    [InlineData("[Data] double Lo = 2; [Data] double Hi = 2; [Latent(Lower = nameof(Lo), Upper = nameof(Hi))] double b;", "Hi is 2, but it must be above the lower bound of 'b'")]
    [InlineData("[Data] int Lo = 3; [Latent(Lower = nameof(Lo), Upper = 3)] double b;", "Lo is 3, but it must be below the upper bound of 'b'")]
    [InlineData("[Data] double Lo = 1.5; [Latent(Lower = nameof(Lo))] double b;", "Lo is 1.5, but it must be below the upper bound of 'b'", "~Beta(2, 2)")]
    [InlineData("[Data] double Hi = -0.5; [Latent(Upper = nameof(Hi))] double b;", "Hi is -0.5, but it must be above the lower bound of 'b'", "~Exponential(2)")]
    public void WhatLeavesNoValuesIsRefused(string members, string message, string draw = "~Normal(0, 1)")
    {
        LoadedModels loaded = Load(members, draw);
        XunitException refused = Assert.Throws<XunitException>(() => loaded.Condition("M"));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Data] double Lo = -1; [Data] double Hi = 2; [Latent(Lower = nameof(Lo), Upper = nameof(Hi))] double b;", "~Normal(0, 1)")]
    [InlineData("[Data] int Hi = 1; [Latent(Lower = -1, Upper = nameof(Hi))] double b;", "~Normal(0, 1)")]
    [InlineData("[Data] double Lo = 0.5; [Latent(Lower = nameof(Lo))] double b;", "~Beta(2, 2)")]
    public void OthersAreKept(string members, string draw) => Assert.True(double.IsFinite(Load(members, draw).Condition("M").LogDensity([0.3])));

    private static LoadedModels Load(string members, string draw) => LoadedModels.Of($$"""
        using ProbDsl; using static ProbDsl.Distributions;
        [Model] public partial class M { {{members}} void Generate() { b = {{draw}}; Factor(b); } }
        """, "CS0414", "CS0649");
}

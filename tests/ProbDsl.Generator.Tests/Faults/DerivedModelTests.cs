using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>A class that is derived from a model may override what Generate() calls; the model's density has the model's own, so such an object is refused.</summary>
public sealed class DerivedModelTests
{
    private static readonly LoadedModels Models = LoadedModels.Of("""
        #nullable disable
        using ProbDsl;
        using static ProbDsl.Distributions;
        [Model] public partial class Open
        {
            [Latent] double a; [Observed] public double Y { get; set; } = 1;
            protected virtual double Bend(double x) => x;
            protected virtual double Scale => 2;
            void Generate() { a = ~Normal(0, 1); Y = ~Normal(Bend(a), Scale); }
        }
        public class OpenDerived : Open { protected override double Bend(double x) => 3 * x; }
        [Model] public partial class Shut
        {
            [Latent] double a; [Observed] public double Y { get; set; } = 1;
            double Bend(double x) => x;
            public virtual string Title => "not read";
            void Generate() { a = ~Normal(0, 1); Y = ~Normal(Bend(a), 2); }
        }
        public class ShutDerived : Shut { public override string Title => "other"; }
        public abstract class Shared { protected abstract double Bend(double x); }
        [Model] public sealed partial class Leaf : Shared
        {
            [Latent] double a; [Observed] public double Y { get; set; } = 1;
            protected override double Bend(double x) => x;
            void Generate() { a = ~Normal(0, 1); Y = ~Normal(Bend(a), 2); }
        }
        [Model] public partial class Batched
        {
            [Parameter] double a = 0.5; [Observed] public double[] Y { get; set; } = [1];
            protected virtual double Bend(double x) => x;
            void Generate() { foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(Bend(a), 1); }
        }
        public class BatchedDerived : Batched { protected override double Bend(double x) => 3 * x; }
        [Model] public partial class Virtual
        {
            [Latent] double a; [Observed] public double Y { get; set; } = 1;
            protected virtual void Generate() { a = ~Normal(0, 1); Y = ~Normal(a, 2); }
        }
        public class VirtualDerived : Virtual { protected override void Generate() { } }
        """, "PDSL045");

    private static Exception? Thrown(string type, string method) => Record.Exception(() =>
    {
        object model = Models.Create(type);
        MethodInfo made = model.GetType().GetMethods().Single(m => m.Name == method);
        return made.Invoke(model, [.. made.GetParameters().Select(_ => (object?)null)]);
    })?.InnerException;

    [Theory]
    [InlineData("OpenDerived", "Condition", "'Open', whose density was made of its own 'Bend', 'Scale'")]
    [InlineData("OpenDerived", "Fit", "'Bend', 'Scale'")]
    [InlineData("BatchedDerived", "CreateBound", "'Batched', whose density was made of its own 'Bend'")]
    [InlineData("VirtualDerived", "Condition", "'Generate'")]
    public void WhatMayBeOverriddenIsRefused(string type, string method, string words) =>
        Assert.Contains(words, Assert.IsType<NotSupportedException>(Thrown(type, method)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Open", "Condition")]
    [InlineData("ShutDerived", "Condition")]
    [InlineData("Leaf", "Condition")]
    [InlineData("Batched", "CreateBound")]
    [InlineData("Virtual", "Condition")]
    public void WhatMayNotIsAModel(string type, string method) => Assert.Null(Thrown(type, method));
}

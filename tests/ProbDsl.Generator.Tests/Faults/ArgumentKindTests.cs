using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Every distribution with every kind of value as its arguments: what is generated compiles, or a diagnostic says why nothing is.</summary>
public sealed class ArgumentKindTests
{
    /// <summary>Numbers and vectors of each kind: of a datum's latent, the model's latent, a parameter, data of a datum and of the model, by name.</summary>
    private static readonly (string Number, string Vector)[] Kinds = [("u[n]", "z[n]"), ("g", "h"), ("p", "q"), ("D[n]", "V[n]"), ("d", "v")];

    private const string Members = """
        [Data] double[] D = [1, 2]; [Data] double d = 0.5; [Data] Vector<double>[] V = [Vector<double>.Build.Dense(2, 1), Vector<double>.Build.Dense(2, 1)]; [Data] Vector<double> v = Vector<double>.Build.Dense(2, 0.5);
        [Latent] double[] u; [Latent(2)] Vector<double>[] z; [Latent] double g; [Latent(2)] Vector<double> h; [Parameter] double p = 0.5; [Parameter] Vector<double> q = Vector<double>.Build.Dense(2, 0.5);
        """;

    public static TheoryData<string> Factories => [.. typeof(ProbDsl.Distributions).GetMethods().Where(IsOfNumbersOrVectors).Select(Signature)];

    private static bool IsOfNumbersOrVectors(MethodInfo factory) =>
        factory.ReturnType.IsDefined(typeof(DistributionAttribute)) && factory.GetParameters() is { Length: > 0 } parameters
        && parameters.All(p => p.ParameterType == typeof(double) || p.ParameterType == typeof(Vector<double>));

    private static string Signature(MethodInfo factory) => $"{factory.Name}({string.Join(", ", factory.GetParameters().Select(p => p.ParameterType == typeof(double) ? "number" : "vector"))})";

    [Theory, MemberData(nameof(Factories))]
    public void WhatIsGeneratedCompiles(string signature)
    {
        MethodInfo factory = typeof(ProbDsl.Distributions).GetMethods().First(f => IsOfNumbersOrVectors(f) && Signature(f) == signature);
        Type drawn = factory.ReturnType;
        bool isVector = typeof(IVectorDistribution).IsAssignableFrom(drawn), isDiscrete = typeof(IDiscreteDistribution).IsAssignableFrom(drawn);
        string outcome = isVector ? "Vector<double>[] X = [Vector<double>.Build.Dense(2, 1), Vector<double>.Build.Dense(2, 1)]" : isDiscrete ? "int[] X = [1, 0]" : "double[] X = [0.5, 0.25]";
        IEnumerable<string> classes = Kinds.Select((kind, i) => $$"""
            [Model] public partial class M{{i}}
            {
                {{Members}} [Observed] {{outcome}};
                void Generate()
                {
                    g = ~LogNormal(0, 1); h = ~LogNormal(v, v);
                    foreach (int n in Minibatch(X.Length))
                    {
                        u[n] = ~LogNormal(0, 1); z[n] = ~LogNormal(v, v);
                        X[n] = ~{{factory.Name}}({{string.Join(", ", factory.GetParameters().Select(p => p.ParameterType == typeof(double) ? kind.Number : kind.Vector))}});
                        Factor(u[n] + z[n].Sum() + g + h.Sum());
                    }
                }

                [Guide] void Encode()
                {
                    g = ~LogNormal(p, 1); h = ~LogNormal(q, v);
                    foreach (int n in Minibatch(X.Length)) { u[n] = ~LogNormal(D[n], 1); z[n] = ~LogNormal(V[n], v); }
                }
            }
            """);
        GeneratorRun run = GeneratorRun.Of("using MathNet.Numerics.LinearAlgebra;\nusing ProbDsl;\nusing static ProbDsl.Distributions;\n" + string.Join('\n', classes));
        Assert.Null(run.Exception);
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "PDSL090");
        Assert.Equal([], run.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
    }
}

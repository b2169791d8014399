using System.Reflection;
using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>Runs guides and models as the C# that they are, on the noise of the generated bound, and compares bounds and weights.</summary>
internal sealed class GuidedOracle
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly LoadedModels generated = null!; // Of models that are refused there are none.
    private readonly Assembly rewritten = null!;
    private readonly string[] texts;

    public GuidedOracle(string source)
    {
        CSharpCompilation compilation = ModelCompilation.Create(source);
        GeneratorRun run = GeneratorRun.Of(compilation);
        if (run.Exception is not null)
            throw new XunitException("the generator threw " + run.Exception);
        Refused = [.. run.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(d => d.ToString())];
        texts = [.. run.Output.SyntaxTrees.Select(t => t.ToString()).Where(t => t.Contains("SphereDraws.Cosine", StringComparison.Ordinal))];
        if (Refused.Count > 0)
            return;
        generated = LoadedModels.Load(run.Output);
        rewritten = LoadedModels.LoadAssembly(ModelCompilation.WithOracle(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[^1], GuidedRewriter.Rewrite(compilation, compilation.SyntaxTrees[^1]))));
    }

    /// <summary>What the generator refused.</summary>
    public IReadOnlyList<string> Refused { get; }

    /// <summary>Data that models do not hold themselves, by member.</summary>
    public IReadOnlyDictionary<string, object> Data { get; init; } = new Dictionary<string, object>();

    /// <summary>Arguments of the models' constructor.</summary>
    public object[] Arguments { get; init; } = [];

    private object Instance(Type model) => Activator.CreateInstance(model, Any, null, Arguments, null)!;

    public CompiledBound<double> Bound(string type)
    {
        if (Data.Count == 0)
            return generated.Call<CompiledBound<double>>(type, "Make");
        object model = Instance(generated.TypeOf(type));
        SetData(model);
        return (CompiledBound<double>)model.GetType().GetMethod("CreateBound")!.Invoke(model, [null])!;
    }

    /// <summary>The bound of a model in single precision.</summary>
    public CompiledBound<float> SingleBound(string type) => generated.Call<CompiledBound<float>>(type, "Make");

    private void SetData(object model)
    {
        foreach (PropertyInfo member in model.GetType().GetProperties(Any).Where(m => Data.ContainsKey(m.Name)))
            member.SetValue(model, Data[member.Name]);
    }

    /// <summary>Compares the joint form, the weights and the importance-weighted bound; null where all agree, else what differs.</summary>
    public string? Compare(string type, CompiledBound<double> bound, int[] batch, int samples, double beta, ulong key)
    {
        samples = bound.HasGlobalLatents ? 1 : samples;
        BoundValue joint = bound.Step(batch, new BoundRequest { Estimator = GradientEstimator.Joint, Samples = samples, KlWeight = beta, Key = key, Gradient = false, Training = false });
        double[,] likelihood = new double[samples, batch.Length], divergence = new double[samples, batch.Length];
        double sharedLikelihood = 0, sharedDivergence = 0;
        for (int k = 0; k < samples; k++)
        {
            GuidedRun run = Run(type, bound, batch, k, key);
            for (int d = 0; d < batch.Length; d++)
                (likelihood[k, d], divergence[k, d]) = (run.Likelihoods.GetValueOrDefault(batch[d]), run.Divergences.GetValueOrDefault(batch[d]));
            (sharedLikelihood, sharedDivergence) = (run.Likelihoods.GetValueOrDefault(-1), run.Divergences.GetValueOrDefault(-1));
        }
        double share = (double)batch.Length / bound.DataCount / batch.Length;
        double expected = Mean(likelihood) + (share * sharedLikelihood) - (beta * (Mean(divergence) + (share * sharedDivergence)));
        if (Differs(expected, joint.Bound))
            return $"joint form {joint.Bound:R}, by the oracle {expected:R}";
        if (!bound.HasLocalLatents || bound.HasGlobalLatents)
            return null;
        double[] weights = new double[samples * batch.Length];
        bound.LogWeights(batch, samples, key, weights);
        double weighted = 0;
        for (int d = 0; d < batch.Length; d++)
        {
            double[] own = [.. Enumerable.Range(0, samples).Select(k => likelihood[k, d] - divergence[k, d])];
            for (int k = 0; k < samples; k++)
                if (Differs(own[k], weights[(k * batch.Length) + d]))
                    return $"weight of sample {k} of datum {batch[d]} {weights[(k * batch.Length) + d]:R}, by the oracle {own[k]:R}";
            weighted += (Functions.LogSumExp(own) - Math.Log(samples)) / batch.Length;
        }
        weighted += share * sharedLikelihood;
        double found = bound.Step(batch, new BoundRequest { Bound = BoundKind.ImportanceWeighted, Samples = samples, Key = key, Gradient = false, Training = false }).Bound;
        return Differs(weighted, found) ? $"importance-weighted bound {found:R}, by the oracle {weighted:R}" : null;
    }

    /// <summary>The stream of random numbers that the cosines of a model's draws on a sphere come from.</summary>
    private int SphereOf(string type) => int.Parse(
        Regex.Match(texts.First(t => t.Contains($"partial class {type.Split('.')[^1]}\n", StringComparison.Ordinal)), @"SphereDraws\.Cosine\(Key, (\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The noise of products that are drawn in the place of weights, in the order of the text.</summary>
    private static BatchMatrix<double> ProductNoise(CompiledBound<double> bound, string kind, int ordinal) => (BatchMatrix<double>)bound.GetType().GetFields(Any)
        .Select(f => (Field: f, Number: Regex.Match(f.Name, $"^random_{kind}_(\\d+)$"))).Where(f => f.Number.Success)
        .OrderBy(f => int.Parse(f.Number.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ElementAt(ordinal).Field.GetValue(bound)!;

    private static bool Differs(double expected, double found) => !(Math.Abs(expected - found) <= 1e-9 * (1 + Math.Abs(expected))) && !expected.Equals(found);

    private static double Mean(double[,] values) => values.Cast<double>().Average();

    /// <summary>Guide, then model, for sample k, with the weights of the bound.</summary>
    private GuidedRun Run(string type, CompiledBound<double> bound, int[] batch, int k, ulong key)
    {
        Type model = rewritten.GetType(type) ?? throw new XunitException("no type " + type);
        object instance = Instance(model);
        SetData(instance);
        SetWeights(instance, bound);
        foreach (FieldInfo field in model.GetFields(Any).Where(f => f.IsDefined(typeof(LatentAttribute)) && f.FieldType.IsArray))
            field.SetValue(instance, Array.CreateInstance(field.FieldType.GetElementType()!, bound.DataCount));
        var run = new GuidedRun(batch, (member, datum, row) =>
        {
            object matrix = bound.GetType().GetField("random_" + member, Any)?.GetValue(bound) ?? throw new XunitException($"the bound has no noise of '{member}'");
            return ((BatchMatrix<double>)matrix).Row(datum < 0 ? 0 : (k * batch.Length) + row).ToArray();
        }, (row, size, concentration) => SphereDraws.Cosine(Noise.Key(key, 0), SphereOf(type), (k * batch.Length) + row, size, concentration),
            (kind, ordinal, row) => ProductNoise(bound, kind, ordinal).Row((k * batch.Length) + row).ToArray());
        GuidedScoring.Within(run, () =>
        {
            if (model.GetMethods(Any).FirstOrDefault(m => m.IsDefined(typeof(GuideAttribute))) is { } guide)
                guide.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
            model.GetMethod("Generate", Any)!.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
        });
        return run;
    }

    /// <summary>Gives networks and parameters the values that the bound has.</summary>
    private static void SetWeights(object model, CompiledBound<double> bound)
    {
        foreach ((ParameterSlot slot, int number) in bound.Parameters.Slots.Select((s, i) => (s, i)))
        {
            double[] values = bound.Parameters.Value(number).ToArray();
            string[] path = slot.Name.Split('.');
            object owner = model;
            for (int i = 0; i < path.Length; i++)
            {
                FieldInfo field = owner.GetType().GetField(path[i], Any) ?? throw new XunitException($"no member {slot.Name}");
                if (field.GetValue(owner) is Network network)
                {
                    network.Tensors.First(t => t.Name == string.Join('.', path[(i + 1)..])).Write<double>(values);
                    break;
                }
                if (i == path.Length - 1)
                    field.SetValue(owner, Value(field.FieldType, slot.Shape, values));
                else
                    owner = field.GetValue(owner)!;
            }
        }
    }

    private static object Value(Type type, IReadOnlyList<int> shape, double[] values) =>
        type == typeof(double) ? values[0]
        : type == typeof(double[]) ? values
        : type == typeof(Vector<double>) ? Vector<double>.Build.Dense(values)
        : Matrix<double>.Build.DenseOfRowMajor(shape[0], shape[1], values);
}

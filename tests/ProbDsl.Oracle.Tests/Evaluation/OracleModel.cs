using System.Reflection;
using System.Runtime.CompilerServices;

namespace ProbDsl.Oracle;

/// <summary>A conditioned model, read slowly and directly: its text runs as C# does, each draw is scored by the library's own <c>LogDensity</c>.</summary>
internal sealed class OracleModel
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly object template;
    private readonly IReadOnlyList<LatentMember> latents;
    private readonly IReadOnlyList<ModelMember> derived;
    private readonly MethodInfo generate;

    /// <param name="template">An instance of the rewritten class with its data.</param>
    /// <param name="latents">Its latents, in the order of their declaration.</param>
    /// <param name="derived">Its derived members.</param>
    public OracleModel(object template, IReadOnlyList<LatentMember> latents, IReadOnlyList<ModelMember> derived)
    {
        (this.template, this.latents, this.derived) = (template, latents, derived);
        generate = template.GetType().GetMethod("Generate", Instance, Type.EmptyTypes)!;
    }

    /// <summary>An instance of the rewritten class with the data of an instance of the generated one.</summary>
    public static object CopyData(object from, Type type)
    {
        object copy = RuntimeHelpers.GetUninitializedObject(type);
        foreach (FieldInfo field in type.GetFields(Instance))
            if (from.GetType().GetField(field.Name, Instance) is { } source && source.FieldType == field.FieldType)
                field.SetValue(copy, source.GetValue(from));
        return copy;
    }

    /// <summary>The number of coordinates.</summary>
    public int Dimension => new OracleRun(Copy(), latents, [], new Rounding(null)).Run(generate);

    /// <param name="position">The unconstrained coordinates.</param>
    /// <param name="rounding">The steps of <see cref="Rounding"/>; null for none.</param>
    public OracleResult Evaluate(double[] position, Random? rounding = null)
    {
        object model = Copy();
        OracleRun run = new(model, latents, position, new Rounding(rounding));
        int dimension;
        using (Sampling.Use(new Rng(0)))
            dimension = run.Run(generate);
        if (dimension != position.Length)
            throw new ArgumentException($"the position has {position.Length} coordinates, but the model {dimension}", nameof(position));
        return new OracleResult(
            run.Contributions,
            run.LogJacobian,
            run.Size,
            run.Rounding.HasLeftRange,
            [.. run.Latents.SelectMany(l => l.Flat)],
            derived.ToDictionary(d => d.Name, d => Values.Flatten(d.Get(model)).ToArray()));
    }

    /// <summary>A copy whose arrays the run may write.</summary>
    private object Copy()
    {
        object copy = RuntimeHelpers.GetUninitializedObject(template.GetType());
        foreach (FieldInfo field in template.GetType().GetFields(Instance))
            field.SetValue(copy, Values.Copy(field.GetValue(template)));
        return copy;
    }
}

/// <summary>What a model is at a position.</summary>
/// <param name="Contributions">Each draw and term, in the order of execution.</param>
/// <param name="LogJacobian">The log-Jacobian of the constraining transforms.</param>
/// <param name="Size">The sum of the sizes of all contributions and log-Jacobians.</param>
/// <param name="HasLeftRange">Whether a number on the way became infinite, or too small to be told from zero.</param>
/// <param name="Constrained">The latents' values, in the order of declaration, row by row.</param>
/// <param name="Derived">The values of derived members, row by row.</param>
internal sealed record OracleResult(
    IReadOnlyList<(string Statement, double LogDensity)> Contributions, double LogJacobian, double Size, bool HasLeftRange,
    double[] Constrained, IReadOnlyDictionary<string, double[]> Derived)
{
    /// <summary>How far moved numbers have moved the log density: each contribution by itself, for what cancels among them need not cancel elsewhere.</summary>
    public double StepsFrom(OracleResult exact, bool jacobian)
    {
        static double Step(double moved, double value) => moved.Equals(value) ? 0 : Math.Abs(moved - value);
        return (jacobian ? Step(LogJacobian, exact.LogJacobian) : 0)
            + (Contributions.Count == exact.Contributions.Count
                ? Contributions.Zip(exact.Contributions, (a, b) => Step(a.LogDensity, b.LogDensity)).Sum()
                : Step(LogDensity(jacobian: false), exact.LogDensity(jacobian: false)));
    }

    /// <summary>The log density.</summary>
    public double LogDensity(bool jacobian) => Contributions.Sum(c => c.LogDensity) + (jacobian ? LogJacobian : 0);
}

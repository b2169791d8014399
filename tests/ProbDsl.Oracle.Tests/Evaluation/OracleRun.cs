using System.Reflection;
using ProbDsl.Tests;

namespace ProbDsl.Oracle;

/// <summary>One run of a rewritten <c>Generate()</c> at a position.</summary>
/// <param name="model">A copy of the model, whose data it holds.</param>
/// <param name="latents">Its latents in the order of their declaration.</param>
/// <param name="position">The unconstrained coordinates.</param>
/// <param name="rounding">What becomes of each number.</param>
internal sealed class OracleRun(object model, IReadOnlyList<LatentMember> latents, double[] position, Rounding rounding)
{
    private readonly Dictionary<string, LatentValues> values = [];

    public Rounding Rounding => rounding;

    public Stack<Index> Indices { get; } = new();

    public List<(string Statement, double LogDensity)> Contributions { get; } = [];

    public double LogJacobian { get; private set; }

    /// <summary>The sizes of all that was added up.</summary>
    public double Size { get; private set; }

    public IEnumerable<LatentValues> Latents => latents.Select(l => values[l.Member.Name]);

    /// <summary>Runs the model.</summary>
    /// <returns>The number of coordinates that it has.</returns>
    public int Run(MethodInfo generate)
    {
        int offset = 0;
        foreach (LatentMember latent in latents)
        {
            LatentValues value = new(latent, latent.Dimensions(model), offset);
            values.Add(latent.Member.Name, value);
            offset += value.CoordinateCount;
            latent.Member.Set(model, Values.Of(latent.Member.Type, value.Dimensions, value.Flat));
        }
        if (position.Length != offset)
            return offset;
        FillUndrawn();
        Scoring.Within(this, () => generate.Invoke(model, BindingFlags.DoNotWrapExceptions, null, null, null));
        return offset;
    }

    public void Add(string statement, double logDensity)
    {
        Contributions.Add((statement, logDensity));
        Size += Math.Abs(logDensity);
    }

    public object ScoreObserved(string member, int indexCount, string statement, object distribution)
    {
        object value = Values.Part(ModelMember.Read(model, member), Popped(indexCount));
        if (!Values.Flatten(value).Any(double.IsNaN)) // A missing outcome is not scored, a vector is missing whole.
            Score(statement, value, distribution);
        return value;
    }

    private void Score(string statement, object value, object distribution)
    {
        Add(statement, Densities.Score(value, distribution) + (rounding.Moves ? Densities.FormulaStep(value, distribution, rounding) : 0));
        Size += Densities.SizeWithin(value, distribution);
    }

    public object DrawLatent(string member, int indexCount, string statement, object distribution)
    {
        LatentValues latent = values[member];
        (double? lower, double? upper) = Supports.Bounds(distribution);
        lower = LatentMember.Bound(model, latent.Declared.Attribute.Lower) ?? lower;
        upper = LatentMember.Bound(model, latent.Declared.Attribute.Upper) ?? upper;
        int[] drawn = latent.Places(Popped(indexCount));
        foreach (int place in drawn)
        {
            if (latent.Declared.Attribute.NonCentered)
                NonCentered(latent, place, statement, distribution, Array.IndexOf(drawn, place));
            else
                Note(latent.Constrain(place, position, lower, upper, rounding));
        }
        object value = latent.Part(drawn, indexCount);
        if (!latent.Declared.Attribute.NonCentered)
            Score(statement, value, distribution);
        FillUndrawn();
        return value;
    }

    /// <summary>The value is location plus scale times the coordinate, whose own density is the term.</summary>
    private void NonCentered(LatentValues latent, int place, string statement, object distribution, int element)
    {
        double eps = position[latent.CoordinateOf(place)];
        Add(statement, Distributions.Normal(0, 1).LogDensity(eps));
        object single = Densities.Property(distribution, "Element") ?? distribution;
        double value = single switch
        {
            Normal normal => normal.Mean + (normal.StandardDeviation * eps),
            NormalVector normals => normals.Mean[element] + (normals.StandardDeviation[element] * eps),
            IsotropicNormal normals => normals.Mean[element] + (normals.StandardDeviation * eps),
            _ => FormulaEvaluator.Evaluate(
                single.GetType().GetCustomAttribute<ReparameterizedAttribute>()!.Formula,
                new Dictionary<string, object>(Densities.Arguments(single)) { ["eps"] = eps }),
        };
        latent.Set(place, value, rounding);
    }

    /// <summary>Latents without a prior are flat on what their attributes say, as soon as their bounds are known.</summary>
    private void FillUndrawn()
    {
        foreach (LatentValues latent in values.Values.Where(l => !l.Declared.IsDrawn && !l.IsComplete))
        {
            double? lower = LatentMember.Bound(model, latent.Declared.Attribute.Lower);
            double? upper = LatentMember.Bound(model, latent.Declared.Attribute.Upper);
            if (lower is double.NaN || upper is double.NaN)
                continue;
            for (int place = 0; place < latent.Flat.Length; place++)
                Note(latent.Constrain(place, position, lower, upper, rounding));
            latent.Declared.Member.Set(model, Values.Of(latent.Declared.Member.Type, latent.Dimensions, latent.Flat));
        }
    }

    private void Note(double logJacobian)
    {
        LogJacobian += logJacobian;
        Size += Math.Abs(logJacobian);
    }

    private Index[] Popped(int count)
    {
        Index[] indices = new Index[count];
        for (int k = count - 1; k >= 0; k--)
            indices[k] = Indices.Pop();
        return indices;
    }
}

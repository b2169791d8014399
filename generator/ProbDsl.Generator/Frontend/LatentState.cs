using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>A latent while the model is read: its shape, its storage and the constraint gathered so far.</summary>
internal sealed class LatentState
{
    public LatentState(Lowering lowering, ModelMember member)
    {
        Member = member;
        Dictionary<string, TypedConstant> named = member.Attribute.NamedArguments.ToDictionary(a => a.Key, a => a.Value);
        NonCentered = Flag(named, "NonCentered");
        IsOrdered = Flag(named, "Ordered");
        IsSimplex = Flag(named, "Simplex");
        IsCholeskyCorrelation = Flag(named, "CholeskyCorrelation");
        LowerGiven = named.TryGetValue("Lower", out TypedConstant lower) ? lower.Value : null;
        UpperGiven = named.TryGetValue("Upper", out TypedConstant upper) ? upper.Value : null;
        Dimensions = lowering.ShapeOf(member).ToEquatable();
        Storage = new ArrayInfo(lowering.NewArrayId(), member.Name, ArrayRole.Latent, Build.Data($"x_{Clean(member.Name)}", Kind.Integer), Dimensions);
        Values = Storage;
    }

    public ModelMember Member { get; }

    public EquatableArray<Expression> Dimensions { get; }

    /// <summary>The block of the position vector, behind its transform.</summary>
    public ArrayInfo Storage { get; }

    /// <summary>The values that the model sees: the storage, or the computed array of a non-centred latent.</summary>
    public ArrayInfo Values { get; set; }

    public bool NonCentered { get; }

    public bool IsOrdered { get; }

    public bool IsSimplex { get; }

    public bool IsCholeskyCorrelation { get; }

    /// <summary>Whether a matrix lies row by row, as the transform of rows or of a factor takes it.</summary>
    public bool LiesByRows => Member.Shape != MemberShape.Matrix
        || (Constraint is { } known ? LatentIr.IsRowwise(known) : IsOrdered || IsSimplex || IsCholeskyCorrelation);

    /// <summary>Whether it is known to be the Cholesky factor of a correlation matrix.</summary>
    public bool IsFactor => Constraint is { } known ? known == ConstraintKind.CholeskyCorrelation : IsCholeskyCorrelation;

    public object? LowerGiven { get; }

    public object? UpperGiven { get; }

    public DistributionInfo? Prior { get; set; }

    public ConstraintKind? Constraint { get; set; }

    public Expression? Lower { get; set; }

    public Expression? Upper { get; set; }

    public static string Clean(string name) => Emit.LaneCode.Identifier(name);

    private static bool Flag(Dictionary<string, TypedConstant> named, string name) =>
        named.TryGetValue(name, out TypedConstant value) && value.Value is true;
}

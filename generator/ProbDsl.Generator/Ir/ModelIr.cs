namespace ProbDsl.Generator.Ir;

/// <summary>The constraint of a latent.</summary>
internal enum ConstraintKind
{
    Real,
    Lower,
    Upper,
    Interval,
    Ordered,
    PositiveOrdered,
    Simplex,
    CholeskyCorrelation,
}

/// <summary>A latent: its storage, its constraint and how it appears to the user.</summary>
/// <param name="Array">The storage, whose role is <see cref="ArrayRole.Latent"/>; for a non-centred latent, its standardised form.</param>
/// <param name="Value">The user's values: the same array, or the computed one of a non-centred latent.</param>
/// <param name="Shape">How the member is typed: scalar, array, vector, matrix.</param>
internal sealed record LatentIr(
    string Name, ArrayInfo Array, ArrayInfo Value, MemberShape Shape, ConstraintKind Constraint,
    Expression? Lower, Expression? Upper)
{
    /// <summary>Whether a matrix lies row by row, as its transform takes it; other matrices lie column by column.</summary>
    public bool LiesByRows => Shape != MemberShape.Matrix || IsRowwise(Constraint);

    /// <summary>Whether a transform works on consecutive values of a row.</summary>
    public static bool IsRowwise(ConstraintKind constraint) =>
        constraint is ConstraintKind.Ordered or ConstraintKind.PositiveOrdered or ConstraintKind.Simplex or ConstraintKind.CholeskyCorrelation;
}

/// <summary>The C# type of a member.</summary>
internal enum MemberShape
{
    Scalar,
    Array,
    JaggedArray,
    RectangularArray,
    Vector,
    Matrix,
}

/// <summary>A member of the model class that is checked and described.</summary>
/// <remarks><paramref name="Backing"/> names the field behind a member that a copy cannot be assigned; it is empty where it can.</remarks>
internal sealed record MemberIr(string Name, MemberShape Shape, string TypeText, Kind Element, bool IsDerived, bool IsObserved, bool IsPartly, string Backing);

/// <summary>A statement as the generated header shows it.</summary>
internal sealed record SourceIr(int Number, string Text, string Role, string Description);

/// <summary>Everything that the generated half of a model class is made from; equal models give equal text.</summary>
internal sealed record ModelIr(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    string Accessibility,
    bool DeclaresConstructor,
    EquatableArray<string> FieldInitializers,
    EquatableArray<LatentIr> Latents,
    EquatableArray<MemberIr> Members,
    EquatableArray<SourceIr> Sources,
    EquatableArray<Statement> Body,
    BodyIr PredictiveBody,
    BodyIr? DerivedBody,
    EquatableArray<CopyIr> Copies,
    EquatableArray<string> Usings,
    DeclarationIr Declaration);

using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch;

/// <summary>A size that is known when the estimator is made.</summary>
/// <param name="Name">The field that holds it, as size_X.</param>
/// <param name="Definition">C# text over "model" and sizes defined before, as "model.encoder.OutputSize" or "size_h / 2".</param>
/// <param name="Description">What has the size, for messages: "rows of 'X'", "the output of 'encoder'".</param>
internal sealed record SizeIr(string Name, string Definition, string Description);

/// <summary>Two sizes that must agree; where they do not, the estimator's constructor says so.</summary>
/// <param name="Left">Name of a size.</param>
/// <param name="Right">Name of a size.</param>
/// <param name="Statement">Text of the statement that needs them equal.</param>
internal sealed record SameSizeIr(string Left, string Right, string Statement);

/// <summary>What a member of a batched model is.</summary>
internal enum BatchRole
{
    Data,
    Observed,
    Parameter,
    Network,
    Latent,
    Derived,
}

/// <summary>A member, or (for networks) a network inside a user's own network class.</summary>
/// <param name="Path">How the generated half of the class reaches it: "encoder", "net.first".</param>
/// <param name="Role">Its role.</param>
/// <param name="PerDatum">Whether it is indexed by the plate: an array with one entry a datum.</param>
/// <param name="TypeText">Its C# type.</param>
/// <param name="Shape">The shape of one value (of one datum where <paramref name="PerDatum"/>).</param>
/// <param name="Element">Real, Integer or Boolean.</param>
/// <param name="Binarized">Whether values are probabilities that are replaced by draws of zero or one at each use.</param>
/// <param name="IsSettable">Whether generated code may assign it.</param>
/// <param name="Check">For observed members: C# condition over "y" (a double) that every element meets, "" for none; and its description.</param>
/// <param name="CheckText">What the condition means: "0 or 1", "from 0 to 1".</param>
/// <param name="Initial">For parameters without a value: where their elements start.</param>
/// <param name="Spread">For parameters without a value: the standard deviation of the start.</param>
/// <param name="KnownOf">For what tells which outcomes are known: their member; else empty.</param>
/// <param name="Missing">For outcomes that may be missing: the number that takes the place of NaN; NaN for others.</param>
internal sealed record BatchMemberIr(
    string Path, BatchRole Role, bool PerDatum, string TypeText, TensorShape Shape, Kind Element, bool Binarized, bool IsSettable, string Check, string CheckText,
    double Initial = 0, double Spread = 0, string KnownOf = "", double Missing = double.NaN);

/// <summary>An index that data give, which must lie within its vector.</summary>
/// <param name="Node">The node, place(index), whose name is the vector's size.</param>
/// <param name="Array">The vector, as the model writes it.</param>
/// <param name="Expression">The index, as the model writes it.</param>
/// <param name="Statement">Text of the statement that uses it.</param>
internal sealed record PlaceIr(int Node, string Array, string Expression, string Statement);

/// <summary>A part of a vector, which must lie within it.</summary>
/// <param name="Start">The size that it starts at; empty for the first element.</param>
/// <param name="Count">The size that it has.</param>
/// <param name="Whole">The size of the vector.</param>
/// <param name="Expression">The part, as the model writes it.</param>
/// <param name="Statement">Text of the statement that uses it.</param>
internal sealed record PartIr(string Start, string Count, string Whole, string Expression, string Statement);

/// <summary>How often an outcome that is drawn under conditions of the data is drawn.</summary>
/// <param name="Node">The node, times(number of draws).</param>
/// <param name="Member">The outcome.</param>
/// <param name="MayBeLeftOut">Whether it need not be drawn.</param>
/// <param name="Statement">Text of the statement that draws it last.</param>
internal sealed record TimesIr(int Node, string Member, bool MayBeLeftOut, string Statement);

/// <summary>A parameter of a distribution that data give, whose elements must lie in a range.</summary>
/// <param name="Node">The node, range(number of elements outside, the value where it is a number).</param>
/// <param name="Expression">The parameter, as the model writes it.</param>
/// <param name="Needs">What it must be.</param>
/// <param name="Statement">Text of the statement that uses it.</param>
internal sealed record RangeIr(int Node, string Expression, string Needs, string Statement);

/// <summary>A term of the model's log density.</summary>
/// <param name="Node">A scalar node.</param>
/// <param name="Statement">Number of the statement in <see cref="BatchIr.Sources"/>.</param>
internal sealed record TermIr(int Node, int Statement);

/// <summary>A latent.</summary>
/// <param name="Name">The member.</param>
/// <param name="IsLocal">Whether it belongs to a datum (axis Sample) rather than to the model (axis Global).</param>
/// <param name="IsDiscrete">Whether its draw has no derivative, so that the score function is used.</param>
/// <param name="Shape">The shape of one value.</param>
/// <param name="Draw">The draw node.</param>
/// <param name="Prior">Its log density under the model, a scalar.</param>
/// <param name="Guide">Its log density under the guide at the draw, a scalar.</param>
/// <param name="GuideParameters">The nodes of the guide distribution's parameters.</param>
/// <param name="Divergence">KL(guide || prior) per element (a vector as <paramref name="Shape"/>) or as one scalar, in closed form; -1 where there is none.</param>
/// <param name="Mean">The mean of the guide (for Encode); -1 where there is none.</param>
/// <param name="ModelStatement">Number of its statement in the model.</param>
/// <param name="GuideStatement">Number of its statement in the guide.</param>
internal sealed record BatchLatentIr(
    string Name, bool IsLocal, bool IsDiscrete, TensorShape Shape, int Draw, int Prior, int Guide, EquatableArray<int> GuideParameters,
    int Divergence, int Mean, int ModelStatement, int GuideStatement);

/// <summary>An observed member: what the generated methods reconstruct.</summary>
/// <param name="Name">The member.</param>
/// <param name="Mean">The mean of its distribution, a node as <see cref="BatchMemberIr.Shape"/>; for a categorical one, the probabilities.</param>
/// <param name="Statement">Number of its statement.</param>
internal sealed record ObservedIr(string Name, int Mean, int Statement);

/// <summary>A model with networks, parameters or a guide; equal models give equal text.</summary>
/// <param name="HasOwnFiles">Whether the class has members named Save or Load, which take the place of the generated ones.</param>
/// <param name="PlateCount">C# text over "model" for the number of data: "model.X.Length".</param>
internal sealed record BatchIr(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string ClassName,
    string Accessibility,
    bool DeclaresConstructor,
    EquatableArray<string> FieldInitializers,
    EquatableArray<string> Usings,
    bool SinglePrecision,
    bool HasOwnFiles,
    string PlateCount,
    EquatableArray<TensorNode> Nodes,
    EquatableArray<SizeIr> Sizes,
    EquatableArray<SameSizeIr> SameSizes,
    EquatableArray<PartIr> Parts,
    EquatableArray<PlaceIr> Places,
    EquatableArray<TimesIr> Times,
    EquatableArray<RangeIr> ParameterChecks,
    EquatableArray<BatchMemberIr> Members,
    EquatableArray<BatchLatentIr> Latents,
    EquatableArray<ObservedIr> Observed,
    EquatableArray<TermIr> Likelihood,
    EquatableArray<SourceIr> Sources,
    EquatableArray<SourceIr> GuideSources,
    DeclarationIr Declaration);

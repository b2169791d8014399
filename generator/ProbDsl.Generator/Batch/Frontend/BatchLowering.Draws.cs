using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Draws <c>member = ~Distribution</c> in the guide and in <c>Generate()</c>.</content>
internal sealed partial class BatchLowering
{
    private readonly Dictionary<string, GuidedLatent> guided = [];
    private readonly List<TermIr> likelihood = [];
    private readonly List<ObservedIr> observed = [];

    /// <summary>The latents in the order in which the guide draws them.</summary>
    public IEnumerable<GuidedLatent> Latents => guided.Values;

    public IReadOnlyList<TermIr> Likelihood => likelihood;

    public IReadOnlyList<ObservedIr> Observed => observed;

    /// <summary>Statements of the density that were begun and not brought to an end; where there are any, an error says why.</summary>
    public int Unfinished { get; private set; }

    private void RunDraw(ISimpleAssignmentOperation assignment, IUnaryOperation draw, SyntaxNode syntax)
    {
        Unfinished++;
        IOperation target = Lowering.Strip(assignment.Target);
        if (target is ILocalReferenceOperation local)
        {
            context.Report(Descriptors.DrawToLocal, target.Syntax, local.Local.Name);
            environment[local.Local] = MissingValue.Instance;
            return;
        }
        BatchMember? member = TargetOf(target, out IReadOnlyList<IOperation> indices);
        BatchValue drawn = Evaluate(Lowering.Strip(draw.Operand));
        if (member is null)
        {
            if (!context.HasErrors)
                context.Report(Descriptors.DrawOutsideAssignment, draw.Syntax);
            return;
        }
        if (!IsDrawnHere(member, syntax, target.Syntax))
            return;
        if (!inGuide && guided.TryGetValue(member.Path, out GuidedLatent? latent))
            latent.IsDeclared = true;
        if (drawn is not BatchDistribution distribution || !CheckKinds(member, distribution.Info, draw.Syntax))
            return;
        bool isLocal = indices.Count == 1 && Evaluate(indices[0]) is PlateIndex;
        if (!CheckPlace(member, isLocal, indices.Count, target.Syntax))
            return;
        try
        {
            if (inGuide)
                DrawInGuide(member, distribution, isLocal, draw.Operand.Syntax, syntax);
            else if (member.Role == BatchRole.Latent)
                DrawLatent(member, distribution, isLocal, draw.Operand.Syntax, syntax);
            else
                DrawObserved(member, distribution, isLocal, draw.Operand.Syntax, syntax);
        }
        catch (FormulaException fault)
        {
            context.Report(Descriptors.UnsupportedDistribution, draw.Operand.Syntax, distribution.Info.Name, fault.Message);
        }
    }

    /// <summary>The member that a target names, and the operations of its indices.</summary>
    private BatchMember? TargetOf(IOperation target, out IReadOnlyList<IOperation> indices)
    {
        indices = [];
        if (target is IArrayElementReferenceOperation element)
        {
            indices = element.Indices;
            target = Lowering.Strip(element.ArrayReference);
        }
        else if (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } indexer)
        {
            indices = [.. indexer.Arguments.Select(a => a.Value)];
            target = Lowering.Strip(instance);
        }
        ISymbol? symbol = target switch
        {
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field,
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => property.Property,
            _ => null,
        };
        return symbol is null || self.Path.Length > 0 || context.Rejected.Contains(symbol) || RoleOf(symbol) is not { Role: not BatchRole.Network } ? null : Declare(self, symbol);
    }

    /// <summary>Whether the guide or the model may draw a member, once.</summary>
    private bool IsDrawnHere(BatchMember member, SyntaxNode syntax, SyntaxNode target)
    {
        string kind = member.Role switch
        {
            BatchRole.Observed => "observed",
            BatchRole.Parameter => "a parameter",
            BatchRole.Latent => "a latent",
            _ => "no latent",
        };
        if (inGuide && member.Role != BatchRole.Latent)
            context.Report(Descriptors.GuideDrawsOther, syntax, member.Name, kind);
        else if (inGuide && guided.ContainsKey(member.Path))
            context.Report(Descriptors.GuidedTwice, syntax, member.Name);
        else if (!inGuide && (IsDrawnAlready(member) || (guided.TryGetValue(member.Path, out GuidedLatent? known) && known.IsDeclared)))
            context.Report(Descriptors.AssignedTwice, syntax, member.Name);
        else if (member.Role is not (BatchRole.Latent or BatchRole.Observed))
            RefuseAssignment(member, target);
        else
            return inGuide || member.Role == BatchRole.Observed || guided.ContainsKey(member.Path);
        return false;
    }

    private bool CheckKinds(BatchMember member, DistributionInfo info, SyntaxNode syntax)
    {
        if (member.Type.Kind == Kind.Boolean && info.Support != "Binary")
            context.Report(Descriptors.UnsupportedDistribution, syntax, info.Name, $"'{member.Name}' is a truth value: use '~Bernoulli(p) == 1'");
        else if (member.Type.Kind == Kind.Integer && !info.IsDiscrete)
            context.Report(Descriptors.ContinuousForInteger, syntax, member.Name, info.Name);
        else
        {
            // The elements of vectors are double: there zero and one are what they are.
            if (member.Role == BatchRole.Observed && member.Type.Kind == Kind.Real && info is { IsDiscrete: true, IsElementwise: false })
                context.Report(Descriptors.DiscreteForReal, syntax, member.Name, info.Name, "int");
            return true;
        }
        return false;
    }

    /// <summary>Whether a member is drawn where it belongs: as a whole outside the plate, or its entry inside.</summary>
    private bool CheckPlace(BatchMember member, bool isLocal, int indices, SyntaxNode syntax)
    {
        guided.TryGetValue(member.Path, out GuidedLatent? latent);
        if (condition is not null && member.Role == BatchRole.Latent)
            Unsupported(syntax, "a latent is drawn once for every datum, whatever the data are; choose between parameters by 'condition ? a : b'");
        else if (indices > 0 && !isLocal)
            Unsupported(syntax, "a draw is assigned to a member as a whole, or to its entry at the plate's index");
        else if (!isLocal && plate is not null)
            Unsupported(syntax, $"inside the plate draw the datum's entry, as {member.Name}[n]; what belongs to the model is drawn before the loop");
        else if (latent is { IsLocal: false } && isLocal)
            context.Report(hasGuidePlate ? Descriptors.GuidedOutsidePlate : Descriptors.GuideWithoutPlate, latent.Syntax, member.Name);
        else if (latent is { IsLocal: true } && !isLocal)
            Unsupported(syntax, $"the guide draws '{member.Name}' once a datum; draw '{member.Name}[n]' in a plate here too");
        else if (isLocal && (!member.Type.IsArray || member.PerDatum == false))
            Unsupported(syntax, $"'{member.Name}' is used as a whole elsewhere, so that it cannot have one entry a datum");
        else if (!isLocal && member.PerDatum == true && inGuide)
            context.Report(hasPlate ? Descriptors.GuidedOutsidePlate : Descriptors.GuideWithoutPlate, syntax, member.Name);
        else if (!isLocal && member.PerDatum == true)
            Unsupported(syntax, $"'{member.Name}' has one entry a datum; draw '{member.Name}[n]' in the plate");
        else
        {
            member.PerDatum = isLocal;
            return true;
        }
        return false;
    }

    private void DrawInGuide(BatchMember member, BatchDistribution distribution, bool isLocal, SyntaxNode place, SyntaxNode syntax)
    {
        TensorShape shape = DeclaredShape(member, member.ValueRank);
        var latent = new GuidedLatent(member, distribution, isLocal, place) { GuideStatement = sources.Add(syntax, "guide", member.Name) };
        guided.Add(member.Path, latent);
        bool fits = distribution.Shape.Rank == shape.Rank ? FitsLatent(member, shape, distribution.Shape, place) : CheckShape(member, shape, distribution, place);
        if (!fits)
            return;
        string? formula = distribution.Info.IsDrawnDiscrete ? distribution.Info.DrawnFromUniform : distribution.Info.Reparameterized;
        bool onSphere = distribution.Info.Name == "VonMisesFisher";
        if (!onSphere && (formula is null || (distribution.Shape.Rank > 0 && !distribution.IsElementwise)))
        {
            context.Report(Descriptors.NotReparameterized, place, member.Name, distribution.Info.Name,
                GuideChecks.Suggestion(distribution.Info));
            return;
        }
        Axis axis = isLocal ? Axis.Sample : Axis.Global;
        int value = onSphere ? DirectionDraw(distribution, axis, shape) : formulas.Lower(formula!, Names(distribution, noise => latent.Noise = Noise(noise, axis, shape)));
        if (!CheckAxis(value, isLocal, place))
            return;
        if (!TrySampling(latent, shape))
            return;
        latent.Draw = graph.Make("draw", [value], shape, member.Path, axis);
        latent.GuideDensity = Counted(LogDensity(distribution, latent.Draw, shape), isLocal);
        Unfinished--;
        latent.Mean = distribution.Info.Mean is { } mean ? formulas.Spread(formulas.Lower(mean, Names(distribution)), shape) : -1;
    }

    /// <summary>Compares the sizes of a guide's draw with the latent's; the message names the latent rather than the expression.</summary>
    private bool FitsLatent(BatchMember member, TensorShape shape, TensorShape found, SyntaxNode place)
    {
        foreach ((string expected, string drawn) in new[] { (shape.First, found.First), (shape.Second, found.Second) })
            if (!sizes.Require(expected, drawn, StatementText(place)))
            {
                context.Report(Descriptors.GuideShape, place, member.Name, sizes.Describe(expected), sizes.Describe(drawn));
                return false;
            }
        return true;
    }

    private static string NameOf(int rank) => rank switch { 0 => "a number", 1 => "a vector", _ => "a matrix" };

    /// <summary>What is said outside the plate may not depend on a datum.</summary>
    private bool CheckAxis(int node, bool isLocal, SyntaxNode syntax)
    {
        if (isLocal || graph[node].Axis == Axis.Global)
            return true;
        Unsupported(syntax, "outside the plate a value may not depend on a datum");
        return false;
    }

    private void DrawLatent(BatchMember member, BatchDistribution prior, bool isLocal, SyntaxNode place, SyntaxNode syntax)
    {
        GuidedLatent latent = guided[member.Path];
        TensorShape shape = DeclaredShape(member, member.ValueRank);
        if (!CheckShape(member, shape, prior, place) || !GuideChecks.SameSupport(context, graph, latent, prior) || !CheckAxis(latent.Draw, isLocal, place))
            return;
        latent.ModelStatement = sources.Add(syntax, "latent", member.Name);
        int density = LogDensity(prior, latent.Draw, shape);
        if (!CheckAxis(density, isLocal, place))
            return;
        Unfinished--;
        latent.Prior = Counted(density, isLocal);
        latent.Divergence = Divergence(latent.Distribution, prior, shape);
    }

    private bool CheckShape(BatchMember member, TensorShape shape, BatchDistribution distribution, SyntaxNode place)
    {
        if (distribution.Shape.Rank == shape.Rank)
            return SameShape(shape, distribution.Shape, place);
        context.Report(Descriptors.WrongShape, place, member.Name, NameOf(shape.Rank) + (member.PerDatum == true ? " a datum" : ""),
            $"{distribution.Info.Name} draws {NameOf(distribution.Shape.Rank)}");
        return false;
    }

    private void DrawObserved(BatchMember member, BatchDistribution distribution, bool isLocal, SyntaxNode place, SyntaxNode syntax)
    {
        bool isReadElsewhere = member.IsReadElsewhere;
        BatchValue value = isLocal ? DatumOf(member, place) : GlobalMember(member, place);
        member.IsReadElsewhere = isReadElsewhere;
        if (value is not TensorValue y || !CheckShape(member, graph[y.Node].Shape, distribution, place))
            return;
        int number = sources.Add(syntax, "observed", member.Name);
        TensorShape shape = graph[y.Node].Shape;
        bool mayBeMissing = member.IsPartly && member.Type.Kind == Kind.Real;
        int? known = mayBeMissing ? KnownOf(member, distribution, isLocal, place) : null;
        if (mayBeMissing && known is null)
            return;
        // The data of an outcome lie within supports that are known when the bound is made; ends that are not are compared here.
        int? inside = distribution.Info.Support is "Interval" or "IntegerInterval" ? InSupport(distribution, y.Node, isWhole: true) : null;
        int density = LogDensity(distribution, y.Node, shape, known, inside);
        if (!CheckAxis(density, isLocal, place))
            return;
        NoteCheck(member, GuideChecks.DataCondition(graph, member, distribution));
        CheckOutcome(member, distribution.Info, y.Node, known, place);
        GuideChecks.Boundedness(context, graph, member, distribution, place);
        Unfinished--;
        likelihood.Add(new TermIr(Counted(density, isLocal), number));
        NoteDraw(member, new ObservedIr(member.Path, MeanOf(distribution, shape), number), syntax);
    }

    /// <summary>Factor(e) and Observe(value, distribution).</summary>
    private void RunTerm(IInvocationOperation invocation, SyntaxNode syntax)
    {
        Unfinished++;
        bool isFactor = invocation.TargetMethod.Name == "Factor";
        if (inGuide)
        {
            context.Report(Descriptors.GuideDrawsOther, syntax, invocation.TargetMethod.Name, "a term of the model");
            return;
        }
        IReadOnlyList<IArgumentOperation> given = CallSignature.InOrder(invocation.Arguments);
        IOperation first = given[0].Value;
        int? term = isFactor ? Tensor(Evaluate(Lowering.Strip(first)), first.Syntax)?.Node
            : Evaluate(Lowering.Strip(given[1].Value)) is BatchDistribution distribution ? DensityOf(distribution, first) : null;
        if (term is not { } node)
            return;
        if (graph[node].Shape.Rank > 0)
            Unsupported(first.Syntax, "a term of the log density is a number; add up a vector by Sum()");
        else if (CheckAxis(node, plate is not null, syntax))
        {
            likelihood.Add(new TermIr(Counted(node, plate is not null), sources.Add(syntax, "term", isFactor ? "factor" : "observed value")));
            Unfinished--;
        }
    }
}

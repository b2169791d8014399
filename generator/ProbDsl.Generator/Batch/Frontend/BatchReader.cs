using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>What reading a batched model gives: the IR, unless an error stands in the way, and the diagnostics.</summary>
internal sealed record BatchReading(BatchIr? Model, EquatableArray<Diagnostic> Diagnostics);

/// <summary>Reads a class marked [Model] that has a guide, networks or parameters.</summary>
internal static class BatchReader
{
    /// <summary>Whether a model is read here: it has a [Guide] method or a [Network] or [Parameter] member.</summary>
    public static bool IsBatched(INamedTypeSymbol symbol) =>
        symbol.GetMembers().Any(m => IsGuide(m) || BatchLowering.RoleOf(m) is { Role: BatchRole.Network or BatchRole.Parameter });

    public static BatchReading Read(INamedTypeSymbol symbol, TypeDeclarationSyntax syntax, Compilation compilation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var context = new ModelContext(symbol, compilation, new Semantics(compilation), []);
        BatchIr? model = ModelReader.CheckClass(context, symbol, syntax, isBatched: true) ? Read(context, symbol, syntax) : null;
        return new BatchReading(context.HasErrors ? null : model, context.Diagnostics.ToEquatable());
    }

    private static bool IsGuide(ISymbol member) =>
        member is IMethodSymbol && member.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "ProbDsl.GuideAttribute");

    private static BatchIr? Read(ModelContext context, INamedTypeSymbol symbol, TypeDeclarationSyntax syntax)
    {
        ISymbol[] latents = CheckMembers(context, symbol);
        if (ModelReader.GenerateOf(context, symbol, syntax) is not { } generate || context.HasErrors)
            return null;
        IMethodSymbol[] guides = [.. symbol.GetMembers().Where(IsGuide).OfType<IMethodSymbol>()];
        if (latents.Length > 0 && guides.Length == 0)
            context.Report(Descriptors.NoGuide, syntax.Identifier.GetLocation(), symbol.Name, latents[0].Name);
        foreach (IMethodSymbol extra in guides.Skip(1).Concat(guides.Where(g => g.Parameters.Length > 0 || !g.ReturnsVoid || g.IsStatic)))
            context.Report(Descriptors.GuideMethod, extra.Locations[0], extra.Name);
        if (context.HasErrors)
            return null;
        var lowering = new BatchLowering(context);
        EquatableArray<SourceIr> guideSources = guides.Length == 1 ? lowering.RunGuide(guides[0]) : EquatableArray<SourceIr>.Empty;
        if (context.HasErrors)
            return null;
        foreach (ISymbol latent in latents.Where(l => lowering.Latents.All(g => g.Member.Name != l.Name)))
            context.Report(Descriptors.NotGuided, latent.Locations[0], latent.Name, guides[0].Name);
        if (context.HasErrors)
            return null;
        EquatableArray<SourceIr> sources = lowering.RunModel(generate);
        if (!context.HasErrors)
            CheckUse(context, symbol, lowering);
        if (!context.HasErrors && lowering.Unfinished > 0)
            throw new System.InvalidOperationException("a statement was left out without an error");
        return context.HasErrors ? null : Assemble(context, symbol, lowering, sources, guideSources, Declarations.Of(symbol, generate, context));
    }

    /// <summary>Checks the types of members with roles; gives the latents.</summary>
    private static ISymbol[] CheckMembers(ModelContext context, INamedTypeSymbol symbol)
    {
        var latents = new List<ISymbol>();
        foreach (ISymbol member in symbol.GetMembers())
        {
            if (BatchLowering.RoleOf(member) is not { } role || BatchLowering.TypeOf(member) is not { } type)
                continue;
            if (role.Role != BatchRole.Data && Accessors.Problem(member, mayCheck: role.Role is BatchRole.Observed or BatchRole.Network) is { } problem)
            {
                context.Report(Descriptors.NoStorage, member.Locations[0], member.Name, problem);
                context.Rejected.Add(member);
                continue;
            }
            if (role.Role == BatchRole.Network)
            {
                BatchLowering.CheckNetwork(context, member, type);
                continue;
            }
            if (BatchType.Of(type) is not { } shape || (role.Role == BatchRole.Parameter && (shape.Kind != Kind.Real || shape is { Rank: 2, IsMatrix: false })))
            {
                context.Report(Descriptors.UnsupportedType, member.Locations[0], member.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), $"use {ModelReader.HeldTypes}");
                context.Rejected.Add(member);
            }
            if (role.Role == BatchRole.Latent)
            {
                latents.Add(member);
                foreach (KeyValuePair<string, TypedConstant> option in role.Attribute.NamedArguments.Where(o => o.Key is not "Sampling"))
                    context.Report(Descriptors.UnsupportedExpression, role.Attribute.ApplicationSyntaxReference?.GetSyntax(), option.Key,
                        "the constraint of a latent with a guide is the support of its prior");
            }
        }
        return [.. latents];
    }

    private static void CheckUse(ModelContext context, INamedTypeSymbol symbol, BatchLowering lowering)
    {
        foreach (ISymbol member in symbol.GetMembers())
            if (BatchLowering.RoleOf(member) is { Role: BatchRole.Observed } && lowering.Observed.All(o => o.Name.TrimStart('@') != member.Name))
                context.Report(Descriptors.NeverAssigned, member.Locations[0], member.Name, "observed");
        foreach (GuidedLatent latent in lowering.Latents)
            if (latent.Prior is null)
                context.Report(Descriptors.NeverAssigned, latent.Member.Symbol.Locations[0], latent.Member.Name, "a latent");
            else if (!lowering.IsUsed(latent))
                context.Report(Descriptors.UnusedLatent, latent.Member.Symbol.Locations[0], latent.Member.Name);
    }

    private static BatchIr Assemble(
        ModelContext context, INamedTypeSymbol symbol, BatchLowering lowering, EquatableArray<SourceIr> sources, EquatableArray<SourceIr> guideSources,
        DeclarationIr declaration)
    {
        IEnumerable<BatchMemberIr> networks = lowering.Networks.Select(n => new BatchMemberIr(
            n.Path, BatchRole.Network, false, n.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), TensorShape.Scalar, Kind.Real, false, false, "", ""));
        EquatableArray<TimesIr> times = lowering.Times(); // It adds nodes.
        EquatableArray<BatchMemberIr> members = lowering.Members.Select(lowering.ToIr).Concat(lowering.Knowns).Concat(networks).ToEquatable(); // It adds sizes.
        return new BatchIr(
            Declarations.SpaceOf(symbol),
            Declarations.Containing(symbol).ToEquatable(),
            Identifiers.Escape(symbol.Name),
            SyntaxFacts.GetText(symbol.DeclaredAccessibility),
            symbol.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared),
            ModelReader.FieldInitializers(lowering.Members.Where(m => m.Role is BatchRole.Latent or BatchRole.Derived)
                .Select(m => (m.Symbol, m.Type.Rank == 0))).ToEquatable(),
            Declarations.Usings(symbol, context.Compilation).Distinct().ToEquatable(),
            IsSinglePrecision(symbol),
            symbol.GetMembers("Save").Length + symbol.GetMembers("Load").Length > 0,
            lowering.PlateCount?.Text ?? "1",
            lowering.Graph.Nodes.ToEquatable(),
            lowering.Sizes.All,
            lowering.Sizes.Same,
            lowering.PartChecks,
            lowering.Places,
            times,
            lowering.ParameterChecks,
            members,
            lowering.Latents.Select(l => new BatchLatentIr(
                l.Member.Path, l.IsLocal, l.Distribution.Info.IsDrawnDiscrete, l.Member.Shape!.Value, l.Draw, l.Prior!.Value, l.GuideDensity,
                l.Distribution.Parameters.Select(p => p.Node).ToEquatable(), l.Divergence, l.Mean, l.ModelStatement, l.GuideStatement)).ToEquatable(),
            lowering.Observed.ToEquatable(),
            lowering.Likelihood.ToEquatable(),
            sources,
            guideSources,
            declaration);
    }

    private static bool IsSinglePrecision(INamedTypeSymbol symbol) =>
        symbol.GetAttributes().Where(a => a.AttributeClass?.ToDisplayString() == "ProbDsl.ModelAttribute")
            .SelectMany(a => a.NamedArguments).Any(a => a.Key == "Precision" && a.Value.Value is 1);
}

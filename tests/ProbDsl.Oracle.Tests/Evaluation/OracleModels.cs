using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;

namespace ProbDsl.Oracle;

/// <summary>Rewritten models in memory.</summary>
internal sealed class OracleModels
{
    private readonly LoadedModels models;
    private readonly Dictionary<string, ModelText> texts = [];

    /// <param name="input">The users' code, without what is generated.</param>
    public OracleModels(CSharpCompilation input)
    {
        CSharpCompilation rewritten = input.AddReferences(MetadataReference.CreateFromFile(typeof(Scoring).Assembly.Location));
        var draws = new Dictionary<ISymbol, List<ITypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (SyntaxTree tree in input.SyntaxTrees)
        {
            SemanticModel semantics = input.GetSemanticModel(tree);
            ModelRewriter rewriter = new(semantics);
            SyntaxNode root = rewriter.Visit(tree.GetRoot());
            rewritten = rewritten.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create((CSharpSyntaxNode)root, (CSharpParseOptions)tree.Options, tree.FilePath));
            foreach ((ISymbol member, List<ITypeSymbol> types) in rewriter.Draws)
                (draws.TryGetValue(member, out List<ITypeSymbol>? known) ? known : draws[member] = []).AddRange(types);
        }
        foreach (INamedTypeSymbol type in AllTypes(input.Assembly.GlobalNamespace).Where(IsModel))
            texts.Add(MetadataName(type), ModelText.Of(type, draws));
        models = LoadedModels.Load(rewritten);
    }

    /// <summary>The full names of the models.</summary>
    public IReadOnlyCollection<string> Names => texts.Keys;

    /// <summary>The oracle of a model with the data of an instance of its generated class.</summary>
    public OracleModel Of(object generated)
    {
        string name = generated.GetType().FullName!;
        Type type = models.TypeOf(name);
        return texts[name].Bind(OracleModel.CopyData(generated, type));
    }

    private static bool IsModel(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "ProbDsl.ModelAttribute");

    private static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamedTypeSymbol type => AllTypes(type).Prepend(type),
        INamespaceSymbol inner => AllTypes(inner),
        _ => [],
    });

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
}

/// <summary>What the text of a model declares, beyond what its attributes say at run time.</summary>
/// <param name="Latents">The latents in order.</param>
/// <param name="Derived">Names of the derived members in order.</param>
internal sealed record ModelText(IReadOnlyList<LatentText> Latents, IReadOnlyList<string> Derived)
{
    public static ModelText Of(INamedTypeSymbol type, IReadOnlyDictionary<ISymbol, List<ITypeSymbol>> draws)
    {
        bool Has(ISymbol member, string attribute) => member.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == attribute);
        IEnumerable<ITypeSymbol> Priors(ISymbol member) => draws.TryGetValue(member, out List<ITypeSymbol>? types) ? types : [];
        return new ModelText(
            [.. type.GetMembers().Where(m => Has(m, "ProbDsl.LatentAttribute")).Select(m => new LatentText(m.Name, [.. Priors(m).Select(SupportOf)]))],
            [.. type.GetMembers().Where(m => Has(m, "ProbDsl.DerivedAttribute")).Select(m => m.Name)]);
    }

    /// <summary>The oracle over an instance of the rewritten class.</summary>
    public OracleModel Bind(object template)
    {
        Type type = template.GetType();
        return new OracleModel(
            template,
            [.. Latents.Select(latent =>
            {
                (ModelMember? member, IReadOnlyList<Attribute> attributes) = ModelMember.Find(type, latent.Name);
                LatentAttribute attribute = attributes.OfType<LatentAttribute>().Single();
                return new LatentMember(member!, attribute, latent.StructureWith(attribute), latent.Priors.Count > 0);
            })],
            [.. Derived.Select(name => ModelMember.Find(type, name).Member!)]);
    }

    private static Support SupportOf(ITypeSymbol distribution)
    {
        ITypeSymbol single = distribution is INamedTypeSymbol { TypeArguments: [ITypeSymbol element] } ? element : distribution;
        AttributeData? attribute = single.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "ProbDsl.DistributionAttribute");
        return attribute is null ? Support.Real : (Support)attribute.ConstructorArguments[0].Value!;
    }
}

/// <summary>A latent and the supports of what it is drawn from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priors">A support for each statement that draws it.</param>
internal sealed record LatentText(string Name, IReadOnlyList<Support> Priors)
{
    public Structure StructureWith(LatentAttribute attribute)
    {
        if (attribute.Ordered)
            return IsPositive(attribute) ? Structure.PositiveOrdered : Structure.Ordered;
        if (attribute.Simplex || Priors.Contains(Support.Simplex))
            return Structure.Simplex;
        return attribute.CholeskyCorrelation || Priors.Contains(Support.CholeskyCorrelation) ? Structure.CholeskyCorrelation : Structure.Elements;
    }

    /// <summary>Whether an ordered vector is positive: its attribute says so, or its prior and nothing else.</summary>
    private bool IsPositive(LatentAttribute attribute) => attribute.Lower is { } given
        ? given is not string && Densities.Number(given) == 0
        : Priors.Any(p => p is Support.Positive or Support.NonNegative or Support.PositiveVector or Support.UnitInterval);
}

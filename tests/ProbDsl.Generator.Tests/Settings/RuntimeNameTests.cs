using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Tests.Batch;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Settings;

/// <summary>Every type that generated code names is in the table of names that are written in full where something of the user's hides them.</summary>
public sealed class RuntimeNameTests
{
    public static TheoryData<string> Sources => [.. TestModels.All.Values, BatchSources.DigitVae, BatchSources.BayesianRegression];

    [Theory]
    [MemberData(nameof(Sources))]
    public void NamesOfTypesAreKnown(string source)
    {
        GeneratorRun run = GeneratorRun.Of(source).AssertClean();
        SyntaxTree tree = run.Trees[0];
        SemanticModel semantics = run.Output.GetSemanticModel(tree);
        var missing = new SortedSet<string>();
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes(n => n is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>())
            if (name.Parent is not (QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax) || IsFirst(name))
                if (semantics.GetSymbolInfo(name).Symbol is INamedTypeSymbol { ContainingType: null } type && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, run.Output.Assembly) && type.SpecialType == SpecialType.None
                    && name is not IdentifierNameSyntax { IsVar: true })
                    if (!RuntimeNames.All.TryGetValue(name.Identifier.Text, out string? full) || full != type.ContainingNamespace.ToDisplayString() + "." + type.Name)
                        missing.Add(type.ToString()!);
        Assert.Empty(missing);
    }

    private static bool IsFirst(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Left == name,
        MemberAccessExpressionSyntax access => access.Expression == name,
        _ => false,
    };
}

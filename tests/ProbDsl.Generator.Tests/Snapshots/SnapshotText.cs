using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Tests.Harness;

namespace ProbDsl.Generator.Tests.Snapshots;

/// <summary>The part of generated code that differs from model to model: the header, the data part and the kernels.</summary>
internal static class SnapshotText
{
    /// <summary>Members that every model has in the same form; one snapshot shows them.</summary>
    private static readonly HashSet<string> Common =
    [
        "Condition", "Fit", "Simulate", "CopyForSimulation", "GeneratePredictive", "Posterior", "EvaluateSingle", "EvaluateBlock",
        "ConstrainSingle", "UnconstrainSingle", "ConstrainKernel", "Assign", "Shared",
    ];

    public static string WithoutCommonMembers(string text)
    {
        SyntaxNode root = ModelCompilation.Parse(text).GetRoot();
        SyntaxNode[] common = [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(IsCommon)];
        return root.RemoveNodes(common, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    private static bool IsCommon(MemberDeclarationSyntax member) =>
        member is FieldDeclarationSyntax or ConstructorDeclarationSyntax { ParameterList.Parameters.Count: 0 } || Common.Contains(NameOf(member));

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        TypeDeclarationSyntax type => type.Identifier.Text,
        _ => "",
    };
}

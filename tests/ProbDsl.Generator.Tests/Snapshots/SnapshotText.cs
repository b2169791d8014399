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
        ["Condition", "Fit", "Simulate", "Posterior", "EvaluateSingle", "EvaluateBlock", "ConstrainSingle", "UnconstrainSingle", "ConstrainKernel", "Assign"];

    public static string WithoutCommonMembers(string text)
    {
        SyntaxNode root = ModelCompilation.Parse(text).GetRoot();
        SyntaxNode[] common = [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(m => Common.Contains(NameOf(m)))];
        return root.RemoveNodes(common, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ClassDeclarationSyntax type => type.Identifier.Text,
        _ => "",
    };
}

using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator;

/// <summary>What generating a model's text gives: the text, or the fault of the generator that stood in the way.</summary>
/// <param name="ClassName">The model's name.</param>
/// <param name="MetadataName">The name by which the compilation knows the class.</param>
/// <param name="Texts">The generated files, each with its name; none where a fault showed.</param>
/// <param name="Statement">The statement at which a fault showed.</param>
/// <param name="Fault">The fault, or empty.</param>
/// <param name="IsRefusal">Whether the model asks for what there is not.</param>
internal sealed record Emission(string ClassName, string MetadataName, EquatableArray<(string HintName, string Text)> Texts, string Statement, string Fault, bool IsRefusal = false)
{
    public static Emission Of(DeclarationIr declaration, string className, Func<(string Part, string Text)[]> emit)
    {
        try
        {
            return new Emission(className, declaration.MetadataName, emit().Select(e => ($"{declaration.HintName}{e.Part}.g.cs", e.Text)).ToEquatable(), "", "");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (fault is InternalFault { IsRefusal: true })
                return new Emission(className, declaration.MetadataName, EquatableArray<(string, string)>.Empty, "", fault.Message, IsRefusal: true);
            return new Emission(className, declaration.MetadataName, EquatableArray<(string, string)>.Empty, (fault as InternalFault)?.Statement ?? "", InternalFault.Describe(fault));
        }
    }

    /// <summary>The diagnostic of the fault, at its statement.</summary>
    public Diagnostic Diagnostic(Compilation compilation)
    {
        Location location = compilation.GetTypeByMetadataName(MetadataName) is { } type ? InternalFault.Find(type, Statement) : Location.None;
        return Microsoft.CodeAnalysis.Diagnostic.Create(IsRefusal ? Descriptors.UnsupportedExpression : Descriptors.Internal, location, ClassName, Fault);
    }
}

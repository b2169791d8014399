using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator;

/// <summary>What generating a model's text gives: the text, or the fault of the generator that stood in the way.</summary>
/// <param name="ClassName">The model's name.</param>
/// <param name="MetadataName">The name by which the compilation knows the class.</param>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Text">The text, or null.</param>
/// <param name="Statement">The statement at which a fault showed.</param>
/// <param name="Fault">The fault, or empty.</param>
internal sealed record Emission(string ClassName, string MetadataName, string HintName, string? Text, string Statement, string Fault)
{
    public static Emission Of(string space, EquatableArray<string> containing, string className, Func<string> emit)
    {
        string[] outer = [.. containing.Select(t => t.Split(' ').Last())];
        string[] spaces = space.Length > 0 ? [space] : [];
        string hint = string.Join(".", spaces.Concat(outer).Concat([className])) + ".g.cs";
        string metadata = string.Concat(spaces.Select(s => s + ".")) + string.Join("+", outer.Concat([className]));
        try
        {
            return new Emission(className, metadata, hint, emit(), "", "");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new Emission(className, metadata, hint, null, (fault as InternalFault)?.Statement ?? "", InternalFault.Describe(fault));
        }
    }

    /// <summary>The diagnostic of the fault, at its statement.</summary>
    public Diagnostic Diagnostic(Compilation compilation)
    {
        Location location = compilation.GetTypeByMetadataName(MetadataName) is { } type ? InternalFault.Find(type, Statement) : Location.None;
        return Microsoft.CodeAnalysis.Diagnostic.Create(Descriptors.Internal, location, ClassName, Fault);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Reads how a model class is declared, and what its names hide.</summary>
internal static class Declarations
{
    public static DeclarationIr Of(INamedTypeSymbol model, IMethodSymbol generate, ModelContext context) => new(
        RuntimeNames.All.ContainsKey(model.Name) ? model.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : Identifiers.Escape(model.Name),
        string.Concat(Path(model.ContainingNamespace).Select(n => n + ".")) + string.Join("+", Path(model).Skip(Path(model.ContainingNamespace).Count())),
        HintName(model),
        MembersOf(model).ToEquatable(),
        Hidden(model, context.Compilation).ToEquatable(),
        PredictiveText.SpacesOf(generate),
        context.Overridable.ToEquatable());

    /// <summary>The namespace as it is written, or nothing.</summary>
    public static string SpaceOf(INamedTypeSymbol model) => model.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", Path(model.ContainingNamespace).Select(Identifiers.Escape));

    /// <summary>The declarations of the types around a class, outermost first.</summary>
    public static IEnumerable<string> Containing(INamedTypeSymbol model)
    {
        var result = new List<string>();
        for (INamedTypeSymbol? outer = model.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string kind = outer.TypeKind switch { TypeKind.Struct => "struct", TypeKind.Interface => "interface", _ => "class" };
            result.Insert(0, $"partial {(outer.IsRecord ? "record " : "")}{kind} {Identifiers.Escape(outer.Name)}");
        }
        return result;
    }

    /// <summary>The using directives of the class's files: text of the data part that is copied may call extension methods.</summary>
    public static IEnumerable<string> Usings(INamedTypeSymbol model, Compilation compilation)
    {
        foreach (SyntaxReference reference in model.DeclaringSyntaxReferences)
        {
            SemanticModel semantics = compilation.GetSemanticModel(reference.SyntaxTree);
            IEnumerable<UsingDirectiveSyntax> directives = reference.GetSyntax().Ancestors().SelectMany(a => a switch
            {
                BaseNamespaceDeclarationSyntax space => space.Usings,
                CompilationUnitSyntax unit => unit.Usings,
                _ => default,
            });
            foreach (UsingDirectiveSyntax directive in directives.Where(d => d.GlobalKeyword == default && d.Alias is null && d.Name is not null))
                if (semantics.GetSymbolInfo(directive.Name!).Symbol is INamespaceOrTypeSymbol symbol)
                    yield return $"using {(directive.StaticKeyword == default ? "" : "static ")}{symbol.ToDisplayString(Written)};";
        }
    }

    private static readonly SymbolDisplayFormat Written = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The name of the generated file. File names do not tell small letters from capitals: where another name does, a number does.</summary>
    private static string HintName(INamedTypeSymbol model)
    {
        string[] path = [.. Path(model)];
        string name = string.Join(".", path);
        if (!HasTwin(model))
            return name;
        uint hash = name.Aggregate(2166136261u, (h, c) => unchecked((h ^ c) * 16777619u));
        return name + "." + hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static bool HasTwin(INamespaceOrTypeSymbol symbol)
    {
        for (INamespaceOrTypeSymbol? at = symbol; at is not null; at = (INamespaceOrTypeSymbol?)at.ContainingType ?? at.ContainingNamespace)
        {
            INamespaceOrTypeSymbol? around = (INamespaceOrTypeSymbol?)at.ContainingType ?? at.ContainingNamespace;
            if (around is not null && around.GetMembers().OfType<INamespaceOrTypeSymbol>().Any(m => m.Name != at.Name && string.Equals(m.Name, at.Name, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        return false;
    }

    private static IEnumerable<string> Path(INamespaceOrTypeSymbol symbol)
    {
        var result = new List<string>();
        for (INamespaceOrTypeSymbol? at = symbol; at is not null and not INamespaceSymbol { IsGlobalNamespace: true }; at = (INamespaceOrTypeSymbol?)at.ContainingType ?? at.ContainingNamespace)
            result.Insert(0, at.Name);
        return result;
    }

    private static IEnumerable<string> MembersOf(INamedTypeSymbol model)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { model.Name };
        for (INamedTypeSymbol? type = model; type is not null && type.SpecialType != SpecialType.System_Object; type = type.BaseType)
            foreach (ISymbol member in type.GetMembers())
                if (member.CanBeReferencedByName)
                    names.Add(member.Name);
        return names;
    }

    /// <summary>Names of the runtime that a plain look-up in the class would not find.</summary>
    private static IEnumerable<(string Name, string Full)> Hidden(INamedTypeSymbol model, Compilation compilation)
    {
        var hidden = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxReference reference in model.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax { OpenBraceToken.Span: { IsEmpty: false } brace })
                continue;
            SemanticModel semantics = compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (KeyValuePair<string, string> name in RuntimeNames.All)
                if (semantics.LookupSymbols(brace.End, name: name.Key).Any(s => s.ToDisplayString(Plain) != name.Value))
                    hidden.Add(name.Key);
        }
        return hidden.Select(name => (name, RuntimeNames.All[name]));
    }

    private static readonly SymbolDisplayFormat Plain = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);
}

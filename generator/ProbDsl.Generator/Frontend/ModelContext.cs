using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>What the attribute of a member makes of it.</summary>
internal enum MemberRole
{
    Data,
    Observed,
    Latent,
    Derived,
}

/// <summary>A member of the model while it is read.</summary>
internal sealed class ModelMember(ISymbol symbol, ITypeSymbol type, MemberRole role, MemberShape shape, Kind element, AttributeData attribute)
{
    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    public MemberRole Role { get; } = role;

    public MemberShape Shape { get; } = shape;

    public Kind Element { get; } = element;

    public AttributeData Attribute { get; } = attribute;

    public string Name => Symbol.Name;

    /// <summary>Whether elements of an outcome may be left out of the fit, or be missing.</summary>
    public bool IsPartly { get; } = attribute.NamedArguments.Any(a => a is { Key: "Partly", Value.Value: true });

    public int Rank => Shape switch
    {
        MemberShape.Scalar => 0,
        MemberShape.Array or MemberShape.Vector => 1,
        _ => 2,
    };
}

/// <summary>The state of one reading of a model class.</summary>
internal sealed class ModelContext(INamedTypeSymbol model, Compilation compilation, Semantics semantics, HashSet<string> knownLatent)
{
    private Unreachable? unreachable;
    private int nextId;

    public INamedTypeSymbol Model { get; } = model;

    public Compilation Compilation { get; } = compilation;

    public Semantics Semantics { get; } = semantics;

    /// <summary>Arrays and carried values that an earlier reading found to depend on latents.</summary>
    public HashSet<string> KnownLatent { get; } = knownLatent;

    public List<Diagnostic> Diagnostics { get; } = [];

    public Dictionary<ISymbol, ModelMember> Members { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Members that were refused; what is said about them has been said.</summary>
    public HashSet<ISymbol> Rejected { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Names that generated code cannot write.</summary>
    public Unreachable Unreachable => unreachable ??= new Unreachable(this);

    /// <summary>Methods and properties of the model that were read, and that a class derived from it may override.</summary>
    public SortedSet<string> Overridable { get; } = new(StringComparer.Ordinal);

    /// <summary>Notes a method of the model that is read as what a call on it reaches.</summary>
    public void NoteReached(IMethodSymbol method)
    {
        if ((method.IsVirtual || method.IsOverride || method.IsAbstract) && !method.IsSealed && !Model.IsSealed)
            Overridable.Add((method.AssociatedSymbol ?? method).Name);
    }

    public bool HasErrors => Diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public int NextId() => ++nextId;

    public void Report(DiagnosticDescriptor descriptor, SyntaxNode? node, params object[] arguments) =>
        Report(descriptor, node?.GetLocation() ?? Location.None, arguments);

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        Diagnostic diagnostic = Diagnostic.Create(descriptor, location, arguments);
        foreach (Diagnostic known in Diagnostics)
            if (known.Id == diagnostic.Id && known.Location == location)
                return;
        Diagnostics.Add(diagnostic);
    }

    /// <summary>
    /// Whether the model must be read again, because an array or a carried value turned out to depend on latents after it had
    /// been read as data. This reading goes on to find more of them; what else comes of it does not count.
    /// </summary>
    public bool MustReadAgain { get; private set; }

    /// <summary>Notes that what is stored under the key depends on latents.</summary>
    public void MarkLatent(string key) => MustReadAgain |= KnownLatent.Add(key);
}

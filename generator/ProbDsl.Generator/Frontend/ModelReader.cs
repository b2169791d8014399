using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Batch;
using ProbDsl.Generator.Batch.Frontend;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>What reading a model class gives: the IR, unless an error stands in the way, and the diagnostics.</summary>
internal sealed record ModelReading(ModelIr? Model, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>The IR of a model with networks, parameters or a guide.</summary>
    public BatchIr? Batch { get; init; }
}

/// <summary>Reads a class marked [Model].</summary>
internal static class ModelReader
{
    private const int MostReadings = 200;

    public static ModelReading Read(INamedTypeSymbol symbol, TypeDeclarationSyntax syntax, Compilation compilation, CancellationToken cancellation)
    {
        var knownLatent = new HashSet<string>();
        var semantics = new Semantics(compilation);
        for (int reading = 0; reading < MostReadings; reading++)
        {
            cancellation.ThrowIfCancellationRequested();
            var context = new ModelContext(symbol, compilation, semantics, knownLatent);
            try
            {
                ModelIr? model = ReadOnce(context, symbol, syntax);
                if (!context.MustReadAgain)
                    return new ModelReading(context.HasErrors ? null : model, context.Diagnostics.ToEquatable());
            }
            catch (Exception fault) when (context.MustReadAgain && fault is not OperationCanceledException)
            {
                // What depends on latents was read as data up to here.
            }
            catch (FormulaException fault)
            {
                context.Report(Descriptors.UnsupportedDistribution, syntax.Identifier.GetLocation(), symbol.Name, fault.Message);
                return new ModelReading(null, context.Diagnostics.ToEquatable());
            }
        }
        throw new InvalidOperationException("the dependence of arrays on latents did not settle");
    }

    private static ModelIr? ReadOnce(ModelContext context, INamedTypeSymbol symbol, TypeDeclarationSyntax syntax)
    {
        if (!CheckClass(context, symbol, syntax, isBatched: false) && (symbol.IsStatic || InheritedRole(symbol) is not null))
            return null;
        ReadMembers(context, symbol);
        if (GenerateOf(context, symbol, syntax) is not { } generate)
            return null;
        var lowering = new Lowering(context);
        EquatableArray<Statement> body = lowering.Lower(generate);
        if (context.MustReadAgain)
            return null;
        CheckUse(context, lowering);
        if (context.HasErrors)
            return null;
        (BodyIr predictive, EquatableArray<CopyIr> copies) = PredictiveText.Of(generate, context, keepOutcomes: false);
        (BodyIr? derived, EquatableArray<CopyIr> derivedCopies) = context.Members.Values.Any(m => m.Role == MemberRole.Derived)
            ? PredictiveText.Of(generate, context, keepOutcomes: true)
            : (null, EquatableArray<CopyIr>.Empty);
        if (context.HasErrors)
            return null;
        return new ModelIr(
            Declarations.SpaceOf(symbol),
            Declarations.Containing(symbol).ToEquatable(),
            Emit.Identifiers.Escape(symbol.Name),
            SyntaxFacts.GetText(symbol.DeclaredAccessibility),
            symbol.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared),
            FieldInitializers(context).ToEquatable(),
            lowering.Latents.Values.Select(ToIr).ToEquatable(),
            context.Members.Values.Select(m => new MemberIr(
                m.Name, m.Shape, m.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), m.Element,
                m.Role == MemberRole.Derived, m.Role == MemberRole.Observed, m.IsPartly, BackingOf(m.Symbol))).ToEquatable(),
            lowering.Sources.ToEquatable(),
            body,
            predictive,
            derived,
            copies.Concat(derivedCopies).ToEquatable(),
            Declarations.Usings(symbol, context.Compilation).Distinct().ToEquatable(),
            Declarations.Of(symbol, generate, context));
    }

    /// <summary>The method that holds the generative process, or null where there is none, which has been reported.</summary>
    internal static IMethodSymbol? GenerateOf(ModelContext context, INamedTypeSymbol symbol, TypeDeclarationSyntax syntax)
    {
        IMethodSymbol? generate = symbol.GetMembers("Generate").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.Length == 0 && m.ReturnsVoid && !m.IsStatic);
        if (generate is null)
            context.Report(Descriptors.NoGenerate, syntax.Identifier.GetLocation(), symbol.Name);
        else
            context.NoteReached(generate);
        return generate;
    }

    private static LatentIr ToIr(LatentState latent) => new(
        latent.Member.Name, latent.Storage, latent.Values, latent.Member.Shape, latent.Constraint ?? ConstraintKind.Real, latent.Lower, latent.Upper);

    /// <summary>Reports what makes a class no model; where it is only that, its body is read all the same.</summary>
    internal static bool CheckClass(ModelContext context, INamedTypeSymbol symbol, TypeDeclarationSyntax syntax, bool isBatched)
    {
        Location location = syntax.Identifier.GetLocation();
        string? kind = symbol.IsStatic ? "static" : symbol.Arity > 0 ? "generic" : symbol.IsRecord ? "a record" : symbol.IsAbstract ? "abstract" : symbol.IsFileLocal ? "local to its file"
            : Unreachable.FileLocal(symbol) is { } local ? $"nested in '{local.Name}', which is local to its file"
            : symbol.IsGenericType ? "nested in a generic type"
            : InheritedRole(symbol) is { } inherited ? $"derived from '{inherited.ContainingType.Name}', whose member '{inherited.Name}' has an attribute of a model's own members"
            : null;
        if (kind is not null)
            context.Report(Descriptors.NestedInUnsupported, location, symbol.Name, kind);
        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            context.Report(Descriptors.NotPartial, location, symbol.Name);
        for (SyntaxNode? outer = syntax.Parent; outer is TypeDeclarationSyntax type; outer = outer.Parent)
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                context.Report(Descriptors.NestedInUnsupported, location, symbol.Name, $"nested in '{type.Identifier.Text}', which is not partial");
        MemberChecks.Run(context, symbol, location, isBatched);
        return context.Diagnostics.Count == 0;
    }

    /// <summary>A member of a base class that is more than data: such a member is the class's own.</summary>
    private static ISymbol? InheritedRole(INamedTypeSymbol symbol) =>
        Inherited(symbol).FirstOrDefault(m => BatchLowering.RoleOf(m) is { Role: not BatchRole.Data });

    private static IEnumerable<ISymbol> InheritedData(INamedTypeSymbol symbol) =>
        Inherited(symbol).Where(m => m.DeclaredAccessibility != Accessibility.Private && symbol.GetMembers(m.Name).Length == 0 && RoleOf(m) is { Role: MemberRole.Data });

    private static IEnumerable<ISymbol> Inherited(INamedTypeSymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol.BaseType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
            foreach (ISymbol member in type.GetMembers())
                yield return member;
    }

    private static void ReadMembers(ModelContext context, INamedTypeSymbol symbol)
    {
        foreach (ISymbol member in symbol.GetMembers().Concat(InheritedData(symbol)))
        {
            ITypeSymbol? type = member switch { IFieldSymbol { IsImplicitlyDeclared: false } field => field.Type, IPropertySymbol property => property.Type, _ => null };
            if (type is null || RoleOf(member) is not { } role)
                continue;
            if (ShapeOf(type) is not { } shape)
            {
                context.Report(Descriptors.UnsupportedType, member.Locations[0], member.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), AdviceOn(type, role.Role));
                context.Rejected.Add(member);
                continue;
            }
            if (member.GetAttributes().Where(a => RoleOf(a) is not null).Skip(1).FirstOrDefault() is { } second)
            {
                context.Report(Descriptors.WrongShape, member.Locations[0], member.Name, $"the attributes {AttributeText(role.Attribute)} and {AttributeText(second)}", "a member has one of them");
                context.Rejected.Add(member);
                continue;
            }
            if (role.Role == MemberRole.Latent && shape.Element != Kind.Real)
            {
                context.Report(Descriptors.DiscreteLatent, member.Locations[0], member.Name, "of integers");
                context.Rejected.Add(member);
                continue;
            }
            bool isComputed = role.Role == MemberRole.Derived && member is IPropertySymbol { SetMethod: null };
            if (role.Role != MemberRole.Data && !isComputed && Accessors.Problem(member, mayCheck: role.Role == MemberRole.Observed) is { } problem)
            {
                context.Report(Descriptors.NoStorage, member.Locations[0], member.Name, problem);
                context.Rejected.Add(member);
                continue;
            }
            context.Members.Add(member, new ModelMember(member, type, role.Role, shape.Shape, shape.Element, role.Attribute));
        }
    }

    /// <summary>The field behind a member without a setter.</summary>
    private static string BackingOf(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: true } => member.Name,
        IPropertySymbol { SetMethod: null or { IsInitOnly: true } } => $"<{member.Name}>k__BackingField",
        _ => "",
    };

    internal static (MemberRole Role, AttributeData Attribute)? RoleOf(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
            if (RoleOf(attribute) is { } role)
                return (role, attribute);
        return null;
    }

    private static MemberRole? RoleOf(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() switch
    {
        "ProbDsl.DataAttribute" => MemberRole.Data,
        "ProbDsl.ObservedAttribute" => MemberRole.Observed,
        "ProbDsl.LatentAttribute" => MemberRole.Latent,
        "ProbDsl.DerivedAttribute" => MemberRole.Derived,
        _ => null,
    };

    private static string AttributeText(AttributeData attribute) => $"[{attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - "Attribute".Length)}]";

    /// <summary>What to do about a member of a type that a model cannot hold.</summary>
    private static string AdviceOn(ITypeSymbol type, MemberRole role) =>
        type is IArrayTypeSymbol { ElementType: INamedTypeSymbol { Name: "Vector", Arity: 1 } } ? "use double[][]"
        : role == MemberRole.Data ? $"leave out [Data], since Generate() may read data of any type as they are, or use {HeldTypes}"
        : $"use {HeldTypes}";

    internal const string HeldTypes = "double, int, bool, arrays of those, Vector<double> or Matrix<double>";

    /// <summary>The shape of a C# type, or null where a model cannot hold it.</summary>
    public static (MemberShape Shape, Kind Element)? ShapeOf(ITypeSymbol type)
    {
        if (ScalarKind(type) is { } scalar)
            return (MemberShape.Scalar, scalar);
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            if (ScalarKind(array.ElementType) is { } element)
                return (MemberShape.Array, element);
            if (array.ElementType is IArrayTypeSymbol { Rank: 1 } inner && ScalarKind(inner.ElementType) is { } nested)
                return (MemberShape.JaggedArray, nested);
            return null;
        }
        if (type is IArrayTypeSymbol { Rank: 2 } table && ScalarKind(table.ElementType) is { } cell)
            return (MemberShape.RectangularArray, cell);
        if (type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Double }] } named
            && named.ContainingNamespace.ToDisplayString().StartsWith("MathNet.Numerics.LinearAlgebra", StringComparison.Ordinal))
            return named.Name switch
            {
                "Vector" => (MemberShape.Vector, Kind.Real),
                "Matrix" => (MemberShape.Matrix, Kind.Real),
                _ => null,
            };
        return null;
    }

    private static Kind? ScalarKind(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => Kind.Real,
        SpecialType.System_Int32 => Kind.Integer,
        SpecialType.System_Boolean => Kind.Boolean,
        _ => null,
    };

    private static void CheckUse(ModelContext context, Lowering lowering)
    {
        // What is not read may stand in an expression that has been refused.
        bool understood = !context.HasErrors;
        foreach (ModelMember member in context.Members.Values)
        {
            bool drawn = lowering.Drawn.Contains(member.Name) || (member.Role == MemberRole.Derived && (member.Symbol is IPropertySymbol { SetMethod: null } || HasInitializer(member.Symbol) || IsMentioned(context.Model, member)));
            bool read = lowering.Read.Contains(member.Name);
            Location location = member.Symbol.Locations[0];
            if (!drawn && !understood && IsAssignedSomewhere(context.Model, member.Name))
                continue;
            if (member.Role is MemberRole.Observed or MemberRole.Derived && !drawn)
                context.Report(Descriptors.NeverAssigned, location, member.Name, member.Role == MemberRole.Observed ? "observed" : "derived");
            else if (member.Role == MemberRole.Latent && !drawn && (understood || !read))
                context.Report(read ? Descriptors.FlatLatent : Descriptors.NeverAssigned, location, member.Name, "a latent");
            else if (member.Role == MemberRole.Latent && !read && understood)
                context.Report(Descriptors.UnusedLatent, location, member.Name);
        }
    }

    private static bool HasInitializer(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null });

    /// <summary>Whether the text gives a derived member a value: it assigns a number, or says anything at all of an array.</summary>
    private static bool IsMentioned(INamedTypeSymbol model, ModelMember member) =>
        model.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == member.Name && (member.Rank > 0 || name.Ancestors().TakeWhile(a => a is not StatementSyntax).Any(a => a switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left.Span.Contains(name.Span),
                PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => a.IsKind(SyntaxKind.PreIncrementExpression) || a.IsKind(SyntaxKind.PreDecrementExpression)
                    || a.IsKind(SyntaxKind.PostIncrementExpression) || a.IsKind(SyntaxKind.PostDecrementExpression),
                ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
                _ => false,
            })));

    /// <summary>Whether the text assigns a member, be it in a statement that could not be read.</summary>
    private static bool IsAssignedSomewhere(INamedTypeSymbol model, string name) =>
        model.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantNodes()).OfType<AssignmentExpressionSyntax>()
            .Any(a => a.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().FirstOrDefault(i => i.Parent is not MemberAccessExpressionSyntax access || access.Name == i)?.Identifier.ValueText == name);

    private static IEnumerable<string> FieldInitializers(ModelContext context) => FieldInitializers(
        context.Members.Values.Where(m => m.Role is MemberRole.Latent or MemberRole.Derived).Select(m => (m.Symbol, m.Shape == MemberShape.Scalar)));

    /// <summary>Fields that the generated constructor gives an empty value, so that the compiler's warnings about them are moot.</summary>
    internal static IEnumerable<string> FieldInitializers(IEnumerable<(ISymbol Symbol, bool IsScalar)> members) =>
        from member in members
        where member.Symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null }
            && member.Symbol.DeclaringSyntaxReferences.All(r => r.GetSyntax() is not VariableDeclaratorSyntax { Initializer: not null } and not PropertyDeclarationSyntax { Initializer: not null })
        select member.IsScalar ? $"this.{Emit.Identifiers.Escape(member.Symbol.Name)} = default;" : $"this.{Emit.Identifiers.Escape(member.Symbol.Name)} = null!;";
}

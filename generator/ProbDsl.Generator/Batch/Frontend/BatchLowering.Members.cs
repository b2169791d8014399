using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Members of the model and of its networks.</content>
internal sealed partial class BatchLowering
{
    private const string MemberTypes = "use double, int, bool, Vector<double>, Matrix<double>, arrays of numbers and arrays of vectors";

    /// <summary>The role that a member's attribute gives it.</summary>
    public static (BatchRole Role, AttributeData Attribute)? RoleOf(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            BatchRole? role = attribute.AttributeClass?.ToDisplayString() switch
            {
                "ProbDsl.DataAttribute" => BatchRole.Data,
                "ProbDsl.ObservedAttribute" => BatchRole.Observed,
                "ProbDsl.LatentAttribute" => BatchRole.Latent,
                "ProbDsl.ParameterAttribute" => BatchRole.Parameter,
                "ProbDsl.NetworkAttribute" => BatchRole.Network,
                "ProbDsl.DerivedAttribute" => BatchRole.Derived,
                _ => null,
            };
            if (role is { } known)
                return (known, attribute);
        }
        return null;
    }

    public static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol { IsImplicitlyDeclared: false } field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static string PathOf(ObjectValue owner, ISymbol symbol) =>
        (owner.Path.Length == 0 ? "" : owner.Path + ".") + Identifiers.Escape(symbol.Name);

    private BatchValue MemberOf(BatchValue owner, ISymbol symbol, SyntaxNode syntax)
    {
        if (owner is not ObjectValue receiver)
            return owner is MissingValue ? owner : Unsupported(syntax, Advice);
        if (context.Rejected.Contains(symbol))
            return MissingValue.Instance;
        if (symbol is IPropertySymbol { GetMethod: { } accessor } && accessor is { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true })
        {
            if (CalledOn(receiver, accessor)?.AssociatedSymbol is not { } reached)
                return Unsupported(syntax, $"which '{symbol.Name}' it reads is decided when the program runs; make the class sealed, or the property not virtual");
            symbol = reached;
        }
        if (symbol is IPropertySymbol { DeclaringSyntaxReferences.Length: > 0, GetMethod: { IsAbstract: false } getter } property && RoleOf(symbol) is null
            && !Lowering.IsAutoProperty(property))
            return context.Semantics.BodyOf(getter) is { } body ? Inline(getter, body, receiver, [], syntax) : Unsupported(syntax, "its body cannot be read");
        if (symbol.IsStatic)
            return Unsupported(syntax, "a static member cannot be reached by the estimator; make it a const or an instance member");
        if (RoleOf(symbol) is { Role: BatchRole.Network })
            return NetworkMember(receiver, symbol, syntax);
        if (Declare(receiver, symbol) is not { } member)
            return Unsupported(syntax, MemberTypes);
        if (!IsReachable(receiver, symbol, syntax))
            return MissingValue.Instance;
        return member.Role switch
        {
            BatchRole.Derived => Unsupported(syntax, "derived quantities are computed from what Encode and Decode return"),
            BatchRole.Data when member.Type is { Rank: 0, Kind: Kind.Integer } => new IntegerValue("model." + member.Path, null),
            _ when member.Type.IsArray => new MemberValue(member),
            _ => GlobalMember(member, syntax),
        };
    }

    /// <summary>Only members of the model itself may be private: the generated code lies in the model's class.</summary>
    private bool IsReachable(ObjectValue owner, ISymbol symbol, SyntaxNode syntax)
    {
        if (owner.Path.Length == 0 || context.Compilation.IsSymbolAccessibleWithin(symbol, context.Model))
            return true;
        context.Report(Descriptors.NotANetwork, syntax, symbol.Name, $"it is {Accessibility(symbol)} in '{owner.Type.Name}', so that the model's estimator cannot reach it; make it internal or public");
        return false;
    }

    private static string Accessibility(ISymbol symbol) => symbol.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Protected ? "protected" : "private";

    /// <summary>The member, declared on its first use; null where no model can hold its type.</summary>
    private BatchMember? Declare(ObjectValue owner, ISymbol symbol)
    {
        string path = PathOf(owner, symbol);
        if (members.TryGetValue(path, out BatchMember? known))
            return known;
        if (TypeOf(symbol) is not { } type || BatchType.Of(type) is not { } shape)
            return null;
        (BatchRole Role, AttributeData Attribute)? role = RoleOf(symbol);
        var member = new BatchMember(symbol, path, type, role?.Role ?? BatchRole.Data, shape, role?.Attribute);
        if (member.Role == BatchRole.Parameter)
            CheckStart(member);
        // Integers are read where they are used, as sizes.
        if (member is not { Role: BatchRole.Data, Type: { Rank: 0, Kind: Kind.Integer } })
            members.Add(path, member);
        return member;
    }

    /// <summary>Where a parameter starts: only what can be without a value takes it from the attribute.</summary>
    private void CheckStart(BatchMember member)
    {
        if (member.AttributeSyntax is not { } syntax)
            return;
        if (member.Type.Rank == 0 && (member.Option("Initial") ?? member.Option("Spread")) is not null)
            Unsupported(syntax, $"'{member.Name}' is a number, which starts at its own value; write it as the member's initializer");
        else if (!(member.Spread >= 0 && member.Spread < double.PositiveInfinity && Math.Abs(member.Initial) < double.PositiveInfinity))
            Unsupported(syntax, "Initial must be finite, and Spread, a standard deviation, finite and zero or above");
    }

    /// <summary>The value of a member that does not belong to a datum.</summary>
    private BatchValue GlobalMember(BatchMember member, SyntaxNode syntax)
    {
        if (member.PerDatum == true)
            return Unsupported(syntax, $"'{member.Name}' has one entry a datum; write '{member.Name}[n]' with the plate's index");
        member.PerDatum = false;
        if (member.Role == BatchRole.Latent)
            return LatentValue(member, syntax);
        member.IsReadElsewhere = true;
        string op = member.Role == BatchRole.Parameter ? "parameter" : "data";
        return new TensorValue(graph.Leaf(op, member.Path, Axis.Global, GlobalShape(member)), member.Type.Kind);
    }

    /// <summary>The value of a member at the plate's index.</summary>
    private BatchValue DatumOf(BatchMember member, SyntaxNode syntax)
    {
        if (member.PerDatum == false && guided.TryGetValue(member.Path, out GuidedLatent? latent) && latent.IsDeclared)
            return MissingValue.Instance;
        if (member.Role == BatchRole.Parameter)
            return Unsupported(syntax, "a parameter belongs to the model; what belongs to a datum is a latent or comes from a network");
        if (member.PerDatum == false)
            return Unsupported(syntax, $"'{member.Name}' is used as a whole elsewhere, so that it cannot have one entry a datum");
        (member.PerDatum, member.IsReadElsewhere) = (true, true);
        return member.Role == BatchRole.Latent
            ? LatentValue(member, syntax)
            : new TensorValue(graph.Leaf("data", member.Path, Axis.Datum, DatumShape(member)), member.Type.Kind);
    }

    private TensorShape DatumShape(BatchMember member) => member.Shape ??= member.ValueRank == 0
        ? TensorShape.Scalar
        : TensorShape.Vector(sizes.Define(member.Path, $"DataCheck.RowLength(model.{member.Path}, \"{member.Name}\")", $"the rows of '{member.Name}'"));

    /// <summary>The shape of a member that does not belong to a datum: as its attribute says, or as its value is.</summary>
    private TensorShape GlobalShape(BatchMember member)
    {
        if (member.Shape is { } known)
            return known;
        member.PerDatum = false;
        if (member.Dimensions.Count > 0 || member.Role == BatchRole.Latent)
            return DeclaredShape(member, member.Type.Rank);
        string Size(string property, string which) =>
            sizes.Define(member.Path + which, $"model.{member.Path}.{property}", which.Length == 0 ? $"'{member.Name}'" : $"the {which.Substring(1)} of '{member.Name}'");
        member.Shape = member.Type switch
        {
            { Rank: 0 } => TensorShape.Scalar,
            { IsMatrix: true } => TensorShape.Matrix(Size("RowCount", "_rows"), Size("ColumnCount", "_columns")),
            { IsArray: true } => TensorShape.Vector(Size("Length", "")),
            _ => TensorShape.Vector(Size("Count", "")),
        };
        return member.Shape.Value;
    }

    /// <summary>The shape that the attribute of a latent or parameter gives.</summary>
    /// <param name="member">The member.</param>
    /// <param name="rank">The rank of one value.</param>
    private TensorShape DeclaredShape(BatchMember member, int rank)
    {
        if (member.Shape is { } known)
            return known;
        // An array over the plate may give its length first, as in a model without networks.
        int given = member.Dimensions.Count, extra = given == rank + 1 && member.PerDatum == true ? 1 : 0;
        if (given != rank + extra)
        {
            context.Report(Descriptors.WrongShape, member.AttributeSyntax, member.Name, $"{given} dimension(s) in its attribute",
                rank == 0 ? "a number takes none" : $"needs {rank}: write [{member.Role}({(rank == 1 ? "20" : "20, 10")})] with numbers or names of members");
            return (member.Shape = rank switch
            {
                0 => TensorShape.Scalar,
                1 => TensorShape.Vector(sizes.Define("unknown", "0", "")),
                _ => TensorShape.Matrix(sizes.Define("unknown", "0", ""), sizes.Define("unknown", "0", "")),
            }).Value;
        }
        string[] names = [.. member.Dimensions.Skip(extra).Select((d, axis) => DeclaredSize(member, d, axis))];
        member.Shape = rank switch
        {
            0 => TensorShape.Scalar,
            1 => TensorShape.Vector(names[0]),
            _ => TensorShape.Matrix(names[0], names[1]),
        };
        return member.Shape.Value;
    }

    private string DeclaredSize(BatchMember member, TypedConstant given, int axis)
    {
        string description = $"'{member.Name}'", hint = axis == 0 ? member.Name : member.Name + "_columns";
        switch (given.Value)
        {
            case int constant:
                return sizes.Of(IntegerValue.Of(constant), hint, description);
            case string name when context.Model.GetMembers(name).FirstOrDefault() is { } symbol && TypeOf(symbol) is { } type:
                if (symbol is IFieldSymbol { HasConstantValue: true, ConstantValue: int value })
                    return sizes.Of(IntegerValue.Of(value), hint, description);
                string path = "model." + Identifiers.Escape(name);
                if (!symbol.IsStatic && type.SpecialType == SpecialType.System_Int32)
                    return sizes.Define(name, path, $"'{name}'");
                if (!symbol.IsStatic && BatchType.Of(type) is { Rank: > 0 } shape)
                    return sizes.Define(name + "_count", $"{path}.{(shape.IsMatrix ? "RowCount" : shape.IsArray ? "Length" : "Count")}", $"'{name}'");
                break;
        }
        context.Report(Descriptors.WrongShape, member.AttributeSyntax, member.Name, $"the dimension '{given.Value}'", "a dimension is a constant, or the name of an integer, array or vector member");
        return sizes.Define("unknown", "0", "");
    }

    /// <summary>A latent stands for the guide's draw.</summary>
    private BatchValue LatentValue(BatchMember member, SyntaxNode syntax)
    {
        if (!guided.TryGetValue(member.Path, out GuidedLatent? latent))
            return Unsupported(syntax, inGuide ? "the guide has not drawn it yet; draw it first" : "a latent is a member of the model itself");
        if (!inGuide && latent.Prior is null)
        {
            if (!latent.IsDeclared)
                context.Report(Descriptors.UseBeforeDraw, syntax, member.Name);
            return MissingValue.Instance;
        }
        return new TensorValue(latent.Draw, member.Type.Kind);
    }
}

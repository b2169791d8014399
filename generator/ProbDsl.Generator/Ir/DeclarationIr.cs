namespace ProbDsl.Generator.Ir;

/// <summary>A file or namespace around a class: its name, which is empty for the file, and its using directives.</summary>
internal sealed record SpaceIr(string Name, EquatableArray<string> Usings);

/// <summary>The body of a method of the user's that is copied; <paramref name="AsIs"/> where its lines may not be indented anew.</summary>
internal sealed record BodyIr(string Text, bool AsIs);

/// <summary>The copy of a method of the user's: its name, what stands before its body, the body, and what stands around its class.</summary>
internal sealed record CopyIr(string Name, string Header, BodyIr Body, EquatableArray<SpaceIr> Spaces);

/// <summary>What the generated half of a class must know of the user's.</summary>
/// <param name="TypeText">The class as a type; in full where something of the runtime has its name.</param>
/// <param name="MetadataName">The name by which the compilation knows it.</param>
/// <param name="HintName">The name of the generated file, without its ending.</param>
/// <param name="Members">Names that the class, or one from which it derives, gives to its members.</param>
/// <param name="Hidden">Names of the runtime that mean something else in the class, with what they are called in full.</param>
/// <param name="Spaces">The file and namespaces around <c>Generate()</c>.</param>
/// <param name="Overridable">What is read of the class that a class derived from it may override; empty where there is nothing.</param>
internal sealed record DeclarationIr(
    string TypeText, string MetadataName, string HintName, EquatableArray<string> Members, EquatableArray<(string Name, string Full)> Hidden, EquatableArray<SpaceIr> Spaces, EquatableArray<string> Overridable)
{
    /// <summary>The statement that refuses an object of a derived class, whose overrides are not what was read; null where none can differ.</summary>
    public string? OwnTypeCheck => Overridable.Count == 0 ? null
        : $"DataCheck.OwnType(model, typeof({TypeText}), {Emit.Literal.Of(string.Join("', '", Overridable))});";
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>What an expression of the model stands for while the model is read.</summary>
internal abstract class Value
{
    public abstract bool Latent { get; }
}

/// <summary>A scalar.</summary>
internal sealed class ScalarValue(Expression expression) : Value
{
    public Expression Expression { get; } = expression;

    public override bool Latent => Expression.Latent;
}

/// <summary>An array, vector or matrix, known by its elements: element code is made where an element is used.</summary>
internal sealed class ArrayValue(
    int rank, bool latent, Func<IReadOnlyList<Expression>, Expression> element, Func<int, IReadOnlyList<Expression>, Expression> length,
    Kind elementKind) : Value
{
    public int Rank { get; } = rank;

    public override bool Latent { get; } = latent;

    public Kind ElementKind { get; } = elementKind;

    /// <summary>C# text of the object, where it exists in the data part of the model.</summary>
    public DataText? Text { get; set; }

    /// <summary>The storage whose elements a statement may assign.</summary>
    public ArrayInfo? Storage { get; set; }

    /// <summary>The first element of the value within its storage.</summary>
    public Expression? Base { get; set; }

    /// <summary>The flattened index of an element within its storage.</summary>
    public Func<IReadOnlyList<Expression>, Expression>? Flatten { get; set; }

    /// <summary>The member that holds the value, for messages and roles.</summary>
    public string? Member { get; set; }

    /// <summary>True where the value is one of several arrays, so that which elements an assignment would change is not known.</summary>
    public bool IsChoice { get; set; }

    /// <summary>True where elements are values of functions, which are computed by statements where they are read.</summary>
    public bool IsSequence { get; set; }

    /// <summary>True for an array of arrays made in the model, whose rows are assigned one by one.</summary>
    public bool HasRows { get; set; }

    /// <summary>The table of row addresses of an array of arrays that depends on latents.</summary>
    public string? RowTable { get; set; }

    /// <summary>True for MathNet's matrices and for rectangular arrays: all indices are given at once.</summary>
    public bool Rectangular { get; set; }

    public Expression Element(IReadOnlyList<Expression> indices) => element(indices);

    public Expression Element(Expression index) => element([index]);

    public Expression Length(int axis, IReadOnlyList<Expression> prefix) => length(axis, prefix);

    public Expression Count => length(0, []);
}

/// <summary>A distribution with its arguments, drawn from, scored or asked for its density.</summary>
internal sealed class DistributionValue(DistributionInfo info, IReadOnlyDictionary<string, Value> arguments, IReadOnlyList<Expression> extents) : Value
{
    public DistributionInfo Info { get; } = info;

    public IReadOnlyDictionary<string, Value> Arguments { get; } = arguments;

    /// <summary>The sizes of the array of independent elements that it draws: of <c>.Iid(n)</c>, or of the vectors and matrices among its arguments. Empty for one value.</summary>
    public IReadOnlyList<Expression> Extents { get; } = extents;

    /// <summary>The bounds of <c>.Truncate(lower, upper)</c>, or null.</summary>
    public Expression? Lower { get; init; }

    /// <inheritdoc cref="Lower"/>
    public Expression? Upper { get; init; }

    /// <summary>The components, where it is a mixture; what is declared of it is then that of a component.</summary>
    public MixtureParts? Mixture { get; init; }

    public bool IsTruncated => Lower is not null || Upper is not null;

    /// <summary>The number of dimensions of a value.</summary>
    public int Rank => Info.IsMatrix ? 2 : Info.IsVector ? 1 : Extents.Count;

    public override bool Latent => true;
}

/// <summary>A draw <c>~D</c>, which may only be assigned.</summary>
internal sealed class DrawValue(DistributionValue distribution) : Value
{
    public DistributionValue Distribution { get; } = distribution;

    public override bool Latent => true;
}

/// <summary>The indices 0 to n - 1 of a plate.</summary>
internal sealed class PlateValue(Expression count) : Value
{
    public Expression Count { get; } = count;

    public override bool Latent => Count.Latent;
}

/// <summary>An object of the data part of any other type: a list, a group, a text, a date.</summary>
internal sealed class ObjectValue(DataText text) : Value
{
    /// <summary>The name under which the data part holds it.</summary>
    public DataText Text { get; } = text;

    public override bool Latent => false;
}

/// <summary>A value that could not be read; the diagnostic has been reported.</summary>
internal sealed class ErrorValue : Value
{
    public static readonly ErrorValue Instance = new();

    public override bool Latent => false;
}

/// <summary>A distribution as its attributes declare it.</summary>
internal sealed class DistributionInfo
{
    public string Name { get; private set; } = "";

    public string Support { get; private set; } = "Real";

    public string? Lower { get; private set; }

    public string? Upper { get; private set; }

    /// <summary>Whether zero lies outside a support of positive numbers.</summary>
    public bool WithoutZero { get; private set; }

    public string Formula { get; private set; } = "0";

    public string? Reparameterized { get; private set; }

    /// <summary>Whether everything declared is that of one element of a vector or matrix.</summary>
    public bool IsElementwise { get; private set; }

    public string? Mean { get; private set; }

    public string? DrawnFromUniform { get; private set; }

    public string? LogSurvival { get; private set; }

    public string? LogCdf { get; private set; }

    public string? LogMass { get; private set; }

    /// <summary>Closed forms of the divergence from this distribution to others, by the full names of their types.</summary>
    public IReadOnlyList<(string Other, string Formula)> Divergences { get; private set; } = [];

    /// <summary>The full name of the type.</summary>
    public string TypeName { get; private set; } = "";

    public IReadOnlyDictionary<string, string> ParameterSupports { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether draws are zeros and ones or whole numbers, whatever values the density admits.</summary>
    public bool IsDrawnDiscrete => IsDiscrete || DrawnFromUniform is not null;

    /// <summary>Whether only models with networks may use it: on the sphere, or a mixture over matrices.</summary>
    public bool NeedsNetworks => Support == "UnitVector" || ParameterSupports.Values.Contains("RealMatrix");

    public bool IsDiscrete => Support is "Binary" or "Count" or "IntegerInterval";

    public bool IsVector => Support is "RealVector" or "PositiveVector" or "Simplex";

    public bool IsMatrix => Support is "PositiveDefinite" or "CholeskyFactor" or "CholeskyCorrelation";

    /// <summary>Whether values of the type can be drawn from: a distribution, or independent copies of one.</summary>
    public static bool CanBeDrawn(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "IidDistribution" or "IidMatrixDistribution" or "DiscreteIidDistribution" or "TruncatedDistribution" or "MixtureDistribution" or "DiscreteMixtureDistribution", ContainingNamespace.Name: "ProbDsl" } || From(type) is not null;

    /// <summary>Reads the attributes of a distribution type, or null where it is none.</summary>
    public static DistributionInfo? From(ITypeSymbol? type)
    {
        if (type is null)
            return null;
        DistributionInfo? info = null;
        var supports = new Dictionary<string, string>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            string name = attribute.AttributeClass?.ToDisplayString() ?? "";
            switch (name)
            {
                case "ProbDsl.DistributionAttribute" when attribute.ConstructorArguments.Length > 0:
                    info = new DistributionInfo { Name = NameOf(type), Support = EnumName(attribute.ConstructorArguments[0]) };
                    foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
                    {
                        if (argument.Key == "Lower")
                            info.Lower = argument.Value.Value as string;
                        else if (argument.Key == "Upper")
                            info.Upper = argument.Value.Value as string;
                        else if (argument.Key == "WithoutZero")
                            info.WithoutZero = argument.Value.Value is true;
                    }
                    break;
                case "ProbDsl.DistributionParameterAttribute" when attribute.ConstructorArguments.Length > 1 && attribute.ConstructorArguments[0].Value is string parameter:
                    supports[parameter] = EnumName(attribute.ConstructorArguments[1]);
                    break;
            }
        }
        if (info is null)
            return null;
        info.ParameterSupports = supports;
        info.TypeName = type.ToDisplayString();
        info.ReadFormulas(type);
        return info;
    }

    /// <summary>The name under which a model writes the distribution: those over vectors and matrices of independent elements have that of one element.</summary>
    private static string NameOf(ITypeSymbol type)
    {
        string name = type.Name;
        if (type.ContainingNamespace.ToDisplayString() != "ProbDsl" || !type.GetAttributes().Any(a => a.AttributeClass?.Name == "ElementwiseAttribute"))
            return name;
        foreach (string shape in new[] { "Vector", "Matrix" })
            if (name.EndsWith(shape, System.StringComparison.Ordinal))
                return name.Substring(0, name.Length - shape.Length);
        return name == "IsotropicNormal" ? "Normal" : name;
    }

    private void ReadFormulas(ITypeSymbol type)
    {
        var divergences = new List<(string Other, string Formula)>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            // An attribute without its argument is the compiler's to refuse.
            string Text(int argument) => attribute.ConstructorArguments.Length > argument ? attribute.ConstructorArguments[argument].Value as string ?? "0" : "0";
            switch (attribute.AttributeClass?.ToDisplayString())
            {
                case "ProbDsl.LogDensityAttribute":
                    Formula = Text(0);
                    break;
                case "ProbDsl.ReparameterizedAttribute":
                    Reparameterized = Text(0);
                    break;
                case "ProbDsl.MeanAttribute":
                    Mean = Text(0);
                    break;
                case "ProbDsl.DrawnFromUniformAttribute":
                    DrawnFromUniform = Text(0);
                    break;
                case "ProbDsl.LogSurvivalAttribute":
                    LogSurvival = Text(0);
                    break;
                case "ProbDsl.LogCdfAttribute":
                    LogCdf = Text(0);
                    break;
                case "ProbDsl.LogMassAttribute":
                    LogMass = Text(0);
                    break;
                case "ProbDsl.ElementwiseAttribute":
                    IsElementwise = true;
                    break;
                case "ProbDsl.DivergenceAttribute" when attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is ITypeSymbol other:
                    divergences.Add((other.ToDisplayString(), Text(1)));
                    break;
            }
        }
        Divergences = divergences;
    }

    private static string EnumName(TypedConstant constant)
    {
        if (constant.Type is INamedTypeSymbol type)
            foreach (ISymbol member in type.GetMembers())
                if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, constant.Value))
                    return field.Name;
        return "Real";
    }
}

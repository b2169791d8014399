using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Networks.</content>
internal sealed partial class BatchLowering
{
    private readonly Dictionary<string, ObjectValue> networks = [];
    private readonly Dictionary<string, (int Input, int Output)> networkConstants = [];

    /// <summary>Where the outputs of networks lie whose text shows it, by their paths.</summary>
    private readonly Dictionary<string, ValueRange> outputRanges = [];

    /// <summary>The networks that statements apply, by their paths.</summary>
    public IEnumerable<ObjectValue> Networks => networks.Values;

    /// <summary>Whether a class is a layer or is made of layers by the library.</summary>
    public static bool IsNetwork(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name == "Network" && type.ContainingNamespace.ToDisplayString() == "ProbDsl.Networks")
                return true;
        return false;
    }

    private BatchValue NetworkMember(ObjectValue owner, ISymbol symbol, SyntaxNode syntax)
    {
        if (TypeOf(symbol) is not INamedTypeSymbol type || !CheckNetwork(context, symbol, type) || !IsReachable(owner, symbol, syntax))
            return MissingValue.Instance;
        string path = PathOf(owner, symbol);
        if (IsNetwork(type) && !networkConstants.ContainsKey(path) && CreationOf(symbol) is { } creation)
            ReadCreation(path, creation);
        return new ObjectValue(path, type);
    }

    /// <summary>A network is a layer of the library, or a class of this project with an ordinary Forward method.</summary>
    public static bool CheckNetwork(ModelContext context, ISymbol symbol, ITypeSymbol type)
    {
        if (IsNetwork(type) || type.GetMembers("Forward").OfType<IMethodSymbol>().Any(m => m.DeclaringSyntaxReferences.Length > 0))
            return true;
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        context.Report(Descriptors.NotANetwork, symbol.Locations[0], symbol.Name,
            $"'{name}' neither derives from ProbDsl.Networks.Network nor is a class of this project with a method 'Vector<double> Forward(Vector<double> input)'");
        context.Rejected.Add(symbol);
        return false;
    }

    private BatchValue ApplyNetwork(ObjectValue network, BatchValue argument, SyntaxNode syntax)
    {
        if (Tensor(argument, syntax) is not { } input)
            return MissingValue.Instance;
        int node = input.Node;
        if (graph[node].Shape.Rank == 0 && network.Type.Name == "Embedding" && IsOfData(node))
            node = Place(node, sizes.Define(network.Path + "_entries", $"model.{network.Path}.Count", $"the entries of '{network.Path}'"), network.Path, Lowering.Shorten(ArgumentOf(syntax)), syntax);
        if (graph[node].Shape.Rank == 0)
            node = graph.Make("expand", [node], TensorShape.Vector(sizes.Of(IntegerValue.Of(1), "", ""))); // the number of an embedding
        if (graph[node].Shape.Rank != 1)
            return Unsupported(syntax, "the input of a network is a vector");
        networks[network.Path] = network;
        if (!SameSize(NetworkSize(network, input: true), graph[node].Shape.First, syntax))
            return MissingValue.Instance;
        return new TensorValue(graph.Make("network", [node], TensorShape.Vector(NetworkSize(network, input: false)), network.Path));
    }

    private static string ArgumentOf(SyntaxNode call) => call is InvocationExpressionSyntax { ArgumentList.Arguments: [{ } only] } ? only.ToString() : call.ToString();

    private string NetworkSize(ObjectValue network, bool input)
    {
        int? constant = networkConstants.TryGetValue(network.Path, out (int Input, int Output) known) ? (input ? known.Input : known.Output) : null;
        return input
            ? sizes.Define(network.Path + "_in", $"model.{network.Path}.InputSize", $"the input of '{network.Path}'", constant)
            : sizes.Define(network.Path + "_out", $"model.{network.Path}.OutputSize", $"the output of '{network.Path}'", constant);
    }

    /// <summary>The initialiser of a member that holds a dense network.</summary>
    private IObjectCreationOperation? CreationOf(ISymbol symbol)
    {
        IOperation? value = context.Semantics.InitializerOf(symbol);
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IObjectCreationOperation { Type.Name: "Mlp" or "Dense" } creation && IsNetwork(creation.Type) ? creation : null;
    }

    /// <summary>What an initialiser says: the sizes, as in new(784, 400, 40), and where the output lies.</summary>
    private void ReadCreation(string path, IObjectCreationOperation creation)
    {
        string activation = creation.Type!.Name == "Mlp" ? "OutputActivation" : "Activation";
        ISimpleAssignmentOperation? given = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is IPropertyReferenceOperation p && p.Property.Name == activation);
        if (given is null)
            outputRanges[path] = ValueRange.All;
        else if (RangeOfActivation(given.Value) is { } range)
            outputRanges[path] = range;
        List<IOperation> sizes = [];
        foreach (IArgumentOperation argument in creation.Arguments.OrderBy(a => a.Parameter?.Ordinal))
            if (argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection)
                sizes.AddRange(Elements(argument.Value));
            else if (argument.Parameter?.Type.SpecialType == SpecialType.System_Int32 && argument.ArgumentKind == ArgumentKind.Explicit)
                sizes.Add(argument.Value);
        int?[] numbers = [.. sizes.Select(g => g.ConstantValue is { HasValue: true, Value: int number } ? number : (int?)null)];
        if (numbers.Length >= 2 && numbers[0] is { } first && numbers[numbers.Length - 1] is { } last)
            networkConstants[path] = (first, last);
    }

    /// <summary>Where an activation lies; null where the text does not show which it is.</summary>
    private static ValueRange? RangeOfActivation(IOperation activation) => activation is not IFieldReferenceOperation { Field: { Type.TypeKind: TypeKind.Enum, Name: var name } } ? null : name switch
    {
        "Relu" => ValueRange.NonNegative,
        "Softplus" => ValueRange.Positive,
        "Logistic" => ValueRange.Unit,
        "Tanh" => new ValueRange(-1, true, 1, true),
        _ => ValueRange.All,
    };

    private static IEnumerable<IOperation> Elements(IOperation value) => value switch
    {
        IConversionOperation conversion => Elements(conversion.Operand),
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => [value],
    };
}

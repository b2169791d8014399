using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>MathNet's builders: <c>Vector&lt;double&gt;.Build</c> and <c>Matrix&lt;double&gt;.Build</c>.</content>
internal sealed partial class Lowering
{
    // Vectors and matrices that the data part builds: they may turn out to hold values that depend on latents.
    private readonly Dictionary<string, string> builtKeys = [];

    /// <summary>"Vector" or "Matrix" where a call builds one.</summary>
    private static string? BuilderOf(IInvocationOperation invocation) =>
        Unconverted(invocation.Instance ?? invocation) is IMemberReferenceOperation { Member: { Name: "Build", ContainingType: { Name: "Vector" or "Matrix" } type } }
        && type.ContainingNamespace.ToDisplayString() == "MathNet.Numerics.LinearAlgebra" ? type.Name : null;

    private Value BuildVector(string type, IInvocationOperation invocation)
    {
        string key = ArrayKeyAt(invocation.Syntax);
        if (!context.KnownLatent.Contains(key) && Opaque(invocation) is ArrayValue { Text: { } text } data)
        {
            builtKeys[text.Template] = key;
            return data;
        }
        IAnonymousFunctionOperation? function = invocation.Arguments.Select(a => FunctionOf(a.Value)).FirstOrDefault(f => f is not null);
        List<Value> arguments = [];
        foreach (IArgumentOperation argument in invocation.Arguments.Where(a => FunctionOf(a.Value) is null))
            arguments.Add(RowArguments(argument) ?? Snapshot(Evaluate(argument.Value)));
        if (arguments.Any(a => a is ErrorValue))
            return ErrorValue.Instance;
        List<Expression> sizes = [.. arguments.OfType<ScalarValue>().Where(s => s.Expression.Type == Kind.Integer).Select(s => DataIndex(s.Expression, invocation.Syntax))];
        ArrayValue? source = arguments.OfType<ArrayValue>().FirstOrDefault();
        string name = invocation.TargetMethod.Name;
        int rank = type == "Vector" ? 1 : 2;
        if (name == "Dense" && source is null && sizes.Count >= rank)
            return Filled(sizes.GetRange(0, rank), function, arguments.Skip(rank).OfType<ScalarValue>().FirstOrDefault(), invocation);
        if (name == "DenseDiagonal" && arguments.All(a => a is ScalarValue) && arguments.Count + (function is null ? 0 : 1) is 2 or 3)
        {
            var value = function is null ? (ScalarValue)arguments[arguments.Count - 1] : null;
            return DiagonalOf(sizes[0], sizes[Math.Min(sizes.Count, arguments.Count - (value is null ? 0 : 1)) - 1], function, value, invocation);
        }
        return Copied(type, name, source, sizes) ?? Unsupported(invocation, "of MathNet's builders, a model can use Dense, DenseOfArray, DenseOfVector, DenseOfRowArrays, DenseDiagonal and the like");
    }

    private static IAnonymousFunctionOperation? FunctionOf(IOperation value) => Unconverted(value) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } => function,
        IAnonymousFunctionOperation function => function,
        _ => null,
    };

    /// <summary>Rows or columns given one by one.</summary>
    private ArrayValue? RowArguments(IArgumentOperation argument) =>
        argument.ArgumentKind == ArgumentKind.ParamArray && Strip(argument.Value) is IArrayCreationOperation { Initializer: { } rows, Type: IArrayTypeSymbol { ElementType: IArrayTypeSymbol } type }
            ? RowsOf(rows.ElementValues, type, argument.Syntax)
            : null;

    /// <summary>A vector or matrix with the elements of other ones.</summary>
    private static Value? Copied(string type, string name, ArrayValue? source, List<Expression> sizes)
    {
        if (source is null)
            return name == "DenseIdentity" && sizes.Count > 0
                ? Square(sizes[0], false, i => Build.Select(Build.Call("eq", i[0], i[1]), Constant.One, Constant.Zero))
                : null;
        switch (name, source.Rank)
        {
            case ("Dense" or "DenseOfArray" or "DenseOfEnumerable" or "DenseOfVector", 1) when type == "Vector":
            case ("DenseOfArray" or "DenseOfMatrix" or "DenseOfRowArrays", 2):
                return new ArrayValue(source.Rank, source.Latent, i => Build.Real(source.Element(i)), source.Length, Kind.Real);
            case ("DenseOfColumnArrays", 2):
                return new ArrayValue(2, source.Latent, i => Build.Real(source.Element([i[1], i[0]])), (axis, _) => source.Length(1 - axis, [Constant.Int(0)]), Kind.Real);
            case ("DenseOfDiagonalArray" or "DenseOfDiagonalVector", 1):
                return Square(source.Count, source.Latent, i => Build.Select(Build.Call("eq", i[0], i[1]), Build.Real(source.Element(i[0])), Constant.Zero));
            default:
                return null;
        }
    }

    private static ArrayValue Square(Expression size, bool latent, Func<IReadOnlyList<Expression>, Expression> element) =>
        new(2, latent, element, (_, _) => size, Kind.Real);

    private Value DiagonalOf(Expression rows, Expression columns, IAnonymousFunctionOperation? function, ScalarValue? value, IInvocationOperation invocation)
    {
        SameSize(rows, "rows", columns, "columns", invocation.Syntax);
        Value diagonal = Filled([rows], function, value, invocation);
        return diagonal is ArrayValue known ? Copied("Matrix", "DenseOfDiagonalArray", known, [])! : diagonal;
    }

    /// <summary>An array with a value for each index: computed here and now, since what a function reads may change.</summary>
    private Value Filled(List<Expression> sizes, IAnonymousFunctionOperation? function, ScalarValue? value, IInvocationOperation invocation)
    {
        bool latent = context.KnownLatent.Contains(ArrayKeyAt(invocation.Syntax));
        string name = NameHint(invocation);
        if (function is null && value is null)
            return NewScratch(name, sizes, latent, invocation.Syntax);
        Expression? constant = value is null ? null : Bind("value", Build.Real(value.Expression));
        ArrayValue array = latent ? NewComputedArray(name, sizes, filled: true) : NewDataArray(name, sizes, Kind.Real, invocation.Syntax);
        var shape = new ArrayValue(sizes.Count, latent, _ => Constant.Zero, (axis, _) => sizes[axis], Kind.Real);
        bool failed = false;
        FillElements(new ArrayValue(sizes.Count, latent, i => constant ?? Call(function!, i, ref failed), shape.Length, Kind.Real), sizes, (indices, element) =>
        {
            if (element.Latent && !latent)
            {
                context.MarkLatent(ArrayKeyAt(invocation.Syntax));
                array = NewComputedArray(name, sizes, filled: true);
                latent = true;
            }
            Put(array, indices, Build.Real(element));
        });
        return failed ? ErrorValue.Instance : array;
    }

    /// <summary>The value of a function that is written where it is used, at given arguments.</summary>
    private Expression Call(IAnonymousFunctionOperation function, IReadOnlyList<Expression> arguments, ref bool failed)
    {
        for (int i = 0; i < arguments.Count; i++)
            environment[function.Symbol.Parameters[i]] = new ScalarValue(arguments[i]);
        int outer = loopDepthAtCall;
        loopDepthAtCall = LoopDepth;
        Value? result = LowerBody(function.Body);
        loopDepthAtCall = outer;
        if (result is ScalarValue scalar)
            return scalar.Expression;
        failed = true;
        return Constant.Zero;
    }
}

using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>A call whose method is known: its receiver, if any, and its arguments in the order of the parameters.</summary>
internal sealed class BoundCall(IInvocationOperation operation, string signature, IReadOnlyList<IOperation> operands, IReadOnlyList<Value> values)
{
    public IInvocationOperation Operation { get; } = operation;

    public SyntaxNode Syntax => Operation.Syntax;

    public string Signature { get; } = signature;

    public IReadOnlyList<IOperation> Operands { get; } = operands;

    public IReadOnlyList<Value> Values { get; } = values;

    public int Count => Values.Count;

    public ArrayValue Array(int i) => (ArrayValue)Values[i];

    public Expression Scalar(int i) => ((ScalarValue)Values[i]).Expression;

    public FunctionValue Function(int i) => (FunctionValue)Values[i];

    public string Text(int i) => Operands[i].Syntax.ToString();
}

/// <summary>A function that is written where it is passed: a lambda, or the name of a method.</summary>
internal sealed class FunctionValue(IOperation target, bool latent) : Value
{
    /// <summary>The anonymous function or the reference to a method.</summary>
    public IOperation Target { get; } = target;

    /// <summary>Whether its body reads what depends on latents.</summary>
    public override bool Latent { get; } = latent;
}

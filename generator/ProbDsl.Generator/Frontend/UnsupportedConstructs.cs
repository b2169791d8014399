using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ProbDsl.Generator.Frontend;

/// <summary>The C# that a model may not use, with what to write instead. What is not here and not lowered gets the last row.</summary>
internal static class UnsupportedConstructs
{
    private static readonly Dictionary<OperationKind, (string What, string Advice)> Table = new()
    {
        [OperationKind.Try] = ("a try statement", "generative code has no exceptions to catch"),
        [OperationKind.Throw] = ("a throw statement", "validate data in the class's own constructor or setters"),
        [OperationKind.Using] = ("a using statement", "open files before the model is made"),
        [OperationKind.UsingDeclaration] = ("a using declaration", "open files before the model is made"),
        [OperationKind.Lock] = ("a lock statement", "a model runs on one thread"),
        [OperationKind.Switch] = ("a switch statement", "use if statements or a switch expression"),
        [OperationKind.Loop] = ("this kind of loop", "use 'for (int i = from; i < to; i++)' or 'foreach (int i in Plate(n))'"),
        [OperationKind.Branch] = ("a jump (break or goto)", "use a condition around the statements, or 'continue'"),
        [OperationKind.Await] = ("await", "a model is not asynchronous"),
        [OperationKind.YieldReturn] = ("yield", "a model is not an iterator"),
        [OperationKind.DynamicInvocation] = ("a dynamic call", "use static types"),
        [OperationKind.DeconstructionAssignment] = ("a deconstruction", "assign the parts one by one"),
        [OperationKind.EventAssignment] = ("an event subscription", "a model has no side effects"),
    };

    public static (string What, string Advice) Describe(IOperation operation) =>
        Table.TryGetValue(operation.Kind, out (string What, string Advice) known)
            ? known
            : ("this statement", "a model consists of draws, assignments, loops, conditions, Factor and Observe");
}

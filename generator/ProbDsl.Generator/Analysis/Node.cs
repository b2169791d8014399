using System.Collections.Generic;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>What a leaf of the graph stands for.</summary>
internal abstract record Leaf;

/// <summary>A value of data alone. <paramref name="Column"/> forces a column of its own, even for a constant.</summary>
internal sealed record DataLeaf(Expression Expression, bool Column = false) : Leaf;

/// <summary>An element of an array of latent-dependent values.</summary>
internal sealed record ElementLeaf(ArrayInfo Array, Expression Index) : Leaf;

/// <summary>The unconstrained coordinate of a scalar latent.</summary>
internal sealed record CoordinateLeaf(ArrayInfo Array) : Leaf;

/// <summary>One where the log-Jacobian is asked for, else zero.</summary>
internal sealed record JacobianLeaf : Leaf;

/// <summary>The adjoint of a node as a reduction's loop (or another part of the kernel) accumulates it.</summary>
internal sealed record SeedLeaf(int Node, int Via) : Leaf;

/// <summary>A loop that reduces the values of a body.</summary>
internal sealed record Reduction(
    ReduceKind Kind, Local Variable, Expression From, Expression To, EquatableArray<Carried> Carried, EquatableArray<Statement> DataBody, int Depth);

/// <summary>A node of the expression graph; equal nodes are one object.</summary>
internal sealed class Node(int id, string op, IReadOnlyList<Node> arguments, double value, Leaf? leaf, Reduction? reduction, bool latent, int variance)
{
    /// <summary>Bit of the variance for values that change with the row of a plate or the step of a loop.</summary>
    public const int RowBit = 1;

    public int Id { get; } = id;

    /// <summary>A primitive's name; "const", "leaf" or "reduce".</summary>
    public string Op { get; } = op;

    public IReadOnlyList<Node> Arguments { get; } = arguments;

    public double Value { get; } = value;

    public Leaf? Leaf { get; } = leaf;

    /// <summary>The loop of a "reduce" node, whose only argument is its body.</summary>
    public Reduction? Reduction { get; } = reduction;

    public bool Latent { get; } = latent;

    /// <summary>On what the value varies: bit 0 the row, bit 1 + d the variable of a reduction at depth d.</summary>
    public int Variance { get; } = variance;

    public bool IsConstant => Op == "const";

    public bool VariesWithRow => (Variance & RowBit) != 0;

    /// <summary>Whether it varies with the variable of some enclosing reduction.</summary>
    public bool IsInner => Variance > RowBit;

    public bool IsData => !Latent;

    public static int ReductionBit(int depth) => 2 << depth;
}

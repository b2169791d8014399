using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch;

/// <summary>How many values a node has in one evaluation of a batch.</summary>
internal enum Axis
{
    /// <summary>One.</summary>
    Global,

    /// <summary>One a datum of the batch.</summary>
    Datum,

    /// <summary>One a datum and Monte Carlo sample.</summary>
    Sample,
}

/// <summary>The shape of a node's value: nothing for a scalar, one size for a vector, two for a matrix (row-major).</summary>
/// <param name="Rank">0, 1 or 2.</param>
/// <param name="First">Name of the first size, of <see cref="BatchIr.Sizes"/>; empty where there is none.</param>
/// <param name="Second">Name of the second size.</param>
internal readonly record struct TensorShape(int Rank, string First, string Second)
{
    public static readonly TensorShape Scalar = new(0, "", "");

    public static TensorShape Vector(string size) => new(1, size, "");

    public static TensorShape Matrix(string rows, string columns) => new(2, rows, columns);
}

/// <summary>A node of the graph of a model with networks. Arguments are numbers of earlier nodes; equal nodes are one.</summary>
/// <remarks>
/// Operations, beside the elementwise ones, which have the names of <see cref="Primitives"/> (a scalar argument meets each element of a
/// vector; a Global or Datum argument meets each row; the value's axis is the widest of its arguments'):
/// <list type="bullet">
/// <item>const: <see cref="Value"/>.</item>
/// <item>data: the member <see cref="Name"/>; on the axis Datum, of the plate's index.</item>
/// <item>parameter: the member <see cref="Name"/>, which is optimised.</item>
/// <item>noise: random numbers; <see cref="Name"/> is "normal#k", "uniform#k" or "sign#k" (minus or plus one), with k telling draws apart.</item>
/// <item>position: 0, 1, 2 … along a vector.</item>
/// <item>size: the size <see cref="Name"/> as a number.</item>
/// <item>sum, lse: the sum and the log-sum-exp over the elements of a vector or matrix: a scalar.</item>
/// <item>largest: the largest element of a vector of data: a scalar.</item>
/// <item>pick(vector, index): one element, index a data scalar.</item>
/// <item>place(index): an index of data, refused where the size <see cref="Name"/> has no such element. times(number): how often the outcome <see cref="Name"/> is drawn.</item>
/// <item>slice(vector): elements from the size <see cref="Name"/> on ("" for 0), as many as the node's shape says.</item>
/// <item>concat(vectors): one after the other.</item>
/// <item>expand(value): the value at each place of the node's shape and axis.</item>
/// <item>network(input): the network member <see cref="Name"/> (its path from the model, as encoder or net.first) applied.</item>
/// <item>matvec(matrix, vector): a Global matrix times a vector of any axis.</item>
/// <item>sphereCosine(concentration, size): a random number, the cosine of a von Mises-Fisher draw to its mean; <see cref="Name"/> is "sphere#k".</item>
/// <item>draw(value): the latent <see cref="Name"/> takes the value. Global, or Sample for a latent of the plate.</item>
/// </list>
/// </remarks>
internal sealed record TensorNode(string Op, EquatableArray<int> Arguments, Axis Axis, TensorShape Shape, string Name = "", double Value = 0);

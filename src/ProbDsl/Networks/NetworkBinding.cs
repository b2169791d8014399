using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>Where the weights of a network lie, and what its passes compute with.</summary>
/// <typeparam name="E">float or double.</typeparam>
/// <param name="Store">The store.</param>
/// <param name="First">The number of the network's first tensor in the store; the others follow in their order.</param>
/// <param name="Context">Shared machinery.</param>
public sealed record NetworkBinding<E>(ParameterStore<E> Store, int First, ComputeContext<E> Context)
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>The binding of a part of the network.</summary>
    /// <param name="tensors">How many tensors of the network come before those of the part.</param>
    public NetworkBinding<E> From(int tensors) => this with { First = First + tensors };
}

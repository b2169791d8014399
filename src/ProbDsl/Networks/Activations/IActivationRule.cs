using System.Numerics;

namespace ProbDsl.Networks;

/// <summary>One row of the table of activations: the function and its derivative.</summary>
internal interface IActivationRule
{
    /// <summary>Whether the derivative is a formula of the argument; otherwise of the value, and the argument need not be kept.</summary>
    static virtual bool DerivesFromArgument => false;

    /// <summary>The function.</summary>
    /// <param name="x">The argument.</param>
    static abstract L Value<L, E>(L x)
        where L : struct, IElementLane<L, E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>;

    /// <summary>The derivative by the argument.</summary>
    /// <param name="kept">The value, or the argument where <see cref="DerivesFromArgument"/>.</param>
    static abstract L Derivative<L, E>(L kept)
        where L : struct, IElementLane<L, E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>;
}

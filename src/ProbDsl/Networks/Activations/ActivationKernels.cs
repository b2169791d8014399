using System.Numerics;

namespace ProbDsl.Networks;

/// <summary>The loops of one activation, for one element type and register width.</summary>
/// <typeparam name="E">float or double.</typeparam>
internal abstract class ActivationKernels<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Whether the function is the identity, so that nothing need be done.</summary>
    public abstract bool IsIdentity { get; }

    /// <summary>Whether the way back needs the arguments; otherwise the values.</summary>
    public abstract bool DerivesFromArgument { get; }

    /// <summary>y = f(x).</summary>
    public abstract void Apply(ref readonly E x, ref E y, int count);

    /// <summary>y = f(y + b), element by element; what the function was applied to goes to <paramref name="kept"/> where it is needed on the way back.</summary>
    public abstract void AddAndApply(ref E y, ref readonly E bias, ref E kept, int count);

    /// <summary>y = f(x + b) with one number b; x + b goes to <paramref name="kept"/> where it is needed on the way back.</summary>
    public abstract void AddAndApply(ref readonly E x, E bias, ref E y, ref E kept, int count);

    /// <summary>d = g f', with f' from what was kept (values, or arguments where <see cref="DerivesFromArgument"/>).</summary>
    public abstract void Derive(ref readonly E adjoint, ref readonly E kept, ref E result, int count);

    /// <summary>d = g f', and sums += d element by element.</summary>
    public abstract void DeriveAndSum(ref readonly E adjoint, ref readonly E kept, ref E result, ref E sums, int count);

    /// <summary>d = g f'; returns the sum of d.</summary>
    public abstract E DeriveAndTotal(ref readonly E adjoint, ref readonly E kept, ref E result, int count);

    /// <summary>The loops of an activation on this machine.</summary>
    public static ActivationKernels<E> Of(Activation activation) => Of(activation, ElementWidth.Bits);

    /// <summary>The loops of an activation on registers of so many bits.</summary>
    public static ActivationKernels<E> Of(Activation activation, int bits) => bits switch
    {
        512 => Create<ElementLane512<E>>(activation),
        256 => Create<ElementLane256<E>>(activation),
        _ => Create<ElementLane128<E>>(activation),
    };

    private static ActivationKernels<E> Create<L>(Activation activation)
        where L : struct, IElementLane<L, E> => activation switch
        {
            Activation.Identity => new ActivationLoops<E, L, ActivationRules.Identity>(),
            Activation.Relu => new ActivationLoops<E, L, ActivationRules.Relu>(),
            Activation.LeakyRelu => new ActivationLoops<E, L, ActivationRules.LeakyRelu>(),
            Activation.Tanh => new ActivationLoops<E, L, ActivationRules.Tanh>(),
            Activation.Logistic => new ActivationLoops<E, L, ActivationRules.Logistic>(),
            Activation.Softplus => new ActivationLoops<E, L, ActivationRules.Softplus>(),
            Activation.Elu => new ActivationLoops<E, L, ActivationRules.Elu>(),
            Activation.Gelu => new ActivationLoops<E, L, ActivationRules.Gelu>(),
            Activation.Silu => new ActivationLoops<E, L, ActivationRules.Silu>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation."),
        };
}

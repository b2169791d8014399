using System.Numerics;

namespace ProbDsl.Networks;

/// <summary>What all passes of one estimator share: matrix products, threads, their scratch memory.</summary>
/// <typeparam name="E">float or double.</typeparam>
public sealed class ComputeContext<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>;

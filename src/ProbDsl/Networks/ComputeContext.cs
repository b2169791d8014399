using System.Numerics;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>What all passes of one estimator share: matrix products, threads, their scratch memory.</summary>
/// <remarks>One pass at a time: a context belongs to one caller, and the threads of its team help. Results do not depend on their number.</remarks>
/// <typeparam name="E">float or double.</typeparam>
public sealed class ComputeContext<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Elements below which a pass over them stays on the calling thread: it takes about as long as waking another.</summary>
    private const long SerialElements = 1 << 14;

    /// <summary>A context on the threads of the whole process.</summary>
    public ComputeContext()
        : this(WorkTeam.Shared)
    {
    }

    /// <summary>A context on the threads of a team.</summary>
    /// <param name="team">The team; <see cref="WorkTeam.Alone"/> for the calling thread only.</param>
    public ComputeContext(WorkTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Team = team;
        Gemm = new Gemm<E>(team);
    }

    /// <summary>The threads.</summary>
    public WorkTeam Team { get; }

    /// <summary>Matrix products.</summary>
    public Gemm<E> Gemm { get; }

    /// <summary>Runs an action on ranges that together cover 0 to count - 1, on the team where it is worth it.</summary>
    /// <param name="action">Takes the start of a range and its end (exclusive); what it computes for an index must not depend on the range. Keep and reuse it.</param>
    /// <param name="count">Length of the whole.</param>
    /// <param name="grain">Length of a range.</param>
    /// <param name="elements">Elements that are touched in all.</param>
    public void Split(Action<int, int> action, int count, int grain, long elements)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (elements < SerialElements || Team.Threads == 1 || count <= grain)
            action(0, count);
        else
            Team.Run(action, count, grain);
    }
}

namespace ProbDsl.Simd;

/// <summary>A few threads that stand by for short parallel stretches: items are spread over them and the caller, and nothing is allocated per call.</summary>
/// <remarks>
/// The threads start at the first use, spin a fraction of a millisecond after each job and then park. A call from inside an item, or while
/// another thread uses the team, runs its items on the calling thread, in order. The first exception of an item ends the job (items not yet
/// begun are left out) and is thrown to the caller. The threads are background threads; they end when the team is disposed or collected.
/// </remarks>
public sealed unsafe class WorkTeam : IDisposable
{
    private static readonly Lazy<WorkTeam> LazyShared = new(() => new(Environment.ProcessorCount));
    private readonly Crew? crew;

    /// <summary>A team of the given number of threads.</summary>
    /// <param name="threads">Threads at work together, the caller's included; the number of processors is the most that is used.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below one.</exception>
    public WorkTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = Math.Min(threads, Environment.ProcessorCount);
        if (Threads > 1)
            crew = new(Threads - 1);
    }

    /// <summary>Dismisses the threads of a team that was not disposed.</summary>
    ~WorkTeam() => crew?.Dismiss();

    /// <summary>The team of the whole process: one thread a processor. It is never disposed.</summary>
    public static WorkTeam Shared => LazyShared.Value;

    /// <summary>A team of the caller alone: everything runs on the calling thread.</summary>
    public static WorkTeam Alone { get; } = new(1);

    /// <summary>Threads at work together, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Dismisses the threads. Later calls run on the calling thread.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(this, Alone) || (LazyShared.IsValueCreated && ReferenceEquals(this, Shared)))
            return;
        crew?.Dismiss();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs items 0 to count − 1.</summary>
    /// <param name="work">The work; keep and reuse it to allocate nothing.</param>
    /// <param name="count">Number of items.</param>
    public void Run(IParallelWork work, int count)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(work, null, &ExecuteWork, count);
    }

    /// <summary>Runs an action on items 0 to count − 1.</summary>
    /// <param name="action">Takes the item's index; keep and reuse it to allocate nothing.</param>
    /// <param name="count">Number of items.</param>
    public void Run(Action<int> action, int count)
    {
        ArgumentNullException.ThrowIfNull(action);
        Run(action, null, &ExecuteAction, count);
    }

    /// <summary>Runs an action on ranges that together cover 0 to count − 1.</summary>
    /// <param name="action">Takes the start of a range and its end (exclusive); keep and reuse it to allocate nothing.</param>
    /// <param name="count">Length of the whole.</param>
    /// <param name="grain">Length of every range but the last. The ranges depend on it alone, never on the number of threads.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grain"/> is below one.</exception>
    public void Run(Action<int, int> action, int count, int grain)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfLessThan(grain, 1);
        (int Count, int Grain) ranges = (count, grain);
        Run(action, &ranges, &ExecuteRange, (int)(((long)count + grain - 1) / grain));
    }

    /// <summary>Runs a function on items 0 to count − 1, with what it needs passed along.</summary>
    internal void Run(object? target, void* state, delegate*<object?, void*, int, void> body, int count)
    {
        if (count > 1 && crew is not null && crew.TryRun(target, state, body, count))
        {
            GC.KeepAlive(this);
            return;
        }

        for (int i = 0; i < count; i++)
            body(target, state, i);
    }

    private static void ExecuteWork(object? target, void* state, int index) => ((IParallelWork)target!).Execute(index);

    private static void ExecuteAction(object? target, void* state, int index) => ((Action<int>)target!)(index);

    private static void ExecuteRange(object? target, void* state, int index)
    {
        (int count, int grain) = *((int, int)*)state;
        int start = index * grain;
        ((Action<int, int>)target!)(start, Math.Min(count - start, grain) + start);
    }
}

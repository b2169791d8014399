using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ProbDsl.Simd;

/// <summary>The threads of a <see cref="WorkTeam"/> and the gate through which they enter a job.</summary>
/// <remarks>
/// The gate holds the job's generation, whether it is open, and how many workers are inside. A job's fields are written while the gate is
/// closed and nobody is inside; a worker enters by a compare-and-swap that succeeds only on an open gate, so it never sees half a job.
/// Indices are claimed one by one, so a worker that is late or not scheduled holds nothing up. The threads refer to this object only,
/// never to the team, so that an abandoned team is collected and its finaliser dismisses them.
/// </remarks>
internal sealed unsafe class Crew(int workers)
{
    private const long Open = 1L << 16;
    private const long InsideMask = Open - 1;
    private const long GenerationStep = 1L << 32;

    /// <summary>How long a worker without work spins before it parks: longer than the serial stretches between the products of a training step.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 5000;

    private readonly object parking = new();
    private PaddedCounters counters;
    private int busy;
    private int parked;
    private bool started;
    private volatile bool dismissed;
    private object? target;
    private void* state;
    private delegate*<object?, void*, int, void> body;
    private int count;
    private ExceptionDispatchInfo? failure;

    /// <summary>Runs a job on the caller and the workers; false if another job is running, and then nothing is done.</summary>
    public bool TryRun(object? jobTarget, void* jobState, delegate*<object?, void*, int, void> jobBody, int jobCount)
    {
        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
            return false;
        try
        {
            if (!started)
                Start();
            target = jobTarget;
            state = jobState;
            body = jobBody;
            count = jobCount;
            counters.Next = 0;
            OpenGate();
            Work();
            CloseGate();
            target = null;
            failure?.Throw();
        }
        finally
        {
            failure = null;
            Volatile.Write(ref busy, 0);
        }

        return true;
    }

    /// <summary>Lets the workers end.</summary>
    public void Dismiss()
    {
        dismissed = true;
        lock (parking)
            Monitor.PulseAll(parking);
    }

    private void Start()
    {
        for (int i = 0; i < workers; i++)
            new Thread(Serve) { IsBackground = true, Name = "ProbDsl worker" }.Start();
        started = true;
    }

    private void OpenGate()
    {
        long generation = (counters.Gate & ~(GenerationStep - 1)) + GenerationStep;
        Interlocked.Exchange(ref counters.Gate, generation | Open);
        if (Volatile.Read(ref parked) == 0)
            return;
        lock (parking)
            Monitor.PulseAll(parking);
    }

    /// <summary>Closes the gate and waits for the workers inside.</summary>
    private void CloseGate()
    {
        Interlocked.And(ref counters.Gate, ~Open);
        SpinWait spinner = default;
        while ((Volatile.Read(ref counters.Gate) & InsideMask) != 0)
            spinner.SpinOnce(sleep1Threshold: -1);
    }

    private void Work()
    {
        try
        {
            int index;
            while ((index = Interlocked.Increment(ref counters.Next) - 1) < count)
                body(target, state, index);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            // Indices not yet claimed are left undone.
            Volatile.Write(ref counters.Next, count);
        }
    }

    private void Serve()
    {
        long last = 0;
        while (WaitForJob(last))
        {
            long gate = Volatile.Read(ref counters.Gate);
            if (!IsNew(gate, last) || Interlocked.CompareExchange(ref counters.Gate, gate + 1, gate) != gate)
                continue;
            last = gate & ~(GenerationStep - 1);
            Work();
            Interlocked.Decrement(ref counters.Gate);
        }
    }

    private static bool IsNew(long gate, long last) => (gate & Open) != 0 && (gate & ~(GenerationStep - 1)) != last;

    /// <summary>Spins, then parks, until a job is open that this worker has not been in; false if dismissed.</summary>
    private bool WaitForJob(long last)
    {
        long start = Stopwatch.GetTimestamp();
        while (!dismissed)
        {
            for (int i = 0; i < 16; i++)
            {
                if (IsNew(Volatile.Read(ref counters.Gate), last))
                    return true;
                Thread.SpinWait(1);
            }

            // On a busy machine others run meanwhile, so that the time slice is not used up by waiting when there is work; else it returns at once.
            Thread.Yield();
            if (Stopwatch.GetTimestamp() - start > SpinTicks)
                Park(last);
        }

        return false;
    }

    private void Park(long last)
    {
        lock (parking)
        {
            // The full fence of the increment orders it before the look at the gate; the caller writes the gate before it reads the count.
            Interlocked.Increment(ref parked);
            while (!dismissed && !IsNew(Volatile.Read(ref counters.Gate), last))
                Monitor.Wait(parking);
            Interlocked.Decrement(ref parked);
        }
    }

    /// <summary>The two words that several cores write, each on its own pair of cache lines.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct PaddedCounters
    {
        [FieldOffset(128)]
        public long Gate;

        [FieldOffset(256)]
        public int Next;
    }
}

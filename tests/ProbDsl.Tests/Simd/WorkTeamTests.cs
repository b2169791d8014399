using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public class WorkTeamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Every_item_runs_once(int count)
    {
        using WorkTeam team = new(Environment.ProcessorCount);
        int[] runs = new int[count];
        for (int repeat = 1; repeat <= 200; repeat++)
        {
            team.Run(i => Interlocked.Increment(ref runs[i]), count);
            Assert.All(runs, r => Assert.Equal(repeat, r));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Ranges_cover_the_whole_and_depend_on_the_grain_alone(int grain)
    {
        int[] starts = new int[100];
        WorkTeam.Shared.Run((start, end) => starts.AsSpan(start, end - start).Fill(start + 1), 100, grain);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i / grain * grain + 1), starts);
    }

    [Fact]
    public void Work_objects_run_too()
    {
        Squares squares = new();
        WorkTeam.Shared.Run(squares, 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i * i), squares.Results);
    }

    [Fact]
    public void Threads_share_the_items()
    {
        if (Environment.ProcessorCount == 1)
            return;
        using WorkTeam team = new(2);
        HashSet<int> threads = [];
        // The first item cannot end before another thread has run the second.
        using CountdownEvent both = new(2);
        team.Run(
            _ =>
            {
                lock (threads)
                    threads.Add(Environment.CurrentManagedThreadId);
                both.Signal();
                Assert.True(both.Wait(TimeSpan.FromSeconds(20)));
            },
            2);
        Assert.Equal(2, threads.Count);
    }

    [Fact]
    public void Parked_threads_wake()
    {
        using WorkTeam team = new(Environment.ProcessorCount);
        int sum = 0;
        for (int i = 0; i < 5; i++)
        {
            team.Run(index => Interlocked.Add(ref sum, index), 100);
            Thread.Sleep(5);
        }

        Assert.Equal(5 * 4950, sum);
    }

    [Fact]
    public void The_first_exception_reaches_the_caller_and_the_team_lives_on()
    {
        using WorkTeam team = new(Environment.ProcessorCount);
        for (int repeat = 0; repeat < 50; repeat++)
        {
            Assert.Throws<TimeoutException>(() => team.Run(i => _ = i == 37 ? throw new TimeoutException() : i, 100));
            int runs = 0;
            team.Run(_ => Interlocked.Increment(ref runs), 100);
            Assert.Equal(100, runs);
        }
    }

    [Fact]
    public void Work_within_work_runs_inline()
    {
        int runs = 0;
        WorkTeam.Shared.Run(
            _ =>
            {
                int thread = Environment.CurrentManagedThreadId;
                WorkTeam.Shared.Run(
                    _ =>
                    {
                        Assert.Equal(thread, Environment.CurrentManagedThreadId);
                        Interlocked.Increment(ref runs);
                    },
                    10);
            },
            10);
        Assert.Equal(100, runs);
    }

    [Fact]
    public void Callers_on_several_threads_do_not_disturb_each_other()
    {
        using WorkTeam team = new(Environment.ProcessorCount);
        Thread[] callers = new Thread[4];
        long[] sums = new long[callers.Length];
        for (int c = 0; c < callers.Length; c++)
        {
            int caller = c;
            callers[c] = new(() =>
            {
                for (int i = 0; i < 500; i++)
                    team.Run(index => Interlocked.Add(ref sums[caller], index), 50);
            });
            callers[c].Start();
        }

        foreach (Thread caller in callers)
            caller.Join();
        Assert.All(sums, s => Assert.Equal(500 * 1225, s));
    }

    [Fact]
    public void A_disposed_team_runs_on_the_caller()
    {
        WorkTeam team = new(Environment.ProcessorCount);
        int runs = 0;
        team.Run(_ => Interlocked.Increment(ref runs), 10);
        team.Dispose();
        team.Dispose();
        team.Run(_ => Interlocked.Increment(ref runs), 10);
        Assert.Equal(20, runs);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        using WorkTeam team = new(Environment.ProcessorCount);
        int sum = 0;
        Action<int> item = i => Interlocked.Add(ref sum, i);
        Action<int, int> range = (start, end) => Interlocked.Add(ref sum, end - start);
        team.Run(item, 100);
        team.Run(range, 100, 10);
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            team.Run(item, 100);
            team.Run(range, 100, 10);
        }

        Assert.Equal(bytes, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_team_has_at_least_one_thread()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkTeam(0));
        Assert.Equal(1, WorkTeam.Alone.Threads);
        Assert.Equal(Environment.ProcessorCount, WorkTeam.Shared.Threads);
    }

    private sealed class Squares : IParallelWork
    {
        public int[] Results { get; } = new int[10];

        public void Execute(int index) => Results[index] = index * index;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ProbDsl.Benchmarks;

/// <summary>Processor time of the calling thread in nanoseconds where the system tells it, else wall time.</summary>
/// <remarks>Linux: <c>clock_gettime(CLOCK_THREAD_CPUTIME_ID)</c>, the clock that Stan's golden times were taken with.</remarks>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Whether the clock leaves out the time in which other programs had the processor.</summary>
    public static bool IsProcessorTime { get; } = OperatingSystem.IsLinux();

    /// <summary>Nanoseconds since some fixed moment.</summary>
    public static double Now()
    {
        if (IsProcessorTime && GetTime(ThreadCpuTime, out TimeSpec time) == 0)
            return time.Seconds * 1e9 + time.Nanoseconds;
        return Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

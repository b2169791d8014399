namespace ProbDsl;

/// <summary>The random stream that <c>~distribution</c> draws from.</summary>
/// <remarks>Each thread has its own, seeded by the operating system until <see cref="Use(Rng)"/> sets one.</remarks>
public static class Sampling
{
    [ThreadStatic]
    private static Rng? t_current;

    /// <summary>The calling thread's stream.</summary>
    public static Rng Current => t_current ??= Rng.FromEntropy();

    /// <summary>Makes <paramref name="rng"/> the calling thread's stream until the result is disposed, on the same thread.</summary>
    /// <example><code>using (Sampling.Use(new Rng(seed: 42))) model.Simulate();</code></example>
    public static IDisposable Use(Rng rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        Scope scope = new(t_current);
        t_current = rng;
        return scope;
    }

    /// <summary>Makes a stream with the given seed the calling thread's until the result is disposed, on the same thread.</summary>
    public static IDisposable Use(ulong seed) => Use(new Rng(seed));

    private sealed class Scope(Rng? previous) : IDisposable
    {
        private bool _disposed;

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            t_current = previous;
        }
    }
}

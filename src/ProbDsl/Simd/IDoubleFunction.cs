namespace ProbDsl.Simd;

/// <summary>A function of one argument over lanes of doubles, as a type: what a lane of floats computes in double precision.</summary>
public interface IDoubleFunction
{
    /// <summary>The function of each lane.</summary>
    static abstract T Of<T>(T x)
        where T : struct, ILane<T>;
}

/// <summary>A function of two arguments over lanes of doubles, as a type.</summary>
public interface IDoubleFunction2
{
    /// <summary>The function of each lane.</summary>
    static abstract T Of<T>(T x, T y)
        where T : struct, ILane<T>;
}

using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>Elementary and special functions over lanes, without branches on single lanes.</summary>
/// <remarks>
/// Error bounds are in units in the last place (ulp) and hold on hardware with a fused multiply-add; a test measures each of them.
/// Every lane type gives the same bits on the same machine. NaN arguments give NaN.
/// </remarks>
public static partial class LaneMath
{
    /// <summary>For short functions: their code becomes a part of the caller's, or, where the compiler declines, is optimised at once.</summary>
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>For long functions: called, and optimised at the first call. Unoptimised code over lanes is many times slower.</summary>
    /// <remarks>
    /// A call costs about 2 ns for all lanes together. Inlined they would exhaust the compiler's inlining budget for the caller, ten
    /// times the estimate for the caller's own code; from there on even additions of lanes become calls.
    /// </remarks>
    private const MethodImplOptions Called = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
}

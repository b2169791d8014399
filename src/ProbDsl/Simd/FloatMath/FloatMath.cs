using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>The functions of <see cref="LaneMath"/> over lanes of floats, under the same names.</summary>
/// <remarks>
/// Error bounds are in units in the last place (ulp) of single precision and hold on hardware with a fused multiply-add; a test measures
/// each of them. Every lane type gives the same bits on the same machine. NaN arguments give NaN.
/// </remarks>
public static partial class FloatMath
{
    /// <summary>For short functions: their code becomes a part of the caller's, or, where the compiler declines, is optimised at once.</summary>
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>For long functions: called, and optimised at the first call; see <see cref="LaneMath"/>.</summary>
    private const MethodImplOptions Called = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
}

using System.Globalization;
using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

/// <summary>How wide this machine computes.</summary>
public static class Lanes
{
    /// <summary>
    /// The number of doubles in the widest lane type that the hardware executes in one instruction: 8, 4, 2 or 1.
    /// </summary>
    /// <remarks>The environment variable <c>PROBDSL_LANES</c> (1, 2, 4 or 8) overrides it; the results are correct for any width.</remarks>
    public static readonly int HardwareWidth = Detect(Environment.GetEnvironmentVariable("PROBDSL_LANES"));

    /// <summary>The number of floats in the lane type of single precision that goes with it: 16, 8, 4 or 1.</summary>
    public static readonly int FloatHardwareWidth = HardwareWidth == 1 ? 1 : 2 * HardwareWidth;

    private static int Detect(string? requested)
    {
        if (int.TryParse(requested, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is 1 or 2 or 4 or 8)
            return width;
        if (Vector512.IsHardwareAccelerated)
            return 8;
        if (Vector256.IsHardwareAccelerated)
            return 4;
        return Vector128.IsHardwareAccelerated ? 2 : 1;
    }
}

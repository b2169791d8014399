using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>How wide the elementwise parts of networks compute.</summary>
internal static class ElementWidth
{
    /// <summary>Bits of a register: 512, 256 or 128, as <see cref="Lanes.HardwareWidth"/> says.</summary>
    public static readonly int Bits = Math.Max(128, Lanes.HardwareWidth * 64);
}

using System.Text.Json;

namespace ProbDsl.Conformance;

/// <summary>Values of one posterior computed by Stan.</summary>
public sealed class Golden
{
    /// <summary>Number of unconstrained coordinates.</summary>
    public required int Dimension { get; init; }

    /// <summary>Stan's time for one gradient.</summary>
    public required double NanosecondsPerGradient { get; init; }

    /// <summary>Names of the constrained values, as Stan flattens them.</summary>
    public required string[] ConstrainedNames { get; init; }

    /// <summary>Random points, then reference draws where there are any.</summary>
    public required GoldenPoint[] Points { get; init; }

    /// <summary>Reads a golden file.</summary>
    public static Golden Parse(JsonElement root) => new()
    {
        Dimension = root.GetProperty("dim_unconstrained").GetInt32(),
        NanosecondsPerGradient = root.GetProperty("ns_per_gradient").GetDouble(),
        ConstrainedNames = [.. root.GetProperty("constrained_names").EnumerateArray().Select(e => e.GetString()!)],
        Points = [
            .. Parse(root.GetProperty("points"), "points"),
            .. root.TryGetProperty("draws", out JsonElement draws) ? Parse(draws.GetProperty("points"), "draws") : [],
        ],
    };

    private static IEnumerable<GoldenPoint> Parse(JsonElement points, string name) => points.EnumerateArray().Select((point, index) => new GoldenPoint(
        $"{name}[{index}]",
        point.Reals("u"),
        point.Reals("constrained"),
        point.Real("lp_jacobian"),
        point.Real("lp_no_jacobian"),
        point.Reals("grad")));
}

/// <summary>Stan's values at one point.</summary>
/// <param name="Name">Where the point stands in the file.</param>
/// <param name="Position">Unconstrained coordinates.</param>
/// <param name="Constrained">The parameters there.</param>
/// <param name="LogDensity">Log density with the log-Jacobian.</param>
/// <param name="LogDensityWithoutJacobian">Log density without it.</param>
/// <param name="Gradient">Gradient of <paramref name="LogDensity"/>.</param>
public sealed record GoldenPoint(
    string Name, double[] Position, double[] Constrained, double LogDensity, double LogDensityWithoutJacobian, double[] Gradient);

using static ProbDsl.Distributions;
using static ProbDsl.Functions;

namespace ProbDsl.Tests;

/// <summary>Calls a distribution and a function of one name, both imported as users import them.</summary>
internal static class Shared
{
    public static Logistic Distribution() => Logistic(0, 1);

    public static double Function() => Logistic(0);
}

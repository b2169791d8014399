using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Every value that is reported is computed: non-centred scalars that few statements use, too.</summary>
public sealed class ReportedValueTests
{
    [Fact]
    public void ANonCentredScalarHasItsValue()
    {
        ILogDensity model = LoadedModels.Of("""
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Model]
            public partial class M
            {
                [Observed] double Y = 0.3;
                [Latent(NonCentered = true)] double mu;
                void Generate()
                {
                    mu = ~Normal(0.5, 1.7);
                    Y = ~Normal(mu, 1);
                }
            }
            """, "CS0414").Condition("M");
        foreach (double[] u in DensityChecks.Positions(model, 3))
            DensityChecks.Equal("mu", 0.5 + (1.7 * u[0]), DensityChecks.Constrained(model, u)["mu"], 1e-12, 1);
        DensityChecks.CheckAll(model);
    }

    [Fact]
    public void NonCentredValuesOfOneAnotherHaveTheirs()
    {
        ILogDensity model = LoadedModels.Of("""
            using ProbDsl;
            using static ProbDsl.Distributions;
            using static ProbDsl.Functions;
            [Model]
            public partial class M
            {
                [Observed] double Y = 0.3;
                [Latent] double tau;
                [Latent(NonCentered = true)] double mu;
                [Latent(3, NonCentered = true)] double[] theta;
                [Latent(NonCentered = true)] double nu;
                void Generate()
                {
                    tau = ~HalfNormal(1);
                    mu = ~Normal(0.5, tau);
                    for (int i = 0; i < 3; i++)
                        theta[i] = ~Normal(2 * mu, tau);
                    nu = ~Normal(Sum(theta), 0.5);
                    Y = ~Normal(nu, 1);
                }
            }
            """, "CS0414").Condition("M");
        foreach (double[] u in DensityChecks.Positions(model, 3))
        {
            Dictionary<string, double> values = DensityChecks.Constrained(model, u);
            double tau = Math.Exp(u[0]);
            double mu = 0.5 + (tau * u[1]);
            double[] theta = [.. Enumerable.Range(2, 3).Select(k => (2 * mu) + (tau * u[k]))];
            DensityChecks.Equal("tau", tau, values["tau"], 1e-12, 1);
            DensityChecks.Equal("mu", mu, values["mu"], 1e-12, 1);
            for (int i = 0; i < 3; i++)
                DensityChecks.Equal("theta", theta[i], values[$"theta[{i}]"], 1e-12, 1);
            DensityChecks.Equal("nu", theta.Sum() + (0.5 * u[5]), values["nu"], 1e-12, 1);
        }
        DensityChecks.CheckAll(model);
    }
}

namespace ProbDsl.Conformance.Models;

/// <summary>Capture and recapture with constant detection; whether an unseen animal exists is summed out by hand.</summary>
[Model]
public partial class CaptureM0
{
    [Data] public required int T { get; init; }

    /// <summary>Detections by animal (augmented with unseen ones) and occasion.</summary>
    [Data] public required int[][] Y { get; init; }

    [Latent(Lower = 0, Upper = 1)] double omega;
    [Latent(Lower = 0, Upper = 1)] double p;

    void Generate()
    {
        omega = ~Flat();
        p = ~Flat();
        foreach (int i in Plate(Y.Length))
        {
            int seen = 0;
            for (int t = 0; t < T; t++)
                seen += Y[i][t];

            double present = Bernoulli(omega).LogDensity(1) + Binomial(T, p).LogDensity(seen);
            if (seen > 0)
                Factor(present);
            else
                Factor(LogSumExp(present, Bernoulli(omega).LogDensity(0)));
        }
    }
}

/// <summary>Detection changes after the first capture.</summary>
[Model]
public partial class CaptureMb
{
    [Data] public required int T { get; init; }
    [Data] public required int[][] Y { get; init; }

    [Latent(Lower = 0, Upper = 1)] double omega;
    [Latent(Lower = 0, Upper = 1)] double p;
    [Latent(Lower = 0, Upper = 1)] double c;

    void Generate()
    {
        omega = ~Flat();
        p = ~Flat();
        c = ~Flat();
        foreach (int i in Plate(Y.Length))
        {
            int seen = Y[i].Sum();
            double history = Bernoulli(p).LogDensity(Y[i][0]);
            for (int t = 1; t < T; t++)
            {
                double detection = Y[i][t - 1] == 1 ? c : p;
                history += Bernoulli(detection).LogDensity(Y[i][t]);
            }

            if (seen > 0)
                Factor(Math.Log(omega) + history);
            else
                Factor(LogSumExp(Math.Log(omega) + history, Math.Log(1 - omega)));
        }
    }
}

/// <summary>Detection differs by animal.</summary>
[Model]
public partial class CaptureMh
{
    [Data] public required int T { get; init; }

    /// <summary>Number of detections by animal.</summary>
    [Data] public required int[] Y { get; init; }

    [Latent(Lower = 0, Upper = 1)] double omega;
    [Latent(Lower = 0, Upper = 1)] double meanP;
    [Latent(Lower = 0, Upper = 5)] double sigma;
    [Latent(nameof(Y))] double[] epsRaw;

    void Generate()
    {
        omega = ~Flat();
        meanP = ~Flat();
        sigma = ~Flat();
        foreach (int i in Plate(Y.Length))
        {
            epsRaw[i] = ~Normal(0, 1);
            double eps = Logit(meanP) + sigma * epsRaw[i];
            if (Y[i] > 0)
            {
                Factor(Bernoulli(omega).LogDensity(1));
                Factor(BinomialLogits(T, eps).LogDensity(Y[i]));
            }
            else
            {
                double missed = Bernoulli(omega).LogDensity(1) + BinomialLogits(T, eps).LogDensity(0);
                Factor(LogSumExp(missed, Bernoulli(omega).LogDensity(0)));
            }
        }
    }
}

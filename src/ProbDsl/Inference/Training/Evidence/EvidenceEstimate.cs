namespace ProbDsl;

/// <summary>One estimate of the evidence, in nats a datum.</summary>
/// <param name="Name">What it is: <c>L5</c> for a bound of five samples, <c>JVI-2 (50)</c> for a jackknife of order two on fifty.</param>
/// <param name="Samples">K.</param>
/// <param name="Mean">The mean over the data.</param>
/// <param name="StandardError">Its standard error over the data: how far another sample of data might differ. Nothing of the bias is in it.</param>
/// <param name="Values">The estimate of each datum.</param>
public sealed record class EvidenceEstimate(string Name, int Samples, double Mean, double StandardError, IReadOnlyList<double> Values);

using ProbDsl.Runtime;
using D = ProbDsl.Networks.Tests.Doubles;
using S = ProbDsl.Networks.Tests.Singles;

namespace ProbDsl.Networks.Tests;

/// <summary>The models by name, on twelve data each.</summary>
internal static class Models
{
    private const int Count = 12;

    public static CompiledBound<double> Double(string name) => name switch
    {
        "BinaryVae" => new D.BinaryVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "TwoLayerVae" => new D.TwoLayerVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "ConditionalVae" => new D.ConditionalVae { Y = Samples.Real(Count, 6), Condition = Samples.Real(Count, 3, 9) }.CreateBound(),
        "MixtureVae" => new D.MixtureVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "SphericalVae" => new D.SphericalVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "LabelledVae" => new D.LabelledVae { X = Samples.Binary(Count, 9), Label = Samples.Labels(Count, 3) }.CreateBound(),
        "BinaryCodes" => new D.BinaryCodes { X = Samples.Binary(Count, 7) }.CreateBound(),
        "BayesianRegression" => new D.BayesianRegression { X = Samples.Real(Count, 2), Y = Samples.Numbers(Count) }.CreateBound(),
        "LocalRegression" => new D.LocalRegression { X = Samples.Real(Count, 2), Y = Samples.Numbers(Count) }.CreateBound(),
        "FlipoutRegression" => new D.FlipoutRegression { X = Samples.Real(Count, 2), Y = Samples.Numbers(Count) }.CreateBound(),
        "Classifier" => new D.Classifier { X = Samples.Real(Count, 4), Label = Samples.Labels(Count, 3) }.CreateBound(),
        _ => throw new ArgumentException($"no model '{name}'", nameof(name)),
    };

    public static CompiledBound<float> Single(string name) => name switch
    {
        "BinaryVae" => new S.BinaryVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "TwoLayerVae" => new S.TwoLayerVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "ConditionalVae" => new S.ConditionalVae { Y = Samples.Real(Count, 6), Condition = Samples.Real(Count, 3, 9) }.CreateBound(),
        "MixtureVae" => new S.MixtureVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "SphericalVae" => new S.SphericalVae { X = Samples.Binary(Count, 7) }.CreateBound(),
        "LabelledVae" => new S.LabelledVae { X = Samples.Binary(Count, 9), Label = Samples.Labels(Count, 3) }.CreateBound(),
        "BinaryCodes" => new S.BinaryCodes { X = Samples.Binary(Count, 7) }.CreateBound(),
        "BayesianRegression" => new S.BayesianRegression { X = Samples.Real(Count, 2), Y = Samples.Numbers(Count) }.CreateBound(),
        "LocalRegression" => new S.LocalRegression { X = Samples.Real(Count, 2), Y = Samples.Numbers(Count) }.CreateBound(),
        "FlipoutRegression" => new S.FlipoutRegression { X = Samples.Real(Count, 2), Y = Samples.Numbers(Count) }.CreateBound(),
        "Classifier" => new S.Classifier { X = Samples.Real(Count, 4), Label = Samples.Labels(Count, 3) }.CreateBound(),
        _ => throw new ArgumentException($"no model '{name}'", nameof(name)),
    };
}

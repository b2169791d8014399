using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Inference;
using ProbDsl.Networks;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Files of whole models and checkpoints: what they keep, and what they refuse.</summary>
public sealed class ModelFileTests : IDisposable
{
    private static readonly Lazy<LoadedModels> Models = new(() => LoadedModels.Of("""
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using ProbDsl.Inference;
        using ProbDsl.Networks;
        using static ProbDsl.Distributions;

        namespace Files
        {
            [Model] public partial class Curve
            {
                [Data] public Vector<double>[] V { get; set; } = [];
                [Data] public double[] Q { get; set; } = [];
                [Data] public double Shift { get; set; } = 0.5;
                [Observed] public double[] Y { get; set; } = [];
                [Parameter] double scale = -0.3;
                [Parameter(2)] Vector<double> slopes = null!;
                [Parameter(2, 2, Spread = 1)] Matrix<double> mixed = null!;
                [Network] readonly Mlp net = new(2, 3, 1);
                [Network] readonly Own own = new();

                public Mlp Net => net;

                void Generate()
                {
                    foreach (int n in Minibatch(Y.Length))
                        Y[n] = ~Normal(net.Forward(mixed * V[n])[0] + own.Forward(V[n])[0] + slopes * V[n] + Q[n] + Shift, Math.Exp(scale));
                }

                public static Curve Make(double move) => new()
                {
                    V = [.. Enumerable.Range(0, 8).Select(n => Vector<double>.Build.Dense(2, j => Math.Sin((3 * n) + j) + move))], Q = [.. Enumerable.Range(0, 8).Select(n => 0.1 * n)],
                    Y = [.. Enumerable.Range(0, 8).Select(n => Math.Cos(n))],
                };

                public static string Describe(Curve c) => string.Join(" ", new[] { c.scale }.Concat(c.slopes).Concat(c.mixed.ToRowMajorArray()).Concat(c.net.Tensors.SelectMany(t => t.Values)).Concat(c.own.inner.Tensors.SelectMany(t => t.Values)).Append(c.own.gain).Select(v => v.ToString("R")));

                public static TrainingResult Train(Curve c, TrainingOptions options) => c.Fit(options);
            }

            public sealed class Own
            {
                [Network] internal readonly Dense inner = new(2, 1);
                [Parameter] internal double gain = 1.5;
                public Vector<double> Forward(Vector<double> v) => gain * inner.Forward(v);
            }

            [Model] public partial class WithItsOwnFiles
            {
                [Observed] double[] Y { get; set; } = [1];
                [Parameter] double a = 1;
                public string Save(string path) => path + a;
                void Generate() { foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(a, 1); }
            }
        }
        """));

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Path => System.IO.Path.Combine(folder, "file");

    private static dynamic Make(double move = 0) => Models.Value.Call<object>("Files.Curve", "Make", move);

    private static string Describe(object model) => Models.Value.Call<string>("Files.Curve", "Describe", model);

    private static TrainingResult Train(object model, TrainingOptions options)
    {
        try
        {
            return Models.Value.Call<TrainingResult>("Files.Curve", "Train", model, options);
        }
        catch (System.Reflection.TargetInvocationException thrown)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown.InnerException!);
            throw;
        }
    }

    [Fact]
    public void AModelIsKeptWhole()
    {
        object trained = Make(), other = Make();
        Train(trained, new TrainingOptions { Epochs = 2 });
        ((dynamic)trained).Save(Path);
        ((dynamic)other).Load(Path);
        Assert.Equal(Describe(trained), Describe(other));
        SafetensorsFile file = Safetensors.Read(Path);
        Assert.Equal(
            ["mixed", "net.0.bias", "net.0.weight", "net.1.bias", "net.1.weight", "own.gain", "own.inner.bias", "own.inner.weight", "scale", "slopes"],
            file.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Equal([2, 2], file.Find("mixed")!.Shape);
    }

    [Fact]
    public void NetworksAreReadOutOfAModelsFile()
    {
        object trained = Make();
        Train(trained, new TrainingOptions { Epochs = 1, Checkpoint = new CheckpointOptions(Path) });
        Mlp fresh = new(2, 3, 1);
        ((dynamic)trained).Save(Path);
        string message = Assert.Throws<WeightFileException>(() => NetworkWeights.Load(Path, new Dictionary<string, Network> { ["net"] = fresh })).Message;
        Assert.Contains("own.inner", message, StringComparison.Ordinal);
        Assert.DoesNotContain("scale", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFileIsRefusedAndNothingChanges()
    {
        object trained = Make(), other = Make();
        Train(trained, new TrainingOptions { Epochs = 1 });
        Train(other, new TrainingOptions { Epochs = 1, Seed = 4 });
        ((dynamic)trained).Save(Path);
        byte[] bytes = File.ReadAllBytes(Path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(Path, bytes);
        string before = Describe(other);
        Assert.Contains("checksum", Assert.Throws<WeightFileException>(() => { ((dynamic)other).Load(Path); }).Message, StringComparison.Ordinal);
        Assert.Equal(before, Describe(other));
    }

    [Theory]
    [InlineData("V", "the data 'V' = [8, 2] with checksum")]
    [InlineData("Q", "the data 'Q' = [8] with checksum")]
    [InlineData("Y", "the data 'Y' = [8] with checksum")]
    [InlineData("Shift", "the data 'Shift' = [1] with checksum")]
    public void ACheckpointGoesOnWithItsOwnDataAlone(string member, string says)
    {
        var options = new TrainingOptions { Epochs = 2, BatchSize = 3, Checkpoint = new CheckpointOptions(Path) { Resume = true } };
        Train(Make(), options);
        Train(Make(), options with { Epochs = 3 });
        object other = Make();
        switch (member)
        {
            case "V":
                ((dynamic)other).V[3][1] += 1e-9;
                break;
            case "Shift":
                ((dynamic)other).Shift = 0.25;
                break;
            default:
                (double[] values, int at) = (member == "Q" ? (double[])((dynamic)other).Q : (double[])((dynamic)other).Y, 5);
                values[at] += 1;
                break;
        }
        Assert.Contains(says, Assert.Throws<WeightFileException>(() => Train(other, options with { Epochs = 4 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassWithItsOwnSaveKeepsIt() => Assert.Equal("x1", ((dynamic)Models.Value.Create("Files.WithItsOwnFiles")).Save("x"));

    [Theory]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "-∞")]
    [InlineData(double.NaN, "NaN")]
    public void WhatIsNoFiniteNumberIsNamed(double value, string text)
    {
        object model = Make();
        ((dynamic)model).V[2][1] = value;
        Assert.Contains($"V[2][1] is {text}", Refused(model), StringComparison.Ordinal);
        model = Make();
        ((double[])((dynamic)model).Q)[3] = value;
        Assert.Contains($"Q[3] is {text}", Refused(model), StringComparison.Ordinal);
        model = Make();
        ((dynamic)model).Shift = value;
        Assert.Contains($"Shift is {text}", Refused(model), StringComparison.Ordinal);
    }

    private static string Refused(object model) =>
        Assert.Throws<ArgumentException>(() => Train(model, new TrainingOptions())).Message;
}

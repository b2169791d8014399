using System.Globalization;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Random whole models: what is generated for them is what their text says, whatever the text.</summary>
/// <param name="output">Receives the seeds.</param>
public sealed class RandomModelTests(ITestOutputHelper output)
{
    private const int MostBatches = 40;
    private const int Fast = 300;
    private const int Slow = 10_000;
    private const ulong FirstSeed = 20_251_128;

    [Fact]
    public void ModelsAreWhatTheirTextSays() => Run(FirstSeed, Fast);

    /// <summary>As many as <c>PROBDSL_RANDOM_MODELS</c> says, from the seed <c>PROBDSL_RANDOM_SEED</c> on.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void ManyModelsAreWhatTheirTextSays() => Run(
        ulong.Parse(Environment.GetEnvironmentVariable("PROBDSL_RANDOM_SEED") ?? "1", CultureInfo.InvariantCulture),
        int.Parse(Environment.GetEnvironmentVariable("PROBDSL_RANDOM_MODELS") ?? $"{Slow}", CultureInfo.InvariantCulture));

    private void Run(ulong first, int count)
    {
        output.WriteLine($"{count} models from seed {first} on");
        RandomSearch search = new();
        search.Run(first, count);
        if (search.Failed.Count > 0)
            throw new XunitException($"{search.Failed.Count} of {count} models fail\n" + string.Join('\n', search.Reduced(MostBatches)));
    }
}

using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests;

/// <summary>The transforms of random words give the same bits for every width of the lanes.</summary>
public sealed class NoiseWidthTests
{
    [Fact]
    public void Normals_of_single_precision() => Check<FloatNoise.Normal>();

    [Fact]
    public void Uniforms_of_single_precision() => Check<FloatNoise.Uniform>();

    [Fact]
    public void Signs_of_single_precision() => Check<FloatNoise.Sign>();

    /// <summary>Index i of single precision has the i-th 32-bit word of the stream, of double precision the i-th 64-bit word.</summary>
    [Fact]
    public void Words_are_those_of_the_generator_in_order()
    {
        const int count = 200;
        Rng rng = new(17, 4);
        ulong[] words = [.. Enumerable.Range(0, count).Select(_ => rng.NextUInt64())];
        double[] doubles = new double[count];
        float[] floats = new float[2 * count];
        Noise.Uniform<double>(17, 4, 0, doubles);
        Noise.Uniform<float>(17, 4, 0, floats);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(OpenUnit.FromWord(words[i]), doubles[i]);
            Assert.Equal(((uint)words[i] >> 9) / 8388608f + 0.5f / 8388608f, floats[2 * i]);
            Assert.Equal((words[i] >> 41) / 8388608f + 0.5f / 8388608f, floats[2 * i + 1]);
        }

        Noise.Normal<double>(17, 4, 0, doubles);
        double[] normals = new double[count];
        new Rng(17, 4).FillNormal(normals);
        Assert.Equal(normals, doubles);
    }

    [Fact]
    public void Other_elements_are_refused()
    {
        Assert.Throws<NotSupportedException>(() => Noise.Normal<int>(1, 1, 0, new int[4]));
        Assert.Throws<NotSupportedException>(() => Noise.Bernoulli<int>(1, 1, 0, new int[4], new int[4]));
    }

    /// <summary>The rarest words: radii zero and largest, all directions at their ends.</summary>
    [Fact]
    public void Normals_of_extreme_words_are_finite()
    {
        int[] extremes = [0, 1, 2, -1, int.MaxValue, int.MinValue, 0x3FFFFFFF, 0x40000000];
        foreach (int first in extremes)
        {
            foreach (int second in extremes)
            {
                float[] words = new float[32];
                Array.Fill(words, BitConverter.Int32BitsToSingle(first), 0, 16);
                Array.Fill(words, BitConverter.Int32BitsToSingle(second), 16, 16);
                FloatNoise.Normal.OfWords<FloatLane16>(ref words[0], 32);
                double radius = Math.Sqrt(-2 * Math.Log(Math.Min(1, ((uint)first >> 1) / Math.Pow(2, 31) + Math.Pow(2, -32))));
                Assert.Equal(radius, Math.Sqrt(words[0] * (double)words[0] + words[16] * (double)words[16]), 3e-4);
            }
        }
    }

    private static void Check<TTransform>()
        where TTransform : FloatNoise.ITransform
    {
        float[] words = new float[4096];
        new System.Random(7).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan()));
        float[] one = [.. words], four = [.. words], eight = [.. words], sixteen = [.. words];
        TTransform.OfWords<FloatLane1>(ref one[0], one.Length);
        TTransform.OfWords<FloatLane4>(ref four[0], four.Length);
        TTransform.OfWords<FloatLane8>(ref eight[0], eight.Length);
        TTransform.OfWords<FloatLane16>(ref sixteen[0], sixteen.Length);
        Assert.Equal(one, four);
        Assert.Equal(one, eight);
        Assert.Equal(one, sixteen);
    }
}

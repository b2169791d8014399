using System.Numerics;
using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class FloatNoiseTests(ITestOutputHelper output) : NoiseTests<float>(output);

public sealed class DoubleNoiseTests(ITestOutputHelper output) : NoiseTests<double>(output);

public abstract class NoiseTests<E>(ITestOutputHelper output)
    where E : unmanaged, IFloatingPointIeee754<E>
{
    private const ulong Key = 0x1234_5678_9ABC_DEF0;
    private const int Count = 200_000;

    private delegate void Filler(ulong key, ulong stream, ulong start, Span<E> destination);

    private static Filler[] Fillers => [Noise.Normal, Noise.Uniform, Noise.Sign, Binarise];

    [Fact]
    public void Normals_follow_the_normal_distribution()
    {
        double[] z = Draw(Noise.Normal, 1);
        FitTests.KolmogorovSmirnov(output, z, Functions.Phi);
        FitTests.Mean(output, z, 0, 1);
        FitTests.Mean(output, [.. z.Select(v => v * v)], 1, 2);
        FitTests.Mean(output, [.. z.Select(v => v * v * v)], 0, 15);
        FitTests.Mean(output, [.. z.Select(v => v * v * v * v)], 3, 96);
        double far = z.Count(v => Math.Abs(v) > 3.5) / (double)Count;
        Assert.InRange(far, 0.0003, 0.00063);       // 0.000465, by six standard errors
    }

    /// <summary>Neighbours, and the pairs at distance 16 that share a radius in single precision, squares included.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(32)]
    public void Normals_at_a_distance_are_uncorrelated(int distance)
    {
        double[] z = Draw(Noise.Normal, 2);
        FitTests.Mean(output, [.. z.Skip(distance).Zip(z, (a, b) => a * b)], 0, 1);
        FitTests.Mean(output, [.. z.Skip(distance).Zip(z, (a, b) => (a * a - 1) * (b * b - 1))], 0, 4);
    }

    [Fact]
    public void Streams_and_keys_are_uncorrelated()
    {
        double[] z = Draw(Noise.Normal, 3), other = Draw(Noise.Normal, 4), third = Draw(Noise.Normal, 3, Key + 1);
        FitTests.Mean(output, [.. z.Zip(other, (a, b) => a * b)], 0, 1);
        FitTests.Mean(output, [.. z.Zip(third, (a, b) => a * b)], 0, 1);
    }

    [Fact]
    public void Uniforms_are_uniform_inside_the_open_interval()
    {
        double[] u = Draw(Noise.Uniform, 5);
        FitTests.KolmogorovSmirnov(output, u, v => v);
        Assert.All(u, v => Assert.InRange(v, 1e-17, 1 - 1e-17));
        FitTests.Mean(output, u, 0.5, 1.0 / 12);
    }

    [Fact]
    public void Signs_are_fair()
    {
        double[] s = Draw(Noise.Sign, 6);
        Assert.All(s, v => Assert.Equal(1, Math.Abs(v)));
        FitTests.Mean(output, s, 0, 1);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(0.97)]
    public void Binary_variables_have_their_probability(double probability)
    {
        E[] p = new E[Count], result = new E[Count];
        Array.Fill(p, E.CreateChecked(probability));
        Noise.Bernoulli<E>(Key, 7, 3, p, result);
        double[] ones = [.. result.Select(double.CreateChecked)];
        Assert.All(ones, v => Assert.True(v is 0 or 1));
        if (probability is 0 or 1)
            Assert.All(ones, v => Assert.Equal(probability, v));
        else
            FitTests.Mean(output, ones, probability, probability * (1 - probability));
    }

    [Fact]
    public void Binarisation_works_in_place_and_takes_each_elements_own_probability()
    {
        E[] p = [.. Enumerable.Range(0, 1500).Select(i => E.CreateChecked(i % 3 / 2.0))], expected = new E[1500];
        p[7] = E.NaN;
        Noise.Bernoulli<E>(Key, 8, 5, p, expected);
        Assert.Equal(E.Zero, expected[7]);
        for (int i = 0; i < p.Length; i++)
            Assert.True(i % 3 == 1 || i == 7 || expected[i] == p[i]);
        Noise.Bernoulli<E>(Key, 8, 5, p, p);
        Assert.Equal(expected, p);
    }

    /// <summary>Every start and length around the groups and the chunks gives the same elements as one whole call.</summary>
    [Fact]
    public void Splits_into_calls_do_not_matter()
    {
        foreach (Filler fill in Fillers)
        {
            E[] whole = new E[2600];
            fill(Key, 9, 0, whole);
            for (int start = 0; start < 70; start += 3)
            {
                foreach (int length in (int[])[0, 1, 2, 15, 16, 17, 31, 33, 100, 511, 1023, 1025, 2500])
                {
                    E[] part = [.. Enumerable.Repeat(E.CreateChecked(-9), length + 1)];
                    fill(Key, 9, (ulong)start, part.AsSpan(0, length));
                    Assert.True(part.AsSpan(0, length).SequenceEqual(whole.AsSpan(start, length)), $"{start} {length}");
                    Assert.Equal(E.CreateChecked(-9), part[length]);
                }
            }
        }
    }

    /// <summary>The stream and all 64 bits of the index count.</summary>
    [Fact]
    public void Distant_starts_and_other_streams_and_keys_give_other_elements()
    {
        (ulong Key, ulong Stream, ulong Start)[] places =
            [(1, 1, 0), (2, 1, 0), (1, 2, 0), (1, 1UL << 32, 0), (1, 1, 1UL << 36), (1UL << 32, 1, 0), (1, 1, 1UL << 62)];
        HashSet<E> seen = [];
        foreach ((ulong key, ulong stream, ulong start) in places)
        {
            E[] row = new E[64];
            Noise.Normal<E>(key, stream, start, row);
            seen.UnionWith(row);
        }

        Assert.Equal(64 * places.Length, seen.Count);
    }

    [Fact]
    public void Lengths_must_agree() => Assert.Throws<ArgumentException>(() => Noise.Bernoulli<E>(1, 1, 0, new E[3], new E[4]));

    private static void Binarise(ulong key, ulong stream, ulong start, Span<E> destination)
    {
        E[] p = new E[destination.Length];
        Array.Fill(p, E.CreateChecked(0.5));
        Noise.Bernoulli<E>(key, stream, start, p, destination);
    }

    private static double[] Draw(Filler fill, ulong stream, ulong key = Key)
    {
        E[] values = new E[Count];
        fill(key, stream, 11, values);
        return [.. values.Select(double.CreateChecked)];
    }
}

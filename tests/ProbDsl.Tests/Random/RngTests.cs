using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class RngTests(ITestOutputHelper output)
{
    /// <summary>Known answer of Random123 1.09 (kat_vectors): philox4x32-10, counter and key zero.</summary>
    [Fact]
    public void The_first_block_is_the_published_one()
    {
        Rng rng = new(0);
        Assert.Equal(0xE169C58D6627E8D5UL, rng.NextUInt64());
        Assert.Equal(0x9B00DBD8BC57AC4CUL, rng.NextUInt64());
        Assert.Equal(2UL, rng.Position);
    }

    [Theory]
    [InlineData(0xFFFFFFFFFFFFFFFFUL, 0xFFFFFFFFFFFFFFFFUL, 0xFFFFFFFFFFFFFFFFUL, 0x41C83B0E408F276DUL, 0x6D5451FDA20BC7C6UL)]
    [InlineData(0x299F31D0A4093822UL, 0x85A308D3243F6A88UL, 0x0370734413198A2EUL, 0x94FDCCEBD16CFE09UL, 0x24126EA15001E420UL)]
    public void Any_block_is_the_published_one(ulong key, ulong low, ulong high, ulong first, ulong second)
    {
        Assert.Equal((first, second), Philox.Block(key, low, high));
    }

    [Fact]
    public void Equal_seeds_give_equal_streams_and_other_streams_differ()
    {
        ulong[] Take(Rng rng) => [.. Enumerable.Range(0, 50).Select(_ => rng.NextUInt64())];
        Assert.Equal(Take(new Rng(42, 3)), Take(new Rng(42, 3)));
        ulong[] all = [.. Take(new Rng(42, 3)), .. Take(new Rng(42, 4)), .. Take(new Rng(43, 3)), .. Take(new Rng(42, 3).Fork(0)), .. Take(new Rng(42, 3).Fork(1)), .. Take(new Rng(42, 3).Fork(0).Fork(0))];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void A_fork_does_not_depend_on_the_position_nor_move_it()
    {
        Rng rng = new(42);
        ulong before = rng.Fork(9).NextUInt64();
        rng.NextUInt64();
        Assert.Equal(before, rng.Fork(9).NextUInt64());
        Assert.Equal(1UL, rng.Position);
    }

    [Fact]
    public void Every_bit_is_fair()
    {
        Rng rng = new(1);
        const int count = 100_000;
        int[] ones = new int[64];
        for (int i = 0; i < count; i++)
        {
            ulong word = rng.NextUInt64();
            for (int bit = 0; bit < 64; bit++)
                ones[bit] += (int)(word >> bit & 1);
        }
        FitTests.ChiSquare(output, [.. ones.Select(n => (double)n)], [.. Enumerable.Repeat(0.5 * count, 64)]);
    }

    [Fact]
    public void Doubles_are_uniform_inside_the_open_interval()
    {
        Rng rng = new(2);
        double[] samples = [.. Enumerable.Range(0, 100_000).Select(_ => rng.NextDouble())];
        Assert.All(samples, u => Assert.InRange(u, double.Epsilon, 1 - 1e-17));
        FitTests.KolmogorovSmirnov(output, samples, u => u);
        Assert.True(OpenUnit.FromWord(0) > 0);
        Assert.True(OpenUnit.FromWord(ulong.MaxValue) < 1);
    }

    [Fact]
    public void Streams_are_uncorrelated()
    {
        const int count = 100_000;
        Rng parent = new(3);
        double[][] streams = [Take(parent), Take(new Rng(3, 1)), Take(new Rng(4)), Take(parent.Fork(0)), Take(parent.Fork(1)), Take(parent.Fork(0).Fork(1))];
        for (int i = 0; i < streams.Length; i++)
            for (int j = 0; j < i; j++)
                FitTests.Mean(output, [.. streams[i].Zip(streams[j], (a, b) => a * b)], 0, 1);
        FitTests.Mean(output, [.. streams[0].Skip(1).Zip(streams[0], (a, b) => a * b)], 0, 1);

        static double[] Take(Rng rng)
        {
            double[] values = new double[count];
            rng.FillNormal(values);
            return values;
        }
    }

    /// <summary>All lengths around the vector widths, from even and odd positions, leaving the stream where single draws would.</summary>
    [Fact]
    public void Filling_gives_the_same_values_as_single_draws()
    {
        for (int length = 0; length <= 67; length++)
            for (int offset = 0; offset < 2; offset++)
            {
                Rng one = new(5, (ulong)length), other = new(5, (ulong)length);
                for (int k = 0; k < offset; k++)
                    Assert.Equal(one.NextUInt64(), other.NextUInt64());
                double[] normals = new double[length], uniforms = new double[length];
                one.FillNormal(normals);
                one.FillUniform(uniforms);
                Assert.Equal(Enumerable.Range(0, length).Select(_ => other.NextNormal()), normals);
                Assert.Equal(Enumerable.Range(0, length).Select(_ => other.NextDouble()), uniforms);
                Assert.Equal(other.NextUInt64(), one.NextUInt64());
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Integers_are_in_range_and_uniform(int maximum)
    {
        Rng rng = new(6);
        int[] samples = [.. Enumerable.Range(0, 20_000).Select(_ => rng.NextInt(maximum))];
        Assert.All(samples, k => Assert.InRange(k, 0, maximum - 1));
        if (maximum == 7)
            FitTests.ChiSquare(output, [.. Enumerable.Range(0, 7).Select(k => (double)samples.Count(s => s == k))], [.. Enumerable.Repeat(20_000 / 7.0, 7)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextInt(0));
    }

    [Fact]
    public void Shuffles_are_uniform_over_orders()
    {
        Rng rng = new(7);
        double[] counts = new double[6];
        for (int i = 0; i < 12_000; i++)
        {
            int[] items = [0, 1, 2];
            rng.Shuffle<int>(items);
            counts[2 * items[0] + (items[1] > items[2] ? 1 : 0)]++;
        }
        FitTests.ChiSquare(output, counts, [.. Enumerable.Repeat(2_000.0, 6)]);
    }

    [Fact]
    public void The_current_stream_is_scoped_to_its_thread()
    {
        Rng outer = new(1), inner = new(2);
        using (Sampling.Use(outer))
        {
            IDisposable scope = Sampling.Use(inner);
            Assert.Same(inner, Sampling.Current);
            Rng? elsewhere = null;
            Thread thread = new(() => elsewhere = Sampling.Current);
            thread.Start();
            thread.Join();
            Assert.NotSame(inner, elsewhere);
            scope.Dispose();
            scope.Dispose();
            Assert.Same(outer, Sampling.Current);
        }
        Assert.NotEqual(Rng.FromEntropy().Seed, Rng.FromEntropy().Seed);
    }
}

using System.Diagnostics;
using System.Globalization;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using ProbDsl.Simd;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>The time of both ways through a network on a batch in single precision, and of its matrix products alone.</summary>
/// <remarks>Both are timed in turns and the best of each counts: on a machine with other work the minimum is what the code can do.</remarks>
internal static class PassTimes
{
    private const int Batch = 128;

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rounds">Runs of each.</param>
    public static void Print(TextWriter output, int rounds = 400)
    {
        output.WriteLine($"{"both ways, batch 128",-24}{"threads",8}{"ms",9}{"products",10}{"others",9}{"GFLOP/s",9}{"bytes",7}");
        foreach (int threads in new[] { 1, 2 })
            foreach (bool input in new[] { false, true })
            {
                using var team = new WorkTeam(threads);
                // An encoder's input has no adjoint; a decoder's has.
                int[] sizes = input ? [20, 400, 784] : [784, 400, 40];
                Row row = Measure(sizes, input, team, rounds);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Name,-24}{team.Threads,8}{row.Milliseconds,9:f3}{row.Products,10:f3}{row.Others,9:p1}{row.Rate,9:f0}{row.Bytes,7}"));
                output.Flush();
            }
    }

    private static Row Measure(int[] sizes, bool input, WorkTeam team, int rounds)
    {
        var network = new Mlp(sizes) { Activation = Activation.Tanh };
        network.Initialize(1);
        var store = new ParameterStore<float>();
        var context = new ComputeContext<float>(team);
        NetworkPass<float> pass = network.CreatePass(new NetworkBinding<float>(store, network.AddTo(store, "net"), context), Batch);
        BatchMatrix<float> x = Random(sizes[0], 1), g = Random(sizes[^1], 2);
        BatchMatrix<float>? dx = input ? Random(sizes[0], 3) : null;
        void Both()
        {
            store.BeginGradient();
            pass.Forward(x, Batch, new PassMode(true, 1));
            pass.Backward(g, dx, parameters: true);
        }
        BatchMatrix<float>[] layers = [.. sizes.Select((size, i) => Random(size, 10 + (ulong)i))];
        double flops = Products(context.Gemm, store, layers, sizes, input);
        Both();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Both();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        double both = double.MaxValue, products = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            both = Math.Min(both, Time(Both));
            products = Math.Min(products, Time(() => Products(context.Gemm, store, layers, sizes, input)));
        }
        return new Row(string.Join('-', sizes), both, products, flops / both * 1e-6, bytes);
    }

    /// <summary>The products of both ways and nothing else.</summary>
    /// <returns>Floating-point operations.</returns>
    private static double Products(Gemm<float> gemm, ParameterStore<float> store, BatchMatrix<float>[] layers, int[] sizes, bool input)
    {
        double flops = 0;
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            (int ins, int outs, BatchMatrix<float> x, BatchMatrix<float> y) = (sizes[i], sizes[i + 1], layers[i], layers[i + 1]);
            gemm.Multiply(Batch, outs, ins, x.Span, x.Stride, false, store.Value(2 * i), ins, true, y.Span, y.Stride, 0);
            gemm.Multiply(outs, ins, Batch, y.Span, y.Stride, true, x.Span, x.Stride, false, store.Gradient(2 * i), ins, 0);
            if (i > 0 || input)
                gemm.Multiply(Batch, ins, outs, y.Span, y.Stride, false, store.Value(2 * i), ins, false, x.Span, x.Stride, 0);
            flops += 2.0 * Batch * ins * outs * (i > 0 || input ? 3 : 2);
        }
        return flops;
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static BatchMatrix<float> Random(int columns, ulong stream)
    {
        var matrix = new BatchMatrix<float>(Batch, columns);
        var random = new Rng(1, stream);
        foreach (ref float value in matrix.Span)
            value = (float)random.NextNormal();
        return matrix;
    }

    private sealed record Row(string Name, double Milliseconds, double Products, double Rate, long Bytes)
    {
        /// <summary>The share of the time that is not in products.</summary>
        public double Others => 1 - (Products / Milliseconds);
    }
}

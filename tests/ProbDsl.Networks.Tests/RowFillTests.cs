using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>Random numbers and gathered data of a batch, which are made in large pieces by several threads, against those of each row by itself.</summary>
public class RowFillTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 1)]
    [InlineData(20, 7)]
    [InlineData(20, 1300)]
    [InlineData(16, 900)]
    [InlineData(784, 129)]
    public void Rows_have_their_own_numbers(int columns, int rows)
    {
        Check<float>(columns, rows);
        Check<double>(columns, rows);
    }

    private static void Check<E>(int columns, int rows)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        var bound = new Probe<E>(columns, rows);
        var expected = new E[columns];
        for (int kind = 0; kind < 4; kind++)
        {
            BatchMatrix<E> found = bound.Fill(kind);
            for (int row = 0; row < rows; row++)
            {
                ulong start = (ulong)row * (ulong)columns;
                if (kind == 0)
                    Noise.Normal<E>(bound.Seed, 3, start, expected);
                else if (kind == 1)
                    Noise.Uniform<E>(bound.Seed, 3, start, expected);
                else if (kind == 2)
                    Noise.Sign<E>(bound.Seed, 3, start, expected);
                else
                    Noise.Bernoulli<E>(bound.Seed, 3, start, bound.Data.Row(rows - 1 - row), expected);
                Assert.Equal(expected, found.Row(row).ToArray());
            }
        }
        BatchMatrix<E> gathered = bound.Fill(4);
        for (int row = 0; row < rows; row++)
            Assert.Equal(bound.Data.Row(rows - 1 - row).ToArray(), gathered.Row(row).ToArray());
    }

    /// <summary>A bound that does nothing but fill.</summary>
    private sealed class Probe<E> : GraphBound<E>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        private readonly int[] indices;
        private readonly BatchMatrix<E> filled;

        public Probe(int columns, int rows)
            : base(new ParameterStore<E>(), new ComputeContext<E>(), owner: true)
        {
            (Data, filled) = (new BatchMatrix<E>(rows, columns), new BatchMatrix<E>(rows, columns));
            indices = [.. Enumerable.Range(0, rows).Reverse()];
            for (int row = 0; row < rows; row++)
                Noise.Uniform<E>(1, 1, (ulong)(row * columns), Data.Row(row));
            BeginGiven(rows, 42);
        }

        public BatchMatrix<E> Data { get; }

        public ulong Seed => Key;

        public override int DataCount => indices.Length;

        public override bool HasGlobalLatents => false;

        public override bool HasLocalLatents => true;

        public BatchMatrix<E> Fill(int kind)
        {
            switch (kind)
            {
                case 0: FillNormal(filled, indices.Length, 3); break;
                case 1: FillUniform(filled, indices.Length, 3); break;
                case 2: FillSign(filled, indices.Length, 3); break;
                case 3: GatherBinarized(Data, indices, filled, 3); break;
                default: Gather(Data, indices, filled); break;
            }
            return filled;
        }

        public override void WriteBack()
        {
        }

        protected override void Allocate()
        {
        }

        protected override void Load(ReadOnlySpan<int> batch)
        {
        }

        protected override void RunClosed()
        {
        }

        protected override void RunJoint()
        {
        }

        protected override void RunPath()
        {
        }

        protected override void EvaluateClosed()
        {
        }

        protected override void EvaluateWeights()
        {
        }
    }
}

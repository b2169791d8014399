using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Data;
using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class TableTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("1,2.5,-3e-2\n4,5,6\n", ',')]
    [InlineData("a,b,c\n1,2.5,-3e-2\n4,5,6", ',')]
    [InlineData("\"a, b\",b,\"c\"\r\n 1 ,\"2.5\",-3e-2\r\n\r\n4,5,6\r\n", ',')]
    [InlineData("1;2.5;-0.03\n4;5;6", ';')]
    [InlineData("x\ty\tz\n1\t2.5\t-0.03\n4\t5\t6\n", '\t')]
    [InlineData("  1   2.5\t-0.03 \n\n 4 5 6\n", ' ')]
    public void Tables_are_read_with_or_without_a_header(string text, char delimiter)
    {
        using TemporaryFile file = new(text);
        Matrix<double> matrix = Csv.ReadMatrix(file.Name, delimiter);
        Assert.Equal(Matrix<double>.Build.DenseOfArray(new[,] { { 1, 2.5, -0.03 }, { 4, 5, 6 } }), matrix);
        Vector<double>[] vectors = Csv.ReadVectors(file.Name, delimiter);
        Assert.Equal(2, vectors.Length);
        Assert.Equal([4, 5, 6], vectors[1]);
    }

    [Theory]
    [InlineData("1,2,3\n4,5\n", ',', "line 2: expected 3 columns as in line 1, found 2")]
    [InlineData("a,b\n\n1,2\n3,4,5\n", ',', "line 4: expected 2 columns as in line 1, found 3")]
    [InlineData("a,b\n1,2\n3,x\n", ',', "line 3, column 2: expected a finite number, found 'x'")]
    [InlineData("1,b\n1,2\n", ',', "line 1, column 2: expected a finite number, found 'b'")]
    [InlineData("1,2\n1,\n", ',', "line 2, column 2: expected a finite number, found ''")]
    [InlineData("1,2\n1,NaN\n", ',', "line 2, column 2: expected a finite number, found 'NaN'")]
    [InlineData("1 2\n\n1 2 3\n", ' ', "line 3: expected 2 columns as in line 1, found 3")]
    [InlineData("1 2\n\n1 2,5\n", ' ', "line 3, column 2: expected a finite number, found '2,5'")]
    [InlineData("a,b\n", ',', "a matrix needs a row of numbers")]
    public void What_is_wrong_is_said_with_file_line_and_column(string text, char delimiter, string expected)
    {
        using TemporaryFile file = new(text);
        string message = Assert.Throws<InvalidDataException>(() => Csv.ReadMatrix(file.Name, delimiter)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(file.Name, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_floats_are_written_and_read_back()
    {
        using TemporaryFile file = new();
        Vector<double>[] rows = [Vector<double>.Build.Dense([1, -2.5, 1e-3]), Vector<double>.Build.Dense([3, 4, 5])];
        RawFloats.Write(file.Name, rows);
        Assert.Equal(24, new FileInfo(file.Name).Length);
        Assert.Equal([0, 0, 0x20, 0xC0], File.ReadAllBytes(file.Name)[4..8]);
        Vector<double>[] read = RawFloats.Read(file.Name, 3);
        Assert.Equal(2, read.Length);
        Assert.Equal([1, -2.5, 1e-3f], read[0]);
        Assert.Equal(6, RawFloats.Read(file.Name, 1).Length);
        string message = Assert.Throws<InvalidDataException>(() => RawFloats.Read(file.Name, 4)).Message;
        Assert.Contains(file.Name, message, StringComparison.Ordinal);
        Assert.Contains("16 bytes; the file has 24, 8 more than 1 rows", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RawFloats.Write(file.Name, [rows[0], Vector<double>.Build.Dense(2)]));
    }

    [Fact]
    public void Houses_are_read()
    {
        if (SharedData.Find("boston", "boston_housing.txt") is not { } path)
        {
            output.WriteLine("Skipped: " + SharedData.Absent);
            return;
        }
        Matrix<double> houses = Csv.ReadMatrix(path, ' ');
        Assert.Equal((506, 14), (houses.RowCount, houses.ColumnCount));
        Assert.Equal(24, houses[0, 13]);
        Assert.Equal(22.53, houses.Column(13).Average(), 0.01);
    }
}

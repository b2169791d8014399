using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_has_the_layout_of_the_format()
    {
        Safetensors.Write(folder["a"], [StoredTensor.Create<float>("first", [2, 3], [1, 2, 3, 4, 5, 6.5f]), StoredTensor.Create<double>("scalar", [], [-0.1])], new Dictionary<string, string> { ["kind"] = "tést" });
        byte[] file = File.ReadAllBytes(folder["a"]);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', file[8]);
        JsonElement header = JsonDocument.Parse(file.AsMemory(8, length)).RootElement;
        Assert.Equal("tést", header.GetProperty("__metadata__").GetProperty("kind").GetString());
        Assert.Equal("""{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}""", header.GetProperty("first").GetRawText());
        Assert.Equal("""{"dtype":"F64","shape":[],"data_offsets":[24,32]}""", header.GetProperty("scalar").GetRawText());
        Assert.Equal(8 + length + 32, file.Length);
        Assert.Equal(6.5f, BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + 20)));
        Assert.Equal(-0.1, BinaryPrimitives.ReadDoubleLittleEndian(file.AsSpan(8 + length + 24)));
    }

    [Fact]
    public void What_is_written_is_read_to_the_bit()
    {
        double[] odd = [double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, Math.PI];
        Safetensors.Write(folder["a"], [StoredTensor.Create<double>("x", [5], odd), StoredTensor.Create<float>("none", [0, 4], [])]);
        SafetensorsFile file = Safetensors.Read(folder["a"]);
        double[] found = new double[5];
        file.Find("x")!.CopyTo<double>(found);
        Assert.Equal(odd.Select(BitConverter.DoubleToUInt64Bits), found.Select(BitConverter.DoubleToUInt64Bits));
        Assert.Equal([0, 4], file.Find("none")!.Shape);
        Assert.Empty(file.Metadata);
        Assert.Null(file.Find("y"));
    }

    [Fact]
    public void Files_of_other_tools_are_read()
    {
        // Unordered entries, trailing blanks, half precision of both kinds, a type without fractions.
        byte[] data = [0x00, 0x3C, 0x00, 0xC0, 0x80, 0x3F, 0x40, 0x40, 1, 0, 0, 0, 0, 0, 0, 0];
        Make("""{"count":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},"b":{"shape":[2],"dtype":"BF16","data_offsets":[4,8]},"h":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]}}   """, data);
        SafetensorsFile file = Safetensors.Read(folder["a"]);
        float[] values = new float[2];
        file.Find("h")!.CopyTo<float>(values);
        Assert.Equal([1, -2], values);
        file.Find("b")!.CopyTo<float>(values);
        Assert.Equal([1, 3], values);
        Assert.False(file.Find("count")!.IsFloatingPoint);
        Assert.Equal(["h", "b", "count"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Contains("'count' must hold floating-point numbers, but holds I64", Refusal(() => file.Require("count", [1])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_by_name()
    {
        Safetensors.Write(folder["whole"], [StoredTensor.Create<double>("weight", [3], [1, 2, 3])]);
        byte[] whole = File.ReadAllBytes(folder["whole"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["a"], whole[..length]);
            string message = Refusal(() => Safetensors.Read(folder["a"]));
            Assert.StartsWith(folder["a"] + ": ", message, StringComparison.Ordinal);
            Assert.Contains("truncated", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F64","shape":[3],"data_offsets":[0,16]}}""", 16, "'x' needs 24 bytes by its shape and type, but its data_offsets give 16")]
    [InlineData("""{"x":{"dtype":"F64","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,16]}}""", 16, "'x' needs")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""", 16, "'x' must start at byte 0")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 16, "the data end at byte 8, but the file has 16")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"y":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""", 16, "'y' must start at byte 8")]
    [InlineData("""{"x":{"dtype":"F65","shape":[1],"data_offsets":[0,8]}}""", 8, "unknown type, F65")]
    [InlineData("""{"x":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}""", 8, "'x' must have a dtype")]
    [InlineData("""{"x":[1]}""", 0, "'x' must have a dtype")]
    [InlineData("""{"x":{"dtype":"F64","shape":[0],"data_offsets":[0,0]},"x":{"dtype":"F64","shape":[0],"data_offsets":[0,0]}}""", 0, "names 'x' twice")]
    [InlineData("""{"__metadata__":{"epoch":3}}""", 0, "'epoch' is Number")]
    [InlineData("""[1, 2]""", 0, "must be a JSON object")]
    [InlineData("""hello""", 0, "not JSON")]
    public void A_header_that_contradicts_itself_is_refused(string header, int bytes, string message)
    {
        Make(header, new byte[bytes]);
        Assert.Contains(message, Refusal(() => Safetensors.Read(folder["a"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        File.WriteAllText(folder["a"], "PK\u0003\u0004 a zip archive, for instance");
        Assert.Contains("no safetensors file", Refusal(() => Safetensors.Read(folder["a"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        Safetensors.Write(folder["a"], [StoredTensor.Create<double>("x", [1], [1])]);
        byte[] before = File.ReadAllBytes(folder["a"]);
        using (FileStream taken = new(folder["a.tmp"], FileMode.Create, FileAccess.Write, FileShare.None))
            Assert.ThrowsAny<IOException>(() => Safetensors.Write(folder["a"], [StoredTensor.Create<double>("x", [1], [2])]));
        Assert.Equal(before, File.ReadAllBytes(folder["a"]));
        Safetensors.Write(folder["a"], [StoredTensor.Create<double>("x", [1], [2])]);
        Assert.Equal(["a"], folder.Names);
    }

    [Fact]
    public void Names_are_distinct_and_shapes_fit()
    {
        StoredTensor tensor = StoredTensor.Create<double>("x", [1], [1]);
        Assert.Contains("'x' is given twice", Assert.Throws<ArgumentException>(() => Safetensors.Write(folder["a"], [tensor, tensor])).Message, StringComparison.Ordinal);
        Assert.Contains("'y' of shape [2, 2] has 4 elements, but 3 were given", Assert.Throws<ArgumentException>(() => StoredTensor.Create<double>("y", [2, 2], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    private static string Refusal(Action action) => Assert.Throws<WeightFileException>(action).Message;

    private void Make(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        File.WriteAllBytes(folder["a"], [.. length, .. text, .. data]);
    }
}

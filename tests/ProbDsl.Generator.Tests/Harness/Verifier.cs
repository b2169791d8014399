using System.Runtime.CompilerServices;
using System.Text;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>Compares a text with the accepted one beside the test, after the conventions of Verify.</summary>
/// <remarks>
/// The accepted text is <c>Type.Method.verified.ext</c>; on a mismatch <c>Type.Method.received.ext</c> is written beside it.
/// With <c>PROBDSL_ACCEPT=1</c> in the environment what is received becomes the accepted text.
/// </remarks>
internal static class Verifier
{
    public static void Verify(
        string text, string extension = "txt", string? parameter = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string folder = Path.GetDirectoryName(file)!;
        string name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameter is null ? "" : "_" + parameter)}";
        string verified = Path.Combine(folder, $"{name}.verified.{extension}");
        string received = Path.Combine(folder, $"{name}.received.{extension}");
        string actual = Normalize(text);
        string? expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }
        if (Environment.GetEnvironmentVariable("PROBDSL_ACCEPT") == "1")
        {
            File.WriteAllText(verified, actual, new UTF8Encoding(false));
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual, new UTF8Encoding(false));
        string difference = expected is null ? "nothing has been accepted yet" : TextDifference.Of(expected, actual);
        throw new XunitException($"{name} differs (accept with PROBDSL_ACCEPT=1):\n{difference}");
    }

    /// <summary>The accepted text, or nothing where there is none.</summary>
    public static string Accepted(string extension = "txt", string? parameter = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string verified = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameter is null ? "" : "_" + parameter)}.verified.{extension}");
        return File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : "";
    }

    private static string Normalize(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";
}

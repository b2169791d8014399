using System.Reflection;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Runs samples within the process of the tests.</summary>
internal static class SampleRun
{
    /// <summary>Tests of one collection run one after the other: the console is the process's own.</summary>
    public const string Collection = "console";

    /// <summary>Runs a sample and gives what it returned and printed.</summary>
    public static (int Code, string Output, string Errors) Of(string sample, params string[] arguments)
    {
        TextWriter output = Console.Out, errors = Console.Error;
        using StringWriter captured = new(), complaints = new();
        Console.SetOut(captured);
        Console.SetError(complaints);
        try
        {
            object? code = Assembly.Load(sample).EntryPoint!.Invoke(null, [arguments]);
            return ((int?)code ?? 0, captured.ToString(), complaints.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}

/// <summary>The collection.</summary>
[CollectionDefinition(SampleRun.Collection)]
public sealed class ConsoleCollection;

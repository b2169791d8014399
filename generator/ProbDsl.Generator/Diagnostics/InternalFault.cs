using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generator.Diagnostics;

/// <summary>A fault of the generator itself, with the statement of the model at which it shows.</summary>
/// <param name="statement">The statement's text, or a description of the place.</param>
/// <param name="message">What is wrong.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class InternalFault(string statement, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The statement's text, or a description of the place.</summary>
    public string Statement => statement;

    /// <summary>Whether the model asks for what there is not, and nothing is wrong with the generator.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Where the statement stands, while the text is at hand.</summary>
    public Location? Location { get; set; }

    /// <summary>Runs a part of the work; what it throws names the statement on whose behalf it ran.</summary>
    public static void Within(string statement, Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is not InternalFault and not OperationCanceledException)
        {
            throw new InternalFault(statement, Describe(fault), fault);
        }
    }

    /// <summary>What a report needs of an exception: its kind, its message, where it arose.</summary>
    public static string Describe(Exception fault) => fault is InternalFault known
        ? $"at '{known.Statement}': {fault.Message}"
        : $"{fault.GetType().Name}: {fault.Message} {string.Concat((fault.StackTrace ?? "").Split('\n').Take(3).Aggregate("", (a, b) => a + b.Trim() + " "))}".Trim();

    /// <summary>The place of a statement in a class, or of the class where no statement has the text.</summary>
    public static Location Find(INamedTypeSymbol type, string statement)
    {
        foreach (SyntaxNode syntax in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()))
            if (statement.Length > 0 && syntax.DescendantNodes().OfType<StatementSyntax>().FirstOrDefault(s => Frontend.Lowering.StatementText(s) == statement) is { } found)
                return found.GetLocation();
        return type.Locations.FirstOrDefault() ?? Location.None;
    }
}

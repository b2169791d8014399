using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Draws of derived members: they have values where Generate() runs for a draw of the posterior, and none in the density.</content>
internal sealed partial class Lowering
{
    // The locals and the data objects that stand for such values, with the members.
    private readonly Dictionary<int, string> simulatedLocals = [];
    private readonly Dictionary<string, string> simulatedObjects = [];
    private readonly Dictionary<int, SyntaxNode> sourceSyntax = [];

    /// <summary>True while the distribution of a derived member is read, whose parameters the density does not check.</summary>
    private bool isSimulating;

    private void NoteSimulated(ModelMember member)
    {
        if (member.Rank == 0)
        {
            Local local = BindNow(member.Name, new Constant(0, member.Element));
            simulatedLocals[local.Id] = member.Name;
            environment[member.Symbol] = new ScalarValue(local);
        }
        else if (environment.TryGetValue(member.Symbol, out Value? value) && value is ArrayValue { Text: { } text })
            simulatedObjects[text.Template] = member.Name;
    }

    /// <summary>Refuses terms of the density that read what is drawn for a derived member.</summary>
    private void CheckSimulated(List<Statement> statements)
    {
        if (simulatedLocals.Count + simulatedObjects.Count == 0)
            return;
        var arrays = new Dictionary<int, string>();
        var reported = new HashSet<int>();
        int known;
        do
        {
            known = simulatedLocals.Count + simulatedObjects.Count + arrays.Count;
            Visit(statements, null);
        }
        while (known < simulatedLocals.Count + simulatedObjects.Count + arrays.Count);

        string? Origin(Expression expression) => Walk.Parts(expression).Select(part => part switch
        {
            Local local => simulatedLocals.TryGetValue(local.Id, out string? member) ? member : null,
            Element element => arrays.TryGetValue(element.Array.Id, out string? member) ? member : null,
            DataText text => OriginOfText(text.Template),
            _ => null,
        }).FirstOrDefault(member => member is not null);

        string? OriginOfText(string template) =>
            DataNames.In(template).Select(name => simulatedObjects.TryGetValue(name, out string? member) ? member : null).FirstOrDefault(member => member is not null);

        void Visit(IEnumerable<Statement> body, string? outside)
        {
            foreach (Statement statement in body)
                switch (statement)
                {
                    case Let let when Origin(let.Value) is { } member:
                        simulatedLocals[let.Target.Id] = member;
                        break;
                    case For loop:
                        foreach (Carried carried in loop.Carried)
                            if ((Origin(carried.Initial) ?? Origin(carried.Next)) is { } member)
                                simulatedLocals[carried.Entry.Id] = simulatedLocals[carried.Result.Id] = member;
                        Visit(loop.Body, outside ?? Origin(loop.To) ?? Origin(loop.From));
                        break;
                    case If branch:
                        string? inside = outside ?? Origin(branch.Condition);
                        Visit(branch.Then, inside);
                        Visit(branch.Else, inside);
                        break;
                    case Store store when (outside ?? Origin(store.Value)) is { } member:
                        arrays[store.Array.Id] = member;
                        break;
                    case DataStore store when (outside ?? Origin(store.Value)) is { } member:
                        foreach (string name in DataNames.In(store.Target.Template))
                            simulatedObjects[name] = member;
                        break;
                    case DataArray array when (OriginOfText(array.Template) ?? array.Arguments.Select(Origin).FirstOrDefault(m => m is not null)) is { } member:
                        simulatedObjects[array.Name] = member;
                        break;
                    case Term term when (outside ?? Origin(term.Value)) is { } member && reported.Add(term.Source) && sourceSyntax.TryGetValue(term.Source, out SyntaxNode? syntax):
                        context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()),
                            $"it reads a draw of '{member}', which is [Derived] and so has no value in the density; mark it [Latent]");
                        break;
                }
        }
    }
}

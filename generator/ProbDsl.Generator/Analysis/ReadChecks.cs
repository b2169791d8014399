using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Pass: before a statement that reads an element of a computed array stands a check, where the text does not show that the
/// element exists and has its value by then. Afterwards, what the data decide is refused when the model is conditioned.
/// </summary>
internal sealed class ReadChecks(ReadOrder order, Definitions definitions, Names names)
{
    private readonly Dictionary<int, (Expression From, Expression To)> ranges = [];
    private int position;

    public EquatableArray<Statement> Run(EquatableArray<Statement> statements) => Visit(statements, []).ToEquatable();

    private List<Statement> Visit(IEnumerable<Statement> statements, For[] loops)
    {
        var result = new List<Statement>();
        foreach (Statement statement in statements)
        {
            position++;
            switch (statement)
            {
                case For loop:
                    ranges[loop.Variable.Id] = (loop.From, loop.To);
                    result.Add(loop with { Body = Visit(loop.Body, [.. loops, loop]).ToEquatable() });
                    break;
                case If branch:
                    result.Add(branch with { Then = Visit(branch.Then, loops).ToEquatable(), Else = Visit(branch.Else, loops).ToEquatable() });
                    break;
                default:
                    foreach (Expression direct in Walk.Direct(statement))
                        if (direct.Latent)
                            result.AddRange(ChecksOf(direct, loops));
                    result.Add(statement);
                    break;
            }
        }
        return result;
    }

    private IEnumerable<Statement> ChecksOf(Expression expression, For[] loops)
    {
        switch (expression)
        {
            case Element element:
                return CheckOf(element, loops) is { } check ? [check] : [];
            case Call { Op: "select" } choice when !choice.Arguments[0].Latent:
                EquatableArray<Statement> then = ChecksOf(choice.Arguments[1], loops).ToEquatable();
                EquatableArray<Statement> otherwise = ChecksOf(choice.Arguments[2], loops).ToEquatable();
                return then.Count + otherwise.Count == 0 ? [] : [new If(choice.Arguments[0], then, otherwise)];
            case Call call:
                return call.Arguments.Where(a => a.Latent).SelectMany(a => ChecksOf(a, loops)).ToList();
            case Reduce reduce:
                return ChecksOf(reduce, loops);
            default:
                return [];
        }
    }

    private IEnumerable<Statement> ChecksOf(Reduce reduce, For[] loops)
    {
        ranges[reduce.Variable.Id] = (reduce.From, reduce.To);
        if (!Walk.Parts(reduce).OfType<Element>().Any(e => CheckOf(e, loops) is not null))
            return [];
        Reduce own = names.Fresh(reduce);
        ranges[own.Variable.Id] = (own.From, own.To);
        order.NoteEnd(own);
        List<Statement> body = [];
        foreach (Statement statement in own.Body)
        {
            body.AddRange(Walk.Direct(statement).Where(d => d.Latent).SelectMany(d => ChecksOf(d, loops)));
            body.Add(statement);
        }
        body.AddRange(ChecksOf(own.Value, loops));
        return [new For(own.Variable, own.From, own.To, own.Carried, body.ToEquatable())];
    }

    private ElementCheck? CheckOf(Element element, For[] loops)
    {
        if (element.Array.Role != ArrayRole.Computed || element.Array.IsFilled)
            return null;
        if (definitions.Of(element.Array) is { } definition)
            return definition.Variable is null || IsInside(element) ? null : new ElementCheck(element.Array, element.Index, IsAssigned: false);
        return order.MayComeFirst(element, position, loops) ? new ElementCheck(element.Array, element.Index, IsAssigned: true) : null;
    }

    /// <summary>Whether an index lies in the array, as far as the text shows.</summary>
    private bool IsInside(Element element)
    {
        Expression size = element.Array.Dimensions[0];
        return element.Index switch
        {
            Local local => ranges.TryGetValue(local.Id, out (Expression From, Expression To) range) && Build.IsZero(range.From) && range.To.Equals(size),
            Constant index => size is Constant known && index.Value >= 0 && index.Value < known.Value,
            _ => false,
        };
    }
}

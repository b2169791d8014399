using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// What of a loop's body may be computed after the loop, or again: nothing that reads a data array which the body makes or
/// assigns, nothing that lies in memory which the body reserves, since each of those is another one then, and no element that
/// may be read before it is assigned.
/// </summary>
internal sealed class Motion
{
    private readonly Dictionary<int, Expression[]> sources = [];
    private readonly HashSet<int> bound = [];
    private readonly HashSet<int> stored = [];
    private readonly ReadOrder order;
    private readonly HashSet<string> changing = [];
    private readonly Dictionary<int, bool> allowed = [];

    /// <param name="loop">The loop.</param>
    /// <param name="loopsMoveAlong">Whether loops over data in the body go where the value goes.</param>
    /// <param name="order">Which arrays that the body assigns are read only where they have their values.</param>
    public Motion(For loop, bool loopsMoveAlong, ReadOrder order)
    {
        this.order = order;
        foreach (Carried carried in loop.Carried)
            sources[carried.Entry.Id] = [carried.Next];
        foreach (Statement statement in Walk.All(loop.Body))
        {
            switch (statement)
            {
                case Let let:
                    sources[let.Target.Id] = [let.Value];
                    break;
                case DataArray array:
                    changing.Add(array.Name);
                    break;
                case DataStore store:
                    changing.Add(RootOf(store.Target));
                    break;
                // A check of data changes nothing.
                case DataCall call when !call.Template.StartsWith("DataCheck.", System.StringComparison.Ordinal):
                    changing.Add(call.Target.Length > 0 ? call.Target : Leading(call.Template));
                    break;
                case Store store:
                    stored.Add(store.Array.Id);
                    break;
                case For inner when !loopsMoveAlong:
                    bound.UnionWith(Walk.Defined(inner).Select(l => l.Id));
                    break;
                case For inner:
                    foreach (Carried carried in inner.Carried)
                        sources[carried.Entry.Id] = sources[carried.Result.Id] = [carried.Initial, carried.Next];
                    break;
            }
        }
    }

    /// <summary>Whether an expression of the body has its value elsewhere, too.</summary>
    public bool Allows(Expression expression) => Walk.Parts(expression).All(part => part switch
    {
        Local local => AllowsLocal(local),
        Element element => !stored.Contains(element.Array.Id) || order.IsSettled(element),
        DataText text => !Build.IsReserve(text) && !TextNames.Of(text.Template).Any(changing.Contains),
        _ => true,
    });

    private bool AllowsLocal(Local local)
    {
        if (bound.Contains(local.Id))
            return false;
        if (!sources.TryGetValue(local.Id, out Expression[]? values))
            return true;
        if (!allowed.TryGetValue(local.Id, out bool known))
        {
            // A carried value reads itself.
            allowed[local.Id] = true;
            allowed[local.Id] = known = values.All(Allows);
        }
        return known;
    }

    /// <summary>The array whose element an assignment changes.</summary>
    private static string RootOf(DataText target)
    {
        while (target.Arguments.Count > 0 && target.Arguments[0] is DataText inner && target.Template.StartsWith("{0}", System.StringComparison.Ordinal))
            target = inner;
        return Leading(target.Template);
    }

    private static string Leading(string template) => TextNames.Of(template).FirstOrDefault() ?? "";
}

/// <summary>The identifiers in C# text.</summary>
internal static class TextNames
{
    public static IEnumerable<string> Of(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_');
            if (inside && start < 0)
                start = i;
            else if (!inside && start >= 0)
            {
                if (!char.IsDigit(text[start]))
                    yield return text.Substring(start, i - start);
                start = -1;
            }
        }
    }
}

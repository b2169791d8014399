using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>
/// The scopes of the data part as C# sees them. A first writing finds the names that are read after the branch that sets them,
/// or that are set in a scope and again around it; these are declared before that branch or loop in the second. A name that
/// nothing sets where it is read is a fault of the generator, found here and not by the user's compiler.
/// </summary>
/// <param name="objects">The objects that the data part makes: whatever else a text names is the user's.</param>
internal sealed class DataScopes(IEnumerable<string> objects)
{
    private sealed class Scope(Scope? outer, bool isLoop, int number)
    {
        public Scope? Outer => outer;

        public bool IsLoop => isLoop;

        /// <summary>The loop or branch, by its place in the text; both sides of a branch have the same.</summary>
        public int Number => number;

        public IEnumerable<Scope> WithOuter()
        {
            for (Scope? scope = this; scope is not null; scope = scope.Outer)
                yield return scope;
        }
    }

    /// <summary>A name: its type, and the scopes that have declared it.</summary>
    private sealed class Entry(string type)
    {
        public string Type => type;

        public List<Scope> Scopes { get; } = [];
    }

    private readonly HashSet<string> known = [.. objects];
    private readonly Dictionary<int, List<(string Type, string Name)>> early = [];
    private readonly Dictionary<string, int> declaredEarly = [];
    private readonly Dictionary<string, Entry> entries = [];
    private Scope current = new(null, false, 0);
    private int count;

    /// <summary>The statement of the model whose code is written.</summary>
    public string Statement { get; set; } = "";

    /// <summary>Begins the second writing.</summary>
    public void Restart()
    {
        entries.Clear();
        current = new Scope(null, false, 0);
        count = 0;
    }

    /// <summary>Declares, before a loop or branch, what must outlive it; gives its number.</summary>
    public int Begin(CodeWriter writer)
    {
        int number = ++count;
        foreach ((string type, string name) in early.TryGetValue(number, out List<(string Type, string Name)>? names) ? names : [])
        {
            writer.Line($"{type} {name} = default;");
            Add(type, name, current);
        }
        return number;
    }

    public void Open(int number, bool isLoop) => current = new Scope(current, isLoop, number);

    public void Close() => current = current.Outer!;

    /// <summary>The type, and a space, with which a name is declared where it is set; nothing where it has been declared.</summary>
    public string Declare(string type, string name)
    {
        if (declaredEarly.ContainsKey(name))
        {
            // Set once more, where the loop or branch that it was declared before does not reach.
            if (entries.TryGetValue(name, out Entry? known) && !current.WithOuter().Any(known.Scopes.Contains))
            {
                Add(type, name, current);
                DeclareEarly(name, known);
            }
            return "";
        }
        if (entries.TryGetValue(name, out Entry? entry))
        {
            // C# allows no second local of a name in a scope, around it or inside it.
            if (current.WithOuter().Any(entry.Scopes.Contains))
                return "";
            if (entry.Scopes.Exists(s => s.WithOuter().Contains(current)))
            {
                DeclareEarly(name, entry);
                return "";
            }
        }
        Add(type, name, current);
        return type + " ";
    }

    /// <summary>Sees to it that a name can be read here.</summary>
    public void Use(string name)
    {
        if (!entries.TryGetValue(name, out Entry? entry))
            throw Fault(name, "before it is set");
        if (current.WithOuter().Any(entry.Scopes.Contains))
            return;
        Scope made = entry.Scopes[entry.Scopes.Count - 1];
        if (made.WithOuter().TakeWhile(s => !current.WithOuter().Contains(s)).Any(s => s.IsLoop))
            throw Fault(name, "outside the loop that sets it");
        DeclareEarly(name, entry);
    }

    /// <summary>The same for the objects that a text names.</summary>
    public void UseIn(string template)
    {
        if (known.Count > 0)
            foreach (string name in DataNames.In(template).Where(known.Contains))
                Use(name);
    }

    private void Add(string type, string name, Scope scope)
    {
        if (!entries.TryGetValue(name, out Entry? entry))
            entries.Add(name, entry = new Entry(type));
        entry.Scopes.Add(scope);
    }

    /// <summary>Has a name declared where all that set it and all that read it can see it.</summary>
    private void DeclareEarly(string name, Entry entry)
    {
        Scope first = entry.Scopes[0];
        Scope around = current.WithOuter().First(s => entry.Scopes.TrueForAll(made => made.WithOuter().Contains(s)));
        int number = first.WithOuter().First(s => s.Outer == around).Number;
        if (!early.TryGetValue(number, out List<(string Type, string Name)>? names))
            early.Add(number, names = []);
        if (declaredEarly.TryGetValue(name, out int before))
            early[before].Remove((entry.Type, name));
        names.Add((entry.Type, name));
        declaredEarly[name] = number;
        entry.Scopes.Add(around);
    }

    private InternalFault Fault(string name, string where) => new(Statement, $"'{name}' is read {where}");
}

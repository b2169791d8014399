using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>Where the elements of computed arrays are assigned and read, in the order in which the statements run.</summary>
internal sealed class ReadOrder
{
    /// <summary>A statement that assigns an element, and the loops around it.</summary>
    private sealed record Place(int Position, For[] Loops, Store Store);

    private readonly Dictionary<int, List<Place>> stores = [];
    private readonly HashSet<int> unsettledArrays = [];
    private readonly HashSet<(int, Expression)> unsettled = [];
    private readonly Dictionary<int, Expression> ends = [];
    private readonly Dictionary<int, int> reservedIn = [];
    private int position;

    public ReadOrder(EquatableArray<Statement> program)
    {
        Collect(program, []);
        position = 0;
        Read(program, []);
    }

    /// <summary>Whether every element of an array has its value where it is read, as far as the text shows.</summary>
    public bool IsSettled(ArrayInfo array) => !unsettledArrays.Contains(array.Id);

    /// <summary>Whether an element has its value wherever the program reads it, as far as the text shows.</summary>
    public bool IsSettled(Element element) => !unsettled.Contains((element.Array.Id, element.Index));

    /// <summary>The number of statements that assign elements of an array.</summary>
    public int StoresOf(ArrayInfo array) => stores.TryGetValue(array.Id, out List<Place>? places) ? places.Count : 0;

    private void Collect(IEnumerable<Statement> statements, For[] loops)
    {
        foreach (Statement statement in statements)
        {
            position++;
            if (statement is Store store)
            {
                if (!stores.TryGetValue(store.Array.Id, out List<Place>? places))
                    stores.Add(store.Array.Id, places = []);
                places.Add(new Place(position, loops, store));
            }
            if (statement is Let let && Build.IsReserve(let.Value))
                reservedIn[let.Target.Id] = loops.Length;
            Collect(Walk.Nested(statement), statement is For loop ? [.. loops, loop] : loops);
        }
    }

    private void Read(IEnumerable<Statement> statements, For[] loops)
    {
        foreach (Statement statement in statements)
        {
            int at = ++position;
            For[] inside = statement is For loop ? [.. loops, loop] : loops;
            Read(Walk.Nested(statement), inside);
            // What a loop hands on is read in it, after its last statement.
            foreach (Expression part in Walk.Direct(statement).SelectMany(Walk.Parts))
            {
                if (part is Reduce reduce)
                    NoteEnd(reduce);
                if (part is not Element { Array.Role: ArrayRole.Computed } element || !IsSettled(element) || !MayComeFirst(element, statement is For ? position : at, inside))
                    continue;
                unsettled.Add((element.Array.Id, element.Index));
                unsettledArrays.Add(element.Array.Id);
            }
        }
    }

    /// <summary>Notes where the variable of a sum ends.</summary>
    public void NoteEnd(Reduce reduce) => ends[reduce.Variable.Id] = reduce.To;

    /// <summary>Whether an element may be read before the statement that assigns it has run.</summary>
    /// <param name="element">What is read.</param>
    /// <param name="at">The position of the reading statement.</param>
    /// <param name="loops">The loops around it.</param>
    public bool MayComeFirst(Element element, int at, For[] loops)
    {
        if (!stores.TryGetValue(element.Array.Id, out List<Place>? places))
            return element.Array.Base is not Local;
        // An iteration of the loops in which the array is reserved has an array of its own.
        int own = element.Array.Base is Local address && reservedIn.TryGetValue(address.Id, out int depth) ? depth : 0;
        foreach (Place place in places)
        {
            int common = loops.Zip(place.Loops, ReferenceEquals).TakeWhile(same => same).Count();
            bool textuallyBefore = place.Position < at;
            if (common <= own ? !textuallyBefore : !IsBehind(element.Index, place, own, common, textuallyBefore ? 0 : 1))
                return true;
        }
        return false;
    }

    /// <summary>Whether an index is that of the assignment some iterations earlier.</summary>
    private bool IsBehind(Expression index, Place place, int own, int common, int least)
    {
        if (least == 0 && index.Equals(place.Store.Index))
            return true;
        index = Last(index);
        for (int i = common - 1; i >= own; i--)
        {
            Local variable = place.Loops[i].Variable;
            if (InnerAddress.Read(place.Store.Index, variable) is not { } stored || InnerAddress.Read(index, variable) is not { } wanted)
                continue;
            (Expression storedRest, double storedAt) = InnerAddress.Split(stored.Offset);
            (Expression wantedRest, double wantedAt) = InnerAddress.Split(wanted.Offset);
            if (stored.Stride is Constant { Value: > 0 } stride && stride.Equals(wanted.Stride) && storedRest.Equals(wantedRest)
                && storedAt - wantedAt >= least * stride.Value)
                return true;
        }
        return false;
    }

    /// <summary>The largest index of a sum: at the last value of its variable, where the index grows with it.</summary>
    private Expression Last(Expression index)
    {
        foreach (Local local in Walk.Locals(index))
            if (ends.TryGetValue(local.Id, out Expression? end) && InnerAddress.Read(index, local) is { Stride: Constant { Value: 1 } } address)
                return Last(Build.Add(address.Offset, Build.Sub(end, Constant.Int(1))));
        return index;
    }
}

namespace ProbDsl.Oracle.RandomModels;

/// <content>Loops of every other form: steps, <c>continue</c>, elements, bounds that depend on an outer loop, carried integers, data arrays, arrays of arrays.</content>
internal sealed partial class Grammar
{
    private static St ContinueIf(Ex condition) => new(new Ex(Ty.Fixed, "if ({0})", condition), [St.Of("continue;")]);

    /// <summary>Terms of the elements of an array, or of every second iteration, of which some are left out.</summary>
    private St TermsOfElements(Scope scope)
    {
        (string index, int size, Scope inside) = NewLoop(scope);
        if (choose.Chance(0.4))
        {
            string head = choose.Of<string>([$"for (int {index} = 0; {index} < {size}; {index} += 2)", $"for (int {index} = {size - 1}; {index} > 0; {index} -= 2)"]);
            return new St(new Ex(Ty.Fixed, head), [ContinueIf(Condition(inside, 1)), St.Of("Factor({0});", Number(inside, Depth))]);
        }
        string x = NewName("e");
        Scope each = inside with { Variables = [.. inside.Variables.Where(v => v.Name != index), new Variable(x, "double", true)] };
        var body = new List<St>();
        if (choose.Chance(0.5))
            body.Add(ContinueIf(Condition(each, 1)));
        if (choose.Chance(0.3))
            body.AddRange(Inner(ref each));
        body.Add(St.Of("Factor({0});", Number(each, 1)));
        return new St(new Ex(Ty.Fixed, $"foreach (double {x} in {{0}})", Sequence(scope, size, 1)), [.. body]);
    }

    /// <summary>A sum over the pairs of a triangle.</summary>
    private IEnumerable<St> Triangle(Scope scope, out Scope after)
    {
        string name = NewName("c");
        (string row, int size, Scope outer) = NewLoop(scope);
        string column = NewName("i");
        Scope inner = outer.With(new Variable(column, "int", false) { Range = (0, size - 1) });
        after = scope.With(new Variable(name, "double", true) { IsAssignable = true });
        string head = choose.Of<string>([$"for (int {column} = 0; {column} <= {row}; {column}++)", $"for (int {column} = {row} + 1; {column} < {size}; {column}++)"]);
        var body = new List<St>();
        if (choose.Chance(0.4))
            body.Add(ContinueIf(Condition(inner, 1)));
        body.Add(St.Of($"{name} {choose.Of<string>(["+=", "-="])} {{0}};", Number(inner, 1)));
        return [St.Of($"double {name} = {{0}};", Number(scope, 1)), new St(Loop(row, size), [new St(new Ex(Ty.Fixed, head), [.. body])])];
    }

    /// <summary>A place that data move from one iteration to the next, at which latents are read.</summary>
    private IEnumerable<St> CarriedPlace(Scope scope, out Scope after)
    {
        string name = NewName("c");
        string place = NewName("j");
        (string index, int size, Scope inside) = NewLoop(scope);
        int places = choose.Of(Sizes);
        after = scope.With(new Variable(name, "double", true) { IsAssignable = true });
        Variable moving = new(place, "int", false) { Range = (0, places - 1) };
        inside = inside.With(moving);
        var body = new List<St>
        {
            St.Of($"{place} = ({place} + {{0}}) % {places};", Index(inside, places)),
            St.Of($"{name} += {{0}};", Number(inside, 1)),
        };
        if (choose.Chance(0.3))
            body.Insert(1, ContinueIf(Condition(inside, 1)));
        return [St.Of($"int {place} = {{0}};", Index(scope, places)), St.Of($"double {name} = {{0}};", Number(scope, 1)), new St(Loop(index, size), [.. body])];
    }

    /// <summary>An array of numbers or integers that is made of data.</summary>
    private IEnumerable<St> DataArray(Scope scope, out Scope after)
    {
        string name = NewName("g");
        (string index, int size, Scope inside) = NewLoop(scope);
        bool whole = choose.Chance(0.4);
        string type = whole ? "int" : "double";
        int limit = choose.Of(Sizes);
        Ex value = whole ? Index(inside, limit) : Number(inside.Data, 1);
        after = scope.With(whole ? new Variable(name, "int[]", false, size) { Range = (0, limit - 1) } : new Variable(name, "double[]", false, size));
        var body = new List<St> { St.Of($"{name}[{index}] = {{0}};", value) };
        if (!whole && choose.Chance(0.4))
            body.Add(new St(new Ex(Ty.Fixed, "if ({0})", Condition(inside, 1)), [St.Of($"{name}[{index}] *= {{0}};", Number(inside.Data, 1))]));
        return [St.Of($"{type}[] {name} = new {type}[{size}];"), new St(Loop(index, size), [.. body])];
    }

    /// <summary>An array of arrays, whose rows are made one by one.</summary>
    private IEnumerable<St> Rows(Scope scope, out Scope after)
    {
        string name = NewName("h");
        (string row, int rows, Scope outer) = NewLoop(scope);
        int columns = choose.Of(Sizes);
        after = scope.With(new Variable(name, "double[][]", true, rows, columns));
        if (choose.Chance(0.4))
            return [St.Of($"double[][] {name} = new double[{rows}][];"), new St(Loop(row, rows), [St.Of($"{name}[{row}] = {{0}};", Collection(outer, columns, 1))])];
        string column = NewName("i");
        Scope inner = outer.With(new Variable(column, "int", false) { Range = (0, columns - 1) });
        return
        [
            St.Of($"double[][] {name} = new double[{rows}][];"),
            new St(Loop(row, rows), [St.Of($"{name}[{row}] = new double[{columns}];"), new St(Loop(column, columns), [St.Of($"{name}[{row}][{column}] = {{0}};", Number(inner, 1))])]),
        ];
    }

    /// <summary>A local that a branch gives another array.</summary>
    private IEnumerable<St> Replaced(Scope scope, out Scope after)
    {
        string name = NewName("z");
        int size = choose.Of(Sizes);
        after = scope.With(new Variable(name, "double[]", true, size));
        return [St.Of($"double[] {name} = {{0}};", Sequence(scope, size, 1)), new St(new Ex(Ty.Fixed, "if ({0})", Condition(scope, 1)), [St.Of($"{name} = {{0}};", Sequence(scope, size, 1))])];
    }
}

namespace ProbDsl.Oracle.RandomModels;

/// <content>Statements: locals, arrays, loops, choices, terms.</content>
internal sealed partial class Grammar
{
    private const int Depth = 2;

    /// <summary>Some statements, and what is visible after them.</summary>
    private List<St> Statements(ref Scope scope, int count)
    {
        var statements = new List<St>();
        for (int k = 0; k < count; k++)
            statements.AddRange(Statement(ref scope));
        return statements;
    }

    private IEnumerable<St> Statement(ref Scope scope)
    {
        Scope now = scope;
        Scope after = scope;
        IEnumerable<St> made = choose.Weighted<IEnumerable<St>>(
            (4, () => Local(now, out after)),
            (1, () => IntegerLocal(now, out after)),
            (5, () => FilledArray(now, out after)),
            (2, () => RecursiveArray(now, out after)),
            (3, () => Carried(now, out after)),
            (2, () => VectorLocal(now, out after)),
            (1, () => FilledTable(now, out after)),
            (1, () => ChosenArray(now, out after)),
            (2, () => [TermsOfElements(now)]),
            (1, () => Triangle(now, out after)),
            (1, () => CarriedPlace(now, out after)),
            (2, () => DataArray(now, out after)),
            (1, () => Rows(now, out after)),
            (1, () => Replaced(now, out after)),
            (2, () => Assigned(now)),
            (2, () => [St.Of("Factor({0});", Number(now, Depth))]),
            (2, () => [TermsInLoop(now)]),
            (1, () => [St.Of("Observe({0}, {1});", Number(now.Data, 1), RealDistribution(now, 1))]),
            (1, () => [St.Of("Observe({0}, Normal({1}, {2}));", Vector(now.Data, Sizes[0], 1), Vector(now, Sizes[0], 1), PositiveVector(now, Sizes[0]))]));
        scope = after;
        return made;
    }

    private IEnumerable<St> Local(Scope scope, out Scope after)
    {
        string name = NewName("v");
        after = scope.With(new Variable(name, "double", true) { IsAssignable = true });
        return [St.Of($"double {name} = {{0}};", Number(scope, Depth))];
    }

    private IEnumerable<St> IntegerLocal(Scope scope, out Scope after)
    {
        string name = NewName("j");
        int size = choose.Of(Sizes);
        after = scope.With(new Variable(name, "int", false) { Range = (0, size - 1) });
        return [St.Of($"int {name} = {{0}};", Index(scope, size))];
    }

    /// <summary>The head of a loop over 0 to <paramref name="size"/> - 1, in one of its forms.</summary>
    private Ex Loop(string index, int size) => new(Ty.Fixed, choose.Of<string>(
    [
        $"for (int {index} = 0; {index} < {size}; {index}++)",
        $"foreach (int {index} in Plate({size}))",
        $"foreach (int {index} in Enumerable.Range(0, {size}))",
        $"for (int {index} = {size - 1}; {index} >= 0; {index}--)",
        $"for (int {index} = 0; {index} <= {size - 1}; {index} += 1)",
    ]));

    private (string Index, int Size, Scope Inside) NewLoop(Scope scope)
    {
        string index = NewName("i");
        int size = choose.Of(Sizes);
        Scope inside = new([.. scope.Variables.Select(v => v with { IsAssignable = false }), new Variable(index, "int", false) { Range = (0, size - 1) }], scope.LatentsAllowed);
        return (index, size, inside);
    }

    /// <summary>An array whose elements a loop sets, directly or by way of locals, inner loops and arrays of the iteration.</summary>
    private IEnumerable<St> FilledArray(Scope scope, out Scope after)
    {
        string name = NewName("a");
        (string index, int size, Scope inside) = NewLoop(scope);
        after = scope.With(new Variable(name, "double[]", true, size));
        var body = new List<St>();
        if (choose.Chance(0.4))
            body.AddRange(Inner(ref inside));
        Ex Target(Ex value) => new(Ty.Fixed, $"{name}[{index}] = {{0}};", value);
        if (choose.Chance(0.25))
            body.Add(new St(new Ex(Ty.Fixed, "if ({0})", Condition(inside, 1)),
                [new St(Target(Number(inside, Depth)))], [new St(Target(Number(inside, Depth)))]));
        else
            body.Add(new St(Target(Number(inside, Depth))));
        return [St.Of($"double[] {name} = new double[{size}];"), new St(Loop(index, size), [.. body])];
    }

    /// <summary>What stands in an iteration before its result: a local, an accumulator or an array of its own.</summary>
    private IEnumerable<St> Inner(ref Scope scope)
    {
        Scope now = scope;
        Scope after = scope;
        IEnumerable<St> made = choose.Weighted<IEnumerable<St>>(
            (2, () => Local(now, out after)),
            (2, () => Carried(now, out after)),
            (2, () => FilledSimply(now, out after)),
            (1, () => Triangle(now, out after)),
            (1, () => CarriedPlace(now, out after)),
            (1, () => DataArray(now, out after)),
            (1, () => VectorLocal(now, out after)),
            (1, () => IntegerLocal(now, out after)));
        scope = after;
        return made;
    }

    private IEnumerable<St> FilledSimply(Scope scope, out Scope after)
    {
        string name = NewName("b");
        (string index, int size, Scope inside) = NewLoop(scope);
        after = scope.With(new Variable(name, "double[]", true, size));
        return [St.Of($"double[] {name} = new double[{size}];"), new St(Loop(index, size), [St.Of($"{name}[{index}] = {{0}};", Number(inside, 1))])];
    }

    private IEnumerable<St> RecursiveArray(Scope scope, out Scope after)
    {
        string name = NewName("r");
        string index = NewName("i");
        int size = choose.Of(Sizes);
        Scope inside = scope.With(new Variable(index, "int", false) { Range = (1, size - 1) });
        after = scope.With(new Variable(name, "double[]", true, size));
        Ex next = new(Ty.Number, choose.Of<string>(["Math.Tanh({0} * {1} + {2})", "0.5 * {0} + {1} * {2}", "Math.Sin({0} + {1}) + {2}"]),
            Num($"{name}[{index} - 1]"), Number(inside, 1), Number(inside, 1));
        return
        [
            St.Of($"double[] {name} = new double[{size}];"),
            St.Of($"{name}[0] = {{0}};", Number(scope, 1)),
            new St(new Ex(Ty.Fixed, $"for (int {index} = 1; {index} < {size}; {index}++)"), [St.Of($"{name}[{index}] = {{0}};", next)]),
        ];
    }

    /// <summary>A local that passes from one iteration to the next.</summary>
    private IEnumerable<St> Carried(Scope scope, out Scope after)
    {
        string name = NewName("c");
        (string index, int size, Scope inside) = NewLoop(scope);
        var carried = new Variable(name, "double", true) { IsAssignable = true };
        after = scope.With(carried);
        var body = new List<St>();
        if (choose.Chance(0.3))
            body.AddRange(Inner(ref inside));
        if (choose.Chance(0.15))
            body.Add(ContinueIf(Condition(inside, 1)));
        Scope reading = choose.Chance(0.3) ? inside.With(carried with { IsAssignable = false }) : inside;
        body.Add(choose.Weighted<St>(
            (4, () => St.Of($"{name} += {{0}};", Number(inside, 1))),
            (1, () => St.Of($"{name} -= {{0}};", Number(reading, 1))),
            (1, () => St.Of($"{name} *= Math.Tanh({{0}});", Number(reading, 1))),
            (3, () => St.Of($"{name} = Math.Tanh({name} * {{0}} + {{1}});", Number(inside, 1), Number(reading, 1))),
            (2, () => new St(new Ex(Ty.Fixed, "if ({0})", Condition(inside, 1)), [St.Of($"{name} += {{0}};", Number(inside, 1))],
                choose.Chance(0.5) ? [St.Of($"{name} -= {{0}};", Number(inside, 1))] : null))));
        return [St.Of($"double {name} = {{0}};", Number(scope, 1)), new St(Loop(index, size), [.. body])];
    }

    private IEnumerable<St> VectorLocal(Scope scope, out Scope after)
    {
        string name = NewName("w");
        int size = choose.Of(Sizes);
        after = scope.With(new Variable(name, "Vector", true, size));
        return [St.Of($"{choose.Of<string>(["var", "Vector<double>"])} {name} = {{0}};", Vector(scope, size, Depth))];
    }

    private IEnumerable<St> FilledTable(Scope scope, out Scope after)
    {
        string name = NewName("q");
        (string row, int rows, Scope outer) = NewLoop(scope);
        (string column, int columns, Scope inner) = NewLoop(outer);
        after = scope.With(new Variable(name, "double[,]", true, rows, columns));
        return
        [
            St.Of($"double[,] {name} = new double[{rows}, {columns}];"),
            new St(Loop(row, rows), [new St(Loop(column, columns), [St.Of($"{name}[{row}, {column}] = {{0}};", Number(inner, 1))])]),
        ];
    }

    /// <summary>An array that data choose, or a latent where both have one size.</summary>
    private IEnumerable<St> ChosenArray(Scope scope, out Scope after)
    {
        string name = NewName("z");
        int size = choose.Of(Sizes);
        after = scope.With(new Variable(name, "double[]", true, size));
        return [St.Of($"double[] {name} = {{0}} ? {{1}} : {{2}};", Condition(scope, 1), Sequence(scope, size, 1), Sequence(scope, size, 1))];
    }

    /// <summary>A local that is assigned again, also where a latent decides.</summary>
    private IEnumerable<St> Assigned(Scope scope)
    {
        Variable[] locals = [.. scope.Variables.Where(v => v.IsAssignable)];
        if (locals.Length == 0)
            return [St.Of("Factor({0});", Number(scope, 1))];
        string name = choose.Of(locals).Name;
        St One() => St.Of($"{name} {choose.Of<string>(["=", "+=", "-=", "*="])} {{0}};", Number(scope, 1));
        Ex test = choose.Chance(0.4) ? Truth("{0} > {1}", Number(scope, 1), Lit(choose.Number(-1, 1))) : Condition(scope, 1);
        return choose.Chance(0.4) ? [One()] : [new St(new Ex(Ty.Fixed, "if ({0})", test), [One()], choose.Chance(0.5) ? [One()] : null)];
    }

    private St TermsInLoop(Scope scope)
    {
        (string index, int size, Scope inside) = NewLoop(scope);
        var body = new List<St>();
        if (choose.Chance(0.5))
            body.AddRange(Inner(ref inside));
        St Term() => St.Of("Factor({0});", Number(inside, Depth));
        body.Add(choose.Chance(0.3)
            ? new St(new Ex(Ty.Fixed, "if ({0})", Condition(inside, 1)), [Term()], choose.Chance(0.5) ? [Term()] : null)
            : Term());
        return new St(Loop(index, size), [.. body]);
    }

    /// <summary>A helper method with a scope of its parameters and what <paramref name="outside"/> shows.</summary>
    private St NewHelper(Scope outside, bool readsLatents)
    {
        string name = NewName("H");
        var parameters = new List<Variable> { new(NewName("x"), "double", true) };
        if (choose.Chance(0.5))
            parameters.Add(new Variable(NewName("p"), "double[]", true, choose.Of(Sizes)));
        if (choose.Chance(0.4))
            parameters.Add(new Variable(NewName("k"), "int", false) { Range = (0, Sizes[0] - 1) });
        Scope scope = outside.With([.. parameters]);
        var body = new List<St>();
        bool isArray = choose.Chance(0.25);
        if (choose.Chance(0.5) && !isArray)
            body.AddRange(Inner(ref scope));
        if (isArray)
        {
            string result = NewName("r");
            (string index, _, Scope inside) = NewLoop(scope);
            inside = inside with { Variables = [.. inside.Variables.Select(v => v.Name == index ? v with { Range = (0, ReturnedSize - 1) } : v)] };
            body.Add(St.Of($"double[] {result} = new double[{ReturnedSize}];"));
            body.Add(new St(Loop(index, ReturnedSize), [St.Of($"{result}[{index}] = {{0}};", Number(inside, 1))]));
            body.Add(St.Of($"return {result};"));
        }
        else
        {
            if (choose.Chance(0.3))
                body.Add(new St(new Ex(Ty.Fixed, "if ({0})", Condition(scope, 1)), [St.Of("return {0};", Number(scope, 1))]));
            body.Add(St.Of("return {0};", Number(scope, Depth)));
        }
        string type = isArray ? "double[]" : "double";
        string list = string.Join(", ", parameters.Select(p => $"{p.Type} {p.Name}"));
        helpers.Add(new Helper(name, readsLatents, [.. parameters], new Variable("", type, true, isArray ? [ReturnedSize] : [])));
        return new St(new Ex(Ty.Fixed, $"{type} {name}({list})"), [.. body]);
    }
}

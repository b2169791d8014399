namespace ProbDsl.Oracle.RandomModels;

/// <content>Whole models.</content>
internal sealed partial class Grammar
{
    public RandomModel Model(ulong seed)
    {
        (St Member, Variable Variable)[] data = DataMembers();
        var members = new List<St>(data.Select(d => d.Member));
        var methods = new List<St>();
        var body = new List<St>();
        Scope scope = new([.. data.Select(d => d.Variable)]);
        Scope known = scope;
        for (int k = choose.Next(3); k > 0; k--)
            methods.Add(NewHelper(known, readsLatents: false));
        void Draw(Latent latent)
        {
            members.Add(latent.Member);
            body.AddRange(latent.Draws);
            scope = scope.With(latent.Variable);
        }
        for (int k = choose.Between(1, 4); k > 0; k--)
            Draw(ScalarLatent(scope));
        if (choose.Chance(0.3))
            members.Add(NewProperty(ref scope));
        Scope scalars = scope;
        for (int k = choose.Next(2); k > 0; k--)
            methods.Add(NewHelper(scalars, readsLatents: true));
        for (int k = choose.Between(0, 3); k > 0; k--)
        {
            Draw(ArrayLatent(scope));
            if (choose.Chance(0.3))
                body.AddRange(Statements(ref scope, 1));
        }
        body.AddRange(Statements(ref scope, choose.Between(1, 5)));
        for (int k = choose.Between(1, 2); k > 0; k--)
        {
            (St member, St[] draws, Variable variable) = Outcome(scope);
            members.Add(member);
            body.AddRange(draws);
            scope = scope.With(variable);
        }
        if (choose.Chance(0.4))
            body.AddRange(Statements(ref scope, 1));
        for (int k = choose.Next(3); k > 0; k--)
            body.AddRange(DerivedMember(ref scope, members));
        return new RandomModel(seed, [.. members], [.. methods], [.. body]);
    }

    /// <summary>A property that is computed from what is drawn before.</summary>
    private St NewProperty(ref Scope scope)
    {
        string name = NewName("P");
        Ex value = Number(scope, 1);
        scope = scope.With(new Variable(name, "double", true));
        return new St(new Ex(Ty.Fixed, $"double {name} => {{0}};", value));
    }

    private (St Member, St[] Draws, Variable Variable) Outcome(Scope scope)
    {
        string name = NewName("Y");
        (string index, int size, Scope inside) = NewLoop(scope);
        (St, St[], Variable) Made(string type, string value, string element, Func<Ex> distribution, string after = "", Variable? read = null)
        {
            St Draw() => St.Of($"{name}[{index}] = ~{{0}}{after};", distribution());
            var before = new List<St>();
            if (choose.Chance(0.3))
                before.AddRange(Inner(ref inside));
            St draw = choose.Chance(0.2) ? new St(new Ex(Ty.Fixed, "if ({0})", Condition(inside, 1)), [Draw()], [Draw()]) : Draw();
            return (Observed(type, name, value), [new St(Loop(index, size), [.. before, draw])], read ?? new Variable(name, element + "[]", false, size));
        }
        return choose.Weighted<(St, St[], Variable)>(
            (5, () => Made("double[]", List(choose.Numbers(size, -2, 2)), "double", () => RealDistribution(inside, Depth))),
            (2, () => Made("double[]", List(choose.Numbers(size, 0.2, 2.5)), "double", () => PositiveDistribution(inside, 1))),
            (1, () => Made("double[]", List(choose.Numbers(size, 0.1, 0.9)), "double", () => UnitDistribution(inside, 1))),
            (3, () => Made("int[]", List(choose.Integers(size, 0, 6)), "int", () => CountDistribution(inside, Depth), read: new Variable(name, "int[]", false, size) { Range = (0, 6) })),
            (2, () => Made("int[]", List(choose.Integers(size, 0, 1)), "int", () => BinaryDistribution(inside, Depth), read: new Variable(name, "int[]", false, size) { Range = (0, 1) })),
            (1, () => Made("bool[]", List(Enumerable.Range(0, size).Select(_ => choose.Chance(0.5) ? "true" : "false")), "bool", () => BinaryDistribution(inside, 1), " == 1")),
            (2, () => Made("int[]", List(choose.Integers(size, 0, Sizes[0] - 1)), "int", () => CategoryDistribution(inside, Sizes[0], 1),
                read: new Variable(name, "int[]", false, size) { Range = (0, Sizes[0] - 1) })),
            (2, () => ScalarOutcome(scope, name)),
            (1, () => VectorOutcome(scope, name)),
            (2, () => ElementwiseOutcome(scope, name)),
            (1, () => TableOutcome(scope, name)),
            (2, () => PartlyOutcome(scope, name)),
            (1, () => CorrelatedOutcome(scope, name)),
            (1, () => CountOutcome(scope, name)),
            (1, () => RowsOutcome(scope, name)));
    }

    private static St Observed(string type, string name, string value) => new(new Ex(Ty.Fixed, $"[Observed] {type} {name} = {value};"));

    private (St, St[], Variable) ScalarOutcome(Scope scope, string name) => (
        Observed("double", name, Choices.Text(choose.Number(-2, 2))),
        [St.Of($"{name} = ~{{0}};", RealDistribution(scope, Depth))],
        new Variable(name, "double", false));

    /// <summary>A whole vector at once.</summary>
    private (St, St[], Variable) VectorOutcome(Scope scope, string name)
    {
        int size = Sizes[0];
        Ex distribution = choose.Weighted<Ex>(
            (1, () => Dist($"{{0}}.Iid({size})", RealDistribution(scope, 1))),
            (1, () => Dist($"MultivariateNormal({{0}}, Matrix<double>.Build.DenseOfArray(new double[,] {Braced(Covariance(size))}))", Vector(scope, size, 1))),
            (2, () => Dist("Normal({0}, {1})", Vector(scope, size, Depth), Positive(scope, 1))));
        return (
            Observed("Vector<double>", name, $"Vector<double>.Build.DenseOfArray({ArrayOf(choose.Numbers(size, -2, 2))})"),
            [St.Of($"{name} = ~{{0}};", distribution)],
            new Variable(name, "Vector", false, size));
    }

    /// <summary>Rows of different lengths.</summary>
    private (St, St[], Variable) RowsOutcome(Scope scope, string name)
    {
        (string index, int size, Scope inside) = NewLoop(scope);
        string inner = NewName("i");
        Scope within = inside.With(new Variable(inner, "int", false) { Range = (0, Sizes[0] + 1) });
        string[] rows = [.. Enumerable.Range(0, size).Select(_ => List(choose.Numbers(choose.Between(0, Sizes[0] + 2), -2, 2)))];
        St draw = new(new Ex(Ty.Fixed, $"for (int {inner} = 0; {inner} < {name}[{index}].Length; {inner}++)"),
            [St.Of($"{name}[{index}][{inner}] = ~{{0}};", RealDistribution(within, 1))]);
        return (Observed("double[][]", name, List(rows)), [new St(Loop(index, size), [draw])], new Variable(name, "none", false));
    }

    private IEnumerable<St> DerivedMember(ref Scope scope, List<St> members)
    {
        string name = NewName("d");
        if (choose.Chance(0.5))
        {
            members.Add(new St(new Ex(Ty.Fixed, $"[Derived] double {name};")));
            return [St.Of($"{name} = {{0}};", Number(scope, Depth))];
        }
        if (choose.Chance(0.3))
        {
            members.Add(new St(new Ex(Ty.Fixed, $"[Derived] Vector<double> {name} = Vector<double>.Build.Dense({Sizes[0]});")));
            return [St.Of($"{name} = {{0}};", Vector(scope, Sizes[0], 1))];
        }
        (string index, int size, Scope inside) = NewLoop(scope);
        members.Add(new St(new Ex(Ty.Fixed, $"[Derived] double[] {name} = new double[{size}];")));
        return [new St(Loop(index, size), [St.Of($"{name}[{index}] = {{0}};", Number(inside, 1))])];
    }
}

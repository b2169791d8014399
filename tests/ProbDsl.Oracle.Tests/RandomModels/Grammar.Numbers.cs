namespace ProbDsl.Oracle.RandomModels;

/// <summary>Makes random pieces of models that the language reference says are supported.</summary>
/// <param name="choose">The source of choices.</param>
internal sealed partial class Grammar(Choices choose)
{
    private readonly List<Helper> helpers = [];
    private int names;

    private string NewName(string stem) => stem + ++names;

    private static Ex Lit(double value) => new(Ty.Number, value < 0 ? $"({Choices.Text(value)})" : Choices.Text(value));

    private static Ex Num(string format, params Ex[] parts) => new(Ty.Number, format, parts);

    private static Ex Int(string format, params Ex[] parts) => new(Ty.Integer, format, parts);

    private static Ex Truth(string format, params Ex[] parts) => new(Ty.Truth, format, parts);

    private static Ex Whole(int value) => Int(Choices.Text(value));

    /// <summary>An integer from data, from 0 to below <paramref name="size"/>.</summary>
    private Ex Index(Scope scope, int size)
    {
        Variable[] fitting = [.. scope.Variables.Where(v => v.Type == "int" && v.Range.Low >= 0 && v.Range.High < size)];
        Variable[] counters = [.. scope.Variables.Where(v => v.Type == "int" && v.Range.Low >= 0)];
        Variable[] lookups = [.. scope.Variables.Where(v => v.Type == "int[]" && v.Range.Low >= 0 && v.Range.High < size)];
        return choose.Weighted(
            (fitting.Length > 0 ? 8 : 0, () => Int(choose.Of(fitting).Name)),
            (lookups.Length > 0 && counters.Length > 0 ? 4 : 0, () => Lookup(scope, choose.Of(lookups))),
            (counters.Length > 0 ? 3 : 0, () => Int($"({{0}} + {choose.Next(3)}) % {size}", Int(choose.Of(counters).Name))),
            (fitting.Length > 0 ? 1 : 0, () => Int($"{size - 1} - {{0}}", Int(choose.Of(fitting).Name))),
            (fitting.Length > 0 ? 1 : 0, () => Int("{0} / 2", Int(choose.Of(fitting).Name))),
            (2, () => Whole(choose.Next(size))));
    }

    private Ex Lookup(Scope scope, Variable array) => Int(array.Name + "[{0}]", Index(scope, array.Sizes[0]));

    /// <summary>A condition on data.</summary>
    private Ex Condition(Scope scope, int depth)
    {
        Variable[] flags = [.. scope.Variables.Where(v => v.Type == "bool")];
        Variable[] flagArrays = [.. scope.Variables.Where(v => v.Type == "bool[]")];
        Variable[] counters = [.. scope.Variables.Where(v => v.Type == "int")];
        return choose.Weighted(
            (flags.Length > 0 ? 3 : 0, () => Truth(choose.Of(flags).Name)),
            (flagArrays.Length > 0 ? 3 : 0, () => Element(scope, choose.Of(flagArrays), Ty.Truth)),
            (counters.Length > 0 ? 3 : 0, () => Truth($"({{0}} % 2 == {choose.Next(2)})", Int(choose.Of(counters).Name))),
            (counters.Length > 0 ? 2 : 0, () => Truth($"({{0}} {choose.Of<string>(["<", ">", "<=", ">=", "==", "!="])} {choose.Next(3)})", Int(choose.Of(counters).Name))),
            (2, () => Truth($"({{0}} {choose.Of<string>(["<", ">"])} {{1}})", Number(scope.Data, 1), Lit(choose.Number(-0.5, 0.5)))),
            (depth > 0 ? 1 : 0, () => Truth("!({0})", Condition(scope, depth - 1))),
            (depth > 0 ? 1 : 0, () => Truth($"({{0}} {choose.Of<string>(["&&", "||"])} {{1}})", Condition(scope, depth - 1), Condition(scope, depth - 1))));
    }

    /// <summary>A real number.</summary>
    private Ex Number(Scope scope, int depth) => depth <= 0 ? Leaf(scope, v => true) ?? Lit(choose.Number(-2, 2)) : choose.Weighted(
        (4, () => Leaf(scope, v => true) ?? Lit(choose.Number(-2, 2))),
        (6, () => Num($"({{0}} {choose.Of<string>(["+", "-", "*"])} {{1}})", Number(scope, depth - 1), Number(scope, depth - 1))),
        (1, () => Num("-{0}", Leaf(scope, v => true) ?? Lit(1.5))),
        (1, () => Num("({0} / {1})", Number(scope, depth - 1), Positive(scope, depth - 1))),
        (3, () => Num($"{choose.Of(Smooth)}({{0}})", Number(scope, depth - 1))),
        (1, () => Num($"{choose.Of(OfPositive)}({{0}})", Positive(scope, depth - 1))),
        (1, () => Num($"Math.{choose.Of<string>(["Min", "Max"])}({{0}}, {{1}})", Number(scope, depth - 1), Number(scope, depth - 1))),
        (1, () => Num("Math.Abs({0})", Number(scope, depth - 1))),
        (1, () => Num("Math.Pow({0}, {1})", Positive(scope, depth - 1), Number(scope, 0))),
        (1, () => Num("LogSumExp({0}, {1})", Number(scope, depth - 1), Number(scope, depth - 1))),
        (2, () => Num("({0} ? {1} : {2})", Condition(scope, 1), Number(scope, depth - 1), Number(scope, depth - 1))),
        (scope.LatentsAllowed ? 1 : 0, () => Num("({0} > {1} ? {2} : {3})", Number(scope, 0), Lit(choose.Number(-1, 1)), Number(scope, depth - 1), Number(scope, depth - 1))),
        (1, () => Switch(scope, depth)),
        (2, () => Reduction(scope, depth)),
        (1, () => Num($"{{0}}.LogDensity({{1}})", RealDistribution(scope, depth - 1), Number(scope, depth - 1))),
        (2, () => Other(scope, depth)),
        (2, () => Call(scope, depth, "double") ?? Number(scope, depth - 1)));

    /// <summary>Functions of several numbers, and what distributions have besides densities.</summary>
    private Ex Other(Scope scope, int depth)
    {
        Ex N() => Number(scope, depth - 1);
        Ex P() => Positive(scope, depth - 1);
        return choose.Weighted(
            (1, () => Num("Math.FusedMultiplyAdd({0}, {1}, {2})", N(), N(), N())),
            (1, () => Num("LogMix({0}, {1}, {2})", Probability(scope, 0), N(), N())),
            (1, () => Num("LogBeta({0}, {1})", P(), P())),
            (1, () => Num("XLogY({0}, {1})", N(), P())),
            (1, () => Num("Math.Log({0}, 3)", P())),
            (1, () => Num("Logit({0})", Probability(scope, 0))),
            (1, () => Num("InversePhi({0})", Probability(scope, 0))),
            (1, () => Num("{0}.Cdf({1})", TailedDistribution(scope), N())),
            (1, () => Num("{0}.LogSurvival({1})", TailedDistribution(scope), N())),
            (1, () => Num("Weibull({0}, {1}).LogSurvival({2})", P(), P(), P())),
            (1, () => Num("{0}.LogDensity({1})", LibraryPositive(scope, 0), P())));
    }

    private static readonly string[] Smooth =
        ["Math.Sin", "Math.Cos", "Math.Tanh", "Math.Atan", "Logistic", "Log1pExp", "Erf", "Phi", "LogPhi", "Square", "Softplus", "Math.Sinh", "Erfc", "Expm1", "Gelu", "Silu", "Elu", "Relu", "LeakyRelu"];

    private static readonly string[] OfPositive = ["Math.Log", "Math.Sqrt", "Log1p", "LogGamma", "Digamma", "Math.Log2"];

    /// <summary>A number above zero.</summary>
    private Ex Positive(Scope scope, int depth) => choose.Weighted(
        (4, () => Leaf(scope, v => v.Domain != Domain.Real) ?? Lit(choose.Number(0.3, 2))),
        (1, () => Lit(choose.Number(0.3, 2))),
        (depth > 0 ? 2 : 0, () => Num("Math.Exp(0.3 * {0})", Number(scope, depth - 1))),
        (depth > 0 ? 2 : 0, () => Num("({0} + Square({1}))", Lit(choose.Number(0.3, 1.5)), Number(scope, depth - 1))),
        (depth > 0 ? 1 : 0, () => Num("(Log1pExp({0}) + 0.1)", Number(scope, depth - 1))),
        (depth > 0 ? 1 : 0, () => Num("({0} * {1})", Positive(scope, depth - 1), Positive(scope, depth - 1))),
        (depth > 0 ? 1 : 0, () => Num("({0} ? {1} : {2})", Condition(scope, 0), Positive(scope, depth - 1), Positive(scope, depth - 1))));

    /// <summary>A number between 0 and 1.</summary>
    private Ex Probability(Scope scope, int depth) => choose.Weighted(
        (3, () => Leaf(scope, v => v.Domain == Domain.Unit) ?? Lit(choose.Number(0.1, 0.9))),
        (3, () => Num("Logistic({0})", Number(scope, depth - 1))),
        (1, () => Num("(0.1 + 0.8 * Phi({0}))", Number(scope, depth - 1))));

    private Ex Switch(Scope scope, int depth)
    {
        Variable[] counters = [.. scope.Variables.Where(v => v.Type == "int")];
        Ex on = counters.Length > 0 ? Int(choose.Of(counters).Name) : Whole(choose.Next(3));
        return Num("({0} switch {{ 0 => {1}, 1 => {2}, _ => {3} }})", on, Number(scope, depth - 1), Number(scope, depth - 1), Number(scope, depth - 1));
    }

    /// <summary>A number that stands under a name: a scalar, or an element of something; null where there is none.</summary>
    private Ex? Leaf(Scope scope, Func<Variable, bool> accept)
    {
        Variable[] found = [.. scope.Readable.Where(v => v.Type is "double" or "double[]" or "double[][]" or "double[,]" or "Vector" or "Matrix" && accept(v))];
        if (accept(new Variable("", "double", false)) && choose.Chance(0.1))
        {
            Variable[] integers = [.. scope.Variables.Where(v => v.Type == "int")];
            if (integers.Length > 0)
                return Num("{0} * 0.1", Int(choose.Of(integers).Name));
        }
        if (found.Length == 0)
            return null;
        Variable[] latents = [.. found.Where(v => v.Latent)];
        Variable chosen = latents.Length > 0 && choose.Chance(0.6) ? choose.Of(latents) : choose.Of(found);
        return Element(scope, chosen, Ty.Number);
    }

    private Ex Element(Scope scope, Variable variable, Ty type) => variable.Sizes.Length switch
    {
        0 => new Ex(type, variable.Name),
        1 => new Ex(type, variable.Name + "[{0}]", Index(scope, variable.Sizes[0])),
        _ when variable.Type == "double[][]" => new Ex(type, variable.Name + "[{0}][{1}]", Index(scope, variable.Sizes[0]), Index(scope, variable.Sizes[1])),
        _ => new Ex(type, variable.Name + "[{0}, {1}]", Index(scope, variable.Sizes[0]), Index(scope, variable.Sizes[1])),
    };

    /// <summary>A call of a helper that returns <paramref name="type"/>; null where there is none.</summary>
    private Ex? Call(Scope scope, int depth, string type)
    {
        Helper[] fitting = [.. helpers.Where(h => h.Returns.Type == type && (scope.LatentsAllowed || !h.ReadsLatents))];
        if (fitting.Length == 0)
            return null;
        Helper helper = choose.Of(fitting);
        var arguments = new List<Ex>();
        foreach (Variable parameter in helper.Parameters)
            arguments.Add(parameter.Type switch
            {
                "int" => Index(scope, parameter.Range.High + 1),
                "bool" => Condition(scope, 0),
                "double" => Number(scope, depth - 1),
                _ => Sequence(scope, parameter.Sizes[0], depth - 1),
            });
        Ty result = type == "double" ? Ty.Number : Ty.Array;
        return new Ex(result, $"{helper.Name}({string.Join(", ", arguments.Select((_, k) => $"{{{k}}}"))})", [.. arguments]);
    }
}

/// <summary>A helper method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ReadsLatents">Whether it reads latents of the model.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Returns">What it returns.</param>
internal sealed record Helper(string Name, bool ReadsLatents, Variable[] Parameters, Variable Returns);

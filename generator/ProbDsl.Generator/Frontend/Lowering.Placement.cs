using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Where statements of the data part go: reads of arrays that change, checks of sizes.</content>
internal sealed partial class Lowering
{
    /// <summary>A loop that is open while its body is read.</summary>
    private sealed class LoopFrame(Local variable, Expression from, Expression to, List<Statement> outside, int branches, HashSet<string> stored)
    {
        public Local Variable { get; } = variable;

        public Expression From { get; } = from;

        public Expression To { get; } = to;

        /// <summary>The statements among which the loop will stand.</summary>
        public List<Statement> Outside { get; } = outside;

        /// <summary>The number of branches that were open when the loop was entered.</summary>
        public int Branches { get; } = branches;

        /// <summary>Arrays of the data part whose elements the body assigns.</summary>
        public HashSet<string> Stored { get; } = stored;
    }

    private readonly List<LoopFrame> loops = [];
    private readonly Stack<ImmutableDictionary<(ISymbol Method, EquatableArray<Expression> Arguments), Expression>> callsOutside = [];
    private readonly List<string> branches = [];
    private readonly Dictionary<Expression, Local> reads = [];
    private readonly HashSet<(Expression, Expression)> comparedSizes = [];
    private int branchCount;
    private int guardDepth;

    private int LoopDepth => loops.Count;

    private string BranchPath => string.Concat(branches);

    private void OpenLoop(Local variable, Expression from, Expression to, HashSet<string> stored)
    {
        loops.Add(new LoopFrame(variable, from, to, output, branches.Count, stored));
        callsOutside.Push(calls);
        reads.Clear();
        output = [];
    }

    private EquatableArray<Statement> CloseLoop()
    {
        LoopFrame frame = loops[loops.Count - 1];
        loops.RemoveAt(loops.Count - 1);
        reads.Clear();
        EquatableArray<Statement> body = output.ToEquatable();
        output = frame.Outside;
        calls = callsOutside.Pop();
        return body;
    }

    /// <summary>The outermost statements at which data expressions have the value that they have here.</summary>
    private List<Statement> Place(int outermost, string array, params Expression[] expressions)
    {
        List<Local> locals = [.. expressions.SelectMany(Walk.Locals)];
        List<Statement> place = output;
        for (int depth = loops.Count - 1; depth >= outermost; depth--)
        {
            LoopFrame frame = loops[depth];
            if (frame.Branches != branches.Count || frame.Stored.Contains(array) || locals.Any(l => l.Id >= frame.Variable.Id)
                || expressions.SelectMany(DataNames.In).Any(name => DepthOf(name) > depth))
                break;
            place = frame.Outside;
        }
        return place;
    }

    /// <summary>The value that an element of a local data array has now; later assignments do not change it.</summary>
    private Expression ReadNow(ArrayValue array, IReadOnlyList<Expression> indices)
    {
        Expression element = array.Element(indices);
        if (element.Latent || array.Text is not { } text || !origins.TryGetValue(text.Template, out ArrayOrigin? origin))
            return element;
        origin.IsReadLate |= loops.Count > origin.LoopDepth;
        if (reads.TryGetValue(element, out Local? known))
            return known;
        Local value = NewLocal(text.Template.Split('_')[0], element.Type, false);
        reads.Add(element, value);
        Place(origin.LoopDepth, text.Template, [.. indices]).Add(new Let(value, element));
        return value;
    }

    private void StoreData(DataText target, Expression value)
    {
        output.Add(new DataStore(target, value));
        reads.Clear();
    }

    /// <summary>A vector as it is now: a copy, where a later statement assigns its elements.</summary>
    private Value Snapshot(Value value)
    {
        if (value is not ArrayValue { Text: { } text } array || !origins.TryGetValue(text.Template, out ArrayOrigin? origin))
            return value;
        if (ChangesInLoop(text.Template, origin))
            return CopyOf(array, text, origin);
        origin.IsReadLate = true;
        return value;
    }

    private bool ChangesInLoop(string text, ArrayOrigin origin) => loops.Skip(origin.LoopDepth).Any(frame => frame.Stored.Contains(text));

    /// <summary>Before elements are assigned: what has been read of an array stays as it is, the variables get a copy.</summary>
    private void Detach(IEnumerable<string> texts)
    {
        foreach (string text in texts)
            if (origins.TryGetValue(text, out ArrayOrigin? origin) && origin.IsReadLate && loops.Count == origin.LoopDepth)
                Rebind(text, origin);
    }

    private List<(ISymbol Symbol, Value Before, Value Copy)> Rebind(string text, ArrayOrigin origin)
    {
        List<ISymbol> symbols = [.. environment.Keys.Where(symbol => TextOf(symbol) == text)];
        var result = new List<(ISymbol, Value, Value)>();
        ArrayValue? copy = null;
        foreach (ISymbol symbol in symbols)
        {
            var array = (ArrayValue)environment[symbol];
            copy ??= CopyOf(array, array.Text!, origin);
            result.Add((symbol, array, copy));
            environment[symbol] = copy;
        }
        return result;
    }

    /// <summary>Arrays that an outer loop assigns and this one only reads are read from a copy.</summary>
    private List<(ISymbol Symbol, Value Before, Value Copy)> HoldStill(IOperation body, HashSet<string> stored)
    {
        var result = new List<(ISymbol, Value, Value)>();
        if (loops.Count == 0)
            return result;
        foreach (string text in Reached(body, 0).Select(SymbolOf).Where(s => s is not null).Select(s => TextOf(s!)).Where(t => t.Length > 0).Distinct().ToList())
            if (!stored.Contains(text) && origins.TryGetValue(text, out ArrayOrigin? origin) && ChangesInLoop(text, origin))
                result.AddRange(Rebind(text, origin));
        return result;
    }

    private void Release(List<(ISymbol Symbol, Value Before, Value Copy)> held)
    {
        foreach ((ISymbol symbol, Value before, Value copy) in held)
            if (environment.TryGetValue(symbol, out Value? now) && ReferenceEquals(now, copy))
                environment[symbol] = before;
    }

    private ArrayValue CopyOf(ArrayValue array, DataText text, ArrayOrigin origin)
    {
        string name = $"{text.Template.Split('_')[0]}_{context.NextId()}";
        string type = TypeText(origin.Shape, array.ElementKind);
        bool isTyped = origin.Shape is MemberShape.Vector or MemberShape.Matrix;
        output.Add(new DataArray(name, type, $"{(isTyped ? "" : $"({type})")}{text.Template}.Clone()", EquatableArray<Expression>.Empty));
        AddOrigin(name, origin.Shape);
        if (arrayKeys.TryGetValue(text.Template, out string? key))
            arrayKeys[name] = key;
        return DataArrayValue(new DataText(name, EquatableArray<Expression>.Empty, array.ElementKind), origin.Shape, array.ElementKind);
    }

    /// <summary>The C# type of an object of the data part.</summary>
    private static string TypeText(MemberShape shape, Kind kind) => shape switch
    {
        MemberShape.Vector => "global::MathNet.Numerics.LinearAlgebra.Vector<double>",
        MemberShape.Matrix => "global::MathNet.Numerics.LinearAlgebra.Matrix<double>",
        MemberShape.RectangularArray => ElementText(kind) + "[,]",
        MemberShape.JaggedArray => ElementText(kind) + "[][]",
        _ => ElementText(kind) + "[]",
    };

    private static string ElementText(Kind kind) => kind switch { Kind.Integer => "int", Kind.Boolean => "bool", _ => "double" };

    /// <summary>Refuses data where two sizes that must agree do not.</summary>
    private void SameSize(Expression first, string firstName, Expression second, string secondName, SyntaxNode syntax)
    {
        if (first.Equals(second) || first.Latent || second.Latent)
            return;
        if (first is Constant a && second is Constant b)
        {
            if (a.Value != b.Value)
                context.Report(Descriptors.WrongShape, syntax, firstName, $"size {a.Value}", $"'{secondName}' has size {b.Value}");
            return;
        }
        if (comparedSizes.Contains((first, second)))
            return;
        List<Statement> place = Place(0, "", first, second);
        if (branches.Count == 0 && (loops.Count == 0 || place == loops[0].Outside))
            comparedSizes.Add((first, second));
        place.Add(new DataCall("", $"DataCheck.SameSize({{0}}, {Template.Escape(Emit.Literal.Of(Shorten(firstName)))}, {{1}}, {Template.Escape(Emit.Literal.Of(Shorten(secondName)))})",
            EquatableArray.Of(first, second)));
    }

    /// <summary>Compares the sizes of the operands of a vector operation.</summary>
    private void SameSizes(BinaryOperatorKind kind, Value left, string leftName, Value right, string rightName, SyntaxNode syntax)
    {
        if (left is not ArrayValue a || right is not ArrayValue b)
            return;
        if (kind == BinaryOperatorKind.Multiply)
            SameSize(a.Length(a.Rank - 1, [Constant.Int(0)]), leftName, b.Length(0, []), rightName, syntax);
        else if (a.Rank == b.Rank)
            for (int axis = 0; axis < a.Rank; axis++)
                SameSize(a.Length(axis, [Constant.Int(0)]), leftName, b.Length(axis, [Constant.Int(0)]), rightName, syntax);
    }
}

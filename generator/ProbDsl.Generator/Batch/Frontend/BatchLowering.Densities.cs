using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Densities of values that no member holds: Observe(value, D), D.LogDensity(value). Outside the support they are minus infinity.</content>
internal sealed partial class BatchLowering
{
    /// <summary>The log density of a value; null where there is none, which has been reported.</summary>
    private int? DensityOf(BatchDistribution distribution, IOperation given)
    {
        given = Lowering.Strip(given);
        if (Tensor(Evaluate(given), given.Syntax) is not { } value)
            return null;
        TensorShape shape = graph[value.Node].Shape;
        if (shape.Rank != distribution.Shape.Rank)
        {
            Unsupported(given.Syntax, $"it is {NameOf(shape.Rank)}, and {distribution.Info.Name} draws {NameOf(distribution.Shape.Rank)}");
            return null;
        }
        if (!SameShape(shape, distribution.Shape, given.Syntax))
            return null;
        int y = value.Node;
        if (distribution.Info.Formula.Contains("at(") && IsOfData(y))
            y = Place(y, graph[distribution.Parameters[0].Node].Shape.First, "categories", Lowering.Shorten(given.Syntax.ToString()), given.Syntax);
        try
        {
            return LogDensity(distribution, y, shape, inside: InSupport(distribution, y, value.Kind != Kind.Real));
        }
        catch (FormulaException fault)
        {
            context.Report(Descriptors.UnsupportedDistribution, given.Syntax, distribution.Info.Name, fault.Message);
            return null;
        }
    }

    /// <summary>Whether a value lies in the support, element by element; null where every value does, or where it is refused that does not.</summary>
    private int? InSupport(BatchDistribution distribution, int y, bool isWhole)
    {
        if (InSupport(distribution.Info.Support, y) is { } ofVector)
            return ofVector;
        int zero = graph.Constant(0), one = graph.Constant(1);
        int Between(int low, int high) => Truth("and", Truth("le", low, y).Node, Truth("le", y, high).Node).Node;
        int Whole(int test) => isWhole ? test : Truth("and", test, Truth("eq", y, graph.Op("floor", y)).Node).Node;
        int End(string? formula) => formulas.Lower(formula ?? "0", Names(distribution));
        DistributionInfo info = distribution.Info;
        switch (info.Support)
        {
            case "Positive" or "NonNegative" or "PositiveVector":
                return Truth("le", zero, y).Node;
            case "Binary" when graph[y].Shape.Rank == 0:
                return Truth("or", Truth("eq", y, zero).Node, Truth("eq", y, one).Node).Node;
            case "Binary" or "UnitInterval":
                return Between(zero, one);
            case "Count":
                return Whole(Truth("le", zero, y).Node);
            case "IntegerInterval" when !info.Formula.Contains("at("):
                return Whole(Between(End(info.Lower), End(info.Upper)));
            case "Interval":
                return Between(End(info.Lower), End(info.Upper));
            default:
                return null;
        }
    }

    /// <summary>Whether a vector lies in the support, of which its elements one by one say nothing; null for other supports.</summary>
    private int? InSupport(string support, int y) => support switch
    {
        "UnitVector" => IsOne(graph.Reduce("sum", graph.Op("square", y))),
        "Simplex" => IsOne(graph.Reduce("sum", graph.Op("select", graph.Op("lt", y, graph.Constant(0)), graph.Constant(double.PositiveInfinity), y))),
        _ => null,
    };

    /// <summary>Whether a sum is one, but for what single precision loses.</summary>
    private int IsOne(int sum) => graph.Op("le", graph.Op("abs", graph.Op("sub", sum, graph.Constant(1))), graph.Constant(1e-4));

    /// <summary>Refuses outcomes that are no vectors of length one, or no probabilities that sum to one.</summary>
    private void CheckOutcome(BatchMember member, DistributionInfo info, int y, int? known, SyntaxNode place)
    {
        if (info.Support is not ("UnitVector" or "Simplex"))
            return;
        string what = info.Support == "UnitVector" ? "the squared length of " : "the sum of ", needs = info.Support == "UnitVector" ? "a vector of length one" : "positive numbers that sum to one";
        int sum = graph.Reduce("sum", info.Support == "UnitVector" ? graph.Op("square", y) : y);
        int inside = InSupport(info.Support, y) ?? graph.Constant(1);
        if (known is { } isKnown)
            inside = graph.Op("or", graph.Op("le", isKnown, graph.Constant(0)), inside);
        CheckData(inside, sum, what + member.Name, $"the distribution of '{member.Name}' needs {needs}", place);
    }
}

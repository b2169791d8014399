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
}

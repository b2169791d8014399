using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Supports of vectors and matrices: simplexes, positive vectors, factors of correlation matrices.</content>
internal sealed partial class Lowering
{
    private static readonly Constant MinusInfinity = new(double.NegativeInfinity, Kind.Real);

    /// <summary>How far from one a sum or a squared length may be: the library's tolerance, which is Stan's.</summary>
    private static readonly Constant SumTolerance = new(1e-8, Kind.Real);

    /// <summary>The terms of the log density of a vector or matrix, minus infinity where it may lie outside the support and does.</summary>
    private IEnumerable<Expression> Supported(DistributionValue distribution, IEnumerable<Expression> terms, ArrayValue y, bool known)
    {
        if (known || Inside(distribution.Info, y) is not { } inside)
            return terms;
        return [Build.Select(inside, terms.ToList().Aggregate(Build.Add), MinusInfinity)];
    }

    /// <summary>Whether a value lies in the support, as a condition; null where it always does. It holds for NaN.</summary>
    private Expression? Inside(DistributionInfo info, ArrayValue y)
    {
        ConstraintKind? constraint = y.Member is { } name && latents.TryGetValue(name, out LatentState? latent) ? latent.Constraint : null;
        return info.Support switch
        {
            "Simplex" when constraint != ConstraintKind.Simplex => IsOne(SumOf("k", Constant.Int(0), y.Count, k => NonNegative(y.Element(k)))),
            "PositiveVector" when !IsSurelyNonNegative(constraint) => Build.Call("not", Build.Call("lt", Constant.Zero, SumOf("k", Constant.Int(0), y.Count, k => Flag(Build.Call("lt", y.Element(k), Constant.Zero))))),
            "CholeskyCorrelation" when constraint != ConstraintKind.CholeskyCorrelation =>
                Build.Call("eq", SumOf("i", Constant.Int(0), y.Count, i => Flag(Build.Call("or", Build.Call("le", y.Element([i, i]), Constant.Zero), Build.Call("not", IsOne(SquaredLength(y, i)))))), Constant.Zero),
            _ => null,
        };
    }

    private static bool IsSurelyNonNegative(ConstraintKind? constraint) => constraint is ConstraintKind.Simplex or ConstraintKind.PositiveOrdered;

    private static Expression Flag(Expression condition) => Build.Select(condition, Constant.One, Constant.Zero);

    private static Expression IsOne(Expression total) => Build.Call("not", Build.Call("lt", SumTolerance, Build.Call("abs", Build.Sub(total, Constant.One))));

    /// <summary>An element, infinite where it is negative, so that a sum of such tells.</summary>
    private static Expression NonNegative(Expression element) =>
        Build.Select(Build.Call("lt", element, Constant.Zero), new Constant(double.PositiveInfinity, Kind.Real), element);

    /// <summary>The squared length of a row, infinite where an element above the diagonal is not zero.</summary>
    private Expression SquaredLength(ArrayValue y, Expression row) => SumOf("j", Constant.Int(0), y.Count, column =>
    {
        Expression element = y.Element([row, column]);
        Expression above = Build.Call("and", Build.Call("lt", row, column), Build.Call("not", Build.Call("eq", element, Constant.Zero)));
        return Build.Select(above, new Constant(double.PositiveInfinity, Kind.Real), Build.Call("square", element));
    });

    /// <summary>Refuses outcomes that are no simplex, no positive vector or no factor of a correlation matrix.</summary>
    private void CheckObservedVector(ModelMember member, DistributionInfo info, ArrayValue value, List<Expression> indices)
    {
        string needs = $"its distribution needs {Constraints.Describe(info)}", statement = StatementText(currentStatement);
        void Test(Expression condition, Expression number, string name, params Expression[] at) =>
            output.Add(new Check(condition, number, name, indices.Concat(at).ToEquatable(), needs, statement));
        switch (info.Support)
        {
            case "Simplex" or "PositiveVector":
                ForRange("k", value.Count, k => Test(Build.Call("le", Constant.Zero, Build.Real(value.Element(k))), Build.Real(value.Element(k)), member.Name, k));
                if (info.Support == "Simplex" && BindNow("total", SumOf("k", Constant.Int(0), value.Count, k => value.Element(k))) is var total)
                    Test(IsOne(total), total, "the sum of " + member.Name);
                break;
            case "CholeskyCorrelation":
                ForRange("i", value.Count, i =>
                {
                    Test(Build.Call("lt", Constant.Zero, Build.Real(value.Element([i, i]))), Build.Real(value.Element([i, i])), member.Name, i, i);
                    Local length = BindNow("length", SquaredLength(value, i));
                    Test(IsOne(length), length, "the squared length of " + member.Name, i);
                });
                break;
        }
    }
}

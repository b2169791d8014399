using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Densities of vectors and matrices: formulas over elements, and the matrix algebra of a few.</content>
internal sealed partial class Lowering
{
    private IEnumerable<Expression> VectorDensity(
        DistributionValue distribution, Dictionary<string, Value> names, ArrayValue y, SyntaxNode syntax)
    {
        string formula = distribution.Info.Formula;
        int open = formula.IndexOf('(');
        switch (open > 0 ? formula.Substring(0, open) : formula)
        {
            case "multivariateNormal":
                return MultivariateNormal(y, Vector(names, "mean"), Cholesky(Vector(names, "covariance"), syntax), syntax);
            case "multivariateNormalCholesky":
                return MultivariateNormal(y, Vector(names, "mean"), Vector(names, "factor"), syntax);
            case "lkjCholesky":
                return LkjCholesky(y, ((ScalarValue)Guarded(distribution.Info, formula, names)["shape"]).Expression);
            default:
                return [Build.Add(new FormulaLowering(context).Scalar(formula, new Dictionary<string, Value>(Guarded(distribution.Info, formula, names)) { ["y"] = y }), GuardOf(distribution.Info, formula, names))];
        }
    }

    private static ArrayValue Vector(Dictionary<string, Value> names, string name) => (ArrayValue)names[name];

    /// <summary>log N(y; mean, L Lᵀ) = -|z|²/2 - Σ log L_ii - n log(2π)/2 with L z = y - mean.</summary>
    private IEnumerable<Expression> MultivariateNormal(ArrayValue y, ArrayValue mean, ArrayValue factor, SyntaxNode syntax)
    {
        Expression size = y.Count;
        ArrayValue z = NewScratch("z", [size], y.Latent || mean.Latent || factor.Latent, syntax, whole: true);
        ForRange("i", size, i => Put(z, [i], Build.Div(
            Build.Sub(Build.Sub(Build.Real(y.Element(i)), Build.Real(mean.Element(i))), SumOf("j", Constant.Int(0), i, j => Build.Mul(factor.Element([i, j]), z.Element(j)))),
            factor.Element([i, i]))));
        yield return SumOf("i", Constant.Int(0), size, i => Build.Mul(new Constant(-0.5, Kind.Real), Build.Call("square", z.Element(i))));
        yield return Build.Neg(SumOf("i", Constant.Int(0), size, i => Build.Call("log", factor.Element([i, i]))));
        yield return Build.Mul(new Constant(-FormulaLowering.ConstantOf("halfLogTwoPi")!.Value, Kind.Real), Build.Real(size));
    }

    /// <summary>The Cholesky factor, row by row (Golub and Van Loan, algorithm 4.2.1 by inner products).</summary>
    private ArrayValue Cholesky(ArrayValue a, SyntaxNode syntax)
    {
        Expression size = a.Count;
        ArrayValue l = NewScratch("l", [size, size], a.Latent, syntax, whole: true);
        ForRange("i", size, i =>
        {
            ForLoop("j", Constant.Int(0), i, j => Put(l, [i, j], Build.Div(
                Build.Sub(a.Element([i, j]), SumOf("k", Constant.Int(0), j, k => Build.Mul(l.Element([i, k]), l.Element([j, k])))),
                l.Element([j, j]))));
            Expression pivot = Build.Sub(a.Element([i, i]), SumOf("k", Constant.Int(0), i, k => Build.Call("square", l.Element([i, k]))));
            if (!a.Latent)
                pivot = CheckedPivot(pivot, i, syntax);
            Put(l, [i, i], Build.Call("sqrt", pivot));
        });
        return l;
    }

    /// <summary>Density of the Cholesky factor of an LKJ correlation matrix (Lewandowski, Kurowicka and Joe 2009; Stan functions reference).</summary>
    private IEnumerable<Expression> LkjCholesky(ArrayValue y, Expression shape)
    {
        Expression size = Build.Real(y.Count);
        Expression last = Build.Sub(size, Constant.One);
        Expression half = new Constant(0.5, Kind.Real);
        Expression two = new Constant(2, Kind.Real);
        yield return SumOf("i", Constant.Int(1), y.Count, i => Build.Mul(
            Build.Add(Build.Sub(Build.Sub(last, Build.Real(i)), two), Build.Mul(two, shape)), Build.Call("log", y.Element([i, i]))));
        yield return Build.Mul(last, Build.Call("lgamma", Build.Add(shape, Build.Mul(half, last))));
        yield return Build.Neg(SumOf("k", Constant.Int(1), y.Count, k => Build.Add(
            Build.Mul(new Constant(0.5 * Math.Log(Math.PI), Kind.Real), Build.Real(k)),
            Build.Call("lgamma", Build.Add(shape, Build.Mul(half, Build.Sub(last, Build.Real(k))))))));
    }

    private Expression SumOf(string name, Expression from, Expression to, Func<Expression, Expression> body)
    {
        Local variable = NewLocal(name, Kind.Integer, false);
        return new Reduce(ReduceKind.Sum, variable, from, to, EquatableArray<Carried>.Empty, EquatableArray<Statement>.Empty, Build.Real(body(variable)));
    }

    private void ForLoop(string name, Expression from, Expression to, Action<Local> body)
    {
        Local variable = NewLocal(name, Kind.Integer, false);
        OpenLoop(variable, from, to, []);
        body(variable);
        EquatableArray<Statement> statements = CloseLoop();
        output.Add(new For(variable, from, to, EquatableArray<Carried>.Empty, statements));
    }

    private ArrayValue NewScratch(string name, IReadOnlyList<Expression> dimensions, bool latent, SyntaxNode syntax, bool whole = false) =>
        latent ? NewComputedArray(name, dimensions, filled: whole, whole) : NewDataArray(name, dimensions, Kind.Real, syntax);

    private void Put(ArrayValue array, IReadOnlyList<Expression> indices, Expression value)
    {
        if (array.Storage is { } storage)
            output.Add(new Store(storage, Address(array, indices), value, StatementText(currentStatement)));
        else
            StoreData(DataElement(array.Text!, indices, array), value);
    }
}

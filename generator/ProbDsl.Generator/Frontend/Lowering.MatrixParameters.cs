using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Covariances and their factors: a latent matrix whose values need not be one is refused.</content>
internal sealed partial class Lowering
{
    private void CheckMatrixParameter(DistributionInfo info, string name, ArrayValue matrix, SyntaxNode syntax)
    {
        if (!info.ParameterSupports.TryGetValue(name, out string? support) || support is not ("PositiveDefinite" or "CholeskyFactor") || !matrix.Latent)
            return;
        Expression element = matrix.Element([NewLocal("i", Kind.Integer, false), NewLocal("j", Kind.Integer, false)]);
        if (LinearLatent(element, support == "CholeskyFactor") is not { } latent)
            return;
        bool factor = latent.IsFactor;
        context.Report(Descriptors.LatentMatrixArgument, syntax, name, info.Name,
            support == "CholeskyFactor" ? "lower triangular with a positive diagonal" : "symmetric and positive definite",
            latent.Member.Name,
            factor ? "is the Cholesky factor of a correlation matrix, not the matrix itself" : "may be any matrix",
            factor
                ? $"write 'MultivariateNormalCholesky(mean, {latent.Member.Name})', or '{latent.Member.Name} * {latent.Member.Name}.Transpose()'"
                : $"draw a factor, '{latent.Member.Name} = ~LkjCholesky(n, 2)', and write 'MultivariateNormalCholesky(mean, Matrix<double>.Build.DenseOfDiagonalVector(scales) * {latent.Member.Name})' with positive latent scales");
    }

    /// <summary>Refuses a covariance of the data that is not symmetric, and a factor that is not lower triangular with a positive diagonal.</summary>
    private void CheckDataMatrix(DistributionInfo info, string name, string support, ArrayValue matrix, SyntaxNode syntax)
    {
        if (matrix.Text is not { } text || !matrix.Rectangular)
            return;
        List<Statement> place = Place(0, text.Template, text);
        if (checkedParameters.Add((place, text, support)))
            place.Add(new DataCall("", $"DataCheck.{(support == "PositiveDefinite" ? "Symmetric" : "Factor")}({{0}}, {TextLiteral(Shorten(syntax.ToString()))}, "
                + $"{TextLiteral($"'{name}' of {info.Name}")}, {TextLiteral(StatementAround(syntax))})", EquatableArray.Of<Expression>(text)));
    }

    /// <summary>A pivot of the factorisation of a covariance of the data, which is positive where the covariance is positive definite.</summary>
    private Local CheckedPivot(Expression pivot, Local row, SyntaxNode syntax)
    {
        Local bound = BindNow("pivot", pivot);
        output.Add(new Check(Build.Call("lt", Constant.Zero, bound), bound, "a pivot of the covariance", EquatableArray.Of<Expression>(row),
            "a covariance must be positive definite", StatementAround(syntax), EquatableArray.Of("row")));
        return bound;
    }

    /// <summary>The latent matrix whose elements, but for factors and terms, are those of a matrix: products of two latent matrices are not.</summary>
    private LatentState? LinearLatent(Expression element, bool factorAllowed) => element switch
    {
        Element { Array.Dimensions.Count: 2 } read when latents.Values.FirstOrDefault(l => l.Values.Id == read.Array.Id) is { } latent
            && !(factorAllowed && latent.IsFactor) => latent,
        Call { Op: "add" or "sub" or "neg" or "real" } sum => sum.Arguments.Select(a => LinearLatent(a, factorAllowed)).FirstOrDefault(l => l is not null),
        Call { Op: "mul" } product => product.Arguments.Count(a => LinearLatent(a, factorAllowed) is not null) == 1
            ? product.Arguments.Select(a => LinearLatent(a, factorAllowed)).First(l => l is not null)
            : null,
        Call { Op: "div" } quotient => LinearLatent(quotient.Arguments[0], factorAllowed),
        Local local when bindings.TryGetValue(local.Id, out Expression? value) => LinearLatent(value, factorAllowed),
        _ => null,
    };
}

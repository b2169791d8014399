using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Draws <c>member = ~Distribution</c>, and the terms they stand for.</content>
internal sealed partial class Lowering
{
    private void LowerDraw(ISimpleAssignmentOperation assignment, IUnaryOperation draw, SyntaxNode syntax)
    {
        IOperation target = Strip(assignment.Target);
        if (target is ILocalReferenceOperation local)
        {
            context.Report(Descriptors.DrawToLocal, target.Syntax, local.Local.Name);
            environment[local.Local] = ErrorValue.Instance;
            return;
        }
        if (IsRejected(target))
            return;
        if (MemberOf(target) is not { } member)
        {
            context.Report(Descriptors.DrawOutsideAssignment, draw.Syntax);
            return;
        }
        bool assignable = CheckAssignable(member, target.Syntax, drawn: true);
        if (member.Rank > 0 || !assignable || guard is not null)
            drawn.Add(member.Name);
        if (!assignable)
            return;
        if (guard is not null)
        {
            context.Report(Descriptors.LatentBranch, syntax);
            return;
        }
        int readBefore = partsRead.Count;
        isSimulating = member.Role == MemberRole.Derived;
        Value drawnFrom = Evaluate(Strip(draw.Operand));
        isSimulating = false;
        if (member.Role == MemberRole.Latent)
            CheckAssignable(member, target.Syntax, drawn: true);
        drawn.Add(member.Name);
        if (drawnFrom is not DistributionValue distribution)
            return;
        var indices = new List<Expression>();
        IReadOnlyList<IOperation> operations = IndicesOf(target);
        foreach (IOperation index in operations)
            indices.Add(Evaluate(index) is ScalarValue scalar ? DataIndex(scalar.Expression, index.Syntax) : Constant.Int(0));
        CheckDrawnIndices(member, indices, operations, target);
        CheckOwnReads(member, indices, readBefore);
        if (!CheckDrawShape(member, distribution, indices.Count, target.Syntax) || !CheckKinds(member, distribution, draw.Syntax))
            return;
        WithFormulas(distribution, syntax, () => Draw(member, distribution, indices, target, syntax));
    }

    private void Draw(ModelMember member, DistributionValue distribution, List<Expression> indices, IOperation target, SyntaxNode syntax)
    {
        switch (member.Role)
        {
            case MemberRole.Latent:
                DrawLatent(latents[member.Name], distribution, indices, syntax);
                break;
            case MemberRole.Observed:
                int number = AddSource(syntax, "observed", member.Name);
                Value value = ElementOrRow(MemberValue(member.Symbol, target.Syntax), indices);
                if (member.Element == Kind.Boolean && value is ScalarValue truth)
                    value = new ScalarValue(Build.Select(truth.Expression, Constant.One, Constant.Zero));
                NoteObserved(member, indices, syntax);
                WhereKnown(member, distribution, value, indices, () =>
                {
                    CheckObserved(member, distribution, value, indices);
                    ScoreValue(number, distribution, value, syntax, known: !HasLatentBounds(distribution));
                });
                break;
            case MemberRole.Derived:
                AddSource(syntax, "simulated", member.Name);
                NoteSimulated(member);
                break;
        }
    }

    /// <summary>Whether latents decide where the support ends, so that outcomes may lie outside.</summary>
    private bool HasLatentBounds(DistributionValue distribution)
    {
        bool IsLatent(string? formula) => formula is not null
            && (distribution.Info.IsElementwise ? distribution.Arguments.Values.Any(a => a.Latent) : BoundOf(distribution, formula) is { Latent: true });
        return distribution.Lower is { Latent: true } || distribution.Upper is { Latent: true } || IsLatent(distribution.Info.Lower) || IsLatent(distribution.Info.Upper);
    }

    /// <summary>Reports a mistake in a distribution's formula where the distribution is used.</summary>
    private void WithFormulas(DistributionValue distribution, SyntaxNode syntax, System.Action lower)
    {
        try
        {
            lower();
        }
        catch (FormulaException fault)
        {
            context.Report(Descriptors.UnsupportedDistribution, syntax, distribution.Info.Name, fault.Message);
        }
    }

    private bool CheckDrawShape(ModelMember member, DistributionValue distribution, int given, SyntaxNode syntax)
    {
        int rank = distribution.Rank;
        if (member.Rank - given == rank)
            return true;
        string has = $"{given} of {member.Rank} indices here";
        string wants = rank == 0
            ? $"{distribution.Info.Name} draws one number: index each element, or draw the whole with .Iid(n)"
            : $"{distribution.Info.Name} draws {(rank == 1 ? "a vector" : "a matrix")}";
        context.Report(Descriptors.WrongShape, syntax, member.Name, has, wants);
        return false;
    }

    private bool CheckKinds(ModelMember member, DistributionValue distribution, SyntaxNode syntax)
    {
        DistributionInfo info = distribution.Info;
        if (member.Role == MemberRole.Latent && info.IsDiscrete)
        {
            context.Report(Descriptors.DiscreteLatent, syntax, member.Name, info.Name);
            return false;
        }
        if (member.Element == Kind.Boolean && info.Support != "Binary")
        {
            context.Report(Descriptors.UnsupportedDistribution, syntax, info.Name, $"'{member.Name}' is a truth value: use '~Bernoulli(p) == 1'");
            return false;
        }
        if (member.Element == Kind.Integer && !info.IsDrawnDiscrete)
        {
            context.Report(Descriptors.ContinuousForInteger, syntax, member.Name, info.Name);
            return false;
        }
        if (member.Role == MemberRole.Observed && member.Element == Kind.Real && info.IsDiscrete)
            context.Report(Descriptors.DiscreteForReal, syntax, member.Name, info.Name, member.Shape switch
            {
                MemberShape.Vector => "int[], and draw its elements one by one,",
                MemberShape.Matrix => "int[,], and draw its elements one by one,",
                _ => "int",
            });
        return true;
    }

    private static Value ElementOrRow(Value value, List<Expression> indices)
    {
        if (value is not ArrayValue array)
            return value;
        if (indices.Count == array.Rank)
            return new ScalarValue(array.Element(indices));
        return indices.Count == 0 ? array : RowOf(array, indices[0]);
    }

    /// <summary>A row of a two-dimensional array.</summary>
    private static ArrayValue RowOf(ArrayValue array, Expression row) =>
        new(1, array.Latent, rest => array.Element([row, rest[0]]), (_, _) => array.Length(1, [row]), array.ElementKind)
        {
            Member = array.Member,
            Storage = array.Storage,
            Base = array.Base,
            Flatten = array.Flatten is { } flatten ? rest => flatten([row, rest[0]]) : null,
        };

    private void DrawLatent(LatentState latent, DistributionValue distribution, List<Expression> indices, SyntaxNode syntax)
    {
        if (HasBoundsOfAnElement(latent, distribution))
        {
            context.Report(Descriptors.UnsupportedExpression, syntax, Shorten(syntax.ToString()), $"the bounds of '{latent.Member.Name}' are the same for all of its elements, and these change with the loop; "
                + "give it wider bounds, as in [Latent(…, Lower = 0, Upper = 10)]"
                + (distribution.IsTruncated ? ", which hold those of all elements" : ", or draw a latent from Uniform(0, 1) for each element and use lower + (upper - lower) * u[i]"));
            return;
        }
        Constraints.Infer(context, latent, distribution, name => BoundOf(distribution, name), name => GivenBound(latent, name), syntax);
        CheckDataBounds(latent);
        int number = AddSource(syntax, "latent", latent.Member.Name);
        if (latent.NonCentered)
        {
            DrawNonCentered(latent, distribution, indices, number, syntax);
            NoteDraw(latent, indices, syntax);
            return;
        }
        Value value = latent.Dimensions.Count == 0
            ? new ScalarValue(new Element(latent.Storage, Constant.Int(0)))
            : ElementOrRow(LatentArray(latent.Member, latent.Storage), indices);
        ScoreValue(number, distribution, value, syntax, known: !MayBeOutside(latent, distribution));
        NoteDraw(latent, indices, syntax);
    }

    /// <summary>Whether the bounds of a latent's attribute may differ from those of its prior, which are computed.</summary>
    private static bool MayBeOutside(LatentState latent, DistributionValue distribution) =>
        (latent.LowerGiven ?? latent.UpperGiven) is not null
        && (distribution.IsTruncated || (Constraints.HasBounds(distribution.Info) && distribution.Arguments.Values.Any(a => a is ScalarValue { Expression: not Constant })));

    private void DrawNonCentered(LatentState latent, DistributionValue distribution, List<Expression> indices, int number, SyntaxNode syntax)
    {
        if (distribution.IsTruncated || distribution.Mixture is not null || distribution.Info.Reparameterized is not { } formula || latent.Constraint != ConstraintKind.Real)
        {
            context.Report(Descriptors.NonCenteredUnsupported, syntax, latent.Member.Name, distribution.Info.Reparameterized is null
                ? $"{distribution.Info.Name} declares no [Reparameterized] draw from a standard normal"
                : distribution.Mixture is not null ? "a mixture is no location plus scale times a normal"
                : "its values are bounded or structured, which location plus scale times a normal is not");
            return;
        }
        ArrayValue raw = LatentArray(latent.Member, latent.Storage);
        ArrayValue values = ValuesOf(latent);
        Dictionary<string, Value> arguments = BindArguments(distribution);
        void One(IReadOnlyList<Expression> at)
        {
            Dictionary<string, Value> names = ElementArguments(distribution, arguments, [.. at.Skip(indices.Count)]);
            Expression eps = latent.Dimensions.Count == 0 ? new Element(latent.Storage, Constant.Int(0)) : raw.Element(at);
            AddTerm(number, new FormulaLowering(context).Density("-0.5 * square(y) - halfLogTwoPi", [], eps));
            Expression value = new FormulaLowering(context).Scalar(formula, new Dictionary<string, Value>(names) { ["eps"] = new ScalarValue(eps) });
            output.Add(new Store(latent.Values, latent.Dimensions.Count == 0 ? Constant.Int(0) : Address(values, at), value, StatementText(currentStatement)));
        }
        ForEachElement(distribution.Extents, at => One([.. indices, .. at]));
    }

    /// <summary>The values of a latent; those of a non-centred one are computed from its coordinates, and get their place when they are first asked for.</summary>
    private ArrayValue ValuesOf(LatentState latent) =>
        latent.NonCentered && latent.Values == latent.Storage ? DeclareNonCentered(latent) : LatentArray(latent.Member, latent.Values);

    private ArrayValue DeclareNonCentered(LatentState latent)
    {
        ArrayInfo info = new(context.NextId(), latent.Member.Name, ArrayRole.Computed,
            Build.Data($"v_{LatentState.Clean(latent.Member.Name)}", Kind.Integer), latent.Dimensions);
        latent.Values = info;
        return LatentArray(latent.Member, info);
    }

    private ArrayValue LatentArray(ModelMember member, ArrayInfo info)
    {
        ArrayValue array = StoredArray(info, columnMajor: !latents[member.Name].LiesByRows);
        array.Member = member.Name;
        return array;
    }

    /// <summary>Adds the log density of a value under a distribution.</summary>
    /// <param name="number">The statement.</param>
    /// <param name="distribution">The distribution.</param>
    /// <param name="value">The value scored.</param>
    /// <param name="syntax">The statement's syntax.</param>
    /// <param name="known">Whether the value is known to lie in the support (checked data, a constrained latent).</param>
    private void ScoreValue(int number, DistributionValue distribution, Value value, SyntaxNode syntax, bool known = false)
    {
        Dictionary<string, Value> names = BindArguments(distribution);
        CheckSizes(distribution, value, syntax);
        if (distribution.Info.IsMatrix || distribution.Info.IsVector)
        {
            if (value is ArrayValue vector)
                foreach (Expression term in Supported(distribution, VectorDensity(distribution, names, vector, syntax), vector, known))
                    AddTerm(number, term);
            return;
        }
        if (value is ArrayValue array && array.Rank == distribution.Rank)
            ForEachElement(distribution.Extents, at => WhereKnown(array.Element(at), () =>
                AddTerm(number, ScalarDensity(distribution, ElementArguments(distribution, names, at), array.Element(at), known))));
        else if (value is ScalarValue scalar && distribution.Rank == 0)
            AddTerm(number, ScalarDensity(distribution, names, scalar.Expression, known));
        else
            ReportShape(distribution, value, syntax);
    }

    private void ReportShape(DistributionValue distribution, Value value, SyntaxNode syntax)
    {
        string Shape(int rank) => rank switch { 0 => "one number", 1 => "a vector", _ => "a matrix" };
        if (value is not ErrorValue)
            context.Report(Descriptors.WrongShape, syntax, Shorten(syntax.ToString()), Shape(value is ArrayValue array ? array.Rank : 0),
                $"{distribution.Info.Name} scores {Shape(distribution.Rank)}");
    }

    /// <summary>Lets a body run for each element of an array of these sizes; for a single value once, without indices.</summary>
    private void ForEachElement(IReadOnlyList<Expression> extents, System.Action<IReadOnlyList<Expression>> body)
    {
        if (extents.Count == 0)
            body([]);
        else if (extents.Count == 1)
            ForRange("k", extents[0], k => body([k]));
        else
            ForRange("i", extents[0], i => ForRange("j", extents[1], j => body([i, j])));
    }

    /// <summary>The arguments of one element of a distribution over independent elements: of vectors and matrices, their elements.</summary>
    private Dictionary<string, Value> ElementArguments(
        DistributionValue distribution, Dictionary<string, Value> arguments, IReadOnlyList<Expression> at, bool bound = true)
    {
        if (!distribution.Info.IsElementwise)
            return arguments;
        var names = new Dictionary<string, Value>();
        foreach (KeyValuePair<string, Value> argument in arguments)
            names[argument.Key] = argument.Value is ArrayValue array
                ? new ScalarValue(bound ? Bind(argument.Key, Build.Real(array.Element(at))) : Build.Real(array.Element(at)))
                : argument.Value;
        return names;
    }

    /// <summary>Compares the size of what is drawn or scored with the sizes of the distribution's arguments.</summary>
    private void CheckSizes(DistributionValue distribution, Value value, SyntaxNode syntax)
    {
        if (value is not ArrayValue array)
            return;
        string name = array.Member ?? "the value";
        if (distribution.Extents.Count > 0)
        {
            for (int axis = 0; axis < System.Math.Min(array.Rank, distribution.Extents.Count); axis++)
                SameSize(array.Length(axis, [Constant.Int(0)]), name, distribution.Extents[axis], distribution.Info.IsElementwise ? distribution.Info.Name : "Iid", syntax);
        }
        else
            foreach (KeyValuePair<string, Value> argument in distribution.Arguments)
                if (argument.Value is ArrayValue vector)
                    for (int axis = 0; axis < vector.Rank; axis++)
                        SameSize(array.Count, name, vector.Length(axis, [Constant.Int(0)]), argument.Key, syntax);
    }

    /// <summary>The log density of one number, minus infinity outside the support.</summary>
    private Expression ScalarDensity(DistributionValue distribution, Dictionary<string, Value> names, Expression y, bool known)
    {
        if (distribution.Mixture is { } mixture)
            return MixtureDensity(mixture, y, known);
        var formulas = new FormulaLowering(context);
        Expression density = Build.Add(formulas.Density(distribution.Info.Formula, Guarded(distribution.Info, distribution.Info.Formula, names), y), GuardOf(distribution.Info, distribution.Info.Formula, names));
        if (distribution.IsTruncated)
            return TruncatedDensity(distribution, names, y, density, known);
        if (known || Constraints.SupportTest(distribution.Info, formulas, names, y) is not { } inside)
            return density;
        density = Build.Select(inside, density, MinusInfinity);
        return distribution.Info is { Support: "Interval", Lower: { } low, Upper: { } high }
            ? WhereOrdered(formulas.Scalar(low, names), formulas.Scalar(high, names), density)
            : density;
    }

    /// <summary>A value, or NaN where the ends of an interval that latents decide leave nothing between them.</summary>
    private static Expression WhereOrdered(Expression low, Expression high, Expression value) =>
        low.Latent || high.Latent ? Build.Select(Build.Call("lt", low, high), value, NotANumber) : value;

    private Dictionary<string, Value> BindArguments(DistributionValue distribution)
    {
        var names = new Dictionary<string, Value>();
        foreach (KeyValuePair<string, Value> argument in distribution.Arguments)
            names[argument.Key] = argument.Value is ScalarValue scalar
                ? new ScalarValue(Bind(argument.Key, scalar.Expression))
                : argument.Value;
        return names;
    }

    private Expression? BoundOf(DistributionValue distribution, string formula) =>
        new FormulaLowering(context).Scalar(formula, distribution.Arguments.ToDictionary(a => a.Key, a => a.Value));

    private Expression? GivenBound(LatentState latent, object given)
    {
        SyntaxNode? syntax = latent.Member.Attribute.ApplicationSyntaxReference?.GetSyntax();
        switch (given)
        {
            case double or int or float or long:
                return new Constant(System.Convert.ToDouble(given, System.Globalization.CultureInfo.InvariantCulture), Kind.Real);
            case string name when context.Model.GetMembers(name).FirstOrDefault() is { } symbol && syntax is not null
                && MemberValue(symbol, syntax) is ScalarValue scalar:
                return Build.Real(scalar.Expression);
            default:
                context.Report(Descriptors.WrongShape, syntax, latent.Member.Name, $"the bound '{given}'", "a bound is a number or the name of a scalar member");
                return null;
        }
    }

    /// <summary>Latents that no statement draws are flat on the constraint that the attribute gives.</summary>
    public void FinishLatents()
    {
        foreach (LatentState latent in latents.Values)
        {
            if (latent.Constraint is not null)
                continue;
            Constraints.Infer(context, latent, null, _ => null, name => GivenBound(latent, name), null);
            CheckDataBounds(latent);
        }
    }

    private void CheckObserved(ModelMember member, DistributionValue distribution, Value value, List<Expression> indices)
    {
        DistributionInfo info = distribution.Info;
        if (info.IsVector || info.IsMatrix)
        {
            if (value is ArrayValue whole)
                CheckObservedVector(member, info, whole, indices);
            return;
        }
        string range = Constraints.Describe(info) + (distribution.IsTruncated ? " inside the bounds of Truncate" : "");
        Dictionary<string, Value> arguments = distribution.Arguments.ToDictionary(a => a.Key, a => a.Value);
        void One(Expression y, IReadOnlyList<Expression> at, IReadOnlyList<Expression> within)
        {
            Dictionary<string, Value> names = Constraints.HasBounds(info) ? ElementArguments(distribution, arguments, within) : arguments;
            Expression? inside = Constraints.SupportTest(info, new FormulaLowering(context), names, y);
            foreach (Expression? test in new[] { inside, WithinBounds(distribution, y) })
                if (test is { Latent: false } and not Constant)
                    output.Add(new Check(skipsMissing ? Build.Call("or", IsMissing(y), test) : test, y, member.Name, at.ToEquatable(),
                        $"its distribution needs {range}", StatementText(currentStatement)));
        }
        if (value is ScalarValue scalar)
            One(scalar.Expression, indices, []);
        else if (value is ArrayValue array && (info.Support != "Real" || distribution.IsTruncated))
            ForEachElement(distribution.Extents, at => One(array.Element(at), [.. indices, .. at], at));
    }
}

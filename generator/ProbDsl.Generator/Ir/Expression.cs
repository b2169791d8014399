using System.Linq;

namespace ProbDsl.Generator.Ir;

/// <summary>The type of a scalar.</summary>
internal enum Kind
{
    Real,
    Integer,
    Boolean,
}

/// <summary>How a reduction combines the values of its iterations.</summary>
internal enum ReduceKind
{
    Sum,
    LogSumExp,
}

/// <summary>A scalar expression of a model. <see cref="Latent"/> tells whether its value depends on a latent.</summary>
internal abstract record Expression(Kind Type, bool Latent);

/// <summary>A number known at compile time; booleans are 0 or 1.</summary>
internal sealed record Constant(double Value, Kind Type) : Expression(Type, false)
{
    public static readonly Constant Zero = new(0, Kind.Real);
    public static readonly Constant One = new(1, Kind.Real);

    public static Constant Int(int value) => new(value, Kind.Integer);
}

/// <summary>A named scalar in single assignment form: the value of a <see cref="Let"/>, a loop variable, a carried value or a loop's result.</summary>
internal sealed record Local(int Id, string Name, Kind Type, bool Latent) : Expression(Type, Latent);

/// <summary>C# text over data alone, with the texts of <paramref name="Arguments"/> in place of {0}, {1}, …; evaluated once per fit.</summary>
internal sealed record DataText(string Template, EquatableArray<Expression> Arguments, Kind Type) : Expression(Type, false);

/// <summary>An element of an array that depends on latents, at a flattened index that depends on data alone.</summary>
internal sealed record Element(ArrayInfo Array, Expression Index) : Expression(Kind.Real, true);

/// <summary>A primitive operation; the name is a row of <see cref="Primitives"/>.</summary>
internal sealed record Call(string Op, EquatableArray<Expression> Arguments, Kind Type)
    : Expression(Type, Arguments.Any(a => a.Latent))
{
    // A sum of many terms is as deep as it is long: its hash is computed once, from those of its arguments.
    private readonly int hash = unchecked((((Op.GetHashCode() * 31) + (int)Type) * 31) + Arguments.GetHashCode());

    public bool Equals(Call? other) => ReferenceEquals(this, other)
        || (other is not null && hash == other.hash && Type == other.Type && Op == other.Op && Arguments.Equals(other.Arguments));

    public override int GetHashCode() => hash;

    /// <summary>The number of operations in its text, where what is shared stands several times.</summary>
    public int Length { get; } = Arguments.Aggregate(1, (sum, a) => System.Math.Min(1 << 20, sum + (a is Call call ? call.Length : 1)));

    /// <summary>Whether an expression's text is longer than anyone writes by hand: it shares parts of parts.</summary>
    public static bool IsLong(Expression expression) => expression is Call { Length: > 400 };
}

/// <summary>A sum (or log-sum-exp) over iterations: <paramref name="Body"/> holds the locals that <paramref name="Value"/> uses.</summary>
/// <remarks><paramref name="Carried"/> are data carried from one iteration to the next.</remarks>
internal sealed record Reduce(
    ReduceKind Reduction, Local Variable, Expression From, Expression To, EquatableArray<Carried> Carried,
    EquatableArray<Statement> Body, Expression Value)
    : Expression(Kind.Real, Value.Latent);

/// <summary>What an array of latent-dependent values is.</summary>
internal enum ArrayRole
{
    /// <summary>A latent: a block of the position vector behind its transform.</summary>
    Latent,

    /// <summary>A local or derived array that the model computes from latents.</summary>
    Computed,
}

/// <summary>An array of values that depend on latents (a scalar has no dimensions); element e lies at address Base + e.</summary>
/// <remarks>
/// <paramref name="IsFilled"/> where the generator's own statements assign all elements, each before it is read;
/// <paramref name="IsWhole"/> where what reads one of them reads them all, as a factor of a matrix.
/// </remarks>
internal sealed record ArrayInfo(
    int Id, string Name, ArrayRole Role, Expression Base, EquatableArray<Expression> Dimensions, bool IsFilled = false, bool IsWhole = false);

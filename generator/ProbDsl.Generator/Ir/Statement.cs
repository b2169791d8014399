namespace ProbDsl.Generator.Ir;

/// <summary>A statement of a model, in single assignment form.</summary>
internal abstract record Statement;

/// <summary>Binds a scalar.</summary>
internal sealed record Let(Local Target, Expression Value) : Statement;

/// <summary>Declares an array over data alone: C# text of its creation.</summary>
internal sealed record DataArray(string Name, string TypeText, string Template, EquatableArray<Expression> Arguments) : Statement
{
    /// <summary>Whether making it twice gives the same: not where it reserves memory or counts.</summary>
    public bool IsCopyable => TypeText is not ("RowTable" or "DrawCounter");
}

/// <summary>Assigns an element of a data array; <paramref name="Target"/> is the text of the element.</summary>
internal sealed record DataStore(DataText Target, Expression Value) : Statement;

/// <summary>Runs C# text over data alone; <paramref name="Target"/> is the object that it calls, or empty.</summary>
internal sealed record DataCall(string Target, string Template, EquatableArray<Expression> Arguments) : Statement;

/// <summary>Assigns an element of an array of latent-dependent values; each element is assigned once.</summary>
/// <remarks><paramref name="Text"/> is the model's own statement, for the reader of the generated code.</remarks>
internal sealed record Store(ArrayInfo Array, Expression Index, Expression Value, string Text) : Statement;

/// <summary>A scalar carried from one iteration of a loop to the next.</summary>
/// <remarks>The texts are the model's own statements that gave it its value before the loop and in it.</remarks>
internal sealed record Carried(Local Entry, Expression Initial, Expression Next, Local Result, string InitialText = "", string NextText = "");

/// <summary>A loop with an index from <paramref name="From"/> up to, not including, <paramref name="To"/>.</summary>
internal sealed record For(
    Local Variable, Expression From, Expression To, EquatableArray<Carried> Carried, EquatableArray<Statement> Body) : Statement;

/// <summary>A branch on data.</summary>
internal sealed record If(Expression Condition, EquatableArray<Statement> Then, EquatableArray<Statement> Else) : Statement;

/// <summary>Refuses data for which an element does not exist, or has no value yet, where the statements before have run.</summary>
/// <remarks><paramref name="IsAssigned"/> asks that the element has been assigned; else it need only lie in the array.</remarks>
internal sealed record ElementCheck(ArrayInfo Array, Expression Index, bool IsAssigned) : Statement;

/// <summary>Adds to the log density on behalf of a numbered statement of the model.</summary>
internal sealed record Term(int Source, Expression Value) : Statement;

/// <summary>Refuses data: throws with the member, the index, the value and the statement where the condition fails.</summary>
/// <remarks>
/// <paramref name="Expected"/> ends the sentence "member[index] is value, but". Where there are <paramref name="Variables"/>, the
/// member is an expression, and the indices are the values of those variables in it.
/// </remarks>
internal sealed record Check(
    Expression Condition, Expression Value, string Member, EquatableArray<Expression> Index, string Expected, string Statement,
    EquatableArray<string> Variables) : Statement
{
    public Check(Expression condition, Expression value, string member, EquatableArray<Expression> index, string expected, string statement)
        : this(condition, value, member, index, expected, statement, EquatableArray<string>.Empty)
    {
    }
}

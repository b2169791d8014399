using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>Translates the body of <c>Generate()</c>, as bound operations, into statements of the IR.</summary>
/// <remarks>
/// The body is executed symbolically: locals are renamed at each assignment, helper methods are inlined, vectors are known
/// by their elements. What depends on data alone stays C# text; what depends on a latent becomes IR.
/// </remarks>
internal sealed partial class Lowering
{
    private readonly ModelContext context;
    private readonly Dictionary<string, LatentState> latents = [];
    private readonly Dictionary<ISymbol, Value> environment = new(SymbolEqualityComparer.Default);
    private readonly List<IMethodSymbol> callStack = [];
    private readonly List<SourceIr> sources = [];
    private readonly HashSet<string> drawn = [];
    private readonly HashSet<string> read = [];
    private List<Statement> output = [];
    private Expression? guard;
    private int currentSource;
    private string callPath = "";

    public Lowering(ModelContext context)
    {
        this.context = context;
        foreach (ModelMember member in context.Members.Values)
            if (member.Role == MemberRole.Latent)
                latents.Add(member.Name, new LatentState(this, member));
    }

    public IReadOnlyList<SourceIr> Sources => sources;

    public IReadOnlyDictionary<string, LatentState> Latents => latents;

    /// <summary>Members that a statement draws.</summary>
    public ISet<string> Drawn => drawn;

    /// <summary>Latents whose value is used.</summary>
    public ISet<string> Read => read;

    public EquatableArray<Statement> Lower(IMethodSymbol generate)
    {
        foreach (ModelMember member in context.Members.Values.Where(m => m.Role == MemberRole.Derived && m.Rank > 0))
            if (InitializerOf(member.Symbol) is { } initializer)
                environment[member.Symbol] = Evaluate(initializer);
        int prologue = output.Count;
        IOperation? body = BodyOf(generate);
        if (body is not null)
            LowerBody(body);
        if (!context.MustReadAgain)
            FinishLatents();
        CheckSimulated(output);
        output.InsertRange(prologue, boundChecks);
        return WithCounters(output, prologue + boundChecks.Count);
    }

    private IOperation? BodyOf(IMethodSymbol method) => context.Semantics.BodyOf(method);

    private IOperation? InitializerOf(ISymbol member) =>
        context.Semantics.InitializerOf(member) is { Syntax: not LiteralExpressionSyntax } value ? value : null;

    internal static IReadOnlyList<IOperation> BodyStatements(IOperation body) => body switch
    {
        IMethodBodyOperation method => (method.BlockBody ?? method.ExpressionBody)?.Operations.ToArray() ?? [],
        IConstructorBodyOperation constructor => constructor.BlockBody?.Operations.ToArray() ?? [],
        IBlockOperation block => block.Operations.ToArray(),
        ILocalFunctionOperation local => local.Body?.Operations.ToArray() ?? [],
        _ => [body],
    };

    private Local NewLocal(string name, Kind type, bool latent) => new(context.NextId(), name, type, latent);

    /// <summary>Binds an expression to a name, unless it is as short as its name.</summary>
    private Expression Bind(string name, Expression value)
    {
        if (value is Constant or Local or Element { Index: Constant or Local }
            || (value is DataText text && text.Arguments.All(a => a is Local or Constant)))
            return value;
        return BindNow(name, value);
    }

    /// <summary>Binds an expression to a name, so that it has the value that it has here.</summary>
    private Local BindNow(string name, Expression value)
    {
        Local local = NewLocal(name, value.Type, value.Latent);
        output.Add(new Let(local, value));
        bindings[local.Id] = value;
        return local;
    }

    private Expression DataIndex(Expression index, SyntaxNode syntax)
    {
        if (!index.Latent)
            return index;
        context.Report(Descriptors.LatentIndex, syntax, syntax.ToString());
        return Constant.Int(0);
    }

    private Value Unsupported(IOperation operation, string advice)
    {
        context.Report(Descriptors.UnsupportedExpression, operation.Syntax, Shorten(operation.Syntax.ToString()), context.Unreachable.Advice(operation.Syntax) ?? advice);
        return ErrorValue.Instance;
    }

    internal static string Shorten(string text)
    {
        text = string.Join(" ", text.Split(['\r', '\n', ' ', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 80 ? text.Substring(0, 77) + "..." : text;
    }
}
